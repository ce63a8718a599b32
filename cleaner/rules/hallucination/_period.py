"""Loops: stretches of text that repeat with a period. Linear in the text, whatever it is."""

from collections.abc import Callable, Iterator

import numpy as np

from cleaner.language import letters

# Probes for short periods are near one another: of a loop of 4 × 3, 7 × 2 or 8 × 1 characters, one probe in five
# falls where the next copy is yet to come. A long loop is long, so that few probes with a longer gram meet it too.
_STRIDE, _GRAM, _SHORT = 5, 3, 40
_EVERY, _LONG_GRAM = 12, 8
# No unit of more characters is looked for: Whisper's window holds some 200 characters.
LONGEST = 400
_TRIES = 4


def loops(text: str, least: Callable[[int], int]) -> Iterator[tuple[int, int, int]]:
    """Stretches with a period: (start, end, period), in order and apart.

    Args:
        text: letters only.
        least: how many copies of a period of so many characters there must be; at least four.
    """
    reached = 0
    for at, size, longest in _probes(text):
        if at >= reached and (found := _around(text, reached, at, least, size, longest)):
            yield found
            reached = found[1]


def _probes(text: str) -> Iterator[tuple[int, int, int]]:
    """Where a loop may be, in order: (place, size of the gram that comes again, how far off at most)."""
    codes = letters.codes(text)
    if len(codes) < _GRAM + 1:
        return
    # A number for each three characters, nearly always its own; by phases, since what lies together compares faster.
    grams = (codes[:-2] * np.uint32(0x9E3779B1) + codes[1:-1]) * np.uint32(0x85EBCA77) + codes[2:]
    phases = [np.ascontiguousarray(grams[phase::_STRIDE]) for phase in range(_STRIDE)]
    probes = phases[0]
    again = np.zeros(len(probes), dtype=np.bool_)
    for period in range(1, min(_SHORT, len(grams) - 1) + 1):
        copies = phases[period % _STRIDE][period // _STRIDE :]
        again[: len(copies)] |= probes[: len(copies)] == copies
    near = frozenset(np.flatnonzero(again).tolist())
    again[::_EVERY] = True  # here a long period is looked for too
    for probe in np.flatnonzero(again).tolist():
        at = probe * _STRIDE
        if probe in near:
            yield at, _GRAM, _SHORT
        # This is asked of every text all along: nearly always it ends here.
        if probe % _EVERY == 0 and text.find(text[at : at + _LONG_GRAM], at + 1, at + LONGEST + _LONG_GRAM) >= 0:
            yield at, _LONG_GRAM, LONGEST


def _around(
    text: str, reached: int, at: int, least: Callable[[int], int], size: int, longest: int
) -> tuple[int, int, int] | None:
    """The loop that the characters at a probe are part of."""
    gram = text[at : at + size]
    again = at
    for _ in range(_TRIES):
        again = text.find(gram, again + 1, at + longest + size)
        if again < 0:
            return None
        period = again - at
        if text[at:again] != text[again : again + period]:
            continue  # the gram stands twice in one unit
        start, end = at, again + period
        while end < len(text) and text[end] == text[end - period]:
            end += 1
        while start > reached and text[start - 1] == text[start - 1 + period]:
            start -= 1
        if end - start >= least(period) * period:
            return start, end, period
    return None
