"""What a rule is: a function from a view to findings, and the cases that specify, test and document it."""

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from cleaner.edits import Finding
from cleaner.view import View

WHOLE = sys.maxsize
LINE = WHOLE - 1


@dataclass(frozen=True, slots=True)
class Case:
    """One line of a rule's specification: what the rule alone makes of a text, at the level `thorough`.

    Attributes:
        before: the text.
        after: what it reads when the rule has found nothing more. Equal to before: the rule leaves it alone.
        why: one clause, or "".
        offers: the rule finds something that no level applies; `after` is the text with it accepted.
        glossary: entries of the user's glossary.
        hanzi: the setting of the script.
        numbers: the setting of numbers in digits.
        broken: known not to work yet, and why; a strict expected failure in the tests.
    """

    before: str
    after: str
    why: str = ""
    offers: bool = False
    glossary: tuple[str, ...] = ()
    hanzi: str = "simplified"
    numbers: bool = False
    broken: str = ""


def changes(
    before: str,
    after: str,
    why: str = "",
    *,
    glossary: tuple[str, ...] = (),
    hanzi: str = "simplified",
    numbers: bool = False,
    broken: str = "",
) -> Case:
    """The rule turns `before` into `after`."""
    if before == after:
        raise ValueError(f"nothing changes: {before!r}")
    return Case(before, after, why, glossary=glossary, hanzi=hanzi, numbers=numbers, broken=broken)


def offers(before: str, after: str, why: str = "", *, glossary: tuple[str, ...] = ()) -> Case:
    """The rule offers to turn `before` into `after`; no level does it by itself."""
    return Case(before, after, why, offers=True, glossary=glossary)


def keeps(
    text: str,
    why: str = "",
    *,
    glossary: tuple[str, ...] = (),
    hanzi: str = "simplified",
    numbers: bool = False,
    broken: str = "",
) -> Case:
    """The rule leaves the text alone."""
    return Case(text, text, why, glossary=glossary, hanzi=hanzi, numbers=numbers, broken=broken)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule. Its id is "<stage>.<module>", from where its file lies; its description is the module's docstring.

    Attributes:
        find: yields what it sees, in the view's coordinates. It must not depend on anything but the view.
        cases: at least one of them keeps a text.
        reach: how far from what has changed it looks, in code points; LINE where it weighs lines by
            themselves, WHOLE where it weighs the text as a whole.
        tells: how much an edit of it tells that a speaker stumbled there (see `cleaner.grammar.company`): 1 where
            writers do it too at times, 2 where they hardly do, 3 where they never do, 0 where it tells nothing.
    """

    find: Callable[[View], Iterable[Finding]]
    cases: tuple[Case, ...]
    reach: int = 0
    tells: int = 1
    id: str = field(default="", compare=False)
    doc: str = field(default="", compare=False, repr=False)

    @property
    def stage(self) -> str:
        """The stage that it belongs to."""
        return self.id.partition(".")[0]

    def __call__(self, view: View) -> Iterator[Finding]:
        """What it sees, without findings that would change nothing."""
        for finding in self.find(view):
            start, end, after = finding.start, finding.end, finding.after
            if len(after) != end - start or after != view.text[start:end]:
                yield finding
