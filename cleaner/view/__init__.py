"""The text a stage starts from, with all that a rule may ask about it. Nothing here changes anything."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import accumulate
from typing import Any, NamedTuple, TypeVar

from cleaner.edits import Edit, Rendering
from cleaner.glossary import Glossary
from cleaner.language.conversion import Hanzi
from cleaner.language.dictionary import tag
from cleaner.language.fold import fold
from cleaner.language.letters import Letters, letters
from cleaner.transcript import Segment, Span, Transcript
from cleaner.view.tracks import FAR, NEAR, Change, Range, Tracks

ONE_HANZI = "[\u3400-\u9fff]"  # a pattern; what is rarer is in no word list and no dictionary
CLAUSE_ENDS = frozenset(",、。!?;:…—\n")
SENTENCE_ENDS = frozenset("。!?…\n")
_FEW = 3  # a part of the text in so many


NO_TERMS = Glossary()
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person set for the rules (the level is not among them: it decides what is applied, not what is found)."""

    hanzi: Hanzi = "simplified"
    glossary: Glossary = NO_TERMS
    numbers: bool = False


class Word(NamedTuple):
    """A word by jieba, in code points of the view; `folded` is what it reads in the folded text."""

    start: int
    end: int
    folded: str

    @property
    def tag(self) -> str:
        """Its tag in jieba's dictionary."""
        return tag(self.folded)


# Makes one without a call of Python code: words are asked for more than anything else.
_word: Callable[[tuple[int, int, str]], Word] = partial(tuple.__new__, Word)

Changed = tuple[Range, Edit]
"""The code points of a view that an edit replaces, and the edit."""


