"""Bytes of an unknown encoding become text: what a byte order mark says, else the encoding that reads as Chinese.

Guessers that go by byte statistics take one line of GBK for something else every so often. Here each encoding is
tried, and the one whose characters are mostly common hanzi has it. Bytes that cannot be read become U+FFFD, counted in
a warning. Line ends become line feeds.
"""

import codecs
import re
from functools import cache

from cleaner.errors import CleanerError
from cleaner.language.wordlist import entries

# big5hkscs: Big5 with Hong Kong's characters.
_ENCODINGS = ("utf-8", "gb18030", "big5hkscs")
_NAMES = {"utf-8": "UTF-8", "gb18030": "GB18030", "big5hkscs": "Big5", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_PUNCTUATION = frozenset("，。、？！：；“”‘’（）《》「」…—　")
_SURROGATES = re.compile("[\ud800-\udfff]+")
_CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def decode(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """The text of a file, and warnings where it could not be read in whole.

    Args:
        data: the whole file.
        name: of the file, for the messages.

    Returns:
        The text, without byte order mark, with line feeds as line ends; and at most one warning, which says how many
        bytes could not be read.

    Raises:
        CleanerError: it is not a text file.
    """
    text, broken, encoding = _marked(data) or _unmarked(data, name)
    controls = len(_CONTROLS.findall(text))
    if "\0" in text or (controls > 8 and controls * 20 > len(text)):
        raise _not_text(name)
    warnings: tuple[str, ...] = ()
    if broken:
        count = "1 byte that is" if broken == 1 else f"{broken} bytes that are"
        warnings = (f"{name}: {count} not {_NAMES[encoding]}, marked with {_REPLACEMENT} in the text",)
    return text.replace("\r\n", "\n").replace("\r", "\n"), warnings


def refuse_binary(head: bytes, name: str) -> None:
    """Raise CleanerError where the first bytes of a file show that it is no text, so that it need not be read whole."""
    if b"\0" in head and not head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise _not_text(name)


def whole(text: str) -> str:
    """The text with U+FFFD for what no file can hold: halves of a UTF-16 pair, from a json escape or a broken byte."""
    return _SURROGATES.sub(_REPLACEMENT, text)


def _not_text(name: str) -> CleanerError:
    return CleanerError(
        f"{name}: not a text file; a recording goes to `cleaner transcribe`, a document must be saved as plain text"
    )


def _marked(data: bytes) -> tuple[str, int, str] | None:
    """Text, count of broken bytes and encoding of a file that begins with a byte order mark."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _read(data[len(mark) :], encoding)
    return None


def _unmarked(data: bytes, name: str) -> tuple[str, int, str]:
    """Strict UTF-8, which nothing else looks like by accident; else the encoding that makes most sense."""
    refuse_binary(data, name)
    try:
        return data.decode("utf-8"), 0, "utf-8"
    except UnicodeDecodeError:
        readings = [_read(data, encoding) for encoding in _ENCODINGS]
        # At a draw the first has it: UTF-8, whose broken bytes are reported. Latin letters have no say.
        return max(readings, key=lambda reading: _sense(reading[0], reading[1]))


def _read(data: bytes, encoding: str) -> tuple[str, int, str]:
    """Text, with U+FFFD for each run of broken bytes; their count; the encoding."""
    if encoding.startswith("utf-16"):
        odd = len(data) % 2
        text = data[: len(data) - odd].decode(encoding, "surrogatepass") + odd * "\udc00"
        broken = odd + 2 * (sum(map(len, _SURROGATES.findall(text))) - odd)
    else:
        text = data.decode(encoding, "surrogateescape")  # one surrogate a broken byte
        broken = sum(map(len, _SURROGATES.findall(text)))
    return whole(text), broken, encoding


def _sense(text: str, broken: int) -> float:
    """Which share of what is not ASCII is common hanzi or Chinese punctuation, 0 to 1."""
    foreign = [character for character in text if character > "\x7f" and character != _REPLACEMENT]
    common = _common()
    return sum(character in common for character in foreign) / max(len(foreign) + broken, 1)


@cache
def _common() -> frozenset[str]:
    return _PUNCTUATION.union(*entries("common_hanzi"))
