"""Clauses and sentences: where they begin and end, what stands before and after a place in them."""

import re

from cleaner.view import CLAUSE_ENDS, SENTENCE_ENDS, View, Word

# Before and after what is quoted; a straight mark is either.
_OPENING = frozenset('“‘「『《("')


_CLOSING = frozenset('”’」』》)"')


def begins(view: View, at: int) -> bool:
    """Whether a clause, or what is quoted, begins at a place."""
    return view.opens_clause(at) or view.before(at) in _OPENING


def ends(view: View, at: int) -> bool:
    """Whether a clause, or what is quoted, ends at a place."""
    return view.closes_clause(at) or view.after(at) in _CLOSING


def fills_clause(view: View, start: int, end: int) -> bool:
    """Whether this is all that its clause says: an answer or a cry, 不不不，."""
    return begins(view, start) and ends(view, end)


def previous_word(view: View, at: int) -> Word | None:
    """The word before a place in the same clause, or None."""
    return None if begins(view, at) else view.word_before(at)


def next_word(view: View, at: int) -> Word | None:
    """The word that begins at a place in the same clause, or None."""
    return None if view.closes_clause(at) else view.word_at(at)


def words(view: View, start: int, end: int) -> list[Word]:
    """The words of a range; the last one may go on after it."""
    found = []
    while start < end:
        word = view.word_at(start)
        if word is None:
            break
        found.append(word)
        start = word.end
    return found


_CONDITION = re.compile("如果|要是|鉴于|假使|假定|假如|假设|若|倘|既然|只要|万一|一旦|除非")


_BEFORE_WHOLE = SENTENCE_ENDS | {":"}


QUOTES = "\"'“”‘’「」『』《》〈〉"


FARTHEST = 60  # code points: a clause longer than that is not looked through, so that a long text stays linear


_SENTENCE_END = re.compile(f"[{re.escape(''.join(SENTENCE_ENDS))}]")


_IN_CLAUSE = re.compile(f"[^{re.escape(''.join(CLAUSE_ENDS))}]{{0,{FARTHEST}}}")


_IN_SENTENCE = re.compile(f"[^{re.escape(''.join(SENTENCE_ENDS))}]*")


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
    """Whether `first_word` has one."""
    at = _past_blanks(view, at)
    return at < len(view.folded) and view.folded[at].isalnum()


def _past_blanks(view: View, at: int) -> int:
    folded = view.folded
    while at < len(folded) and folded[at] in " \t":
        at += 1
    return at


def first_word(view: View, at: int) -> Word | None:
    """The word at a place, blanks passed over, or None before a mark or the end."""
    at = _past_blanks(view, at)
    if at >= len(view.folded) or not view.folded[at].isalnum():
        return None
    return view.word_at(at)


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
