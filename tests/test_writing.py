"""What is written, and that reading is its inverse: subtitles, text, our own json."""

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from reading import refusal

from cleaner import formats
from cleaner.cleaned import Cleaned
from cleaner.edits import Edit, Rendering, Safety
from cleaner.errors import CleanerError
from cleaner.transcript import Segment, Span, Timed, Transcript, Word, lines

TALK, SEGMENTS, WORDS = lines(
    [Timed("嗯 大家好", 500, 2000, (("嗯", 500, 800, 0.5), ("大家好", 900, 2000, None))), Timed("呃", 2500, 2600)]
)
DROPPED = Edit(1, "filler.hesitation", (Span(0, 2),), "嗯 ", "", "hesitation sound", Safety.SAFE)
EMPTIED = Edit(2, "filler.hesitation", (Span(5, 7),), "\n呃", "", "hesitation sound", Safety.SAFE)
MARKED = Edit(3, "punctuation.final", (Span(5, 5),), "", "。", "missing full stop", Safety.LIKELY)
CLEANED = Cleaned(Transcript(TALK, SEGMENTS, WORDS, language="zh"), (DROPPED, EMPTIED), (MARKED,))


def test_what_is_written() -> None:
    assert formats.FORMATS == ("txt", "srt", "vtt", "json")
    assert formats.write(CLEANED, "txt") == "大家好\n"
    assert formats.write(CLEANED, "srt") == "1\n00:00:00,500 --> 00:00:02,000\n大家好\n"
    assert formats.write(CLEANED, "vtt") == "WEBVTT\n\n00:00:00.500 --> 00:00:02.000\n大家好\n"


def test_json_is_laid_out_for_a_reader() -> None:
    written = formats.write(CLEANED, "json")
    assert '"text": "大家好",\n' in written
    assert '      {"span": [0, 1], "start": 500, "end": 800, "probability": 0.5},\n' in written
    assert list(json.loads(written)) == ["format", "version", "text", "segments", "transcript", "edits", "offered"]
    assert json.loads(written)["segments"] == [{"start": 500, "end": 2000, "text": "大家好", "speaker": None}]


def test_a_format_that_cannot_be_written() -> None:
    with pytest.raises(CleanerError, match=r"^doc: not a format that can be written; choose txt, srt, vtt, json$"):
        formats.write(CLEANED, "doc")
    for kind in ("srt", "vtt"):
        with pytest.raises(CleanerError, match=f"^no times to write {kind} with: "):
            formats.write(Cleaned(Transcript("没有时间")), kind)


def test_a_silent_recording_can_be_written() -> None:
    silent = Cleaned(Transcript(""))
    assert [formats.write(silent, kind) for kind in ("txt", "srt", "vtt")] == ["", "", "WEBVTT\n"]


def test_half_a_utf16_pair_is_no_trouble() -> None:
    text, segments, _ = lines([Timed("好\ud800", 0, 10)])
    cleaned = Cleaned(Transcript(text, segments))
    for kind in ("txt", "srt", "vtt"):
        assert "好\ufffd" in formats.write(cleaned, kind).encode().decode()
    written = formats.write(cleaned, "json").encode().decode()
    assert formats.read_text(written, "a.json") == cleaned


LATER = 400 * 3_600_000
TEXTS = st.text(st.sampled_from("一二好，。？ab 12&<>;-{}\\:amp\u3000\n#\ufffd"), max_size=12)


@st.composite
def pieces(draw: st.DrawFn, texts: st.SearchStrategy[str], speakers: st.SearchStrategy[str | None]) -> list[Timed]:
    times = draw(st.lists(st.tuples(st.integers(0, LATER), st.integers(0, 9999)), max_size=5))
    return [Timed(draw(texts), start, start + length, speaker=draw(speakers)) for start, length in sorted(times)]


SPEAKERS = st.none() | st.text(st.sampled_from("甲A &<>;"), min_size=1, max_size=5).map(
    lambda name: " ".join(name.split()) or None
)


@given(pieces(TEXTS, SPEAKERS))
@example([Timed("{\\}", 0, 1000)])
def test_vtt_reads_back_as_it_was_written(made: list[Timed]) -> None:
    text, segments, _ = lines(made)
    transcript = Transcript(text, segments)
    assert formats.read_text(formats.write(Cleaned(transcript), "vtt"), "a.vtt") == transcript


@given(pieces(st.text(st.sampled_from("一二好，。？ab 12&;->:\u3000\n\ufffd"), max_size=12), st.none()))
def test_srt_reads_back_as_it_was_written(made: list[Timed]) -> None:
    text, segments, _ = lines(made)
    transcript = Transcript(text, segments)
    assert formats.read_text(formats.write(Cleaned(transcript), "srt"), "a.srt") == transcript


@given(st.text())
def test_txt_reads_back_as_it_was_written(text: str) -> None:
    written = formats.write(Cleaned(Transcript(text)), "txt")
    assert written == (text.rstrip("\n") + "\n" if text.strip("\n") else "")


# Beyond 2 ** 53 a number in our json is damage.
NUMBERS = st.none() | st.floats(-1e15, 1e15) | st.integers(-9, 9)
LABELS = st.none() | st.text(max_size=4)


@st.composite
def spans(draw: st.DrawFn, length: int) -> list[Span]:
    places = sorted(draw(st.lists(st.integers(0, length), max_size=6)))
    return [Span(*pair) for pair in zip(places[::2], places[1::2], strict=False)]


@st.composite
def voices(draw: st.DrawFn) -> tuple[tuple[int, int], ...]:
    moments = sorted(draw(st.sets(st.integers(0, LATER), max_size=6)))
    return tuple(zip(moments[::2], moments[1::2], strict=False))


