"""Company: whether a place is disfluent, told by what else was mended near by.

Who stumbles, stumbles again soon; who writes hardly does. A doubled word or a 就是 that stands alone in a long fluent
text is more likely meant than a slip. Measured on 7 million characters of written text and on rehearsals: with company
asked for, two thirds to nine tenths of the edits in fluent text are gone, and one in a hundred of those in rehearsals.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate, islice

from cleaner.edits import Edit
from cleaner.language.announcement import CUE
from cleaner.language.fold import fold

NEAR = 300
"""Code points of the script: a minute of speech, in which whoever stumbles has done so more than once."""

DOCUMENT = 300
"""Letters; a shorter text is a few sentences and says nothing about its place."""

NEEDED = 3
"""What an edit tells itself and what those near it tell must come to so much."""

CERTAIN = NEEDED
"""What an edit tells that needs no company: nobody writes it."""

_STAGES = ("filler", "repetition", "repair", "retake")


def letters(text: str) -> int:
    """How many letters, hanzi and digits a text has."""
    return sum(map(str.isalnum, text))


def is_document(text: str) -> bool:
    """Whether a text has DOCUMENT letters or more."""
    return sum(1 for _ in islice(filter(str.isalnum, text), DOCUMENT)) == DOCUMENT


def is_of_letters(stage: str, before: str, after: str) -> bool:
    """Whether an edit of a stage takes out or changes letters that a speaker said."""
    return stage in _STAGES and letters(before) != letters(after)


def lone(edits: Sequence[Edit], tells: Callable[[str], int], at: Callable[[int], int]) -> tuple[Edit, ...]:
    """The edits that have no company, of a text that is long enough to expect some.

    Args:
        edits: of one document.
        tells: how much an edit of the rule with this id tells of its place, 0 to CERTAIN.
        at: where a code point of the original stands in the script.
    """
    told = sorted(
        (at(edit.span.start), edit.number, _told(edit, tells), edit)
        for edit in edits
        if is_of_letters(edit.stage, edit.before, edit.after)
    )
    found: list[Edit] = []
    while True:
        places = [place for place, *_ in told]
        sums = list(accumulate((own for _, _, own, _ in told), initial=0))
        standing, alone = [], []
        for one in told:
            place, _, own, edit = one
            near = sums[bisect_right(places, place + NEAR)] - sums[bisect_left(places, place - NEAR)]  # its own too
            if max(own, near) >= NEEDED:
                standing.append(one)
            else:
                alone.append(edit)
        if not alone:
            return tuple(found)
        found += alone
        told = standing  # what went is no company for the rest


def _told(edit: Edit, tells: Callable[[str], int]) -> int:
    return CERTAIN if edit.stage == "retake" and CUE.search(fold(edit.before)) else tells(edit.rule)
