"""Where speech was written down without marks: stretches of lines that have none."""

import re
from collections.abc import Iterator
from functools import lru_cache

from cleaner.language.letters import Characters
from cleaner.rules.punctuation._places import HANZI, is_chinese, is_hanzi
from cleaner.transcript import Span
from cleaner.view import View

_LINE = re.compile(r"[^\n]+")
_MARK = re.compile(rf"[、。!?;…—]|[,:](?!\d)|[.](?!\w)|[ ](?=[{HANZI}])")
_MARKS = "，,、。！!？?；;：:"
_COLUMNS = re.compile(r"[\t|`{}=]| {2}|</|/>")
_SPOKEN = frozenset("的了是这那个们吗呢吧么着说就会都没很到")
_LETTERS = re.compile(r"[^\W_][^\W_]*")
_MEAN = 24  # letters from mark to mark: text that is written with marks has 8 to 11
_LONG = 40  # letters of a stretch that is too long by itself: two of 10,000 are
_PARTING = Characters(",、。!?;:…—\n")
LINE_LEAST = 24  # letters of a line without times, which could be a title
_SEGMENT_LEAST = 12  # letters of a line with times
_SPOKEN_SHARE = 12  # one letter in so many is one of speech


def letters(folded: str) -> int:
    """How many letters and digits there are."""
    return sum(map(len, _LETTERS.findall(folded)))


@lru_cache(maxsize=4)
def is_bare(text: str) -> bool:
    """Whether a whole text was written with hardly any marks."""
    least = max(_LONG, _MEAN * (1 + sum(map(text.count, _MARKS))))
    return len(text) >= least and letters(text) >= least


def stretches(view: View) -> Iterator[Span]:
    """The stretches without marks in the lines that are fresh, in order."""
    timed = bool(view.transcript.segments)
    least = _SEGMENT_LEAST if timed else LINE_LEAST
    bare = is_bare(view.transcript.text)
    for start, end in view.fresh:
        if not bare:
            yield from _long(view.folded, start, end, timed)
            continue
        for line in _LINE.finditer(view.folded, start, end):
            enough = line.end() - line.start() >= least and letters(line.group()) >= least
            parts = list(_parts(view.folded, *line.span(), timed)) if enough else []
            # What is found in a text that has its marks is found here too: a mark that is put in changes which it is.
            yield from parts or _long(view.folded, *line.span(), timed)


def _long(folded: str, low: int, high: int, timed: bool) -> Iterator[Span]:
    """The stretches of a range that are too long to be written without marks."""
    if high - low < _LONG:  # nearly every line
        return
    for start, end in _PARTING.between(folded[low:high], _LONG):
        yield from (part for part in _parts(folded, low + start, low + end, timed) if len(part) >= _LONG)


def _parts(folded: str, start: int, end: int, timed: bool) -> Iterator[Span]:
    """What lies between marks, and between blanks that stand for marks, where it is speech."""
    if not is_speech(folded[start:end], timed):
        return
    for mark in _MARK.finditer(folded, start, end):
        if folded[mark.start()] != " " or is_hanzi(folded[mark.start() - 1]):
            yield Span(start, mark.start())
            start = mark.end()
    yield Span(start, end)


def is_speech(line: str, timed: bool = False) -> bool:
    """Whether a folded line is spoken Chinese: no columns, no code, and unless it has times no verse of old."""
    part = line[:400]
    return (
        is_chinese(part)
        and not _COLUMNS.search(part)
        and (timed or sum(map(part.count, _SPOKEN)) * _SPOKEN_SHARE >= letters(part))
    )
