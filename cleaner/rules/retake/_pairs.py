"""Which units of a text share what they are about: pairs of neighbouring characters, weighed by how rare they are.

All units at once, in C: the text of an hour has hundreds of them, a file of books tens of thousands.
"""

from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from cleaner.language import wordlist
from cleaner.language.letters import Characters
from cleaner.language.letters import codes as code_points

_MOST_SEEN = 8  # latest units remembered for one pair: what is everywhere says nothing
WINDOW = 40  # units that an earlier telling can lie back
SPAN = 3  # units that one unit can be told again in
LEAST = 8  # letters of a unit that counts as evidence
_LEAST_AGAIN = 5  # letters of the unit that it is told again in
_BITS = 21  # of a code point


Begun = tuple[int, tuple[float, ...]]
"""A unit where a telling may begin, and how much it and one, two more can share with the earlier at most, 0 to 1."""


@cache
def _common() -> Characters:
    """Characters that say little by themselves."""
    return Characters(wordlist.entries("retake_common"))


@lru_cache(maxsize=2)  # most rounds leave all letters as they are
def shared_pairs(cores: tuple[str, ...]) -> "Pairs":
    """The pairs of units that have these letters."""
    return Pairs(cores)


class Pairs:
    """Pairs of neighbours, not both common, of each unit: every one counts once, with its weight in thousandths."""

    def __init__(self, cores: tuple[str, ...]) -> None:
        self._sizes = np.fromiter(map(len, cores), dtype=np.int64, count=len(cores))
        codes = code_points("".join(cores)).astype(np.int64)
        unit = np.repeat(np.arange(len(cores)), self._sizes)
        common = _common().among(codes)
        kept = (unit[1:] == unit[:-1]) & ~(common[1:] & common[:-1])
        keys = (((codes[:-1] << _BITS | codes[1:]) << _BITS) | unit[:-1])[kept]
        keys.sort()
        keys = keys[np.diff(keys, prepend=-1) != 0]
        self._pair, self._unit = keys >> _BITS, keys & ((1 << _BITS) - 1)
        # Whole numbers, whose sum no order can change.
        _, inverse = _grouped(self._pair)
        counts = np.bincount(inverse)
        total = 2 * max(len(cores), 10)
        self._weight = np.rint(1000 * np.log(1 + total / counts)).astype(np.int64)[inverse]
        self._whole = np.bincount(self._unit, weights=self._weight, minlength=len(cores)).astype(np.int64)
        self._bounds: list[int] = []  # of each unit's pairs, sorted by unit
        self._of: dict[int, dict[int, int]] = {}
        self._found: dict[tuple[int, int, int], float] = {}
        self._later: dict[float, dict[int, list[Begun]]] = {}

    def found(self, unit: int, start: int, stop: int) -> float:
        """How much of a unit is found in units start..stop, 0 to 1."""
        key = unit, start, stop
        if key not in self._found:
            told = self._pairs_of(unit)
            again = set[int]().union(*map(self._pairs_of, range(start, stop)))
            self._found[key] = sum(map(told.__getitem__, told.keys() & again)) / (int(self._whole[unit]) or 1)
        return self._found[key]

    def _pairs_of(self, unit: int) -> dict[int, int]:
        """The pairs of a unit, each with its weight."""
        if unit not in self._of:
            if not self._bounds:
                order = np.argsort(self._unit, kind="stable")
                self._sorted = self._pair[order], self._weight[order]
                self._bounds = np.searchsorted(self._unit[order], np.arange(len(self._sizes) + 1)).tolist()
            first, last = self._bounds[unit : unit + 2]
            self._of[unit] = dict(zip(*(column[first:last].tolist() for column in self._sorted), strict=True))
        return self._of[unit]

    def later(self, least: float) -> dict[int, list[Begun]]:
        """For units that may be told again the later ones, in order, where that may begin.

        Args:
            least: how much of a unit's weight a span of later units must share with it, one by one.
        """
        if least not in self._later:
            self._later[least] = self._find_later(least)
        return self._later[least]

    def _find_later(self, least: float) -> dict[int, list[Begun]]:
        table: list[NDArray[np.int64]] = []
        weights: list[NDArray[np.int64]] = []
        for back in range(1, min(_MOST_SEEN, len(self._unit) - 1) + 1):
            earlier, later = self._unit[:-back], self._unit[back:]
            both = (self._pair[:-back] == self._pair[back:]) & (later - earlier < WINDOW)
            both &= self._sizes[earlier] >= LEAST
            table.append((earlier * WINDOW + later - earlier)[both])
            weights.append(self._weight[back:][both])
        if not table:
            return {}
        places, which = _grouped(np.concatenate(table))
        shared = np.bincount(which, weights=np.concatenate(weights), minlength=len(places))
        earlier, later = places // WINDOW, places // WINDOW + places % WINDOW
        whole = np.maximum(self._whole[earlier], 1)
        most = [shared / whole]  # of what one, two, three units from the later one on share with the earlier
        for ahead in range(1, SPAN):
            next_place = np.searchsorted(places, places + ahead)
            next_place[next_place == len(places)] = 0
            follows = (places[next_place] == places + ahead) & (places % WINDOW + ahead < WINDOW)
            most.append(most[-1] + np.where(follows, shared[next_place], 0) / whole)
        chosen = (most[0] >= 0.15) & (self._sizes[later] >= _LEAST_AGAIN) & (most[-1] >= least)
        found: dict[int, list[Begun]] = {}
        bounds = zip(*(column[chosen].tolist() for column in most), strict=True)
        for one, other, bound in zip(earlier[chosen].tolist(), later[chosen].tolist(), bounds, strict=True):
            found.setdefault(one, []).append((other, bound))
        return found


