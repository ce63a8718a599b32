"""Drop the ellipsis of a hesitation that is gone (我……呃……想说 is 我……想说), and one of two forms side by side (……...).

Leaves alone: an ellipsis after what is kept; one that ends a line within a sentence, where the
speaker broke off.
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.rule import Rule, changes, keeps
from cleaner.rules.punctuation._places import taken_out
from cleaner.view import SENTENCE_ENDS, View

_DOTS = re.compile(r"[….。](?:(?<=…)|(?<=\.)\.{2,}|(?<=。)。{2,})(?:…|\.{3,}|。{3,})* *")
_MOST = 12  # dots looked at


def find(view: View) -> Iterator[Finding]:
    """Every ellipsis just after something that was taken out, and every mixture."""
    for match in view.finditer(_DOTS):
        start, end = match.span()
        dots = match.group().rstrip()
        seam = next((at for at in range(start, start + min(len(dots), _MOST)) if taken_out(view, at)), None)
        if seam is not None and (view.after(end) != "\n" or view.before(seam) in SENTENCE_ENDS):
            # The comma before a hesitation may have gone with it; the clause before it still ends there.
            comma = seam == start and view.before(seam).isalnum() and set(taken_out(view, seam)) & set("，、,；;")
            after = "，" if comma and view.after(end).isalnum() else ""
            yield Finding(seam, end, after, "the ellipsis of a hesitation that is gone", Safety.LIKELY)
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
