"""Drop blank lines at the beginning and the end, and all but one of several in a row.

Where the text came without any blank line, what deletions leave is none either.
Leaves alone: a single blank line between paragraphs; the line end at the end of the text.
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.rule import Rule, changes, keeps
from cleaner.view import View

_HEAD = re.compile(r"(?:[^\S\n]*\n)+")
_RUN = re.compile(r"\n((?:[^\S\n]*\n)+)")
_BLANK = re.compile(r"\n[^\S\n]*\n")


def find(view: View) -> Iterator[Finding]:
    """Every run of blank lines that is too long."""
    text = view.text
    head = _HEAD.match(text)
    reached = head.end() if head else 0
    if head:
        yield Finding(0, reached, "", "blank lines at the beginning", Safety.SAFE)
    heard = view.transcript.text[view.within.start : view.within.end]
    none = bool(text) and not _BLANK.search(heard) and not _HEAD.match(heard)
    for match in view.finditer_as_is(_RUN):
        start, end = match.span(1)
        if start < reached:
            continue
        if none or end == len(text):
            yield Finding(start, end, "", "a blank line", Safety.SAFE)
        elif match.group(1) != "\n":
            yield Finding(start, end, "\n", "several blank lines", Safety.SAFE)


RULE = Rule(
    find=find,
    cases=(
        changes("\n \n第一段。\n\n\n\n第二段。\n\n", "第一段。\n\n第二段。\n"),
        changes("第一段。\n \t\n第二段。", "第一段。\n\n第二段。", "a line of blanks is blank"),
        keeps("第一段。\n\n第二段。\n", "one between paragraphs"),
    ),
)
