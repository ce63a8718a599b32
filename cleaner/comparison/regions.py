"""A sentence from its first unit to its last: what was said as it is written, what sounds alike, what differs."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from cleaner.comparison import Kind
from cleaner.comparison.align import Run, Symbols, align
from cleaner.comparison.tellings import Tellings, sound, symbols
from cleaner.comparison.units import Spoken
from cleaner.language.sounds import readings, syllable

_ALONE = ((1, 3), (2, 6))  # so few equal units between so many that differ are equal by chance
_UNLIKE = 3  # where one side of a difference is so many times longer, it is left out and something else added
_ALIKE = 0.75  # share of their consonants by which two Latin words sound the same
_LATIN = 0.6  # share of its letters by which a Latin word is the same one, misheard
_SILENT = re.compile("[aeiouüwy]+|(?<=[a-z])h|(?<=[aeiou])(?:ng?|r)(?![aeiouy])")  # in what is left of words in hanzi
_CONSONANTS = str.maketrans("bfvdszcjqxgr", "ppptttttttkl")


class Region(NamedTuple):
    """A stretch of a sentence: units first..last of the script against units of what was heard."""

    kind: Kind
    a: int
    a_end: int
    b: int
    b_end: int
    alike: bool = False


def whole(regions: Iterable[Region], script: Spoken, heard: Spoken, texts: tuple[str, str]) -> list[Region]:
    """Regions that cut no numeral and no Latin word: what is wrong with a part of it is wrong with all of it.

    Args:
        regions: of a sentence.
        script: the units of the script.
        heard: those of what was heard.
        texts: the script and what was heard, for how it sounds: 一百 is heard as 一摆.
    """
    made: list[Region] = []
    waiting = list(regions)[::-1]
    while waiting:
        region = waiting.pop()
        if made and _is_cut(made[-1], region, script, heard):
            before = made.pop()
            if before.kind is Kind.EQUAL:  # of what is equal only the last unit
                first = before._replace(a_end=before.a_end - 1, b_end=before.b_end - 1)
                if first.a < first.a_end:
                    made.append(first)
                before = before._replace(a=first.a_end, b=first.b_end)
            if region.kind is Kind.EQUAL:  # or the first
                rest = region._replace(a=region.a + 1, b=region.b + 1)
                if rest.a < rest.a_end:
                    waiting.append(rest)
                region = region._replace(a_end=rest.a, b_end=rest.b)
            region = _replaced(before, region, script, heard, texts)
            waiting.append(region)
            continue
        made.append(region)
    return made


def _is_cut(one: Region, other: Region, script: Spoken, heard: Spoken) -> bool:
    """Whether two regions that are not alike meet within a numeral or a Latin word."""
    if one.kind is Kind.EQUAL and other.kind is Kind.EQUAL:
        return False
    return (one.a_end == other.a and _is_inside(script, other.a)) or (
        one.b_end == other.b and _is_inside(heard, other.b)
    )


def _is_inside(spoken: Spoken, unit: int) -> bool:
    """Whether a unit and the one before it come from one numeral or one Latin word."""
    if not 0 < unit < len(spoken.units):
        return False
    letters = spoken.units[unit - 1 : unit + 1]
    together = bool(spoken.ends[unit - 1] == spoken.starts[unit]) and letters.isascii() and letters.isalnum()
    return together or bool(spoken.starts[unit - 1] == spoken.starts[unit])


def _replaced(one: Region, other: Region, script: Spoken, heard: Spoken, texts: tuple[str, str]) -> Region:
    a, a_end, b, b_end = one.a, other.a_end, one.b, other.b_end
    if a == a_end or b == b_end:
        return Region(Kind.LEFT_OUT if b == b_end else Kind.ADDED, a, a_end, b, b_end)
    spans = script.span(a, a_end), heard.span(b, b_end)
    meant, said = (text[span.start : span.end] for text, span in zip(texts, spans, strict=True))
    sounds = len(meant) == len(said) and all(map(alike, meant, said))
    return Region(
        Kind.REPLACED,
        a,
        a_end,
        b,
        b_end,
        alike=sounds or _is_misheard(script.units, heard.units, a, a_end, b, b_end),
    )


def islands(partner: Sequence[int], low: int, high: int, is_like: Callable[[int], bool]) -> list[tuple[int, int]]:
    """Stretches of units low..high that are like their partners and lie together on both sides.

    Those that are so few between so many others that they are like them by chance are left out.
    """
    found: list[tuple[int, int]] = []
    for unit in range(low, high):
        if partner[unit] < 0 or not is_like(unit):
            continue
        if found and found[-1][1] == unit and partner[unit - 1] + 1 == partner[unit]:
            found[-1] = (found[-1][0], unit + 1)
        else:
            found.append((unit, unit + 1))
    kept = []
    for place, (first, last) in enumerate(found):
        apart = []
        if place:
            _, before = found[place - 1]
            apart.append(max(first - before, partner[first] - partner[before - 1] - 1))
        if place + 1 < len(found):
            after, _ = found[place + 1]
            apart.append(max(after - last, partner[after] - partner[last - 1] - 1))
        # At the edge of a sentence the units on the other side are another sentence's.
        if not apart or not any(last - first <= size and min(apart) >= least for size, least in _ALONE):
            kept.append((first, last))
    return kept


def regions(script: str, heard: str, a: tuple[int, int], b: tuple[int, int]) -> Iterator[Region]:
    """A sentence from its first unit to its last, as stretches that are equal, alike or different.

    Args:
        script: units of the script.
        heard: units of what was heard.
        a: the sentence's units, first and last + 1.
        b: those that were heard for it.
    """
    partner = _partner(script[slice(*a)], heard[slice(*b)])

    def is_like(unit: int) -> bool:
        return alike(script[a[0] + unit], heard[b[0] + partner[unit]])

    at, reached = 0, 0
    for first, last in islands(partner, 0, a[1] - a[0], is_like):
        yield from _different(script, heard, a[0] + at, a[0] + first, b[0] + reached, b[0] + partner[first])
        yield from _like(script, heard, a[0] + first, a[0] + last, b[0] + partner[first])
        at, reached = last, partner[last - 1] + 1
    yield from _different(script, heard, a[0] + at, a[1], b[0] + reached, b[1])


def _partner(script: str, heard: str) -> list[int]:
    """For each unit of a sentence its place among those heard, -1 for none."""
    partner = [-1] * len(script)
    for pair in align(*symbols(script, heard), ()):
        if pair.a_end - pair.a == pair.b_end - pair.b:
            partner[pair.a : pair.a_end] = range(pair.b, pair.b_end)
    return partner


def _like(script: str, heard: str, a: int, a_end: int, b: int) -> Iterator[Region]:
    """Units that are equal or alike, apart."""
    for same, units in groupby(range(a, a_end), lambda unit: script[unit] == heard[b + unit - a]):
        first, *rest = units
        last = rest[-1] + 1 if rest else first + 1
        kind = Kind.EQUAL if same else Kind.REPLACED
        yield Region(kind, first, last, b + first - a, b + last - a, alike=not same)


def _different(script: str, heard: str, a: int, a_end: int, b: int, b_end: int) -> Iterator[Region]:
    """What differs between two stretches that are like one another."""
    count, other = a_end - a, b_end - b
    if count and other and max(count, other) < _UNLIKE * min(count, other) + 2:
        yield Region(Kind.REPLACED, a, a_end, b, b_end, alike=_is_misheard(script, heard, a, a_end, b, b_end))
        return
    if count:
        yield Region(Kind.LEFT_OUT, a, a_end, b, b)
    if other:
        yield Region(Kind.ADDED, a_end, a_end, b, b_end)


def _is_misheard(script: str, heard: str, a: int, a_end: int, b: int, b_end: int) -> bool:
    """Whether letters that differ are those of one Latin word, spelt otherwise or written in hanzi by sound."""
    one, other = _word(script, a, a_end), _word(heard, b, b_end)
    if one and other and Levenshtein.normalized_similarity(one, other) >= _LATIN:
        return True
    if one or other:
        spelt = [_consonants(word or text) for word, text in ((one, script[a:a_end]), (other, heard[b:b_end]))]
        return all(spelt) and Levenshtein.normalized_similarity(*spelt) >= (_ALIKE if one and other else _LATIN)
    return False


def _consonants(text: str) -> str:
    """The consonants that a Latin word or hanzi are said with, the kinds that recognisers confuse made one."""
    said = "".join(sound(unit) for unit in text)
    return _SILENT.sub("", said).translate(_CONSONANTS)


@cache
def alike(one: str, other: str) -> bool:
    """Whether two units are the same, or sound so much the same that a recogniser confuses them."""
    return one == other or bool(_classes(one) & _classes(other))


@cache
def _classes(unit: str) -> frozenset[str]:
    if unit.isdecimal():
        return frozenset({syllable(sound(unit)).alike})
    return frozenset(reading.alike for reading in readings(unit)) if unit >= "㐀" else frozenset()


def _word(units: str, first: int, last: int) -> str:
    """The Latin word that units are in, or "" where they are no letters."""
    if not all("a" <= unit <= "z" for unit in units[first:last]):
        return ""
    while first and "a" <= units[first - 1] <= "z":
        first -= 1
    while last < len(units) and "a" <= units[last] <= "z":
        last += 1
    return units[first:last]


def partners(script: Symbols, heard: Symbols, bounds: Sequence[int], told: Tellings) -> list[int]:
    """For each unit of the script the one that was heard for it, equal or not; -1 for none."""
    kept_a, kept_b = np.ones(len(script), np.bool_), np.ones(len(heard), np.bool_)
    partner = np.full(len(script), -1, np.int64)
    for telling in told.moved:
        kept_a[bounds[telling.sentence] : bounds[telling.sentence + 1]] = False
    for telling in (*told.moved, *told.again):
        kept_b[telling.start : telling.end] = False
    places_a, places_b = np.flatnonzero(kept_a), np.flatnonzero(kept_b)
    new_a, new_b = np.cumsum(kept_a) - 1, np.cumsum(kept_b) - 1
    along = [
        Run(int(new_a[run.a]), int(new_b[run.b]), run.length)
        for run in told.main
        if kept_a[run.a : run.a + run.length].all() and kept_b[run.b : run.b + run.length].all()
    ]

    def pair(a: Symbols, b: Symbols, in_a: NDArray[np.intp], in_b: NDArray[np.intp], along: Sequence[Run]) -> None:
        for one in align(a, b, along):
            if one.a_end - one.a == one.b_end - one.b:
                partner[in_a[one.a : one.a_end]] = in_b[one.b : one.b_end]

    pair(script[kept_a], heard[kept_b], places_a, places_b, along)
    for telling in told.moved:
        low, high = bounds[telling.sentence], bounds[telling.sentence + 1]
        pair(
            script[low:high],
            heard[telling.start : telling.end],
            np.arange(low, high),
            np.arange(telling.start, telling.end),
            (),
        )
    found: list[int] = partner.tolist()
    return found
