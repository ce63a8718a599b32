"""What was done to a transcript: edits that own characters of the original, and the text that they make of it.

An original of n characters has 2n + 1 *slots*: its characters, and the n + 1 places around them. An edit owns slots and
puts one replacement where its first slot stands. Where two edits own a slot, the one found later (the higher number)
decides, since it was found on what the earlier one had made. So every subset of edits has exactly one text, whatever
order they are undone in, and the empty subset is the original, byte for byte.
"""

import heapq
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from cleaner.transcript import Span


class Safety(IntEnum):
    """What a finding promises. A level applies everything up to its own safety; the rest is offered."""

    SAFE = 0  # no meaning can be lost: level light and up
    LIKELY = 1  # a careful editor would: level standard and up
    UNSURE = 2  # an editor who smooths everything would: level thorough
    ASK = 3  # never by a level, only when a person accepts it


@dataclass(frozen=True, slots=True)
class Finding:
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


def pieces(text: str, edits: Iterable[Edit]) -> list[Piece]:
    """The rendered text in stretches, in order: their texts joined are the text."""
    made: list[Piece] = []
    at = copied = 0
    for first, last, edit in _owners(edits):
        start, end = first // 2, last // 2
        if copied < start:
            made.append(Piece(at, Span(copied, start), text[copied:start], None))
            at += start - copied
        if edit.after and first == _slots(edit.spans[0])[0]:
            made.append(Piece(at, edit.spans[0], edit.after, edit))
            at += len(edit.after)
        copied = max(copied, end)
    if copied < len(text):
        made.append(Piece(at, Span(copied, len(text)), text[copied:], None))
    return made


def render(text: str, edits: Iterable[Edit]) -> str:
    """The text that these edits make of the original."""
    return "".join(piece.text for piece in pieces(text, edits))


@dataclass(frozen=True, slots=True)
class Lift:
    """A finding's place in the original, and what it must put there."""

    spans: tuple[Span, ...]
    before: str
    after: str


class Rendering:
    """A rendered text that still knows where each of its characters comes from."""

    def __init__(self, original: str, edits: Iterable[Edit]) -> None:
        self.original = original
        self.pieces = pieces(original, edits)
        self.text = "".join(piece.text for piece in self.pieces)
        self._starts = [piece.at for piece in self.pieces]
        self._origins = [piece.span.start for piece in self.pieces]

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
        owned: list[tuple[int, int]] = []
        for index in range(bisect_right(self._starts, start) - 1, len(self.pieces)):
            piece = self.pieces[index]
            if piece.at >= end:
                break
            low, high = max(start - piece.at, 0), min(end - piece.at, len(piece.text))
            if piece.edit is None:
                owned.append(_slots(Span(piece.span.start + low, piece.span.start + high)))
            else:
                before = piece.text[:low] + before + piece.text[high:]
                after = piece.text[:low] + after + piece.text[high:]
                owned.extend(_slots(span) for span in piece.edit.spans)
        return Lift(_spans(_joined(owned)), before, after)

    def _lift_insertion(self, at: int, after: str) -> Lift:
        """Insert at a place; inside what an earlier edit put there, or where that edit owns the place, take it in."""
        index = bisect_right(self._starts, at) - 1
        for piece in self.pieces[max(index - 1, 0) : index + 1]:
            inside = at - piece.at
            if piece.edit is None or not 0 <= inside <= len(piece.text):
                continue
            if 0 < inside < len(piece.text) or not all(len(span) for span in piece.edit.spans):
                return Lift(piece.edit.spans, piece.text, piece.text[:inside] + after + piece.text[inside:])
        if index > 0 and at == self.pieces[index].at:  # it goes with what stands before it
            index -= 1
        if index < 0:
            return Lift((Span(0, 0),), "", after)
        piece = self.pieces[index]
        if piece.edit is None:
            place = piece.span.start + at - piece.at
        else:
            place = piece.span.end if at > piece.at else piece.span.start
        return Lift((Span(place, place),), "", after)

    def locate(self, offset: int) -> int:
        """Where a code point of the original stands in the text, or the place where it stood."""
        index = bisect_right(self._origins, offset) - 1
        if index < 0:
            return 0
        piece = self.pieces[index]
        inside = offset - piece.span.start if piece.edit is None else len(piece.text) * (offset > piece.span.start)
        return piece.at + min(inside, len(piece.text))


def _joined(owned: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Slot ranges in order, neighbours made one. The place between two owned characters is owned with them."""
    joined: list[tuple[int, int]] = []
    for first, last in sorted(set(owned)):
        if joined and first <= joined[-1][1] + (first % 2 == 1 and joined[-1][1] % 2 == 0):
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined
