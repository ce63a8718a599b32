"""What the filler rules ask about the neighbourhood of a marker, and how they drop one."""

from functools import cache

from cleaner.edits import Finding, Safety
from cleaner.language.wordlist import entries
from cleaner.view import View


def drop(view: View, start: int, end: int, reason: str, safety: Safety) -> Finding:
    """The finding that deletes a marker with the comma that only marked its pause."""
    start, end = view.with_comma(start, end)
    return Finding(start, end, "", reason, safety)


@cache
def _lexical(character: str) -> frozenset[tuple[int, int]]:
    """Of the words that hold a character: where it stands in them, and how long they are."""
    return frozenset(
        (at, len(word)) for word in entries("filler_lexical") for at, held in enumerate(word) if held == character
    )


def is_lexical(view: View, at: int) -> bool:
    """Whether the character at a place belongs to a word of `filler_lexical`."""
    words = entries("filler_lexical")
    for offset, length in _lexical(view.folded[at]):
        if at >= offset and view.folded[at - offset : at - offset + length] in words:
            return True
    return False
