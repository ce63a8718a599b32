"""Make one mark of several that deletions have left side by side, as in 今天，，第一幕.

Leaves alone: ？！ and ！！, which a writer means; an ellipsis; a dash; marks inside Latin text and code.
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.rule import Rule, changes, keeps
from cleaner.rules.punctuation._places import in_literal, is_hanzi
from cleaner.view import View

_RUN = re.compile(r"[,、。?!;:](?:[ \t]*[,、。?!;:])+")
_STRENGTH = ",、;:。!?"  # the last of these that is there decides
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_ELLIPSIS = 3  # full stops


def find(view: View) -> Iterator[Finding]:
    """Every run of marks that should be one."""
    for match in view.finditer(_RUN):
        start, end = match.span()
        marks = re.sub(r"\s", "", match.group())
        after = _one(marks)
        if after is None or not _is_chinese(view, start, end) or in_literal(view, start):
            continue
        yield Finding(start, end, after, "several marks side by side", Safety.SAFE)


def _one(marks: str) -> str | None:
    """What a run of folded marks becomes; None where it stays."""
    if set(marks) <= set("?!"):
        return None
    if set(marks) == {"。"} and len(marks) >= _ELLIPSIS:
        return "……"
    emphatic = re.search(r"[?!]+", marks)
    if emphatic:
        return "".join(_FULL[char] for char in emphatic.group())
    strongest = max(marks, key=_STRENGTH.index)
    return _FULL.get(strongest, strongest)


def _is_chinese(view: View, start: int, end: int) -> bool:
    """Whether one of the marks or a neighbour is Chinese."""
    return any(not char.isascii() for char in view.text[start:end]) or any(
        map(is_hanzi, view.text[max(start - 1, 0) : start] + view.text[end : end + 1])
    )


RULE = Rule(
    find=find,
    cases=(
        changes("今天，，第一幕", "今天，第一幕"),
        changes("讲完了，。下面提问", "讲完了。下面提问"),
        changes("讲完了。，下面提问", "讲完了。下面提问"),
        changes("好吗？，我们开始", "好吗？我们开始", "a question stays one"),
        changes("苹果、，梨", "苹果、梨"),
        changes("后来。。。就没有后来了", "后来……就没有后来了", "three are an ellipsis"),
        keeps("真的吗？！太好了！！", "meant so"),
        keeps("他说……算了——不说了", "an ellipsis and a dash"),
        keeps("std::vector, a::b", "code"),
    ),
)
