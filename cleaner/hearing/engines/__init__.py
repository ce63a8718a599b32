"""Speech recognition engines, one file each, behind one small protocol; each is imported only when it is asked for."""

import difflib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cleaner.errors import CleanerError
from cleaner.transcript import Timed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ENGINES = ("openai-whisper", "faster-whisper")
DEVICES = ("auto", "cpu", "cuda")
EMBEDDED = "embedded"
"""The model name that stands for Whisper base from the packages of the extra `embedded`."""


class Engine(Protocol):
    """A loaded model that turns a window of sound into text.

    Attributes:
        name: one of ENGINES.
        model: as it was asked for, "base" or "embedded" where it was not.
    """

    @property
    def name(self) -> str: ...  # noqa: D102

    @property
    def model(self) -> str: ...  # noqa: D102

    def language(self, samples: "NDArray[np.float32]") -> str:
        """The code of the language spoken in a window ("zh")."""
        ...

    def told(self, prompt: str, glossary: Sequence[str]) -> str:
        """What the engine will be told before each window: the prompt, and as many of the terms as it has room for."""
        ...

    def hear(
        self,
        samples: "NDArray[np.float32]",
        *,
        language: str,
        told: str,
        beam_size: int | None = None,
    ) -> Sequence[Timed]:
        """The text of one window.

        Args:
            samples: at most 30 s, 16 kHz mono, -1 to 1.
            language: a code as the engine names it ("zh").
            told: as `told` returned it.
            beam_size: hypotheses kept while decoding; None for the engine's own default.

        Returns:
            Segments in ms from the window's beginning, whose words `align` gives where they have none. The same
            samples give the same text.
        """
        ...

    def align(self, samples: "NDArray[np.float32]", pieces: Sequence[Timed], *, language: str) -> list[Timed]:
        """The segments of a window with their words and the words' times, in ms from its beginning.

        Asked right after `hear` for the same samples, it is cheap.
        """
        ...


def load(name: str = "openai-whisper", model: str | None = None, device: str = "auto") -> Engine:
    """Load an engine with a model; this takes seconds, so load once and hear many recordings.

    Args:
        name: one of ENGINES.
        model: an official name ("turbo", downloaded once by the engine and checked), a path (a .pt file for
            openai-whisper, a folder for faster-whisper), or "embedded". None: "embedded" where its packages are
            installed, else "base".
        device: "cpu", "cuda", or "auto": cuda where there is one.

    Raises:
        CleanerError: no such engine, model or device, or the model cannot be had.
    """
    from cleaner.hearing.engines import embedded

    if device not in DEVICES:
        raise CleanerError(unknown("device", device, DEVICES))
    model = model or (EMBEDDED if embedded.is_installed() else "base")
    if name == "openai-whisper":
        from cleaner.hearing.engines import openai_whisper  # brings torch: two seconds

        return openai_whisper.load(model, device)
    if name == "faster-whisper":
        from cleaner.hearing.engines import faster_whisper  # brings ctranslate2

        return faster_whisper.load(model, device)
    raise CleanerError(unknown("engine", name, ENGINES))


def model_path(model: str, names: Iterable[str]) -> Path | None:
    """The path that a model was named by, or None where it is one of the official names.

    Raises:
        CleanerError: it is neither.
    """
    names = tuple(names)
    if model in names:
        return None
    path = Path(model).expanduser()
    if path.exists():
        return path
    if path.suffix or len(path.parts) > 1:
        raise CleanerError(f"{model}: no such model file or folder")
    raise CleanerError(unknown("model", model, (*names, EMBEDDED)))


def not_downloaded(model: str, reason: object) -> str:
    """One line for an official model that is neither here nor to be had."""
    return (
        f"the model {model} is not on this computer and could not be downloaded ({reason}): "
        "connect to the network once, or use --model embedded or a path"
    )


def unknown(kind: str, name: str, known: Iterable[str]) -> str:
    """One line for a name nobody knows, with the nearest known ones, or all of them where none is near."""
    known = tuple(dict.fromkeys(known))
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else f"choose one of {', '.join(known)}"
    return f"unknown {kind} {name!r}: {hint}"
