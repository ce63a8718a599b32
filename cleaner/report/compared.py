"""The script as the page shows it: line by line, each sentence with its state and what was said otherwise in it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from cleaner.comparison import Chunk, Comparison, Kind, Passage, Sentence, State, Time
from cleaner.report.labels import LABELS
from cleaner.transcript import Span

_PIECES = {Kind.EQUAL: "same", Kind.REPLACED: "swapped", Kind.LEFT_OUT: "left", Kind.ADDED: "added"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence.

    Attributes:
        kind: "same", "swapped", "alike", "left", "added", or "unspoken".
        text: of the script, or of what was heard where added.
        heard: of swapped and alike: what was said in its place.
    """

    kind: str
    text: str
    heard: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a line: of a sentence, between two, or a passage that the script does not have.

    Attributes:
        state: name of the sentence's State, "ADDED" for a passage, "" between sentences.
        pieces: what it reads.
        tag: what is said about it, "" where nothing needs to be; only on a sentence's first part.
        number: of the sentence, from 0; -1 for others.
        time: when it was said.
        is_first: whether a sentence begins with it.
    """

    state: str
    pieces: tuple[Piece, ...]
    tag: str = ""
    number: int = -1
    time: Time | None = None
    is_first: bool = True

    @property
    def text(self) -> str:
        """What it reads, without what was said in its place."""
        return "".join(piece.text for piece in self.pieces)


def lines(comparison: Comparison) -> list[list[Part]]:
    """The parts of each line of the script; an empty line has none."""
    made: list[list[Part]] = [[]]
    for part in _parts(comparison):
        if part is None:
            made.append([])
        else:
            made[-1].append(part)
    return made


def _parts(comparison: Comparison) -> Iterator[Part | None]:
    """All parts in order; None for a line end."""
    passages: defaultdict[int, list[Passage]] = defaultdict(list)
    for passage in comparison.added:
        passages[passage.after].append(passage)
    tags = _tags(comparison)
    yield from _passages(comparison, passages[-1])
    reached = 0
    for sentence in comparison.sentences:
        yield from _between(comparison, Span(reached, sentence.script.start))
        first = True
        for span in _cut_at_line_ends(comparison.script.text, sentence.script):
            if span is None:
                yield None
                continue
            yield Part(
                sentence.state.name,
                tuple(_pieces(comparison, sentence, span)),
                tags[sentence.number] if first else "",
                sentence.number,
                sentence.time,
                first,
            )
            first = False
        yield from _passages(comparison, passages[sentence.number])
        reached = sentence.script.end
    yield from _between(comparison, Span(reached, len(comparison.script.text)))


def _tags(comparison: Comparison) -> list[str]:
    tags = ["" if sentence.state is State.SAID else LABELS[sentence.state.name] for sentence in comparison.sentences]
    for move in comparison.moves:
        where = LABELS["moved_first"] if move.after < 0 else LABELS["moved_after"].format(n=move.after + 1)
        for number in range(*move.sentences):
            if comparison.sentences[number].state is State.OUT_OF_ORDER:
                tags[number] = where
    return tags


def _passages(comparison: Comparison, passages: list[Passage]) -> Iterator[Part]:
    for passage in passages:
        text = comparison.cleaned.text[passage.heard.start : passage.heard.end].replace("\n", " ")
        yield Part("ADDED", (Piece("added", text),), LABELS["ADDED"], time=passage.time)


def _between(comparison: Comparison, span: Span) -> Iterator[Part | None]:
    """What stands between sentences: headings, marks, stage directions, blanks."""
    for line in _cut_at_line_ends(comparison.script.text, span):
        yield Part("", tuple(_unspoken(comparison, line))) if line else None


def _cut_at_line_ends(text: str, span: Span) -> Iterator[Span | None]:
    at = span.start
    while (end := text.find("\n", at, span.end)) >= 0:
        if end > at:
            yield Span(at, end)
        yield None
        at = end + 1
    if at < span.end:
        yield Span(at, span.end)


def _pieces(comparison: Comparison, sentence: Sentence, span: Span) -> Iterator[Piece]:
    """A part of a sentence by the chunks of the alignment; its marks go with what is said before them."""
    at = span.start
    ends = span.end == sentence.script.end
    for chunk in comparison.chunks[slice(*sentence.chunks)]:
        start, end = max(chunk.script.start, span.start), min(chunk.script.end, span.end)
        if chunk.kind is Kind.ADDED:
            inside = span.start <= chunk.script.start < span.end or (ends and chunk.script.start >= span.end)
            if not inside or _in_passage(comparison, chunk):
                continue
            start = end = max(min(chunk.script.start, span.end), at)
        elif start >= end:
            continue
        if at < start:
            yield from _unspoken(comparison, Span(at, start))
        heard = comparison.cleaned.text[chunk.heard.start : chunk.heard.end]
        if chunk.kind is Kind.ADDED:
            yield Piece("added", heard)
        elif chunk.kind is Kind.REPLACED and chunk.script.start >= span.start:
            yield Piece("alike" if chunk.alike else "swapped", comparison.script.text[start:end], heard)
        else:
            yield Piece(_PIECES[chunk.kind], comparison.script.text[start:end])
        at = end
    if at < span.end:
        yield from _unspoken(comparison, Span(at, span.end))


def _in_passage(comparison: Comparison, chunk: Chunk) -> bool:
    return any(
        passage.heard.start <= chunk.heard.start and chunk.heard.end <= passage.heard.end
        for passage in comparison.added
    )


def _unspoken(comparison: Comparison, span: Span) -> Iterator[Piece]:
    """Text that no chunk has: what is not to be said is marked, marks and blanks are not."""
    text = comparison.script.text
    bounds = {span.start, span.end}
    within = [one for one in comparison.script.unspoken if one.start < span.end and one.end > span.start]
    for one in within:
        bounds |= {max(one.start, span.start), min(one.end, span.end)}
    for start, end in pairwise(sorted(bounds)):
        hidden = any(one.start <= start and end <= one.end for one in within)
        yield Piece("unspoken" if hidden else "same", text[start:end])
