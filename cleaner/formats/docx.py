"""Word documents (docx): the text of a script, and what of it may be said.

Not said are titles and headings (by style or outline level), tables, what is struck out or hidden. Comments, notes,
text boxes, headers and footers are no part of the text. Insertions that nobody has accepted yet are, deletions are not.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from cleaner.errors import CleanerError
from cleaner.transcript import Span

_MOST = 512 << 20  # bytes unpacked; beyond that it is no script
_MOST_TEXT = 64 << 20  # bytes of it that are no pictures; reading them takes ten times as much memory
_MOST_TAGS = 1_500_000  # of a few bytes each, and in memory of some hundred
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHARACTERS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
# Of these nothing is text of the paragraph: text boxes (with a second copy of their own), what was deleted or moved.
_SKIPPED = {f"{_W}txbxContent", f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr"}
_HEADINGS = ("heading", "title", "subtitle", "toc", "标题", "副标题")
_OFF = ("0", "false", "off", "none")


def read(data: bytes, name: str) -> tuple[str, list[list[Span]]]:
    """The text, a paragraph a line, and for each paragraph to be said its stretches.

    Raises:
        CleanerError: it is no Word document, or damaged.
    """
    body, styles = _opened(data, name)
    headings = _heading_styles(styles)
    text = ""
    paragraphs: list[list[Span]] = []
    lines: list[str] = []
    at = 0
    for paragraph in _paragraphs(body):
        stretches: list[Span] = []
        line = ""
        for run, is_said in _runs(paragraph):
            if is_said and run.strip():
                stretches.append(Span(at + len(line), at + len(line) + len(run)))
            line += run
        if stretches and not (_is_heading(paragraph, headings) or _is_in_table(paragraph)):
            paragraphs.append(stretches)
        lines.append(line)
        at += len(line) + 1
    text = "\n".join(lines)
    return text, paragraphs


def _opened(data: bytes, name: str) -> tuple[Any, list[Any]]:
    """The body of a document, and its styles."""
    from docx import Document  # loads slowly

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            texts = [part for part in parts if part.filename.lower().endswith((".xml", ".rels"))]
            is_large = (
                _unpacked(parts) > _MOST
                or _unpacked(texts) > _MOST_TEXT
                or sum(package.read(part).count(b"<") for part in texts) > _MOST_TAGS
            )
            is_word = "word/document.xml" in package.namelist()
        document = Document(io.BytesIO(data)) if is_word and not is_large else None
        body = None if document is None else document.element.body
    except Exception as error:  # whatever a damaged part leads python-docx and its libraries to
        raise CleanerError(f"{name}: a damaged Word document: open it in Word and save it anew") from error
    if is_large:
        raise CleanerError(f"{name}: too large for a script: take its pictures out, or cut it")
    if document is None:
        raise CleanerError(f"{name}: not a Word document: save it as docx, or give a txt or md file")
    if body is None:
        raise CleanerError(f"{name}: a damaged Word document, without text: open it in Word and save it anew")
    try:
        return body, list(document.styles.element.iterchildren(f"{_W}style"))
    except Exception:  # they only tell what is a heading: the text is there without them
        return body, []


def _unpacked(parts: Iterable[zipfile.ZipInfo]) -> int:
    return sum(part.file_size for part in parts)


def _paragraphs(element: Any) -> Iterator[Any]:
    """All paragraphs, in order, also in tables and content controls; not those in text boxes."""
    for child in element:
        if child.tag == f"{_W}p":
            yield child
        elif child.tag not in _SKIPPED and isinstance(child.tag, str):
            yield from _paragraphs(child)


def _runs(element: Any) -> Iterator[tuple[str, bool]]:
    """The texts of a paragraph, each with whether it is to be said: not struck out and not hidden."""
    for child in element:
        if child.tag == f"{_W}r":
            yield "".join(_characters(child)), not any(_is_on(child, mark) for mark in ("strike", "dstrike", "vanish"))
        elif child.tag not in _SKIPPED and isinstance(child.tag, str):
            yield from _runs(child)


def _characters(run: Any) -> Iterator[str]:
    for child in run:
        if child.tag == f"{_W}t":
            yield child.text or ""
        else:
            yield _CHARACTERS.get(child.tag, "")


def _is_on(run: Any, mark: str) -> bool:
    found = run.find(f"{_W}rPr/{_W}{mark}")
    return found is not None and found.get(f"{_W}val", "1") not in _OFF


def _heading_styles(styles: Iterable[Any]) -> frozenset[str]:
    """The ids of styles that are a heading's, or are based on one."""
    # Not python-docx's own objects, which know no style of a type that they do not know.
    known = {style.get(f"{_W}styleId", ""): style for style in styles}
    found: set[str] = set()
    for name, style in known.items():
        base = style
        for _ in range(12):  # a damaged file may have a circle
            if base is None:
                break
            if _value(base, "name").lower().startswith(_HEADINGS) or _value(base, "pPr", "outlineLvl", other="9") < "9":
                found.add(name)
                break
            base = known.get(_value(base, "basedOn"))
    return frozenset(found)


def _value(element: Any, *path: str, other: str = "") -> str:
    """The value of an element somewhere in another."""
    found = element.find("/".join(f"{_W}{part}" for part in path))
    value: str = other if found is None else found.get(f"{_W}val", other)
    return value


def _is_heading(paragraph: Any, headings: frozenset[str]) -> bool:
    return _value(paragraph, "pPr", "pStyle") in headings or _value(paragraph, "pPr", "outlineLvl", other="9") < "9"


def _is_in_table(paragraph: Any) -> bool:
    return any(ancestor.tag == f"{_W}tc" for ancestor in paragraph.iterancestors())
