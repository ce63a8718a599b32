"""Where somebody speaks: voice activity by Silero's model, and windows of speech for an engine to hear.

Whisper writes things that nobody said over silence, noise and music, so only speech is ever shown to it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.hearing.audio import RATE

WINDOW = 30 * RATE
"""Samples that Whisper hears at a time."""

FRAME = 512
"""Samples that the model judges at a time (32 ms)."""

SILENT = 0.35
"""The probability of speech below which it may end."""

_CONTEXT = 64  # samples of the frame before that it also wants
_BLOCK = 1000  # frames a call: 32 s, so memory stays flat

_SILENCE = 3.0  # RMS of int16 samples (-81 dBFS): below, no microphone heard anything
_SPEECH = 0.5  # probability where speech starts
_PAUSE = 0.5  # s without speech that end a region
_SHORTEST = 0.25  # s; shorter sounds are clicks and coughs
_CERTAIN = 0.7  # somewhere in a region speech must be this likely; music only brushes 0.5
_PADDING = 0.4  # s kept around a region: soft first and last sounds, and a pause the engine can hear


class Region(NamedTuple):
    """A half-open range of samples."""

    start: int
    end: int


@dataclass(frozen=True)
class Window:
    """Regions of one recording, at most 30 s in all, that an engine hears as one piece.

    Attributes:
        regions: in order, without overlap; the silence between them is left out.
    """

    regions: tuple[Region, ...]

    @property
    def length(self) -> int:
        """Of what is heard, in ms."""
        return sum(region.end - region.start for region in self.regions) * 1000 // RATE

    def samples(self, recording: NDArray[np.int16]) -> NDArray[np.float32]:
        """What the engine hears: 16 kHz mono, -1 to 1."""
        heard = np.concatenate([recording[start:end] for start, end in self.regions])
        return heard.astype(np.float32) / np.float32(32768)

    def time(self, ms: float) -> int:
        """The moment of the recording, in ms, that is heard at `ms` in the window; at a seam, the moment after it."""
        at = ms * RATE / 1000
        for region in self.regions:
            length = region.end - region.start
            if at < length or region is self.regions[-1]:
                return round((region.start + min(max(at, 0), length)) * 1000 / RATE)
            at -= length
        raise ValueError("a window without regions")

    def span(self, start: float, end: float) -> tuple[int, int]:
        """Start and end in the recording, in ms, of something that is heard from `start` to `end` in the window.

        What reaches over a seam is taken to be on the side where most of it is heard: nobody spoke in the silence
        between, and engines know the time of a word to some tenths of a second only.
        """
        low, high = start * RATE / 1000, end * RATE / 1000
        at, most = 0, float("-inf")
        found = (0, 0)
        for region in self.stretches():
            length = region.end - region.start
            inside = min(high, at + length) - max(low, at)
            if inside > most:
                most = inside
                moments = (region.start + min(max(moment - at, 0), length) for moment in (low, high))
                first, last = (round(moment * 1000 / RATE) for moment in moments)
                found = (first, last)
            at += length
        return found

    def between(self, start: int, end: int) -> "Window":
        """What of it is heard between two moments of the recording, in ms; without regions where nothing is."""
        low, high = start * RATE // 1000, end * RATE // 1000
        clipped = (Region(max(region.start, low), min(region.end, high)) for region in self.regions)
        return Window(tuple(region for region in clipped if region.start < region.end))

    def stretches(self) -> list[Region]:
        """Its regions, those without silence between them as one."""
        joined: list[Region] = []
        for region in self.regions:
            if joined and joined[-1].end == region.start:
                joined[-1] = Region(joined[-1].start, region.end)
            else:
                joined.append(region)
        return joined


def is_silent(samples: NDArray[np.int16]) -> bool:
    """Whether no part of the recording is loud enough to be anything but an open line."""
    return all(level < _SILENCE for block in _blocks(samples) for level in _levels(block))


def speech(samples: NDArray[np.int16]) -> list[Region]:
    """Where somebody speaks: the `regions` of a recording."""
    return regions(probabilities(samples), len(samples))


def regions(probabilities: NDArray[np.float32], length: int) -> list[Region]:
    """Where somebody speaks, in order and without overlap, with up to 0.4 s kept on both sides.

    Two regions with a short pause between them share it: a cut there is a cut in the middle of the pause.

    Args:
        probabilities: of `probabilities`.
        length: of the recording, in samples.
    """
    found = list(_regions(probabilities))
    padding = int(_PADDING * RATE)
    opening = [0, *((one.end + two.start) // 2 for one, two in pairwise(found))]
    closing = [*opening[1:], length]
    return [
        Region(max(region.start - padding, first), min(region.end + padding, last))
        for region, first, last in zip(found, opening, closing, strict=bool(found))
    ]


def windows(regions: Sequence[Region], samples: NDArray[np.int16]) -> list[Window]:
    """Pack regions into windows of at most 30 s; a longer region is cut at its quietest moments."""
    packed: list[Window] = []
    held: list[Region] = []
    length = 0
    for region in (part for whole in regions for part in _cut(whole, samples)):
        if held and length + region.end - region.start > WINDOW:
            packed.append(Window(tuple(held)))
            held, length = [], 0
        held.append(region)
        length += region.end - region.start
    if held:
        packed.append(Window(tuple(held)))
    return packed


def _cut(region: Region, samples: NDArray[np.int16]) -> Iterator[Region]:
    """Parts of a region of at most 30 s, cut where 0.1 s is quietest between 20 and 30 s."""
    start, end = region
    step = RATE // 10
    while end - start > WINDOW:
        sought = samples[start + WINDOW * 2 // 3 : start + WINDOW].astype(np.float32).reshape(-1, step)
        quietest = int(np.square(sought).mean(axis=1).argmin())
        cut = start + WINDOW * 2 // 3 + quietest * step + step // 2
        yield Region(start, cut)
        start = cut
    yield Region(start, end)


def _blocks(samples: NDArray[np.int16]) -> Iterator[NDArray[np.float32]]:
    """(frames, 512) arrays, in int16's range, the last frame filled up with zeros."""
    for start in range(0, len(samples), _BLOCK * FRAME):
        block = samples[start : start + _BLOCK * FRAME].astype(np.float32)
        yield np.pad(block, (0, -len(block) % FRAME)).reshape(-1, FRAME)


