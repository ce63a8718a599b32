"""A batch told as JSON, an event a line."""

import json
import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import click

from cleaner.batch.events import Plan, Silent, Summary
from cleaner.batch.task import Outcome, Task
from cleaner.cli.watching.lines import HEARD


class Json(Silent):
    """Tells each event as a JSON object on a line of its own; what is not ASCII in it is escaped.

    All have "time" (UTC) and "event": planned, started, heard, finished, warned, ended. Times of a recording are ms,
    "seconds" are s.
    """

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        self._now = now
        self._heard: dict[str, float] = {}

    def planned(self, plan: Plan) -> None:
        """todo, recordings, done, failed: numbers of files."""
        recordings = sum(task.recording for task in plan.todo)
        self._say("planned", todo=len(plan.todo), recordings=recordings, done=plan.done, failed=plan.failed)

    def started(self, task: Task, worker: int) -> None:
        """source, worker."""
        self._say("started", source=task.source, worker=worker)

    def heard(self, task: Task, done: int, total: int) -> None:
        """source, done, total; of each recording at most every ten seconds."""
        if self._now() - self._heard.get(task.source, float("-inf")) >= HEARD:
            self._heard[task.source] = self._now()
            self._say("heard", source=task.source, done=done, total=total)

    def finished(self, task: Task, outcome: Outcome) -> None:
        """source, state, seconds, figures, error."""
        self._heard.pop(task.source, None)
        self._say(
            "finished",
            source=task.source,
            state=outcome.state.value,
            seconds=round(outcome.seconds, 3),
            figures=asdict(outcome.figures),
            error=outcome.error,
        )

    def warned(self, message: str) -> None:
        """Its message."""
        self._say("warned", message=message)

    def ended(self, summary: Summary) -> None:
        """done, skipped, failed, left: numbers of files; seconds; sound, ms."""
        self._say("ended", **{**asdict(summary), "failed": len(summary.failed), "seconds": round(summary.seconds, 3)})

    def _say(self, event: str, **values: Any) -> None:
        stamp = datetime.fromtimestamp(self._now(), UTC).isoformat(timespec="milliseconds")
        click.echo(json.dumps({"time": stamp, "event": event, **values}), err=True)
