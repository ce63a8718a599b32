"""Compare what was said with the script that was meant.

Units (`comparison.units`) are aligned by sound; each sentence of the script gets a state, and what was said beyond the
script is told in passages.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz.distance import Levenshtein

from cleaner.cleaned import Cleaned
from cleaner.comparison import Chunk, Comparison, Kind, Move, Passage, Sentence, State
from cleaner.comparison.placing import Place, Placing
from cleaner.comparison.regions import Region, alike, islands, partners, regions, whole
from cleaner.comparison.states import Fit, fit, noise, state
from cleaner.comparison.tellings import Search, Tellings, sound, tellings, told_in, told_twice
from cleaner.comparison.units import Spoken, spoken
from cleaner.script import Script
from cleaner.transcript import Span, Transcript

if TYPE_CHECKING:
    from cleaner.pipeline import Level

_CORE = 0.4  # share of a sentence's units that are said as they are written, or nearly, if it has its place by them
_MARKS = re.compile("[，。！？；：,.!?;:…—\n]")
_STOPS = re.compile("[。！？!?\n]")
_DOUBLE = 1.5  # how long a sentence is, by its own length, where it may have been told twice
_CLAUSE = 5  # units of a passage
_INNER = 7  # and of one that was said inside a sentence: fewer may be misheard
_RETOLD = ("retake", "repair", "repetition")  # stages that take out what is told again


def compare(heard: "str | Transcript | Cleaned", script: str | Script, *, level: "Level" = "standard") -> Comparison:
    """Compare what was said with what was meant.

    Args:
        heard: what was heard; text and transcripts are cleaned first.
        script: what was meant; a string is taken as plain text.
        level: of the cleaning.

    Returns:
        The alignment, a state for each sentence, and the figures. Times are the transcript's.
    """
    if not isinstance(heard, Cleaned):
        from cleaner.pipeline import clean

        heard = clean(heard, level=level)
    if isinstance(script, str):
        from cleaner.script import parse

        script = parse(script)
    return _Collation(heard, script).comparison()


class _Collation:
    def __init__(self, cleaned: Cleaned, script: Script) -> None:
        self.cleaned, self.script = cleaned, script
        self.meant: Spoken = spoken(script.text, script.unspoken)
        self.said: Spoken = spoken(cleaned.text)
        starts = self.meant.starts
        self.bounds = [int(np.searchsorted(starts, span.start)) for span in script.sentences] + [len(starts)]
        self.count = len(script.sentences)
        self.told = Tellings((), (), ())
        self.again: dict[int, list[Place]] = {}
        self.places: dict[int, Place] = self._places() if self.count else {}
        self.pieces = [self._regions(sentence) for sentence in range(self.count)]
        texts = script.text, cleaned.text
        self.regions = [whole(pieces, self.meant, self.said, texts) for pieces in self.pieces]

    def _places(self) -> dict[int, Place]:
        """Where each sentence is in what was heard."""
        search = Search(self.meant.units, self.said.units, self.bounds)
        self.told = tellings(search)
        partner = partners(*search.symbols, self.bounds, self.told)
        moved = {telling.sentence for telling in self.told.moved}
        cores = [core for sentence in range(self.count) if (core := self._core(sentence, partner))]
        for telling in self.told.again:
            place = Place(telling.sentence, telling.start, telling.end)
            self.again.setdefault(telling.sentence, []).append(place)
        marks = self._clauses()
        placing = Placing([*map(sound, self.meant.units)], [*map(sound, self.said.units)], self.bounds, marks)
        places = placing.placed(
            [core for core in cores if core.sentence not in moved],
            [core for core in cores if core.sentence in moved],
            [place for found in self.again.values() for place in found],
        )
        for sentence, place in places.items():
            size = self.bounds[sentence + 1] - self.bounds[sentence]
            if place.end - place.start >= _DOUBLE * size:
                cuts = [unit for unit in marks if place.start < unit < place.end]
                both = told_twice(search, sentence, (place.start, place.end), cuts)
                if both:
                    self.again.setdefault(sentence, []).append(Place(sentence, both[0].start, both[0].end))
                    place.start, place.end = both[1].start, both[1].end
        for sentence, found in self.again.items():
            if sentence not in places:  # all of its tellings were found apart: the last one counts
                places[sentence] = found.pop(found.index(max(found, key=lambda place: place.start)))
        return {place.sentence: place for place in _apart(places.values())}

    def _core(self, sentence: int, partner: Sequence[int]) -> Place | None:
        """What of a sentence was said as it is written, from first to last unit, or None if it is too little."""
        low, high = self.bounds[sentence], self.bounds[sentence + 1]
        meant, said = self.meant.units, self.said.units
        found = islands(partner, low, high, lambda unit: alike(meant[unit], said[partner[unit]]))
        equal = sum(last - first for first, last in found)
        if not equal or equal < _CORE * (high - low):
            return None
        first, last = found[0][0], found[-1][1]
        has = {unit for island in found for unit in range(*island)}
        missing = [sound(meant[unit]) for unit in range(low, high) if unit not in has]
        return Place(sentence, partner[first], partner[last - 1] + 1, first - low, high - last, missing, equal)

    def _clauses(self) -> dict[int, bool]:
        """The units of what was heard that begin a clause, each with whether it begins a sentence."""
        starts, ends = self.said.starts, self.said.ends
        apart = np.flatnonzero(starts[1:] > ends[:-1]) + 1
        text = self.cleaned.text
        between = {unit: text[int(ends[unit - 1]) : int(starts[unit])] for unit in apart.tolist()}
        return {unit: bool(_STOPS.search(marks)) for unit, marks in between.items() if _MARKS.search(marks)}

    def _regions(self, sentence: int) -> list[Region]:
        low, high = self.bounds[sentence], self.bounds[sentence + 1]
        place = self.places.get(sentence)
        if place is None:
            return [Region(Kind.LEFT_OUT, low, high, -1, -1)]
        return list(regions(self.meant.units, self.said.units, (low, high), (place.start, place.end)))

    def comparison(self) -> Comparison:
        """Put it together."""
        fits = [fit(pieces, parts, self.said.units) for pieces, parts in zip(self.pieces, self.regions, strict=True)]
        level = noise(fits)
        moved = {telling.sentence for telling in self.told.moved}
        earlier = self._earlier()
        states = []
        for sentence, found in enumerate(fits):
            if sentence not in self.places:
                states.append(State.LEFT_OUT)
            elif self.again.get(sentence) or sentence in earlier:
                states.append(State.TWICE)
            elif sentence in moved:
                states.append(State.OUT_OF_ORDER)
            else:
                states.append(state(found, level, reworded=self.places[sentence].reworded))
        return self._assembled(fits, states, earlier)

    def _earlier(self) -> dict[int, list[int]]:
        """Sentences whose earlier telling cleaning took out, with the numbers of the edits that did."""
        units, stretches, numbers = "", [], []
        for edit in self.cleaned.edits:
            if edit.stage in _RETOLD and len(edit.before) > _CLAUSE:
                told = spoken(edit.before).units
                stretches.append((len(units), len(units) + len(told)))
                numbers.append(edit.number)
                units += told + "\n"
        found: dict[int, list[int]] = {}
        if stretches and self.count:
            starts = [first for first, _ in stretches]
            for telling in told_in(Search(self.meant.units, units, self.bounds), stretches):
                found.setdefault(telling.sentence, []).append(numbers[bisect_right(starts, telling.start) - 1])
        return found

    def _assembled(
        self,
        fits: Sequence[Fit],
        states: Sequence[State],
        earlier: dict[int, list[int]],
    ) -> Comparison:
        placed = sorted(
            (min(r.b for r in regions if r.b >= 0), max(r.b_end for r in regions), sentence)
            for sentence, regions in enumerate(self.regions)
            if any(r.b >= 0 for r in regions)
        )
        repeats = sorted((place.start, place.end) for places in self.again.values() for place in places)
        beyond = list(self._beyond())
        by_sentence: dict[int, list[tuple[int, int]]] = {}
        begins = [first for first, _, _ in placed]
        for first, last in beyond:
            place = bisect_right(begins, first) - 1
            by_sentence.setdefault(placed[place][2] if place >= 0 else -1, []).append((first, last))
        chunks: list[Chunk] = []
        passages: list[tuple[int, Passage]] = []

        def add(after: int) -> None:
            for first, last in by_sentence.get(after, ()):
                span = self.said.span(first, last)
                chunks.append(self._chunk(Region(Kind.ADDED, -1, -1, first, last), after))
                if last - first >= _CLAUSE and not _is_within(first, last, repeats):
                    passages.append((first, Passage(span, after, self.cleaned.time_of(span))))

        sentences = []
        add(-1)
        reached = 0
        for number, parts in enumerate(self.regions):
            low = len(chunks)
            for region in parts:
                reached = region.b_end if region.b >= 0 else reached
                chunks.append(self._chunk(region, number, reached))
            for region in parts:
                if region.kind is Kind.ADDED and region.b_end - region.b >= _INNER:
                    span = self.said.span(region.b, region.b_end)
                    passages.append((region.b, Passage(span, number, self.cleaned.time_of(span))))
            one = fits[number], states[number], (low, len(chunks)), earlier.get(number, ())
            sentences.append(self._sentence(number, *one))
            add(number)
        total = max(len(self.meant.units), 1)
        alike = sum(self._distance(chunk) for chunk in chunks if chunk.alike)
        told = [s for s in states if s is not State.LEFT_OUT]
        return Comparison(
            self.cleaned,
            self.script,
            tuple(chunks),
            tuple(sentences),
            tuple(passage for _, passage in sorted(passages, key=lambda p: p[0])),
            tuple(self._moves(states, placed)),
            coverage=sum(f.said for f, s in zip(fits, states, strict=True) if s is not State.LEFT_OUT) / total,
            cer=(self._errors(chunks) + alike) / total,
            cer_alike=alike / total,
            order=1 - told.count(State.OUT_OF_ORDER) / len(told) if told else 1.0,
        )

    def _beyond(self) -> Iterator[tuple[int, int]]:
        """Units of what was heard that no sentence has, in stretches; another telling is a stretch of its own."""
        free = np.ones(len(self.said.units) + 1, np.bool_)
        free[-1] = False
        for parts in self.regions:
            for region in parts:
                if region.b >= 0:
                    free[region.b : region.b_end] = False
        cuts = {edge for places in self.again.values() for place in places for edge in (place.start, place.end)}
        edges = np.flatnonzero(np.diff(free, prepend=False)).tolist()
        for first, last in zip(edges[::2], edges[1::2], strict=True):
            inner = sorted(cut for cut in cuts if first < cut < last)
            yield from zip([first, *inner], [*inner, last], strict=True)

    def _chunk(self, region: Region, sentence: int, reached: int = 0) -> Chunk:
        heard = self.said.span(region.b, region.b_end) if region.b >= 0 else self.said.span(reached, reached)
        if region.a >= 0:
            script = self.meant.span(region.a, region.a_end)
        else:
            at = self.script.sentences[sentence].end if sentence >= 0 else 0
            script = Span(at, at)
        units = (region.a_end - region.a, region.b_end - region.b)
        return Chunk(region.kind, heard, script, units, region.alike, self.cleaned.time_of(heard))

    def _distance(self, chunk: Chunk) -> int:
        """Units by which the two sides of a chunk differ."""
        one, other = (
            spoken(text[span.start : span.end]).units
            for text, span in ((self.script.text, chunk.script), (self.cleaned.text, chunk.heard))
        )
        return min(Levenshtein.distance(one, other), max(chunk.units))

    def _errors(self, chunks: Sequence[Chunk]) -> int:
        """Units that differ; one left out and one added in its place are one error, as in edit distance."""
        count = meant = said = 0
        for chunk in chunks:
            if chunk.kind is Kind.EQUAL or chunk.alike:
                count, meant, said = count + max(meant, said), 0, 0
            elif chunk.kind is Kind.REPLACED:
                differ = self._distance(chunk)
                meant, said = meant + differ, said + differ
            else:
                meant, said = meant + chunk.units[0], said + chunk.units[1]
        return count + max(meant, said)

    def _sentence(
        self, number: int, found: Fit, state: State, chunks: tuple[int, int], earlier: Sequence[int]
    ) -> Sentence:
        tellings = [(place.start, place.end) for place in self.again.get(number, ())]
        time = None
        units = [r for r in self.regions[number] if r.b >= 0]
        if units and state is not State.LEFT_OUT:
            main = min(r.b for r in units), max(r.b_end for r in units)
            tellings.append(main)
            time = self.cleaned.time_of(self.said.span(*main))
        return Sentence(
            number,
            self.script.sentences[number],
            state,
            tuple(self.said.span(first, last) for first, last in sorted(tellings)),
            time,
            found.said / found.length if found.length and state is not State.LEFT_OUT else 0.0,
            chunks,
            tuple(earlier),
        )

    def _moves(self, states: Sequence[State], placed: Sequence[tuple[int, int, int]]) -> Iterator[Move]:
        """Sentences that were moved, neighbours in both texts together."""
        moved = {number for number, state in enumerate(states) if state is State.OUT_OF_ORDER}
        place = 0
        while place < len(placed):
            if placed[place][2] not in moved:
                place += 1
                continue
            last = place
            while (
                last + 1 < len(placed) and placed[last + 1][2] in moved and placed[last + 1][2] == placed[last][2] + 1
            ):
                last += 1
            span = self.said.span(placed[place][0], placed[last][1])
            after = placed[place - 1][2] if place else -1
            yield Move((placed[place][2], placed[last][2] + 1), span, after, self.cleaned.time_of(span))
            place = last + 1


def _apart(places: Iterable[Place]) -> Iterator[Place]:
    """Places of which none reaches into another: one that does keeps its longer side."""
    last: Place | None = None
    for place in sorted(places, key=lambda place: (place.start, place.end)):
        if last and place.start < last.end:
            if last.end - place.end > place.start - last.start:
                last, place = place, last
                place.start = last.end
            else:
                last.end = place.start
        if last and last.start < last.end:
            yield last
        last = place
    if last and last.start < last.end:
        yield last


def _is_within(first: int, last: int, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(low <= first and last <= high for low, high in ranges)
