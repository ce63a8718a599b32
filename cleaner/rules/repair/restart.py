"""Drop the first start of a phrase that was started twice: 警察出队警察出去, 三年级从三年级开始, 还是记住，还是要记住.

Leaves alone: 一个人一个房间, 人比人, 我要去，我也要去, parallel clauses.
"""

from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.rule import Rule, changes, keeps
from cleaner.rules.repetition._copies import Copy, copies
from cleaner.rules.repetition._guards import DIGITS, is_classical, is_function_word
from cleaner.view import View
from cleaner.wordlist import entries

_LINKS = frozenset("和跟与或比到对给是不又也都就的得了吧吗呢啊、者说看有想爱在去来要让叫做")
_ADDED = frozenset("也不没还又都更再却才")


def find(view: View) -> Iterator[Finding]:
    """Every copy with an insertion or a fragment between."""
    for copy in copies(view.folded):
        gap = view.folded[copy.first + copy.length : copy.second]
        core = gap.strip(", ")
        if copy.is_run or not core or "," in core or "、" in gap or len(core) > 4:
            continue
        if not (view.is_cut(copy.first) and view.is_cut(copy.second)):
            continue
        if view.folded[copy.first] in DIGITS and copy.length < 3:
            continue
        if view.closes_clause(copy.end) or is_classical(view, copy.first, copy.second):
            continue
        finding = _inserted(view, copy, gap) or _repeated(view, copy, gap) or _fragment(view, copy, gap)
        if finding is not None:
            yield finding


def _inserted(view: View, copy: Copy, gap: str) -> Finding | None:
    """X g X: g was put before X. The first X goes."""
    unit = view.folded[copy.first : copy.first + copy.length]
    if copy.length < 2 or gap not in entries("repair_inserted") or not view.is_cut(copy.end):
        return None
    if gap == "就是" and not is_function_word(unit):
        return None
    start = copy.first + copy.length
    return Finding(copy.first, start, "", f"begun again after {gap}: {unit}", Safety.LIKELY)


def _repeated(view: View, copy: Copy, gap: str) -> Finding | None:
    """P x P y x: said again with y put in. The first P x goes."""
    text, core = view.folded, gap.strip(", ")
    at = text.find(core, copy.end, copy.end + 3 + len(core))
    if at <= copy.end or (copy.length < 2 and ("," in gap or len(core) < 2)):
        return None
    between = text[copy.end : at]
    if any(char in _ADDED or not char.isalnum() for char in between) or core[0] in _LINKS:
        return None
    return Finding(copy.first, copy.second, "", f"said again with {between}", Safety.LIKELY)


def _fragment(view: View, copy: Copy, gap: str) -> Finding | None:
    """X g X: g broke off. X g goes."""
    if len(gap) > 1 or gap in _LINKS or copy.length < 3:
        return None
    unit = view.folded[copy.first : copy.first + copy.length]
    return Finding(copy.first, copy.second, "", f"begun again: {unit}", Safety.LIKELY)


RULE = Rule(
    find=find,
    cases=(
        changes("警察出队警察出去一般都很快", "警察出去一般都很快"),
        changes("思想课三年级从三年级开始上", "思想课从三年级开始上"),
        changes("主要还是记住，还是要记住公式", "主要还是要记住公式"),
        keeps("我要去，我也要去", why="he and I"),
        keeps("一个人一个房间", why="one each"),
        keeps("学校和学校不一样", why="X and X"),
        keeps("有的人来了，有的人走了", why="parallel"),
    ),
)
