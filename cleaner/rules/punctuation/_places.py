"""Where marks must be left alone: addresses, file names, code, numbers and times."""

import re

from cleaner.view import View

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
# Runs of them: a match costs more than a character does.
_HANZI = re.compile(f"[{HANZI}][{HANZI}]*")
_ALPHABETIC = re.compile(r"[^\W\d_][^\W\d_]*")
CLOSING = "”’」』）》】)\"'"


def in_literal(view: View, at: int) -> bool:
    """Whether the character at `at` belongs to an address, a file name, code or a number: to no rule about marks."""
    folded = view.folded
    if not "!" <= folded[at : at + 1] <= "~" and not _has_code(view):
        return False
    start, end, spans = view.memo.get(in_literal, (0, 0, ()))
    if not start <= at < end:
        start, end = _stretch(view, at)
        spans = tuple(match.span() for match in _LITERAL.finditer(folded, start, end))
        view.memo[in_literal] = start, end, spans
    return any(first <= at < last for first, last in spans)


def _has_code(view: View) -> bool:
    """Whether there is code in the text; kept with the view."""
    if _has_code not in view.memo:
        view.memo[_has_code] = "`" in view.folded
    found: bool = view.memo[_has_code]
    return found


def _stretch(view: View, at: int) -> tuple[int, int]:
    """Where a literal at a place could begin and end: ASCII without blanks, or with code in the text its line."""
    folded = view.folded
    if _has_code(view):
        start, end = folded.rfind("\n", 0, at) + 1, folded.find("\n", at)
        return start, end if end >= 0 else len(folded)
    start = end = at
    while start > 0 and "!" <= folded[start - 1] <= "~":
        start -= 1
    while end < len(folded) and "!" <= folded[end] <= "~":
        end += 1
    return start, end


def taken_out(view: View, at: int) -> str:
    """What was taken out between the characters before and after a place, as it was heard."""
    if at >= len(view.text):
        return ""
    end = view.rendering.lift(at - 1, at, "").spans[-1].end if at > 0 else view.within.start
    return view.transcript.text[end : view.rendering.lift(at, at + 1, "").spans[0].start]


def is_hanzi(char: str) -> bool:
    """Whether a character is a hanzi; compatibility and extension blocks too."""
    return char >= "〇" and (
        "\u4e00" <= char <= "\u9fff"
        or "\u3400" <= char <= "\u4dbf"
        or "\uf900" <= char <= "\ufaff"
        or char == "〇"
        or ("\U00020000" <= char <= "\U0003134f")
    )


def is_chinese(line: str) -> bool:
    """Whether at least half of the letters of a line are hanzi; only its first 200 characters are looked at."""
    beginning = line[:200]
    hanzi = sum(map(len, _HANZI.findall(beginning)))
    # The letters are counted only where hanzi are not half of all that is there.
    return hanzi > 0 and (hanzi * 2 >= len(beginning) or hanzi * 2 >= sum(map(len, _ALPHABETIC.findall(beginning))))
