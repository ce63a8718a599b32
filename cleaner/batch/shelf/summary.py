"""The rows of a batch as a table for Excel, pandas and the like."""

import csv
import io
from collections.abc import Iterable

from cleaner.batch.task import Outcome, State, Task
from cleaner.comparison import State as Said
from cleaner.formats import FORMATS
from cleaner.report.html.embedding import shown
from cleaner.report.visible import legible
from cleaner.rules import STAGES

PLACE = "summary.csv"
"""Where it stands in OUT."""

_SAID = {state: state.name.lower() for state in Said}
_OUTPUTS = (*FORMATS, "diff", "html")

COLUMNS = (
    "file", "kind", "state", "error", "seconds", "duration_s", "heard", "written",
    "edits", *(f"edits_{stage}" for stage in STAGES), "offered", "facts_gone", "flags",
    "script", "coverage", "cer", "order", *(f"sentences_{name}" for name in _SAID.values()), "stumbled",
    *(f"output_{name}" for name in _OUTPUTS),
)  # fmt: skip
"""Always all of them, in this order: of what a batch was not asked for the cells are empty."""

# What a spreadsheet would take for a formula, full-width signs too; tabs and line ends are no longer there.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def summary(rows: Iterable[tuple[Task, Outcome]]) -> str:
    """A table in CSV (RFC 4180): a line of names, then one for each file.

    It begins with a byte order mark: without one Excel on a Chinese Windows reads UTF-8 as GBK and shows rubbish, and
    what reads CSV otherwise knows it (pandas, R, SQLite, LibreOffice; Python as "utf-8-sig"). A text that a spreadsheet
    would take for a formula begins with an apostrophe. Names are in one line, as `legible` writes them; the manifest
    has them as they are.

    Args:
        rows: each file with what came of it (its `files` are not looked at), in the order to write.
    """
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow(COLUMNS)
    for task, outcome in rows:
        writer.writerow(map(_cell, _values(task, outcome)))
    return "\ufeff" + shown(made.getvalue())


def _values(task: Task, outcome: Outcome) -> list[str | float | None]:
    figures = outcome.figures
    done = outcome.state is State.DONE
    compared = bool(figures.states)
    return [
        task.source,
        "recording" if task.recording else "transcript",
        outcome.state.value,
        outcome.error,
        round(outcome.seconds, 3),
        None if figures.duration is None else figures.duration / 1000,
        *([figures.heard, figures.written, sum(figures.edits.values())] if done else [None] * 3),
        *(figures.edits.get(stage, 0) if done else None for stage in STAGES),
        *([figures.offered, figures.facts] if done else [None] * 2),
        "; ".join(figures.flags),
        task.script,
        *(None if share is None else round(share, 5) for share in (figures.coverage, figures.cer, figures.order)),
        *(figures.states.get(state.value, 0) if compared else None for state in _SAID),
        len(figures.stumbled) if compared else None,
        *(task.outputs.get(name) if done else None for name in _OUTPUTS),
    ]


def _cell(value: str | float | None) -> str | float | None:
    if not isinstance(value, str):
        return value
    text = legible(value)
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text
