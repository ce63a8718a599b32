"""The figures: each with its name, its value and what it means."""

from collections.abc import Iterator
from typing import NamedTuple

from cleaner.cleaned import Cleaned
from cleaner.comparison import Comparison, State
from cleaner.delivery import Budget, Delivery, Evidence, Tally
from cleaner.report.html.labels import LABELS
from cleaner.report.times import clock, percent, seconds

_LONG_PAUSE = 2000  # ms
_AT_A_GLANCE = ("coverage", "sentences", "cer", "rate", "duration", "changes")


class Figure(NamedTuple):
    """One figure: its name among the labels, its value, the unit (set smaller), and what it means."""

    key: str
    value: str
    unit: str = ""
    note: str = ""

    @property
    def name(self) -> str:
        """What it is called."""
        return LABELS[self.key]


class Count(NamedTuple):
    """One kind of what was not fluent; of each that was found there are the ms, if known, and the text."""

    kind: str
    number: str
    rate: str
    evidence: str
    note: str
    found: tuple[tuple[int | None, str], ...]


def figures(cleaned: Cleaned, comparison: Comparison | None, delivery: Delivery | None) -> list[Figure]:
    """All that is known, the most telling first."""
    found: list[Figure] = []
    if comparison:
        found += _of_comparison(comparison)
    if delivery:
        found += _of_delivery(delivery)
    before = LABELS["characters_note"].format(before=f"{len(cleaned.transcript.text):,}")
    offered = LABELS["changes_note"].format(offered=f"{len(cleaned.offered):,}")
    changes = LABELS["places"].format(n=f"{len(cleaned.edits):,}")
    return [*found, Figure("characters", f"{len(cleaned.text):,}", "", before), Figure("changes", changes, "", offered)]


def glance(found: list[Figure]) -> list[Figure]:
    """The few that a person looks for first."""
    return [figure for figure in found if figure.key in _AT_A_GLANCE]


def _of_comparison(comparison: Comparison) -> Iterator[Figure]:
    total = len(comparison.sentences)
    said = f"{comparison.count(State.SAID)} / {total}"
    alike = LABELS["cer_note"].format(alike=percent(comparison.cer_alike))
    yield Figure("coverage", percent(comparison.coverage), "", LABELS["coverage_note"])
    yield Figure("sentences", said, "", LABELS["sentences_note"].format(total=total))
    yield Figure("cer", percent(comparison.cer), "", alike)
    yield Figure("order", percent(comparison.order), "", LABELS["order_note"])


def _of_delivery(delivery: Delivery) -> Iterator[Figure]:
    if delivery.duration is not None:
        speaking = "" if delivery.speaking is None else clock(delivery.speaking)
        note = LABELS["duration_note"].format(speaking=speaking) if speaking else ""
        yield Figure("duration", clock(delivery.duration), "", note)
    for key, rate in (("rate", delivery.rate), ("articulation", delivery.articulation)):
        if rate is not None:
            yield Figure(key, f"{rate:.0f}", LABELS["rate_unit"], LABELS[f"{key}_note"])
    if delivery.rate is not None or delivery.pauses:
        long = sum(pause.end - pause.start >= _LONG_PAUSE for pause in delivery.pauses)
        inside = sum(pause.inside for pause in delivery.pauses)
        note = LABELS["pauses_note"].format(long=long, inside=inside)
        yield Figure("pauses", LABELS["times"].format(n=len(delivery.pauses)), "", note)
    if delivery.latency is not None:
        value = LABELS["seconds"].format(n=seconds(delivery.latency))
        yield Figure("latency", value, "", LABELS["latency_note"])


def counts(delivery: Delivery) -> list[Count]:
    """The tallies, each saying how it is known. What cannot be known is never given as a number."""
    return [_count(tally) for tally in delivery.tallies]


def _count(tally: Tally) -> Count:
    number = LABELS["unknown_count"]
    if tally.evidence is not Evidence.UNKNOWN or tally.found:
        number = LABELS["at_least"].format(n=len(tally.found))
    rate = ""
    if tally.rate is not None and tally.evidence is not Evidence.UNKNOWN:
        rate = LABELS["tally_rate"].format(n=f"{tally.rate:.1f}")
    found = tuple((one.time[0] if one.time else None, one.text) for one in tally.found)
    kind = LABELS.get(tally.kind, tally.kind)
    return Count(kind, number, rate, LABELS[tally.evidence.name], tally.note, found)


def budget(kept: Budget) -> str:
    """Whether the time was kept."""
    key = "budget_over" if kept.over > 0 else "budget_under"
    return LABELS[key].format(target=clock(kept.target), over=clock(abs(kept.over)))


def cuts(kept: Budget) -> list[tuple[str, str]]:
    """What to cut, and the seconds that it saves."""
    return [(what, LABELS["seconds"].format(n=seconds(saved))) for what, saved in kept.cuts]
