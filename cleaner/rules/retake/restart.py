"""Drop what was broken off and begun anew after a cue, as in 我叫，不好意思，重新来，我叫小林.

Works inside a line, between clauses, where `retake.retelling` needs whole sentences: what follows the cue must begin
as the earlier telling began.
Leaves alone: a cue that nothing before it fits; a telling that says more than the new one is only offered.
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.language.announcement import CUE
from cleaner.rule import Rule, changes, keeps, offers
from cleaner.rules.retake._facts import only_earlier, reason
from cleaner.rules.retake._units import REACH, whole
from cleaner.view import View
from cleaner.view.tracks import Range

_BEFORE = 240  # characters that an earlier telling can reach back
_AGAIN = re.compile("再|重新|重来|从头|不好意思|对不起|抱歉|错了(?<=[说讲念读]错了)")
_OPENING = 16  # characters of a clause before such a word
_MARKS = frozenset(",。!?;:\n、")
_SENTENCE_END = re.compile(r"[。!?\n]|$")
_STOP = frozenset(",。!?;:\n、 ")
_LEAST = 3  # characters that both begin with


def find(view: View) -> Iterator[Finding]:
    """Every telling that was broken off before a cue and begun anew after it."""
    folded = view.folded
    reached = 0
    for match in view.finditer(_AGAIN):
        at = match.start()
        while at > 0 and match.start() - at <= _OPENING and folded[at - 1] not in _MARKS:
            at -= 1
        if (
            at < reached
            or match.start() - at > _OPENING
            or not (cue := CUE.match(folded, at))
            or cue.end() >= len(folded)
        ):
            continue
        at = _apology(folded, max(reached, at - _OPENING), at, cue.end())
        start = _begun(folded, max(reached, at - _BEFORE), at, cue.end())
        if start is None:
            continue
        reached = cue.end()
        end = _until(folded, cue.end(), at - start)
        lost = only_earlier(view, (start, at), (cue.end(), end))
        if lost and _says_more(view, (start, at), (cue.end(), end)):
            continue
        yield Finding(
            *whole(folded, start, cue.end()),
            "",
            reason("begun anew after a cue", lost),
            Safety.ASK if lost else Safety.LIKELY,
        )


def _apology(folded: str, low: int, at: int, end: int) -> int:
    """Where a cue begins whose apology is a clause of its own: 刚才没说好，再来一遍."""
    before = at - 1
    while before > low and folded[before - 1] not in _MARKS:
        before -= 1
    if before >= low and (cue := CUE.match(folded, before)) and cue.end() == end:
        return before
    return at


def _begun(folded: str, low: int, at: int, again: int) -> int | None:
    """The earliest beginning of a clause before the cue that reads as the text after the cue begins."""
    begin = folded[again : again + _LEAST]
    if len(begin) < _LEAST or not begin.isalnum():
        return None
    found = folded.find(begin, low, at)
    while found >= 0:
        if found == 0 or folded[found - 1] in _STOP:
            return found
        found = folded.find(begin, found + 1, at)
    return None


def _says_more(view: View, earlier: Range, later: Range) -> bool:
    """Whether other sentences follow the first before the cue, and say other things: `retelling` tells them apart."""
    match = _SENTENCE_END.search(view.folded, *earlier)
    return match is not None and match.end() < earlier[1] and bool(only_earlier(view, (match.end(), earlier[1]), later))


def _until(folded: str, start: int, length: int) -> int:
    """Where the new telling ends: the sentence that is about as far from the cue as the old one was long."""
    most = min(start + 2 * length + 40, len(folded))
    match = _SENTENCE_END.search(folded, min(start + length, most), most)
    return match.end() if match else most


RULE = Rule(
    find=find,
    reach=REACH,
    tells=3,
    cases=(
        changes(
            "各位老师好，我是来自，不好意思，重新来，各位老师好，我是来自二班的学生。",
            "各位老师好，我是来自二班的学生。",
            "broken off",
        ),
        changes("第二部分讲成本，我再说一遍，第二部分讲成本和收益。", "第二部分讲成本和收益。"),
        changes("水要先烧开，抱歉，我重新讲一下，水要先烧开再放盐。", "水要先烧开再放盐。"),
        offers(
            "会议定在三号楼，我重新说一下，会议定在周五下午。",
            "会议定在周五下午。",
            "三号楼 would be lost",
        ),
        changes(
            "菜地要先松土，刚才没说好，我再说一遍，菜地要先松土再浇水。", "菜地要先松土再浇水。", "with the apology"
        ),
        keeps("A座,不好意思A座没有电梯。", "no pause after it"),
        keeps(
            "这口井是爷爷挖的。井边种着两棵枣树，秋天孩子们都来打枣。\n重来一遍。\n这口井是爷爷和叔叔挖的，有十米深。",
            "another sentence stands between: which is told again another rule knows",
        ),
        keeps("我再说一遍，明天不许迟到。", "nothing like it before"),
        keeps("我们从头开始，把地基重新打了一遍。", "no cue"),
        keeps("他说再来一遍，我就再来一遍。", "part of the story"),
    ),
)
