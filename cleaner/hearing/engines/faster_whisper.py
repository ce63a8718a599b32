"""faster-whisper, on CTranslate2: twice as fast and half the memory on a processor."""

import dataclasses
import functools
import logging
from collections.abc import Sequence
from pathlib import Path

import ctranslate2
import faster_whisper
import numpy as np
from faster_whisper.audio import pad_or_trim
from faster_whisper.tokenizer import Tokenizer
from numpy.typing import NDArray

from cleaner.errors import CleanerError
from cleaner.hearing.engines import EMBEDDED, embedded, model_path, not_downloaded, prompt
from cleaner.hearing.engines.timed import APPENDED, PREPENDED, aligned, timed
from cleaner.transcript import Timed

BEAM_SIZE = 5
"""faster-whisper's own default: on a processor it still is faster than openai-whisper without a beam."""

_FILES = ("model.bin", "config.json", "tokenizer.json")


class _Network(faster_whisper.WhisperModel):  # type: ignore[misc]  # it is untyped
    """The model, which keeps what it made of the beginning of a window: its words are set by that afterwards."""

    window: NDArray[np.float32] | None = None
    beginning: ctranslate2.StorageView | None = None

    def begin(self, samples: NDArray[np.float32]) -> None:
        """What is encoded next is the beginning of this window."""
        self.window, self.beginning = samples, None

    def encode(self, features: NDArray[np.float32]) -> ctranslate2.StorageView:
        encoded = super().encode(features)
        if self.beginning is None:
            self.beginning = encoded
        return encoded


@dataclasses.dataclass
class FasterWhisper:
    """A loaded faster-whisper model; see `Engine`.

    Attributes:
        model: as it was asked for.
        folder: where it was loaded from.
        device: "cpu" or "cuda".
    """

    model: str
    folder: Path
    device: str
    name: str = "faster-whisper"

    def __post_init__(self) -> None:
        kind = "int8" if self.device == "cpu" else "float16"
        self._read = functools.partial(
            ctranslate2.models.Whisper, str(self.folder), device=self.device, compute_type=kind
        )
        ctranslate2.set_random_seed(0)
        self.network = _Network(str(self.folder), device=self.device, compute_type=kind)
        self._has_sampled = False

    def language(self, samples: NDArray[np.float32]) -> str:
        """As in Engine."""
        if not self.network.model.is_multilingual:
            return "en"
        return str(self.network.detect_language(samples)[0])

    def told(self, prompt_text: str, glossary: Sequence[str]) -> str:
        """As in Engine."""
        encode = self._tokenizer("en").encode
        return prompt.joined(prompt_text, glossary, lambda text: len(encode(" " + text)))

    def hear(
        self,
        samples: NDArray[np.float32],
        *,
        language: str,
        told: str,
        beam_size: int | None = None,
    ) -> list[Timed]:
        """As in Engine; prompt and terms go in as hotwords, which stay in view for the whole of a window."""
        if self._has_sampled:
            # CTranslate2 seeds its random numbers once, when a model is loaded: without a new start, what is heard
            # would depend on what was heard before.
            ctranslate2.set_random_seed(0)
            self.network.model = self._read()
            self._has_sampled = False
        self.network.begin(samples)
        found, _ = self.network.transcribe(
            samples,
            language=language,
            beam_size=beam_size or BEAM_SIZE,
            condition_on_previous_text=False,  # a loop or a lost sentence would spread to the next window
            hotwords=told or None,
        )
        segments = list(found)
        # A window without text may have been tried at every temperature, too: there is nothing to tell by.
        self._has_sampled = not segments or any(segment.temperature for segment in segments)
        return [
            timed(
                segment.text,
                segment.start,
                segment.end,
                avg_logprob=segment.avg_logprob,
                no_speech_prob=segment.no_speech_prob,
                compression_ratio=segment.compression_ratio,
                temperature=segment.temperature,
            )
            for segment in segments
            if segment.text.strip()
        ]

    def align(self, samples: NDArray[np.float32], pieces: Sequence[Timed], *, language: str) -> list[Timed]:
        """As in Engine."""
        network, tokenizer = self.network, self._tokenizer(language)
        if network.window is not samples or network.beginning is None:
            network.begin(samples)
            features = network.feature_extractor(samples)[:, :-1]
            network.encode(pad_or_trim(features[:, : network.feature_extractor.nb_max_frames]))
        frames = min(len(samples) // network.feature_extractor.hop_length, network.feature_extractor.nb_max_frames)
        return aligned(
            pieces,
            tokenizer.encode,
            lambda segments: network.add_word_timestamps(
                [segments], tokenizer, network.beginning, frames, PREPENDED, APPENDED, 0.0
            ),
        )

    def _tokenizer(self, language: str) -> Tokenizer:
        multilingual = self.network.model.is_multilingual
        return Tokenizer(self.network.hf_tokenizer, multilingual, task="transcribe", language=language)


def load(model: str, device: str) -> FasterWhisper:
    """Load a model, as int8 on a processor and float16 on a graphics card; see `cleaner.hearing.engines.load`."""
    logging.getLogger("faster_whisper").setLevel(logging.ERROR)
    cards = ctranslate2.get_cuda_device_count()
    if device == "auto":
        device = "cuda" if cards else "cpu"
    if device == "cuda" and not cards:
        raise CleanerError(
            "this computer has no graphics card that CTranslate2 can use: leave --device out, or give cpu"
        )
    path = embedded.folder() if model == EMBEDDED else model_path(model, faster_whisper.available_models())
    folder = _checked(path) if path else _official(model)
    try:
        return FasterWhisper(model, folder, device)
    except (RuntimeError, ValueError, OSError) as error:
        raise CleanerError(f"{folder}: not a model CTranslate2 can load: {' '.join(str(error).split())}") from error


def _checked(path: Path) -> Path:
    """The folder, where it holds all that is needed: faster-whisper would ask the network for a missing tokenizer."""
    if not path.is_dir():
        raise CleanerError(f"{path}: a file; faster-whisper wants a folder (a .pt file is for --engine openai-whisper)")
    missing = [name for name in _FILES if not (path / name).is_file()]
    missing += [] if list(path.glob("vocabulary.*")) else ["vocabulary.json"]
    if missing:
        raise CleanerError(f"{path}: not a model of faster-whisper, {' and '.join(missing)} missing")
    return path


def _official(name: str) -> Path:
    """The model from huggingface_hub's own cache; asked of the network only where it is not there."""
    from huggingface_hub.errors import LocalEntryNotFoundError

    try:
        return Path(faster_whisper.download_model(name, local_files_only=True))
    except (LocalEntryNotFoundError, OSError):
        pass
    try:
        return Path(faster_whisper.download_model(name))
    except Exception as error:  # each http library has its own; all mean that the model cannot be had
        raise CleanerError(not_downloaded(name, type(error).__name__)) from error
