import os
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from conftest import write_wav

from cleaner.errors import CleanerError
from cleaner.hearing.audio import RATE, clock, decode


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


def crc(data: bytes, polynomial: int, bits: int) -> bytes:
    value = 0
    for byte in data:
        value ^= byte << (bits - 8)
        for _ in range(8):
            value = (value << 1) ^ (polynomial if value >> (bits - 1) else 0)
            value &= (1 << bits) - 1
    return value.to_bytes(bits // 8, "big")


def flac(path: Path, rate: int, frames: int) -> Path:
    """Silence, 65,535 samples in each frame of 14 bytes."""
    most = (65_535).to_bytes(2, "big")
    about = ((rate << 44) | (15 << 36) | (65_535 * frames)).to_bytes(8, "big")
    data = b"fLaC\x80\0\0\x22" + most + most + bytes(6) + about + bytes(16)
    for number in range(frames):
        head = b"\xff\xf8\x70\x08" + chr(number).encode() + (65_534).to_bytes(2, "big")
        frame = head + crc(head, 0x07, 8) + bytes(3)
        data += frame + crc(frame, 0x8005, 16)
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("slow", "3 samples a second, too few to hear speech in; export it anew"),
        ("long", "longer than 0.5 hours; cut it into shorter recordings"),
        ("one frame", "longer than 0.005 hours; cut it into shorter recordings"),
        ("zeros", "begins with nothing but zeros; it was not saved whole, copy it once more"),
        ("sparse", "longer than 0.5 hours; cut it into shorter recordings"),
    ],
)
def test_a_bomb_is_refused_in_little_memory(tmp_path, kind, says) -> None:
    hours = "0.005" if kind == "one frame" else "0.5"
    if kind in ("zeros", "sparse"):
        path = tmp_path / "bomb.mp3"
        header = write_wav(tmp_path / "bomb.wav", np.zeros(1, np.int16)).read_bytes()[:40] + b"\xff\xff\xff\xff"
        path.write_bytes(header if kind == "sparse" else b"")
        os.truncate(path, 2 << 30)  # takes no room on the disk
    else:
        path = flac(tmp_path / "bomb.flac", *{"slow": (3, 4), "long": (RATE, 500), "one frame": (1000, 4)}[kind])
    code = (
        "import resource, sys; from cleaner.hearing.audio import decode; from cleaner.errors import CleanerError\n"
        "resource.setrlimit(resource.RLIMIT_DATA, (400 << 20, 400 << 20))\n"
        "try: decode(sys.argv[1], max_hours=float(sys.argv[2]))\n"
        "except CleanerError as error: print(error)"
    )
    ran = subprocess.run([sys.executable, "-c", code, path, hours], capture_output=True, text=True, check=False)
    assert (ran.stdout, ran.stderr) == (f"{path}: {says}\n", "")


def test_clock() -> None:
    assert [clock(5), clock(64.9), clock(3723)] == ["0:05", "1:05", "1:02:03"]
