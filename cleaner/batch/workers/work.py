"""One file: read or heard, cleaned, compared with its script, and all its outputs made. Nothing is written here.

The same file, settings and programs give the same bytes, in whichever process and in whatever order.
"""

import contextlib
import hashlib
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from cleaner import formats
from cleaner.batch import identity
from cleaner.batch.events import Heard, Work
from cleaner.batch.storage import store
from cleaner.batch.storage.store import MAX_TEXT
from cleaner.batch.task import Figures, Outcome, State, Task
from cleaner.cleaned import Cleaned
from cleaner.comparison import State as Said
from cleaner.errors import CleanerError, describe
from cleaner.facts import gone
from cleaner.glossary import glossary
from cleaner.hearing import engines
from cleaner.hearing.identity import of_recording
from cleaner.pipeline import clean
from cleaner.transcript import Transcript

if TYPE_CHECKING:
    from cleaner.comparison import Comparison
    from cleaner.delivery import Delivery
    from cleaner.delivery.progress import Take
    from cleaner.hearing.engines import Engine
    from cleaner.script import Script

DIFF = "diff"
"""The key in `Task.outputs` of the comparison with the script, as json."""
HEARD = ".cleaner/heard"
"""The folder in OUT where the transcripts of recordings are kept."""
HTML = "html"
"""The key of the page."""

_TIMED = ("srt", "vtt")  # formats that need times


class EngineError(CleanerError):
    """The engine cannot be had: no recording can be heard, and the run is at its end."""


class Worker:
    """Does one file after another; its engine is loaded once, when the first recording comes.

    Args:
        work: what the run is about.
    """

    def __init__(self, work: Work) -> None:
        self._work = work
        self._terms = glossary(work.asked.glossary)
        clean("好。", glossary=self._terms)  # the first text waits for dictionaries: not the first file's fault
        self._folder = store(work.folder)
        self._scripts = store(work.scripts) if work.scripts else self._folder
        self._out = store(work.out)

    @cached_property
    def engine(self) -> "Engine":
        """The loaded engine.

        Raises:
            CleanerError: it cannot be had.
        """
        return engines.load(self._work.asked.engine, self._work.asked.model, self._work.asked.device)

    def do(self, task: Task, heard: Heard | None = None) -> Outcome:
        """Do a task; whatever goes wrong with it is an outcome that FAILED.

        Args:
            task: whose source and script are to be read.
            heard: told how much of a recording is heard.

        Raises:
            EngineError: the engine cannot be loaded, which is not the file's fault.
        """
        begun = time.monotonic()
        content = ""
        kept: tuple[str, bytes] | None = None
        try:
            script = self._script(task)
            if task.recording:
                with self._folder.local(task.source) as path:
                    content = formats.digest(path)
                    given, kept = self._heard(path, content, script, heard)
            else:
                data = self._folder.read(task.source, limit=MAX_TEXT)
                content = hashlib.sha256(data).hexdigest()
                given = _transcript(data, task)
            figures, files = self._made(given, task, script)
        except EngineError:
            raise
        except Exception as error:
            reason = _line(error, task)
            return Outcome(task.source, State.FAILED, reason, time.monotonic() - begun, content=content, heard=kept)
        return Outcome(task.source, State.DONE, "", time.monotonic() - begun, figures, content, files, kept)

    def _heard(
        self, path: Path, content: str, script: "Script | None", heard: Heard | None
    ) -> tuple[Transcript, tuple[str, bytes] | None]:
        """The transcript of a recording, and what is to be kept of it: nothing if it was kept before."""
        from cleaner.hearing.transcription import transcribe
        from cleaner.script.hotwords import hotwords  # engines and sound: not for transcripts

        asked = self._work.asked
        terms = self._terms.written
        if script:  # the user's own terms first, as `cleaner diff` has it
            terms = tuple(dict.fromkeys((*terms, *hotwords(script))))
        key = of_recording(content, identity.hearing(asked, terms))
        place = f"{HEARD}/{key[:2]}/{key}.json"
        if not self._work.afresh and (known := self._known(place)):
            return known, None
        try:
            engine = self.engine
        except CleanerError as error:
            raise EngineError(str(error)) from error
        if heard:
            heard(0, 0)
        given = transcribe(
            path,
            engine=engine,
            language=asked.language,
            glossary=terms,
            prompt=asked.prompt,
            vad=asked.vad,
            beam_size=asked.beam_size,
            track=asked.track,
            progress=heard,
        )
        # Warnings name the file where it lay while it was heard.
        return given, (place, formats.write(Cleaned(given), "json").encode())

    def _known(self, place: str) -> Transcript | None:
        """A transcript that was kept, or None if there is none that can be read: then it is heard again."""
        with contextlib.suppress(CleanerError):
            if self._out.stat(place):
                read = formats.read_bytes(self._out.read(place), place)
                return read.transcript if isinstance(read, Cleaned) else None
        return None

    def _script(self, task: Task) -> "Script | None":
        if task.script is None:
            return None
        from cleaner.formats.documents import read  # only where there is one

        with self._scripts.local(task.script) as path:
            return read(path)

    def _made(
        self, given: Transcript, task: Task, script: "Script | None"
    ) -> tuple[Figures, tuple[tuple[str, bytes], ...]]:
        """The figures of a transcript and its outputs."""
        asked = self._work.asked
        cleaned = clean(given, level=asked.level, glossary=self._terms, hanzi=asked.hanzi, numbers=asked.numbers)
        comparison = delivery = None
        if script is not None:
            from cleaner.comparison.compare import compare
            from cleaner.delivery import delivery as told

            comparison = compare(cleaned, script)
            delivery = told(cleaned, comparison)
        flags = list(_flags(cleaned, task))
        files: list[tuple[str, bytes]] = []
        for kind, output in task.outputs.items():
            if kind == HTML:
                text = self._page(cleaned, comparison, delivery, task)
            elif kind == DIFF:
                text = _compared(comparison, delivery, task)
            elif kind in _TIMED and not given.segments and len(asked.formats) > 1:
                flags.append(f"no times: no {kind}")  # the others are wanted as well
                continue
            else:
                text = formats.write(cleaned, kind)
            files.append((output, text.encode()))
        figures = _figures(cleaned, tuple(flags))
        if comparison is not None:
            from cleaner.delivery.progress import Take

            figures = _against_script(figures, Take(Path(task.source).name, comparison, delivery))
        return figures, tuple(files)

    def _page(
        self,
        cleaned: Cleaned,
        comparison: "Comparison | None",
        delivery: "Delivery | None",
        task: Task,
    ) -> str:
        from cleaner.delivery import delivery as told
        from cleaner.report.html import page
        from cleaner.report.html.recording import across, link

        if delivery is None and cleaned.transcript.segments:
            delivery = told(cleaned)
        sound = None
        if task.recording and not any("://" in place for place in (self._work.folder, self._work.out)):
            sound = link(Path(self._work.folder, task.source), Path(self._work.out, task.outputs[HTML]))
        home = across(task.outputs[HTML], "index.html")
        return page(cleaned, comparison, delivery, title=Path(task.source).stem, recording=sound, home=home)


