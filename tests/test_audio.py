import os
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from conftest import write_wav

from cleaner.audio import RATE, clock, decode
from cleaner.errors import CleanerError


def tone(seconds: float = 1.0, rate: int = RATE, hertz: float = 440.0) -> np.ndarray:
    return (np.sin(2 * np.pi * hertz * np.arange(int(seconds * rate)) / rate) * 12_000).astype(np.int16)


def encode(path: Path, codec: str, rate: int = 44_100, layout: str = "stereo", seconds: float = 1.0) -> Path:
    """A tone of 440 Hz in every channel."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=rate, layout=layout, options={"strict": "experimental"})
        stream.bit_rate = 128_000
        resampler = av.AudioResampler(stream.codec_context.format, layout, rate)
        channels = stream.codec_context.layout.nb_channels
        samples = np.repeat(tone(seconds, rate)[:, None], channels, axis=1).reshape(1, -1)
        fifo = av.AudioFifo()
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples), format="s16", layout=layout)
        frame.sample_rate = rate
        for converted in (*resampler.resample(frame), *resampler.resample(None)):
            converted.pts = None
            fifo.write(converted)
        done = 0
        while part := fifo.read(stream.codec_context.frame_size or 1024, partial=True):
            part.pts, part.time_base, done = done, Fraction(1, rate), done + part.samples
            container.mux(stream.encode(part))
        container.mux(stream.encode(None))
    return path


def pitch(samples: np.ndarray) -> int:
    """The loudest frequency in Hz, of the middle half second."""
    middle = samples[len(samples) // 2 - RATE // 4 : len(samples) // 2 + RATE // 4]
    return int(np.abs(np.fft.rfft(middle)).argmax()) * 2


@pytest.mark.parametrize(
    ("name", "codec", "rate", "layout"),
    [
        ("tone.wav", "pcm_s16le", 8_000, "mono"),
        ("tone.wav", "pcm_s24le", 96_000, "stereo"),
        ("tone.wav", "pcm_f32le", 48_000, "7.1"),
        ("tone.wav", "pcm_u8", 11_025, "mono"),
        ("tone.mp3", "libmp3lame", 44_100, "stereo"),
        ("tone.mp3", "libmp3lame", 8_000, "mono"),
        ("tone.m4a", "aac", 44_100, "stereo"),
        ("tone.m4a", "alac", 48_000, "stereo"),
        ("tone.m4a", "aac", 48_000, "5.1"),
        ("tone.aac", "aac", 22_050, "mono"),
        ("tone.flac", "flac", 96_000, "stereo"),
        ("tone.flac", "flac", 44_100, "7.1"),
        ("tone.ogg", "vorbis", 44_100, "stereo"),
        ("tone.ogg", "libopus", 48_000, "mono"),
        ("tone.opus", "libopus", 48_000, "5.1"),
        ("tone.webm", "libopus", 48_000, "stereo"),
        ("tone.mp4", "aac", 32_000, "mono"),
        ("tone.mov", "pcm_s16le", 48_000, "stereo"),
        ("tone.wma", "wmav2", 44_100, "stereo"),
        ("tone.mkv", "flac", 44_100, "stereo"),
    ],
)
def test_every_format_gives_the_tone(tmp_path, name, codec, rate, layout) -> None:
    recording = decode(encode(tmp_path / name, codec, rate, layout))
    assert recording.samples.dtype == np.int16
    assert recording.duration == pytest.approx(1000, abs=130)  # encoders pad to whole frames
    assert pitch(recording.samples) == 440
    assert recording.warnings == ()


def test_amr_is_read(tmp_path) -> None:
    """Fifty frames of 12.2 kbit/s, 20 ms each: nothing here can encode the format, but any bits are valid speech."""
    path = tmp_path / "call.amr"
    bits = np.random.default_rng(5)
    path.write_bytes(b"#!AMR\n" + b"".join(b"\x3c" + bits.bytes(31) for _ in range(50)))
    assert decode(path).duration == pytest.approx(1000, abs=1)


def test_all_channels_are_mixed_down(tmp_path) -> None:
    """What only one of two channels holds is still heard."""
    for side in (0, 1):
        samples = np.zeros((RATE, 2), np.int16)
        samples[:, side] = tone()
        assert pitch(decode(write_wav(tmp_path / f"{side}.wav", samples)).samples) == 440


def test_the_best_of_several_tracks_is_heard(tmp_path) -> None:
    path = tmp_path / "film.mkv"
    with av.open(str(path), "w") as container:
        other = container.add_stream("pcm_s16le", rate=RATE, layout="mono")
        best = container.add_stream("pcm_s16le", rate=RATE, layout="mono")
        best.disposition = av.stream.Disposition.default
        for stream, hertz in ((other, 1000.0), (best, 440.0)):
            frame = av.AudioFrame.from_ndarray(tone(hertz=hertz)[None], format="s16", layout="mono")
            frame.sample_rate, frame.pts = RATE, 0
            container.mux(stream.encode(frame))
            container.mux(stream.encode(None))
    assert pitch(decode(path).samples) == 440


def test_a_cut_off_file_gives_what_is_there_and_says_so(tmp_path) -> None:
    for name, codec in (("cut.wav", "pcm_s16le"), ("cut.mp3", "libmp3lame"), ("cut.flac", "flac")):
        path = encode(tmp_path / name, codec, seconds=10.0)
        whole = path.read_bytes()
        path.write_bytes(whole[: len(whole) // 2])
        recording = decode(path)
        assert 4000 < recording.duration < 6000
        assert pitch(recording.samples) == 440
        (warning,) = recording.warnings
        assert "0:04" in warning or "0:05" in warning


def test_damage_in_the_middle_keeps_the_rest_in_time(tmp_path) -> None:
    path = encode(tmp_path / "hurt.flac", "flac", seconds=10.0)
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 2000] = os.urandom(2000)
    path.write_bytes(content)
    recording = decode(path)
    assert recording.duration == pytest.approx(10_000, abs=600)
    assert len(recording.warnings) == 1


def test_missing_sound_becomes_silence(tmp_path) -> None:
    """A recorder that dropped 3 s by its own clock: later words keep their times."""
    path = tmp_path / "gap.mkv"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("pcm_s16le", rate=RATE, layout="mono")
        for at in (0, 5):
            frame = av.AudioFrame.from_ndarray(tone(2.0)[None], format="s16", layout="mono")
            frame.sample_rate, frame.pts = RATE, at * RATE
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    recording = decode(path)
    assert recording.duration == 7000
    assert not recording.samples[3 * RATE : 4 * RATE].any()


def test_what_is_not_a_recording_is_one_clear_line(tmp_path) -> None:
    empty, text, noise = tmp_path / "empty.wav", tmp_path / "notes.md", tmp_path / "noise.mp3"
    empty.write_bytes(b"")
    text.write_text("不是录音\n" * 50, encoding="utf-8")
    noise.write_bytes(np.random.default_rng(1).bytes(5000))
    zero = write_wav(tmp_path / "zero.wav", np.zeros(0, np.int16))
    picture = tmp_path / "silent.mkv"
    with av.open(str(picture), "w") as container:
        video = container.add_stream("mpeg4", rate=25)
        video.width = video.height = 64
        container.mux(video.encode(av.VideoFrame(64, 64, "yuv420p")))
        container.mux(video.encode(None))
    fifo = tmp_path / "pipe"
    os.mkfifo(fifo)
    expected = {
        tmp_path: "a folder",
        tmp_path / "none.m4a": "no such file",
        empty: "empty",
        text: "not a recording",
        zero: "zero seconds",
        picture: "no audio track",
        fifo: "not a regular file",
        Path("a" * 5000): "not a file name",
    }
    for path, said in expected.items():
        with pytest.raises(CleanerError, match=said) as caught:
            decode(path)
        assert "\n" not in str(caught.value)
    with pytest.raises(CleanerError):
        decode(noise)


def test_no_permission_is_said(tmp_path, monkeypatch) -> None:
    path = write_wav(tmp_path / "secret.wav", tone())

    def refuse(*_args, **_named):  # root may read everything, so chmod would show nothing
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(CleanerError, match="no permission"):
        decode(path)


def test_a_playlist_opens_nothing_else(tmp_path) -> None:
    write_wav(tmp_path / "other.wav", tone())
    playlist = tmp_path / "list.m3u8"
    playlist.write_text("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nother.wav\n#EXT-X-ENDLIST\n")
    with pytest.raises(CleanerError):
        decode(playlist)


def test_a_recording_that_never_ends_is_refused(tmp_path) -> None:
    path = write_wav(tmp_path / "long.wav", tone(8.0))
    with pytest.raises(CleanerError, match=r"longer than 0\.002 hours"):
        decode(path, max_hours=0.002)


def test_clock() -> None:
    assert [clock(5), clock(64.9), clock(3723)] == ["0:05", "1:05", "1:02:03"]
