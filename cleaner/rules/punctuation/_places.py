"""Where marks must be left alone: addresses, file names, code, numbers and times."""

import re
from bisect import bisect_right
from functools import lru_cache

# Runs of ASCII only, so that the hanzi after an address are not taken for a part of it.
_LITERAL = re.compile(
    r"`[^`\n]+`"
    r"|[a-z][a-z0-9+]*://[!-~]*[\w/]"
    r"|www\.[!-~]*[\w/]"
    r"|[a-z0-9][\w.+-]*@[a-z0-9-]+(?:\.[a-z0-9-]+)+"
    r"|[a-z]:\\[!-~]*\w"
    r"|(?<![\w.])\.{0,2}(?:/[\w.~-]+){2,}"
    r"|[a-z0-9_-]+(?:\.[a-z0-9_-]+)+"
    r"|\d+(?:[.,:]\d+)+"
    r"|:[)(dp](?![a-z])"
    r"|[a-z_]\w*(?:::[a-z_]\w*)+",
    re.ASCII,
)

HANZI = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f〇"
CLOSING = "”’」』）》】)\"'"


@lru_cache(maxsize=4)
def literals(folded: str) -> tuple[tuple[int, int], ...]:
    """The ranges of a folded text that no rule about marks or blanks may touch, in order and apart."""
    return tuple(match.span() for match in _LITERAL.finditer(folded))


def in_literal(folded: str, at: int) -> bool:
    """Whether the character at `at` belongs to an address, a file name, code or a number."""
    spans = literals(folded)
    index = bisect_right(spans, (at, len(folded))) - 1
    return index >= 0 and at < spans[index][1]


def is_hanzi(char: str) -> bool:
    """Whether a character is a hanzi; compatibility and extension blocks too."""
    return (
        "\u4e00" <= char <= "\u9fff"
        or "\u3400" <= char <= "\u4dbf"
        or "\uf900" <= char <= "\ufaff"
        or char == "〇"
        or ("\U00020000" <= char <= "\U0003134f")
    )


def is_chinese(line: str) -> bool:
    """Whether at least half of the letters of a line are hanzi; only its first 200 characters are looked at."""
    letters = [char for char in line[:200] if char.isalpha()]
    return sum(map(is_hanzi, letters)) * 2 >= max(len(letters), 1)
