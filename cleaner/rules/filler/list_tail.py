"""Drop 什么的 and 啥的 that close a list without adding to it.

Leaves alone: a question (做什么的？), 什么的 before a noun, after 是 做 干 说 叫.
Evidence: 64 % in dialogue, 91 % in monologue; at the end of a clause more.
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.grammar.clauses import first_word, is_quoted, last_word
from cleaner.rule import Rule, changes, keeps
from cleaner.view import View

_MARKER = re.compile("[啊呀什啥](?:(?<=[啊呀])(?:什么|啥)|(?<=什)么|(?<=啥))的(?:[啊呀]?(?:什么|啥)的)*(?![?话时])")
_QUESTIONS = frozenset("是做干说叫有要像为了卖学管搞当凭没吃看想用")
_GOES_ON = frozenset({"都", "也", "就", "全", "没法", "没", "不", "还", "很", "我", "我们", "他", "你", "那"})


def find(view: View) -> Iterator[Finding]:
    """Every 什么的 after something that can be listed."""
    for found in view.finditer(_MARKER):
        start, end = found.span()
        before, after = last_word(view, start), first_word(view, end)
        if (
            before is None
            or view.folded[start - 1] in _QUESTIONS
            or before.folded == "什么"
            or is_quoted(view, start, end)
        ):
            continue
        if view.after(end) == "?" or (after is not None and after.folded not in _GOES_ON):
            continue
        yield Finding(start, end, "", "什么的 that closes a list", Safety.LIKELY)


RULE = Rule(
    find=find,
    cases=(
        changes("写报告、画图什么的都可以。", "写报告、画图都可以。"),
        changes("周末就打打球啥的。", "周末就打打球。"),
        keeps("你是做什么的？", why="a question"),
        keeps("他说了什么什么的，我没听清。", why="such and such"),
        keeps("我们不知道他是干什么的。", why="a question within"),
    ),
)
