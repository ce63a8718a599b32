"""Drop a Latin word or phrase that stands twice: React React, cloud native cloud native.

Leaves alone: bye bye and the like; words with a comma between; single letters; numbers.
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.rule import Rule, changes, keeps
from cleaner.rules.repetition._gaps import hesitated
from cleaner.view import View

_WORD = re.compile(r"[a-z](?<![0-9a-z][a-z])[a-z'+#-]+(?![0-9a-z])")
_DOUBLED = frozenset({"bye", "no", "yes", "ok", "okay", "so", "very", "go", "ha", "la", "na", "ya", "hey", "really"})


_LONGEST = 3  # words of a phrase


def find(view: View) -> Iterator[Finding]:
    """Every word or phrase of up to three words that is the same as what stands before it, with blanks between."""
    said: list[re.Match[str]] = []
    for word in view.finditer(_WORD):
        if said and not _joins(view, said[-1].end(), word.start()):
            said = []
        said = [*said[1 - 2 * _LONGEST :], word]
        for length in range(1, len(said) // 2 + 1):
            first, second = said[-2 * length : -length], said[-length:]
            if all(one.group() == other.group() for one, other in zip(first, second, strict=True)):
                heard = view.folded[second[0].start() : second[-1].end()]
                if length > 1 or heard not in _DOUBLED:
                    yield Finding(first[0].start(), second[0].start(), "", f"said twice: {heard}", Safety.LIKELY)
                break


def _joins(view: View, end: int, start: int) -> bool:
    """Whether only blanks stand between two words, or a comma where a hesitation was."""
    between = view.folded[end:start].strip(" \t")
    return between == "" or (between == "," and hesitated(view, end, start))


RULE = Rule(
    find=find,
    cases=(
        changes("我们用 React React 写前端", "我们用 React 写前端"),
        changes("the the model", "the model"),
        changes("做 cloud native cloud native 的人", "做 cloud native 的人"),
        keeps("我写 React, React 很方便", why="a comma, and the head of the next clause"),
        keeps("bye bye", why="said so"),
        keeps("Go, go, go", why="stress"),
        keeps("A A 制", why="letters"),
    ),
)
