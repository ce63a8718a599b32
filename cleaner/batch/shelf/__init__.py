"""A page that lists the files of a batch: what came of each, what to look at first; one HTML file, asks for nothing."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup

from cleaner.batch.shelf.coverage import Takes
from cleaner.batch.shelf.labels import LABELS
from cleaner.batch.shelf.totals import Totals
from cleaner.batch.task import Outcome, State, Task
from cleaner.comparison import State as Said
from cleaner.formats import FORMATS
from cleaner.report.html.embedding import asset, embeddable, policy, script, shown, template
from cleaner.report.html.recording import href
from cleaner.report.times import clock
from cleaner.report.visible import legible
from cleaner.rules import STAGES

PLACE = "index.html"
"""Where it stands in OUT; it links to `cleaner.batch.shelf.summary.PLACE` beside it."""

MOST = 20_000
"""Files that a page lists; of more it lists those that failed first, and `summary.csv` has them all."""

_PLAIN = 200  # rows without a script of the page, and on one page of its table
_STATES = (State.FAILED, State.WAITING, State.DONE)
_OUTPUTS = (*FORMATS, "diff", "html")
_HTML = "cleaner.report.html"
_SCRIPTS = ("table.js", "shelf.js")
# What a row of the data has, in this order; one that is not done ends with its seconds.
_FIELDS = (
    "source", "script", "recording", "state", "error", "seconds", "duration", "heard", "written", "edits", "offered",
    "facts", "flags", "coverage", "cer", "order", "states", "outputs",
)  # fmt: skip


def shelf(rows: Iterable[tuple[Task, Outcome]], *, title: str, folder: str | None = None, most: int = MOST) -> str:
    """One self-contained page of HTML; it depends on what it is given only.

    Args:
        rows: each file with what came of it (its `files` are not looked at), by source; gone through once.
        title: what was cleaned, for a person.
        folder: URL of the folder that the sources are in, as seen from the page, with "/" at its end; None where
            the page should not link to them.
        most: rows to list.

    Returns:
        The page, to stand in the folder that the outputs' paths start from; it can be written in UTF-8.
    """
    from cleaner import __version__

    totals, takes, known = Totals(), Takes(), _Known()
    listed: dict[State, list[list[Any]]] = {state: [] for state in _STATES}
    for task, outcome in rows:
        totals.add(task, outcome)
        if len(listed[outcome.state]) < most:
            listed[outcome.state].append(known.row(task, outcome))
            takes.add(task, outcome)
    made = list(islice(chain.from_iterable(listed.values()), most))
    css = asset(_HTML, "base.css") + asset(__package__, "shelf.css")
    js = script([asset(_HTML, "elements.js"), *(asset(__package__, name) for name in _SCRIPTS)])
    data = {
        "labels": LABELS,
        "fields": _FIELDS,
        "stages": STAGES,
        "formats": _OUTPUTS,
        "said": [state.name for state in Said],
        "scripts": known.scripts,
        "flags": known.flags,
        "folder": folder,
        "size": _PLAIN,
        "rows": made,
    }
    content = {
        "t": SimpleNamespace(**LABELS),
        "title": legible(title),
        "version": __version__,
        "policy": policy(css, js),
        "css": Markup(css),  # noqa: S704 (ours)
        "js": Markup(js),  # noqa: S704 (ours)
        "data": Markup(embeddable(data)),  # noqa: S704 (its "<" are escaped)
        "glance": list(totals.glance()),
        "stages": list(totals.by_stage()),
        "files": totals.files,
        "listed": len(made),
        "plain": list(_plain(made[:_PLAIN])),
        "stumbles": takes.stumbling(),
        "more_scripts": takes.more,
        "has_scripts": bool(known.scripts),
    }
    return shown(template(__package__, "shelf.html.j2").render(content))


class _Known:
    """Rows as the page's script takes them; texts that come again and again are written once and named by place."""

    def __init__(self) -> None:
        self.scripts: list[str] = []
        self.flags: list[str] = []
        self._places: dict[tuple[int, str], int] = {}

    def row(self, task: Task, outcome: Outcome) -> list[Any]:
        """A file with what came of it, as _FIELDS say."""
        script = -1 if task.script is None else self._place(self.scripts, task.script)
        state = _STATES.index(outcome.state)
        row = [task.source, script, int(task.recording), state, outcome.error, round(outcome.seconds, 2)]
        if outcome.state is not State.DONE:
            return row
        figures = outcome.figures
        return [
            *row,
            figures.duration,
            figures.heard,
            figures.written,
            [figures.edits.get(stage, 0) for stage in STAGES],
            figures.offered,
            figures.facts,
            [self._place(self.flags, flag) for flag in figures.flags],
            *(None if share is None else round(share, 5) for share in (figures.coverage, figures.cer, figures.order)),
            [figures.states.get(state.value, 0) for state in Said] if figures.states else 0,
            [task.outputs.get(name, 0) for name in _OUTPUTS],
        ]

    def _place(self, texts: list[str], text: str) -> int:
        place = self._places.setdefault((id(texts), text), len(texts))
        if place == len(texts):
            texts.append(text)
        return place


def _plain(rows: Sequence[list[Any]]) -> Iterator[SimpleNamespace]:
    """What a row reads without the page's script."""
    for row in rows:
        one = SimpleNamespace(**{**dict.fromkeys(_FIELDS), **dict(zip(_FIELDS, row, strict=False))})
        done = _STATES[one.state] is State.DONE
        outputs = zip(_OUTPUTS, one.outputs, strict=True) if done else ()
        yield SimpleNamespace(
            name=legible(one.source),
            state=_STATES[one.state].value,
            error=one.error,
            kind=LABELS["recording" if one.recording else "transcript"],
            duration="" if one.duration is None else clock(one.duration),
            heard=one.heard if done else "",
            written=one.written if done else "",
            edits=sum(one.edits) if done else "",
            links=[(LABELS.get(name, name), href(path)) for name, path in outputs if path],
        )
