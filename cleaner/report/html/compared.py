"""The script as the page shows it: line by line, each sentence with its state and what was said otherwise in it."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from cleaner.comparison import Chunk, Comparison, Kind, Passage, Sentence, State, Time
from cleaner.report.html.labels import LABELS
from cleaner.transcript import Span

_PIECES = {Kind.EQUAL: "same", Kind.REPLACED: "swapped", Kind.LEFT_OUT: "left", Kind.ADDED: "added"}
_LATIN = re.compile(r"[A-Za-z0-9]+")
_LATIN_AT_ENDS = re.compile(r"([A-Za-z0-9]*)(.*?)([A-Za-z0-9]*)", re.DOTALL)


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
        elsewhere: number of the sentence that the tag names, or -1.
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
    elsewhere: int = -1

    @property
    def text(self) -> str:
        """What it reads, without what was said in its place."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading of Markdown."""
        return not self.state and self.pieces[0].kind == "unspoken" and self.pieces[0].text.startswith("#")


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
    moved = {number: move.after for move in comparison.moves for number in range(*move.sentences)}
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
                moved.get(sentence.number, -1),
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


@dataclass(slots=True)
class _Stretch:
    """A stretch of a sentence before it is text: code points of the script and of what was heard."""

    kind: str
    script: tuple[int, int]
    heard: tuple[int, int] | None = None

    def take_in(self, other: "_Stretch") -> None:
        """Become one with what follows, of which not all is said as it is written."""
        self.kind = "alike" if {self.kind, other.kind} <= {"same", "alike"} else "swapped"
        self.script = (self.script[0], max(self.script[1], other.script[1]))
        spans = [span for span in (self.heard, other.heard) if span]
        self.heard = (min(start for start, _ in spans), max(end for _, end in spans)) if spans else None


def _pieces(comparison: Comparison, sentence: Sentence, span: Span) -> Iterator[Piece]:
    """A part of a sentence by the chunks of the alignment. A numeral or a Latin word is never divided."""
    reached = span.start
    for one in _stretches(comparison, sentence, span):
        start, end = one.script
        if reached < start:
            yield from _unspoken(comparison, Span(reached, start))
        text = comparison.script.text[start:end]
        heard = comparison.cleaned.text[slice(*one.heard)] if one.heard else ""
        if one.kind == "added":
            yield Piece("added", heard)
        elif one.kind in ("swapped", "alike") and heard and text:
            yield Piece(one.kind, text, heard)
        elif text:
            yield Piece("left" if one.kind == "swapped" else one.kind, text)
        reached = max(reached, end)
    if reached < span.end:
        yield from _unspoken(comparison, Span(reached, span.end))


def _stretches(comparison: Comparison, sentence: Sentence, span: Span) -> list[_Stretch]:
    script, said = comparison.script.text, comparison.cleaned.text
    made: list[_Stretch] = []
    for chunk in comparison.chunks[slice(*sentence.chunks)]:
        heard = (chunk.heard.start, chunk.heard.end) if len(chunk.heard) else None
        at = min(max(chunk.script.start, span.start), span.end)
        end = min(chunk.script.end, span.end)
        if chunk.kind is Kind.ADDED:
            is_here = span.start <= chunk.script.start < span.end or span.end == sentence.script.end == at
            if is_here and not _in_passage(comparison, chunk):
                made.append(_Stretch("added", (at, at), heard))
        elif at < end:
            one = _Stretch("alike" if chunk.alike else _PIECES[chunk.kind], (at, end), heard)
            made += _divided(one, script, said) if one.kind == "same" else [one]
    joined: list[_Stretch] = []
    for one in made:
        if joined and joined[-1].kind == "same" and one.script[0] < joined[-1].script[1]:
            joined[-1:] = _split(joined[-1], one.script[0], script, said)
        if joined and _belong_together(joined[-1], one, script, said):
            joined[-1].take_in(one)
        else:
            joined.append(one)
    return joined


def _split(same: _Stretch, at: int, script: str, said: str) -> list[_Stretch]:
    """Cut a stretch said as written, where it reads as it was heard up to there."""
    start, end = same.script
    if same.heard is None or not start < at < end:
        return [same]
    there = same.heard[0] + at - start
    if script[start:at].casefold() != said[same.heard[0] : there].casefold():
        return [same]
    return [_Stretch("same", (start, at), (same.heard[0], there)), _Stretch("same", (at, end), (there, same.heard[1]))]


def _divided(same: _Stretch, script: str, said: str) -> list[_Stretch]:
    """Cut a Latin word at either end off a stretch said as written: it may go on in the next one."""
    found = _LATIN_AT_ENDS.fullmatch(script, *same.script)
    made = [same]
    for at in found.span(2) if found else ():
        made[-1:] = _split(made[-1], at, script, said)
    return made


def _belong_together(one: _Stretch, other: _Stretch, script: str, said: str) -> bool:
    """Whether two stretches, not both said as written, share a numeral or divide a Latin word."""
    if one.kind == other.kind == "same":
        return False
    if other.script[0] < one.script[1]:
        return True
    return _divides_word(script, other.script[0], one.script, other.script) or bool(
        one.heard
        and other.heard
        and one.heard[1] == other.heard[0]
        and _divides_word(said, one.heard[1], one.heard, other.heard)
    )


def _divides_word(text: str, at: int, before: tuple[int, int], after: tuple[int, int]) -> bool:
    return before[1] == after[0] == at and before[0] < at < after[1] and bool(_LATIN.fullmatch(text[at - 1 : at + 1]))


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
