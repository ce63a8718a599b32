"""Markdown: what of it is text to read aloud.

Said are the paragraphs, also in lists and quotes, with the words of links, emphasis and code in a line. Not said are
headings, tables, code blocks, front matter, HTML and its comments, images, addresses, struck-out text, and every mark.

Chinese paragraphs begin with blanks as often as not: four of them do not make code. A line over --- is a heading only
where it does not end as a sentence does.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from cleaner.transcript import Span

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"(---|\+\+\+)[ \t]*\n(?:(?!\1[ \t]*$).*\n)*?\1[ \t]*(?:\n|\Z)", re.M)
_TARGET = re.compile(r"\](?:\((?:[^()\n]|\([^()\n]*\))*\)|\[[^\]\n]*\])?|>")
_IMAGE = re.compile(r"!\[")
_UNSTARRED = re.compile(r"[^*]+")
_SENTENCE_END = re.compile("[。！？!?…；;]$")


def said(text: str) -> list[list[Span]]:
    """Where there is text to say: for each paragraph its stretches, in order and apart.

    Args:
        text: with line feeds as line ends.
    """
    body = matter.end() if (matter := _FRONT_MATTER.match(text)) else 0
    lines = [body, *(match.end() for match in re.compile("\n").finditer(text, body)), len(text) + 1]
    paragraphs: list[list[Span]] = []
    outer: list[Token] = []
    for token in _parser().parse(text[body:]):
        if token.nesting == 1:
            outer.append(token)
        elif token.nesting == -1:
            outer.pop()
        elif token.type == "inline" and token.map and _is_said(outer, token.content):
            paragraphs.append(_merged(_stretches(text, lines, token)))
    return [paragraph for paragraph in paragraphs if paragraph]


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # loads slowly

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    # text_join would make one token of what stands apart in the source.
    return parser.disable(["code", "text_join"])


def _is_said(outer: "list[Token]", content: str) -> bool:
    """Whether the text in these blocks is: no heading and no table."""
    for block in outer:
        if block.type == "heading_open":
            underlined = block.markup in ("-", "=")
            return underlined and bool(_SENTENCE_END.search(content))
        if block.type == "table_open":
            return False
    return True


def _stretches(text: str, lines: list[int], token: "Token") -> Iterator[Span]:
    """What is said of a block of text, line by line: the parser has taken the marks before its lines away."""
    assert token.map is not None
    places: list[int] = []  # for each code point of the content, where it stands
    row = token.map[0]
    for part in token.content.split("\n"):
        words = part.lstrip()
        start = max(text.rfind(words, lines[row], lines[row + 1]), lines[row])
        places += [start] * (len(part) - len(words))  # blanks
        places.extend(range(start, start + len(words) + 1))
        row += 1
    for start, end in _words(token):
        yield from (Span(places[at], places[at] + 1) for at in range(start, end))


def _words(token: "Token") -> Iterator[tuple[int, int]]:
    """The parts of a block's content that are words, not marks."""
    content, at, struck, is_address = token.content, 0, 0, False
    for child in token.children or ():
        if child.type in ("text", "code_inline"):
            found = content.find(child.content, at)
            if found < 0:
                continue
            at = found + len(child.content)
            if not struck and not is_address:
                # Beside a full-width mark CommonMark sees no emphasis: **注意：**大家.
                yield from (
                    (found + words.start(), found + words.end()) for words in _UNSTARRED.finditer(child.content)
                )
        elif child.type == "text_special":
            at = max(content.find(child.markup, at), at) + len(child.markup)
        elif child.type == "html_inline":
            at = max(content.find(child.content, at), at) + len(child.content)
        elif child.type == "link_open":
            is_address = child.markup == "autolink"
        elif child.type in ("link_close", "image"):
            is_address = False
            if child.type == "image" and (image := _IMAGE.search(content, at)):
                at = max(content.find(child.content, image.end()), image.end()) + len(child.content)
            at = target.end() if (target := _TARGET.search(content, at)) else at
        elif child.type in ("s_open", "s_close"):
            struck += child.nesting
            at = content.find("~~", at) + 2
        elif child.type in ("softbreak", "hardbreak"):
            at = content.find("\n", at) + 1


def _merged(spans: Iterator[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in spans:
        if merged and merged[-1].end == span.start:
            merged[-1] = Span(merged[-1].start, span.end)
        else:
            merged.append(span)
    return merged
