"""Any recording becomes 16 kHz mono samples: PyAV decodes, no ffmpeg program is needed."""

import errno
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

import av
import av.container
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from numpy.typing import NDArray

from cleaner.errors import CleanerError

if TYPE_CHECKING:
    from _typeshed import StrPath

RATE = 16_000
"""Samples a second of every Recording: what Whisper and the voice activity model hear."""

MAX_HOURS = 6.0
"""Longer recordings are refused: at 115 MB an hour, memory stays bounded whatever a file turns out to hold."""

_GAP = 0.5  # s: timestamps that jump further ahead than this mean missing sound, less is an encoder's jitter
_LONGEST_GAP = 600.0  # s: timestamps that jump further than this are broken
_STREAMED = 0xFFFFFF00  # a RIFF size from here on means that the program that wrote it did not know
_ENDLESS = b"data\xff\xff\xff\xff"  # the same, of the sound in it
_HEADER = 65_536  # bytes; the tag that states the length of an mp3 is somewhere in the first frame
_ZEROS = 1 << 20  # bytes of zeros behind the end of a file that are no sound
_MANY = 64 * _ZEROS  # that are none of a compressed recording
_UNCOMPRESSED = (b"FORM", b"RF64", b"riff", b"caff", b".snd")
_FEWEST = 1000  # samples a second below which nothing can be speech
_RETRIES = 100  # damaged places in a row after which a file is given up
_BLOCK = RATE  # samples of two channels that are compared at a time
_FAINT = 3.0  # RMS of int16 samples below which channels are not compared
_HALF = 0.5  # share of the louder channel's power below which their mean has lost what it says


class Side(Enum):
    """What of two channels is taken: value is the factors of left and right."""

    BOTH = (0.5, 0.5)
    LEFT = (1.0, 0.0)
    RIGHT = (0.0, 1.0)
    DIFFERENCE = (0.5, -0.5)


@dataclass(frozen=True, eq=False)
class Recording:
    """What was recorded.

    Attributes:
        samples: 16 kHz mono, int16 (half the memory of float32, and all that a microphone gives).
        warnings: one line each, what could not be read.
        track: its number among the audio tracks, from 1.
        tracks: how many there are.
        apart: whether it has two channels that differ so much that their mean may hide what one of them says: it is a
            quarter of the louder one's power where the other is silent, nothing where they are in opposite phase.
    """

    samples: NDArray[np.int16]
    warnings: tuple[str, ...] = ()
    track: int = 1
    tracks: int = 1
    apart: bool = False

    @property
    def duration(self) -> int:
        """Length in ms."""
        return len(self.samples) * 1000 // RATE


@dataclass
class _Damage:
    """Where, in s of sound decoded until then, something could not be decoded."""

    places: list[float] = field(default_factory=list)


class _Input(io.BufferedReader):
    """A file as FFmpeg is shown it.

    A damaged header's jump to nowhere is answered, for PyAV prints what is raised here. Zeros behind the end, of which
    a broken copy may have gigabytes, are not shown: FFmpeg would look for more in them, 8 bytes at a time.
    """

    def __init__(self, raw: io.FileIO) -> None:
        super().__init__(raw)
        self.end = self.size = super().seek(0, io.SEEK_END)
        super().seek(0)
        header = super().read(_HEADER)
        stated = int.from_bytes(header[4:8], "little") + 8
        if header[:4] == b"RIFF":
            if _ENDLESS not in header and stated < self.size - _ZEROS and self._is_zero(stated):
                self.end = stated
        elif header[:4] not in _UNCOMPRESSED:  # where zeros are silence
            while self.end > _ZEROS and self._is_zero(self.end - _ZEROS):
                self.end -= _ZEROS
            if self.size - self.end < _MANY:
                self.end = self.size
        super().seek(0)

    def _is_zero(self, at: int) -> bool:
        super().seek(at)
        return not super().read(_ZEROS).strip(b"\0")

    def read(self, size: int | None = -1, /) -> bytes:
        left = max(self.end - self.tell(), 0)
        return super().read(left if size is None or size < 0 else min(size, left))

    def seek(self, offset: int, whence: int = 0, /) -> int:
        try:
            return super().seek(*((self.end + offset, 0) if whence == io.SEEK_END else (offset, whence)))
        except (OSError, ValueError, OverflowError):
            return -errno.EINVAL


