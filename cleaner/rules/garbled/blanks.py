"""Close up hanzi with a blank after every one: 为 什 么.

Leaves alone: blanks between phrases, which stand for pauses; four hanzi in a list (春 夏 秋 冬).
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.rule import Rule, changes, keeps
from cleaner.view import ONE_HANZI, View

_SPACED = re.compile(f"(?<!{ONE_HANZI}){ONE_HANZI}(?:[,。!?、] ?)?(?: {ONE_HANZI}[,。!?、]?){{4,}}(?!{ONE_HANZI})")


# Four of the blanks, quick to look for.
_HINT = re.compile(f" {ONE_HANZI}[,。!?、]? {ONE_HANZI}[,。!?、]? {ONE_HANZI}[,。!?、]? {ONE_HANZI}")


def find(view: View) -> Iterator[Finding]:
    """Each blank of a run of five and more: single ones, so that every character keeps its time."""
    if not _HINT.search(view.folded):
        return
    for match in view.finditer(_SPACED):
        if view.before(match.start()) == ">" or view.after(match.end()) == "<":
            continue  # a tag splits the run; it is gone the next time
        for at in range(match.start(), match.end()):
            if view.folded[at] == " ":
                yield Finding(at, at + 1, "", "a blank between two hanzi of a word", Safety.SAFE)


RULE = Rule(
    find=find,
    cases=(
        changes("我 们 下 周 彩 排", "我们下周彩排"),
        changes("好， 灯 光 准 备， 开 始", "好，灯光准备，开始"),
        keeps("今天排练 明天演出"),
        keeps("春 夏 秋 冬", "a list"),
        keeps("我们 用 Python 写"),
    ),
)
