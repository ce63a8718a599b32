"""Our json: a transcript with its edits, which reads back to an equal Cleaned; other json goes to `whisper_json`.

    {"format": "cleaner", "version": 1, "text": ..., "segments": [...], "transcript": {...}, "edits": [...], ...}

`text` and `segments` are what the edits make of the transcript, for other programs; reading ignores them. Spans are
[first, last + 1] code points of the transcript's text. Times are ms. `voice`, when somebody speaks, and `unheard`,
where nothing was written of it, may be missing.
"""

import json
import math
import re
from collections.abc import Iterable
from typing import Any

from cleaner.cleaned import Cleaned
from cleaner.edits import Edit, Safety
from cleaner.errors import CleanerError
from cleaner.formats import whisper_json
from cleaner.transcript import Segment, Span, Transcript, Word

FORMAT = "cleaner"
VERSION = 1

_SURROGATE = re.compile("[\ud800-\udfff]")


def read(text: str, name: str) -> Transcript | Cleaned:
    """Read json: a Cleaned from our own, a Transcript from what speech engines write.

    Raises:
        CleanerError: it is not json, not of a kind we know, or of a newer version.
    """
    try:
        value = json.loads(text, parse_constant=lambda _: None)  # NaN, which Python's json writes and others refuse
    except json.JSONDecodeError as error:
        raise CleanerError(f"{name}, line {error.lineno}: not json: {error.msg}") from error
    except (ValueError, RecursionError) as error:
        raise CleanerError(f"{name}: json with numbers too long or lists too deep to be a transcript") from error
    if not (isinstance(value, dict) and value.get("format") == FORMAT):
        return whisper_json.read(value, name)
    version = value.get("version")
    if type(version) is int and version > VERSION:
        raise CleanerError(f"{name}: written by a newer cleaner (version {version} of its json): update this one")
    try:
        return _cleaned(value)
    except ValueError as error:
        raise CleanerError(f"{name}: damaged cleaner json, {error}; make it anew from the recording") from error


def write(cleaned: Cleaned) -> str:
    """The transcript with its edits, one segment, word or edit a line."""
    return laid_out(record(cleaned))


def record(cleaned: Cleaned) -> dict[str, Any]:
    """The same as a value, to be a part of another json."""
    transcript = cleaned.transcript
    return {
        "format": FORMAT,
        "version": VERSION,
        "text": cleaned.text,
        "segments": [
            {"start": cue.start, "end": cue.end, "text": cue.text, "speaker": cue.speaker} for cue in cleaned.segments
        ],
        "transcript": {
            "text": transcript.text,
            "language": transcript.language,
            "duration": transcript.duration,
            "engine": transcript.engine,
            "model": transcript.model,
            "prompt": transcript.prompt,
            "warnings": list(transcript.warnings),
            "segments": [_segment_record(segment) for segment in transcript.segments],
            "words": [_word_record(word) for word in transcript.words],
            "voice": [list(stretch) for stretch in transcript.voice],
            "unheard": [list(stretch) for stretch in transcript.unheard],
        },
        "edits": [_edit_record(edit) for edit in cleaned.edits],
        "offered": [_edit_record(edit) for edit in cleaned.offered],
    }


def laid_out(value: Any) -> str:
    """Json with the outer objects indented and one item of a list a line: a word over seven lines is not readable."""
    # Half a UTF-16 pair cannot be encoded; in json only strings can hold one, where it has an escape.
    return _SURROGATE.sub(lambda half: f"\\u{ord(half[0]):04x}", _laid_out(value)) + "\n"


def _laid_out(value: Any, depth: int = 0) -> str:
    outer = "\n" + "  " * depth
    if isinstance(value, dict) and depth < 3:
        inner = (f"{json.dumps(key)}: {_laid_out(item, depth + 1)}" for key, item in value.items())
        return f"{{{outer}  " + f",{outer}  ".join(inner) + f"{outer}}}"
    if isinstance(value, list) and value and depth < 4:
        return f"[{outer}  " + f",{outer}  ".join(json.dumps(item, ensure_ascii=False) for item in value) + f"{outer}]"
    return json.dumps(value, ensure_ascii=False)


def span_record(span: Span) -> list[int]:
    """[first, last + 1] code points."""
    return [span.start, span.end]


def finite(number: float | None) -> float | None:
    """Json has no NaN and no infinity; as evidence they are worth what a missing one is."""
    return number if number is not None and math.isfinite(number) else None


def _segment_record(segment: Segment) -> dict[str, Any]:
    return {
        "span": span_record(segment.span),
        "start": segment.start,
        "end": segment.end,
        "avg_logprob": finite(segment.avg_logprob),
        "no_speech_prob": finite(segment.no_speech_prob),
        "compression_ratio": finite(segment.compression_ratio),
        "speaker": segment.speaker,
    }


