"""What the filler rules ask about the neighbourhood of a marker, and how they drop one."""

import re
from collections.abc import Iterable
from functools import cache

from cleaner.edits import Finding, Safety
from cleaner.view import CLAUSE_ENDS, SENTENCE_ENDS, View, Word
from cleaner.wordlist import entries

PERSONS = frozenset({"我", "你", "您", "他", "她", "它", "我们", "你们", "他们", "她们", "它们", "咱", "咱们", "大家"})
CONDITIONS = ("如果", "要是", "假如", "假设", "若", "倘", "既然", "只要", "万一", "一旦", "除非")
QUOTES = "\"'“”‘’「」『』《》〈〉"
_SENTENCE_END = re.compile(f"[{re.escape(''.join(SENTENCE_ENDS))}]")
_FARTHEST = 60  # code points: a clause longer than that is not looked through, so that a long text stays linear


def drop(view: View, start: int, end: int, reason: str, safety: Safety) -> Finding:
    """The finding that deletes a marker with the comma that only marked its pause."""
    start, end = view.with_comma(start, end)
    return Finding(start, end, "", reason, safety)


def is_quoted(view: View, start: int, end: int) -> bool:
    """Whether quotation marks stand on both sides: the word is talked about, not said in passing."""
    return view.before(start) in QUOTES and view.after(end) in QUOTES


def is_lone(view: View, start: int, end: int) -> bool:
    """Whether nothing else stands in its clause, and a comma parts it from what follows in the sentence."""
    return view.opens_clause(start) and view.after(end) in ",、"


def is_whole(view: View, start: int, end: int) -> bool:
    """Whether it is all of its sentence."""
    return view.before(start) in SENTENCE_ENDS | {":"} and view.after(end) in SENTENCE_ENDS


def next_word(view: View, at: int) -> Word | None:
    """The word at a place, blanks passed over, or None before a mark or the end."""
    while at < len(view.folded) and view.folded[at] in " \t":
        at += 1
    if at >= len(view.folded) or not view.folded[at].isalnum():
        return None
    return view.word_at(at)


def last_word(view: View, at: int) -> Word | None:
    """The word that ends at a place, blanks passed over, or None after a mark or at the beginning."""
    while at > 0 and view.folded[at - 1] in " \t":
        at -= 1
    if at == 0 or not view.folded[at - 1].isalnum():
        return None
    return view.word_at(at - 1)


def clause_before(view: View, at: int) -> str:
    """What stands before a place in its clause without blanks, at most 60 code points of it."""
    return _since(CLAUSE_ENDS, view.folded[max(0, at - _FARTHEST) : at]).replace(" ", "")


def clause_around(view: View, start: int, end: int) -> str:
    """Its clause without the marker and without blanks, at most 60 code points on either side."""
    return clause_before(view, start) + rest_of_clause(view, end)


def rest_of_clause(view: View, at: int) -> str:
    """What stands after a place in its clause without blanks, at most 60 code points of it."""
    rest = view.folded[at : at + _FARTHEST]
    stop = min((at for mark in CLAUSE_ENDS if (at := rest.find(mark)) >= 0), default=len(rest))
    return rest[:stop].replace(" ", "")


def sentence_before(view: View, at: int) -> str:
    """What stands before a place in its sentence, at most 60 code points of it."""
    return _since(SENTENCE_ENDS, view.folded[max(0, at - _FARTHEST) : at])


def _since(marks: Iterable[str], said: str) -> str:
    return said[max(map(said.rfind, marks)) + 1 :]


def is_conditional(view: View, at: int) -> bool:
    """Whether a condition (如果…) stands before a place in its sentence."""
    said = sentence_before(view, at)
    return any(word in said for word in CONDITIONS)


def is_asked(view: View, at: int) -> bool:
    """Whether its sentence ends as a question, as far as it is looked through."""
    found = _SENTENCE_END.search(view.folded, at, at + _FARTHEST)
    return found is not None and found.group() == "?"


@cache
def _lexical(character: str) -> tuple[tuple[str, int], ...]:
    """The words that hold a character, each with where it stands in it."""
    return tuple(
        (word, at) for word in sorted(entries("filler_lexical")) for at, held in enumerate(word) if held == character
    )


def is_lexical(view: View, at: int) -> bool:
    """Whether the character at a place belongs to a word of `filler_lexical`."""
    return any(at >= offset and view.folded.startswith(word, at - offset) for word, offset in _lexical(view.folded[at]))