def _levels(block: NDArray[np.float32]) -> NDArray[np.float32]:
    levels: NDArray[np.float32] = np.sqrt(np.square(block).mean(axis=1))
    return levels


def probabilities(samples: NDArray[np.int16]) -> NDArray[np.float32]:
    """How likely each frame of 512 samples is speech, 0 to 1; 0 where it is silent."""
    session = _session()
    state = np.zeros((1, 1, 128), np.float32)
    cell = np.zeros((1, 1, 128), np.float32)
    context = np.zeros(_CONTEXT, np.float32)
    found = []
    for block in _blocks(samples):
        scaled = block / np.float32(32768)
        before = np.vstack([context[None], scaled[:-1, -_CONTEXT:]])
        context = scaled[-1, -_CONTEXT:]
        output, state, cell = session.run(None, {"input": np.hstack([before, scaled]), "h": state, "c": cell})
        found.append(np.where(_levels(block) < _SILENCE, 0, output.reshape(-1)))
    return np.concatenate(found) if found else np.zeros(0, np.float32)


@cache
def _session() -> Any:
    """The Silero model that faster-whisper ships, without importing faster-whisper itself: 100 MB and half a second."""
    import onnxruntime

    package = find_spec("faster_whisper")
    assert package
    assert package.origin
    (model,) = (Path(package.origin).parent / "assets").glob("silero_vad_*.onnx")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # the model is too small to share out
    options.enable_cpu_mem_arena = False
    onnxruntime.set_default_logger_severity(4)  # it complains on stderr about graphics cards that are not there
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def _regions(probabilities: NDArray[np.float32]) -> Iterator[Region]:
    """Runs of speech: they start at 0.5, and end before half a second below 0.35."""
    start: int | None = None
    end = 0  # frame after the last one that may still be speech
    last = len(probabilities) - 1
    for at, probability in enumerate(probabilities.tolist()):
        if start is None:
            if probability >= _SPEECH:
                start, end = at, at + 1
        elif probability >= SILENT:
            end = at + 1
        if start is not None and (at == last or (at + 1 - end) * FRAME >= _PAUSE * RATE):
            if (end - start) * FRAME >= _SHORTEST * RATE and probabilities[start:end].max() >= _CERTAIN:
                yield Region(start * FRAME, end * FRAME)
            start = None
