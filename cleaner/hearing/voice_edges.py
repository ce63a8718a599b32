"""When exactly somebody speaks: the stretches of voice between pauses, to some hundredths of a second.

Silero's model says what is speech, but pads it and joins what a short pause parts. Where a stretch begins and ends is
seen in the short-time energy: a frame has voice where it stands out of the room's noise, and is not so much softer than
the speech around it that it can only be breath or an echo. Both levels are those of the half minute around.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from cleaner.hearing.audio import RATE
from cleaner.hearing.voice_activity import FRAME, SILENT, Region

PAUSE = 200
"""ms without voice that part two stretches; the closure of a consonant is shorter."""

_HOP, _LENGTH = RATE // 100, RATE // 50  # samples from frame to frame, and in each: 10 and 20 ms
_EDGES = (200, 450, 1000, 2200, 5000)  # Hz, of the bands: below is a mains hum, above is hiss
_BLOCK = 3000  # frames transformed at a time: memory stays flat

_LEVELS = 1000  # frames, 10 s, that share a noise floor and a level of speech: those of so much more on both sides
_FLOOR, _SPEECH = 5, 95  # percentiles of the frames, in all and within speech
_ABOVE_FLOOR, _BELOW_SPEECH = 7.0, 35.0  # dB

_SHORTEST = 10  # frames; no syllable is shorter
_SPIKE = 3  # frames; a click
_NEAR = 3  # frames of Silero's: how far a soft first or last sound is from what it is sure of


def stretches(
    samples: NDArray[np.int16], regions: Sequence[Region], probabilities: NDArray[np.float32]
) -> tuple[tuple[int, int], ...]:
    """Where there is voice, as (start ms, end ms), in order, with pauses of at least 200 ms between.

    Args:
        samples: the recording.
        regions: where there is speech in it, with room around (`voice.regions`).
        probabilities: how likely it is speech (`voice.probabilities`).
    """
    if not regions:
        return ()
    levels = np.vstack(list(_levels(samples)))
    spoken = np.zeros(len(levels), np.bool_)
    for start, end in regions:
        spoken[start // _HOP : -(-end // _HOP)] = True
    loud = _loud(levels, spoken)
    sure = _spread(probabilities >= SILENT, _NEAR)
    found: list[tuple[int, int]] = []
    for start, end in _runs(loud):
        if end - start < _SPIKE or not sure[start * _HOP // FRAME : -(-end * _HOP // FRAME)].any():
            continue
        if found and (start - found[-1][1]) * 10 < PAUSE:
            start = found.pop()[0]
        found.append((start, end))
    return tuple((start * 10, end * 10) for start, end in found if end - start >= _SHORTEST)


def _levels(samples: NDArray[np.int16]) -> Iterator[NDArray[np.float32]]:
    """The energy in dB of each frame, in all and in each band, in blocks of shape (frames, 1 + bands).

    Frame n is centred on the 10 ms from 10 n on.
    """
    window = np.hanning(_LENGTH).astype(np.float32) / np.float32(32768)
    room = (_LENGTH - _HOP) // 2
    bins = [edge * _LENGTH // RATE for edge in _EDGES]
    for start in range(0, len(samples), _BLOCK * _HOP):
        count = min(-(-(len(samples) - start) // _HOP), _BLOCK)
        first, last = start - room, start + count * _HOP + room
        block = samples[max(first, 0) : last].astype(np.float32)
        block = np.pad(block, (max(-first, 0), max(last - len(samples), 0)))
        frames = np.lib.stride_tricks.sliding_window_view(block, _LENGTH)[::_HOP]
        power = np.square(np.abs(np.fft.rfft(frames * window, axis=1)[:, : bins[-1]]))
        bands = np.add.reduceat(power, bins[:-1], axis=1)
        yield (10 * np.log10(np.column_stack([bands.sum(axis=1), bands]) + 1e-12)).astype(np.float32)


def _loud(levels: NDArray[np.float32], spoken: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which frames of the spoken ones stand out of the noise in some band, and are not too soft to be speech."""
    smooth = levels.copy()
    smooth[1:-1] = (levels[:-2] + levels[1:-1] + levels[2:]) / 3  # a single frame of noise varies by some dB
    loud = np.zeros(len(levels), np.bool_)
    for start in range(0, len(levels), _LEVELS):
        here, around = slice(start, start + _LEVELS), slice(max(start - _LEVELS, 0), start + 2 * _LEVELS)
        if not spoken[around].any():
            continue
        floor = np.percentile(smooth[around], _FLOOR, axis=0)
        speech = np.percentile(smooth[around, 0][spoken[around]], _SPEECH)
        outstanding = (smooth[here] > floor + _ABOVE_FLOOR).any(axis=1)
        loud[here] = outstanding & (smooth[here, 0] > speech - _BELOW_SPEECH)
    return loud & spoken


def _runs(flags: NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(flags, prepend=False, append=False)).tolist()
    return list(zip(edges[::2], edges[1::2], strict=True))


def _spread(flags: NDArray[np.bool_], by: int) -> NDArray[np.bool_]:
    """The same with so many more on both sides of each."""
    return np.convolve(flags, np.ones(2 * by + 1, np.int8), "same") > 0
