"""A long text in windows that overlap: what is cleaned at once, so that memory does not grow with the text.

An hour of speech has some 15,000 characters, so a rehearsal is one window; only books and collections have several.
"""

from collections.abc import Iterable

from cleaner.edits import Edit

# Code points. What stands within the overlap is looked at again with what follows it; no rule reaches farther.
SIZE = 64_000
OVERLAP = 2_500
_ENDS = "。！？!?…"


def end(text: str, start: int) -> int:
    """Where the window that begins at `start` ends: before a line end, else after a sentence, else anywhere."""
    most = start + SIZE
    if most >= len(text):
        return len(text)
    least = start + SIZE // 2
    at = text.rfind("\n", least, most)
    while at >= 0 and text[at - 1].isspace():  # not among blank lines
        at = text.rfind("\n", least, at)
    return at if at >= 0 else _sentence(text, least, most) or most


def following(text: str, reached: int, edits: Iterable[Edit]) -> int:
    """Where the window after one that ends at `reached` begins: so far back that it overlaps, and within no edit."""
    least, most = reached - 2 * OVERLAP, reached - OVERLAP
    start = text.rfind("\n", least, most) + 1 or _sentence(text, least, most) or most
    # What an edit takes is rarely longer than a window's half.
    crossing = [span for edit in edits if edit.spans[-1].end > least for span in (edit.span,) if span.start < most]
    for span in sorted(crossing, key=lambda span: -span.start):
        if span.start < start < span.end:
            start = span.start
    while start < reached and not text[start].isalnum():
        start += 1
    # Where edits leave no place in the overlap there is none; what they did is done.
    return start if start > reached - SIZE // 2 and not any(s.start < start < s.end for s in crossing) else reached


def _sentence(text: str, least: int, most: int) -> int:
    """Where the last sentence of a range ends, or 0."""
    return max(text.rfind(mark, least, most) for mark in _ENDS) + 1