def _grouped(values: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The distinct values in order, and for each value which of them it is; `np.unique` is slow to load."""
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    new = np.diff(ordered, prepend=ordered[:1] - 1) != 0
    which = np.empty(len(values), dtype=np.int64)
    which[order] = np.cumsum(new) - 1
    return ordered[new], which


def alike_texts(texts: list[str], *, window: int, least: float) -> list[tuple[int, list[int]]]:
    """For each text the next ones within a window that share characters that are not common (Dice), in order.

    Args:
        texts: folded.
        window: how many of the next texts are looked at.
        least: the coefficient from which on two texts are alike.
    """
    codes = code_points("".join(texts)).astype(np.int64)
    text = np.repeat(np.arange(len(texts)), np.fromiter(map(len, texts), dtype=np.int64, count=len(texts)))
    # Marks are below or beside the hanzi, and what Latin words share is seen when two texts are compared.
    kept = (codes >= 0x3400) & (codes < 0xFF00) & ~_common().among(codes)
    keys = (codes << _BITS | text)[kept]
    keys.sort()
    keys = keys[np.diff(keys, prepend=-1) != 0]
    char, text = keys >> _BITS, keys & ((1 << _BITS) - 1)
    sizes = np.bincount(text, minlength=len(texts))
    shared = np.zeros(len(texts) * (window + 1), dtype=np.int64)
    for back in range(1, min(window, len(keys) - 1) + 1):
        apart = text[back:] - text[:-back]
        both = (char[:-back] == char[back:]) & (apart <= window)
        shared += np.bincount((text[:-back] * (window + 1) + apart)[both], minlength=len(shared))
    places = np.flatnonzero(shared)
    one, other = places // (window + 1), places // (window + 1) + places % (window + 1)
    wanted = 2 * shared[places] >= least * (sizes[one] + sizes[other])
    found: dict[int, list[int]] = {}
    for first, second in zip(one[wanted].tolist(), other[wanted].tolist(), strict=True):
        found.setdefault(first, []).append(second)
    return list(found.items())
