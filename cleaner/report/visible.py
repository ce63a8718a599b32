"""Text made fit for one line of a terminal or a table."""

import unicodedata

_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_JOINER = "\u200d"  # of emoji


def visible(text: str) -> str:
    """The text with line ends as ⏎, and what cannot be seen or would act on a terminal as its code point."""
    return "".join("⏎" if char == "\n" else char if char.isprintable() else f"\\u{ord(char):04x}" for char in text)


def legible(name: str) -> str:
    r"""A file's name in one line: what cannot be seen, or turns the line around, as its code point; a byte as \xff.

    Unlike `visible` it leaves what names are made of: wide blanks, emoji that are joined.
    """
    if name.isprintable():
        return name
    return "".join(
        char if char == _JOINER or unicodedata.category(char) not in _UNSEEN else _code(char) for char in name
    )


def _code(char: str) -> str:
    if "\udc80" <= char <= "\udcff":  # of os.fsdecode: a byte that is no UTF-8
        return f"\\x{ord(char) - 0xDC00:02x}"
    return "⏎" if char == "\n" else f"\\u{ord(char):04x}"
