"""The letters, hanzi and digits of a text without what stands between them, and where each of them stands."""

import re
from collections.abc import Iterable
from functools import cache
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

_PLANE = 0x10000


class Letters:
    """The characters of a text for which `str.isalnum` holds.

    Attributes:
        text: they alone.
        places: for each of them its code point in the text it was taken from.
    """

    def __init__(self, text: str, places: NDArray[np.int64]) -> None:
        self.text = text
        self.places = places

    def between(self, start: int, end: int) -> "Letters":
        """Those that stand in code points start..end of the text."""
        first, last = np.searchsorted(self.places, (start, end)).tolist()
        return Letters(self.text[first:last], self.places[first:last])

    def of(self, ranges: Iterable[tuple[int, int]]) -> list[str]:
        """The letters of each of many ranges, in order and apart."""
        bounds = np.fromiter(chain.from_iterable(ranges), dtype=np.int64)
        found = np.searchsorted(self.places, bounds).tolist()
        return [self.text[first:last] for first, last in zip(found[::2], found[1::2], strict=True)]

    def without(self, ranges: Iterable[tuple[int, int]]) -> "Letters":
        """Those that stand in none of the ranges, which are in order and apart."""
        bounds = np.fromiter(chain.from_iterable(ranges), dtype=np.int64)
        if not len(bounds):
            return self
        kept = np.searchsorted(bounds, self.places, side="right") % 2 == 0
        left = codes(self.text)[kept]
        return Letters(left.tobytes().decode("utf-32-le", "surrogatepass"), self.places[kept])


def letters(text: str) -> Letters:
    """The letters of a text."""
    points = codes(text)
    found = _are_letters()[np.minimum(points, _PLANE - 1)]
    beyond = np.flatnonzero(points >= _PLANE)
    if len(beyond):
        found[beyond] = [chr(code).isalnum() for code in points[beyond].tolist()]
    return Letters(points[found].tobytes().decode("utf-32-le", "surrogatepass"), np.flatnonzero(found))


def characters(text: str) -> str:
    """The characters that a text is made of, each once."""
    points = codes(text)
    found = np.zeros(_PLANE, dtype=np.bool_)
    found[np.minimum(points, _PLANE - 1)] = True
    beyond = sorted(set(points[points >= _PLANE - 1].tolist()))
    every = np.concatenate((np.flatnonzero(found[:-1]), beyond)).astype(np.uint32)
    return every.tobytes().decode("utf-32-le", "surrogatepass")


def codes(text: str) -> NDArray[np.uint32]:
    """The code points of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


class Characters:
    """A set of characters of the basic plane, looked for in all of a text at once, however many they are."""

    def __init__(self, characters: Iterable[str]) -> None:
        self._table = np.zeros(_PLANE, dtype=np.bool_)
        self._table[[ord(char) for char in characters]] = True
        self._table[_PLANE - 1] = False  # what lies beyond the plane is looked up there

    def between(self, text: str, least: int) -> list[tuple[int, int]]:
        """Where the text has none of them, at least so many code points together, as ranges in order and apart."""
        at = np.concatenate(([-1], np.flatnonzero(self.among(codes(text))), [len(text)]))
        wanted = np.diff(at) > least
        return list(zip((at[:-1][wanted] + 1).tolist(), at[1:][wanted].tolist(), strict=True))

    def runs(self, text: str, least: int = 1) -> list[tuple[int, int]]:
        """Where the text has them, at least so many together, as ranges in order and apart."""
        found = self.among(codes(text))
        edges = np.flatnonzero(np.diff(found, prepend=False, append=False))
        starts, ends = edges[::2], edges[1::2]
        wanted = ends - starts >= least
        return list(zip(starts[wanted].tolist(), ends[wanted].tolist(), strict=True))

    def among(self, points: NDArray[Any]) -> NDArray[np.bool_]:
        """For each code point whether it is one of them."""
        found: NDArray[np.bool_] = self._table[np.minimum(points, _PLANE - 1)]
        return found


@cache
def _are_letters() -> NDArray[np.bool_]:
    """By code point of the basic plane, whether it is a letter."""
    table = np.zeros(_PLANE, dtype=np.bool_)
    for match in re.finditer(r"[^\W_][^\W_]*", "".join(map(chr, range(_PLANE)))):
        table[slice(*match.span())] = True
    return table
