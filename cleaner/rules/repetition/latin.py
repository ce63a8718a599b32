"""Drop a Latin word that stands twice: React React.

Leaves alone: bye bye and the like; words with a comma between; single letters; numbers.
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.rule import Rule, changes, keeps
from cleaner.view import View

_WORD = re.compile(r"[a-z](?<![0-9a-z][a-z])[a-z'+#-]+(?![0-9a-z])")
_DOUBLED = frozenset({"bye", "no", "yes", "ok", "okay", "so", "very", "go", "ha", "la", "na", "ya", "hey", "really"})


def find(view: View) -> Iterator[Finding]:
    """Every Latin word that is the same as the one before it, with blanks between."""
    start, end = 0, 0
    for word in view.finditer(_WORD):
        heard = word.group()
        if (
            heard == view.folded[start:end]
            and heard not in _DOUBLED
            and not view.folded[end : word.start()].strip(" \t")
        ):
            yield Finding(start, word.start(), "", f"said twice: {heard}", Safety.LIKELY)
        start, end = word.span()


RULE = Rule(
    find=find,
    cases=(
        changes("我们用 React React 写前端", "我们用 React 写前端"),
        changes("the the model", "the model"),
        keeps("bye bye", why="said so"),
        keeps("Go, go, go", why="stress"),
        keeps("A A 制", why="letters"),
    ),
)
