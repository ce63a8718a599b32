"""Drop a demonstrative that points at nothing: 那个 and 这个 while the speaker looks for words.

Leaves alone: one that points (那个红色的, 这个问题, 我选这个), a noun's (那个时候).
Evidence: 那个 before a pronoun (这个 among them) 88 %, between commas or before a hesitation 100 %, before a noun
23 % in dialogue and 69 % in monologue; 这个 10 % before a noun in dialogue, 39 % in monologue.
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.rule import Rule, changes, keeps
from cleaner.rules.filler._marker import (
    PERSONS,
    clause_before,
    drop,
    is_lone,
    is_quoted,
    last_word,
    next_word,
)
from cleaner.view import View, Word

_MARKER = re.compile("那个|这个")
_HESITATIONS = frozenset("嗯呃恩")
# What points is the object of these: 把那个嗯箱子.
_POINTING = frozenset({"把", "被", "给", "用", "了", "过", "选", "要", "喜欢"})
_CONJUNCTIONS = frozenset(
    {
        "因为",
        "所以",
        "但是",
        "如果",
        "首先",
        "其次",
        "然后",
        "而且",
        "不过",
        "虽然",
        "还有",
        "比如",
        "比如说",
        "第一",
        "第二",
        "第三",
    }
)
_DEMONSTRATIVES = frozenset({"这个", "那个", "这些", "那些", "这", "那"})
_NOUNS = frozenset(
    {"时候", "时期", "时代", "年代", "年龄", "年纪", "地方", "人", "样子", "样", "问题", "方向", "意思", "领域"}
)
_VERBAL = frozenset({"在", "去", "来", "把", "被", "跟", "从", "会", "想", "让", "给", "也", "都", "就"})


def find(view: View) -> Iterator[Finding]:
    """Every 那个 and 这个 that a speaker filled a pause with."""
    for found in view.finditer(_MARKER):
        start, end = found.span()
        if not view.is_words(start, end) or is_quoted(view, start, end):
            continue
        safety = _safety(view, start, end, found.group())
        if safety is not None:
            yield drop(view, start, end, f"demonstrative {found.group()} that points at nothing", safety)


def _safety(view: View, start: int, end: int, marker: str) -> Safety | None:
    before, after = last_word(view, start), next_word(view, end)
    if is_lone(view, start, end):
        return Safety.LIKELY
    left = before.folded if before else ""
    if after is None:
        return Safety.LIKELY if marker == "那个" and left == "的" and view.after(end) == "," else None
    if after.folded[0] in _HESITATIONS and len(set(after.folded)) == 1:
        return Safety.UNSURE if left in _POINTING else Safety.LIKELY
    if _is_likely(view, left, after, marker):
        return Safety.LIKELY
    return Safety.UNSURE if _is_unsure(view, left, before, after, marker) else None


def _is_likely(view: View, left: str, after: Word, marker: str) -> bool:
    """Before a conjunction or an ordinal; between a person and what that one does."""
    if after.folded in _CONJUNCTIONS or (after.folded[0] == "第" and view.after(after.end).isalnum()):
        return True
    if after.folded in _DEMONSTRATIVES and not left:  # the second one points
        following = view.after(after.end)
        return following.isalnum() and following not in "的都也一"
    return marker == "那个" and left in PERSONS and after.folded in _VERBAL


def _is_unsure(view: View, left: str, before: Word | None, after: Word, marker: str) -> bool:
    """Where monologues are smoothed: anywhere within a clause but before what one points at."""
    if view.folded.startswith("的", after.end) and view.closes_clause(after.end + 1):  # 那个红色的
        return False
    if after.folded in _NOUNS or after.folded in ("是", "的", "就", "也", "都") or after.folded[0] in "时地人":
        return False
    if after.folded in ("什么", "谁", "啥"):
        return False
    if before is not None and before.tag[:1] in "vp" and after.tag[:1] in "daz":  # 觉得这个很好
        return False
    noun = after.tag[:1] == "n"
    if marker == "那个":
        return not (noun and (not clause_before(view, after.start - 2) or left in PERSONS))
    if before is None:
        return False
    return not noun or before.tag[:1] in "uydecm"


RULE = Rule(
    find=find,
    cases=(
        changes("那个这个系统昨天上线了。", "这个系统昨天上线了。", "the second one points"),
        keeps("这个那个的说了一大堆。", "one thing and another"),
        changes("我那个在上海工作。", "我在上海工作。", "between a person and what that one does"),
        changes("我们做那个呃市场分析。", "我们做呃市场分析。", "the hesitation is another rule's"),
        changes("这个，各位下午好。", "各位下午好。"),
        changes("所以，那个，我们换了供应商。", "所以，我们换了供应商。"),
        changes("那个第二点是成本。", "第二点是成本。"),
        changes("当时那个我们团队很小。", "当时我们团队很小。"),
        keeps("那个红色的是我的。", why="it points"),
        keeps("这个问题很好。", why="it points"),
        keeps("我选这个。", why="it points"),
        keeps("那个时候我们只有三个人。", why="a time"),
    ),
)
