"""Findings into edits: stage by stage, each to a fixed point, and all stages again until nothing is found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from cleaner.cleaned import Cleaned
from cleaner.edits import Edit, Finding, Safety, slots
from cleaner.glossary import Glossary
from cleaner.glossary import glossary as read_glossary
from cleaner.rule import Rule
from cleaner.rules import STAGES, stage_rules
from cleaner.transcript import Transcript
from cleaner.view import Hanzi, Settings, View

Level = Literal["light", "standard", "thorough"]
LEVELS: dict[Level, Safety] = {"light": Safety.SAFE, "standard": Safety.LIKELY, "thorough": Safety.UNSURE}

# A stage that has not come to rest by then has two rules that undo each other: a bug that the tests look for.
_MOST_PASSES = 60


Found = tuple[str, Finding]
"""A finding with the id of its rule."""


@dataclass(slots=True)
class _Run:
    """One transcript on its way through the stages."""

    transcript: Transcript
    settings: Settings
    limit: Safety
    edits: list[Edit] = field(default_factory=list)
    offers: list[Found] = field(default_factory=list)  # on the view as it is now

    def view(self) -> View:
        return View(self.transcript, tuple(self.edits), self.settings)

    def stage(self, rules: Sequence[Rule], view: View) -> View:
        """Run a stage's rules until they apply nothing more; the view that it leaves."""
        for _ in range(_MOST_PASSES):
            found = [(rule.id, finding) for rule in rules for finding in rule(view)]
            applied, offered = _resolve(found, len(view.text), self.limit)
            if not applied:
                self.offers += offered
                break
            self.edits += _lifted(applied, view, len(self.edits))
            view = self.view()
        return view


def _lifted(found: Iterable[Found], view: View, numbered: int) -> list[Edit]:
    """Findings as edits of the original, numbered from `numbered` + 1."""
    edits = []
    for number, (rule, finding) in enumerate(found, numbered + 1):
        lift = view.rendering.lift(finding.start, finding.end, finding.after)
        edits.append(Edit(number, rule, lift.spans, lift.before, lift.after, finding.reason, finding.safety))
    return edits


def _resolve(found: Iterable[Found], length: int, limit: Safety) -> tuple[list[Found], list[Found]]:
    """Those to apply and those to offer, in order and apart: applied before offered, longest, leftmost, by name."""
    taken = bytearray(2 * length + 1)
    applied: list[Found] = []
    offered: list[Found] = []
    for name, finding in sorted(
        found, key=lambda f: (f[1].safety > limit, f[1].start - f[1].end, f[1].start, f[0], f[1].after)
    ):
        first, last = slots(finding.start, finding.end)
        if taken.find(1, first, last) < 0:
            taken[first:last] = b"\1" * (last - first)
            (applied if finding.safety <= limit else offered).append((name, finding))
    return sorted(applied, key=_place), sorted(offered, key=_place)


def _place(found: Found) -> tuple[int, int]:
    return found[1].start, found[1].end


def clean(
    text: str | Transcript,
    *,
    level: Level = "standard",
    glossary: Iterable[str] | Glossary = (),
    hanzi: Hanzi = "simplified",
) -> Cleaned:
    """Clean a text or a transcript.

    Args:
        text: what was heard.
        level: down to which safety findings are applied; the rest is offered.
        glossary: the user's terms, one an entry (see `cleaner.glossary`).
        hanzi: the script to write: "simplified", "traditional", or "keep" what is there.

    Returns:
        The transcript with its edits; `.text` is the script.
    """
    return run(text, [stage_rules(stage) for stage in STAGES], level=level, glossary=glossary, hanzi=hanzi)


def run(
    text: str | Transcript,
    stages: Sequence[Sequence[Rule]],
    *,
    level: Level = "standard",
    glossary: Iterable[str] | Glossary = (),
    hanzi: Hanzi = "simplified",
) -> Cleaned:
    """The same with the rules given, a sequence a stage."""
    if level not in LEVELS:
        raise ValueError(f"level is one of {', '.join(LEVELS)}, not {level!r}")
    if hanzi not in ("simplified", "traditional", "keep"):
        raise ValueError(f"hanzi is one of simplified, traditional, keep, not {hanzi!r}")
    transcript = Transcript(text) if isinstance(text, str) else text
    terms = glossary if isinstance(glossary, Glossary) else read_glossary(glossary)
    going = _Run(transcript, Settings(hanzi, terms), LEVELS[level])
    view = going.view()
    # A later stage can lay open what an earlier one looks for: cleaning what is clean must change nothing.
    for _ in range(_MOST_PASSES):
        before = len(going.edits)
        going.offers.clear()
        for rules in stages:
            view = going.stage(rules, view)
        if len(going.edits) == before:
            break
    # The last round has changed nothing, so what it offers was found on the text as it is.
    return Cleaned(transcript, tuple(going.edits), tuple(_lifted(going.offers, view, len(going.edits))))
