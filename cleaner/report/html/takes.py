"""Several rehearsals of one script, side by side: a table, a plot of each figure, and the sentences that stumble."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from cleaner.comparison import Comparison
from cleaner.delivery import Delivery
from cleaner.report.html.labels import LABELS
from cleaner.report.times import clock, percent

HEIGHT = 64  # px of a plot
_TOP, _BOTTOM = 18, 54  # px between which its line runs
_SIDE = 6  # percent of its width that stay free at either end


class Take(Protocol):
    """What is known of one rehearsal: its name, the comparison, the delivery if any, fillers a minute if known."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def comparison(self) -> Comparison: ...  # noqa: D102
    @property
    def delivery(self) -> Delivery | None: ...  # noqa: D102
    @property
    def fillers(self) -> float | None: ...  # noqa: D102


class Stumble(Protocol):
    """A sentence, by number, with which something was the matter; in which takes, from 0; what it was in each."""

    @property
    def sentence(self) -> int: ...  # noqa: D102
    @property
    def takes(self) -> tuple[int, ...]: ...  # noqa: D102
    @property
    def how(self) -> tuple[tuple[str, ...], ...]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Plot:
    """How one figure goes over the takes.

    Attributes:
        name: of the figure.
        points: of each take where it is known: percent from the left, px from the top, its value as text.
        lines: between neighbours, as (x1, y1, x2, y2).
    """

    name: str
    points: tuple[tuple[float, float, str], ...]
    lines: tuple[tuple[float, float, float, float], ...]

    @property
    def label(self) -> str:
        """All of it in words."""
        return f"{self.name}：{'，'.join(value for _, _, value in self.points)}"


def table(takes: Sequence[Take]) -> list[tuple[str, list[str]]]:
    """The name of each take with its figures: coverage, CER, length, pace, fillers a minute."""
    unknown = LABELS["unmeasured"]
    rows = []
    for take in takes:
        length = take.delivery.duration if take.delivery else None
        rate = take.delivery.rate if take.delivery else None
        row = [
            percent(take.comparison.coverage),
            percent(take.comparison.cer),
            unknown if length is None else clock(length),
            unknown if rate is None else f"{rate:.0f}",
            unknown if take.fillers is None else f"{take.fillers:.1f}",
        ]
        rows.append((take.name, row))
    return rows


def plots(takes: Sequence[Take]) -> Iterator[Plot]:
    """Coverage, length and fillers over the takes, each of which is known of two takes at least."""
    lengths = [take.delivery.duration if take.delivery else None for take in takes]
    yield from _plot("coverage", [take.comparison.coverage for take in takes], percent, 1.0)
    yield from _plot("duration", [None if ms is None else float(ms) for ms in lengths], lambda ms: clock(round(ms)))
    yield from _plot("fluency", [take.fillers for take in takes], "{:.1f}".format)


def _plot(key: str, values: Sequence[float | None], write: Callable[[float], str], most: float = 0.0) -> Iterator[Plot]:
    known = [(number, value) for number, value in enumerate(values) if value is not None]
    if len(known) < 2:
        return
    most = most or max(value for _, value in known) or 1.0
    points = []
    for number, value in known:
        x = _SIDE + (100 - 2 * _SIDE) * number / (len(values) - 1)
        points.append((round(x, 2), round(_BOTTOM - (_BOTTOM - _TOP) * value / most, 1), write(value)))
    lines = tuple((one[0], one[1], other[0], other[1]) for one, other in pairwise(points))
    yield Plot(LABELS[key], tuple(points), lines)


def stumbling(takes: Sequence[Take], stumbles: Sequence[Stumble]) -> list[tuple[int, str, str, str]]:
    """The sentences that stumble: number, text, in how many takes, what was the matter."""
    if not takes:
        return []
    script = takes[-1].comparison.script
    made = []
    for stumble in stumbles:
        span = script.sentences[stumble.sentence]
        kinds = dict.fromkeys(kind for how in stumble.how for kind in how)
        often = f"{len(stumble.takes)} / {len(takes)}"
        what = "、".join(LABELS.get(kind, kind) for kind in kinds)
        made.append((stumble.sentence + 1, script.text[span.start : span.end], often, what))
    return made
