"""Drop 就是 where it is no copula and puts nothing into focus: before a comma, before 就 or 也, after 那种.

Leaves alone: the copula (目标就是增长), 不是…就是, 也就是, 就是了, 就是因为.
Evidence: before a comma 58 to 100 %, opening a sentence 73 %, before 就 也 and after 这种 那种 nearly always; elsewhere
33 % in dialogue, 53 % in monologue, and nothing tells which.
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.rule import Rule, changes, keeps
from cleaner.rules.filler._marker import (
    PERSONS,
    clause_around,
    drop,
    is_lone,
    is_quoted,
    last_word,
    next_word,
    sentence_before,
)
from cleaner.view import SENTENCE_ENDS, View, Word

_MARKER = re.compile("就是(?:就是)*(?!说|了|[。!?]|$)")
_KINDS = ("那种", "这种", "那样", "这样一种")
_FILLED = frozenset({"比如", "比如说", "相当于", "比方说"})
_COPULAR = frozenset(
    {"的", "也", "不", "这", "那", "不过", "可", "本来", "只", "它", "其实", "一个", "要", "目的", "原因"}
)


def find(view: View) -> Iterator[Finding]:
    """Every 就是 that says nothing."""
    for found in view.finditer(_MARKER):
        start, end = found.span()
        if not view.is_words(start, end) or is_quoted(view, start, end):
            continue
        if "不是" in sentence_before(view, start) or view.folded[max(0, start - 1) : start] in ("也", "不"):
            continue
        before, after = last_word(view, start), next_word(view, end)
        safety = _safety(view, start, end, before, after)
        if safety is not None:
            yield drop(view, start, end, "就是 that is no copula", safety)


def _safety(view: View, start: int, end: int, before: Word | None, after: Word | None) -> Safety | None:
    if is_lone(view, start, end):
        return Safety.LIKELY
    if after is None:
        return None
    if before is not None and after.folded in ("就", "也") and view.folded[after.end : after.end + 1] != "是":
        return Safety.LIKELY
    if after.folded in _FILLED:
        return Safety.LIKELY
    left = before.folded if before else ""
    if left in _KINDS and len(sentence_before(view, start)) > 3:
        return Safety.LIKELY
    if view.before(start) in SENTENCE_ENDS and after.folded in PERSONS and view.after(after.end) not in "的,。、\n?!":
        return Safety.LIKELY if after.folded in ("我", "我们", "大家") else Safety.UNSURE
    if not _is_unsure(view, start, end, left, after):
        return None
    return Safety.LIKELY if end - start > 2 else Safety.UNSURE


def _is_unsure(view: View, start: int, end: int, left: str, after: Word) -> bool:
    """Where monologues are smoothed: between a subject and its predicate, opening a clause."""
    if left in _COPULAR or after.folded in ("因为", "为了", "所谓", "这样", "那么"):
        return False
    if view.opens_clause(start):  # 那一张，就是封面: a short rest is what the copula says
        return len(clause_around(view, start, end)) > 4
    if left in ("觉得", "感觉", "发现", "所以", "然后", "那么", "还有", "嗯", "恩", "在", "一种"):
        return True
    return after.tag[:1] in "dc" or (after.tag[:1] == "v" and left in PERSONS)


RULE = Rule(
    find=find,
    cases=(
        changes("就是，我在大学里学的是法律。", "我在大学里学的是法律。"),
        changes("后来就是就换了一个团队。", "后来就换了一个团队。"),
        changes("我喜欢那种就是很安静的地方。", "我喜欢那种很安静的地方。"),
        changes("就是我小时候特别怕水。", "我小时候特别怕水。"),
        changes("我们就是就是比较谨慎。", "我们比较谨慎。", "said twice"),
        keeps("我们的目标就是增长。", why="the copula"),
        keeps("他不是在开会，就是在路上。", why="one or the other"),
        keeps("换句话说，也就是成本更低。", why="a fixed phrase"),
        keeps("你照做就是了。", why="a fixed phrase"),
    ),
)
