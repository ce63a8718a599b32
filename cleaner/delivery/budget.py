"""A time to keep to: how far over it is, and what to cut to fit."""

from collections.abc import Iterator, Sequence

from cleaner.delivery.said import Said
from cleaner.delivery.tallies import RETAKES, kind_of
from cleaner.delivery.values import LONG, Budget, Pace, Pause
from cleaner.transcript import Span

_KEPT = 1000  # ms of a long pause that a listener may have
_SHOWN = 16  # code points of a text that is named


def budget(said: Said, paces: Sequence[Pace], pauses: Sequence[Pause], target: int) -> Budget | None:
    """How far the time from the first word to the last is over the target, and the cuts that are enough."""
    if said.whole is None:
        return None
    over = said.whole[1] - said.whole[0] - target
    cuts: list[tuple[str, int]] = []
    taken: list[tuple[int, int]] = []
    left = over
    for what, start, end in _proposals(said, paces, pauses):
        if left <= 0:
            break
        saves = end - start - sum(max(min(end, stop) - max(start, begin), 0) for begin, stop in taken)
        if saves > 0:
            cuts.append((what, saves))
            taken = _with(taken, start, end)
            left -= saves
    return Budget(target, over, tuple(cuts))


def _with(taken: list[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """The times that are cut, apart, with one more."""
    apart = [(begin, stop) for begin, stop in taken if stop < start or end < begin]
    touching = [(begin, stop) for begin, stop in taken if not (stop < start or end < begin)]
    begins, stops = zip((start, end), *touching, strict=True)
    return [*apart, (min(begins), max(stops))]


def _proposals(said: Said, paces: Sequence[Pace], pauses: Sequence[Pause]) -> Iterator[tuple[str, int, int]]:
    """What can be cut, as (what, start ms, end ms), the cheapest first."""
    for pause in sorted(pauses, key=lambda pause: pause.start - pause.end):
        if (length := pause.end - pause.start) >= LONG:
            yield f"the pause of {length / 1000:.1f} s at {_at(pause.start)}, to 1 s", pause.start + _KEPT, pause.end
    for edit in (*said.cleaned.edits, *said.cleaned.offered):
        if kind_of(edit) == RETAKES and (time := said.moment(edit.span)):
            yield f"told twice, first at {_at(time[0])}: {_named(edit.before)}", *time
    for passage in said.comparison.added if said.comparison else ():
        if time := said.time_of(passage.heard):
            yield f"not in the script, at {_at(time[0])}: {_named(_text(said, passage.heard))}", *time
    for pace in sorted(paces, key=lambda pace: pace.start - pace.end):
        seconds = (pace.end - pace.start) / 1000
        what = f"sentence {pace.sentence + 1}, {seconds:.1f} s at {pace.rate:.0f} 字/分钟: "
        yield what + _named(_text(said, pace.heard)), pace.start, pace.end


def _text(said: Said, heard: Span) -> str:
    return said.cleaned.text[heard.start : heard.end]


def _named(text: str) -> str:
    text = " ".join(text.split()).strip("，。,. ")
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _at(ms: int) -> str:
    """A moment as a player shows it: 1:02:03 or 2:03."""
    minutes, second = divmod(ms // 1000, 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"
