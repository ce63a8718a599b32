"""Findings for a telling that goes: its units, its cue, and the line ends that would leave blank lines."""

from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.rules.retake._units import cues, units, whole
from cleaner.view import View
from cleaner.view.tracks import Range


def dropped(
    view: View, within: Range, first: int, last: int, again: int, reason: str, safety: Safety
) -> Iterator[Finding]:
    """One finding for units first..last; cues before unit `again` go with them, or by themselves after other units."""
    texts, cued = units(view, within), cues(view, within)
    ranges: list[tuple[int, int]] = [(texts[first].start, texts[last].end)]
    reached = last  # the last unit that goes
    for index in range(last + 1, again + 1):
        end = cued.get(index)
        if end is None:
            continue
        if reached == index - 1:
            ranges[-1] = (ranges[-1][0], end)
        else:
            ranges.append((texts[index].start, end))
        if end >= texts[index].end:
            reached = index
    for start, end in ranges:
        yield Finding(*whole(view.folded, start, end), "", reason, safety)
