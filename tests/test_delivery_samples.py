"""The samples end to end, with both engines: pace and pauses against what the synthesis knows.

`NAME.said.tsv` has for each line the ms at which it begins and ends (with 30 ms of room on both sides) and what is
said. Compared are: the pause between each two lines with the pause that is found there, at both ends; the syllables of
all lines over the time from the first to the last with the pace over the whole; and of each sentence of the script that
was said in lines of its own, the time of those lines with the time that is found.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

import pytest
from conftest import SAMPLES

from cleaner.cleaned import Cleaned
from cleaner.comparison.compare import compare
from cleaner.delivery import Delivery, Evidence, delivery
from cleaner.formats import read_text, write
from cleaner.language.syllables import syllables
from cleaner.pipeline import clean
from cleaner.script import Script
from cleaner.transcript import Span

OFF = 100  # ms


@dataclass
class Line:
    start: int
    end: int
    text: str


def lines(name: str) -> list[Line]:
    rows = [row.split("\t") for row in (SAMPLES / f"{name}.said.tsv").read_text("utf-8").splitlines()]
    return [Line(int(start), int(end), text) for start, end, text in rows]


def script(name: str) -> Script:
    text = (SAMPLES / f"{name}.script.txt").read_text("utf-8")
    sentences = tuple(Span(*found.span()) for found in re.finditer("[^。\n]+。", text))
    return Script(text, sentences, (), tuple(0 for _ in sentences))


NAMES = pytest.mark.parametrize("name", ["interview", "lesson"])


@pytest.fixture(scope="session")
def told(rehearsals) -> dict[str, Delivery]:
    """The delivery of each, after a way through our json, as from a file that was saved."""
    found = {}
    for name, transcript in rehearsals.items():
        saved = read_text(write(Cleaned(transcript), "json"), "a.json")
        assert saved == Cleaned(transcript)
        cleaned = clean(saved.transcript)
        found[name] = delivery(cleaned, compare(cleaned, script(name)), target=80_000)
    return found


@NAMES
def test_the_pace_is_within_two_percent(told, name) -> None:
    known = lines(name)
    whole = known[-1].end - known[0].start
    assert told[name].rate == pytest.approx(sum(syllables(line.text) for line in known) * 60_000 / whole, rel=0.02)
    assert told[name].latency == pytest.approx(known[0].start, abs=OFF)


@NAMES
def test_every_pause_between_two_lines_is_within_a_tenth_of_a_second(told, name) -> None:
    known = [(one.end, other.start) for one, other in pairwise(lines(name))]
    found = [(pause.start, pause.end) for pause in told[name].pauses]
    nearest = [min(found, key=lambda pause: abs(pause[0] - start) + abs(pause[1] - end)) for start, end in known]
    off = [max(abs(a - b) for a, b in zip(one, other, strict=True)) for one, other in zip(known, nearest, strict=True)]
    assert max(off) <= OFF
    assert len(set(nearest)) == len(known)
    assert {pause.evidence for pause in told[name].pauses} == {Evidence.HEARD}
    (longest,) = told[name].long_pauses
    assert longest.end - longest.start == pytest.approx(max(end - start for start, end in known), abs=2 * OFF)


@NAMES
def test_pauses_inside_a_line_are_none_between_two(told, name) -> None:
    """The voice pauses at commas, too: what is found there is inside a sentence, and short."""
    known = lines(name)
    for pause in told[name].pauses:
        within = [line for line in known if line.start + OFF < pause.start and pause.end < line.end - OFF]
        if within:
            assert pause.end - pause.start < 700


SENTENCES = {
    # A sentence of the script (from 0), and the line (from 0) in which it was said, nothing else before or after it.
    "interview": {2: 2, 3: 3, 4: 4, 5: 8, 6: 9, 8: 11, 10: 13},
    "lesson": {1: 1, 2: 2, 4: 4, 6: 9, 7: 10, 9: 12, 10: 13, 12: 15},
}


@NAMES
def test_a_sentence_has_its_time_and_pace(told, name) -> None:
    known = lines(name)
    paces = {pace.sentence: pace for pace in told[name].paces}
    exact = 0
    for number, line in SENTENCES[name].items():
        pace, true = paces[number], known[line]
        assert (pace.start, pace.end) == pytest.approx((true.start, true.end), abs=OFF)
        said = syllables(true.text)
        assert abs(pace.syllables - said) <= 2  # of a term that the engine misheard
        if pace.syllables == said:
            assert pace.rate == pytest.approx(said * 60_000 / (true.end - true.start), rel=0.02)
            exact += 1
    assert exact >= 5
