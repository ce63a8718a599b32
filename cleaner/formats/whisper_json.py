"""The json that speech engines, and the scripts around them, write.

- openai-whisper, faster-whisper, WhisperX: {"segments": [{"start", "end", "text", "words": [...]}]} or the list; s.
- transformers: {"chunks": [{"timestamp": [start, end], "text"}]}; s.
- whisper.cpp: {"transcription": [{"offsets": {"from", "to"}, "text"}]}; ms.
- OpenAI's service: {"text"}.
"""

import math
from collections.abc import Iterator
from typing import Any

from cleaner.errors import CleanerError
from cleaner.formats.encoding import whole
from cleaner.transcript import Timed, Transcript, lines

_LISTS = ("segments", "chunks", "transcription")
_Time = int | None


def read(value: Any, name: str) -> Transcript:
    """A transcript from parsed json.

    Numbers that are missing or make no sense are left out, and so is a word without a time. Where no segment has a
    time, the text alone is taken.

    Raises:
        CleanerError: there is no transcript in it that we know of.
    """
    about = value if isinstance(value, dict) else {"segments": value}
    language, duration = _label(about.get("language")), _seconds(about.get("duration"))
    if isinstance(about.get("info"), dict):  # faster-whisper's TranscriptionInfo
        language, duration = language or _label(about["info"].get("language")), _seconds(about["info"].get("duration"))
    found = next((about[key] for key in _LISTS if isinstance(about.get(key), list)), None)
    if not found and isinstance(about.get("text"), str):
        return Transcript(whole(about["text"]).strip(), language=language, duration=duration)
    if found is None:
        raise CleanerError(f'{name}: json without a transcript: it has neither "segments" nor "text"')
    for number, record in enumerate(found, 1):
        if not isinstance(record, dict) or not isinstance(record.get("text"), str):
            raise CleanerError(f'{name}: item {number} is not a segment, an object with a "text"')
    text, segments, words = lines(sorted(_timed(found), key=lambda piece: piece.start))
    if all(_times(record)[0] is None for record in found):
        segments, words = (), ()
    return Transcript(text, segments, words, language=language, duration=duration)


def _timed(records: list[dict[str, Any]]) -> Iterator[Timed]:
    """Segments in the order of the file. One without a start begins where the one before it ended."""
    reached = 0
    for record in records:
        start, end = _times(record)
        start = reached if start is None else start
        reached = max(start, start if end is None else end)
        yield Timed(
            whole(record["text"]),
            start,
            reached,
            tuple(_words(record.get("words"))),
            _number(record.get("avg_logprob")),
            _number(record.get("no_speech_prob")),
            _number(record.get("compression_ratio")),
            _label(record.get("speaker")),
        )


def _words(records: Any) -> Iterator[tuple[str, int, int, float | None]]:
    for record in records if isinstance(records, list) else ():
        if not isinstance(record, dict):
            continue
        said = record.get("word", record.get("text"))
        start, end = _times(record)
        if isinstance(said, str) and start is not None:
            probability = _number(record.get("probability", record.get("score")))
            yield whole(said), start, start if end is None else max(start, end), probability


def _times(record: dict[str, Any]) -> tuple[_Time, _Time]:
    """Start and end in ms, as whichever engine wrote them."""
    offsets, timestamp = record.get("offsets"), record.get("timestamp")
    if isinstance(offsets, dict):
        return _seconds(offsets.get("from"), 1), _seconds(offsets.get("to"), 1)
    if isinstance(timestamp, list) and len(timestamp) == 2:
        return _seconds(timestamp[0]), _seconds(timestamp[1])
    return _seconds(record.get("start")), _seconds(record.get("end"))


def _seconds(value: Any, milliseconds: int = 1000) -> _Time:
    """Whole ms of a time in s (or in another unit of so many ms), never negative; None where it is no time."""
    number = _number(value)
    # A time beyond a million hours is none; it could be too large for an int, too.
    return max(0, round(number * milliseconds)) if number is not None and abs(number) < 3.6e12 else None


def _number(value: Any) -> float | None:
    """A finite number; some scripts write numbers as strings."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _label(value: Any) -> str | None:
    return " ".join(whole(value).split()) or None if isinstance(value, str) else None
