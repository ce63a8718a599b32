"""Where sentences end in speech whose clauses are told apart by something that is no mark, or by one mark for all.

What opens the next clause, what closes this one and how long the sentence is by then are weighed. The weights are
log odds of a full stop against a comma, in steps of a half, as counted in talks, courses and tales: two of three
commas stay however long it is, so that something must speak for an end.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cleaner.edits import Finding, Safety
from cleaner.rules.punctuation._clauses import final_mark, goes_on, is_attached, is_closed, is_subordinate, last_clause
from cleaner.rules.punctuation._questions import asks
from cleaner.rules.punctuation._stretches import letters
from cleaner.view import View

ANNOUNCES = re.compile(
    r"(?:好的?|那么?|然后)?(?:接下来|下面|首先|其次|再次|最后|总之|总的来说|另外|此外|第[一二三四五六七八九十]|先[看讲说]|再[看讲说]|"
    r"以上就?是|今天(?=我|咱|就|给|的)|我的(?:汇报|介绍|分享|演讲|问题)|谢谢)(?:呢|啊)?"
)
_ORDINAL = re.compile("第[一二三四五六七八九十]")
_OPENS = re.compile(
    r"但是|可是|然而|不过|现在|于是|例如|比如|至于|其实|为什么|当时|有一[次天]|从前|这(?!才|么|样一)|如果|"
    r"那(?:时候|天|一年)|大家(?=看|好|可|抬|知)"
)
_BEGINS = re.compile(r"我(?!们)|[你他她它]|在(?!于)|所以|但|当|对于|还有|除了|因此|后来|请(?!求)|有(?=一)")
_DEPENDS = re.compile(
    r"却|也|都|使|便|是|或|还(?!有)|则|倒|可以|和|就|并|很|将|这才|又|已经|来(?!自)|用|连|为(?!什么)|说|而|才|再|更|不|没|让|到|"
    r"一[面边]|对(?!于)|即|要(?!是)|会|能|从而|以"
)
_HANGS = re.compile(r"(?:之?后|时候?|以|之?前|[中外里下上间]|如|是|想|在|说)$")
_LENGTHS = (10, 18, 26, 40, 60)  # letters of the sentence so far
_BY_LENGTH = (-4, -1, 0, 1, 2, 3)
_BASE = -2
_ANNOUNCED, _OPENED, _BEGUN, _DEPENDENT = 5, 3, 1, -4
_CLOSED, _HANGING = 2, -4
_SURE = 3  # steps over an even chance
_ITEM = 16  # letters of an item within a sentence
_REACH = 120  # characters of a sentence that are looked at
_AHEAD = 24  # characters after a place that are looked at


class Gap(NamedTuple):
    """What stands between two clauses: a range of the view."""

    start: int
    end: int


def weight(said: str, after: str) -> int:
    """How much speaks for a sentence's end between folded `said`, which is the sentence so far, and what comes after.

    Over 0 it is more likely than not, each two steps multiply the odds by e.
    """
    score = _BASE + _BY_LENGTH[bisect_right(_LENGTHS, letters(said))]
    clause = last_clause(said)
    if is_item(clause, after):
        score += _DEPENDENT
    elif ANNOUNCES.match(after):
        score += _ANNOUNCED
    elif _OPENS.match(after):
        score += _OPENED
    elif _BEGINS.match(after):
        score += _BEGUN
    elif _DEPENDS.match(after):
        score += _DEPENDENT
    if is_closed(clause):
        score += _CLOSED
    elif _HANGS.search(clause):
        score += _HANGING
    return score


def ends(said: str, after: str) -> bool:
    """Whether a sentence surely ends between the two."""
    return weight(said, after) >= _SURE


def is_item(before: str, after: str) -> bool:
    """Whether a folded clause begins an item of a list within a sentence: 第一是研究背景，第二是方法."""
    if not _ORDINAL.match(after):
        return False
    following = _ORDINAL.search(after, 2, _ITEM)
    return following is not None or _ORDINAL.search(before[-_ITEM:]) is not None


def mark(said: str, after: str) -> str:
    """The mark between the sentence so far and what comes after, both folded; "" within a clause."""
    if is_attached(after):
        return ""
    if asks(said):
        return "？"
    clause = last_clause(said)
    if goes_on(clause) or (clause.endswith("的") and after.startswith("是")):
        return ""
    if is_subordinate(clause) and len(clause) < _AHEAD:
        return "，"
    return final_mark(said) if ends(said, after) else "，"


def divided(view: View, start: int, end: int, gaps: Iterable[Gap], reason: str) -> Iterator[Finding]:
    """The marks of a stretch of the view that begins and ends with a sentence, at its gaps, which are in order."""
    folded = view.folded
    said, clause = "", start
    for gap in gaps:
        said = f"{said}{folded[clause : gap.start]}"[-_REACH:]
        clause = gap.end
        wanted = mark(said, folded[clause : min(clause + _AHEAD, end)])
        said = "" if wanted in ("。", "？") else f"{said},"
        yield Finding(gap.start, gap.end, wanted, reason, Safety.LIKELY)
