"""The values of a delivery: what the clock and the edits tell."""

from dataclasses import dataclass
from enum import StrEnum

from cleaner.transcript import Span

LONG = 2000
"""ms; a pause that listeners notice."""


class Evidence(StrEnum):
    """How a count is known. Whisper leaves fillers out and hides quick restarts, so none proves an absence."""

    HEARD = "heard"  # it is in the text: at least so many
    TIMED = "inferred from timing"
    UNKNOWN = "cannot be known"


@dataclass(frozen=True, slots=True)
class Pause:
    """Silence of at least 0.5 s between two words.

    Attributes:
        start, end: ms of the recording.
        at: code point of the transcript's text that it stands before.
        inside: whether it falls inside a sentence, not between two.
        evidence: HEARD where it was measured in the recording, TIMED where only the engine's word times tell.
    """

    start: int
    end: int
    at: int
    inside: bool
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Something that is counted, where it is: code points of the transcript's text, the edit that took it out if one
    did, and its time in ms."""  # noqa: D205, D209

    span: Span
    text: str
    edit: int | None = None
    time: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """Occurrences of one kind.

    Attributes:
        kind: "filled pauses", "discourse fillers", "repeats", "self-corrections", "retakes".
        found: in order: what cleaning took out, and the sounds (嗯, 呃) that are left in the text. What it only offers
            to take out may be meant: the note says how many there are.
        rate: a minute of the recording, or None where its length is not known.
        evidence: HEARD where something was found, UNKNOWN where nothing was: an engine leaves out too much to praise.
        note: one clause on what the count cannot see.
    """

    kind: str
    found: tuple[Occurrence, ...]
    rate: float | None
    evidence: Evidence
    note: str = ""


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a stretch was said.

    Attributes:
        sentence: number of the script's sentence, or of the cleaned text's where there is no script.
        heard: code points of the cleaned text; of a sentence said in pieces the longest.
        start, end: ms.
        syllables: said in that time, with what cleaning took out; see `cleaner.language.syllables`.
        rate: syllables a minute (字/分钟), pauses included.
    """

    sentence: int
    heard: Span
    start: int
    end: int
    syllables: int
    rate: float


@dataclass(frozen=True, slots=True)
class Budget:
    """A time to keep to.

    Attributes:
        target: ms.
        over: ms from the first word to the last beyond it; negative where there is time left.
        cuts: where it is over, what to cut to fit, as (what, ms that it saves), the cheapest first: pauses of 2 s and
            more, to 1 s; retakes; what is not in the script; then sentences, the longest first. Those that are enough.
    """

    target: int
    over: int
    cuts: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Delivery:
    """What the clock and the edits tell about how it was said. None where times are not known.

    Attributes:
        duration: of the recording, ms.
        latency: from its beginning to the first word, ms.
        speaking: ms from the first word to the last in which there is voice: without pauses of 0.2 s and more.
        syllables: said, with all that cleaning took out.
        rate: syllables a minute over the whole, first word to last (字/分钟).
        articulation: syllables a minute of speech, without pauses.
        paces: by sentence, in the order of their numbers.
        pauses: of 0.5 s and more, in order; `long_pauses` are those of 2 s and more.
        tallies: one for each kind, also where nothing was found.
        suspicions: where a filler or a retake may be hidden: a word stretched beyond its due, or voice without words.
            As (span in the transcript's text, time, reason).
        budget: where a target was given and times are known.
        notes: one line each: what could not be told, or only roughly, and why.
    """

    duration: int | None
    latency: int | None
    speaking: int | None
    syllables: int
    rate: float | None
    articulation: float | None
    paces: tuple[Pace, ...]
    pauses: tuple[Pause, ...]
    tallies: tuple[Tally, ...]
    suspicions: tuple[tuple[Span, tuple[int, int], str], ...] = ()
    budget: Budget | None = None
    notes: tuple[str, ...] = ()

    @property
    def long_pauses(self) -> tuple[Pause, ...]:
        """Pauses of 2 s and more."""
        return tuple(pause for pause in self.pauses if pause.end - pause.start >= LONG)
