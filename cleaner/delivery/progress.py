"""Several rehearsals of one script: how the figures go, and which sentences stumble every time."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cleaner.comparison import Comparison, Sentence, State
from cleaner.delivery import Delivery
from cleaner.edits import Rendering
from cleaner.transcript import Span

_STATES = (State.LEFT_OUT, State.PARTLY, State.DIFFERENTLY)
_TALLIES = {"repeats": "repeat", "self-corrections": "self-correction", "retakes": "retake"}
_FILLERS = ("filled pauses", "discourse fillers")


@dataclass(frozen=True)
class Take:
    """One rehearsal.

    Attributes:
        name: of the recording or transcript.
        comparison: what was said against the script.
        delivery: how it was said, or None where nobody asked.
    """

    name: str
    comparison: Comparison
    delivery: Delivery | None = None

    @property
    def fillers(self) -> float | None:
        """Filled pauses and discourse fillers a minute, those that were heard; None without times."""
        rates = [tally.rate for tally in (self.delivery.tallies if self.delivery else ()) if tally.kind in _FILLERS]
        known = [rate for rate in rates if rate is not None]
        return sum(known) if known else None


@dataclass(frozen=True, slots=True)
class Stumble:
    """A sentence of the script with which something is the matter in most takes.

    Attributes:
        sentence: its number, from 0.
        takes: the numbers of the takes in which it stumbled, from 0.
        how: for each of these takes what was the matter: "left out", "partly", "said differently", "repeat",
            "self-correction", "retake", "long pause"; one at least.
    """

    sentence: int
    takes: tuple[int, ...]
    how: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Progress:
    """Takes of one script, in order, and its sentences that stumble in more than half of them, the worst first."""

    takes: tuple[Take, ...]
    stumbles: tuple[Stumble, ...]


def progress(takes: Sequence[Take]) -> Progress:
    """What several takes tell together. With one or none nothing stumbles every time.

    Raises:
        ValueError: they are not of one script.
    """
    if len({take.comparison.script.text for take in takes}) > 1:
        raise ValueError("takes of different scripts")
    return Progress(tuple(takes), stumbles([stumbling(take) for take in takes]))


def stumbles(takes: Sequence[Mapping[int, tuple[str, ...]]]) -> tuple[Stumble, ...]:
    """The sentences that stumble in more than half of the takes, and in two at least, the worst first.

    Args:
        takes: for each what `stumbling` found.
    """
    found: defaultdict[int, dict[int, tuple[str, ...]]] = defaultdict(dict)
    for number, take in enumerate(takes):
        for sentence, how in take.items():
            found[sentence][number] = how
    often = (
        Stumble(sentence, tuple(how), tuple(how.values()))
        for sentence, how in found.items()
        if len(how) >= 2 and len(how) * 2 > len(takes)
    )
    return tuple(sorted(often, key=lambda one: (-len(one.takes), one.sentence)))


def stumbling(take: Take) -> dict[int, tuple[str, ...]]:
    """The sentences with which something is the matter in a take, by number, and what, as in `Stumble.how`."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for sentence in take.comparison.sentences:
        if sentence.state in _STATES:
            found[sentence.number].append(sentence.state.value)
        elif sentence.state is State.TWICE:
            found[sentence.number].append("retake")
    if take.delivery is not None:
        places = _Places(take.comparison)
        marked = [
            (one.span.start, name)
            for tally in take.delivery.tallies
            if (name := _TALLIES.get(tally.kind))
            for one in tally.found
        ]
        marked += [(pause.at, "long pause") for pause in take.delivery.long_pauses if pause.inside]
        for offset, name in marked:
            at = places.sentence(offset)
            if at is not None and name not in found[at]:
                found[at].append(name)
    return {sentence: tuple(how) for sentence, how in found.items() if how}


class _Places:
    """Which sentence of the script a place of the transcript belongs to."""

    def __init__(self, comparison: Comparison) -> None:
        cleaned = comparison.cleaned
        self._text = cleaned.text
        self._rendering = Rendering(cleaned.transcript.text, cleaned.edits)
        self._said: list[tuple[Span, Sentence]] = sorted(
            ((span, sentence) for sentence in comparison.sentences for span in sentence.heard),
            key=lambda one: one[0].start,
        )
        self._starts = [span.start for span, _ in self._said]

    def sentence(self, offset: int) -> int | None:
        """The number of the sentence that was being said; what was taken out before its first word belongs to it.

        None where the words are not the script's.
        """
        at = self._rendering.locate(offset)
        index = bisect_right(self._starts, at)
        if index and at < self._said[index - 1][0].end:
            return self._said[index - 1][1].number
        if index < len(self._said) and not any(map(str.isalnum, self._text[at : self._starts[index]])):
            return self._said[index][1].number
        return None
