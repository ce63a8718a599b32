"""What both Whisper engines return, as the pieces a transcript is made of."""

from collections.abc import Iterable

from cleaner.transcript import Timed

Word = tuple[str, float, float, float]
"""Text, start s, end s, probability."""


def milliseconds(seconds: float) -> int:
    """Whole ms; engines give numpy's floats, which json and equality trip over."""
    return max(0, round(float(seconds) * 1000))


def timed(
    text: str,
    start: float,
    end: float,
    words: Iterable[Word],
    *,
    avg_logprob: float,
    no_speech_prob: float,
    compression_ratio: float,
) -> Timed:
    """A segment with its words; times in s become ms, and numpy's numbers Python's.

    Args:
        text: the segment's own text, preferred to the words' where those are garbled.
        start: s.
        end: s.
        words: (text, start s, end s, probability).
        avg_logprob: as in Segment.
        no_speech_prob: as in Segment.
        compression_ratio: as in Segment.
    """
    return Timed(
        text.strip(),
        milliseconds(start),
        milliseconds(end),
        tuple(
            (said, milliseconds(begin), milliseconds(finish), float(probability))
            for said, begin, finish, probability in whole_words(text, words)
        ),
        avg_logprob=float(avg_logprob),
        no_speech_prob=float(no_speech_prob),
        compression_ratio=float(compression_ratio),
    )


def whole_words(text: str, words: Iterable[Word]) -> list[Word]:
    """The words, with those whose characters were split over tokens (U+FFFD) joined and spelled as in the text.

    A run of words that are not found in the text stands for what the text has between its neighbours.
    """
    whole: list[Word] = []
    lost: list[Word] = []
    reached = 0

    def mend(until: int) -> None:
        between = text[reached:until].strip()
        if lost and between:
            probability = min(word[3] for word in lost)
            whole.append((between, lost[0][1], lost[-1][2], probability))
        lost.clear()

    for word in words:
        said = word[0].strip()
        found = text.find(said, reached) if said else reached
        if found < 0:
            lost.append(word)
            continue
        if said:
            mend(found)
            whole.append((said, *word[1:]))
            reached = found + len(said)
    mend(len(text))
    return whole