def _word_record(word: Word) -> dict[str, Any]:
    return {
        "span": span_record(word.span),
        "start": word.start,
        "end": word.end,
        "probability": finite(word.probability),
    }


def _edit_record(edit: Edit) -> dict[str, Any]:
    return {
        "number": edit.number,
        "rule": edit.rule,
        "spans": [span_record(span) for span in edit.spans],
        "before": edit.before,
        "after": edit.after,
        "reason": edit.reason,
        "safety": edit.safety.name,
    }


_MOST = 1 << 53  # up to which floats have every whole number, and json programs agree
_OPTIONAL_TEXT = (str, type(None))
_OPTIONAL_NUMBER = (float, int, type(None))


def _field(record: Any, key: str, *kinds: type) -> Any:
    """A field of a json object, of one of these types. ValueError says what is wrong with it."""
    if not isinstance(record, dict):
        raise ValueError("a list where an object belongs" if isinstance(record, list) else f"{record!r:.40} misplaced")  # noqa: TRY004
    if key not in record:
        if type(None) in kinds:
            return None
        raise ValueError(f'"{key}" is missing')
    if type(record[key]) not in kinds or (type(record[key]) in (int, float) and not _is_number(record[key])):
        raise ValueError(f'"{key}" cannot be {record[key]!r:.40}')
    return record[key]


def _is_number(value: Any) -> bool:
    """Whether it is a number that can be reckoned with: a file may have 1e400, which is infinite, or a longer one."""
    return type(value) in (int, float) and abs(value) < _MOST


def _span(pair: Any) -> Span:
    if not (
        isinstance(pair, list) and len(pair) == 2 and all(type(place) is int and _is_number(place) for place in pair)
    ):
        raise ValueError(f"not a span: {pair!r:.40}")
    return Span(*pair)


def _stretch(pair: Any) -> tuple[int, int]:
    if not (
        isinstance(pair, list) and len(pair) == 2 and all(type(moment) is int and _is_number(moment) for moment in pair)
    ):
        raise ValueError(f"not a stretch of voice: {pair!r:.40}")
    return pair[0], pair[1]


def _segment(record: Any) -> Segment:
    return Segment(
        _span(_field(record, "span", list)),
        _field(record, "start", int),
        _field(record, "end", int),
        _field(record, "avg_logprob", *_OPTIONAL_NUMBER),
        _field(record, "no_speech_prob", *_OPTIONAL_NUMBER),
        _field(record, "compression_ratio", *_OPTIONAL_NUMBER),
        _field(record, "speaker", *_OPTIONAL_TEXT),
    )


def _word(record: Any) -> Word:
    return Word(
        _span(_field(record, "span", list)),
        _field(record, "start", int),
        _field(record, "end", int),
        _field(record, "probability", *_OPTIONAL_NUMBER),
    )


def _edit(record: Any, length: int) -> Edit:
    spans = tuple(_span(pair) for pair in _field(record, "spans", list))
    number = _field(record, "number", int)
    reached = 0
    for span in spans:
        if not reached <= span.start <= span.end <= length:
            raise ValueError(f"edit {number} is outside the text or out of order")
        reached = span.end
    safety = _field(record, "safety", str)
    if safety not in Safety.__members__:
        raise ValueError(f'"safety" cannot be {safety!r:.40}')
    return Edit(
        number,
        _field(record, "rule", str),
        spans,
        _field(record, "before", str),
        _field(record, "after", str),
        _field(record, "reason", str),
        Safety[safety],
    )


def _strings(items: Iterable[Any]) -> tuple[str, ...]:
    if not all(isinstance(item, str) for item in items):
        raise ValueError('"warnings" are not all strings')
    return tuple(items)


def _transcript(record: Any) -> Transcript:
    return Transcript(
        _field(record, "text", str),
        tuple(map(_segment, _field(record, "segments", list))),
        tuple(map(_word, _field(record, "words", list))),
        language=_field(record, "language", *_OPTIONAL_TEXT),
        duration=_field(record, "duration", int, type(None)),
        engine=_field(record, "engine", *_OPTIONAL_TEXT),
        model=_field(record, "model", *_OPTIONAL_TEXT),
        prompt=_field(record, "prompt", str),
        warnings=_strings(_field(record, "warnings", list)),
        voice=tuple(map(_stretch, _field(record, "voice", list, type(None)) or ())),
        unheard=tuple(map(_stretch, _field(record, "unheard", list, type(None)) or ())),
    )


def _cleaned(value: Any) -> Cleaned:
    if _field(value, "version", int) != VERSION:
        raise ValueError(f'"version" is not {VERSION}')
    transcript = _transcript(_field(value, "transcript", dict))
    edits, offered = (
        tuple(_edit(record, len(transcript.text)) for record in _field(value, key, list))
        for key in ("edits", "offered")
    )
    return Cleaned(transcript, edits, offered)
