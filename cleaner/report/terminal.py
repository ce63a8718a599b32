"""A comparison as a terminal shows it: side by side where there is room, one below the other where there is not.

Colour and brackets mark what differs; without colour only the brackets: [-left out-], {+added+}, ~misheard~.
"""

import re
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Literal, cast, get_args

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from cleaner.comparison import Comparison, Move, State
from cleaner.delivery.progress import Progress
from cleaner.report.figures import COLUMNS, Figure, cells, figures, matter, title
from cleaner.report.sides import Mark, Part, Row, rows, runs
from cleaner.report.times import clock
from cleaner.report.visible import visible

Colours = Literal["standard", "256", "truecolor"]

_SIDE_BY_SIDE = 64  # columns from which there is room for two texts
_INDENT = 3
_LABEL = 20
_SHORT = 36  # columns within which an addition is one line with its heading
_BETWEEN = " │ "

_STYLES = {
    Mark.SAME: "",
    Mark.REPLACED: "bold yellow",
    Mark.LEFT_OUT: "bold red",
    Mark.ADDED: "bold green",
    Mark.ALIKE: "cyan",
    Mark.UNSPOKEN: "dim",
}
_STATES = {
    State.SAID: "green",
    State.DIFFERENTLY: "yellow",
    State.PARTLY: "yellow",
    State.LEFT_OUT: "red",
    State.OUT_OF_ORDER: "magenta",
    State.TWICE: "magenta",
}
# One character or Latin word, with the marks that must not stand apart from it at a line's end or beginning.
_UNBREAKABLE = re.compile(
    r"(?:\[-|\{\+|[（《「『“‘【〈(\[])*(?:~[^~]{1,8}~|(?:[\w.'’#@/]|\+(?!\})|-(?!\]))+|.)"
    r"(?:-\]|\+\}|[，。、；：？！…”’）》」』】〉,.;:?!%)\]·]|\ [%–])*\s*",
    re.ASCII | re.DOTALL,
)


def write(progress: Progress, *, width: int = 80, colours: Colours | None = None, every: bool = False) -> str:
    """The report, ready to print: the last take whole; of several, then a table, and what stumbles in most of them.

    Args:
        progress: the takes.
        width: columns of the terminal; a hanzi takes two.
        colours: how many the terminal has; None for plain text.
        every: also the sentences in which there is nothing to see, which else are one line for a run of them.
    """
    lines: list[Text] = []
    for take in progress.takes[-1:]:
        lines += (*wrapped(Text(visible(title(take)), "bold"), width), Text())
        lines += _sentences(take.comparison, width, every=every, plain=colours is None)
        lines.append(Text())
        for figure in figures(take):
            lines += _figure(figure, width)
    if len(progress.takes) > 1:
        lines.append(Text())
        lines += _takes(progress, width)
    return _printed(lines, width, colours)


def width_and_colours() -> tuple[int, Colours | None]:
    """Of standard output: the terminal's, and as the environment says (NO_COLOR, FORCE_COLOR, COLUMNS)."""
    console = Console()
    found = console.color_system
    return console.width, None if console.no_color or found not in get_args(Colours) else cast("Colours", found)


def _printed(lines: Iterable[Text], width: int, colours: Colours | None) -> str:
    file = StringIO()
    console = Console(
        file=file,
        width=width,
        color_system=colours,
        force_terminal=colours is not None,
        no_color=colours is None,
        highlight=False,
        markup=False,
        emoji=False,
    )
    for line in lines:
        line.rstrip()
        console.print(line, no_wrap=True, overflow="ignore", crop=False)
    return file.getvalue()


def _sentences(comparison: Comparison, width: int, *, every: bool, plain: bool) -> Iterator[Text]:
    move: Move | None = None
    for run in runs(rows(comparison)):
        folded = not every and not run[0].differs
        begins = run[0].move is not move and run[0].move is not None
        move = run[0].move
        whole = move is not None and len(run) == move.sentences[1] - move.sentences[0]
        if move is not None and begins and not (folded and whole):
            yield _moved(move)
        if folded:
            yield _folded(run, width, f"said out of order, {_after(move)}" if move is not None and whole else "said")
        else:
            for row in run:
                yield from _row(row, width, plain=plain)


def _moved(move: Move) -> Text:
    numbers = _numbers(move.sentences[0] + 1, move.sentences[1])
    return Text.assemble((f"{numbers} ", "bold"), (f"said out of order, {_after(move)}", "magenta"), _at(move.time))


def _after(move: Move) -> str:
    return f"after {move.after + 1}" if move.after >= 0 else "before all others"


def _folded(run: list[Row], width: int, how: str) -> Text:
    """One line for sentences with nothing to see: which, when, how many characters were misheard, the first words."""
    assert run[0].sentence is not None
    assert run[-1].sentence is not None
    times = [row.time for row in run if row.time]
    when = f" {clock(times[0][0])}–{clock(times[-1][1])}" if times else ""
    misheard = sum(row.alike for row in run)
    about = f"{_numbers(run[0].sentence.number + 1, run[-1].sentence.number + 1)} {how}{when}"
    about += f" ~{misheard}" if misheard else ""
    line = Text(f"{about}  {_text(run[0].script)}", "dim")
    if len(run) > 1 or line.cell_len > width:
        line.truncate(width - 1)
        line.rstrip()
        line.append("…")
    return line


