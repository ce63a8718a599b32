"""Recordings are heard, one after another by one loaded engine; what was heard is kept where somebody wants it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cleaner.cli import report

if TYPE_CHECKING:
    from cleaner.cli.destination import Destination
    from cleaner.engines import Engine
    from cleaner.transcript import Transcript


@dataclass
class Hearing:
    """How to hear: what the options of `cleaner.cli.options.hearing` say, and three things more.

    Attributes:
        terms: what may be said, the most important first.
        quiet: whether no progress is shown.
        many: whether there are several recordings, which are then named.
    """

    terms: Sequence[str]
    quiet: bool
    many: bool
    engine: str
    model: str | None
    device: str
    language: str
    prompt: str | None
    no_vad: bool
    beam_size: int | None
    track: int | None

    def __post_init__(self) -> None:
        self._loaded: Engine | None = None

    def hear(self, recording: Path, keep: "Destination | None" = None) -> "Transcript":
        """Hear a recording; its transcript is written to `keep` as it is.

        Raises:
            CleanerError: as `cleaner.transcribe`; or it cannot be written.
        """
        from cleaner import engines, transcription  # they bring the engines: not for --help
        from cleaner.cleaned import Cleaned

        shown = report.is_watched(self.quiet)
        with report.progress_bar(shown=shown, what=recording.name if self.many else "") as progress:
            if self.many and self._loaded is None:
                self._loaded = engines.load(self.engine, self.model, self.device)
            transcript = transcription.transcribe(
                recording,
                engine=self._loaded or self.engine,
                model=self.model,
                language=self.language,
                glossary=self.terms,
                prompt=self.prompt,
                device=self.device,
                vad=not self.no_vad,
                beam_size=self.beam_size,
                track=self.track,
                progress=progress,
            )
        if keep is not None:
            keep.write(Cleaned(transcript))
        return transcript
