"""Drop an adverb of degree that was changed for another: 太很多, 比较挺好.

Leaves alone: 好很多 (much better), 真的很, an adverb said twice for stress (很很).
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.rule import Rule, changes, keeps
from cleaner.view import View

_TWO = re.compile("(?P<one>很|挺|太|蛮|可|比较|非常)(?P<two>很|挺|蛮|比较|非常)")


def find(view: View) -> Iterator[Finding]:
    """Every adverb of degree before another one that has a word after it."""
    for match in view.finditer(_TWO):
        start, middle, end = match.start(), match.start("two"), match.end()
        if match["one"] == match["two"] or view.closes_clause(end):
            continue
        if view.is_words(start, middle) and view.word_at(start) != view.word_at(middle):
            yield Finding(start, middle, "", f"changed for {match['two']}: {match['one']}", Safety.LIKELY)


RULE = Rule(
    find=find,
    cases=(
        changes("这里人太很多了", "这里人很多了"),
        changes("我比较挺喜欢的", "我挺喜欢的"),
        keeps("今天好很多了", why="much better"),
        keeps("这真的很好", why="really"),
        keeps("他太太很好", why="a wife"),
        keeps("很久很久以前", why="stress"),
        keeps("非常非常重要", why="stress"),
    ),
)