def decode(
    path: "StrPath", *, max_hours: float = MAX_HOURS, track: int | None = None, side: Side = Side.BOTH
) -> Recording:
    """Decode an audio track of a recording; tracks of more channels are mixed down.

    Damaged places are skipped, with a warning. Sound that is missing by the file's own clock becomes silence, so that
    times stay those a player shows.

    Args:
        path: wav, mp3, m4a, aac, flac, ogg, opus, webm, mp4, mov, amr, wma, or whatever else FFmpeg's libraries read.
        max_hours: recordings longer than this are refused.
        track: its number among the audio tracks, from 1; None for the one that the file says is the main one.
        side: what is taken of two channels.

    Raises:
        CleanerError: the file is missing, unreadable, not a recording, too long, or has no such track or no sound.
    """
    path = Path(path)
    _check(path)
    damage = _Damage()
    pcm = bytearray()
    claimed = None
    mixer = _Mixer(side)
    zeros = 0
    try:
        # A file object, because a name could look like a protocol to FFmpeg; and a playlist must open nothing else.
        with (
            path.open("rb", buffering=0) as raw,
            _Input(raw) as file,
            av.open(file, mode="r", metadata_errors="ignore", options={"protocol_whitelist": "none"}) as container,
        ):
            stream = _track(container, path, track)
            tracks = container.streams.audio
            zeros = file.size - file.end
            claimed = _claimed_duration(container, stream, path)
            frames = _bounded(_frames(container, stream, damage), path, max_hours)
            for piece in _resampled(_on_time(frames, _start(container)), mixer):
                pcm += piece
                if len(pcm) > max_hours * 3600 * RATE * 2:
                    raise _too_long(path, max_hours)
    except av.error.PermissionError as error:
        raise CleanerError(f"{path}: a list of other files, which are not opened; give the recording itself") from error
    except (av.error.FFmpegError, IndexError, ValueError, AssertionError) as error:
        if not pcm:
            raise CleanerError(f"{path}: not a recording, or damaged beyond reading") from error
        damage.places.append(len(pcm) / 2 / RATE)
    samples = np.frombuffer(pcm, np.int16)
    if not len(samples):
        raise CleanerError(
            f"{path}: damaged, nothing in it can be decoded"
            if damage.places
            else f"{path}: zero seconds long, there is nothing to hear"
        )
    warnings = tuple(_warnings(path, len(samples) / RATE, claimed, damage))
    if zeros:
        warnings += (f"{path}: {zeros >> 20} MB of zeros behind its end are left out: was it copied whole?",)
    return Recording(samples, warnings, tracks.index(stream) + 1, len(tracks), mixer.are_apart)


def _check(path: Path) -> None:
    """Say what is wrong with a path before FFmpeg says it less clearly."""
    try:
        if path.is_dir():
            raise CleanerError(f"{path}: a folder; name a recording")
        if not path.exists():
            raise CleanerError(f"{path}: no such file")
        if not path.is_file():
            raise CleanerError(f"{path}: not a regular file; save the recording to a file first")
        if not path.stat().st_size:
            raise CleanerError(f"{path}: empty, zero bytes long; was the recording saved?")
        with path.open("rb") as file:  # FFmpeg would hold all of it in memory, looking for a beginning
            if not any(file.read(_HEADER)):
                raise CleanerError(f"{path}: begins with nothing but zeros; it was not saved whole, copy it once more")
    except PermissionError as error:
        raise CleanerError(f"{path}: no permission to read it") from error
    except (OSError, ValueError) as error:  # a name that is too long, a loop of links, a null character
        raise CleanerError(f"{str(path)!r}: not a file name: {error}") from error


def _too_long(path: Path, max_hours: float) -> CleanerError:
    return CleanerError(f"{path}: longer than {max_hours:g} hours; cut it into shorter recordings")


def _track(container: av.container.InputContainer, path: Path, number: int | None) -> AudioStream:
    tracks = container.streams.audio
    if not tracks:
        raise CleanerError(f"{path}: no audio track in it")
    if number is None:
        best = container.streams.best("audio")
        return best if isinstance(best, AudioStream) else tracks[0]
    if not 1 <= number <= len(tracks):
        has = "1 audio track" if len(tracks) == 1 else f"{len(tracks)} audio tracks"
        raise CleanerError(f"{path}: it has {has}, and no track {number}")
    return tracks[number - 1]


def _start(container: av.container.InputContainer) -> float:
    """The container's first moment in s: an audio track that begins after the picture does so by this clock."""
    return (container.start_time or 0) / av.time_base


def _claimed_duration(container: av.container.InputContainer, stream: AudioStream, path: Path) -> float | None:
    """The length in s that the header states; None where FFmpeg only guesses from size and bit rate."""
    with path.open("rb") as file:
        header = file.read(_HEADER)
    kind = container.format.name
    if kind in ("aac", "amr", "ac3") or (kind == "mp3" and b"Xing" not in header and b"Info" not in header):
        return None
    if stream.duration is not None and stream.time_base is not None:
        claimed = float(stream.duration * stream.time_base)
    elif container.duration is not None:
        claimed = container.duration / av.time_base
    else:
        return None
    stated = int.from_bytes(header[4:8], "little") + 8
    if kind == "wav" and header[:4] == b"RIFF" and stated < _STREAMED:
        claimed *= max(
            1.0, stated / path.stat().st_size
        )  # FFmpeg goes by the size of the file, whatever the header promises
    return claimed


