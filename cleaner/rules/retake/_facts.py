"""What only the earlier telling says: numbers, negations, Latin terms, names, dates, things, whole clauses."""

import re
from collections.abc import Iterator

from cleaner import wordlist
from cleaner.numeral import DIGITS, digits, value
from cleaner.rules.retake._units import clauses, content
from cleaner.view import View, Word

_HANZI = "[零〇一二两三四五六七八九十百千万亿]+"
_NUMBER = re.compile(rf"百分之(?:\d+(?:\.\d+)?|{_HANZI})|\d+(?:[.:]\d+)*%?|{_HANZI}")
_LATIN = re.compile(r"[a-z][a-z0-9_.+#-]*[a-z0-9+#]|[a-z]")
# Words in which these characters deny nothing.
_NOT_DENYING = re.compile(
    r"不好意思|对不起|不过|非常|特别|别的|别人|分别|区别|级别|无论|不管|不仅|不但|不光|不只|不同|没错|不断|差不多|要不|"
    r"[^,。]不[^,。]?(?=[吗呢?])|是不是|能不能|有没有|好不好|对不对"
)
_DENIAL = re.compile(r"[不没无未非别勿]")
_NAMED = ("nr", "ns", "nt", "nz", "t")


def only_earlier(view: View, earlier: tuple[int, int], later: tuple[int, int]) -> tuple[str, ...]:
    """What the earlier range says and the later does not, as a person reads it; empty where nothing is lost."""
    old, new = view.folded[slice(*earlier)], view.folded[slice(*later)]
    lost = [*_numbers(old, new), *_latin(old, new), *_denials(old, new), *_words(view, earlier, new), *_said(old, new)]
    return tuple(dict.fromkeys(lost))


def _value(number: str) -> str:
    """A number in one way of writing: 二零一七 and 2017, 三百 and 300 are the same."""
    if number.startswith("百分之"):
        return _value(number[3:]) + "%"
    if number[0].isdigit():
        return number
    if all(char in DIGITS for char in number):
        return digits(number)
    exact = value(number)
    return number if exact is None else str(exact)


def _numbers(old: str, new: str) -> Iterator[str]:
    said = {_value(match.group()) for match in _NUMBER.finditer(new)}
    for match in _NUMBER.finditer(old):
        if match.group() not in ("一", "万", "千") and _value(match.group()) not in said:
            yield match.group()


def _latin(old: str, new: str) -> Iterator[str]:
    said = set(_LATIN.findall(new))
    yield from (word for word in _LATIN.findall(old) if word not in said)


def _denials(old: str, new: str) -> Iterator[str]:
    old, new = _NOT_DENYING.sub("·", old), _NOT_DENYING.sub("·", new)
    found = [match.start() for match in _DENIAL.finditer(old)]
    if len(found) > len(_DENIAL.findall(new)):
        phrases = [old[at : at + 3].rstrip(",。!?、;: \n·") for at in found]
        yield next((phrase for phrase in phrases if phrase[:2] not in new), phrases[0])


def _words(view: View, earlier: tuple[int, int], new: str) -> Iterator[str]:
    """Names and times that the later does not have; things of which it does not even have a character."""
    for word in _words_in(view, *earlier):
        text = word.folded
        if len(text) < 2 or text in new or text in wordlist.entries("retake_vague"):
            continue
        if word.tag.startswith(_NAMED) or (word.tag.startswith("n") and not any(char in new for char in text)):
            yield text


def _words_in(view: View, start: int, end: int) -> Iterator[Word]:
    at = start
    while at < end and (word := view.word_at(at)) is not None:
        if word.folded.strip():
            yield word
        at = word.end


def _said(old: str, new: str) -> Iterator[str]:
    """Clauses that the later hardly has a character of."""
    there = content(new)
    for clause in clauses(old):
        about = content(clause)
        if len(about) >= 3 and len(about & there) < 0.4 * len(about):
            yield clause


def reason(told: str, lost: tuple[str, ...]) -> str:
    """A finding's reason: how it was told again, and what would be lost."""
    if not lost:
        return told
    names = "、".join(name if len(name) <= 12 else name[:11] + "…" for name in lost[:4])
    return f"{told}, but only here: {names}{' …' if len(lost) > 4 else ''}"
