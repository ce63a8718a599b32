"""The recording as a score: in each row some minutes of it, with pace, pauses and what was not fluent.

Places along a row are in percent of its width, heights in pixels, so that it fits every screen without a script.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from cleaner.cleaned import Cleaned
from cleaner.delivery import Delivery, Evidence
from cleaner.report.html.labels import LABELS
from cleaner.report.times import clock, seconds
from cleaner.transcript import Span

PACE_HEIGHT = 56
LANE = 8
_ROWS = ((5, 1), (12, 2), (60, 5), (120, 10))  # up to so many minutes in all: so many minutes a row
_LONGEST_ROW = 20
_EXCERPT = 16  # code points of a text in a label
_LONG_PAUSE = 2000


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that can be seen and played.

    Attributes:
        kind: "pace", "pause", "pause inside", or the kind of a tally, or "suspicion".
        x, width: percent of the row.
        y, height: px, from the top of its lane.
        time: ms where it plays.
        label: for eyes and ears.
        long: of a pause: 2 s and more.
    """

    kind: str
    x: float
    width: float
    y: float
    height: float
    time: int
    label: str
    long: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Some minutes of the recording.

    Attributes:
        start, end: ms.
        paces, pauses, marks: what is in its three lanes.
        ticks: percent of its width, and the moment as text.
        mean: px from the top of the lane of pace: the pace over the whole; None where it is not known.
    """

    start: int
    end: int
    paces: tuple[Mark, ...]
    pauses: tuple[Mark, ...]
    marks: tuple[Mark, ...]
    ticks: tuple[tuple[float, str], ...]
    mean: float | None


def rows(cleaned: Cleaned, delivery: Delivery) -> list[Row]:
    """The whole recording, or nothing where no times are known."""
    length = delivery.duration or max(
        [pace.end for pace in delivery.paces] + [pause.end for pause in delivery.pauses], default=0
    )
    if not length or not (delivery.paces or delivery.pauses):
        return []
    step = next((row for most, row in _ROWS if length <= most * 60_000), _LONGEST_ROW) * 60_000
    fastest = max([pace.rate for pace in delivery.paces] + [delivery.rate or 1.0])
    made = []
    for start in range(0, length, step):
        row = _Row(start, step)
        made.append(
            Row(
                start,
                start + step,
                tuple(_paces(cleaned, delivery, row, fastest)),
                tuple(_pauses(delivery, row)),
                tuple(_marks(delivery, row)),
                tuple(_ticks(row, length)),
                PACE_HEIGHT * (1 - delivery.rate / fastest) if delivery.rate else None,
            )
        )
    return made


@dataclass(frozen=True, slots=True)
class _Row:
    start: int
    step: int

    def clip(self, start: int, end: int) -> tuple[float, float] | None:
        """Place and width in percent of what falls into this row; what has no length stands where it is."""
        low, high = max(start, self.start), min(end, self.start + self.step)
        if low > high or (low == high and not (start == end and self.start <= start < self.start + self.step)):
            return None
        return round(100 * (low - self.start) / self.step, 3), round(100 * (high - low) / self.step, 3)


def _paces(cleaned: Cleaned, delivery: Delivery, row: _Row, fastest: float) -> Iterator[Mark]:
    for pace in delivery.paces:
        if place := row.clip(pace.start, pace.end):
            height = round(PACE_HEIGHT * pace.rate / fastest, 1)
            label = LABELS["pace_label"].format(
                n=pace.sentence + 1,
                time=clock(pace.start),
                rate=round(pace.rate),
                text=_excerpt(cleaned.text, pace.heard),
            )
            yield Mark("pace", *place, round(PACE_HEIGHT - height, 1), height, pace.start, label)


def _pauses(delivery: Delivery, row: _Row) -> Iterator[Mark]:
    for pause in delivery.pauses:
        if place := row.clip(pause.start, pause.end):
            label = LABELS["pause_label"].format(
                length=seconds(pause.end - pause.start),
                time=clock(pause.start),
                where=LABELS["inside" if pause.inside else "between"],
                evidence=LABELS["measured" if pause.evidence is Evidence.HEARD else pause.evidence.name],
            )
            kind = "pause inside" if pause.inside else "pause"
            yield Mark(kind, *place, 0, 12, pause.start, label, pause.end - pause.start >= _LONG_PAUSE)


def _marks(delivery: Delivery, row: _Row) -> Iterator[Mark]:
    lanes = kinds(delivery)
    for tally in delivery.tallies:
        for found in tally.found:
            if found.time and (place := row.clip(*found.time)):
                label = f"{LABELS.get(tally.kind, tally.kind)} {clock(found.time[0])}：{found.text}"
                yield Mark(tally.kind, *place, LANE * lanes.index(tally.kind), LANE - 2, found.time[0], label)
    for _, time, reason in delivery.suspicions:
        if place := row.clip(*time):
            yield Mark(
                "suspicion",
                *place,
                LANE * lanes.index("suspicion"),
                LANE - 2,
                time[0],
                f"{LABELS['suspicions']} {clock(time[0])}：{reason}",
            )


def kinds(delivery: Delivery) -> list[str]:
    """The kinds of what was not fluent that were found: each has its own lane, from above."""
    return [tally.kind for tally in delivery.tallies if tally.found] + ["suspicion"] * bool(delivery.suspicions)


def _ticks(row: _Row, length: int) -> Iterator[tuple[float, str]]:
    every = row.step // 6 if row.step <= 60_000 else row.step // 4 if row.step <= 120_000 else row.step // 5
    for at in range(row.start, min(row.start + row.step, length + 1), every):
        yield round(100 * (at - row.start) / row.step, 3), clock(at)


def _excerpt(text: str, span: Span) -> str:
    cut = text[span.start : min(span.end, span.start + _EXCERPT)].replace("\n", " ")
    return cut + "…" * (len(span) > _EXCERPT)
