from itertools import pairwise

import numpy as np
import pytest
from conftest import SAMPLES
from hypothesis import given
from hypothesis import strategies as st

from cleaner.hearing.audio import RATE, decode
from cleaner.hearing.voice_activity import WINDOW, Region, Window, is_silent, speech, windows

TIME = np.arange(30 * RATE) / RATE


def noise(kind: str) -> np.ndarray:
    white = np.random.default_rng(7).standard_normal(len(TIME))
    if kind == "brown":
        walk = np.cumsum(white)
        white = walk - np.convolve(walk, np.ones(8000) / 8000, "same")
    return (white / np.abs(white).max() * 12_000).astype(np.int16)


def hum() -> np.ndarray:
    return (sum(np.sin(2 * np.pi * 50 * k * TIME) / k for k in range(1, 8)) * 5000).astype(np.int16)


def music() -> np.ndarray:
    """A melody over chords, each note plucked, with overtones."""
    random = np.random.default_rng(3)

    def note(semitones: int, seconds: float) -> np.ndarray:
        time = np.arange(int(seconds * RATE)) / RATE
        wave = sum(np.sin(2 * np.pi * 220 * 2 ** (semitones / 12) * k * time) / k for k in range(1, 6))
        return wave * np.minimum(1, time / 0.02) * np.exp(-2 * time)

    melody = np.concatenate([note(random.choice([0, 2, 4, 7, 9, 12]), 0.4) for _ in range(75)])
    chords = np.concatenate(
        [sum(note(root + step - 12, 1.0) for step in (0, 4, 7)) for root in random.choice([0, 5, 7], 30)]
    )
    both = melody + chords
    return (both / np.abs(both).max() * 15_000).astype(np.int16)


NOT_SPEECH = {
    "silence": np.zeros(30 * RATE, np.int16),
    "white noise": noise("white"),
    "brown noise": noise("brown"),
    "hum": hum(),
    "music": music(),
}


@pytest.mark.parametrize("kind", NOT_SPEECH)
def test_nobody_speaks(kind) -> None:
    assert speech(NOT_SPEECH[kind]) == []


def test_what_is_silent() -> None:
    assert [kind for kind, samples in NOT_SPEECH.items() if is_silent(samples)] == ["silence"]
    assert is_silent(np.zeros(0, np.int16))


def spoken() -> tuple[np.ndarray, list[tuple[int, int]]]:
    """A sample, and where its lines are said, in samples."""
    times = [line.split("\t") for line in (SAMPLES / "interview.said.tsv").read_text("utf-8").splitlines()]
    lines = [(int(row[0]) * RATE // 1000, int(row[1]) * RATE // 1000) for row in times if row[0].isdigit()]
    return decode(SAMPLES / "interview.m4a").samples, lines


def test_every_line_is_found_and_the_pause_is_not() -> None:
    samples, lines = spoken()
    found = np.zeros(len(samples), bool)
    for start, end in speech(samples):
        found[start:end] = True
    assert [round(found[start:end].mean(), 1) for start, end in lines] == [1.0] * len(lines)
    after, before = max(pairwise(lines), key=lambda pair: pair[1][0] - pair[0][1])
    assert not found[after[1] + RATE : before[0] - RATE].any()


def test_soft_speech_is_found_too() -> None:
    samples, _ = spoken()
    loud, soft = (sum(end - start for start, end in speech(part)) for part in (samples, samples // 50))
    assert soft > 0.95 * loud


def regions(lengths: list[tuple[int, int]]) -> list[Region]:
    """Regions of given (gap, length) in ms."""
    at, made = 0, []
    for gap, length in lengths:
        made.append(Region((at + gap) * 16, (at + gap + length) * 16))
        at += gap + length
    return made


LENGTHS = st.lists(st.tuples(st.integers(0, 5000), st.integers(1, 70_000)), min_size=1, max_size=6)


@given(LENGTHS)
def test_windows_hold_all_speech_once_in_order_and_fit(lengths) -> None:
    given_regions = regions(lengths)
    samples = np.zeros(given_regions[-1].end, np.int16)
    made = windows(given_regions, samples)
    assert all(sum(end - start for start, end in window.regions) <= WINDOW for window in made)
    pieces = [region for window in made for region in window.regions]
    assert sum(end - start for start, end in pieces) == sum(end - start for start, end in given_regions)
    assert pieces == sorted(pieces)
    assert all(any(start >= whole[0] and end <= whole[1] for whole in given_regions) for start, end in pieces)


@given(LENGTHS, st.lists(st.integers(0, 30_000), min_size=2, max_size=2))
def test_times_are_mapped_in_order_and_into_speech(lengths, moments) -> None:
    given_regions = regions(lengths)
    for window in windows(given_regions, np.zeros(given_regions[-1].end, np.int16)):
        early, late = (window.time(moment) for moment in sorted(moments))
        assert early <= late
        assert any(start <= late * 16 + 8 and late * 16 - 8 <= end for start, end in window.regions)


@given(LENGTHS, st.integers(0, 30_000), st.integers(0, 4_000))
def test_a_span_lies_in_speech_and_grows_by_no_silence(lengths, start, length) -> None:
    given_regions = regions(lengths)
    for window in windows(given_regions, np.zeros(given_regions[-1].end, np.int16)):
        begin, end = window.span(start, start + length)
        assert 0 <= end - begin <= length + 1
        assert any(low <= end * 16 + 8 and begin * 16 - 8 <= high for low, high in window.regions)


def test_times_at_a_seam() -> None:
    window = Window((Region(16_000, 32_000), Region(80_000, 96_000)))
    assert [window.time(500), window.time(1000), window.time(1500)] == [1500, 5000, 5500]
    assert window.time(99_000) == 6000
    assert window.span(600, 1200) == (1600, 2000)
    assert window.span(900, 1500) == (5000, 5500)
    assert window.span(1000, 1000) == (2000, 2000)


def test_a_seam_without_silence_is_none() -> None:
    window = Window((Region(0, 16_000), Region(16_000, 32_000)))
    assert window.span(500, 1700) == (500, 1700)


def test_a_long_region_is_cut_where_it_is_quietest() -> None:
    samples = np.full(50 * RATE, 1000, np.int16)
    samples[25 * RATE : 26 * RATE] = 0
    first, second = windows([Region(0, len(samples))], samples)
    assert 25 * RATE <= first.regions[-1].end <= 26 * RATE
    assert second.regions[0].start == first.regions[-1].end
