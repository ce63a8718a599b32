"""The text a stage starts from, with all that a rule may ask about it. Nothing here changes anything."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, pairwise
from typing import Literal, NamedTuple

from cleaner import segmenter
from cleaner.edits import Edit, Rendering
from cleaner.fold import fold
from cleaner.glossary import Glossary
from cleaner.transcript import Segment, Span, Transcript

Hanzi = Literal["simplified", "traditional", "keep"]

# In the folded text, where full-width marks are ASCII: a sentence with its closing marks, or the rest of a line.
_SENTENCE = re.compile(r"[^。!?…\n]*(?:[。!?…]+[”’」』\"')\]》]*|\n|$)")
ONE_HANZI = "[\u3400-\u9fff]"  # a pattern; what is rarer is in no word list and no dictionary
CLAUSE_ENDS = frozenset(",、。!?;:…—\n")
SENTENCE_ENDS = frozenset("。!?…\n")


NO_TERMS = Glossary()


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person set for the rules (the level is not among them: it decides what is applied, not what is found)."""

    hanzi: Hanzi = "simplified"
    glossary: Glossary = NO_TERMS


class Word(NamedTuple):
    """A word by jieba, in code points of the view; `folded` is what it reads in the folded text."""

    start: int
    end: int
    folded: str

    @property
    def tag(self) -> str:
        """Its tag in jieba's dictionary."""
        return segmenter.tag(self.folded)


@lru_cache(maxsize=65536)
def _cut(folded: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The words of a sentence, and where in it each begins.

    Cached by its text: a stage that runs again pays only for the sentences it changed.
    """
    words = tuple(segmenter.segmenter()(folded))
    return words, tuple(accumulate(map(len, words), initial=0))[:-1]


class View:
    """One frozen text, before or between stages.

    Attributes:
        text: as it reads now.
        folded: of the same length: simplified, half-width, lower case. Rules match on it.
        transcript: the original.
        settings: a person's.
    """

    def __init__(self, transcript: Transcript, edits: tuple[Edit, ...], settings: Settings) -> None:
        self.transcript = transcript
        self.settings = settings
        self.rendering = Rendering(transcript.text, edits)
        self.text = self.rendering.text
        self.folded = fold(self.text)
        self._cuts: dict[int, tuple[tuple[str, ...], tuple[int, ...]]] = {}  # by sentence

    @cached_property
    def _starts(self) -> list[int]:
        """Where each sentence begins."""
        return [match.start() for match in _SENTENCE.finditer(self.folded) if match.end() > match.start()]

    @property
    def sentences(self) -> Iterator[Span]:
        """The text in sentences, without gaps: each with its closing marks and quotes, or the rest of a line."""
        return (Span(start, end) for start, end in pairwise([*self._starts, len(self.folded)]))

    def _words_of(self, index: int) -> tuple[tuple[str, ...], tuple[int, ...]]:
        """As `_cut`, of a sentence by its index."""
        found = self._cuts.get(index)
        if found is None:
            end = self._starts[index + 1] if index + 1 < len(self._starts) else len(self.folded)
            found = self._cuts[index] = _cut(self.folded[self._starts[index] : end])
        return found

    @property
    def words(self) -> Iterator[Word]:
        """Every word in order. A rule that looks for few things does better to search `folded` and ask `word_at`."""
        for index, start in enumerate(self._starts):
            for folded, offset in zip(*self._words_of(index), strict=True):
                yield Word(start + offset, start + offset + len(folded), folded)

    def word_at(self, at: int) -> Word | None:
        """The word that holds the character at `at`, or None outside the text."""
        if not 0 <= at < len(self.text):
            return None
        index = bisect_right(self._starts, at) - 1
        words, offsets = self._words_of(index)
        which = bisect_right(offsets, at - self._starts[index]) - 1
        start = self._starts[index] + offsets[which]
        return Word(start, start + len(words[which]), words[which])

    def word_before(self, at: int) -> Word | None:
        """The word just before a place, in the same sentence or the one before; None at the beginning."""
        return self.word_at(at - 1)

    def is_cut(self, at: int) -> bool:
        """Whether jieba sees a word boundary at this place."""
        word = self.word_at(at)
        return word is None or word.start == at

    def is_words(self, start: int, end: int) -> bool:
        """Whether a range begins and ends on word boundaries."""
        return self.is_cut(start) and self.is_cut(end)

    def before(self, at: int) -> str:
        """The folded character before a place, blanks passed over; a line end at the beginning."""
        at -= 1
        while at >= 0 and self.folded[at] in " \t\r":
            at -= 1
        return self.folded[at] if at >= 0 else "\n"

    def after(self, at: int) -> str:
        """The folded character after a place, blanks passed over; a line end at the end."""
        while at < len(self.folded) and self.folded[at] in " \t\r":
            at += 1
        return self.folded[at] if at < len(self.folded) else "\n"

    def opens_clause(self, at: int) -> bool:
        """Whether nothing of its clause stands before this place."""
        return self.before(at) in CLAUSE_ENDS

    def closes_clause(self, at: int) -> bool:
        """Whether nothing of its clause stands after this place."""
        return self.after(at) in CLAUSE_ENDS

    def with_comma(self, start: int, end: int) -> tuple[int, int]:
        """A range that is to be deleted, with the comma that only marked its pause.

        Between clauses (，嗯，) and at a beginning (嗯，) the comma after it goes, before a sentence's end (，嗯。) the
        one before it. Within a clause (今天嗯，第一幕) the comma after it goes only where what stands before it is
        too short to be a clause: otherwise it may be the clause's own.
        """
        left, right = start, end
        while right < len(self.folded) and self.folded[right] in " \t":
            right += 1
        while left > 0 and self.folded[left - 1] in " \t":
            left -= 1
        before = self.folded[left - 1] if left else "\n"
        after = self.folded[right] if right < len(self.folded) else "\n"
        opens = before in CLAUSE_ENDS or (before == "." and left < start)  # a full stop of English
        if after in ",、" and (opens or self._clause_length(left) < 4):
            right += 1
            while right < len(self.folded) and self.folded[right] in " \t":
                right += 1
            return start, right
        if after in SENTENCE_ENDS and before in ",、":
            return left - 1, end
        if left < start:  # between two blanks: one of them goes too
            return start, right
        return start, end

    def _clause_length(self, at: int, most: int = 4) -> int:
        """How many characters of its clause stand before this place; it stops counting at `most`."""
        count = 0
        while at > 0 and count < most and self.folded[at - 1] not in CLAUSE_ENDS:
            at -= 1
            count += 1
        return count

    def time_of(self, start: int, end: int) -> tuple[int, int] | None:
        """When this was said, in ms, or None where there are no times."""
        if start >= end:
            return None
        spans = self.rendering.lift(start, end, "").spans
        return self.transcript.time_of(Span(spans[0].start, spans[-1].end))

    @cached_property
    def segments(self) -> tuple[tuple[int, int, Segment], ...]:
        """The transcript's segments where they stand in this text: (start, end, segment). Emptied ones are left out."""
        placed = (
            (self.rendering.locate(segment.span.start), self.rendering.locate(segment.span.end), segment)
            for segment in self.transcript.segments
        )
        return tuple((start, end, segment) for start, end, segment in placed if start < end)

    def segment_at(self, at: int) -> tuple[int, int, Segment] | None:
        """The segment that holds the character at `at`."""
        index = bisect_left(self.segments, at + 1, key=lambda placed: placed[0]) - 1
        return self.segments[index] if index >= 0 and at < self.segments[index][1] else None
