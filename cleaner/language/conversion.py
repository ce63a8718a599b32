"""Conversion between the scripts that comes to rest: what is converted once is not converted again.

OpenCC looks at phrases, so its own output can convert once more (万里 to 萬里 to 萬裏). Here a run of hanzi is
converted only where it holds a character that its target script does not have, and afterwards it holds none.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import Literal

from cleaner.language.fold import alone
from cleaner.language.letters import Characters

Script = Literal["simplified", "traditional"]
Hanzi = Literal["simplified", "traditional", "keep"]
"""The setting of the script; "keep" leaves what is there."""

_HANZI = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_RUN = re.compile(f"{_HANZI.pattern}+")
_CONFIGURATION = {"simplified": "t2s", "traditional": "s2t"}
# The national standard of each script: what stands in it (里, 后, 干 stand in both) is right as it is.
_STANDARD = {"simplified": "gb2312", "traditional": "big5"}


def converted(text: str, hanzi: Hanzi) -> str:
    """The text in the script asked for, of any length."""
    if hanzi == "keep":
        return text
    made = []
    reached = 0
    for start, end, after in runs(text, hanzi):
        made += [text[reached:start], after]
        reached = end
    return "".join([*made, text[reached:]])


def runs(text: str, script: Script) -> Iterator[tuple[int, int, str]]:
    """What changes, in order: (start, end, what to write), in code points of the text."""
    reached = 0
    for at, _ in _foreign(script).runs(text):
        if at < reached:
            continue
        while at > reached and _HANZI.match(text, at - 1):
            at -= 1
        run = _RUN.match(text, at)
        assert run is not None
        reached = run.end()
        yield from _changes(at, run.group(), script)


def _changes(start: int, run: str, script: Script) -> Iterator[tuple[int, int, str]]:
    after = _run(run, script)
    at = 0
    while at < len(run):
        end = at
        while end < len(run) and run[end] != after[end]:
            end += 1
        if end > at:
            yield start + at, start + end, after[at:end]
        at = end + 1


@lru_cache(maxsize=4096)
def _run(run: str, script: Script) -> str:
    """A run of hanzi converted, of the same length, without a character that the script does not have."""
    after = _converter(script)(run)
    foreign = _alone(script)
    if len(after) == len(run) and foreign.keys().isdisjoint(after):
        return after
    return "".join([foreign.get(char, char) for char in run])


@cache
def _converter(script: Script) -> Callable[[str], str]:
    from opencc import OpenCC  # loads a shared library

    convert: Callable[[str], str] = OpenCC(_CONFIGURATION[script]).convert
    return convert


@cache
def _alone(script: Script) -> dict[str, str]:
    """Each character that the script does not have, and what it is in the script by itself."""
    every = alone(_CONFIGURATION[script]).items()
    pairs = {old: new for old, new in every if not old.encode(_STANDARD[script], "ignore")}
    return {old: new for old, new in pairs.items() if new not in pairs}


@cache
def _foreign(script: Script) -> Characters:
    return Characters(_alone(script))
