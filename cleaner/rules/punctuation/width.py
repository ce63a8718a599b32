"""Write the marks of Chinese text in full width: 你好,世界 is 你好，世界.

Leaves alone: marks between Latin words, inside numbers, times, addresses, file names and code.
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.rule import Rule, changes, keeps
from cleaner.rules.punctuation._places import CLOSING, HANZI, in_literal, is_hanzi
from cleaner.view import View

_FULL = {",": "，", "?": "？", "!": "！", ":": "：", ";": "；", ".": "。"}
_SMALL = {
    "﹐": "，",
    "﹑": "、",
    "﹒": "。",
    "﹔": "；",
    "﹕": "：",
    "﹖": "？",
    "﹗": "！",
    "｡": "。",
    "､": "、",
    "．": "。",
}
_MARK = re.compile(
    "[ ,?!:;.﹐﹑﹒﹔﹕﹖﹗｡､．](?:(?<=[﹐﹑﹒﹔﹕﹖﹗｡､．])"
    rf"|(?<=[,?!:;])(?=[ \t]*[{HANZI}“‘「『《（])"
    rf"|(?<=[{HANZI}）”’」』》%][,?!:;.])[,?!:;.]*"
    rf"|(?<=[{HANZI}）”’」』》%] )[,?!:;.]+)"
)

_ENTITY = re.compile(r"&(?:#\d{1,5}|[a-z]{2,6});$")  # of HTML


def find(view: View) -> Iterator[Finding]:
    """Every mark in half width or small form next to hanzi."""
    for match in view.finditer_as_is(_MARK):
        for at in range(match.start(), match.end()):
            after = _full(view, at)
            if after:
                yield Finding(at, at + 1, after, "a mark in full width", Safety.SAFE)


def _full(view: View, at: int) -> str:
    char = view.text[at]
    if char in _SMALL:
        inside = char == "．" and (at == 0 or not is_hanzi(view.text[at - 1]) or view.folded[at + 1 : at + 2].isalnum())
        return "" if inside else _SMALL[char]
    if char not in _FULL or in_literal(view, at):
        return ""
    if char == ";" and _ENTITY.search(view.folded, max(at - 8, 0), at + 1):
        return ""
    if char == ".":  # one that ends a clause: not a decimal point, an ellipsis or an abbreviation
        after = view.text[at + 1 : at + 2]
        single = view.text[at - 1 : at] != "." and after != "."
        return "。" if single and (not after or after in CLOSING or after.isspace() or is_hanzi(after)) else ""
    return _FULL[char]


RULE = Rule(
    find=find,
    cases=(
        changes("你好,今天讲三点:第一点.", "你好，今天讲三点：第一点。"),
        changes("真的吗?真的!", "真的吗？真的！"),
        changes("好﹐我知道﹖对﹗", "好，我知道？对！", "small forms"),
        changes("用的是Golang,后来换了", "用的是Golang，后来换了", "hanzi follow"),
        keeps("一共3,000人，12:30到", "inside numbers and times"),
        keeps("see https://example.org/a,b?c:d for more, please", "Latin text"),
        keeps("打开main.py和std::vector", "file names and code"),
        keeps("写成&amp;的是&", "code"),
        keeps("嗯...我想想", "an ellipsis"),
    ),
)
