"""Two sequences, aligned in nearly linear time: runs that both have, the heaviest chain of them, edit distance between.

As genome aligners do it (seeds, diagonals, chain): a k-gram that both sequences have is a seed, seeds that follow one
another are a run on a diagonal, and the chain is the heaviest set of runs in the order of both. Between the runs of the
chain, which lie close together, Levenshtein distance aligns the rest; where two long stretches have no run in common,
piece by piece, since there is nothing to find.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

Symbols = NDArray[np.int32]
"""A sequence to align: equal numbers match."""

_K = 3  # symbols of a seed
_COMMON = 48  # a seed that the other sequence has more often tells nothing
_SLACK = 4  # symbols on a diagonal that may differ between runs that belong together
_LEAST = 4  # symbols of such runs, if none of them is unique
_LONG = 3000  # symbols; more are aligned piece by piece where nothing is in common


class Run(NamedTuple):
    """Symbols that both sequences have.

    Attributes:
        a, b: where they begin in the first and in the second sequence.
        length: how many there are.
    """

    a: int
    b: int
    length: int


class Pair(NamedTuple):
    """Symbols a..a_end of the first sequence against b..b_end of the second: equal, replaced, or one of them empty."""

    equal: bool
    a: int
    a_end: int
    b: int
    b_end: int


def runs(a: Symbols, b: Symbols) -> list[Run]:
    """All runs of two sequences, those that cross others too, by where they begin in the first."""
    firsts, seconds, unique = _seeds(a, b)
    if not len(firsts):
        return []
    order = np.lexsort((firsts, seconds - firsts))
    firsts, seconds, unique = firsts[order], seconds[order], unique[order]
    steps, turns = np.diff(firsts), np.diff(seconds - firsts) != 0
    at = np.flatnonzero(np.concatenate(([True], turns | (steps > _K))))
    last = np.concatenate((at[1:], [len(firsts)])) - 1
    length = firsts[last] + _K - firsts[at]
    # A short run counts if it is there once, or others are close to it on its diagonal.
    group = np.cumsum(np.concatenate(([True], turns | (steps > _K + _SLACK))))[at] - 1
    kept = (np.bincount(group, length)[group] >= _LEAST) | np.maximum.reduceat(unique, at)
    found = zip(firsts[at][kept].tolist(), seconds[at][kept].tolist(), length[kept].tolist(), strict=True)
    return sorted(Run(*run) for run in found)


def _seeds(a: Symbols, b: Symbols) -> tuple[Symbols, Symbols, NDArray[np.bool_]]:
    """Where both have the same k-gram: places in one, places in the other, and whether it is there once in both."""
    keys_a, keys_b = _grams(a), _grams(b)
    order = np.argsort(keys_b, kind="stable")
    ordered = keys_b[order]
    low, high = np.searchsorted(ordered, keys_a, "left"), np.searchsorted(ordered, keys_a, "right")
    counts = high - low
    if not len(keys_a):
        return np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0, np.bool_)
    _, inverse, times = np.unique(keys_a, return_inverse=True, return_counts=True)
    own = times[inverse]
    counts = np.where((counts > _COMMON) | (own > _COMMON), 0, counts)
    firsts = np.repeat(np.arange(len(keys_a)), counts)
    within = np.arange(len(firsts)) - np.repeat(np.cumsum(counts) - counts, counts)
    seconds = order[np.repeat(low, counts) + within]
    unique = np.repeat((counts == 1) & (own == 1), counts)
    return firsts.astype(np.int32), seconds.astype(np.int32), unique


def _grams(symbols: Symbols) -> NDArray[np.int64]:
    """A number for each k-gram."""
    count = max(len(symbols) - _K + 1, 0)
    keys = np.zeros(count, np.int64)
    for place in range(_K):
        keys = keys * (1 << 20) + symbols[place : place + count]
    return keys


def chain(found: Sequence[Run]) -> list[Run]:
    """The heaviest runs of these that follow one another in both sequences, in order."""
    if not found:
        return []
    # By where runs end in b (one symbol of overlap is an indel's), the best chain that ends there: a Fenwick tree.
    ends = sorted({run.b + run.length - 1 for run in found})
    size = len(ends)
    best_weight, best_run = [0] * (size + 1), [-1] * (size + 1)
    weights, before = [0] * len(found), [-1] * len(found)
    by_start = sorted(range(len(found)), key=lambda n: found[n].a)
    by_end = sorted(range(len(found)), key=lambda n: found[n].a + found[n].length)
    put = 0
    for n in by_start:
        run = found[n]
        while put < len(by_end) and found[by_end[put]].a + found[by_end[put]].length - 1 <= run.a:
            done = by_end[put]
            put += 1
            place = bisect_right(ends, found[done].b + found[done].length - 1)
            while place <= size:
                if weights[done] > best_weight[place]:
                    best_weight[place], best_run[place] = weights[done], done
                place += place & -place
        place, weight, link = bisect_right(ends, run.b), 0, -1
        while place:
            if best_weight[place] > weight:
                weight, link = best_weight[place], best_run[place]
            place -= place & -place
        weights[n], before[n] = weight + run.length, link
    at = max(range(len(found)), key=lambda n: weights[n])
    chosen = []
    while at >= 0:
        chosen.append(found[at])
        at = before[at]
    return chosen[::-1]


def align(a: Symbols, b: Symbols, along: Sequence[Run] | None = None) -> list[Pair]:
    """All of two sequences, in order, equal pairs and others in turn.

    Args:
        a: the one sequence.
        b: the other.
        along: runs to follow, in the order of both; None for the heaviest chain.
    """
    pairs: list[Pair] = []
    text_a, text_b = text(a), text(b)
    at_a = at_b = 0
    for run in chain(runs(a, b)) if along is None else along:
        # The edges of a run may be equal by chance: where it begins and ends is for the distance to find.
        first_a, first_b, length = run.a + 1, run.b + 1, run.length - 2
        if first_a < at_a or first_b < at_b or length < 1:
            continue
        pairs += _between(text_a, text_b, at_a, first_a, at_b, first_b)
        pairs += _between(text_a, text_b, first_a, first_a + length, first_b, first_b + length)
        at_a, at_b = first_a + length, first_b + length
    pairs += _between(text_a, text_b, at_a, len(a), at_b, len(b))
    return list(_joined(pairs))


def text(symbols: Symbols) -> str:
    """Symbols as code points beyond the surrogates: rapidfuzz is fastest on strings."""
    return (symbols.astype("<u4") + 0xE000).tobytes().decode("utf-32-le")


def _between(a: str, b: str, a0: int, a1: int, b0: int, b1: int) -> Iterator[Pair]:
    """Two stretches by Levenshtein distance."""
    if a0 == a1 or b0 == b1:
        if a0 < a1 or b0 < b1:
            yield Pair(False, a0, a1, b0, b1)
        return
    count = -(-max(a1 - a0, b1 - b0) // _LONG)
    for piece in range(count):
        low_a, high_a = (a0 + (a1 - a0) * (piece + more) // count for more in (0, 1))
        low_b, high_b = (b0 + (b1 - b0) * (piece + more) // count for more in (0, 1))
        for code in Levenshtein.opcodes(a[low_a:high_a], b[low_b:high_b]):
            yield Pair(
                code.tag == "equal",
                low_a + code.src_start,
                low_a + code.src_end,
                low_b + code.dest_start,
                low_b + code.dest_end,
            )


def _joined(pairs: Sequence[Pair]) -> Iterator[Pair]:
    """Pairs with neighbours of one kind put together; replaced and one-sided ones stay apart."""
    held: Pair | None = None
    for pair in pairs:
        if held and _kind(held) == _kind(pair):
            held = Pair(held.equal, held.a, pair.a_end, held.b, pair.b_end)
            continue
        if held:
            yield held
        held = pair
    if held:
        yield held


def _kind(pair: Pair) -> int:
    return 3 if pair.equal else (pair.a < pair.a_end) + 2 * (pair.b < pair.b_end) - 1
