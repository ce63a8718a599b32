"""Which tracks and channels of a recording are heard: those with speech, wherever it is.

The mean of two channels is what a player's one loudspeaker gives; it is heard unless it hides speech that one of them
has: a microphone on one side and music on the other, or a cable that turned the phase of one, so that they cancel. A
video may have a track for each microphone, for each language, or for music alone. Only such files are looked at, by
the voice activity model, and decoded several times for it: memory stays that of one track.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from cleaner.errors import CleanerError
from cleaner.hearing import audio, voice_activity
from cleaner.hearing.audio import RATE, Recording, Side, clock

if TYPE_CHECKING:
    from _typeshed import StrPath

_STEP = RATE // 10  # samples for each of which it is told whether somebody speaks
_MOST_TRACKS = 16  # that are looked at
_LITTLE = 0.05  # share of the speech that another has: that much is taken for speech in any music
_MORE = 0.1  # share of the speech by which another must have more to be preferred
_OF_ITS_OWN = 0.2  # share of its speech that a track has alone, to be heard too: else it is the same in other words
_SHORTEST = 30  # steps of speech (3 s) below which nothing is heard too, and nothing is missed

_BLOCK = 60 * RATE  # samples that are mixed at a time

Speech = NDArray[np.bool_]
_Key = TypeVar("_Key")


def decode(path: "StrPath", *, track: int | None = None) -> Recording:
    """Decode what is to be heard of a recording.

    Args:
        path: as `cleaner.hearing.audio.decode`.
        track: its number among the audio tracks, from 1; None: those in which somebody speaks.

    Returns:
        The recording; its warnings also name tracks and channels with speech that are left out.

    Raises:
        CleanerError: as `cleaner.hearing.audio.decode`.
    """
    path = Path(path)
    first = audio.decode(path, track=track)
    if first.tracks == 1 or track is not None:
        return _of_channels(path, first)
    main, total = first.track, first.tracks
    del first  # memory stays that of one track
    return _of_tracks(path, main, total)


def _of_channels(path: Path, recording: Recording) -> Recording:
    """The recording, or another of its channels."""
    if not recording.apart:
        return recording
    track = recording.track
    spoken = {Side.BOTH: _spoken(recording.samples)}
    del recording
    for side in (Side.LEFT, Side.RIGHT, Side.DIFFERENCE):
        spoken[side] = _spoken(audio.decode(path, track=track, side=side).samples)
    spoken = _alike(spoken)
    chosen = best_side(spoken)
    found = audio.decode(path, track=track, side=chosen)
    missed = [
        f"{path}: the {side.name.lower()} channel has speech that is not heard, the first at {_first(alone)}; "
        "export it as a recording of its own"
        for side in (Side.LEFT, Side.RIGHT)
        if (alone := spoken[side] & ~spoken[chosen]).sum() >= _SHORTEST
    ]
    return replace(found, warnings=(*found.warnings, *missed))


def best_side(spoken: Mapping[Side, Speech]) -> Side:
    """What of two channels is to be heard, by where somebody speaks in each, in their mean and in their difference."""
    left, right = spoken[Side.LEFT], spoken[Side.RIGHT]
    one, other = (Side.LEFT, Side.RIGHT) if left.sum() >= right.sum() else (Side.RIGHT, Side.LEFT)
    if spoken[other].sum() <= _LITTLE * spoken[one].sum():
        return one if spoken[one].any() else Side.BOTH
    either = left | right
    heard = {side: int((speech & either).sum()) for side, speech in spoken.items()}
    most = max(heard.values()) * (1 - _LITTLE)
    return next(side for side in (Side.BOTH, Side.DIFFERENCE, one, other) if heard[side] >= most)


def _of_tracks(path: Path, main: int, total: int) -> Recording:
    """The track with most speech, and with it those that have much that is said while nobody speaks in it."""
    spoken: dict[int, Speech] = {}
    problem: CleanerError | None = None
    for number in range(1, min(total, _MOST_TRACKS) + 1):
        try:
            spoken[number] = _spoken(_of_channels(path, audio.decode(path, track=number)).samples)
        except CleanerError as error:  # no sound in it, or damaged
            problem = problem or error
    if not spoken:
        assert problem
        raise problem
    spoken = _alike(spoken)
    chosen = best_tracks(spoken, main)
    recording = _of_channels(path, audio.decode(path, track=chosen[0]))
    for number in chosen[1:]:
        recording = _mixed(recording, _of_channels(path, audio.decode(path, track=number)))
    return replace(recording, warnings=(*recording.warnings, *_told(path, spoken, chosen)))


def best_tracks(spoken: Mapping[int, Speech], main: int) -> list[int]:
    """Numbers of the tracks to be heard, by where somebody speaks in each: the first by itself, others mixed into it.

    Args:
        spoken: of each track, all of one length.
        main: the one that the file says is the main one.
    """
    amount = {number: int(speech.sum()) for number, speech in spoken.items()}
    most = max(amount.values())
    first = main if amount.get(main, -1) >= (1 - _MORE) * most else max(amount, key=lambda number: amount[number])
    chosen, heard = [first], spoken[first]
    for number, speech in spoken.items():
        alone = int((speech & ~heard).sum())
        if alone >= max(_SHORTEST, _OF_ITS_OWN * amount[number]):
            chosen.append(number)
            heard = heard | speech
    return chosen


def _told(path: Path, spoken: Mapping[int, Speech], chosen: Sequence[int]) -> Iterator[str]:
    """A line where several tracks are heard, and one for each with speech that is not."""
    if len(chosen) > 1:
        numbers = " and ".join(map(str, sorted(chosen)))
        yield f"{path}: people speak in tracks {numbers} by turns, so they are heard together; --track hears one"
    for number in spoken.keys() - set(chosen):
        if spoken[number].sum() >= _SHORTEST:
            yield (
                f"{path}: track {number} has speech too, from {_first(spoken[number])} on, and track {chosen[0]} is "
                f"heard; --track {number} hears the other"
            )


def _mixed(one: Recording, other: Recording) -> Recording:
    """Both at once; where they would be too loud together they are cut off, as a loudspeaker does."""
    long, short = sorted((one.samples, other.samples), key=len, reverse=True)
    mixed = long.copy()
    for at in range(0, len(short), _BLOCK):
        part = short[at : at + _BLOCK].astype(np.int32) + long[at : at + _BLOCK][: len(short) - at]
        mixed[at : at + len(part)] = part.clip(-32768, 32767)
    return replace(one, samples=mixed, warnings=tuple(dict.fromkeys((*one.warnings, *other.warnings))))


def _spoken(samples: NDArray[np.int16]) -> Speech:
    """For each tenth of a second whether somebody speaks."""
    found = np.zeros(len(samples) // _STEP + 1, np.bool_)
    for start, end in voice_activity.speech(samples):
        found[start // _STEP : end // _STEP] = True
    return found


def _alike(spoken: Mapping[_Key, Speech]) -> dict[_Key, Speech]:
    """The same, all as long as the longest."""
    longest = max(map(len, spoken.values()))
    return {key: np.pad(speech, (0, longest - len(speech))) for key, speech in spoken.items()}


def _first(speech: Speech) -> str:
    return clock(int(speech.argmax()) * _STEP / RATE)