class View:
    """One frozen text, before or between stages.

    Attributes:
        text: as it reads now.
        folded: of the same length: simplified, half-width, lower case. Rules match on it.
        fresh: the ranges that the rules have not seen yet, in order and apart; `finditer` keeps to them.
        transcript: the original.
        within: the part of the original that is looked at; of a long text it is not all.
        settings: a person's.
        tracks: where words and sentences begin, and what has changed.
        word_track: those of the words; sentence_track: those of the sentences.
        memo: what rules have worked out about this text, by whom.
    """

    def __init__(
        self,
        transcript: Transcript,
        edits: Iterable[Edit],
        settings: Settings,
        within: Span | None = None,
    ) -> None:
        self.transcript = transcript
        self.settings = settings
        self.within = within or Span(0, len(transcript.text))
        self.rendering = Rendering(transcript.text, edits, self.within)
        self.text = self.rendering.text
        self.tracks = Tracks(fold(self.text))
        self._read()

    def edited(self, made: Sequence[Changed], now: int) -> "View":
        """The view after further edits, in order of place and apart; what they touch is marked as changed `now`.

        Only what was changed, with the sentences around it, is looked at again.
        """
        following = object.__new__(View)
        following.transcript, following.settings = self.transcript, self.settings
        following.within = self.within
        following.rendering = self.rendering.edited(made)
        following.text = following.rendering.text
        following.tracks = self.tracks.edited(
            [(start, end, fold(edit.after) if edit.after else "") for (start, end), edit in made], now
        )
        following._read()
        return following

    def without(self, gone: Iterable[Edit], left: Iterable[Edit], now: int) -> "View":
        """The view with some edits undone; what that touches is marked as changed `now`.

        Args:
            gone: the edits that are undone.
            left: all others that it was made with.
            now: as in `edited`.
        """
        following = object.__new__(View)
        following.transcript, following.settings = self.transcript, self.settings
        following.within = self.within
        following.rendering = Rendering(self.transcript.text, left, self.within)
        following.text = following.rendering.text
        following.tracks = self.tracks.edited(self._differences(gone, following), now)
        following._read()
        return following

    def _differences(self, gone: Iterable[Edit], following: "View") -> list[Change]:
        """Where this view differs from one without these edits: what lies between the characters around each."""
        around: list[Range] = []
        for start, end in sorted((edit.span.start - 1, edit.span.end + 1) for edit in gone):
            if around and start <= around[-1][1]:
                start, end = around[-1][0], max(end, around.pop()[1])
            around.append((max(start, self.within.start), min(end, self.within.end)))
        return [
            (*self._place(start, end), fold(following.text[slice(*following._place(start, end))]))
            for start, end in around
        ]

    def _place(self, start: int, end: int) -> Range:
        """Where a range of the original stands, up to the end of the text where it ends there."""
        locate = self.rendering.locate
        return locate(start), locate(end) if end < self.within.end else len(self.text)

    def _read(self) -> None:
        """Lay out what rules ask for all the time, and forget what they have worked out."""
        self.folded, self.word_track, self.sentence_track = self.tracks.folded, self.tracks.words, self.tracks.sentences
        self.fresh: list[Range] = [(0, len(self.text))]
        self.memo: dict[Any, Any] = {}

    @property
    def is_head(self) -> bool:
        """Whether the whole text begins with what is looked at."""
        return self.within.start == 0

    @property
    def is_tail(self) -> bool:
        """Whether the whole text ends with what is looked at."""
        return self.within.end == len(self.transcript.text)

    def finditer(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """The matches of a pattern in the folded text that begin in what is fresh."""
        return self._finditer(pattern, self.folded)

    def finditer_as_is(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """The same in the text as it is, not folded."""
        return self._finditer(pattern, self.text)

    def _finditer(self, pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
        if len(self.fresh) == 1 and self.fresh[0] == (0, len(text)):
            return pattern.finditer(text)
        return self._finditer_fresh(pattern, text)

    def kept(self, make: Callable[["View"], Made]) -> Made:
        """What a function makes of what is fresh, made once: several rules ask."""
        # To compare the ranges is much faster than to hash them, of which there may be hundreds.
        fresh, made = self.memo.get(make, (None, None))
        if fresh != self.fresh:
            made = make(self)
            self.memo[make] = self.fresh, made
        found: Made = made
        return found

    @property
    def is_mostly_fresh(self) -> bool:
        """Whether so much is fresh that looking at everything and choosing is faster than looking at each range."""
        return self.kept(_is_mostly_fresh)

    def _finditer_fresh(self, pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
        if self.is_mostly_fresh:
            ranges = iter(self.fresh)
            start, end = next(ranges)
            for match in pattern.finditer(text):
                at = match.start()
                while at >= end:
                    start, end = next(ranges, (len(text) + 1, len(text) + 2))
                if at >= start:
                    yield match
            return
        reached = 0
        for start, end in self._holding(pattern, text):
            # A match that begins in the range may look past its end.
            for match in pattern.finditer(text, max(start, reached), end + FAR):
                if match.start() >= end > start:
                    break
                yield match
                reached = match.end()

    def _holding(self, pattern: re.Pattern[str], text: str) -> list[Range]:
        """The fresh ranges that hold a match: one search through all of them, for hundreds of small ones."""
        joined, starts = self.kept(_fresh_folded if text is self.folded else _fresh_text)
        holding = {bisect_right(starts, match.start()) - 1 for match in pattern.finditer(joined)}
        return [self.fresh[index] for index in sorted(holding)]

    @property
    def letters(self) -> Letters:
        """The letters, hanzi and digits of the folded text."""
        if letters not in self.memo:
            self.memo[letters] = letters(self.folded)
        found: Letters = self.memo[letters]
        return found

    @property
    def sentences(self) -> Iterator[Span]:
        """The text in sentences, without gaps: each with its closing marks and quotes, or the rest of a line."""
        at = 0
        while at < len(self.folded):
            end = self.tracks.sentence_end(at)
            yield Span(at, end)
            at = end

    @property
    def words(self) -> Iterator[Word]:
        """Every word in order. A rule that looks for few things does better to search `folded` and ask `word_at`."""
        at = 0
        while (word := self.word_at(at)) is not None:
            yield word
            at = word.end

    def word_at(self, at: int) -> Word | None:
        """The word that holds the character at `at`, or None outside the text."""
        if not 0 <= at < len(self.folded):
            return None
        track = self.word_track
        start, end = at if track[at] else track.rfind(1, 0, at), track.find(1, at + 1)
        if end < 0:
            end = len(self.folded)
        return _word((start, end, self.folded[start:end]))

    def word_before(self, at: int) -> Word | None:
        """The word just before a place, in the same sentence or the one before; None at the beginning."""
        return self.word_at(at - 1)

    def is_cut(self, at: int) -> bool:
        """Whether jieba sees a word boundary at this place."""
        return not 0 <= at < len(self.word_track) or self.word_track[at] == 1

    def is_words(self, start: int, end: int) -> bool:
        """Whether a range begins and ends on word boundaries."""
        return self.is_cut(start) and self.is_cut(end)

    def before(self, at: int) -> str:
        """The folded character before a place, blanks passed over; a line end at the beginning."""
        folded = self.folded
        at -= 1
        while at >= 0 and folded[at] in " \t\r":
            at -= 1
        return folded[at] if at >= 0 else "\n"

    def after(self, at: int) -> str:
        """The folded character after a place, blanks passed over; a line end at the end."""
        folded = self.folded
        while at < len(folded) and folded[at] in " \t\r":
            at += 1
        return folded[at] if at < len(folded) else "\n"

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
        folded, left, right = self.folded, start, end
        while right < len(folded) and folded[right] in " \t":
            right += 1
        while left > 0 and folded[left - 1] in " \t":
            left -= 1
        before = folded[left - 1] if left else "\n"
        after = folded[right] if right < len(folded) else "\n"
        opens = before in CLAUSE_ENDS or (before == "." and left < start)  # a full stop of English
        if after in ",、" and (opens or self._clause_length(left) < 4):
            right += 1
            while right < len(folded) and folded[right] in " \t":
                right += 1
            return start, right
        if after in SENTENCE_ENDS and before in ",、":
            return left - 1, end
        if left < start:  # between two blanks: one of them goes too
            return start, right
        return start, end

    def _clause_length(self, at: int, most: int = 4) -> int:
        """How many characters of its clause stand before this place, blanks not counted; it stops at `most`."""
        count = 0
        while at > 0 and count < most and self.folded[at - 1] not in CLAUSE_ENDS:
            at -= 1
            count += self.folded[at] not in " \t"
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
            if self.within.start <= segment.span.start and segment.span.end <= self.within.end
        )
        return tuple((start, end, segment) for start, end, segment in placed if start < end)

    def segment_at(self, at: int) -> tuple[int, int, Segment] | None:
        """The segment that holds the character at `at`."""
        index = bisect_left(self.segments, at + 1, key=lambda placed: placed[0]) - 1
        return self.segments[index] if index >= 0 and at < self.segments[index][1] else None


def _is_mostly_fresh(view: View) -> bool:
    return sum([end - start for start, end in view.fresh]) * _FEW > len(view.text)


def _fresh_folded(view: View) -> tuple[str, list[int]]:
    return _joined(view.folded, view.fresh)


def _fresh_text(view: View) -> tuple[str, list[int]]:
    return _joined(view.text, view.fresh)


def _joined(text: str, ranges: list[Range]) -> tuple[str, list[int]]:
    """The ranges with what is near them, one after the other, and where each begins."""
    parts = [text[max(start - NEAR, 0) : end + FAR] for start, end in ranges]
    return "".join(parts), list(accumulate(map(len, parts), initial=0))
