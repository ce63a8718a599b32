"""What was done to a transcript: edits that own characters of the original, and the text that they make of it.

An original of n characters has 2n + 1 *slots*: its characters, and the n + 1 places around them. An edit owns slots and
puts one replacement where its first slot stands. Where two edits own a slot, the one found later (the higher number)
decides, since it was found on what the earlier one had made. So every subset of edits has exactly one text, whatever
order they are undone in, and the empty subset is the original, byte for byte.
"""

import heapq
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise
from typing import NamedTuple

from cleaner.transcript import Span


class Safety(IntEnum):
    """What a finding promises. A level applies everything up to its own safety; the rest is offered."""

    SAFE = 0  # no meaning can be lost: level light and up
    LIKELY = 1  # a careful editor would: level standard and up
    UNSURE = 2  # an editor who smooths everything would: level thorough
    ASK = 3  # never by a level, only when a person accepts it


class Finding(NamedTuple):
    """What a rule saw, in code points of the view it was given. `start == end` inserts."""

    start: int
    end: int
    after: str
    reason: str
    safety: Safety


@dataclass(frozen=True, slots=True)
class Edit:
    """What was done, in code points of the original.

    Attributes:
        number: its place in the order of finding; with the transcript it names the edit.
        rule: "<stage>.<rule>".
        spans: what it owns, in order; several when it straddles an earlier edit. An empty span owns the place
            between two characters.
        before: what the rule saw and replaced (the original, or what earlier edits had made of it).
        after: what stands there now.
        reason: one clause for a person.
        safety: the promise.
    """

    number: int
    rule: str
    spans: tuple[Span, ...]
    before: str
    after: str
    reason: str
    safety: Safety

    @property
    def stage(self) -> str:
        """The stage that its rule belongs to."""
        return self.rule.partition(".")[0]

    @property
    def span(self) -> Span:
        """From its first to its last character."""
        return Span(self.spans[0].start, self.spans[-1].end)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of rendered text: copied from the original (edit is None), or put there by an edit.

    Attributes:
        at: its code point in the rendered text.
        span: of the original: what it was copied from, or the first span of the edit that put it there.
        text: what it reads.
        edit: who put it there.
    """

    at: int
    span: Span
    text: str
    edit: Edit | None


def slots(start: int, end: int) -> tuple[int, int]:
    """The slots of code points start..end, half open: place p is slot 2p, character p is slot 2p + 1.

    A range of characters has the places between them too; an empty one is a place.
    """
    return (2 * start, 2 * start + 1) if start == end else (2 * start + 1, 2 * end)


def _slots(span: Span) -> tuple[int, int]:
    return slots(span.start, span.end)


def _spans(owned: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    """The least spans that own just these slot ranges, which are in order and apart."""
    spans: list[Span] = []
    for first, last in owned:
        if first % 2 == 0:  # a place, then perhaps characters
            spans.append(Span(first // 2, first // 2))
            first += 1
        if first >= last:
            continue
        spans.append(Span(first // 2, last // 2))
        if last % 2 == 1:  # it ends with a place
            spans.append(Span(last // 2, last // 2))
    return tuple(spans)


def _owners(edits: Iterable[Edit]) -> list[tuple[int, int, Edit]]:
    """Slot ranges, in order and apart, each with the edit that decides there."""
    ranges = sorted(((*_slots(span), edit) for edit in edits for span in edit.spans), key=lambda r: (r[0], r[2].number))
    if all(one[1] <= other[0] for one, other in pairwise(ranges)):  # nearly always: no two own the same slot
        return ranges
    owned: list[tuple[int, int, Edit]] = []

    def own(first: int, last: int, edit: Edit) -> None:
        if owned and owned[-1][2] is edit and owned[-1][1] == first:
            owned[-1] = (owned[-1][0], last, edit)
        else:
            owned.append((first, last, edit))

    live: list[tuple[int, int, Edit]] = []  # a heap: latest edit first, then (its last slot)
    reached = 0
    for first, last, edit in [*ranges, (1 << 62, 1 << 62, None)]:
        while live and reached < first:  # settle everything before this range begins
            _, until, top = live[0]
            if until <= reached:
                heapq.heappop(live)
                continue
            stop = min(until, first)
            own(reached, stop, top)
            reached = stop
        if edit is not None:
            reached = first
            heapq.heappush(live, (-edit.number, last, edit))
    return owned


def pieces(text: str, edits: Iterable[Edit], within: Span | None = None) -> list[Piece]:
    """The rendered text in stretches, in order: their texts joined are the text.

    Args:
        text: the original.
        edits: in any order.
        within: the part of the original to render, beyond which no edit goes; by default all of it.
    """
    whole = within or Span(0, len(text))
    made: list[Piece] = []
    at, copied = 0, whole.start
    for first, last, edit in _owners(edits):
        start, end = first // 2, last // 2
        if copied < start:
            made.append(Piece(at, Span(copied, start), text[copied:start], None))
            at += start - copied
        if edit.after and first == _slots(edit.spans[0])[0]:
            made.append(Piece(at, edit.spans[0], edit.after, edit))
            at += len(edit.after)
        copied = max(copied, end)
    if copied < whole.end:
        made.append(Piece(at, Span(copied, whole.end), text[copied : whole.end], None))
    return made


def render(text: str, edits: Iterable[Edit]) -> str:
    """The text that these edits make of the original: the texts of its `pieces`."""
    made: list[str] = []
    copied = 0
    for first, last, edit in _owners(edits):
        if copied < first // 2:
            made.append(text[copied : first // 2])
        if edit.after and first == _slots(edit.spans[0])[0]:
            made.append(edit.after)
        copied = max(copied, last // 2)
    return "".join([*made, text[copied:]])


class Lift(NamedTuple):
    """A finding's place in the original, and what it must put there."""

    spans: tuple[Span, ...]
    before: str
    after: str


