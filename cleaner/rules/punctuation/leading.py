"""Drop marks that open a line or a quotation, and those that are all a line has.

An engine may hang a comma on the next word: one that opens a line ends the line before, where that has no mark.

Leaves alone: a line that is only ？ or ！ or …, which is something said; Latin text and code.
"""

import re
from collections.abc import Iterator
from itertools import chain

from cleaner.edits import Finding, Safety
from cleaner.rule import Rule, changes, keeps
from cleaner.rules.punctuation._places import in_literal
from cleaner.view import View

_LINE = re.compile(r"\n[ \t]*([,、。;:?!][,、。;:?! \t]*)")
_HEAD = re.compile(r"[ \t]*([,、。;:?!][,、。;:?! \t]*)")
_QUOTE = re.compile(r"[“‘「『（《]([,、。;:][,、。;: \t]*)")

_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}


def find(view: View) -> Iterator[Finding]:
    """Every mark with nothing before it that it could end."""
    head = _HEAD.match(view.folded)
    for match in chain((head,) if head else (), view.finditer(_LINE)):
        start, end = match.span(1)
        if not _is_orphan(view, start, end):
            continue
        # Where lines have times, punctuation.line_end joins them and writes what belongs between.
        line_end = -1 if view.transcript.segments else view.folded.find("\n", match.start(), start)
        if line_end >= 0 and end - start == 1 and end < len(view.folded) and _is_bare(view.folded, line_end, end):
            after = _FULL.get(view.text[start], view.text[start]) + view.text[line_end:start]
            yield Finding(line_end, end, after, "a mark of the line before", Safety.SAFE)
            continue
        if end < len(view.folded) and view.folded[end] == "\n":
            end += 1  # nothing else is on the line
            start = view.folded.rfind("\n", 0, start) + 1
        yield Finding(start, end, "", "a mark at the beginning of a line", Safety.SAFE)
    for match in view.finditer(_QUOTE):
        yield Finding(*match.span(1), "", "a mark at the beginning of a quotation", Safety.SAFE)


def _is_bare(folded: str, line_end: int, end: int) -> bool:
    """Whether a line ends without a mark, and the next goes on after its own."""
    return folded[line_end - 1 : line_end].isalnum() and folded[end] != "\n"


def _is_orphan(view: View, start: int, end: int) -> bool:
    after = view.folded[end : end + 1]
    if in_literal(view, start) or (after.isascii() and after.isprintable() and view.text[start].isascii()):
        return False
    return bool(set(view.folded[start:end]) & set(",、。;:")) or (after not in ("", "\n") and after.isalnum())


RULE = Rule(
    find=find,
    cases=(
        changes("，今天开会", "今天开会"),
        changes("开始吧\n。，下面是第二部分", "开始吧\n下面是第二部分"),
        changes("等灯亮了\n，我们就上台", "等灯亮了，\n我们就上台", "an engine hung it on the next word"),
        changes("第一行。\n，\n第二行。", "第一行。\n第二行。", "the line goes with it"),
        changes("他说：“，走吧。”", "他说：“走吧。”"),
        keeps("？\n……\n！！", "said, without words"),
        keeps("-1,2\n:root { color: red }", "not Chinese text"),
    ),
)
