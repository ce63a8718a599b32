"""Comparisons made by hand: what was said for each sentence of a script is written out, with its marks."""

import re
from collections.abc import Sequence

from cleaner.cleaned import Cleaned
from cleaner.comparison import Chunk, Comparison, Kind, Move, Passage, Sentence, State, Time
from cleaner.script import Script
from cleaner.transcript import Span, Transcript

# 我们[二零年/去年]到了{定单/订单}。: replaced; [x/] left out, [/x] added, {x/y} misheard, else the same.
_PIECE = re.compile(r"\[([^/\]]*)/([^/\]]*)\]|\{([^/}]*)/([^/}]*)\}|([^\[{]+)")


def compared(
    *told: str | tuple[str, State],
    moves: Sequence[tuple[tuple[int, int], int]] = (),
    seconds: float | None = None,
    cer: float = 0.0,
    cer_alike: float = 0.0,
    name: str = "script.txt",
) -> Comparison:
    """A comparison from its sentences.

    Args:
        told: for each sentence how it was said, or ("+…", ) for a passage that the script does not have; with its state
            where that is not to be guessed from the marks.
        moves: ((first, last + 1), after).
        seconds: how long each sentence took, or None for no times.
        cer, cer_alike: as they are.
        name: of the script.
    """
    script = heard = ""
    chunks: list[Chunk] = []
    sentences: list[Sentence] = []
    passages: list[Passage] = []
    for row in told:
        text, state = row if isinstance(row, tuple) else (row, None)
        begin, first, at = len(script), len(chunks), len(heard)
        count = len(sentences) + len(passages)
        time: Time | None = (
            None if seconds is None else (round(count * seconds * 1000), round((count + 1) * seconds * 1000))
        )
        if text.startswith("+"):
            heard += text[1:]
            span = Span(at, len(heard))
            chunks.append(Chunk(Kind.ADDED, span, Span(begin, begin), (0, len(span)), time=time))
            passages.append(Passage(span, len(sentences) - 1, time))
            continue
        for found in _PIECE.finditer(text):
            meant, said = (found[5], found[5]) if found[5] else (found[1] or found[3] or "", found[2] or found[4] or "")
            kind = Kind.EQUAL if found[5] else Kind.ADDED if not meant else Kind.REPLACED if said else Kind.LEFT_OUT
            alike = found[3] is not None
            spans = Span(len(heard), len(heard) + len(said)), Span(len(script), len(script) + len(meant))
            chunks.append(Chunk(kind, *spans, (len(meant), len(said)), alike, time))
            script, heard = script + meant, heard + said
        own = chunks[first:]
        there = sum(chunk.units[0] for chunk in own if chunk.kind is Kind.EQUAL or chunk.alike)
        share = there / max(len(script) - begin, 1)
        different = any(chunk.kind is not Kind.EQUAL and not chunk.alike for chunk in own)
        guessed = State.LEFT_OUT if len(heard) == at else State.DIFFERENTLY if different else State.SAID
        where = (Span(at, len(heard)),) if len(heard) > at else ()
        number = len(sentences)
        sentences.append(
            Sentence(
                number,
                Span(begin, len(script)),
                state or guessed,
                where,
                time if where else None,
                share,
                (first, len(chunks)),
            )
        )
    cleaned = Cleaned(Transcript(heard, duration=None if seconds is None else round(len(told) * seconds * 1000)))
    return Comparison(
        cleaned,
        Script(script, tuple(one.script for one in sentences), (), (0,) * len(sentences), name),
        tuple(chunks),
        tuple(sentences),
        tuple(passages),
        tuple(Move(span, sentences[span[0]].heard[0], after, sentences[span[0]].time) for span, after in moves),
        coverage=sum(one.said for one in sentences) / max(len(sentences), 1),
        cer=cer,
        cer_alike=cer_alike,
        order=1 - sum(one.state is State.OUT_OF_ORDER for one in sentences) / max(len(sentences), 1),
    )
