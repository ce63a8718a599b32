"""Findings into edits: stage by stage, each to a fixed point, and all stages again until nothing is found."""

import gc
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Literal, NamedTuple

from cleaner.cleaned import Cleaned
from cleaner.edits import Edit, Finding, Lift, Safety, slots
from cleaner.glossary import Glossary
from cleaner.glossary import glossary as read_glossary
from cleaner.grammar import company, vetoes
from cleaner.language.conversion import Hanzi
from cleaner.rule import LINE, WHOLE, Rule
from cleaner.rules import READING_MARKS, STAGES, stage_rules
from cleaner.transcript import Span, Transcript
from cleaner.view import Changed, Settings, View, window
from cleaner.view.tracks import FAR, Range

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

    @property
    def begins(self) -> int:
        """Where it begins in the original."""
        return self.lift.spans[0].start


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
    before: Sequence[Edit] = ()  # what was done to it in an earlier window
    alone: list[Span] = field(default_factory=list)  # places where nothing else is found, in order
    looks_far: bool = True  # whether rules that weigh all of the text are asked
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

    def settle(self) -> None:
        """Run to rest, then offer what stands alone in a fluent text instead of doing it."""
        self.to_rest()
        while self.limit is Safety.LIKELY and self.now < _MOST_PASSES and (alone := self._alone()):
            self.alone = sorted([*self.alone, *(edit.span for edit in alone)])
            self._take_back(alone)
            self.to_rest()

    def _alone(self) -> list[Edit]:
        if not any(edit.safety is Safety.LIKELY for edit in self.made) or not company.is_document(self.view.text):
            return []
        tells = {rule.id: rule.tells for stage in self.stages for rule in stage.rules}
        alone = company.lone([*self.before, *self.made], lambda rule: tells.get(rule, 0), self.view.rendering.locate)
        first = self.made[0].number  # those before are an earlier window's
        return [edit for edit in alone if edit.safety is Safety.LIKELY and edit.number >= first]

    def _take_back(self, edits: Sequence[Edit]) -> None:
        """Undo edits, and later ones near them that may have followed from them; all there is to be looked at again."""
        gone = list(edits)
        numbers = {edit.number for edit in edits}
        around = [_around(edit) for edit in edits]
        for edit in self.made:
            number, start, end = place = _around(edit)
            # It was found later and near by: it may be there because of what goes.
            if number not in numbers and any(n < number and s <= end and start <= e for n, s, e in around):
                gone.append(edit)
                numbers.add(number)
                around.append(place)
        self.made = [edit for edit in self.made if edit.number not in numbers]
        # Who weighs all of the text has done so; some letters more are nothing to it but where it found something.
        far = {rule.id for stage in self.stages for rule in stage.rules if rule.reach == WHOLE}
        spans = [offer.lift.spans for stage in self.stages for offer in stage.offers if offer.rule.id in far]
        spans += [edit.spans for edit in [*self.made, *gone] if edit.rule in far]
        self.looks_far = any(s <= own[-1].end and own[0].start <= e for own in spans for _, s, e in around)
        self.now += 1
        self.view = self.view.without(gone, [*self.before, *self.made], self.now)

    def _run(self, stage: _Stage) -> None:
        """Run a stage's rules on what they have not seen until they apply nothing more."""
        while self.now < _MOST_PASSES and (fresh := self._fresh(stage)):
            rules = [rule for rule in stage.rules if self.looks_far or rule.reach != WHOLE]
            parts: dict[int, list[Range]] = {rule.reach: [] for rule in stage.rules}
            parts |= {reach: self._widened(fresh, reach) for reach in {rule.reach for rule in rules}}
            found: list[Named] = []
            for rule in rules:
                self.view.fresh = parts[rule.reach]
                found += [(rule, finding) for finding in rule(self.view)]
            found = [self._judged(named) for named in found]
            if self.alone:
                found = [self._lowered(named) for named in found]
            applied, offered = _resolve(found, self.limit)
            # What was offered before stands where it was not looked for again.
            standing = self._outside(stage.offers, parts)
            again = (Found(rule, finding, self._lift(finding)) for rule, finding in offered)
            stage.offers = list({(offer.rule.id, offer.lift): offer for offer in (*standing, *again)}.values())
            stage.seen = self.now
            if not applied:
                break
            self._apply(applied)

    def _judged(self, named: Named) -> Named:
        """The finding, only to be asked about where a general veto forbids it."""
        rule, finding = named
        if rule.tells >= company.CERTAIN or finding.safety is Safety.ASK:
            return named
        if not company.is_of_letters(rule.stage, self._said(finding), finding.after):
            return named
        veto = vetoes.forbidding(rule.id, self.view, finding)
        if veto is None:
            return named
        return rule, finding._replace(reason=f"{finding.reason}; but perhaps {veto.why}", safety=Safety.ASK)

    def _lowered(self, named: Named) -> Named:
        """The finding, a step less safe where it changes letters in a place that stands alone."""
        rule, finding = named
        if finding.safety is not Safety.LIKELY or not company.is_of_letters(
            rule.stage, self._said(finding), finding.after
        ):
            return named
        spans = self._lift(finding).spans
        index = bisect_right(self.alone, spans[-1].end, key=lambda span: span.start) - 1
        stands_alone = index >= 0 and self.alone[index].end >= spans[0].start
        return (rule, finding._replace(safety=Safety.UNSURE)) if stands_alone else named

    def _said(self, finding: Finding) -> str:
        return self.view.text[finding.start : finding.end]

    def _fresh(self, stage: _Stage) -> list[Range]:
        ranges = self.view.tracks.changed_since(stage.seen, only_said=stage.rules[0].stage not in READING_MARKS)
        return self._or_all(ranges)

    def _or_all(self, ranges: list[Range]) -> list[Range]:
        """The ranges, or the whole text where they are most of it: that is faster than to choose."""
        length = len(self.view.text)
        return [(0, length)] if sum([end - start for start, end in ranges]) * 4 > 3 * length else ranges

    def _widened(self, fresh: list[Range], reach: int) -> list[Range]:
        """Ranges with so much on either side, and the rest of the sentences or lines there; in order and apart."""
        if not reach:
            return fresh
        length, tracks = len(self.view.text), self.view.tracks
        if reach != LINE and reach >= length:
            return [(0, length)]
        wide: list[Range] = []
        for start, end in fresh:
            if reach == LINE:
                start, end = tracks.line_start(start), tracks.line_end(end)
            else:
                start = tracks.sentence_start(max(start - reach, 0))
                end = tracks.sentence_end(min(end + reach, length) - 1)
            if wide and start <= wide[-1][1]:
                start = wide.pop()[0]
            wide.append((start, end))
        return self._or_all(wide)

    def _apply(self, found: Iterable[Named]) -> None:
        """Turn findings into edits; of two that change what one earlier edit put there, the later waits."""
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

    def _outside(self, offers: list[Found], parts: dict[int, list[Range]]) -> list[Found]:
        """The offers that begin in none of the parts for their rule's reach."""
        if not offers:
            return []
        origin = self.view.rendering.origin
        end = self.view.rendering.end
        bounds = {
            reach: [bound + (bound == end) for range in ranges for bound in map(origin, range)]  # the end is within
            for reach, ranges in parts.items()
        }
        return [offer for offer in offers if bisect_right(bounds[offer.rule.reach], offer.begins) % 2 == 0]

    def offers(self) -> list[Found]:
        """What was found but not applied, on the text as it now is."""
        return [offer for stage in self.stages for offer in sorted(stage.offers, key=lambda offer: offer.lift.spans)]


