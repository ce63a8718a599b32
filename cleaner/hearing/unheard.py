"""Voice without words: where an engine left out what somebody said, and how what is heard there again is put in.

Engines hear half a minute at a time, and what they skip in it they never miss: a speaker, a sentence told twice. What
they wrote has times, and so has the voice (`voice_edges`): where there is voice and no word, or one word that lasts
far too long, something is missing.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from cleaner.delivery.word_times import Clock
from cleaner.language.syllables import syllables
from cleaner.transcript import Timed, Transcript, Word, lines

LEAST = 800
"""ms of voice without words that are a hole: engines' times are off by less, and a short clause takes no longer."""

_SYLLABLE = 400  # ms that one may last
_AGAIN = 1500  # ms of voice that are worth a second try: a passage of six syllables
_ROOM = 300  # ms around what is heard again, of the pause beside it
_BESIDE = 200  # ms where there is no pause
_ALL = 0.9  # of the voice: hearing so much of it again would be hearing the same


class Hole(NamedTuple):
    """Voice without words.

    Attributes:
        start: ms. end: ms.
        voiced: ms of voice between.
        stretches: the numbers of the first stretch of voice it touches, and of the one after the last.
        words: the numbers of the first word in it (one that lasts too long), and of the first after it.
    """

    start: int
    end: int
    voiced: int
    stretches: tuple[int, int]
    words: tuple[int, int]


