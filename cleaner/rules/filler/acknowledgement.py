"""Drop a 对 with which speakers agree with themselves: between commas, doubled at the beginning.

Leaves alone: an answer (对。, 对，就是这样), 对 before what it is directed at (对我来说), 不对, 写得对.
Evidence: between commas 54 % in dialogue; before 然后 所以 more.
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.grammar.clauses import is_quoted
from cleaner.rule import Rule, changes, keeps
from cleaner.view import CLAUSE_ENDS, View

_MARKER = re.compile("对(?<![^,。、!?;:…\n]对)(?:对*[,、] ?(?:对+[,、] ?)*|对*(?=然后|所以|接下来|反正))")


def find(view: View) -> Iterator[Finding]:
    """Every 对 of nobody's question."""
    for found in view.finditer(_MARKER):
        start, end = found.span()
        if is_quoted(view, start, end) or view.before(start) == "?" or not view.after(end).isalnum():
            continue
        said = found.group()
        inside = view.before(start) in ",、"
        repeated = said.count("对") >= 3 and said.count(",") >= 2
        alone = said.rstrip(",、 ")
        if inside or repeated or alone == said:
            yield Finding(start, end, "", f"self-agreement {alone}", Safety.LIKELY)
        elif view.before(start) in CLAUSE_ENDS - {"\n"}:
            yield Finding(start, end, "", f"self-agreement {alone}", Safety.UNSURE)


RULE = Rule(
    find=find,
    cases=(
        changes("这一步，对，还要再测一次。", "这一步，还要再测一次。"),
        changes("对对，对，我们接着看第二页。", "我们接着看第二页。"),
        changes("对然后我们换了供应商。", "然后我们换了供应商。"),
        keeps("对，就是这样。", why="an answer"),
        keeps("是这样吗？对，是的。", why="an answer"),
        keeps("对我们来说，成本最重要。", why="a preposition"),
        keeps("这样做不对，要改。", why="a judgement"),
    ),
)
