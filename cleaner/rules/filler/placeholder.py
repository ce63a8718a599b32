"""Drop a placeholder for a word that was looked for: 那个什么, 那个啥, 那什么; at `thorough` 什么 before a noun.

Leaves alone: a question (那个什么时候开始？), a real indefinite (没什么问题 below `thorough`, 什么都行, 什么事都管).
Evidence: 那个什么 3 of 4, 啊什么 at a list's end 4 of 4 in dialogue; 什么 before a noun 29 to 40 %, more where it goes
on with a list.
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.grammar.clauses import clause_before, first_word, is_asked, is_quoted
from cleaner.rule import Rule, changes, keeps
from cleaner.rules.filler._marker import drop
from cleaner.view import View

_MARKER = re.compile("那个?(?:什么|啥)+(?![的时地人事样么?呢])|什么(?![的时样])")
_GOES_ON = frozenset({"是", "都", "也", "呢", "吗", "才", "叫"})
_MEASURED = frozenset({"一项", "一种", "一下", "一些", "一款", "一家", "一部", "一支"})
_ANYTHING = frozenset("人事东地时样好大")
_EMBEDDED = re.compile("知道|明白|清楚|想|问|看看|[是算]")
# 什么事都管: what it means is everything.
_EVERYTHING = re.compile("[^,。!?;\n]{0,6}[都也]")


def find(view: View) -> Iterator[Finding]:
    """Every placeholder that a word or a comma follows."""
    for found in view.finditer(_MARKER):
        start, end = found.span()
        if found.group() == "什么":
            safety = _safety(view, start, end)
        else:
            safety = Safety.LIKELY if first_word(view, end) or view.after(end) in ",、" else None
        if safety is None or not view.is_words(start, end) or is_quoted(view, start, end):
            continue
        after = first_word(view, end)
        if after is None or after.folded not in _GOES_ON:
            yield drop(view, start, end, f"placeholder {found.group()}", safety)


def _safety(view: View, start: int, end: int) -> Safety | None:
    """Of 什么 alone: after 那些; after a particle that lists; before a noun where it goes on with what is listed."""
    left = view.folded[max(0, start - 1) : start]
    if left in ("啊", "呀") and view.after(end) in ",。\n":
        return Safety.LIKELY
    if left == "些" and view.folded[max(0, start - 2) : start - 1] in ("那", "这"):
        return Safety.LIKELY
    after = first_word(view, end)
    if left and view.folded[max(0, start - 2) : start] in _MEASURED and after is not None:
        if after.tag[:1] not in "nv" or after.folded[0] in _ANYTHING or is_asked(view, end):
            return None
        return None if _EMBEDDED.search(clause_before(view, start)) else Safety.LIKELY
    if left == "些":
        listed = after is not None
    elif left in ("啊", "呀") and after is not None and after.tag[:1] == "n":
        return None if is_asked(view, end) else Safety.LIKELY
    elif left in ("的", "啊", "呀", "啦"):  # 她的什么亲戚
        listed = after is not None and after.tag[:1] in "nxm"
    elif view.before(start) in ",、":
        listed = after is not None and after.tag[:1] in "nvs" and not _EVERYTHING.match(view.folded, end)
    else:
        return None
    return Safety.UNSURE if listed and not is_asked(view, end) else None


RULE = Rule(
    find=find,
    cases=(
        changes("我们去了那个什么工业园。", "我们去了工业园。"),
        changes("那什么，先休息五分钟。", "先休息五分钟。"),
        changes("路上有猫啊狗啊什么，很热闹。", "路上有猫啊狗啊，很热闹。"),
        changes("早上先整理仓库，什么搬货、贴标签。", "早上先整理仓库，搬货、贴标签。", "it goes on with a list"),
        changes("他带了一些什么文件夹过来。", "他带了一些文件夹过来。"),
        keeps("那个什么时候开始？", why="a question"),
        changes("公司出台了一项什么规定。", "公司出台了一项规定。"),
        keeps("他想知道这是一项什么规定。", why="a question within"),
        keeps("买一些什么东西都行。", why="an indefinite"),
        keeps("请问，什么原因让你换了工作？", why="a question"),
        keeps("那是什么？", why="a question"),
        keeps("这都不算，那什么才算呢？", why="a question"),
        keeps("家里什么都没有。", why="it means everything"),
        keeps("他很热心，什么事都管。", why="it means everything"),
    ),
)
