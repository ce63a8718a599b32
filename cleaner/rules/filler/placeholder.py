"""Drop a placeholder for a word that was looked for: 那个什么, 那个啥, 那什么; at `thorough` 什么 before a noun.

Leaves alone: a question (那个什么时候开始？), a real indefinite (没什么问题 below `thorough`, 什么都行).
Evidence: 那个什么 3 of 4, 啊什么 at a list's end 4 of 4 in dialogue; 什么 before a noun 29 to 40 %.
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.rule import Rule, changes, keeps
from cleaner.rules.filler._marker import drop, is_quoted, next_word
from cleaner.view import View

_MARKER = re.compile(
    "那个?(?:什么|啥)+(?![的时地人事样么?呢])"
    "|什么(?<=[啊呀]什么)(?=[,。\n]|$)"
    "|什么(?<=[那这]些什么)(?!的|时|样)"
    "|什么(?<=[的啊呀]什么)(?!的|时|样|[,。?!\n]|$)"
)


def find(view: View) -> Iterator[Finding]:
    """Every placeholder that a word or a comma follows."""
    for found in view.finditer(_MARKER):
        start, end = found.span()
        if not view.is_words(start, end) or is_quoted(view, start, end):
            continue
        after = next_word(view, end)
        if found.group().startswith("那") and not (after or view.after(end) in ",、"):
            continue
        if after and after.folded in ("是", "都", "也", "呢", "吗"):
            continue
        safety = Safety.LIKELY
        if after and found.group() == "什么" and view.folded[start - 1] in "的啊呀":  # 她的什么亲戚
            if after.tag[:1] not in "nxm":
                continue
            safety = Safety.UNSURE
        yield drop(view, start, end, f"placeholder {found.group()}", safety)


RULE = Rule(
    find=find,
    cases=(
        changes("我们去了那个什么工业园。", "我们去了工业园。"),
        changes("那什么，先休息五分钟。", "先休息五分钟。"),
        changes("路上有猫啊狗啊什么，很热闹。", "路上有猫啊狗啊，很热闹。"),
        keeps("那个什么时候开始？", why="a question"),
        keeps("那是什么？", why="a question"),
        keeps("家里什么都没有。", why="it means everything"),
    ),
)