class Rendering:
    """A rendered text that still knows where each of its characters comes from.

    It is a list of pieces, each copied from the original or put there by an edit; `edited` makes the next one out of it
    without rendering everything again.
    """

    def __init__(self, original: str, edits: Iterable[Edit] = (), within: Span | None = None) -> None:
        made = pieces(original, edits, within)
        self.start, self.end = (within.start, within.end) if within else (0, len(original))
        self.text = "".join(piece.text for piece in made)
        # Of each piece: where it stands in the text, what of the original it begins with, who put it there.
        self._starts = [piece.at for piece in made]
        self._origins = [piece.span.start for piece in made]
        self._makers = [piece.edit for piece in made]

    def _end(self, index: int) -> int:
        return self._starts[index + 1] if index + 1 < len(self._starts) else len(self.text)

    def lift(self, start: int, end: int, after: str) -> Lift:
        """Carry a replacement of rendered code points start..end over to the original.

        What an earlier edit deleted inside the range stays that edit's. What an earlier edit put there is taken whole:
        the part of it outside the range goes into `after`.
        """
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"{start}..{end} is outside the text")
        if start == end:
            return self._lift_insertion(start, after)
        before = self.text[start:end]
        index = bisect_right(self._starts, start) - 1
        if self._makers[index] is None and end <= self._end(index):
            shift = self._origins[index] - self._starts[index]
            return Lift((Span(start + shift, end + shift),), before, after)
        owned: list[tuple[int, int]] = []
        while index < len(self._starts) and (at := self._starts[index]) < end:
            maker, stop = self._makers[index], self._end(index)
            if maker is None:
                shift = self._origins[index] - at
                owned.append(slots(max(start, at) + shift, min(end, stop) + shift))
            else:
                left, right = self.text[at : max(start, at)], self.text[min(end, stop) : stop]
                before, after = left + before + right, left + after + right
                owned.extend(_slots(span) for span in maker.spans)
            index += 1
        return Lift(_spans(_joined(owned)), before, after)

    def _lift_insertion(self, at: int, after: str) -> Lift:
        """Insert at a place; inside what an earlier edit put there, or where that edit owns the place, take it in."""
        index = bisect_right(self._starts, at) - 1
        taken = self._taken_in(at)
        if taken is not None:
            maker = self._makers[taken]
            assert maker is not None
            left, right = self.text[self._starts[taken] : at], self.text[at : self._end(taken)]
            return Lift(maker.spans, left + right, left + after + right)
        if index > 0 and at == self._starts[index]:  # it goes with what stands before it
            index -= 1
        if index < 0:
            return Lift((Span(self.start, self.start),), "", after)
        maker = self._makers[index]
        if maker is None:
            place = self._origins[index] + at - self._starts[index]
        else:
            place = maker.spans[0].end if at > self._starts[index] else maker.spans[0].start
        return Lift((Span(place, place),), "", after)

    def _taken_in(self, at: int) -> int | None:
        """The piece that an insertion at a place becomes a part of."""
        index = bisect_right(self._starts, at) - 1
        for beside in range(max(index - 1, 0), index + 1):
            maker = self._makers[beside]
            if maker is None or not self._starts[beside] <= at <= self._end(beside):
                continue
            if self._starts[beside] < at < self._end(beside) or not all(len(span) for span in maker.spans):
                return beside
        return None

    def touched(self, start: int, end: int) -> tuple[int, int]:
        """The rendered code points that a change of start..end replaces: with the whole of what edits put there."""
        if start == end:
            taken = self._taken_in(start)
            return (start, start) if taken is None else (self._starts[taken], self._end(taken))
        index = bisect_right(self._starts, start) - 1
        if self._makers[index] is not None:
            start = self._starts[index]
        index = bisect_right(self._starts, end - 1) - 1
        return start, end if self._makers[index] is None else self._end(index)

    def edited(self, made: Sequence[tuple[tuple[int, int], Edit]]) -> "Rendering":
        """The rendering with further edits, each lifted from this one, with the code points that it `touched`.

        Args:
            made: in order of place, and apart.

        Raises:
            ValueError: two of them touch the same code points.
        """
        if any(one[0][1] > other[0][0] for one, other in pairwise(made)):
            raise ValueError("two edits touch the same text")
        texts: list[str] = []
        starts: list[int] = []
        origins: list[int] = []
        makers: list[Edit | None] = []
        reached = length = 0

        def copy(until: int) -> None:
            """Take over the text from where we are to `until`, with its pieces."""
            nonlocal length
            first = bisect_right(self._starts, reached) - 1
            last = bisect_left(self._starts, until)
            shift = length - reached
            starts.append(length)
            starts.extend([at + shift for at in self._starts[first + 1 : last]])
            inside = reached - self._starts[first]  # only a copied piece is ever divided
            origins.append(self._origins[first] + inside)
            origins.extend(self._origins[first + 1 : last])
            makers.extend(self._makers[first:last])
            texts.append(self.text[reached:until])
            length += until - reached

        for (start, end), edit in made:
            if start > reached:
                copy(start)
            reached = end
            if edit.after:
                starts.append(length)
                origins.append(edit.spans[0].start)
                makers.append(edit)
                texts.append(edit.after)
                length += len(edit.after)
        if reached < len(self.text):
            copy(len(self.text))
        following = object.__new__(Rendering)
        following.start, following.end = self.start, self.end
        following.text = "".join(texts)
        following._starts, following._origins, following._makers = starts, origins, makers
        return following

    def origin(self, at: int) -> int:
        """The code point of the original that the character at a place comes from.

        At the beginning and the end also what is deleted there counts: the ends of the original.
        """
        if at == 0:
            return self.start
        if at == len(self.text):
            return self.end
        index = bisect_right(self._starts, at) - 1
        return self._origins[index] + (at - self._starts[index] if self._makers[index] is None else 0)

    def locate(self, offset: int) -> int:
        """Where a code point of the original stands in the text, or the place where it stood."""
        index = bisect_right(self._origins, offset) - 1
        if index < 0:
            return 0
        at, length = self._starts[index], self._end(index) - self._starts[index]
        after = offset - self._origins[index]
        return at + min(after if self._makers[index] is None else length * (after > 0), length)


def _joined(owned: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Slot ranges in order, neighbours made one. The place between two owned characters is owned with them."""
    joined: list[tuple[int, int]] = []
    for first, last in sorted(set(owned)):
        if joined and first <= joined[-1][1] + (first % 2 == 1 and joined[-1][1] % 2 == 0):
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined
