"""Stretches of voice in recordings that are made up of the samples' speech: where each begins and ends is known."""

from itertools import pairwise

import numpy as np
import pytest
from conftest import SAMPLES

from cleaner.hearing import voice_activity, voice_edges
from cleaner.hearing.audio import RATE, decode

NOISES = [None, -55, -45, -35]
"""dB of white noise, root mean square below full scale; the speech has -20."""


def stretches(samples: np.ndarray) -> tuple[tuple[int, int], ...]:
    likely = voice_activity.probabilities(samples)
    return voice_edges.stretches(samples, voice_activity.regions(likely, len(samples)), likely)


def pauses(samples: np.ndarray) -> list[tuple[int, int]]:
    return [(end, start) for (_, end), (start, _) in pairwise(stretches(samples))]


def noisy(samples: np.ndarray, level: float | None) -> np.ndarray:
    if level is None:
        return samples
    noise = np.random.default_rng(5).standard_normal(len(samples)) * 32768 * 10 ** (level / 20)
    return np.clip(samples + noise, -32768, 32767).astype(np.int16)


def phone(samples: np.ndarray) -> np.ndarray:
    """As a telephone keeps it: 100 to 3400 Hz, with its own hiss and a mains hum of 50 Hz and overtones.

    (Of 250 to 3400 Hz, a line of old, Silero's model hears next to nothing, whatever comes after it.)
    """
    spectrum = np.fft.rfft(samples)
    hertz = np.fft.rfftfreq(len(samples), 1 / RATE)
    spectrum[(hertz < 100) | (hertz > 3400)] = 0
    clock = np.arange(len(samples)) / RATE
    hum = sum(np.sin(2 * np.pi * 50 * k * clock) / k for k in (1, 2, 3)) * 300
    return noisy(np.clip(np.fft.irfft(spectrum, len(samples)) + hum, -32768, 32767).astype(np.int16), -42)


def lines(name: str) -> list[tuple[int, int]]:
    """When each line of a sample is said, in ms, as its synthesis wrote it down: with 30 ms of room on both sides."""
    rows = [row.split("\t") for row in (SAMPLES / f"{name}.said.tsv").read_text("utf-8").splitlines()]
    return [(int(start), int(end)) for start, end, _ in rows]


@pytest.fixture(scope="module")
def speech_of_lines() -> list[np.ndarray]:
    """The lines of a sample, cut where its energy over 1 % of full scale begins and ends: no silence around them."""
    samples = decode(SAMPLES / "interview.m4a").samples
    cut = []
    for start, end in lines("interview"):
        part = samples[start * RATE // 1000 : (end + 100) * RATE // 1000]
        loud = np.flatnonzero(np.abs(part) > 328)
        cut.append(part[loud[0] : loud[-1] + 1])
    return cut


LENGTHS = [300, 700, 450, 1000, 250, 2000, 550, 5000, 800, 600, 350, 1500, 3000, 500]


@pytest.fixture(scope="module")
def joined(speech_of_lines) -> tuple[np.ndarray, list[tuple[int, int]]]:
    """The lines with silences of LENGTHS (ms) between them, and where those are."""
    parts, known, at = [], [], 0
    for part, length in zip(speech_of_lines, [*LENGTHS, 0], strict=True):
        parts += [part, np.zeros(length * RATE // 1000, np.int16)]
        begin = at + len(part) * 1000 // RATE
        at = begin + length
        known.append((begin, at))
    return np.concatenate(parts), known[:-1]


@pytest.mark.parametrize("level", NOISES)
def test_silences_of_known_length_are_found(joined, level) -> None:
    samples, known = joined
    found = pauses(noisy(samples, level))
    nearest = [min(found, key=lambda pause: abs(pause[0] - start) + abs(pause[1] - end)) for start, end in known]
    off = [max(abs(start - begin), abs(end - stop)) for (start, end), (begin, stop) in zip(known, nearest, strict=True)]
    assert max(off) <= 100


@pytest.mark.parametrize("name", ["interview.m4a", "lesson.mp3"])
@pytest.mark.parametrize("change", [lambda samples: samples, *(lambda s, n=n: noisy(s, n) for n in NOISES[1:]), phone])
def test_pauses_between_the_lines_of_a_sample_are_found(name, change) -> None:
    known = [(end, start) for (_, end), (start, _) in pairwise(lines(name.partition(".")[0]))]
    found = pauses(change(decode(SAMPLES / name).samples))
    nearest = [min(found, key=lambda pause: abs(pause[0] - start) + abs(pause[1] - end)) for start, end in known]
    off = [max(abs(start - begin), abs(end - stop)) for (start, end), (begin, stop) in zip(known, nearest, strict=True)]
    assert max(off) <= 110


def test_a_click_is_no_voice(joined) -> None:
    samples, known = joined
    start, end = known[7]  # 5 s
    clicked = samples.copy()
    for moment in (start + 250, start + 900, end - 1500):
        clicked[moment * 16 : moment * 16 + 160] = 8000
    assert pauses(clicked) == pauses(samples)


def test_soft_speech_has_the_same_pauses(joined) -> None:
    samples, _ = joined
    loud, soft = pauses(samples), pauses(samples // 30)
    assert len(loud) == len(soft)
    assert max(abs(a - b) for one, other in zip(loud, soft, strict=True) for a, b in zip(one, other, strict=True)) <= 50


def test_nobody_speaks() -> None:
    assert stretches(np.zeros(0, np.int16)) == ()
    assert stretches(noisy(np.zeros(5 * RATE, np.int16), -30)) == ()
