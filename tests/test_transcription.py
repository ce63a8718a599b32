import subprocess
import sys

import numpy as np
import pytest
from conftest import write_wav
from test_voice import NOT_SPEECH

from cleaner.errors import CleanerError
from cleaner.hearing.audio import RATE, decode
from cleaner.hearing.listening import in_recording
from cleaner.hearing.transcription import transcribe
from cleaner.hearing.voice_activity import Region, Window
from cleaner.transcript import Timed


class Echo:
    """An engine that hears one segment in each window: as many seconds as it lasts, in as many words."""

    name, model = "echo", "none"

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, int | None]] = []

    def language(self, samples) -> str:
        return "yue"

    def told(self, prompt, glossary) -> str:
        return ",".join([prompt, *glossary])

    def hear(self, samples, *, language, told, beam_size=None) -> list[Timed]:
        self.asked.append((language, told, beam_size))
        ms = len(samples) * 1000 // RATE
        text = f"{ms / 1000:.0f}" + "好" * (ms // 250)
        words = [(text[at], at * 250, at * 250 + 250, 0.5) for at in range(ms // 250)]
        return [Timed(text, 0, ms, tuple(words))]

    def align(self, samples, pieces, *, language) -> list[Timed]:
        return list(pieces)


def test_a_recording_is_heard(engine, speech) -> None:
    progress: list[tuple[int, int]] = []
    heard = transcribe(speech, engine=engine, glossary=["TensorFlow"], progress=lambda *at: progress.append(at))
    assert "软件工程" in heard.text
    assert (heard.engine, heard.model, heard.language) == (engine.name, "embedded", "zh")
    assert heard.duration == decode(speech).duration
    assert heard.prompt.endswith("TensorFlow")
    assert [heard.text[segment.span.start : segment.span.end] for segment in heard.segments] == heard.text.split("\n")
    assert sum(len(word.span) for word in heard.words) == len("".join(heard.text.split()))
    assert progress[-1] == (heard.duration, heard.duration)
    assert [start < end for start, end in heard.voice] == [True] * len(heard.voice)
    assert 300 <= heard.voice[0][0] <= 400


@pytest.fixture(scope="module")
def with_a_pause(speech, tmp_path_factory):
    """The same speech twice, with 20 s of silence before and between."""
    said, pause = decode(speech).samples, np.zeros(20 * RATE, np.int16)
    return write_wav(tmp_path_factory.mktemp("pause") / "pause.wav", np.concatenate([pause, said, pause, said]))


def test_times_are_those_of_the_recording(faster_whisper, with_a_pause) -> None:
    heard = transcribe(with_a_pause, engine=faster_whisper)
    begins = [heard.time_of(type(heard.words[0].span)(at, at + 2)) for at in find_all(heard.text, "软件")]
    assert [20_000 < begin < 26_000 for begin, _ in begins][:1] == [True]
    assert [48_500 < begin < 55_000 for begin, _ in begins][1:] == [True]
    assert all(
        20_000 <= word.start <= word.end <= 28_700 or 48_500 <= word.start <= word.end <= 57_300 for word in heard.words
    )


def find_all(text: str, part: str) -> list[int]:
    return [at for at in range(len(text)) if text.startswith(part, at)]


@pytest.mark.parametrize("kind", [kind for kind in NOT_SPEECH if kind != "silence"])
def test_noise_and_music_give_no_text(kind, faster_whisper, tmp_path) -> None:
    heard = transcribe(write_wav(tmp_path / "noise.wav", NOT_SPEECH[kind]), engine=faster_whisper)
    assert heard.text == ""
    assert len(heard.warnings) == 1
    assert "nobody speaks" in heard.warnings[0]


def test_silence_is_an_error(tmp_path) -> None:
    with pytest.raises(CleanerError, match="silent from beginning to end"):
        transcribe(write_wav(tmp_path / "silence.wav", NOT_SPEECH["silence"]), engine=Echo())


def test_what_an_engine_is_asked(speech) -> None:
    echo = Echo()
    transcribe(speech, engine=echo, prompt="嗯,", glossary=["Go"], beam_size=3)
    transcribe(speech, engine=echo, language="auto")
    transcribe(speech, engine=echo, language="en", glossary=["Go"])
    assert echo.asked == [("zh", "嗯,,Go", 3), ("yue", "", None), ("en", ",Go", None)]


def test_without_voice_activity_everything_is_heard(tmp_path) -> None:
    path = write_wav(tmp_path / "music.wav", np.concatenate([NOT_SPEECH["music"]] * 2))
    heard = transcribe(path, engine=Echo(), vad=False)
    assert sum(int(line.rstrip("好")) for line in heard.text.split()) == 60
    assert heard.warnings == ()


def test_a_beam_of_nothing_is_refused(speech) -> None:
    with pytest.raises(CleanerError, match="give 1 or more"):
        transcribe(speech, engine=Echo(), beam_size=0)


def test_a_segment_over_a_long_pause_becomes_two() -> None:
    window = Window((Region(0, 2 * RATE), Region(10 * RATE, 12 * RATE)))
    piece = Timed("你好,再见", 0, 4000, (("你好,", 0, 1000, 0.9), ("再见", 2500, 3500, 0.8)), avg_logprob=-0.3)
    assert list(in_recording(piece, window)) == [
        Timed("你好,", 0, 1000, (("你好,", 0, 1000, 0.9),), avg_logprob=-0.3),
        Timed("再见", 10_500, 12_000, (("再见", 10_500, 11_500, 0.8),), avg_logprob=-0.3),
    ]


def test_a_short_pause_leaves_it_whole() -> None:
    window = Window((Region(0, 2 * RATE), Region(3 * RATE, 5 * RATE)))
    piece = Timed("你好,再见", 0, 4000, (("你好,", 0, 1000, 0.9), ("再见", 2500, 3500, 0.8)))
    (whole,) = in_recording(piece, window)
    assert (whole.text, whole.start, whole.end) == ("你好,再见", 0, 5000)


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    program = (
        "import sys, cleaner.hearing.transcription, cleaner.hearing.engines.embedded;"
        "print(sorted({'torch', 'whisper', 'faster_whisper', 'av', 'numpy', 'onnxruntime'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_nothing_is_written_to_stderr(speech, tmp_path) -> None:
    program = (
        "import sys; from cleaner.hearing.transcription import transcribe;"
        "transcribe(sys.argv[1], engine='faster-whisper', model='embedded')"
    )
    done = subprocess.run([sys.executable, "-c", program, str(speech)], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")
