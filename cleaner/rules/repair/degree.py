"""Drop an adverb of degree that was changed for another: 太很多, 比较挺好.

Leaves alone: 好很多 (much better), 真的很, an adverb said twice for stress (很很).
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.rule import Rule, changes, keeps
from cleaner.view import ONE_HANZI, View

_TWO = re.compile(f"(?P<one>很|挺|太|蛮|可|比较|非常|特别|十分|相当)(?P<begun>{ONE_HANZI}?)(?P<two>很|挺|蛮|比较|非常)")


def find(view: View) -> Iterator[Finding]:
    """Every adverb of degree before another one that has a word after it."""
    for match in view.finditer(_TWO):
        start, middle, end = match.start(), match.start("two"), match.end()
        if match["one"] == match["two"] or view.closes_clause(end):
            continue
        if match["one"] == "可" and view.opens_clause(start):
            continue  # 但是
        if match["begun"] and not _is_begun(view, match.start("begun"), end):
            continue
        if view.is_words(start, middle) and view.word_at(start) != view.word_at(middle):
            yield Finding(start, middle, "", f"changed for {match['two']}: {match['one']}", Safety.LIKELY)


def _is_begun(view: View, start: int, end: int) -> bool:
    """Whether a syllable is the beginning of the word after the second adverb: 比较奇|挺奇怪."""
    word = view.word_at(end)
    return word is not None and word.start == end and len(word.folded) > 1 and word.folded[0] == view.folded[start]


RULE = Rule(
    find=find,
    cases=(
        changes("这里人太很多了", "这里人很多了"),
        changes("我比较挺喜欢的", "我挺喜欢的"),
        changes("这里特别很安静", "这里很安静"),
        changes("这事比较奇挺奇怪的", "这事挺奇怪的", "with the beginning of the word"),
        keeps("他很好非常好", why="stress"),
        keeps("票买好了，可很多人没来", why="可 is but"),
        keeps("今天好很多了", why="much better"),
        keeps("这真的很好", why="really"),
        keeps("他太太很好", why="a wife"),
        keeps("很久很久以前", why="stress"),
        keeps("非常非常重要", why="stress"),
    ),
)
