"""What the filler rules ask about the neighbourhood of a marker, and how they drop one."""

import re
from functools import cache

from cleaner.edits import Finding, Safety
from cleaner.view import CLAUSE_ENDS, SENTENCE_ENDS, View, Word
from cleaner.wordlist import entries

PERSONS = frozenset({"我", "你", "您", "他", "她", "它", "我们", "你们", "他们", "她们", "它们", "咱", "咱们", "大家"})
_CONDITION = re.compile("如果|要是|鉴于|假使|假定|假如|假设|若|倘|既然|只要|万一|一旦|除非")
_BEFORE_WHOLE = SENTENCE_ENDS | {":"}
QUOTES = "\"'“”‘’「」『』《》〈〉"
FARTHEST = 60  # code points: a clause longer than that is not looked through, so that a long text stays linear
_SENTENCE_END = re.compile(f"[{re.escape(''.join(SENTENCE_ENDS))}]")
_IN_CLAUSE = re.compile(f"[^{re.escape(''.join(CLAUSE_ENDS))}]{{0,{FARTHEST}}}")
_IN_SENTENCE = re.compile(f"[^{re.escape(''.join(SENTENCE_ENDS))}]*")


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
    return view.before(start) in _BEFORE_WHOLE and view.after(end) in SENTENCE_ENDS


def has_word(view: View, at: int) -> bool:
    """Whether `next_word` has one."""
    at = _past_blanks(view, at)
    return at < len(view.folded) and view.folded[at].isalnum()


def next_word(view: View, at: int) -> Word | None:
    """The word at a place, blanks passed over, or None before a mark or the end."""
    at = _past_blanks(view, at)
    if at >= len(view.folded) or not view.folded[at].isalnum():
        return None
    return view.word_at(at)


def _past_blanks(view: View, at: int) -> int:
    folded = view.folded
    while at < len(folded) and folded[at] in " \t":
        at += 1
    return at


def last_word(view: View, at: int) -> Word | None:
    """The word that ends at a place, blanks passed over, or None after a mark or at the beginning."""
    folded = view.folded
    while at > 0 and folded[at - 1] in " \t":
        at -= 1
    if at == 0 or not folded[at - 1].isalnum():
        return None
    return view.word_at(at - 1)


def clause_before(view: View, at: int) -> str:
    """What stands before a place in its clause without blanks, at most 60 code points of it."""
    return _as_far_as(_IN_CLAUSE, view, at).replace(" ", "")


def clause_around(view: View, start: int, end: int) -> str:
    """Its clause without the marker and without blanks, at most 60 code points on either side."""
    return clause_before(view, start) + rest_of_clause(view, end)


def rest_of_clause(view: View, at: int) -> str:
    """What stands after a place in its clause without blanks, at most 60 code points of it."""
    return view.folded[at : _end(_IN_CLAUSE, view.folded, at)].replace(" ", "")


def sentence_before(view: View, at: int) -> str:
    """What stands before a place in its sentence without blanks, at most 60 code points of it."""
    return _as_far_as(_IN_SENTENCE, view, at).replace(" ", "")


def _as_far_as(pattern: re.Pattern[str], view: View, at: int) -> str:
    """What stands before a place as far as it matches: read backwards, one search finds the last of several marks."""
    said = view.folded[max(0, at - FARTHEST) : at]
    return said[len(said) - _end(pattern, said[::-1], 0) :]


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Where the match of a pattern that may match nothing ends."""
    found = pattern.match(text, at)
    return found.end() if found else at


def is_conditional(view: View, at: int) -> bool:
    """Whether a condition (如果…) stands before a place in its sentence."""
    return _CONDITION.search(sentence_before(view, at)) is not None


def is_asked(view: View, at: int) -> bool:
    """Whether its sentence ends as a question, as far as it is looked through."""
    found = _SENTENCE_END.search(view.folded, at, at + FARTHEST)
    return found is not None and found.group() == "?"


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
