"""A comparison, or several takes, as Markdown: for notes and for sharing.

What differs stands in <del> and <ins>, what was misheard in <em>: marks such as ** do not work beside hanzi.
"""

from collections.abc import Iterator, Sequence

from cleaner.comparison import Comparison, State
from cleaner.delivery.progress import Progress
from cleaner.report.figures import COLUMNS, Figure, cells, figures, matter, title
from cleaner.report.sides import Mark, Part, Row, rows, runs
from cleaner.report.times import clock
from cleaner.report.visible import visible

_MEANT = {Mark.REPLACED: "del", Mark.LEFT_OUT: "del", Mark.ALIKE: "em"}
_SAID = {Mark.REPLACED: "ins", Mark.ADDED: "ins", Mark.ALIKE: "em"}


def write(progress: Progress, *, every: bool = False) -> str:
    """The last take: figures, and a table of the sentences; of several, before it a table and what stumbles.

    Args:
        progress: the takes.
        every: also the sentences in which there is nothing to see.
    """
    lines: list[str] = []
    for take in progress.takes[-1:]:
        lines += [f"# {_escaped(title(take))}", ""]
    if len(progress.takes) > 1:
        lines += [f"| {' | '.join(('', *COLUMNS))} |", "|---|---" + "|---:" * (len(COLUMNS) - 1) + "|"]
        lines += [
            f"| {' | '.join(map(_escaped, (str(number), *cells(take))))} |"
            for number, take in enumerate(progress.takes, 1)
        ]
        lines.append("")
    if progress.stumbles:
        lines += ["## Stumbles in most takes", ""]
        lines += [f"- {_escaped(matter(progress, stumble))}" for stumble in progress.stumbles]
        lines += ["", f"## {_escaped(progress.takes[-1].name)}", ""]
    for take in progress.takes[-1:]:
        for figure in figures(take):
            lines += _figure(figure)
        table = list(_table(take.comparison, every=every))
        if table:
            lines += ["", "| | script | said | |", "|---|---|---|---|", *table]
    return "\n".join(lines) + "\n"


def _table(comparison: Comparison, *, every: bool) -> Iterator[str]:
    for run in runs(rows(comparison)):
        if every or run[0].differs or run[0].move:
            yield from map(_line, run)
        elif run[0].sentence and run[-1].sentence:
            first, last = run[0].sentence.number + 1, run[-1].sentence.number + 1
            yield f"| {first if first == last else f'{first}–{last}'} | … | … | said |"


def _line(row: Row) -> str:
    time = clock(row.time[0]) if row.time else ""
    if row.sentence is None:
        return f"| + | | {_cell(row.heard, _SAID)} | {time} not in the script |"
    about = row.sentence.state.value
    if row.move and row.sentence.state is State.OUT_OF_ORDER:
        about += f", after {row.move.after + 1}" if row.move.after >= 0 else ", before all others"
    sides = f"{_cell(row.script, _MEANT)} | {_cell(row.heard, _SAID)}"
    return f"| {row.sentence.number + 1} | {sides} | {f'{time} {about}'.strip()} |"


def _cell(parts: Sequence[Part], tags: dict[Mark, str]) -> str:
    return "".join(
        f"<{tag}>{_escaped(part.text)}</{tag}>" if (tag := tags.get(part.mark)) else _escaped(part.text)
        for part in parts
    )


def _figure(figure: Figure) -> Iterator[str]:
    yield f"- **{_escaped(figure.label)}**: {_escaped(figure.value)}"
    for detail in figure.details:
        yield f"  - {_escaped(detail)}"


def _escaped(text: str) -> str:
    """Text in which no character is taken for Markdown or HTML."""
    shown = visible(text).replace("&", "&amp;").replace("<", "&lt;")
    return "".join(f"\\{char}" if char in "\\`*_|[]~#" else char for char in shown)