def _frames(container: av.container.InputContainer, stream: AudioStream, damage: _Damage) -> Iterator[AudioFrame]:
    """Decode packet by packet, so that a damaged one costs only itself."""
    seconds, failures = 0.0, 0
    packets = container.demux(stream)
    while failures < _RETRIES:
        try:
            packet = next(packets, None)
            if packet is None:
                return
            decoded = packet.decode()
        except av.error.EOFError:
            return
        except av.error.FFmpegError:
            damage.places.append(seconds)
            failures += 1
            packets = container.demux(stream)
            continue
        for frame in decoded:
            failures = 0
            if isinstance(frame, AudioFrame) and frame.sample_rate:
                seconds += frame.samples / frame.sample_rate
                yield frame


def _bounded(frames: Iterator[AudioFrame], path: Path, max_hours: float) -> Iterator[AudioFrame]:
    """Refuse what would become too large before it does: a hundred bytes can hold hours at one sample a second."""
    seconds = 0.0
    for frame in frames:
        if frame.sample_rate < _FEWEST:
            raise CleanerError(
                f"{path}: {frame.sample_rate} samples a second, too few to hear speech in; export it anew"
            )
        seconds += frame.samples / frame.sample_rate
        if seconds > max_hours * 3600:
            raise _too_long(path, max_hours)
        yield frame


def _on_time(frames: Iterator[AudioFrame], start: float) -> Iterator[AudioFrame | float]:
    """The frames, and between them the seconds of silence that their timestamps leave open."""
    heard = 0.0
    for frame in frames:
        if frame.time is not None:
            gap = frame.time - start - heard
            if _GAP < gap <= _LONGEST_GAP:
                yield gap
                heard += gap
            elif abs(gap) > _GAP:
                start = frame.time - heard  # a clock that jumps back or far ahead starts anew
        heard += frame.samples / frame.sample_rate
        yield frame


@dataclass
class _Mixer:
    """Makes one channel of two, and compares them."""

    side: Side
    compared: int = 0  # blocks that were loud enough
    lost: int = 0  # of them, those whose mean has lost what one channel says
    _waiting: bytearray = field(default_factory=bytearray)

    @property
    def are_apart(self) -> bool:
        return self.lost > max(1, self.compared // 50)

    def add(self, stereo: bytes) -> bytes:
        """Take what comes; give what is done."""
        self._waiting += stereo
        return self.rest() if len(self._waiting) >= 4 * _BLOCK else b""

    def rest(self) -> bytes:
        """What was still waiting."""
        both = np.frombuffer(bytes(self._waiting), np.int16).reshape(-1, 2).astype(np.float32)
        self._waiting.clear()
        left, right = both.T
        if len(both):
            power = max(float(left @ left), float(right @ right))
            mean = (left + right) / 2
            if power >= _FAINT**2 * len(both):
                self.compared += 1
                self.lost += float(mean @ mean) < _HALF * power
        of_left, of_right = self.side.value
        return np.rint(of_left * left + of_right * right).astype(np.int16).tobytes()


def _resampled(parts: Iterator[AudioFrame | float], mixer: _Mixer) -> Iterator[bytes]:
    """16 kHz mono int16 samples, bit by bit: memory stays flat however long the recording is."""
    resampler, setup, layout = None, None, ""
    for part in parts:
        if isinstance(part, float):
            yield from _pcm(resampler, None, mixer)
            resampler, setup = None, None
            yield bytes(2 * round(part * RATE))
            continue
        part.pts = None  # _on_time has dealt with it, and the resampler refuses a clock that jumps
        if (part.format.name, part.layout.name, part.sample_rate) != setup:  # some files change it half way
            yield from _pcm(resampler, None, mixer)
            setup = (part.format.name, part.layout.name, part.sample_rate)
            layout = "stereo" if part.layout.nb_channels == 2 else "mono"
            resampler = AudioResampler(format="s16", layout=layout, rate=RATE)
        yield from _pcm(resampler, part, mixer)
    yield from _pcm(resampler, None, mixer)


def _pcm(resampler: AudioResampler | None, frame: AudioFrame | None, mixer: _Mixer) -> Iterator[bytes]:
    """What comes out of the resampler for a frame; for None all that is left in it."""
    for out in resampler.resample(frame) if resampler else ():
        data = out.to_ndarray().tobytes()
        yield mixer.add(data) if out.layout.nb_channels == 2 else data
    if frame is None:
        yield mixer.rest()


def _warnings(path: Path, seconds: float, claimed: float | None, damage: _Damage) -> Iterator[str]:
    if damage.places:
        first = damage.places[0]
        if seconds - first < 1:
            yield f"{path}: damaged at {clock(seconds)}; only what comes before could be read"
        else:
            places = "1 damaged place" if len(damage.places) == 1 else f"{len(damage.places)} damaged places"
            yield f"{path}: {places} skipped, the first at {clock(first)}; read up to {clock(seconds)}"
    elif claimed and claimed - seconds > _GAP / 2:
        missing = f"{claimed - seconds:.1f} s missing"
        yield f"{path}: {missing}; it should last {clock(claimed)}, {clock(seconds)} could be read"


def clock(seconds: float) -> str:
    """A moment as a player shows it: 1:02:03 or 2:03."""
    minutes, second = divmod(round(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"
