"""Files that a person writes a script in: what is in them, and what to do where they are of another kind."""

from dataclasses import replace
from pathlib import Path

from cleaner.errors import CleanerError
from cleaner.formats import opened
from cleaner.formats.encoding import decode
from cleaner.script import Script, divided, parse

_MOST = 64 << 20  # bytes; pictures in a Word document included
_PACKAGE = b"PK\3\4"
_OTHERS = (
    (b"%PDF", "a PDF: save the script as docx, or copy its text into a txt file"),
    (b"\xd0\xcf\x11\xe0", "an old Word document (.doc), or one with a password: save it as docx without one"),
    (b"{\\rtf", "rich text (RTF): save it as docx or txt"),
)


def content(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        CleanerError: it cannot be read, is far too large, or its first bytes show that it is no script.
    """
    with opened(path) as file:
        head = file.read(8)
        for mark, advice in _OTHERS:
            if head.startswith(mark):
                raise CleanerError(f"{path}: {advice}")
        data = head + file.read(_MOST)
    if len(data) > _MOST:
        raise CleanerError(
            f"{path}: more than {_MOST >> 20} MB, too large for a script: take its pictures out, or cut it"
        )
    return data


def is_document(head: bytes) -> bool:
    """Whether the first bytes of a file are those of a document that is no text, or of an archive, as docx is."""
    return is_package(head) or any(head.startswith(mark) for mark, _ in _OTHERS)


def is_package(data: bytes) -> bool:
    """Whether it is a zip, as docx is, whatever its name says."""
    return data.startswith(_PACKAGE)


def text(data: bytes, path: Path) -> tuple[str, tuple[str, ...]]:
    """The text of a txt or md file, with line feeds as line ends, and warnings where bytes of it could not be read.

    Raises:
        CleanerError: it is none.
    """
    if path.suffix.lower() == ".docx" and data.strip():
        raise CleanerError(f"{path}: no Word document, though its name says so: save it anew as docx, or name it .txt")
    try:
        return decode(data, str(path))
    except CleanerError as error:
        raise CleanerError(f"{path}: not a script: it must be a txt, md or docx file") from error


_MARKDOWN = (".md", ".markdown", ".mdown")


def read(path: Path) -> Script:
    """Read a script: plain text or Markdown in any usual encoding, or a Word document (docx).

    Raises:
        CleanerError: it cannot be read, is of another kind, or there is nothing in it to say.
    """
    from cleaner.formats import documents, docx  # above this floor, and only files need them

    data = documents.content(path)
    if documents.is_package(data):
        text, paragraphs = docx.read(data, str(path))
        script = divided(text, paragraphs)
    else:
        text, warnings = documents.text(data, path)
        script = replace(parse(text, markdown=path.suffix.lower() in _MARKDOWN), warnings=warnings)
    if not text.strip():
        raise CleanerError(f"{path}: empty; write into it what you mean to say")
    if not script.sentences:
        raise CleanerError(f"{path}: nothing in it is to be said: all of it is headings, notes, tables or marks")
    return replace(script, name=path.name)
