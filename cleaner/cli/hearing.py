"""Recordings are heard, one after another by one loaded engine; what was heard is kept, and then not heard again."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cleaner.cli import report

if TYPE_CHECKING:
    from cleaner.cli.destination import Destination
    from cleaner.cli.listening import Listening
    from cleaner.hearing.engines import Engine
    from cleaner.hearing.kept import Kept
    from cleaner.transcript import Transcript


@dataclass
class Hearing:
    """How to hear: what the options of `cleaner.cli.options.hearing` and `keeping` say, and four things more.

    Attributes:
        terms: what may be said, the most important first.
        quiet: whether no progress is shown.
        many: whether there are several recordings, which are then named.
        word_times: whether the words must have times.
    """

    terms: Sequence[str]
    quiet: bool
    many: bool
    word_times: bool
    engine: str
    model: str | None
    device: str
    language: str
    prompt: str | None
    no_vad: bool
    beam_size: int | None
    no_cache: bool
    track: int | None

    def __post_init__(self) -> None:
        self._loaded: Engine | None = None

    def hear(self, recording: Path, keep: "Destination | None" = None) -> "Transcript":
        """The transcript of a recording, as it was kept, or heard and kept; it is written to `keep` as it is.

        Raises:
            CleanerError: as `cleaner.transcribe`; or it cannot be written.
        """
        from cleaner.cleaned import Cleaned  # here: not for --help

        # What is no regular file (a folder, a pipe) is for `transcribe` to refuse.
        kept = None if self.no_cache or not recording.is_file() else self._kept(recording)
        transcript = kept.transcript() if kept else None
        if transcript is None:
            transcript = self._heard(recording, kept)
        elif report.is_watched(self.quiet):
            click.secho(f"{recording.name}: heard before; --no-cache hears it anew", err=True, dim=True)
        if keep is not None:
            keep.write(Cleaned(transcript))
        return transcript

    def _kept(self, recording: Path) -> "Kept":
        from cleaner.hearing import identity
        from cleaner.hearing.kept import Kept

        hearing = identity.hearing(
            self.terms,
            engine=self.engine,
            model=self.model,
            language=self.language,
            prompt=self.prompt,
            vad=not self.no_vad,
            beam_size=self.beam_size,
            track=self.track,
        )
        return Kept(
            recording,
            hearing,
            engine=self.engine,
            word_times=self.word_times,
            warn=lambda message: report.warn([message]),
        )

    def _heard(self, recording: Path, kept: "Kept | None") -> "Transcript":
        from cleaner.cli.listening import listening  # here: not for --help

        name = recording.name if self.many else ""
        try:
            with listening(quiet=self.quiet, what=name, guess=self._guess()) as seen:
                transcript = self._transcribed(recording, kept, seen)
        except KeyboardInterrupt:
            if kept and kept.is_begun and report.is_watched(self.quiet):
                click.secho("what was heard is kept: the same command goes on from here", err=True, dim=True)
            raise
        if kept:
            kept.finish(transcript, pace=seen.pace.measured)
        return transcript

    def _transcribed(self, recording: Path, kept: "Kept | None", seen: "Listening") -> "Transcript":
        from cleaner.cli.listening import LOADING, READING
        from cleaner.hearing import (
            engines,
            transcription,  # they bring the engines
        )

        if self.many and self._loaded is None:
            seen.doing = LOADING
            self._loaded = engines.load(self.engine, self.model, self.device)
            seen.doing = READING
        if kept:
            seen.pace.known, kept.warn = kept.windows, seen.warn
        return transcription.transcribe(
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
            word_times=kept.word_times if kept else self.word_times,
            begun=seen.begun,
            progress=seen.progress,
            heard=seen.heard,
            memory=kept,
        )

    def _guess(self) -> float:
        """How long hearing probably takes: as it last did."""
        from cleaner.cli.listening import guess
        from cleaner.hearing import identity, kept

        model = identity.named(self.model)
        last = None if self.no_cache else kept.pace(self.engine, model)
        return last or guess(self.engine, model)
