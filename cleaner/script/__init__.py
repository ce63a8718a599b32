"""What somebody means to say: a script with its sentences, and what in it is not to be said."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from cleaner.transcript import Span


@dataclass(frozen=True)
class Script:
    """A script as it was written.

    Attributes:
        text: all of it, headings, marks and stage directions too.
        sentences: what is to be said, in order, without overlap; each begins and ends with what is said or its mark.
        unspoken: what is not said, in order, without overlap: headings, markdown marks, stage directions in brackets.
            It may lie inside a sentence.
        paragraphs: for each sentence the number of its paragraph, from 0.
        name: of the file, or "".
        warnings: one line each, what of the file could not be read.
    """

    text: str
    sentences: tuple[Span, ...] = ()
    unspoken: tuple[Span, ...] = ()
    paragraphs: tuple[int, ...] = ()
    name: str = ""
    warnings: tuple[str, ...] = ()

    @cached_property
    def said(self) -> str:
        """The text with blanks for what is not said; line ends stay."""
        return _masked(self.text, self.unspoken)


_ADDRESS = re.compile(r"https?://[!-~]+")
_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_ABBREVIATION = r"(?<!\bMr\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bvs\.)(?<!\bNo\.)(?<!\b\w\.)"
_CLOSING = "”’」』）)】》〉\"'"
# A mark inside a title or a remark ends no sentence: 《你好，明天！》.
_SENTENCE_END = re.compile(
    r"《[^《》\n]{0,60}》|（[^（）\n]{0,60}）|\([^()\n]{0,60}\)"
    rf"|(?P<end>(?:[。！？!?…｡]|\.{{3,6}}|\.(?=[{_CLOSING}]*(?:\s|$))(?!\s+[a-z]){_ABBREVIATION})[。！？!?…｡.]*[{_CLOSING}]*)"
)
_ENDED = re.compile(rf"[。！？!?…；：:][{_CLOSING}]*\s*$")
_LATIN = re.compile("[!-~]+")
_WIDE = re.compile("[\u2e80-\uffe6]")
_WIDTHS = range(40, 131)  # columns at which programs break lines


def parse(text: str, *, markdown: bool = False, name: str = "") -> Script:
    """The script that a text is; without sentences where nothing in it is to be said.

    Args:
        text: with line feeds as line ends.
        markdown: whether it is Markdown. Plain text may have headings with # too.
        name: of where it is from.
    """
    if markdown:
        from cleaner.script.markdown import said

        return replace(divided(text, said(text), has_headings=True), name=name)
    return replace(divided(text, _plain(text)), name=name)


def _plain(text: str) -> list[list[Span]]:
    """A paragraph a line; where lines were broken at a width, one from empty line to empty line."""
    paragraphs: list[list[Span]] = []
    block: list[Span] = []
    for match in (*_LINE.finditer(text), None):
        if match and (not block or text.count("\n", block[-1].end, match.start()) == 1):
            block.append(_moved(match))
            continue
        paragraphs += [block] if _is_wrapped(text, block) else [[line] for line in block]
        block = [_moved(match)] if match else []
    return paragraphs


def divided(text: str, paragraphs: Sequence[Sequence[Span]], *, has_headings: bool = False) -> Script:
    """Take from paragraphs what is not said, and cut the rest into sentences.

    Args:
        text: all of it.
        paragraphs: of each the stretches that may be said, in order and apart.
        has_headings: whether all headings are known, and are in none of the paragraphs.
    """
    from cleaner.language.fold import fold
    from cleaner.script import layout, stage_directions

    said = bytearray(len(text))
    for paragraph in paragraphs:
        for span in paragraph:
            said[span.start : span.end] = b"\x01" * len(span)

    def unsay(spans: Iterable[Span]) -> str:
        for span in spans:
            said[span.start : span.end] = bytes(len(span))
        return _masked(text, _unspoken(text, said))

    folded = fold(unsay(()))
    lines = [_moved(match) for match in _LINE.finditer(folded) if any(map(str.isalnum, match[0]))]
    folded = fold(unsay(layout.unspoken(folded, lines, has_headings=has_headings)))
    left = unsay((*stage_directions.directions(folded), *map(_moved, _ADDRESS.finditer(folded))))
    sentences: list[Span] = []
    numbers: list[int] = []
    number = -1
    for paragraph in paragraphs:
        found = list(_sentences(left, Span(paragraph[0].start, paragraph[-1].end)))
        number += bool(found)
        sentences += found
        numbers += [number] * len(found)
    return Script(text, tuple(sentences), tuple(_unspoken(text, said)), tuple(numbers))


def _masked(text: str, unspoken: Iterable[Span]) -> str:
    """The text with blanks for what is not said; line ends stay."""
    pieces: list[str] = []
    reached = 0
    for span in unspoken:
        blanks = "\n".join(" " * len(line) for line in text[span.start : span.end].split("\n"))
        pieces += (text[reached : span.start], blanks)
        reached = span.end
    return "".join((*pieces, text[reached:]))


def _unspoken(text: str, said: bytearray) -> Iterator[Span]:
    """What is not said, line by line and without the blanks around it."""
    for match in re.finditer(rb"\x00+", said):
        yield from (_moved(line) for line in _LINE.finditer(text, match.start(), match.end()))


def _sentences(text: str, paragraph: Span) -> Iterator[Span]:
    """The sentences of a paragraph; a line end is one's end, but where lines were broken at a width."""
    lines = [_moved(match) for match in _LINE.finditer(text, paragraph.start, paragraph.end)]
    for line in [paragraph] if _is_wrapped(text, lines) else lines:
        start = line.start
        ends = (match.end() for match in _SENTENCE_END.finditer(text, line.start, line.end) if match["end"])
        for end in (*ends, line.end):
            piece = text[start:end]
            if any(map(str.isalnum, piece)):
                first = start + len(piece) - len(piece.lstrip())
                yield Span(first, first + len(piece.strip()))
            start = end


def _is_wrapped(text: str, block: Sequence[Span]) -> bool:
    """Whether a program broke lines: each that ends no sentence is so long that the next word had no room."""
    if len(block) < 3:
        return False
    lines = [text[line.start : line.end] for line in block]
    widths = [_width(line) for line in lines]
    widest = max(widths)
    if widest not in _WIDTHS:
        return False
    return all(
        _ENDED.search(line) or width + _width(_first_word(after)) >= widest - 2
        for line, width, after in zip(lines, widths, lines[1:], strict=False)
    )


def _first_word(line: str) -> str:
    word = _LATIN.match(line)
    return word[0] if word else line[0]


def _width(text: str) -> int:
    """Columns on a terminal."""
    return len(text) + len(_WIDE.findall(text))


def _moved(match: re.Match[str], by: int = 0) -> Span:
    return Span(match.start() + by, match.end() + by)
