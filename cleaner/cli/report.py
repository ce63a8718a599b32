"""What a person is told on standard error about the work: warnings, a summary, every edit."""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from cleaner.report.visible import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.cleaned import Cleaned
    from cleaner.edits import Edit
    from cleaner.facts import Fact
    from cleaner.transcript import Transcript

_CONTEXT = 12  # code points shown on either side of an edit


def is_watched(quiet: bool) -> bool:
    """Whether somebody sits at a terminal and wants to see how it goes."""
    return not quiet and sys.stderr.isatty()


def is_told(quiet: bool, cleaned: "Cleaned") -> bool:
    """Whether a summary is wanted: by who sits at a terminal, and by everybody where a fact has gone."""
    from cleaner.facts import gone  # here: not for --help

    return is_watched(quiet) or (not quiet and bool(gone(cleaned)))


def warn(warnings: Iterable[str]) -> None:
    """Print each on a line of its own."""
    for warning in warnings:
        click.echo(f"cleaner: warning: {' '.join(warning.split())}", err=True)


def summarize(name: str, cleaned: "Cleaned") -> None:
    """Print one line: how long the text was and is, what was done to it by stage, what more is offered."""
    before, after = len(cleaned.transcript.text), len(cleaned.text)
    click.secho(f"{name}: {before} → {after} characters, {counted(cleaned)}", err=True, dim=True)


def counted(cleaned: "Cleaned") -> str:
    """The edits by stage, the facts that are gone with them, and how many edits are offered.

    "3 edits (filler 2, repair 1); gone with them: 1 date, 2 Latin terms; 1 offered".
    """
    from cleaner.facts import KINDS, gone  # here: not for --help

    stages = Counter(edit.stage for edit in cleaned.edits)
    number = sum(stages.values())
    by_stage = f" ({', '.join(f'{stage} {count}' for stage, count in stages.items())})" if stages else ""
    kinds = Counter(lost.fact.kind for lost in gone(cleaned))
    facts = ", ".join(f"{kinds[kind]} {kind}{'s' * (kinds[kind] > 1)}" for kind in KINDS if kinds[kind])
    lost = f"; gone with {'it' if number == 1 else 'them'}: {facts};" if facts else ","
    offered = f"{lost} {len(cleaned.offered)} offered" if cleaned.offered else lost.rstrip(",;")
    return f"{number} {'edit' if number == 1 else 'edits'}{by_stage}{offered}"


def explain(cleaned: "Cleaned") -> None:
    """Print every edit in the order of the text, applied ones first, then those only offered."""
    from cleaner.facts import gone  # here: not for --help

    if not cleaned.edits and not cleaned.offered:
        click.echo("nothing to change", err=True)
    facts: defaultdict[int, list[Fact]] = defaultdict(list)
    for lost in gone(cleaned):
        facts[lost.edit.number].append(lost.fact)
    for heading, edits in (("applied", cleaned.edits), ("offered, not applied", cleaned.offered)):
        if edits:
            click.secho(f"{len(edits)} {heading}", err=True, bold=True)
        for edit in sorted(edits, key=lambda edit: (edit.spans[0].start, edit.number)):
            for line in explained(cleaned.transcript, edit, facts[edit.number]):
                click.echo(line, err=True)


def explained(transcript: "Transcript", edit: "Edit", facts: "Sequence[Fact]" = ()) -> Iterator[str]:
    """Two lines on an edit: what it is, why, and which facts are gone; what it changes, as `git diff --word-diff` does.

    Args:
        transcript: what was heard.
        edit: the edit.
        facts: those that it took out.
    """
    time = transcript.time_of(edit.span)
    about = [f"#{edit.number}", click.style(edit.rule, fg="cyan"), edit.safety.name.lower()]
    about += [*([clock(time[0])] if time else []), visible(edit.reason)]
    if facts:
        listed = ", ".join(f"{fact.kind} {visible(fact.text)}" for fact in facts)
        about.append(click.style(f"gone: {listed}", fg="yellow"))
    yield "  ".join(about)
    text, span = transcript.text, edit.span
    before = text[max(0, span.start - _CONTEXT) : span.start]
    after = text[span.end : span.end + _CONTEXT]
    removed = click.style(f"[-{visible(edit.before)}-]", fg="red") if edit.before else ""
    added = click.style(f"{{+{visible(edit.after)}+}}", fg="green") if edit.after else ""
    yield f"      {'…' * (span.start > _CONTEXT)}{visible(before)}{removed}{added}{visible(after)}" + (
        "…" * (span.end + _CONTEXT < len(text))
    )


def clock(milliseconds: int) -> str:
    """A moment as mm:ss.t, with hours in front where there are any."""
    tenths = milliseconds // 100
    minutes, rest = divmod(tenths, 600)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:" * bool(hours) + f"{minutes:02}:{rest // 10:02}.{rest % 10}"
