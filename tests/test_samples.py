"""The samples: what is written beside a recording is what the tool makes of it today."""

from pathlib import Path

import pytest

from cleaner.cleaned import Cleaned
from cleaner.edits import Safety
from cleaner.formats import read, write
from cleaner.pipeline import clean

SAMPLES = Path(__file__).parent.parent / "samples"
TERMS = (SAMPLES / "glossary.txt").read_text("utf-8").splitlines()
REHEARSALS = ("interview", "lesson")


def cleaned(path: Path) -> Cleaned:
    source = read(path)
    return clean(source.transcript if isinstance(source, Cleaned) else source, glossary=TERMS)


@pytest.mark.parametrize(
    ("source", "script"),
    [
        ("interview.raw.json", "interview.clean.txt"),
        ("lesson.raw.json", "lesson.clean.txt"),
        ("old-notes.txt", "old-notes.clean.txt"),
    ],
)
def test_the_clean_sample_is_current(source: str, script: str) -> None:
    made = cleaned(SAMPLES / source)
    assert write(made, "txt") == (SAMPLES / script).read_text("utf-8")
    assert clean(made.text, glossary=TERMS).text == made.text


@pytest.mark.parametrize("name", REHEARSALS)
def test_subtitles_of_a_rehearsal_keep_their_times(name: str) -> None:
    made = cleaned(SAMPLES / f"{name}.raw.json")
    heard = {(segment.start, segment.end) for segment in made.transcript.segments}
    cues = [(cue.start, cue.end) for cue in made.segments]
    assert set(cues) <= heard
    assert cues == sorted(cues)
    assert all(cue.text for cue in made.segments)


def test_what_was_said_by_mistake_is_gone_and_what_was_meant_is_there() -> None:
    made = cleaned(SAMPLES / "interview.said.txt").text
    assert [
        part for part in ("嗯", "呃", "我我", "春天", "主要负责，主要", "然后，然后", "重新说") if part in made
    ] == []
    assert [
        part
        for part in ("秋天", "二零二零年", "两千张", "一百张", "百分之七十", "百分之九十三", "TensorFlow")
        if part not in made
    ] == []


def test_a_retake_with_a_denial_of_its_own_is_offered_with_both_tellings() -> None:
    made = cleaned(SAMPLES / "lesson.said.txt")
    (offer,) = [edit for edit in made.offered if edit.stage == "retake"]
    assert offer.safety is Safety.ASK
    assert "不来" in offer.reason
    assert "不来就让给" in made.text
    assert "不来就让给" not in made.accepting(offer).text
