"""Drop a syllable of a word that was begun too early, before what belongs in front of it: 效可以说效果, 介给你介绍.

A syllable that is a word by itself may have been meant (手从手套里出来): that is only offered.
Leaves alone: whether or not (参不参加), a verb with its object (看这个看台), what 的 goes with (写的写法), lists,
numbers and verse.
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.grammar.copies import begun_early
from cleaner.grammar.verse import is_classical
from cleaner.grammar.word_classes import DIGITS, bound_hanzi, function_characters
from cleaner.rule import Rule, changes, keeps, offers
from cleaner.view import View

_INSERTED = re.compile(r"[^\W\d_]{1,4}")
# By the tag of the syllable: what can follow it neither as its object, nor as its measure, nor as its head.
_JOINING = frozenset({"和", "与", "及", "并", "或", "跟", "同", "而"})
_PUT_BEFORE = {"v": "pcf", "n": "bdpc", "a": "pc", "g": "dpc"}


def find(view: View) -> Iterator[Finding]:
    """Every syllable that is a word by itself, before a few others and then a longer word that begins with it."""
    for copy in begun_early(view, 4):
        first, second = copy.first, copy.second
        if not _INSERTED.fullmatch(view.folded, first + 1, second):
            continue
        syllable = view.folded[first]
        if syllable in function_characters() or syllable in DIGITS:
            continue
        begun, inserted, meant = view.word_at(first), view.word_at(first + 1), view.word_at(second)
        if begun is None or inserted is None or meant is None or begun.folded != syllable:
            continue
        if meant.start != second or len(meant.folded) < 2 or view.closes_clause(second + 1):
            continue
        if inserted.folded[0] in "不没副":
            continue  # 参不参加, 认不是认错, 医院副院长
        if inserted.folded in ("也", "都") and meant.folded[1] in "不没得":
            continue  # 数也数不清
        if inserted.tag[:1] in tuple(_PUT_BEFORE.get(begun.tag[:1], "")) and not is_classical(view, first, meant.end):
            joined = inserted.folded in _JOINING  # 理解并解决
            safety = Safety.LIKELY if syllable in bound_hanzi() and not joined else Safety.ASK
            yield Finding(first, first + 1, "", f"begun too early, before {meant.folded}: {syllable}", safety)


RULE = Rule(
    find=find,
    cases=(
        changes("那个效可以说效果不错", "那个可以说效果不错"),
        offers("我们明年进以后进行的项目", "我们明年以后进行的项目", "a verb may have been meant"),
        offers("手被手套磨破了", "被手套磨破了", "the syllable is a word by itself"),
        offers("钱和钱包都丢了", "和钱包都丢了", "the syllable is a word by itself"),
        keeps("周末再去看这个看台", why="a verb with its object"),
        keeps("他写的三个写法", why="what is asked"),
        keeps("大家可以自己选择参不参加", why="whether or not"),
        keeps("这里的怕不是怕事", why="what is not meant"),
        keeps("用笋片笋丝炒一盘", why="a list"),
        keeps("她长得很长寿", why="the word is used"),
        keeps("天上的星星数也数不清", why="beyond counting"),
        keeps("我看了又看这本看图书", why="again and again"),
        keeps("她是市三院副院长", why="whose deputy"),
        keeps("知之为知之，不知为不知", why="verse"),
    ),
)
