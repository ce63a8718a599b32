"""Drop a number that was said twice before what it counts: 二十三二十三个; a numeral that was begun twice: 三三十几本.

Leaves alone: numbers that are read digit by digit (二零二零年), one by one (一百一百地数), longer numbers, a weekday or
a form at school before a number (星期三三十个人, 高三三十个人).
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.rule import Rule, changes, keeps
from cleaner.view import View

_NUMERALS = "一二两三四五六七八九十百千万"
# A number before what it counts, or where it has no more than one numeral, before what is ten times as much.
_TWICE = re.compile(
    f"(?P<said>[{_NUMERALS}](?P<more>[{_NUMERALS}]{{0,2}}[十百千万][{_NUMERALS}]?|(?<=十)[一二三四五六七八九])?)(?P=said)"
    "(?(more)(?=[多几个岁年块元人张名位次件条种天米斤度])|(?<=[二三四五六七八九])(?=[十百千万]))"
)
_OTHERS = frozenset("0123456789零〇一二两三四五六七八九十百千万亿几点第.")
_NAMED = frozenset("期拜周初高大老小")  # what a numeral is a name with: 星期三, 高三, 老三


def find(view: View) -> Iterator[Finding]:
    """Every number before the same one."""
    for match in view.finditer(_TWICE):
        said = match["said"]
        before = view.before(match.start())
        if before not in _OTHERS and (match["more"] or before not in _NAMED):
            end = match.start() + len(said)
            yield Finding(match.start(), end, "", f"said twice: {said}", Safety.LIKELY)


RULE = Rule(
    find=find,
    cases=(
        changes("报名的有二十三二十三个人", "报名的有二十三个人"),
        changes("她都六十六十多岁了", "她都六十多岁了"),
        changes("买了三三十几本书", "买了三十几本书"),
        keeps("二零二零年的春天", why="digit by digit"),
        keeps("他一百一百地数", why="one by one"),
        keeps("一共五百五十五十块", why="after a longer number"),
        keeps("星期三三十二个人开会，周五五十个", why="a day and a number"),
        keeps("高三三十个人，老四四十岁", why="a form, a child and a number"),
    ),
)
