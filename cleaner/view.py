"""The text a stage starts from, with all that a rule may ask about it. Nothing here changes anything."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any, Literal, NamedTuple

import numpy as np

from cleaner import segmenter
from cleaner.dictionary import tag
from cleaner.edits import Edit, Rendering
from cleaner.fold import fold
from cleaner.glossary import Glossary
from cleaner.letters import Letters, letters
from cleaner.transcript import Segment, Span, Transcript

Hanzi = Literal["simplified", "traditional", "keep"]

# In the folded text, where full-width marks are ASCII: a sentence with its closing marks, or the rest of a line.
_SENTENCE = re.compile(r"[^。!?…\n]*(?:[。!?…]+[”’」』\"')\]》]*|\n|$)")
ONE_HANZI = "[\u3400-\u9fff]"  # a pattern; what is rarer is in no word list and no dictionary
CLAUSE_ENDS = frozenset(",、。!?;:…—\n")
SENTENCE_ENDS = frozenset("。!?…\n")
# Code points: what a change bears on within its line; this close to a line's edge, it bears on the next one too.
_FAR, _NEAR = 60, 8
_FEW = 3  # a part of the text in so many
_SEPARATOR = "\U0010ffff"  # no character, and to jieba as good as a blank
# In folded text, what jieba takes for parts of words: it cuts at everything else.
_WORD_PART = re.compile("[\u4e00-\u9fd5a-z0-9+#&._%-]*")


NO_TERMS = Glossary()


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


Range = tuple[int, int]
Changed = tuple[Range, Edit]
"""The code points of a view that an edit replaces, and the edit."""


class _Around(NamedTuple):
    """Sentences around a change: from, to before it, and from, to after it; quiet: see `View._is_quiet`."""

    low: int
    high: int
    start: int
    end: int
    quiet: bool


class View:
    """One frozen text, before or between stages.

    Attributes:
        text: as it reads now.
        folded: of the same length: simplified, half-width, lower case. Rules match on it.
        fresh: the ranges that the rules have not seen yet, in order and apart; `finditer` keeps to them.
        transcript: the original.
        within: the part of the original that is looked at; of a long text it is not all.
        settings: a person's.
        word_track: a byte a code point, 1 where a word begins.
        sentence_track: a byte a code point, 1 where a sentence begins.
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
        self.folded = fold(self.text)
        self.sentence_track = _sentence_marks(self.folded, 0, len(self.folded))
        self.word_track = _word_marks(self.folded)
        # A byte a code point: when something was changed there at all, and when something that is said.
        self._changed, self._said = bytearray(len(self.text)), bytearray(len(self.text))
        self.fresh: list[Range] = [(0, len(self.text))]
        self.memo: dict[Any, Any] = {}

    def edited(self, made: Sequence[Changed], now: int) -> "View":
        """The view after further edits, in order of place and apart; what they touch is marked as changed `now`.

        Only what was changed, with the sentences around it, is looked at again.
        """
        following = object.__new__(View)
        following.transcript, following.settings = self.transcript, self.settings
        following.within = self.within
        following.rendering = self.rendering.edited(made)
        following.text = following.rendering.text
        afters = [(start, end, fold(edit.after)) for (start, end), edit in made]
        folded: list[str] = []
        changed: list[bytes | bytearray] = []
        said: list[bytes | bytearray] = []
        reached = 0
        for start, end, after in afters:
            folded += self.folded[reached:start], after
            changed += self._changed[reached:start], bytes(len(after))
            said += self._said[reached:start], bytes(len(after))
            reached = end
        following.folded = "".join([*folded, self.folded[reached:]])
        following._changed = bytearray().join([*changed, self._changed[reached:]])
        following._said = bytearray().join([*said, self._said[reached:]])

        sentences: list[bytes] = []
        reached = 0
        for low, high, start, end, quiet in self._around(afters):
            sentences += self.sentence_track[reached:low], _sentence_marks(following.folded, start, end)
            stamps = bytes((now,)) * (end - start)
            following._changed[start:end] = stamps
            if not quiet:
                following._said[start:end] = stamps
            reached = high
        following.sentence_track = b"".join([*sentences, self.sentence_track[reached:]])
        following.word_track = self._recut(afters, following.folded)
        following.fresh, following.memo = [(0, len(following.text))], {}
        return following

    def _recut(self, afters: Iterable[tuple[int, int, str]], folded: str) -> bytes:
        """The word track after changes: words are cut anew only between the nearest characters that no word has."""
        ranges: list[tuple[int, int, int, int]] = []  # from, to before, and from, to after
        shift = 0
        for start, end, after in afters:
            if self.folded[start:end] != after:
                low, find = self.sentence_start(start), self.folded.rfind
                low = max(low, find(",", low, start) + 1, find(" ", low, start) + 1, find("、", low, start) + 1)
                part = _WORD_PART.match(self.folded, end)
                high = min(part.end() + 1 if part else end, len(self.folded))
                if ranges and low <= ranges[-1][1]:
                    low, high, new = ranges[-1][0], max(high, ranges[-1][1]), ranges.pop()[2]
                else:
                    new = low + shift
                shift += len(after) - (end - start)
                ranges.append((low, high, new, high + shift))
        recut = _word_marks("".join([folded[start:end] for _, _, start, end in ranges]))
        words: list[bytes] = []
        reached = taken = 0
        for low, high, start, end in ranges:
            words += self.word_track[reached:low], recut[taken : taken + end - start]
            reached = high
            taken += end - start
        return b"".join([*words, self.word_track[reached:]])

    @property
    def is_head(self) -> bool:
        """Whether the whole text begins with what is looked at."""
        return self.within.start == 0

    @property
    def is_tail(self) -> bool:
        """Whether the whole text ends with what is looked at."""
        return self.within.end == len(self.transcript.text)

    def _is_quiet(self, start: int, end: int, after: str) -> bool:
        """Whether a change leaves what is said, and where clauses end, as it was.

        It is one of width, of case or of blanks, or it ends a line as a sentence.
        """
        before = self.folded[start:end]
        if before == after:
            return True
        if before.strip(" \t") == after.strip(" \t"):  # where two words come together they may be one said twice
            return (
                len(after) > len(before) or not (self.folded[start - 1 : start] + self.folded[end : end + 1]).isalnum()
            )
        return after == "。" and before in ("", ",", "、") and self.after(end) == "\n"

    def _around(self, afters: Iterable[tuple[int, int, str]]) -> list[_Around]:
        """The sentences that changes may bear on, in order and apart."""
        ranges: list[_Around] = []
        shift = 0
        for start, end, after in afters:
            line = self.folded.rfind("\n", max(start - _FAR, 0), max(start - _NEAR, 0)) + 1
            low = self.sentence_start(max(line, start - _FAR, 0))
            line_end = self.folded.find("\n", end + _NEAR, end + _FAR)
            high = max(self.sentence_end(min(line_end if line_end >= 0 else end + _FAR, len(self.folded) - 1)), end)
            new = low + shift
            shift += len(after) - (end - start)
            quiet = self._is_quiet(start, end, after)
            if ranges and low <= ranges[-1].high and quiet == ranges[-1].quiet:
                low, _, new, _, _ = ranges.pop()
            elif ranges and low < ranges[-1].high:  # one of both is to be seen by all: so is what they share
                low, _, new, _, _ = ranges.pop()
                quiet = False
            ranges.append(_Around(low, high, new, high + shift, quiet))
        return ranges

    def fresh_since(self, then: int, *, only_said: bool) -> list[Range]:
        """The ranges that were changed after `then`; all where that is negative.

        Args:
            then: as the `now` of `edited`.
            only_said: without those where only marks and blanks were made better.
        """
        if then < 0:
            return [(0, len(self.text))]
        track = self._said if only_said else self._changed
        changed = np.frombuffer(b"\0" + track + b"\0", dtype=np.uint8) > then
        edges = np.flatnonzero(changed[1:] != changed[:-1]).tolist()
        return list(zip(edges[::2], edges[1::2], strict=True))

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

    @property
    def is_mostly_fresh(self) -> bool:
        """Whether so much is fresh that looking at everything and choosing is faster than looking at each range."""
        return sum([end - start for start, end in self.fresh]) * _FEW > len(self.text)

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
            for match in pattern.finditer(text, max(start, reached), end + _FAR):
                if match.start() >= end > start:
                    break
                yield match
                reached = match.end()

    def _holding(self, pattern: re.Pattern[str], text: str) -> list[Range]:
        """The fresh ranges that hold a match: one search through all of them, for hundreds of small ones."""
        key = (View._holding, text is self.folded, *self.fresh)
        if key not in self.memo:
            parts = [text[max(start - _NEAR, 0) : end + _FAR] for start, end in self.fresh]
            self.memo[key] = "".join(parts), list(accumulate(map(len, parts), initial=0))
        joined, starts = self.memo[key]
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
            end = self.sentence_end(at)
            yield Span(at, end)
            at = end

    def sentence_start(self, at: int) -> int:
        """Where the sentence of the character at `at` begins."""
        return max(self.sentence_track.rfind(1, 0, at + 1), 0)

    def sentence_end(self, at: int) -> int:
        """Where the sentence of the character at `at` ends."""
        end = self.sentence_track.find(1, at + 1)
        return end if end >= 0 else len(self.folded)

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
        start, end = self.word_track.rfind(1, 0, at + 1), self.word_track.find(1, at + 1)
        if end < 0:
            end = len(self.folded)
        return Word(start, end, self.folded[start:end])

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
            if self.within.start <= segment.span.start and segment.span.end <= self.within.end
        )
        return tuple((start, end, segment) for start, end, segment in placed if start < end)

    def segment_at(self, at: int) -> tuple[int, int, Segment] | None:
        """The segment that holds the character at `at`."""
        index = bisect_left(self.segments, at + 1, key=lambda placed: placed[0]) - 1
        return self.segments[index] if index >= 0 and at < self.segments[index][1] else None


def _sentence_marks(folded: str, start: int, end: int) -> bytes:
    """A track of a range: 1 where a sentence begins, else 0."""
    track = bytearray(end - start)
    for match in _SENTENCE.finditer(folded, start, end):
        if match.end() > match.start():
            track[match.start() - start] = 1
    return bytes(track)


def _word_marks(folded: str) -> bytes:
    """A track of a text: 1 where a word begins, else 0."""
    joined = _SEPARATOR.join(segmenter.segmenter()(folded.replace(_SEPARATOR, " ")))
    between = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32) == ord(_SEPARATOR)
    begins = np.concatenate(([True], between))[: len(between)]
    return bytes(begins[~between])
