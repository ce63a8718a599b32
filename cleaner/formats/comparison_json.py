"""A comparison, or several takes, as json for other programs. It is written, not read.

One comparison:

    {"format": "cleaner comparison", "version": 1, "name": "talk.m4a", "same": false, "coverage": 0.93, "cer": 0.08,
     "cer_alike": 0.03, "order": 1.0, "states": {"said": 8, ...}, "script": {...}, "chunks": [...], "sentences": [...],
     "added": [...], "moves": [...], "delivery": {...} or null, "cleaned": {...}}

`script` has the text, the name, and the spans of its sentences and of what is not said. `cleaned` is what `cleaner
clean` writes as json: what was heard, with its edits, and as `text` what they make of it. All else has the names and
meanings of the values in `cleaner.comparison` and `cleaner.delivery`. Spans are [first, last + 1] code points: `script`
of the script's text, `heard` of the cleaned text, `span` and `at` of the transcript's. Sentences are numbered from 0;
`chunks` of a sentence and `sentences` of a move are [first, last + 1]. Times are [start, end] in ms of the recording,
or null; rates are a minute. A number that is not known, or not finite, is null.

Several takes:

    {"format": "cleaner progress", "version": 1, "takes": [{"name": ..., "same": ..., ...}, ...], "stumbles": [...]}

A take is as above, from "name" to "cleaned". Of a stumble there are `sentence`, `takes` (from 0), and `how` for each of
these takes, as in `cleaner.delivery.progress`.
"""

from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from cleaner.cleaned import Cleaned
from cleaner.comparison import State
from cleaner.delivery.progress import Progress, Take
from cleaner.formats import json
from cleaner.transcript import Span

FORMAT = "cleaner comparison"
PROGRESS_FORMAT = "cleaner progress"
VERSION = 1


def write(progress: Progress) -> str:
    """A comparison with its delivery, one chunk, sentence, pause … a line; of several takes one take a line."""
    if len(progress.takes) == 1:
        return json.laid_out({"format": FORMAT, "version": VERSION, **_record(progress.takes[0])})
    return json.laid_out(
        {
            "format": PROGRESS_FORMAT,
            "version": VERSION,
            "takes": [_record(take) for take in progress.takes],
            "stumbles": _plain(progress.stumbles),
        }
    )


def _record(take: Take) -> dict[str, Any]:
    comparison = take.comparison
    return {
        "name": take.name,
        "same": comparison.is_same,
        "coverage": json.finite(comparison.coverage),
        "cer": json.finite(comparison.cer),
        "cer_alike": json.finite(comparison.cer_alike),
        "order": json.finite(comparison.order),
        "states": {state.value: comparison.count(state) for state in State},
        "script": _plain(comparison.script),
        "chunks": _plain(comparison.chunks),
        "sentences": _plain(comparison.sentences),
        "added": _plain(comparison.added),
        "moves": _plain(comparison.moves),
        "delivery": _plain(take.delivery),
        "cleaned": _plain(comparison.cleaned),
    }


def _plain(value: Any) -> Any:
    """A value in what json has: an object for a dataclass, but for a span its two ends."""
    if isinstance(value, Span):
        return json.span_record(value)
    if isinstance(value, Cleaned):
        return json.record(value)
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return json.finite(value) if isinstance(value, float) else value
