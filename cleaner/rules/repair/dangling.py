"""Drop a beginning that broke off after a word that needs another, when it is begun again: 我们明天从，我们明天在.

No clause ends with 把, 从 or 很, so what ended there was given up, if the next one begins with as much as two
characters of it.
Leaves alone: what ends as a clause may (我在，我在听), another beginning (看着他被，大家都笑了), lists.
"""

from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.grammar.copies import paused
from cleaner.grammar.verse import is_classical
from cleaner.language.dictionary import tag
from cleaner.rule import Rule, changes, keeps
from cleaner.view import View

_LONGEST = 12
# Not here: 在 (有我在), 给 (我不给), 对 (这样对), 和, 是, which end clauses as well.
_DANGLING = frozenset(
    {"把", "被", "从", "跟", "向", "往", "很", "更", "挺", "因为", "如果", "虽然", "为了", "关于", "通过"}
)
# 在 after one of these tags is a preposition's: 停在, 去年在.
_BEFORE_AT = frozenset("vt")


def find(view: View) -> Iterator[Finding]:
    """Every beginning that broke off so before the same one."""
    for copy in paused(view, _LONGEST):
        if copy.length < 2 or copy.second - copy.first > _LONGEST or view.folded[copy.second - 1] not in ", ":
            continue
        said = view.folded[copy.first : copy.second].rstrip(", ")
        if "," not in view.folded[copy.first + len(said) : copy.second] or not said.isalnum():
            continue
        if len(said) <= copy.length or not _dangles(view, copy.first, copy.first + len(said)):
            continue
        if not is_classical(view, copy.first, copy.second):
            yield Finding(copy.first, copy.second, "", f"broken off and begun again: {said}", Safety.LIKELY)


def _dangles(view: View, start: int, end: int) -> bool:
    last = view.word_before(end)
    if last is None or last.start <= start:
        return False
    if last.folded[-1] == "在" and len(last.folded) == 2:  # 摆在
        return tag(last.folded[0])[:1] == "v" and last.folded != "存在"
    if last.folded == "在":
        before = view.word_before(last.start)
        return before is not None and before.start >= start and before.tag[:1] in _BEFORE_AT
    return last.folded in _DANGLING


RULE = Rule(
    find=find,
    cases=(
        changes("我们明天从，我们明天在东门集合", "我们明天在东门集合"),
        changes("她把花摆在，她把花放到了窗边", "她把花放到了窗边"),
        changes("这里的冬天很，这里的冬天特别干", "这里的冬天特别干"),
        keeps("有我在，有我守着，你放心", why="在 may end a clause"),
        keeps("他们更，大家更要小心", why="another beginning"),
        keeps("我在，我在听", why="在 may end a clause"),
        keeps("坚持从严，坚持从实", why="parallel"),
    ),
)
