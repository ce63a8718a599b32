"""The figures of a comparison and a delivery in words: what every printed report says, one label and one line each."""

from collections.abc import Iterator
from dataclasses import dataclass

from cleaner.comparison import Comparison, State
from cleaner.delivery import Delivery, Evidence, Occurrence, Tally
from cleaner.delivery.progress import Progress, Stumble, Take
from cleaner.report.times import clock, percent, seconds
from cleaner.report.visible import visible
from cleaner.transcript import Span

_LISTED = 8  # of what is listed with its times
_TOLD = 20  # code points of a text that was taken out
_MARKS = " ,.!?;:，。！？；：、…\n"
_SHOWN = 8  # code points of a text that is only pointed at


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing to know: its name, what it is, and beneath it what it is made of, one line each."""

    label: str
    value: str
    details: tuple[str, ...] = ()


def title(take: Take) -> str:
    """What is compared with what."""
    return f"{take.name} against {take.comparison.script.name or 'the script'}"


def figures(take: Take) -> Iterator[Figure]:
    """All there is to know of a take."""
    yield from _said(take.comparison)
    if take.delivery is not None:
        yield from _delivered(take.comparison, take.delivery)


def _said(comparison: Comparison) -> Iterator[Figure]:
    """What was said of the script."""
    yield Figure("said", f"{percent(comparison.coverage)} of the script")
    recogniser = f", of it {percent(comparison.cer_alike)} the recogniser's (~)" if comparison.cer_alike else ""
    yield Figure("CER", f"{percent(comparison.cer)} against the script{recogniser}")
    yield Figure("order", f"{percent(comparison.order)} of the sentences in order")
    counts = ", ".join(f"{count} {state.value}" for state in State if (count := comparison.count(state)))
    yield Figure("sentences", f"{len(comparison.sentences)}: {counts}" if counts else "none in the script")
    if comparison.added:
        text = comparison.cleaned.text
        spoken = (text[passage.heard.start : passage.heard.end] for passage in comparison.added)
        units = sum(sum(map(str.isalnum, passage)) for passage in spoken)
        yield Figure("added", f"{_many(len(comparison.added), 'passage')} not in the script, {units} characters")


def _delivered(comparison: Comparison, delivery: Delivery) -> Iterator[Figure]:
    """How it was said."""
    if delivery.duration is not None:
        latency = f", first word at {clock(delivery.latency)}" if delivery.latency and delivery.latency >= 1000 else ""
        yield Figure("time", f"{clock(delivery.duration)}{latency}")
    if delivery.budget is not None:
        yield _budget(delivery)
    if delivery.rate is not None:
        clean = f", {delivery.articulation:.0f} without the pauses" if delivery.articulation is not None else ""
        yield Figure("pace", f"{delivery.rate:.0f} 字/分钟{clean}", tuple(_extremes(delivery)))
    if delivery.duration is not None:
        yield _pauses(comparison, delivery)
    unknown = [tally for tally in delivery.tallies if tally.evidence is Evidence.UNKNOWN and not tally.found]
    yield from (_tally(tally) for tally in delivery.tallies if tally not in unknown)
    if unknown:
        yield _unknown(unknown)
    yield from (Figure("note", note) for note in delivery.notes)
    if delivery.suspicions:
        text = comparison.cleaned.transcript.text
        listed = [f"{clock(time[0])} {_quoted(text, span)}: {why}" for span, time, why in delivery.suspicions]
        value = f"{_many(len(listed), 'place')} where a filler or a restart may be hidden"
        yield Figure("listen to", value, _cut(listed))


COLUMNS = ("take", "said", "CER", "order", "time", "字/分", "pauses", "fillers/min")
"""What a table of takes has."""


def cells(take: Take) -> tuple[str, ...]:
    """A take in these columns; "–" where something is not known."""
    comparison, delivery = take.comparison, take.delivery
    unknown = "–"
    return (
        take.name,
        percent(comparison.coverage),
        percent(comparison.cer),
        percent(comparison.order),
        clock(delivery.duration) if delivery and delivery.duration is not None else unknown,
        f"{delivery.rate:.0f}" if delivery and delivery.rate is not None else unknown,
        str(len(delivery.pauses)) if delivery and delivery.duration is not None else unknown,
        f"{take.fillers:.1f}" if take.fillers is not None else unknown,
    )


def matter(progress: Progress, stumble: Stumble) -> str:
    """What is the matter with a sentence, in one line: its number, its first words, what happened in which takes."""
    script = progress.takes[0].comparison.script
    span = script.sentences[stumble.sentence]
    by_matter: dict[str, list[str]] = {}
    for take, how in zip(stumble.takes, stumble.how, strict=True):
        for one in how:
            by_matter.setdefault(one, []).append(str(take + 1))
    listed = ", ".join(f"{one} ({', '.join(takes)})" for one, takes in by_matter.items())
    return (
        f"{stumble.sentence + 1} {_quoted(script.text, span, _SHOWN * 2)} "
        f"in {len(stumble.takes)} of {len(progress.takes)} takes: {listed}"
    )


def _budget(delivery: Delivery) -> Figure:
    budget = delivery.budget
    assert budget is not None
    if budget.over <= 0:
        left = f"{clock(-budget.over)} left" if budget.over else "just in time"
        return Figure("budget", f"{clock(budget.target)}, {left}")
    details = [f"{seconds(saves)} s: {visible(what)}" for what, saves in budget.cuts]
    value = f"{clock(budget.target)}, {clock(budget.over)} over{'; to fit, cut' if details else ''}"
    return Figure("budget", value, _cut(details))


def _extremes(delivery: Delivery) -> Iterator[str]:
    paces = [pace for pace in delivery.paces if pace.syllables >= _SHOWN]  # a short sentence has no pace to speak of
    if len(paces) < 3:
        return
    for name, pace in (
        ("fastest", max(paces, key=lambda pace: pace.rate)),
        ("slowest", min(paces, key=lambda pace: pace.rate)),
    ):
        yield f"{name}: sentence {pace.sentence + 1} at {clock(pace.start)}, {pace.rate:.0f} 字/分钟"


def _pauses(comparison: Comparison, delivery: Delivery) -> Figure:
    pauses = delivery.pauses
    if not pauses:
        return Figure("pauses", "none of 0.5 s or more")
    text = comparison.cleaned.transcript.text
    inside = sum(pause.inside for pause in pauses)
    long = delivery.long_pauses
    value = f"{len(pauses)} of 0.5 s or more, {inside} inside a sentence; {len(long)} of 2 s or more"
    if any(pause.evidence is not Evidence.HEARD for pause in pauses):
        value += " (inferred from timing)"
    details = [
        f"{clock(pause.start)} {seconds(pause.end - pause.start)} s"
        f"{' inside a sentence,' if pause.inside else ''} {_quoted(text, Span(pause.at, pause.at))}"
        for pause in long
    ]
    return Figure("pauses", value, _cut(details))


def _tally(tally: Tally) -> Figure:
    rate = f", {tally.rate:.1f} a minute" if tally.rate is not None and tally.found else ""
    listed = "、".join(_cut([_occurrence(one) for one in tally.found]))
    about = f"{len(tally.found) or 'none'} {tally.evidence.value}{rate}"
    return Figure(tally.kind, f"{about}: {listed}" if listed else about, (tally.note,) if tally.note else ())


def _unknown(tallies: list[Tally]) -> Figure:
    """Kinds that cannot be known, together; of the note of each what is more than that."""
    kinds = ", ".join(tally.kind for tally in tallies)
    more = ((tally.kind, tally.note.partition("; ")[2]) for tally in tallies)
    value = f"{kinds}: none in the text, which proves nothing, since recognisers leave them out"
    return Figure("cannot be known", value, tuple(f"{kind}: {note}" for kind, note in more if note))


def _occurrence(one: Occurrence) -> str:
    text = visible(one.text.strip(_MARKS))
    if len(text) > _TOLD:
        text = f"{text[:_TOLD]}…"
    return f"{clock(one.time[0])} {text}" if one.time else text


def _quoted(text: str, span: Span, length: int = _SHOWN) -> str:
    """What stands at a place, short; what follows where that is nothing but a place."""
    if not len(span):
        return (
            f"before {_quoted(text, Span(span.start, len(text)), length)}" if span.start < len(text) else "at the end"
        )
    line = text[span.start : span.end].strip().partition("\n")[0]
    shown = line if len(line) <= length else f"{line[:length].rstrip()}…"
    return f"「{visible(shown)}」" if shown else "the end"


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}{'s' * (count != 1)}"


def _cut(listed: list[str]) -> tuple[str, ...]:
    more = len(listed) - _LISTED
    return (*listed[:_LISTED], f"and {more} more") if more > 0 else tuple(listed)
