"""Findings into edits: stage by stage, each to a fixed point, and all stages again until nothing is found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from cleaner.cleaned import Cleaned
from cleaner.edits import Edit, Finding, Lift, Safety, slots
from cleaner.glossary import Glossary
from cleaner.glossary import glossary as read_glossary
from cleaner.rule import Rule
from cleaner.rules import STAGES, stage_rules
from cleaner.transcript import Transcript
from cleaner.view import Changed, Hanzi, Range, Settings, View

Level = Literal["light", "standard", "thorough"]
LEVELS: dict[Level, Safety] = {"light": Safety.SAFE, "standard": Safety.LIKELY, "thorough": Safety.UNSURE}

# Rules that undo each other would never come to rest: a bug that the tests look for.
_MOST_PASSES = 240


Named = tuple[Rule, Finding]


class Found(NamedTuple):
    """A finding, its rule, and what it comes to in the original."""

    rule: Rule
    finding: Finding
    lift: Lift


@dataclass(slots=True)
class _Stage:
    """A stage's rules, when they last saw the text, and what they found that is only to be offered."""

    rules: Sequence[Rule]
    seen: int = -1
    offers: list[Found] = field(default_factory=list)


@dataclass(slots=True)
class _Run:
    """One text on its way through the stages."""

    view: View
    stages: list[_Stage]
    limit: Safety
    number: int  # of the latest edit
    made: list[Edit] = field(default_factory=list)
    now: int = 0  # how often the text was changed

    def to_rest(self) -> None:
        """Run all stages until none of them has anything to apply.

        A later stage can lay open what an earlier one looks for: cleaning what is clean must change nothing.
        """
        before = -1
        while before < self.now < _MOST_PASSES:
            before = self.now
            for stage in self.stages:
                self._run(stage)

    def _run(self, stage: _Stage) -> None:
        """Run a stage's rules on what they have not seen until they apply nothing more."""
        while self.now < _MOST_PASSES and (fresh := self.view.fresh_since(stage.seen)):
            applied, offered = _resolve(self._found(stage, fresh), len(self.view.text), self.limit)
            stage.offers = [offer for offer in stage.offers if self._stands(offer, stage)]
            for rule, finding in offered:
                if rule.whole or self._is_changed(finding.start, finding.end, stage):
                    stage.offers.append(Found(rule, finding, self._lift(finding)))
            stage.seen = self.now
            if not applied:
                break
            self._apply(applied)

    def _found(self, stage: _Stage, fresh: list[Range]) -> list[Named]:
        found: list[Named] = []
        whole = [(0, len(self.view.text))]
        for rule in stage.rules:
            self.view.fresh = whole if rule.whole else fresh
            found += [(rule, finding) for finding in rule(self.view)]
        return found

    def _apply(self, found: Iterable[Named]) -> None:
        """Turn findings into edits. Of two that change what one earlier edit put there, the later waits for its turn."""
        made: list[Changed] = []
        reached = 0
        for rule, finding in found:
            touched = self.view.rendering.touched(finding.start, finding.end)
            if touched[0] < reached:
                continue
            reached = touched[1]
            self.number += 1
            made.append((touched, _edit(self.number, Found(rule, finding, self._lift(finding)))))
        self.now += 1
        self.made += (edit for _, edit in made)
        self.view = self.view.edited(made, self.now)

    def _lift(self, finding: Finding) -> Lift:
        return self.view.rendering.lift(finding.start, finding.end, finding.after)

    def _stands(self, offer: Found, stage: _Stage) -> bool:
        """Whether an offer was not looked for again, since nothing has changed around it."""
        if offer.rule.whole:
            return False
        start, end = offer.lift.spans[0].start, offer.lift.spans[-1].end
        return not self._is_changed(self.view.rendering.locate(start), self.view.rendering.locate(end), stage)

    def _is_changed(self, start: int, end: int, stage: _Stage) -> bool:
        """Whether a range begins or ends in what was changed after the stage last saw it."""
        return self.view.is_changed(start, stage.seen) or self.view.is_changed(max(end - 1, start), stage.seen)

    def offers(self) -> list[Edit]:
        """What was found but not applied, on the text as it now is."""
        found = [offer for stage in self.stages for offer in sorted(stage.offers, key=lambda offer: offer.lift.spans)]
        return [_edit(number, offer) for number, offer in enumerate(found, self.number + 1)]


def _edit(number: int, found: Found) -> Edit:
    rule, finding, lift = found
    return Edit(number, rule.id, lift.spans, lift.before, lift.after, finding.reason, finding.safety)


def _resolve(found: Iterable[Named], length: int, limit: Safety) -> tuple[list[Named], list[Named]]:
    """Those to apply and those to offer, in order and apart: applied before offered, longest, leftmost, by name."""
    taken = bytearray(2 * length + 1)
    applied: list[Named] = []
    offered: list[Named] = []
    for name, finding in sorted(
        found, key=lambda f: (f[1].safety > limit, f[1].start - f[1].end, f[1].start, f[0].id, f[1].after)
    ):
        first, last = slots(finding.start, finding.end)
        if taken.find(1, first, last) < 0:
            taken[first:last] = b"\1" * (last - first)
            (applied if finding.safety <= limit else offered).append((name, finding))
    return sorted(applied, key=_place), sorted(offered, key=_place)


def _place(found: Named) -> tuple[int, int]:
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
    window = _Run(
        View(transcript, (), Settings(hanzi, terms)), [_Stage(rules) for rules in stages], LEVELS[level], number=0
    )
    window.to_rest()
    return Cleaned(transcript, tuple(window.made), tuple(window.offers()))
