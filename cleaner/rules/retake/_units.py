"""What a telling is made of: sentences or lines, what they are about, and the cues that announce another telling.

All of it works on the folded text.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from cleaner.language import wordlist
from cleaner.language.announcement import CUE
from cleaner.language.letters import codes
from cleaner.view import View
from cleaner.view.tracks import Range

_ASCII = frozenset(map(chr, range(128)))
_LINE_END, _LAST_BLANK = ord("\n"), ord("\u3000")  # no code point beyond is a blank
_LATIN = re.compile("[a-z][a-z]*")
_CLAUSE = re.compile(r"[^,、;:。!?…—\n]+")
_SOUND = re.compile("嗯|呃|唔|就是说|然后|那个|这个|我觉得|的话")
_SAME = {"我们": "咱们", "每天": "天天", "每年": "年年", "一共": "总共", "但是": "可是"}


# Every cue has one of these, quick to look for.
_CUE_WORD = re.compile("再|重|从头|从这里|换种说法|不好意思|对不起|抱歉|错了")
# An hour's rehearsal has some 15,000 characters: nobody begins again farther back than this.
REACH = 1500  # code points


class Unit(NamedTuple):
    """A sentence with its marks, or what a line has after its last one.

    Attributes:
        start: code point of the folded text.
        end: where it ends, the line end not counted.
        core: its letters and digits, without filler.
    """

    start: int
    end: int
    core: str


def units(view: View, within: Range) -> tuple[Unit, ...]:
    """The units of a part of the text, in order; blank lines are none."""
    key = units, within
    if key not in view.memo:
        view.memo[key] = tuple(_units(view, *within))
    made: tuple[Unit, ...] = view.memo[key]
    return made


def _units(view: View, start: int, end: int) -> Iterator[Unit]:
    folded, points = view.folded, codes(view.folded)
    starts = np.flatnonzero(np.frombuffer(view.sentence_track, dtype=np.uint8)[start:end]) + start
    ends = np.append(starts[1:], end)[: len(starts)]
    ends = ends - (points[ends - 1] == _LINE_END)
    lows = starts.tolist()
    for place in np.flatnonzero((points[starts] <= _LAST_BLANK) & (starts < ends)).tolist():
        lows[place] += len(folded[lows[place] : ends[place]]) - len(folded[lows[place] : ends[place]].lstrip())
    spans = [(low, high) for low, high in zip(lows, ends.tolist(), strict=True) if low < high]
    said = view.letters.between(start, end).without(match.span() for match in _SOUND.finditer(folded, start, end))
    return (Unit(low, high, core) for (low, high), core in zip(spans, said.of(spans), strict=True))


def cues(view: View, within: Range) -> dict[int, int]:
    """The units that open with a cue (we say it again, ...), by index: where the cue ends."""
    key = cues, within
    if key not in view.memo:
        view.memo[key] = _cues(view.folded, within, units(view, within))
    found: dict[int, int] = view.memo[key]
    return found


def _cues(folded: str, within: Range, texts: tuple[Unit, ...]) -> dict[int, int]:
    found: dict[int, int] = {}
    reached = -1
    for word in _CUE_WORD.finditer(folded, *within):
        index = bisect_right(texts, (word.start() + 1,)) - 1
        if index <= reached or index < 0:
            continue
        reached = index
        match = CUE.match(folded, texts[index].start, texts[index].end)
        if match and match.end() > texts[index].start:
            found[index] = match.end()
    return found


@lru_cache(maxsize=4096)
def content(folded: str) -> frozenset[str]:
    """The characters and Latin words that say what a passage is about."""
    about = set(filter(str.isalnum, set(folded))).difference(_ASCII, wordlist.entries("retake_common"))
    about.update(_LATIN.findall(folded))
    return frozenset(about)


def clauses(folded: str) -> list[str]:
    """Its clauses, without marks."""
    return [match.group().strip() for match in _CLAUSE.finditer(folded) if match.group().strip()]


def usual(folded: str) -> str:
    """A text with the usual word where there are two for the same: 我们 for 咱们, 每天 for 天天."""
    for word, other in _SAME.items():
        folded = folded.replace(other, word)
    return folded


def is_verse(folded: str) -> bool:
    """Whether its clauses are short and nearly all of one length: lines of a poem or a song may come again."""
    lengths = [len("".join(filter(str.isalnum, clause))) for clause in clauses(folded)]
    most = max(map(lengths.count, lengths), default=0)
    return len(lengths) >= 2 and max(lengths) <= 9 and most * 3 >= len(lengths) * 2


def whole(folded: str, start: int, end: int) -> tuple[int, int]:
    """A range of units that is to go, with the line end or the blanks that would be left behind."""
    line = folded.rfind("\n", 0, start) + 1
    while end < len(folded) and folded[end] in " \t":
        end += 1
    if not folded[line:start].strip():
        start = line
        if end < len(folded) and folded[end] == "\n":
            end += 1
            while end < len(folded) and folded[end] == "\n" and start == 0:
                end += 1
    return start, end
