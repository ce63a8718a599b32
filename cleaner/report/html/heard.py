"""What the page's script needs to draw what was heard, and to draw it anew after each decision."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

from cleaner.cleaned import Cleaned
from cleaner.edits import Edit
from cleaner.facts import gone
from cleaner.report.html.embedding import SURROGATE, embeddable
from cleaner.report.html.labels import LABELS
from cleaner.transcript import Span, Transcript

_SENTENCE = re.compile(r"[^。！？!?…\n]*(?:[。！？!?…]+[”’」』\"')）\]》]*|\n|$)")
# Python keeps the halves of a pair apart where they came apart; JavaScript would take them for one code point.
_SPLIT_PAIR = re.compile("(?<=[\ud800-\udbff])(?=[\udc00-\udfff])")


def heard(cleaned: Cleaned) -> str:
    """The transcript, its edits, its sentences and the page's labels, as JSON for a script element.

    `text` is a list of strings: joined, code point by code point, it is the transcript's. Of an edit there are: number,
    rule, spans (start, end, start, end …), before, after, reason, safety, whether it was applied (1 or 0), the facts
    that it took out, start and end in ms or null. Of a sentence: its first code point, start and end in ms or null; it
    ends where the next begins.
    """
    transcript = cleaned.transcript
    rules, reasons = _Numbers(), _Numbers()
    facts: defaultdict[int, list[str]] = defaultdict(list)
    for lost in () if SURROGATE.search(transcript.text) else gone(cleaned):  # which has no words for such a text
        facts[lost.edit.number].append(f"{LABELS[lost.fact.kind]} {lost.fact.text}")
    rows = [
        _row(transcript, edit, rules, reasons, "、".join(facts[edit.number]), applied)
        for applied, edits in ((1, cleaned.edits), (0, cleaned.offered))
        for edit in edits
    ]
    rows.sort(key=lambda row: row[0])
    return embeddable(
        {
            "text": _SPLIT_PAIR.split(transcript.text),
            "sha256": sha256(transcript.text.encode("utf-8", "surrogatepass")).hexdigest(),
            "rules": rules.seen,
            "reasons": reasons.seen,
            "edits": rows,
            "sentences": [[span.start, *(transcript.time_of(span) or (None, None))] for span in sentences(transcript)],
            "labels": LABELS,
        }
    )


def sentences(transcript: Transcript) -> Iterator[Span]:
    """What was heard in sentences, without gaps: each with its closing marks, or the rest of a line."""
    return (Span(*match.span()) for match in _SENTENCE.finditer(transcript.text) if match[0])


class _Numbers:
    """Texts that come again and again, each written once and named by its place."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self._numbers: dict[str, int] = {}

    def of(self, text: str) -> int:
        if text not in self._numbers:
            self._numbers[text] = len(self.seen)
            self.seen.append(text)
        return self._numbers[text]


def _row(transcript: Transcript, edit: Edit, rules: _Numbers, reasons: _Numbers, facts: str, applied: int) -> list[Any]:
    return [
        edit.number,
        rules.of(edit.rule),
        [*_flat(edit.spans)],
        edit.before,
        edit.after,
        reasons.of(edit.reason),
        int(edit.safety),
        applied,
        facts,
        *(transcript.time_of(edit.span) or (None, None)),
    ]


def _flat(spans: Iterable[Span]) -> Iterator[int]:
    for span in spans:
        yield from (span.start, span.end)
