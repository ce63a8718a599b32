"""A page for a person: what was said, what was done to it, how it sounded; one HTML file that asks for nothing."""

from collections.abc import Sequence
from types import SimpleNamespace

from markupsafe import Markup

from cleaner.cleaned import Cleaned
from cleaner.comparison import Comparison, State
from cleaner.delivery import Delivery
from cleaner.report.html import compared, figures, heard, timeline
from cleaner.report.html.embedding import asset, policy, script, shown, template
from cleaner.report.html.labels import LABELS
from cleaner.report.html.takes import HEIGHT, Stumble, Take, plots, stumbling, table
from cleaner.report.times import clock

_STYLES = ("base.css", "page.css")
_SCRIPTS = ("elements.js", "slots.js", "page.js", "card.js", "controls.js")
# Of a row of the timeline, px: pace and pauses; the clock below.
_ABOVE_LANES, _CLOCK = 84, 20


def page(
    cleaned: Cleaned,
    comparison: Comparison | None = None,
    delivery: Delivery | None = None,
    *,
    title: str,
    recording: str | None = None,
    home: str | None = None,
    takes: Sequence[Take] = (),
    stumbles: Sequence[Stumble] = (),
) -> str:
    """One self-contained page of HTML.

    Args:
        cleaned: what was heard, with its edits, applied and offered.
        comparison: of its text with the script that was meant.
        delivery: how it was said.
        title: what it is of, for a person.
        recording: its URL (`cleaner.report.html.recording` makes one), or None where there is none to play.
        home: URL of the page that lists it, or None.
        takes: rehearsals of the same script, of which this is the last; shown where there are several.
        stumbles: the sentences with which something was the matter in most of them.

    Returns:
        The page; it can be written in UTF-8 whatever the texts hold.
    """
    from cleaner import __version__

    css = "".join(asset(__package__, name) for name in _STYLES)
    js = script(asset(__package__, name) for name in _SCRIPTS)
    rows = timeline.rows(cleaned, delivery) if delivery else []
    kinds = _kinds(delivery) if delivery else []
    known = figures.figures(cleaned, comparison, delivery)
    budget = delivery.budget if delivery else None
    content = {
        "t": SimpleNamespace(**LABELS),
        "clock": clock,
        "title": title,
        "version": __version__,
        "policy": policy(css, js, _media(recording)),
        "css": Markup(css),  # noqa: S704 (ours)
        "js": Markup(js),  # noqa: S704 (ours)
        "data": Markup(heard.heard(cleaned)),  # noqa: S704 (its "<" are escaped)
        "recording": recording,
        "home": home,
        "sections": _sections(comparison, rows, takes),
        "script": compared.lines(comparison) if comparison else None,
        "states": _states(comparison) if comparison else (),
        "cleaned_lines": cleaned.text.split("\n"),
        "rows": rows,
        "kinds": kinds,
        "height": _ABOVE_LANES + timeline.LANE * len(kinds) + _CLOCK,
        "figures": known,
        "glance": figures.glance(known),
        "counts": figures.counts(delivery) if delivery else (),
        "budget": figures.budget(budget) if budget else "",
        "cuts": figures.cuts(budget) if budget else (),
        "takes": table(takes) if len(takes) > 1 else (),
        "plots": list(plots(takes)) if len(takes) > 1 else (),
        "plot_height": HEIGHT,
        "stumbles": stumbling(takes, stumbles),
        "notes": delivery.notes if delivery else (),
        "suspicions": _suspicions(cleaned, delivery) if delivery else (),
    }
    return shown(template(__package__, "page.html.j2").render(content))


def _media(recording: str | None) -> str:
    return "'none'" if recording is None else "data:" if recording.startswith("data:") else "'self' file:"


def _sections(comparison: Comparison | None, rows: list[timeline.Row], takes: Sequence[Take]) -> list[tuple[str, str]]:
    there = {
        "script": comparison is not None,
        "heard": True,
        "tempo": bool(rows),
        "figures": True,
        "takes": len(takes) > 1,
    }
    return [(name, LABELS[name]) for name, is_there in there.items() if is_there]


def _states(comparison: Comparison) -> list[tuple[str, int]]:
    counted = [(state.name, comparison.count(state)) for state in State]
    return [(name, count) for name, count in [*counted, ("ADDED", len(comparison.added))] if count]


def _kinds(delivery: Delivery) -> list[tuple[str, str]]:
    return [
        (kind, LABELS.get("suspicions" if kind == "suspicion" else kind, kind)) for kind in timeline.kinds(delivery)
    ]


def _suspicions(cleaned: Cleaned, delivery: Delivery) -> list[tuple[int, str, str]]:
    return [
        (time[0], cleaned.transcript.text[span.start : span.end], reason) for span, time, reason in delivery.suspicions
    ]