def _around(edit: Edit) -> tuple[int, int, int]:
    """The number of an edit, and from where to where in the original another one would be near it."""
    return edit.number, edit.spans[0].start - FAR // 2, edit.spans[-1].end + FAR // 2


def _edit(number: int, found: Found) -> Edit:
    rule, finding, lift = found
    # The same few words and reasons come again and again: each is kept once.
    before, after, reason = map(sys.intern, (lift.before, lift.after, finding.reason))
    return Edit(number, rule.id, lift.spans, before, after, reason, finding.safety)


def _resolve(found: Iterable[Named], limit: Safety) -> tuple[list[Named], list[Named]]:
    """Those to apply and those to offer, in order and apart: applied before offered, longest, leftmost, by name."""
    applied: list[Named] = []
    offered: list[Named] = []
    for together in _overlapping(found):
        if len(together) == 1:  # nearly always
            (applied if together[0][1].safety <= limit else offered).append(together[0])
            continue
        chosen: list[Range] = []
        for named in sorted(together, key=partial(_rank, limit)):
            finding = named[1]
            first, last = slots(finding.start, finding.end)
            if all(last <= start or end <= first for start, end in chosen):
                chosen.append((first, last))
                (applied if finding.safety <= limit else offered).append(named)
    return sorted(applied, key=_place), sorted(offered, key=_place)


