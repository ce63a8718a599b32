"""Fillers, repeats, self-corrections and retakes, by kind: what cleaning took out, and the sounds that it left."""

import re
from collections.abc import Iterator

from cleaner.delivery.said import Said
from cleaner.delivery.values import Evidence, Occurrence, Tally
from cleaner.edits import Edit
from cleaner.transcript import Span

FILLED, DISCOURSE, REPEATS, CORRECTIONS, RETAKES = KINDS = (
    "filled pauses",
    "discourse fillers",
    "repeats",
    "self-corrections",
    "retakes",
)

_SOUNDS = frozenset({"filler.hesitation", "filler.latin_hesitation"})
_STAGES = {"filler": DISCOURSE, "repetition": REPEATS, "repair": CORRECTIONS, "retake": RETAKES}
_LEFT = re.compile("(?<![一两几了声])[嗯呃呣]+")  # 嗯了一声 names the sound
_HIDES = {
    FILLED: "the recogniser leaves most of them out",
    DISCOURSE: "the recogniser leaves some of them out",
    REPEATS: "the recogniser hides many that come at once",
    CORRECTIONS: "the recogniser hides those that come at once",
    RETAKES: "the recogniser hides those that come at once",
}
_MINUTE = 60_000


def tallies(said: Said, suspicions: int) -> Iterator[Tally]:
    """One for each kind.

    Args:
        said: what was said.
        suspicions: how many places there are where something may be hidden.
    """
    found: dict[str, list[Occurrence]] = {kind: [] for kind in KINDS}
    for edit in said.cleaned.edits:
        if kind := kind_of(edit):
            found[kind].append(_occurrence(said, edit))
    found[FILLED] += _left(said)
    offered = [kind_of(edit) for edit in said.cleaned.offered]
    whole = said.whole
    minutes = (said.cleaned.transcript.duration or (whole[1] if whole else 0)) / _MINUTE
    for kind, occurrences in found.items():
        yield Tally(
            kind,
            tuple(sorted(occurrences, key=lambda occurrence: occurrence.span)),
            len(occurrences) / minutes if minutes and whole else None,
            Evidence.HEARD if occurrences else Evidence.UNKNOWN,
            _note(kind, len(occurrences), offered.count(kind), suspicions),
        )


def kind_of(edit: Edit) -> str | None:
    """What an edit counts as, or None."""
    return FILLED if edit.rule in _SOUNDS else _STAGES.get(edit.stage)


def _occurrence(said: Said, edit: Edit) -> Occurrence:
    """With the time of what it took out, without the marks around it."""
    text, span = said.cleaned.transcript.text, edit.span
    start, end = span.start, span.end
    while start < end and not text[start].isalnum():
        start += 1
    while start < end and not text[end - 1].isalnum():
        end -= 1
    spoken = Span(start, end) if start < end else span
    return Occurrence(span, edit.before, edit.number, said.moment(spoken))


def _left(said: Said) -> Iterator[Occurrence]:
    """Sounds that cleaning left: 嗯 as a whole answer, say."""
    for match in _LEFT.finditer(said.cleaned.text):
        origin = said.cleaned.origin(Span(*match.span()))
        yield Occurrence(origin, match.group(), None, said.moment(origin))


def _note(kind: str, found: int, offered: int, suspicions: int) -> str:
    says = f"at least: {_HIDES[kind]}" if found else f"none in the text, which proves nothing: {_HIDES[kind]}"
    if offered:
        says += f"; {offered} more only offered: it may be meant" if offered == 1 else f"; {offered} more only offered"
    if suspicions and not found:
        says += f"; {suspicions} {'place' if suspicions == 1 else 'places'} by timing where one may be hidden"
    return says
