"""What all files of a batch come to."""

from collections import Counter
from collections.abc import Iterator

from cleaner.batch.shelf.labels import LABELS
from cleaner.batch.task import Outcome, State, Task
from cleaner.report.times import clock
from cleaner.rules import STAGES


class Totals:
    """Sums over files: how many, hours, characters, edits by stage."""

    def __init__(self) -> None:
        self._states: Counter[State] = Counter()
        self._edits: Counter[str] = Counter()
        self._recordings = self._duration = self._heard = self._written = self._facts = self._offered = 0

    @property
    def files(self) -> int:
        """How many there are."""
        return self._states.total()

    def add(self, task: Task, outcome: Outcome) -> None:
        """Count a file in."""
        figures = outcome.figures
        self._states[outcome.state] += 1
        self._recordings += task.recording
        self._duration += figures.duration or 0
        self._heard += figures.heard
        self._written += figures.written
        self._facts += figures.facts
        self._offered += figures.offered
        self._edits.update(figures.edits)

    def glance(self) -> Iterator[tuple[str, str, str]]:
        """Figures for the top of the page: key, value, what it is."""
        transcripts = self.files - self._recordings
        kinds = LABELS["kinds"].format(recordings=f"{self._recordings:,}", transcripts=f"{transcripts:,}")
        yield "files", f"{self.files:,}", f"{LABELS['files']}{kinds}"
        for state in (State.FAILED, State.WAITING):
            if self._states[state]:
                yield state.value, f"{self._states[state]:,}", LABELS[state.value]
        yield "duration", clock(self._duration), LABELS["duration"]
        yield "characters", f"{self._heard:,} → {self._written:,}", LABELS["characters"]
        yield "edits", f"{self._edits.total():,}", LABELS["edits"]
        yield "offered", f"{self._offered:,}", LABELS["offered"]
        yield "facts", f"{self._facts:,}", LABELS["facts"]

    def by_stage(self) -> Iterator[tuple[str, str, float]]:
        """Edits of each stage that has any: its name, their number, percent of the most that a stage has."""
        most = max(self._edits.values(), default=0)
        for stage in STAGES:
            if self._edits[stage]:
                yield LABELS[stage], f"{self._edits[stage]:,}", round(100 * self._edits[stage] / most, 1)