def _overlapping(found: Iterable[Named]) -> Iterator[list[Named]]:
    """Findings in order of place, those that touch one another together: nearly always one by itself."""
    together: list[Named] = []
    reached = 0
    for named in sorted(found, key=_place):
        first, last = slots(named[1].start, named[1].end)
        if together and first >= reached:
            yield together
            together = []
        together.append(named)
        reached = max(reached, last)
    if together:
        yield together


def _rank(limit: Safety, named: Named) -> tuple[bool, int, int, str, str]:
    rule, finding = named
    return finding.safety > limit, finding.start - finding.end, finding.start, rule.id, finding.after


def _place(found: Named) -> tuple[int, int]:
    return found[1].start, found[1].end


def clean(
    text: str | Transcript,
    *,
    level: Level = "standard",
    glossary: Iterable[str] | Glossary = (),
    hanzi: Hanzi = "simplified",
    numbers: bool = False,
) -> Cleaned:
    """Clean a text or a transcript.

    Args:
        text: what was heard.
        level: down to which safety findings are applied; the rest is offered.
        glossary: the user's terms, one an entry (see `cleaner.glossary`).
        hanzi: the script to write: "simplified", "traditional", or "keep" what is there.
        numbers: write spoken numbers in digits (二零一七年 as 2017年).

    Returns:
        The transcript with its edits; `.text` is the script.
    """
    stages = [stage_rules(stage) for stage in STAGES]
    return run(text, stages, level=level, glossary=glossary, hanzi=hanzi, numbers=numbers)


def run(
    text: str | Transcript,
    stages: Sequence[Sequence[Rule]],
    *,
    level: Level = "standard",
    glossary: Iterable[str] | Glossary = (),
    hanzi: Hanzi = "simplified",
    numbers: bool = False,
) -> Cleaned:
    """The same with the rules given, a sequence a stage."""
    if level not in LEVELS:
        raise ValueError(f"level is one of {', '.join(LEVELS)}, not {level!r}")
    if hanzi not in ("simplified", "traditional", "keep"):
        raise ValueError(f"hanzi is one of simplified, traditional, keep, not {hanzi!r}")
    transcript = Transcript(text) if isinstance(text, str) else text
    terms = glossary if isinstance(glossary, Glossary) else read_glossary(glossary)
    with _collector_paused():
        return _cleaned(transcript, stages, Settings(hanzi, terms, numbers), LEVELS[level])


def _cleaned(transcript: Transcript, stages: Sequence[Sequence[Rule]], settings: Settings, limit: Safety) -> Cleaned:
    """The transcript with its edits and offers, worked through window by window."""
    edits: list[Edit] = []
    offers: list[Found] = []
    latest: list[Edit] = []  # what has been done from the window's start on
    start = 0
    while True:
        within = Span(start, window.end(transcript.text, start))
        view, working = View(transcript, latest, settings, within), [_Stage(rules) for rules in stages]
        part = _Run(view, working, limit, len(edits), latest)
        part.settle()
        part.made = [replace(edit, number=number) for number, edit in enumerate(part.made, len(edits) + 1)]
        edits += part.made
        if within.end == len(transcript.text):
            offers += part.offers()
            break
        start = window.following(transcript.text, within.end, [*latest, *part.made])
        offers += (found for found in part.offers() if found.begins < start)
        latest = [edit for edit in (*latest, *part.made) if edit.spans[0].start >= start]
    return Cleaned(transcript, tuple(edits), tuple(_edit(at, found) for at, found in enumerate(offers, len(edits) + 1)))


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Without Python's collector of cycles: a run makes none, and it would look through all edits again and again."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
