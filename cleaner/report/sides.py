"""A comparison side by side: the script on the left, what was said on the right, marked where they differ."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby

from cleaner.cleaned import Cleaned
from cleaner.comparison import Chunk, Comparison, Kind, Move, Sentence, State, Time
from cleaner.transcript import Span

_LATIN = re.compile("[A-Za-z0-9]+")
_OPENING = frozenset("（《「『“‘【〈([{")


class Mark(Enum):
    """What a part of a text is, beside the other text."""

    SAME = "same"
    REPLACED = "replaced"
    LEFT_OUT = "left out"
    ADDED = "added"
    ALIKE = "alike"  # replaced by what sounds the same: the recogniser's
    UNSPOKEN = "unspoken"  # of the script, not to be said


_MARKS = {
    Kind.EQUAL: Mark.SAME,
    Kind.REPLACED: Mark.REPLACED,
    Kind.LEFT_OUT: Mark.LEFT_OUT,
    Kind.ADDED: Mark.ADDED,
}


_WORST = (Mark.SAME, Mark.UNSPOKEN, Mark.ALIKE, Mark.ADDED, Mark.LEFT_OUT, Mark.REPLACED)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of one side, line ends as blanks."""

    text: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence of the script with what was said for it, or something said that the script does not have.

    Attributes:
        script: the left side; empty where the script has nothing.
        heard: the right side; empty where nothing was said.
        time: when it was said, or None.
        sentence: of the script, or None.
        move: what the sentence moved with, or None.
        earlier: of a sentence said twice, when its other tellings were said, as far as times are known.
        alike: units of the script that the recogniser took for others of the same sound.
        differs: whether there is anything to see in it: not said in full, in place, in these words.
    """

    script: tuple[Part, ...]
    heard: tuple[Part, ...]
    time: Time | None
    sentence: Sentence | None = None
    move: Move | None = None
    earlier: tuple[Time, ...] = ()
    alike: int = 0
    differs: bool = True


def rows(comparison: Comparison) -> Iterator[Row]:
    """All sentences in the order of the script; what was added after the sentence that it was said after."""
    moves = {number: move for move in comparison.moves for number in range(*move.sentences)}
    extra = _extra(comparison)
    yield from extra.get(-1, ())
    for sentence in comparison.sentences:
        yield _sentence_row(comparison, sentence, moves.get(sentence.number))
        yield from extra.get(sentence.number, ())


def runs(found: Iterable[Row]) -> Iterator[list[Row]]:
    """Rows with nothing to see in as many as follow one another within a move or outside of any; others singly."""
    for (differs, _), group in groupby(found, key=lambda row: (row.differs, row.move)):
        if differs:
            yield from ([row] for row in group)
        else:
            yield list(group)


def _sentence_row(comparison: Comparison, sentence: Sentence, move: Move | None) -> Row:
    chunks = comparison.chunks[slice(*sentence.chunks)]
    unspoken = [(span, Mark.UNSPOKEN) for span in _within(comparison.script.unspoken, sentence.script)]
    meant = [(chunk.script, _mark(chunk)) for chunk in chunks]
    said = [(chunk.heard, _mark(chunk)) for chunk in chunks]
    heard: list[Part] = []
    for span in _heard_spans(comparison.cleaned.text, sentence.heard):
        heard += [Part(" … ", Mark.SAME)] * bool(heard)
        heard += _parts(comparison.cleaned.text, span, said)
    whole = all(chunk.kind is Kind.EQUAL or chunk.alike for chunk in chunks)
    return Row(
        tuple(_parts(comparison.script.text, sentence.script, [*meant, *unspoken])),
        tuple(heard),
        sentence.time,
        sentence=sentence,
        move=move,
        earlier=tuple(_earlier(comparison.cleaned, sentence)),
        alike=sum(chunk.units[0] for chunk in chunks if chunk.alike),
        differs=not whole or sentence.state not in (State.SAID, State.OUT_OF_ORDER),
    )


def _earlier(cleaned: Cleaned, sentence: Sentence) -> Iterator[Time]:
    """The times of the tellings that do not count."""
    if sentence.state is not State.TWICE:
        return
    numbers = set(sentence.earlier)
    spans = [edit.span for edit in cleaned.edits if edit.number in numbers]
    times = [cleaned.transcript.time_of(span) for span in spans] + [cleaned.time_of(span) for span in sentence.heard]
    for time in sorted({time for time in times if time is not None}):
        if sentence.time is None or time[0] < sentence.time[0]:
            yield time


def _extra(comparison: Comparison) -> dict[int, list[Row]]:
    """What was said outside of the script's sentences, by the number of the sentence before it, or -1.

    Passages; and what is less than one but stands between two sentences, where no sentence shows it.
    """
    text = comparison.cleaned.text
    shown = [span for sentence in comparison.sentences for span in _heard_spans(text, sentence.heard)]
    passages = [passage.heard for passage in comparison.added]
    added = [(passage.heard, passage.after, passage.time) for passage in comparison.added]
    added += [one for one in _between(comparison) if not _is_in(passages, one[0])]
    shown.sort(key=lambda span: span.start)
    found: dict[int, list[Row]] = {}
    for span, after, time in sorted(added, key=lambda one: one[0].start):
        if not _is_in(shown, span):
            row = Row((), tuple(_parts(text, _with_mark(text, span), [(span, Mark.ADDED)])), time)
            found.setdefault(after, []).append(row)
    return found


def _between(comparison: Comparison) -> Iterator[tuple[Span, int, Time | None]]:
    """What was added between two sentences: where, after which, when."""
    reached = -1
    owned = 0  # chunks before this one belong to a sentence
    following = iter(comparison.sentences)
    coming = next(following, None)
    for index, chunk in enumerate(comparison.chunks):
        while coming is not None and index >= coming.chunks[0]:
            reached, owned = coming.number, coming.chunks[1]
            coming = next(following, None)
        if index >= owned and chunk.kind is Kind.ADDED:
            yield chunk.heard, reached, chunk.time


def _is_in(spans: Sequence[Span], span: Span) -> bool:
    """Whether one of these spans, in order and apart, has it inside."""
    index = bisect_left(spans, span.start + 1, key=lambda one: one.start) - 1
    return index >= 0 and span.end <= spans[index].end


def _within(spans: Sequence[Span], span: Span) -> Iterator[Span]:
    """Those of the spans, in order and apart, that meet another."""
    for one in spans[bisect_left(spans, span.start + 1, key=lambda one: one.end) :]:
        if one.start >= span.end:
            return
        yield one


def _mark(chunk: Chunk) -> Mark:
    return Mark.ALIKE if chunk.alike else _MARKS[chunk.kind]


def _heard_spans(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """The spans with the marks behind them; those with only marks between them as one."""
    joined: list[Span] = []
    for span in spans:
        if joined and joined[-1].end <= span.start and not _says(text[joined[-1].end : span.start]):
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return (_with_mark(text, span) for span in joined)


def _says(text: str) -> bool:
    return any(map(str.isalnum, text))


def _with_mark(text: str, span: Span) -> Span:
    """The span with the punctuation that closes it."""
    end = span.end
    while end < len(text) and not text[end].isalnum() and not text[end].isspace() and text[end] not in _OPENING:
        end += 1
    return Span(span.start, end)


def _parts(text: str, span: Span, marked: Iterable[tuple[Span, Mark]]) -> Iterator[Part]:
    """A span of a text, cut where its mark changes."""
    marks = [Mark.SAME] * len(span)
    for one, mark in marked:
        if mark is not Mark.SAME:  # units of one numeral share its digits: what differs in them is shown
            first, last = max(one.start, span.start), min(one.end, span.end)
            marks[first - span.start : max(last, first) - span.start] = [mark] * max(last - first, 0)
    for word in _LATIN.finditer(text, span.start, span.end):  # its letters are units, but it is read whole
        own = marks[word.start() - span.start : word.end() - span.start]
        worst = max(own, key=_WORST.index)
        if worst is not Mark.SAME and len(set(own)) > 1:
            marks[word.start() - span.start : word.end() - span.start] = [
                Mark.REPLACED if worst in (Mark.LEFT_OUT, Mark.ADDED) else worst
            ] * len(own)
    said = {mark for mark, letter in zip(marks, text[span.start : span.end], strict=True) if letter.isalnum()}
    if len(said) == 1 and said != {Mark.SAME}:  # all of it: its punctuation too
        marks = [*said] * len(span)
    at = span.start
    for mark, group in groupby(marks):
        length = len(list(group))
        yield Part(text[at : at + length].replace("\n", " "), mark)
        at += length
