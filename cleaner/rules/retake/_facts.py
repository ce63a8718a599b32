"""What only the earlier telling says: numbers, negations, Latin terms, names, dates, things, whole clauses."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from cleaner.facts import NAMED, denials, latin, numbers
from cleaner.language import wordlist
from cleaner.language.dictionary import tag
from cleaner.language.segmenter import segmenter
from cleaner.rules.retake._units import clauses, content, usual
from cleaner.view import View
from cleaner.view.tracks import Range

_QUESTION = re.compile("(?:为什么|怎[么样]|什么|谁|哪[里儿个些]|多少)")
_FIRST = re.compile("一[号班组楼层等级队期]")
_PERSON = re.compile("(?:[我你他她咱]们?|大家)")


def only_earlier(view: View, earlier: Range, later: Range) -> tuple[str, ...]:
    """What the earlier range says and the later does not, as a person reads it; empty where nothing is lost."""
    return _only_in(*(usual(view.folded[slice(*told)]) for told in (earlier, later)))


@lru_cache(maxsize=256)  # what is offered is found again with every round
def _only_in(old: str, new: str) -> tuple[str, ...]:
    lost = [*_numbers(old, new), *_latin(old, new), *_denials(old, new), *_words(old, new), *_said(old, new)]
    lost += [*_asked(old, new), *_firsts(old, new), *_persons(old, new), *_opposites(old, new)]
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


def _words(old: str, new: str) -> Iterator[str]:
    """Names and times that the later does not have; things of which it does not even have a character."""
    for word in segmenter()(old):
        if word in new or word in wordlist.entries("retake_vague"):
            continue
        kind = tag(word)
        if kind.startswith((*NAMED, "t")) or (kind.startswith("n") and not any(char in new for char in word)):
            yield word


def _asked(old: str, new: str) -> Iterator[str]:
    yield from (word for word in _QUESTION.findall(old) if word not in new)


def _firsts(old: str, new: str) -> Iterator[str]:
    """What is the first of its kind: 一号线. A lone 一 is no number elsewhere."""
    yield from (first for first in _FIRST.findall(old) if first not in new)


def _opposites(old: str, new: str) -> Iterator[str]:
    """Words whose opposite the later has in their place: 下面 where it says 上面, 大潮 where it says 小潮."""
    opposites = _opposites_of()
    for word in segmenter()(old):
        if word not in new and not opposites.keys().isdisjoint(word):
            others = {word.replace(char, other) for char in word for other in opposites.get(char, "")}
            if any(other in new and other not in old for other in others):
                yield word


@cache
def _opposites_of() -> dict[str, str]:
    """For each character that has opposites, these."""
    opposites: dict[str, str] = {}
    for pair in wordlist.entries("retake_opposites"):
        for char, other in (tuple(pair), tuple(pair[::-1])):
            opposites[char] = opposites.get(char, "") + other
    return opposites


def _persons(old: str, new: str) -> Iterator[str]:
    """Whom the earlier is about, where the later is about another."""
    one, other = set(_PERSON.findall(old)), set(_PERSON.findall(new))
    if other - one:
        yield from sorted(one - other)


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
