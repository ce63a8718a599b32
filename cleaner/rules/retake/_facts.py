"""What only the earlier telling says: numbers, negations, Latin terms, names, dates, things, whole clauses."""

from collections.abc import Iterator

from cleaner import wordlist
from cleaner.facts import NAMED, denials, latin, numbers
from cleaner.rules.retake._units import clauses, content
from cleaner.view import View, Word


def only_earlier(view: View, earlier: tuple[int, int], later: tuple[int, int]) -> tuple[str, ...]:
    """What the earlier range says and the later does not, as a person reads it; empty where nothing is lost."""
    old, new = view.folded[slice(*earlier)], view.folded[slice(*later)]
    lost = [*_numbers(old, new), *_latin(old, new), *_denials(old, new), *_words(view, earlier, new), *_said(old, new)]
    return tuple(dict.fromkeys(lost))


def _numbers(old: str, new: str) -> Iterator[str]:
    said = {value for _, value in numbers(new)}
    yield from (number for number, value in numbers(old) if value not in said)


def _latin(old: str, new: str) -> Iterator[str]:
    said = set(latin(new))
    yield from (word for word in latin(old) if word not in said)


def _denials(old: str, new: str) -> Iterator[str]:
    denied = denials(old)
    if len(denied) > len(denials(new)):
        yield next((phrase for phrase in denied if phrase[:2] not in new), denied[0])


def _words(view: View, earlier: tuple[int, int], new: str) -> Iterator[str]:
    """Names and times that the later does not have; things of which it does not even have a character."""
    for word in _words_in(view, *earlier):
        text = word.folded
        if len(text) < 2 or text in new or text in wordlist.entries("retake_vague"):
            continue
        if word.tag.startswith((*NAMED, "t")) or (word.tag.startswith("n") and not any(char in new for char in text)):
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
