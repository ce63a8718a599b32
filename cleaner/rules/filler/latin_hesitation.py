"""Drop a hesitation that an engine wrote in Latin letters: um, uh, er, erm, hm as whole words.

Leaves alone: abbreviations in capitals (ER 模型, UM), units after a number (5 um), parts of a word (number), and
`mm`, which is a unit far more often than a sound.
Evidence: engines that know both languages write them within Chinese; they have no use as Chinese words.
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.grammar.clauses import is_quoted
from cleaner.rule import Rule, changes, keeps
from cleaner.rules.filler._marker import drop
from cleaner.view import View

_SOUND = re.compile(r"[ueh](?<![a-z0-9_'’./@#=!$-][ueh])(?:(?<=u)u*[hm]+|(?<=e)e*r+m*|(?<=h)h*m+)(?![a-z0-9_'’/@#-])")


def find(view: View) -> Iterator[Finding]:
    """Every Latin hesitation that is written like a word, not like an abbreviation."""
    for found in view.finditer(_SOUND):
        start, end = found.span()
        sound = view.text[start:end]
        if sound[1:] != sound[1:].lower() or view.before(start).isdigit() or is_quoted(view, start, end):
            continue
        if view.folded[end : end + 1] in ("图", "模", "="):
            continue
        yield drop(view, start, end, f"hesitation sound {sound}", Safety.LIKELY)


RULE = Rule(
    find=find,
    tells=2,
    cases=(
        changes("我觉得um这样更好", "我觉得这样更好"),
        changes("Uh, 我们换一页。", "我们换一页。"),
        changes("结果，hmm，还可以。", "结果，还可以。"),
        keeps("先画 ER 图，再写代码。", why="an abbreviation"),
        keeps("线宽是 5 um。", why="a unit"),
        keeps("这个 number 不对。", why="part of a word"),
        keeps("级别设成 level=err 就够了。", why="a value"),
    ),
)
