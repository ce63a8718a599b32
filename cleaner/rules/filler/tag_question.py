"""Drop a question that asks nobody: 对吧 是吧 你知道吗 你知道吧 你懂吧 within a sentence.

Leaves alone: a question (这样写对吧？, 你知道吗？), one that has an object (你知道他是谁).
Evidence: 是吧 45 % in dialogue, within a sentence more; 对吧 100 % in monologue (n = 7);
你知道 11 %, with an object never.
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.grammar.clauses import is_lone, is_quoted
from cleaner.rule import Rule, changes, keeps
from cleaner.rules.filler._marker import drop
from cleaner.view import View

_MARKER = re.compile(
    "[对是你](?:(?<=[对是])吧(?:[对是]吧)*(?!台|友|唧)|(?<=你)(?:(?:知道|懂|明白)[吗吧么嘛的]?|晓得[吗吧]))"
)
_PARTICLES = frozenset("嘛了的呢啊呀")


def find(view: View) -> Iterator[Finding]:
    """Every tag question that the same sentence goes on after."""
    for found in view.finditer(_MARKER):
        start, end = found.span()
        asked = found.group()
        if is_quoted(view, start, end):
            continue
        if asked.startswith("你"):
            between = view.before(start) in ",、" and view.after(end) in ",、"
            opens = asked[-1] in "吗吧么嘛" and is_lone(view, start, end)
            tag = (between or opens) and not _is_told(view, start, end)
        elif view.opens_clause(start):
            tag = view.after(end) in ",、" or view.after(end).isalnum()
        else:
            tag = view.folded[start - 1] in _PARTICLES and view.after(end) in ",、"
        if tag:
            yield drop(view, start, end, f"tag question {asked}", Safety.LIKELY)


def _is_told(view: View, start: int, end: int) -> bool:
    """Whether others know it too: 我知道，你知道，大家都知道."""
    verb = view.folded[start + 1 : start + 3]
    return verb in view.folded[max(start - 8, 0) : start] or verb in view.folded[end : end + 8]


RULE = Rule(
    find=find,
    cases=(
        changes("做产品，是吧，最怕没有用户。", "做产品，最怕没有用户。"),
        changes("你知道吧，这一步最难。", "这一步最难。"),
        changes("这是老办法了对吧，我们换一个。", "这是老办法了，我们换一个。"),
        keeps("这样写对吧？", why="a question"),
        keeps("这是你的是吧？", why="a question"),
        keeps("你知道他是谁。", why="it has an object"),
        keeps("你知道吗？", why="a question"),
        keeps("这事我知道，你知道，他也知道。", why="each of them knows"),
    ),
)