def unheard(pieces: Sequence[Timed], voice: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Where there is voice without words, as (start ms, end ms), in order and apart: see `Transcript`."""
    heard = Heard(pieces, voice)
    return tuple((hole.start, hole.end) for hole in heard.holes if hole.voiced - heard.due(hole) >= LEAST)


class _Gap(NamedTuple):
    """Voice without words in one stretch; `words` as in Hole."""

    start: int
    end: int
    stretch: int
    words: tuple[int, int]


class Part(NamedTuple):
    """What is to be heard again.

    Attributes:
        start: ms. end: ms.
        bounds: ms; what is heard beyond them, in the room around, belongs to the neighbours.
        replaces: the code points, in `lines` of the pieces, of what it stands in place of.
    """

    start: int
    end: int
    bounds: tuple[int, int]
    replaces: tuple[int, int]


class Heard:
    """What was heard of some voice, and what is missing in it.

    Args:
        pieces: in order, in ms of the recording.
        voice: (start ms, end ms) in order and apart.
    """

    def __init__(self, pieces: Sequence[Timed], voice: Sequence[tuple[int, int]]) -> None:
        self.pieces = pieces
        self._voice = voice
        # What has no words counts as one, that may be as long as it has syllables.
        text, segments, words = lines(
            piece if piece.words else replace(piece, words=((piece.text, piece.start, piece.end, None),))
            for piece in pieces
        )
        self._text = text
        self._clock = Clock(Transcript(text, segments, words, voice=tuple(voice)))
        self.holes = tuple(self._holes()) if voice else ()

    def parts(self) -> Iterator[Part]:
        """What is worth being heard again, the likeliest to help first.

        First whole stretches of voice, between pauses: what was heard there can be told from what was not. Then the
        hole alone.
        """
        within = sum(end - start for start, end in self._voice)
        for hole in self.holes:
            first, last = hole.stretches
            stretches = self._voice[first:last]
            if sum(end - start for start, end in stretches) < _ALL * within:
                words = self._clock.firsts[first], self._first_word(last)
                whole = self._with_room(stretches[0][0], stretches[-1][1])
                yield Part(*whole, whole, self._places(*words))
            if _AGAIN <= hole.voiced < _ALL * within:
                yield Part(*self._with_room(hole.start, hole.end), (hole.start, hole.end), self._places(*hole.words))

    def due(self, hole: Hole) -> int:
        """How many ms the words in a hole may last."""
        start, end = self._places(*hole.words)
        return _SYLLABLE * syllables(self._text[start:end])

    def mended(self, part: Part, pieces: Iterable[Timed]) -> list[Timed] | None:
        """The pieces with what was heard again in its place, or None where that is no more than there was."""
        low, high = part.bounds
        start, end = part.replaces
        found = [kept for piece in pieces if (kept := _between(piece, low, high)).text]
        if sum(syllables(piece.text) for piece in found) <= syllables(self._text[start:end]):
            return None
        before, rest = _cut(self.pieces, start)
        _, after = _cut(rest, end - start)
        return [*before, *found, *after]

    def _holes(self) -> Iterator[Hole]:
        """Runs of voice that no word of a usual length interrupts."""
        run: list[_Gap] = []
        after = number = 0  # the word after the last one of a usual length, and after the last one
        for index, (start, end) in enumerate(self._voice):
            reached = start
            for word in self._clock.said_in(index):
                number += 1
                if _is_too_long(word, self._text):
                    continue
                run += _gap(reached, word.start, index, (after, number - 1))
                yield from _hole(run)
                run, reached, after = [], word.end, number
            run += _gap(reached, end, index, (after, number))
        yield from _hole(run)

    def _first_word(self, stretch: int) -> int:
        return self._clock.firsts[stretch] if stretch < len(self._voice) else len(self._clock.words)

    def _places(self, first: int, last: int) -> tuple[int, int]:
        """The code points from one word up to another."""
        words, end = self._clock.words, len(self._text)
        start, stop = (words[number].span.start if number < len(words) else end for number in (first, last))
        return start, max(stop, start)

    def _with_room(self, start: int, end: int) -> tuple[int, int]:
        """With half of the pause on each side, or a little of the voice where there is none."""
        before = max((stop for _, stop in self._voice if stop <= start), default=0)
        after = min((begin for begin, _ in self._voice if begin >= end), default=end + 2 * _ROOM)
        at_start = any(begin == start for begin, _ in self._voice)
        at_end = any(stop == end for _, stop in self._voice)
        room = min(_ROOM, (start - before) // 2) if at_start else _BESIDE
        return max(start - room, 0), end + (min(_ROOM, (after - end) // 2) if at_end else _BESIDE)


def _gap(start: int, end: int, stretch: int, words: tuple[int, int]) -> list[_Gap]:
    return [_Gap(start, end, stretch, words)] if end > start else []


def _hole(run: Sequence[_Gap]) -> Iterator[Hole]:
    """Gaps one after another as a hole, where they are long enough together."""
    voiced = sum(gap.end - gap.start for gap in run)
    if voiced >= LEAST:
        first, last = run[0], run[-1]
        stretches, words = (first.stretch, last.stretch + 1), (first.words[0], last.words[1])
        yield Hole(first.start, last.end, voiced, stretches, words)


def _is_too_long(word: Word, text: str) -> bool:
    said = syllables(text[word.span.start : word.span.end])
    return word.end - word.start >= LEAST + _SYLLABLE * max(said - 1, 0)


def _cut(pieces: Sequence[Timed], at: int) -> tuple[list[Timed], list[Timed]]:
    """The pieces before and after a code point of their `lines`; one around it is cut in two."""
    before = list(pieces)
    after: list[Timed] = []
    reached = 0
    for number, piece in enumerate(pieces):
        text = " ".join(piece.text.split())
        if text and at <= reached + len(text):
            one, other = parted(replace(piece, text=text), at - reached)
            before = [*pieces[:number], *([one] if one.text else [])]
            after = [*([other] if other.text else []), *pieces[number + 1 :]]
            break
        reached += len(text) + 1 if text else 0
    return before, after


def parted(piece: Timed, at: int) -> tuple[Timed, Timed]:
    """A piece before and after a code point of its text, each with its words and their times."""
    reached = number = 0
    for said, *_ in piece.words:
        found = piece.text.find(said, reached)
        if found >= at:
            break
        reached = max(found + len(said), reached)
        number += 1
    words = piece.words[:number], piece.words[number:]
    end = words[0][-1][2] if words[0] else piece.start
    start = words[1][0][1] if words[1] else piece.end
    return (
        replace(piece, text=piece.text[:at].strip(), end=end, words=words[0]),
        replace(piece, text=piece.text[at:].strip(), start=start, words=words[1]),
    )


def _between(piece: Timed, low: int, high: int) -> Timed:
    """A piece with only those of its first and last words whose middle lies between two times."""
    words = piece.words
    first, last = 0, len(words)
    while first < last and words[first][1] + words[first][2] < 2 * low:
        first += 1
    while first < last and words[last - 1][1] + words[last - 1][2] > 2 * high:
        last -= 1
    if (first, last) == (0, len(words)):
        return piece
    if first == last:
        return replace(piece, text="", words=())
    text = piece.text
    if last < len(words):
        piece, _ = parted(piece, text.rfind(words[last][0]))
    return parted(piece, piece.text.find(words[first][0]))[1] if first else piece
