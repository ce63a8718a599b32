"""Drop a determiner that was changed for another: 那条那种衣服, 那些一些人.

Leaves alone: 这个那个 (all sorts of), 这个那种.
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.rule import Rule, changes, keeps
from cleaner.view import View

_MEASURES = "条种些样位部本件张款类"
_SWAPPED = re.compile(
    "(?P<one>[那这一很好许])(?:(?<=[那这])"
    f"(?:(?P<measure>[个{_MEASURES}])(?:(?P=one)(?!(?P=measure))(?:样(?=[的一])|[{_MEASURES}](?<!样))|(?<!样)一些)"
    "|样一[个种](?=(?:这么|那么)一[个种]))"
    "|(?<=一)(?P<owned>[个种])的一(?P=owned)"
    "|(?<=[那一])(?P<many>些)(?:有些|某些|这么多|那么多)|(?<=[很好许])(?P<more>多)(?:一些|某些))"
)


def find(view: View) -> Iterator[Finding]:
    """Every determiner that is followed by another one."""
    for match in view.finditer(_SWAPPED):
        start, end = match.span()
        if match["owned"]:
            end -= 2
        elif match["measure"] or match["many"] or match["more"]:
            end = start + 2
        if not view.is_words(start, end) or (match.group() == "那些有些" and not _is_noun(view, match.end())):
            continue  # 那些有些旧的书
        yield Finding(match.start(), end, "", "a determiner changed for another", Safety.LIKELY)


def _is_noun(view: View, at: int) -> bool:
    word = view.word_at(at)
    return word is not None and word.tag[:1] == "n"


RULE = Rule(
    find=find,
    cases=(
        changes("他穿了那条那种裤子", "他穿了那种裤子"),
        changes("那些一些不好的事", "一些不好的事"),
        changes("办那样一种那么一种活动", "办那么一种活动"),
        changes("一些有些菜太咸", "有些菜太咸"),
        changes("剩下一些那么多的材料", "剩下那么多的材料"),
        changes("她是一个的一个很细心的人", "她是一个很细心的人"),
        keeps("那些有些旧的书", why="有些 is a degree"),
        keeps("这些有些贵", why="有些 is a degree"),
        keeps("这个那个说了一大堆", why="all sorts of things"),
        keeps("这种那种都有", why="all sorts"),
        keeps("这个这样放，那个那样放", why="the one and how it is done"),
        keeps("一些这样一些那样", why="parallel"),
        keeps("遇到了这样一些问题", why="such problems"),
    ),
)
