"""What was said against what was meant: the one value that `diff`, its page and its tables are drawn from.

CER is the character error rate as the field counts it: (replaced + left out + added) / units of the script, of what the
cleaning left. Units are those of `cleaner.comparison.units`: hanzi, letters, digits.
"""

from dataclasses import dataclass
from enum import StrEnum

from cleaner.cleaned import Cleaned
from cleaner.script import Script
from cleaner.transcript import Span

Time = tuple[int, int]
"""Start and end in ms of the recording."""


class Kind(StrEnum):
    """What a chunk of the alignment is."""

    EQUAL = "equal"
    REPLACED = "replaced"
    LEFT_OUT = "left out"  # of the script
    ADDED = "added"  # by the speaker


class State(StrEnum):
    """How a sentence of the script was said."""

    SAID = "said"
    DIFFERENTLY = "said differently"
    PARTLY = "partly"
    LEFT_OUT = "left out"
    OUT_OF_ORDER = "said out of order"
    TWICE = "said twice"


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of the alignment.

    Attributes:
        kind: see Kind.
        heard: code points of `Comparison.heard` (the cleaned text); empty where left out: the place it would be.
        script: code points of the script's text; empty where added.
        units: how many units it has, of the script and of what was heard.
        alike: replaced by what sounds the same: the recogniser's confusion (订单 heard as 定单), not the speaker's.
        time: when it was said; of what was left out, the instant where it would be; None where no times are known.
    """

    kind: Kind
    heard: Span
    script: Span
    units: tuple[int, int]
    alike: bool = False
    time: Time | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the script, and how it was said.

    Attributes:
        number: from 0, as in `Script.sentences`.
        script: code points of the script's text.
        state: see State.
        heard: where it was said, in code points of the cleaned text, in the order of the chunks; none where left out.
            The last one counts where it was said twice.
        time: of the telling that counts, or None.
        said: share of its units that were said, in these or in words that sound the same, 0 to 1.
        chunks: its part of `Comparison.chunks`: first and last + 1. What was added inside it is among them.
        earlier: where it was said twice, the numbers of the edits by which cleaning took earlier tellings out.
    """

    number: int
    script: Span
    state: State
    heard: tuple[Span, ...]
    time: Time | None
    said: float
    chunks: tuple[int, int]
    earlier: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """What was said that is not in the script: a clause at least.

    Attributes:
        heard: code points of the cleaned text.
        after: the number of the sentence that it was said after, or -1 before the first.
        time: when, or None.
    """

    heard: Span
    after: int
    time: Time | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """Sentences that were said one after another, but elsewhere than the script has them.

    Attributes:
        sentences: first and last + 1.
        heard: code points of the cleaned text.
        after: the number of the sentence that they were said after, or -1 before the first.
        time: when, or None.
    """

    sentences: tuple[int, int]
    heard: Span
    after: int
    time: Time | None = None


@dataclass(frozen=True)
class Comparison:
    """What was said against a script.

    Attributes:
        cleaned: what was heard, with its edits. Spans named `heard` are code points of `cleaned.text`.
        script: what was meant.
        chunks: the alignment, in the order of the script; what was added stands where it was said. All units of the
            script are in it once, those of the cleaned text at most once, and what was moved where the script has it.
        sentences: one for each of the script's.
        added: passages that the script does not have, in the order in which they were said.
        moves: of sentences said out of order; neighbours that moved together are one.
        coverage: share of the script's units that were said, in these or in words that sound the same, 0 to 1.
        cer: character error rate against the script, moves not counted as errors.
        cer_alike: the part of it that is the recogniser's: replaced by what sounds the same.
        order: share of the sentences said that were said in order, 0 to 1; 1 where none was said.
    """

    cleaned: Cleaned
    script: Script
    chunks: tuple[Chunk, ...]
    sentences: tuple[Sentence, ...]
    added: tuple[Passage, ...]
    moves: tuple[Move, ...]
    coverage: float
    cer: float
    cer_alike: float
    order: float

    @property
    def is_same(self) -> bool:
        """Whether everything was said as the script has it, but for what the recogniser confused."""
        return (
            not self.added
            and not self.moves
            and all(sentence.state is State.SAID for sentence in self.sentences)
            and all(chunk.kind is Kind.EQUAL or chunk.alike for chunk in self.chunks)
        )

    def count(self, state: State) -> int:
        """How many sentences are in a state."""
        return sum(sentence.state is state for sentence in self.sentences)
