"""Which tracks and channels of a recording are heard."""

from pathlib import Path

import av
import numpy as np
import pytest
from conftest import SAMPLES, write_wav

from cleaner.errors import CleanerError
from cleaner.hearing import audio, channels
from cleaner.hearing.audio import RATE


@pytest.fixture(scope="module")
def told() -> np.ndarray:
    """Twelve seconds of a rehearsal."""
    return audio.decode(SAMPLES / "interview.m4a").samples[: 12 * RATE]


@pytest.fixture(scope="module")
def music() -> np.ndarray:
    """A chord that swells and fades, as loud as speech."""
    at = np.arange(12 * RATE) / RATE
    chord = sum(np.sin(2 * np.pi * hertz * at) for hertz in (220, 277, 330))
    return (chord * (1.5 + np.sin(2 * np.pi * at / 3)) * 2000).astype(np.int16)


@pytest.fixture(scope="module")
def silence() -> np.ndarray:
    return np.zeros(12 * RATE, np.int16)


def stereo(folder: Path, left: np.ndarray, right: np.ndarray) -> Path:
    return write_wav(folder / "stereo.wav", np.stack([left, right], axis=1))


def film(folder: Path, *tracks: np.ndarray) -> Path:
    """A video's sound; the first is the main track."""
    path = folder / "film.mkv"
    with av.open(str(path), "w") as container:
        streams = [container.add_stream("pcm_s16le", rate=RATE, layout="mono") for _ in tracks]
        streams[0].disposition = av.stream.Disposition.default
        for stream, samples in zip(streams, tracks, strict=True):
            frame = av.AudioFrame.from_ndarray(samples[None], format="s16", layout="mono")
            frame.sample_rate, frame.pts = RATE, 0
            container.mux(stream.encode(frame))
            container.mux(stream.encode(None))
    return path


def likeness(recording: audio.Recording, wanted: np.ndarray) -> float:
    """1 where it is the same but for its loudness, 0 where it is something else."""
    one, other = recording.samples[: len(wanted)].astype(float), wanted[: len(recording.samples)].astype(float)
    return float(one @ other / max(np.sqrt((one @ one) * (other @ other)), 1))


def by_turns(samples: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Two speakers with a microphone each: the one has the first half, the other the rest."""
    one, other = samples.copy(), samples.copy()
    one[len(one) // 2 :] = 0
    other[: len(other) // 2] = 0
    return one, other


def test_two_channels_alike_are_mixed_and_not_looked_at(tmp_path, told, monkeypatch) -> None:
    monkeypatch.setattr(channels.voice_activity, "speech", None)
    recording = channels.decode(stereo(tmp_path, told, (told * 0.7).astype(np.int16)))
    assert likeness(recording, told) > 0.99
    assert not recording.apart


def test_opposite_phase_is_turned_round(tmp_path, told) -> None:
    path = stereo(tmp_path, told, -told)
    assert not audio.decode(path).samples.any()  # all is lost in the mean
    recording = channels.decode(path)
    assert abs(likeness(recording, told)) > 0.99
    assert recording.warnings == ()


@pytest.mark.parametrize("side", [0, 1])
@pytest.mark.parametrize("beside", ["music", "silence"])
def test_speech_in_one_channel_is_heard_without_the_other(tmp_path, told, side, beside, request) -> None:
    other = request.getfixturevalue(beside)
    recording = channels.decode(stereo(tmp_path, *((told, other) if side == 0 else (other, told))))
    assert likeness(recording, told) > 0.99
    assert np.abs(recording.samples).max() == np.abs(told).max()  # not half as loud
    assert recording.warnings == ()


def test_two_speakers_with_a_microphone_each_are_both_heard(tmp_path, told) -> None:
    recording = channels.decode(stereo(tmp_path, *by_turns(told)))
    assert likeness(recording, told) > 0.99
    assert recording.warnings == ()


def test_the_track_with_speech_is_heard(tmp_path, told, music) -> None:
    recording = channels.decode(film(tmp_path, music, told))
    assert likeness(recording, told) > 0.99
    assert recording.warnings == ()


def test_the_main_track_is_heard_and_the_other_named(tmp_path, told) -> None:
    """The same in another language: who hears one does not want the other."""
    path = film(tmp_path, told, told[::-1].copy())
    recording = channels.decode(path)
    assert likeness(recording, told) > 0.99
    (warning,) = recording.warnings
    assert warning.startswith(f"{path}: track 2 has speech too, from 0:00 on, and track 1 is heard; --track 2 hears")


def test_tracks_of_people_who_speak_by_turns_are_heard_together(tmp_path, told, music) -> None:
    one, other = by_turns(told)
    path = film(tmp_path, one, music, other)
    recording = channels.decode(path)
    assert likeness(recording, told) > 0.99
    assert recording.warnings == (
        f"{path}: people speak in tracks 1 and 3 by turns, so they are heard together; --track hears one",
    )


def test_a_track_can_be_chosen(tmp_path, told, music) -> None:
    path = film(tmp_path, told, music)
    assert likeness(channels.decode(path, track=2), music) > 0.99
    for track, has in ((3, "2 audio tracks"), (0, "2 audio tracks")):
        with pytest.raises(CleanerError, match=f"it has {has}, and no track {track}"):
            channels.decode(path, track=track)


def test_tracks_without_speech_are_the_main_one(tmp_path, silence, music) -> None:
    assert likeness(channels.decode(film(tmp_path, music, silence)), music) > 0.99