def _compared(comparison: "Comparison | None", delivery: "Delivery | None", task: Task) -> str:
    from cleaner.delivery.progress import Progress, Take
    from cleaner.formats import comparison_json

    assert comparison is not None
    assert delivery is not None
    return comparison_json.write(Progress((Take(Path(task.source).name, comparison, delivery),), ()))


def _figures(cleaned: Cleaned, flags: tuple[str, ...]) -> Figures:
    transcript = cleaned.transcript
    last = transcript.segments[-1].end if transcript.segments else None
    return Figures(
        duration=transcript.duration or last,
        heard=len(transcript.text),
        written=len(cleaned.text),
        edits=dict(sorted(Counter(edit.stage for edit in cleaned.edits).items())),
        offered=len(cleaned.offered),
        facts=len(gone(cleaned)),
        flags=flags,
    )


def _against_script(figures: Figures, take: "Take") -> Figures:
    from cleaner.delivery.progress import stumbling

    comparison = take.comparison
    texts = [comparison.script.text[one.script.start : one.script.end] for one in comparison.sentences]
    return replace(
        figures,
        coverage=comparison.coverage,
        cer=comparison.cer,
        order=comparison.order,
        states={state.value: comparison.count(state) for state in Said},
        stumbled=tuple((number, texts[number], how) for number, how in sorted(stumbling(take).items())),
    )


def _flags(cleaned: Cleaned, task: Task) -> Iterator[str]:
    """What a person should look at."""
    for warning in cleaned.transcript.warnings:
        yield _without_name(warning, task)
    if not any(map(str.isalnum, cleaned.text)) and not cleaned.transcript.warnings:
        yield "nothing is said in it"
    if any(edit.stage == "retake" for edit in cleaned.offered):
        yield "offers a retake"


def _line(error: Exception, task: Task) -> str:
    """Why a task failed, in one line without the name of the file, which stands beside it."""
    return _without_name(" ".join(describe(error).split()), task)


def _without_name(message: str, task: Task) -> str:
    """A message without the path that it begins with."""
    before, name, rest = message.partition(task.source)
    begins = bool(name) and (not before or before.endswith("/"))
    return rest[2:] if begins and rest.startswith((": ", ", ")) else message


def _transcript(data: bytes, task: Task) -> Transcript:
    given = formats.read_bytes(data, task.source)
    return given.transcript if isinstance(given, Cleaned) else given
