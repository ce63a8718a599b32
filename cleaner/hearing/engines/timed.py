"""What both Whisper engines return, as the pieces a transcript is made of."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from cleaner.transcript import Timed

Word = tuple[str, float, float, float]
"""Text, start s, end s, probability."""

TOKENS = 400
"""How many Whisper's decoder has room for, with those that say what it is to do."""

PREPENDED, APPENDED = "\"'“¿([{-", "\"'.。,，!！?？:：”)]}、"
"""Marks that belong to the word after them, or before: both engines' own defaults."""


def milliseconds(seconds: float) -> int:
    """Whole ms; engines give numpy's floats, which json and equality trip over."""
    return max(0, round(float(seconds) * 1000))


def timed(
    text: str,
    start: float,
    end: float,
    *,
    avg_logprob: float,
    no_speech_prob: float,
    compression_ratio: float,
    temperature: float,
) -> Timed:
    """A segment without its words; times in s become ms, and numpy's numbers Python's.

    Args:
        text: the segment's text.
        start: s.
        end: s.
        avg_logprob: as in Segment.
        no_speech_prob: as in Segment.
        compression_ratio: as in Segment.
        temperature: as in Timed.
    """
    return Timed(
        text.strip(),
        milliseconds(start),
        milliseconds(end),
        avg_logprob=float(avg_logprob),
        no_speech_prob=float(no_speech_prob),
        compression_ratio=float(compression_ratio),
        temperature=float(temperature),
    )


def aligned(
    pieces: Sequence[Timed],
    encode: Callable[[str], list[int]],
    set_words: Callable[[list[dict[str, Any]]], object],
) -> list[Timed]:
    """The pieces of a window with their words, as an engine's `add_word_timestamps` sets them.

    Args:
        pieces: in ms from the window's beginning. Of more than TOKENS, the last ones stay without words.
        encode: gives the tokens of a text.
        set_words: gives each of the engine's segments its "words".
    """
    segments: list[dict[str, Any]] = []
    room = TOKENS
    for piece in pieces:
        tokens = encode(piece.text)
        room -= len(tokens)
        if room < 0:
            break
        segments.append({"seek": 0, "start": piece.start / 1000, "end": piece.end / 1000, "tokens": tokens})
    if segments:
        set_words(segments)
    found = [
        replace(piece, words=_words(piece.text, segment.get("words", ())))
        for piece, segment in zip(pieces, segments, strict=False)
    ]
    return [*found, *pieces[len(found) :]]


def _words(text: str, words: Iterable[dict[str, Any]]) -> tuple[tuple[str, int, int, float], ...]:
    told = ((word["word"], word["start"], word["end"], word["probability"]) for word in words)
    return tuple(
        (said, milliseconds(start), milliseconds(end), float(probability))
        for said, start, end, probability in whole_words(text, told)
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
