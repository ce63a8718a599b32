"""Drop a noun, time or pronoun that was taken back for another of its class: 送给小王，不对，小李.

Leaves alone: weak terms (不是, 应该是), words of different classes.
"""

from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.rule import Rule, changes, keeps
from cleaner.rules.repair._terms import terms
from cleaner.view import View

_CLASSES = {
    "n": "n",
    "nr": "nr",
    "nrt": "nr",
    "ns": "ns",
    "nt": "n",
    "nz": "n",
    "t": "t",
    "r": "r",
    "s": "ns",
    "eng": "eng",
}


def find(view: View) -> Iterator[Finding]:
    """Every word before a strong editing term that is followed by one of its class."""
    for term in terms(view):
        before, after = view.word_before(term.start), view.word_at(term.end)
        if term.weak or before is None or after is None or before.start < term.left:
            continue
        kind = _CLASSES.get(before.tag)
        if kind is not None and kind == _CLASSES.get(after.tag) and before.folded != after.folded:
            yield Finding(before.start, term.end, "", f"taken back with {term.word}", Safety.LIKELY)


RULE = Rule(
    find=find,
    cases=(
        changes("他去了北京，不对，上海", "他去了上海"),
        changes("我们昨天，说错了，今天开会", "我们今天开会"),
        keeps("他去了北京，不是上海", why="不是 denies"),
        keeps("他去了北京，不对，没去", why="another class"),
    ),
)
