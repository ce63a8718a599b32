"""OpenAI's own Whisper, on torch: the default engine."""

import contextlib
import dataclasses
import pickle
import urllib.error
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
import whisper
from numpy.typing import NDArray

from cleaner.errors import CleanerError
from cleaner.hearing.engines import EMBEDDED, embedded, model_path, not_downloaded, prompt
from cleaner.hearing.engines.timed import APPENDED, PREPENDED, aligned, timed
from cleaner.hearing.engines.warping import warped
from cleaner.transcript import Timed

# Its own is compiled by numba when first called: five seconds, and torch then uses all cores whatever it was told.
whisper.timing.dtw_cpu = warped

BEAM_SIZE = None
"""Greedy: a beam of 5 takes more than three times as long on a processor."""


class _Encoder(torch.nn.Module):
    """Whisper's encoder, which keeps what it made of a window.

    Whisper encodes anew for each temperature and for the words' times; it is the dearest part of a short window.
    """

    def __init__(self, encoder: Any) -> None:
        super().__init__()
        self.encoder = encoder
        self.known: list[tuple[torch.Tensor, torch.Tensor]] = []

    def forward(self, mel: torch.Tensor) -> torch.Tensor:
        for before, known in self.known:
            if torch.equal(before, mel):
                return known
        encoded: torch.Tensor = self.encoder(mel)
        self.known = [*self.known[:1], *self.known[1:][-1:], (mel, encoded)]  # the window's beginning, and the latest
        return encoded