@st.composite
def transcripts(draw: st.DrawFn) -> Transcript:
    text = draw(st.text(max_size=20))
    times = st.tuples(st.integers(0, LATER), st.integers(0, 9999)).map(lambda pair: (pair[0], sum(pair)))
    return Transcript(
        text,
        tuple(
            Segment(span, *draw(times), draw(NUMBERS), draw(NUMBERS), draw(NUMBERS), draw(LABELS))
            for span in draw(spans(len(text)))
        ),
        tuple(Word(span, *draw(times), draw(NUMBERS)) for span in draw(spans(len(text)))),
        language=draw(LABELS),
        duration=draw(st.none() | st.integers(0, LATER)),
        engine=draw(LABELS),
        model=draw(LABELS),
        prompt=draw(st.text(max_size=4)),
        warnings=tuple(draw(st.lists(st.text(max_size=4), max_size=2))),
        voice=draw(voices()),
    )


@st.composite
def cleaneds(draw: st.DrawFn) -> Cleaned:
    transcript = draw(transcripts())
    edits: list[Edit] = []
    for number in range(draw(st.integers(0, 5))):
        rendering = Rendering(transcript.text, edits)
        start, end = sorted(draw(st.tuples(*[st.integers(0, len(rendering.text))] * 2)))
        lift = rendering.lift(start, end, draw(st.text(max_size=3)))
        edits.append(
            Edit(number, draw(st.text()), lift.spans, lift.before, lift.after, "why", draw(st.sampled_from(Safety)))
        )
    kept = draw(st.integers(0, len(edits)))
    return Cleaned(transcript, tuple(edits[:kept]), tuple(edits[kept:]))


@given(cleaneds())
def test_our_json_reads_back_to_an_equal_object(cleaned: Cleaned) -> None:
    written = formats.write(cleaned, "json")
    found = formats.read_bytes(written.encode(), "a.json")
    assert found == cleaned
    assert isinstance(found, Cleaned)
    assert found.text == cleaned.text
    assert formats.write(found, "json") == written


def test_numbers_that_json_has_not_are_left_out() -> None:
    cleaned = Cleaned(Transcript("好", (Segment(Span(0, 1), 0, 1, float("nan"), float("inf"), 1.0),)))
    found = formats.read_text(formats.write(cleaned, "json"), "a.json")
    assert found == Cleaned(Transcript("好", (Segment(Span(0, 1), 0, 1, None, None, 1.0),)))


def test_the_edits_win_over_the_text_beside_them() -> None:
    value = json.loads(formats.write(CLEANED, "json"))
    found = formats.read_text(json.dumps(value | {"text": "别的", "segments": 3}), "a.json")
    assert isinstance(found, Cleaned)
    assert found.text == "大家好"


def test_json_from_before_voice_was_measured() -> None:
    value = json.loads(formats.write(CLEANED, "json"))
    del value["transcript"]["voice"]
    assert formats.read_text(json.dumps(value), "a.json") == CLEANED


def test_json_of_a_newer_version() -> None:
    assert refusal('{"format": "cleaner", "version": 2}', "-") == (
        "-: written by a newer cleaner (version 2 of its json): update this one"
    )


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (["version"], 0, '"version" is not 1'),
        (["version"], "1", "\"version\" cannot be '1'"),
        (["transcript"], [], '"transcript" cannot be []'),
        (["transcript", "text"], None, '"text" cannot be None'),
        (["transcript", "language"], 3, '"language" cannot be 3'),
        (["transcript", "warnings"], [3], '"warnings" are not all strings'),
        (["transcript", "segments", 0], 3, "3 misplaced"),
        (["transcript", "segments", 0], [], "a list where an object belongs"),
        (["transcript", "segments", 0, "span"], [0, 99], "Segment out of order or outside the text: "),
        (["transcript", "segments", 0, "span"], [3, 1], "not a span: 3..1"),
        (["transcript", "words", 0, "span"], [0], "not a span: [0]"),
        (["transcript", "words", 0, "end"], 3, "not a time: 500..3 ms"),
        (["transcript", "words", 0, "start"], 0.5, '"start" cannot be 0.5'),
        (["transcript", "voice"], 3, '"voice" cannot be 3'),
        (["transcript", "voice"], [[0, 900.5]], "not a stretch of voice: [0, 900.5]"),
        (["transcript", "voice"], [[500, 900], [800, 1000]], "voice out of order or not a time: 800..1000 ms"),
        (["transcript", "voice"], [[500, 500]], "voice out of order or not a time: 500..500 ms"),
        (["edits", 0, "spans"], [[0, 99], [1, 2]], "edit 1 is outside the text or out of order"),
        (["edits", 0, "spans"], [], "edit 1 is outside the text"),
        (["edits", 0, "number"], 2, "two edits have the same number"),
        (["edits", 0, "safety"], "SURE", "\"safety\" cannot be 'SURE'"),
        (["edits", 0], {}, '"spans" is missing'),
        (["offered"], None, '"offered" cannot be None'),
    ],
)
def test_damaged_json_of_ours(path: list[str | int], value: object, message: str) -> None:
    record: Any = json.loads(formats.write(CLEANED, "json"))
    whole = record
    for key in path[:-1]:
        record = record[key]
    record[path[-1]] = value
    assert refusal(json.dumps(whole), "a.json").startswith(f"a.json: damaged cleaner json, {message}")


def test_warnings_of_the_file_are_kept() -> None:
    data = formats.write(CLEANED, "json").encode().replace("大".encode(), b"\xe5\xa4")
    found = formats.read_bytes(data, "a.json")
    assert isinstance(found, Cleaned)
    assert len(found.transcript.warnings) == 1
