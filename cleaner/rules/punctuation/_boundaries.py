"""Where clauses meet in speech that was written without marks, by words: how sure it is, and why."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from cleaner.edits import Safety
from cleaner.rules.punctuation._clauses import goes_on
from cleaner.view import View, Word


class Boundary(NamedTuple):
    """A place between two clauses.

    Attributes:
        at: code point of the view.
        safety: how sure it is: LIKELY is right 95 times of 100, UNSURE 80 times.
        reason: what shows it.
        silence: ms between the words there, where that is what shows it.
    """

    at: int
    safety: Safety
    reason: str
    silence: int = 0


_CONTRASTS = frozenset({"所以", "但是", "但", "然而", "然后"})
_CONJUNCTIONS = frozenset(
    {"因为", "而且", "并且", "不过", "后来", "可是", "如果", "于是", "比如", "例如", "否则", "尽管", "既然"}
    | {"假如", "除非", "总之", "尤其", "特别是", "也就是说", "换句话说", "比如说", "比方说"}
)
_TURNS = frozenset(
    {"那", "虽然", "还有", "除了", "其实", "另外", "首先", "其次", "接下来", "当然", "不管", "也许", "只要", "由于"}
    | {"第二", "第三", "第四", "第五", "现在", "当时", "平时", "因此", "甚至"}
)
_NEW_TURNS = frozenset({"这", "这是", "为什么", "有时候", "其中", "反正"})  # after a noun too
PRONOUNS = frozenset({"我", "你", "他", "她", "它", "我们", "你们", "他们", "她们", "咱们", "大家"})
_OPENERS = _CONTRASTS | _CONJUNCTIONS | _TURNS | _NEW_TURNS | PRONOUNS | {"而"}
_FINALS = "吗吧呢呀嘛啊啦"
_CANDIDATE = re.compile("|".join([*sorted(_OPENERS, key=len, reverse=True), *_FINALS]))
_STANCE = frozenset({"觉得", "记得", "认为", "相信", "感觉"})
_ASPECT = frozenset({"了", "过", "的"})


def boundaries(view: View, start: int, end: int) -> Iterator[Boundary]:
    """The boundaries between clauses within a range of the view, in order."""
    for match in _CANDIDATE.finditer(view.folded, start, end):
        at, until = match.span()
        if at == start or not view.is_words(at, until):
            continue
        if match.group() in _FINALS:
            at, safety, shows = until, _after_final(view, at), f"{match.group()} ends a clause"
        else:
            safety, shows = _before_opener(view, at, until), f"{match.group()} opens a clause"
        if safety is not None and at < end:
            yield Boundary(at, safety, shows)


def is_open(view: View, at: int) -> bool:
    """Whether the word before a place needs what follows it, or the one after it belongs to what stands before."""
    before, after = view.word_before(at), view.word_at(at)
    if before is None or after is None or before.folded[-1].isdigit():
        return True
    if before.folded == "的":
        return after.tag[0] in "nav"
    if before.folded in _ASPECT:
        return False
    return before.tag[0] in "pcu" or goes_on(before.folded) or after.tag[0] in "uy" or after.folded in _FINALS


def _after_final(view: View, at: int) -> Safety | None:
    after = view.word_at(at + 1)
    if after is None or not after.folded[0].isalnum() or after.folded in _ASPECT or after.folded[0] in _FINALS:
        return None
    return Safety.UNSURE if view.folded[at] in "呢啦" and after.tag[0] not in "rct" else Safety.LIKELY


def _before_opener(view: View, at: int, until: int) -> Safety | None:
    before, opener = view.word_before(at), view.folded[at:until]
    if before is None:
        return None
    tag, word = before.tag[0], before.folded
    if opener in _CONTRASTS:
        return None if tag in "dpx" else Safety.LIKELY
    if opener in _CONJUNCTIONS:
        return _conjunction(tag, word)
    after = view.word_at(until)
    if opener == "而":
        return Safety.LIKELY if after is not None and after.tag[0] == "r" and tag not in "dpxcr" else None
    if opener == "这" and (after is None or after.tag[0] not in "vd"):
        return None
    if opener not in PRONOUNS:
        return _turn(tag, word, opener)
    return _pronoun(view, before, opener, until)


def _conjunction(tag: str, before: str) -> Safety | None:
    if before in _ASPECT:
        return Safety.LIKELY
    if tag in "rcdputx" or goes_on(before):
        return None
    return Safety.UNSURE if tag == "n" else Safety.LIKELY


def _turn(tag: str, before: str, opener: str) -> Safety | None:
    if tag in "aey":
        return Safety.LIKELY
    if tag in "ilmz" or (tag == "n" and opener in _NEW_TURNS):
        return Safety.UNSURE
    loose = tag == "n" or (opener not in ("这", "现在", "当时") and (tag == "v" or before == "了"))
    return Safety.ASK if loose and not goes_on(before) else None


def _pronoun(view: View, before: Word, opener: str, until: int) -> Safety | None:
    """By what stands before: an adjective is a clause's end, a noun often is, where it has something before it."""
    tag, after = before.tag[0], view.word_at(until)
    if after is None or after.folded == "的":
        return None
    if tag in "aey" or (tag == "n" and after.folded in _STANCE):
        return Safety.LIKELY
    if tag == "n" and (opener in "我它" or _is_phrase(view, before)):
        return Safety.UNSURE if after.tag[0] in "vdpcrt" else Safety.ASK
    if before.folded == "了":
        return Safety.UNSURE if len(opener) == 1 and after.tag[0] in "vd" else Safety.ASK
    return Safety.UNSURE if tag in "ilz" else Safety.ASK if tag in "nms" else None


def _is_phrase(view: View, noun: Word) -> bool:
    """Whether a noun has its determiner before it: 的, a number, a measure."""
    before = view.word_before(noun.start)
    return before is not None and (before.folded == "的" or before.tag[0] in "mqz")