@dataclasses.dataclass(frozen=True)
class OpenAIWhisper:
    """A loaded openai-whisper model; see `Engine`."""

    model: str
    network: Any
    name: str = "openai-whisper"

    def __post_init__(self) -> None:
        self.network.encoder = _Encoder(self.network.encoder)

    def language(self, samples: NDArray[np.float32]) -> str:
        """As in Engine."""
        if not self.network.is_multilingual:
            return "en"
        mel = whisper.log_mel_spectrogram(whisper.pad_or_trim(samples), self.network.dims.n_mels)
        with _quiet():
            _, probabilities = self.network.detect_language(mel.to(self.network.device))
        return str(max(probabilities, key=probabilities.get))

    def told(self, prompt_text: str, glossary: Sequence[str]) -> str:
        """As in Engine; the terms follow the prompt, there is no other place for them."""
        with _quiet():
            encode = whisper.tokenizer.get_tokenizer(self.network.is_multilingual).encode
        return prompt.joined(prompt_text, glossary, lambda text: len(encode(" " + text)))

    def hear(
        self,
        samples: NDArray[np.float32],
        *,
        language: str,
        told: str,
        beam_size: int | None = None,
    ) -> list[Timed]:
        """As in Engine."""
        self.network.encoder.known.clear()
        with _quiet(), torch.random.fork_rng():
            torch.manual_seed(0)  # a failed decoding is tried again by sampling: always the same sample
            heard = self.network.transcribe(
                samples,
                language=language,
                beam_size=beam_size or BEAM_SIZE,
                condition_on_previous_text=False,  # a loop or a lost sentence would spread to the next window
                initial_prompt=told or None,
                carry_initial_prompt=bool(told),
                fp16=self.network.device.type == "cuda",
            )
        return [
            timed(
                segment["text"],
                segment["start"],
                segment["end"],
                avg_logprob=segment["avg_logprob"],
                no_speech_prob=segment["no_speech_prob"],
                compression_ratio=segment["compression_ratio"],
                temperature=segment["temperature"],
            )
            for segment in heard["segments"]
            if segment["text"].strip()
        ]

    def align(self, samples: NDArray[np.float32], pieces: Sequence[Timed], *, language: str) -> list[Timed]:
        """As in Engine."""
        network = self.network
        tokenizer = whisper.tokenizer.get_tokenizer(
            network.is_multilingual, num_languages=network.num_languages, language=language
        )
        frames = min(len(samples) // whisper.audio.HOP_LENGTH, whisper.audio.N_FRAMES)
        # As `transcribe` makes it, so that it is known.
        mel = whisper.log_mel_spectrogram(samples, network.dims.n_mels, padding=whisper.audio.N_SAMPLES)
        mel = whisper.pad_or_trim(mel[:, :frames], whisper.audio.N_FRAMES).to(network.device)

        def set_words(segments: list[dict[str, Any]]) -> None:
            with _quiet():
                whisper.timing.add_word_timestamps(
                    segments=segments,
                    model=network,
                    tokenizer=tokenizer,
                    mel=mel.half() if network.device.type == "cuda" else mel,
                    num_frames=frames,
                    prepend_punctuations=PREPENDED,
                    append_punctuations=APPENDED,
                    last_speech_timestamp=0.0,
                )

        return aligned(pieces, tokenizer.encode, set_words)


def load(model: str, device: str) -> OpenAIWhisper:
    """Load a model; see `cleaner.hearing.engines.load`."""
    if device == "auto":
        device = "cuda" if torch.cuda.is_available() else "cpu"
    if device == "cuda" and not torch.cuda.is_available():
        raise CleanerError("this computer has no graphics card that torch can use: leave --device out, or give cpu")
    if model == EMBEDDED:
        network = _read(embedded.checkpoint_file(), device)
        _align(network, embedded.alignment_heads())
        return OpenAIWhisper(model, network)
    path = model_path(model, whisper.available_models())
    if path is None:
        return OpenAIWhisper(model, _official(model, device))
    network = _read(path, device)
    _align_as_official(network)
    return OpenAIWhisper(model, network)


def _official(name: str, device: str) -> Any:
    """OpenAI's file from whisper's own cache (~/.cache/whisper), downloaded there once and checked by SHA-256."""
    try:
        with _quiet():
            return whisper.load_model(name, device=device)
    except (urllib.error.URLError, ConnectionError, TimeoutError) as error:
        raise CleanerError(not_downloaded(name, getattr(error, "reason", error))) from error
    except (OSError, RuntimeError) as error:
        raise CleanerError(f"the model {name} cannot be loaded: {_line(error)}") from error


def _read(path: Path, device: str) -> Any:
    if path.is_dir():
        raise CleanerError(
            f"{path}: a folder; openai-whisper wants a .pt file (a folder is for --engine faster-whisper)"
        )
    try:
        with _quiet():
            return whisper.load_model(str(path), device=device)
    except PermissionError as error:
        raise CleanerError(f"{path}: no permission to read it") from error
    except (OSError, RuntimeError, KeyError, TypeError, EOFError, pickle.UnpicklingError, AttributeError) as error:
        raise CleanerError(f"{path}: not a checkpoint of openai-whisper (a .pt file with dims and weights)") from error


def _align(network: Any, heads: Sequence[tuple[int, int]]) -> None:
    """Say which cross-attention heads (layer, head) follow the sound: word times come from them."""
    mask = torch.zeros(network.dims.n_text_layer, network.dims.n_text_head, dtype=torch.bool)
    for layer, head in heads:
        mask[layer, head] = True
    network.register_buffer("alignment_heads", mask.to_sparse().to(network.device), persistent=False)


def _align_as_official(network: Any) -> None:
    """A file does not say its alignment heads: take those of the official model with the same dimensions.

    large-v1 and large-v2 cannot be told apart so; a file of that size is taken for v2, the later one. A network
    of other dimensions keeps whisper's default, the upper half of its layers.
    """
    dims = network.dims
    size = (dims.n_mels, dims.n_vocab, dims.n_audio_layer, dims.n_text_layer, dims.n_text_state)
    name = {
        (80, 51865, 4, 4, 384): "tiny",
        (80, 51864, 4, 4, 384): "tiny.en",
        (80, 51865, 6, 6, 512): "base",
        (80, 51864, 6, 6, 512): "base.en",
        (80, 51865, 12, 12, 768): "small",
        (80, 51864, 12, 12, 768): "small.en",
        (80, 51865, 24, 24, 1024): "medium",
        (80, 51864, 24, 24, 1024): "medium.en",
        (80, 51865, 32, 32, 1280): "large-v2",
        (128, 51866, 32, 32, 1280): "large-v3",
        (128, 51866, 32, 4, 1280): "turbo",
    }.get(size)
    if name:
        network.set_alignment_heads(whisper._ALIGNMENT_HEADS[name])
        network.to(network.device)


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Without whisper's warnings: on files it leaves open, on float16, on a file it downloads again."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _line(error: Exception) -> str:
    return " ".join(str(error).split())
