"""Paragraphs of sentences out of a transcript's lines, each of which is a segment with its times."""

from collections.abc import Iterator
from itertools import pairwise

from cleaner.edits import Finding, Safety
from cleaner.rules.punctuation._clauses import final_mark, goes_on, is_attached, is_closed, is_opening, is_subordinate
from cleaner.view import SENTENCE_ENDS, View

_PARAGRAPH = 2000  # ms of pause
_SENTENCE = 1000  # ms of pause
_CLAUSE = 300  # ms of pause
_LONG_SENTENCE = 60  # characters
_LONG_PARAGRAPH = 300  # characters
_REACH = 400  # characters back to look for the sentence's beginning
_INNER = {",": "，", "、": "、", ";": "；", ":": "："}
_REASONS = {
    "": "the paragraph goes on",
    "\n": "a paragraph ends",
    "。": "a sentence ends, the paragraph goes on",
    "？": "a question ends, the paragraph goes on",
    "，": "the sentence goes on",
    "、": "the sentence goes on",
    "；": "the sentence goes on",
    "：": "the sentence goes on",
}
_CLOSERS = "”’」』）》\"')"


def joins(view: View) -> Iterator[Finding]:
    """Every line end between two segments."""
    folded = view.folded
    paragraph = sentence = 0  # where they begin
    for (_, end, one), (start, _, other) in pairwise(view.segments):
        gap = view.text[end:start]
        if "\n" not in gap or gap.strip():
            paragraph = sentence = start if "\n" in gap else paragraph
            continue
        low = max(sentence, end - _REACH)
        said = folded[max(low, *(1 + folded.rfind(mark, low, end - 1) for mark in "。!?…")) : end]
        pause = _pause(view, end, start)
        parted = one.speaker != other.speaker or pause >= _PARAGRAPH
        mark = _mark(said, folded[start : start + 8], pause, parted)
        ended = mark in ("。", "？") or _is_closed(said)
        if parted or (ended and end - paragraph >= _LONG_PARAGRAPH):
            mark += "\n"
            paragraph = start
        elif not mark and view.text[end - 1].isascii() and view.text[start].isascii():
            mark = " "  # between Latin words
        if ended:
            sentence = start
        if mark.strip() and folded[end - 1] in ",、;:":
            end -= 1  # another mark takes its place
        if view.text[end:start] != mark:
            yield Finding(end, start, mark, _REASONS[mark.strip(" ")[-1:]], Safety.LIKELY)


def _pause(view: View, end: int, start: int) -> int:
    """The silence between what stands before `end` and after `start`, in ms, by words where they have times."""
    before, after = view.time_of(end - 1, end), view.time_of(start, start + 1)
    return max(after[0] - before[1], 0) if before and after else 0


def _is_closed(said: str) -> bool:
    bare = said.rstrip(_CLOSERS + " ")
    return bare[-1:] in SENTENCE_ENDS or bare == ""


def _mark(said: str, after: str, pause: int, parted: bool) -> str:
    """The mark between a line and the next one; "" where there is one that ends a sentence, or none is needed."""
    if _is_closed(said) or said.isascii():
        return ""
    bare = said.rstrip(",、;: ")
    if parted:
        return final_mark(bare)
    if said[-1] in _INNER:
        inner = _INNER[said[-1]]
    elif goes_on(bare) or is_attached(after):
        return "" if pause < _SENTENCE else "，"
    else:
        inner = "，"
    if inner != "，" or goes_on(bare) or is_subordinate(bare) or is_attached(after):
        return inner
    ended = pause >= _SENTENCE or (pause >= _CLAUSE and (is_opening(after) or is_closed(bare)))
    return final_mark(bare) if ended or (len(bare) >= _LONG_SENTENCE and is_opening(after)) else inner
