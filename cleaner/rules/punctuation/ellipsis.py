"""Drop the ellipsis of a hesitation that is gone (我……呃……想说 is 我……想说), and one of two forms side by side (……...).

Leaves alone: an ellipsis after what is kept; one that ends a line, where the speaker broke off.
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.rule import Rule, changes, keeps
from cleaner.rules.punctuation._places import is_seam
from cleaner.view import View

_MOST = 12  # dots looked at
_DOTS = re.compile(r"(?:…|\.\.\.|。。。)[….。]*[ ]*")


def find(view: View) -> Iterator[Finding]:
    """Every ellipsis just after something that was taken out, and every mixture."""
    for match in view.finditer(_DOTS):
        start, end = match.span()
        dots = match.group().rstrip()
        seam = next((at for at in range(start, start + min(len(dots), _MOST)) if is_seam(view, at)), None)
        if seam is not None and view.folded[end : end + 1] not in ("", "\n"):
            yield Finding(seam, end, "", "the ellipsis of a hesitation that is gone", Safety.LIKELY)
        elif "…" in dots and ("..." in dots or "。。。" in dots):
            yield Finding(start, start + len(dots), "……", "two forms of an ellipsis", Safety.SAFE)


RULE = Rule(
    find=find,
    cases=(
        changes("我想了很久……...还是去了", "我想了很久……还是去了"),
        keeps("他说……算了", "after what is kept"),
        keeps("…………\n第二天他走了。", "a silence"),
        keeps("等等...我再看看", "as it was written"),
    ),
)
