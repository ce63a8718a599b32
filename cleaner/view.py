"""The text a stage starts from, with all that a rule may ask about it. Nothing here changes anything."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from cleaner import segmenter
from cleaner.edits import Edit, Rendering
from cleaner.fold import fold
from cleaner.glossary import Glossary
from cleaner.transcript import Segment, Span, Transcript

Hanzi = Literal["simplified", "traditional", "keep"]

# In the folded text, where full-width marks are ASCII: a sentence with its closing marks, or the rest of a line.
_SENTENCE = re.compile(r"[^。!?…\n]*(?:[。!?…]+[”’」』\"')\]》]*|\n|$)")
MARKS = frozenset(",、。!?;:…—.")
CLAUSE_ENDS = frozenset(",、。!?;:…—\n")
SENTENCE_ENDS = frozenset("。!?…\n")


NO_TERMS = Glossary()


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person set for the rules (the level is not among them: it decides what is applied, not what is found)."""

    hanzi: Hanzi = "simplified"
    glossary: Glossary = NO_TERMS


@dataclass(frozen=True, slots=True)
class Word:
    """A word by jieba, in code points of the view; `folded` is what it reads in the folded text."""

    start: int
    end: int
    folded: str

    @property
    def tag(self) -> str:
        """Its tag in jieba's dictionary."""
        return segmenter.tag(self.folded)


@lru_cache(maxsize=65536)
def _cut(folded: str) -> tuple[str, ...]:
    """The words of a sentence. Cached by its text: a stage that runs again pays only for sentences it changed."""
    return tuple(segmenter.segmenter()(folded))


class Sentence:
    """A sentence with its closing marks and quotes, or what stands on a line after the last one."""

    __slots__ = ("_starts", "_words", "end", "folded", "start")

    def __init__(self, start: int, folded: str) -> None:
        self.start = start
        self.end = start + len(folded)
        self.folded = folded
        self._words: tuple[Word, ...] | None = None
        self._starts: list[int] = []

    @property
    def words(self) -> tuple[Word, ...]:
        """All of it in words; marks and blanks are words too."""
        if self._words is None:
            words = []
            at = self.start
            for folded in _cut(self.folded):
                words.append(Word(at, at + len(folded), folded))
                at += len(folded)
            self._words = tuple(words)
            self._starts = [word.start for word in words]
        return self._words

    def index_at(self, at: int) -> int:
        """The index of the word that holds the character at `at` (a code point of the view)."""
        words = self.words
        return min(bisect_right(self._starts, at) - 1, len(words) - 1)


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

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The text in sentences, without gaps."""
        return tuple(Sentence(m.start(), m.group()) for m in _SENTENCE.finditer(self.folded) if m.group())

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def sentence_at(self, at: int) -> Sentence:
        """The sentence that holds the character at `at`."""
        return self.sentences[bisect_right(self._sentence_starts, at) - 1]

    @property
    def words(self) -> Iterator[Word]:
        """Every word in order. A rule that looks for few things does better to search `folded` and ask `word_at`."""
        for sentence in self.sentences:
            yield from sentence.words

    def word_at(self, at: int) -> Word | None:
        """The word that holds the character at `at`, or None outside the text."""
        if not 0 <= at < len(self.text):
            return None
        sentence = self.sentence_at(at)
        return sentence.words[sentence.index_at(at)]

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