def _row(row: Row, width: int, *, plain: bool) -> Iterator[Text]:
    if row.sentence is None:
        head = Text.assemble(("+ ", "bold"), (f"not in the script{_at(row.time)}", "green"))
        short = Text.assemble(head, "  ", _side(row.heard, "{+", "+}", plain=plain))
        if short.cell_len <= max(width // 2, _SHORT):
            yield short
            return
        yield head
    else:
        misheard = f", ~{row.alike} misheard" if row.alike else ""
        state = row.sentence.state
        yield Text.assemble(
            (f"{row.sentence.number + 1} ", "bold"),
            (state.value, _STATES[state]),
            f"{''.join(f' {clock(time[0])},' for time in row.earlier)}{_at(row.time)}{misheard}",
        )
    left, right = _side(row.script, "[-", "-]", plain=plain), _side(row.heard, "{+", "+}", plain=plain)
    if width >= _SIDE_BY_SIDE:
        column = (width - _INDENT - len(_BETWEEN)) // 2
        yield from _beside(wrapped(left, column), wrapped(right, column), column)
        return
    for lead, text in (("-  ", left), ("+  ", right)):
        for number, line in enumerate(wrapped(text, width - _INDENT) if text else ()):
            yield Text.assemble((lead if number == 0 else " " * _INDENT, "dim"), line)


def _beside(left: list[Text], right: list[Text], column: int) -> Iterator[Text]:
    for number in range(max(len(left), len(right))):
        one = left[number] if number < len(left) else Text()
        other = right[number] if number < len(right) else Text()
        yield Text.assemble(" " * _INDENT, one, " " * (column - one.cell_len), (_BETWEEN, "dim"), other)


def _side(parts: Iterable[Part], opens: str, closes: str, *, plain: bool) -> Text:
    """The text of a side; what was misheard between ~ always, other differences between brackets if it is plain."""
    text = Text()
    for part in parts:
        shown = visible(part.text)
        if part.mark is Mark.ALIKE:
            shown = f"~{shown}~"
        elif plain and part.mark in (Mark.REPLACED, Mark.LEFT_OUT, Mark.ADDED):
            shown = f"{opens}{shown}{closes}"
        text.append(shown, _STYLES[part.mark])
    return text


def _figure(figure: Figure, width: int) -> Iterator[Text]:
    """A figure with its name in front, and what it is made of beneath."""
    label = _LABEL if width >= _SIDE_BY_SIDE else 2
    name = Text(figure.label, "bold")
    if label == 2:
        yield name
    for number, line in enumerate(wrapped(Text(figure.value), width - label)):
        yield Text.assemble(
            name if number == 0 and label > 2 else "",
            " " * (label - (name.cell_len if number == 0 and label > 2 else 0)),
            line,
        )
    for detail in figure.details:
        for line in wrapped(Text(detail, "dim"), width - label - 2):
            yield Text.assemble(" " * (label + 2), line)


def _takes(progress: Progress, width: int) -> Iterator[Text]:
    """A table where there is room, else a take a paragraph; then the sentences that stumble."""
    table = [(str(number), *cells(take)) for number, take in enumerate(progress.takes, 1)]
    if width >= _SIDE_BY_SIDE:
        heads = ("", *COLUMNS)
        sizes = [max(cell_len(row[column]) for row in (heads, *table)) for column in range(len(heads))]
        sizes[1] = max(min(sizes[1], width - sum(sizes) + sizes[1] - 2 * (len(sizes) - 1)), 4)
        for row in (heads, *table):
            line = Text(style="bold" if row is heads else "")
            for column, (cell, size) in enumerate(zip(row, sizes, strict=True)):
                shown = Text(visible(cell))
                shown.truncate(size, overflow="ellipsis")
                blank = " " * (size - shown.cell_len)
                line = Text.assemble(line, "  " * bool(column), *((shown, blank) if column == 1 else (blank, shown)))
            yield line
    else:
        for number, name, *values in table:
            yield Text.assemble((f"{number} ", "bold"), visible(name))
            listed = ", ".join(f"{head} {value}" for head, value in zip(COLUMNS[1:], values, strict=True))
            for line in wrapped(Text(listed), width - _INDENT):
                yield Text.assemble(" " * _INDENT, line)
    if progress.stumbles:
        yield Text()
        yield Text("Stumbles in most takes", "bold")
        for stumble in progress.stumbles:
            first, *others = wrapped(Text(matter(progress, stumble)), width - _INDENT)
            yield first
            yield from (Text.assemble(" " * _INDENT, line) for line in others)


def wrapped(text: Text, width: int) -> list[Text]:
    """The lines of a text in so many columns: broken between hanzi and words, no line beginning with a closing mark."""
    cuts: list[int] = []
    used = 0
    for found in _UNBREAKABLE.finditer(text.plain):
        size = cell_len(found[0].rstrip())
        if used and used + size > width:
            cuts.append(found.start())
            used = 0
        if size > width:  # an address: broken anywhere
            for at in range(found.start(), found.end()):
                size = cell_len(text.plain[at])
                if used and used + size > width:
                    cuts.append(at)
                    used = 0
                used += size
        else:
            used += cell_len(found[0])
    lines = list(text.divide(cuts))
    for line in lines:
        line.rstrip()
    return lines


def _numbers(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def _at(time: tuple[int, int] | None) -> str:
    return f" {clock(time[0])}" if time else ""


def _text(parts: Iterable[Part]) -> str:
    return visible("".join(part.text for part in parts)).strip()
