"""Loaded engines and a short piece of speech, made once for all tests; how many examples the laws are tried on."""

import shutil
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import browser, opened
from hypothesis import settings

__all__ = ["browser", "opened"]

# The suite tries the same examples every time, so that what fails is what was changed. `make laws` looks for new ones.
# No deadline: how long an example takes says more of the machine than of the code.
settings.register_profile("suite", derandomize=True, deadline=None)
settings.register_profile("search", max_examples=1500, deadline=None)
settings.load_profile("suite")

SAMPLES = Path(__file__).parent.parent / "samples"


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """No test reads or writes the cache of whoever runs it, nor has the settings in their cleaner.toml."""
    folder = tmp_path_factory.mktemp("cache")
    none = folder / "cleaner.toml"
    none.touch()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLEANER_CACHE", str(folder))
        patch.setenv("CLEANER_CONFIG", str(none))
        yield folder


@pytest.fixture(autouse=True)
def nothing_heard(cache: Path) -> None:
    """No test has what another one heard."""
    shutil.rmtree(cache / "heard", ignore_errors=True)


@pytest.fixture(scope="session")
def openai_whisper():
    from cleaner.hearing import engines

    return engines.load("openai-whisper", "embedded", "cpu")


@pytest.fixture(scope="session")
def faster_whisper():
    from cleaner.hearing import engines

    return engines.load("faster-whisper", "embedded", "cpu")


@pytest.fixture(scope="session", params=["openai-whisper", "faster-whisper"])
def engine(request: pytest.FixtureRequest):
    return request.getfixturevalue(request.param.replace("-", "_"))


@pytest.fixture(scope="session")
def rehearsals(engine):
    """Both samples as an engine hears them, by name: interview, lesson."""
    from cleaner.hearing.transcription import transcribe

    return {path.stem: transcribe(path, engine=engine) for path in (SAMPLES / "interview.m4a", SAMPLES / "lesson.mp3")}


@pytest.fixture(scope="session")
def speech(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """嗯，面试官您好，我我我姓周，是一名软件工程师。那个，我先简单介绍一下我的经历。(8.6 s)"""
    from cleaner.hearing.audio import RATE, decode

    path = tmp_path_factory.mktemp("speech") / "speech.wav"
    write_wav(path, decode(SAMPLES / "interview.m4a").samples[: int(8.6 * RATE)])
    return path


def write_wav(path: Path, samples, rate: int = 16_000) -> Path:
    """Write int16 samples, (frames,) or (frames, channels)."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1 if samples.ndim == 1 else samples.shape[1])
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.astype("<i2").tobytes())
    return path
