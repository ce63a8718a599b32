"""A glossary made ready for searching, once for every glossary: its spellings without blanks, and where they stand."""

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from cleaner.glossary import Alias, Glossary
from cleaner.language.conversion import Hanzi, converted
from cleaner.language.fold import fold
from cleaner.view import ONE_HANZI, SENTENCE_ENDS, View

# What spellings of one term differ in: Tensor Flow, tensor-flow, TensorFlow; Node.js, NodeJS; CI/CD, ci cd.
_BETWEEN = re.compile(r"[ \t_\-]|(?<=[a-z])[./](?=[a-z])")
_BESIDE_HANZI = re.compile(f"(?<={ONE_HANZI}) +| +(?={ONE_HANZI})")
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if not chr(code).isalnum()}
_ONE_DIGIT = re.compile(r"(?<![\d.])\d(?![\d.])")
_SAID = "零一二三四五六七八九"
# Of Whisper's 25,000 English words, those up to here are common ones; names of products come later.
_ORDINARY = 10_000
# The commonest of all join others: not, able, on, in.
_JOINING = 400
# Facts are never rewritten by ear: 三亿重工 may be no 三一重工.
FACTS = frozenset("零〇一二两三四五六七八九十百千万亿半不没无非未别")
_NEARBY = 100  # characters: so far a word keeps a term away in a text without full stops


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way to spell a term, and where it is not changed to it.

    Attributes:
        letters: folded and without blanks.
        written: the term.
        alias: the alias that this is, or "" for the term itself.
        apart: folded words that keep it out of their sentence.
        never: folded strings that are not changed to it.
    """

    letters: str
    written: str
    alias: str
    apart: tuple[str, ...] = ()
    never: tuple[str, ...] = ()

    def is_barred(self, view: View, start: int, end: int) -> bool:
        """Whether the glossary says that what stands in a range is not this."""
        folded = view.folded
        if any(
            folded.find(string, max(start - len(string) + 1, 0), end + len(string) - 1) >= 0 for string in self.never
        ):
            return True
        return bool(self.apart) and any(_has(_around(folded, start, end), word) for word in self.apart)


def _around(folded: str, start: int, end: int) -> str:
    """The sentence that a range stands in, or as much of it as is near."""
    before, after = folded[max(start - _NEARBY, 0) : start], folded[end : end + _NEARBY]
    first = max(map(before.rfind, SENTENCE_ENDS)) + 1
    last = min((at for mark in SENTENCE_ENDS if (at := after.find(mark)) >= 0), default=len(after))
    return before[first:] + folded[start:end] + after[:last]


def _has(text: str, word: str) -> bool:
    """Whether a word stands in a text, and not within a longer Latin word."""
    at = text.find(word)
    while at >= 0 and not is_apart(text, at, at + len(word)):
        at = text.find(word, at + 1)
    return at >= 0


@dataclass(frozen=True, slots=True)
class Found:
    """A spelling of a term that stands in a view."""

    start: int
    end: int
    spelling: Spelling


@dataclass(frozen=True, eq=False)
class Lexicon:
    """A glossary's spellings. The automaton finds them all in one pass over a text."""

    spellings: tuple[Spelling, ...]
    automaton: Any

    def find(self, folded: str) -> Iterator[Found]:
        """What stands in a folded text as a word of its own: the longest of those that overlap, in order."""
        read = _BETWEEN.sub("", folded)
        matches = self.automaton.find_matches_as_indexes(read, overlapping=True)
        if not matches:
            return
        at = _kept(folded)
        standing = []
        for index, first, last in matches:
            start, end = at[first], at[last - 1] + 1
            if is_apart(folded, start, end):
                standing.append(Found(start, end, self.spellings[index]))
        reached = 0
        for found in sorted(standing, key=lambda found: (found.start, -found.end, found.spelling.alias)):
            if found.start >= reached:
                reached = found.end
                yield found


@lru_cache(maxsize=2)  # two rules read the same text
def standing(known: Lexicon, folded: str) -> tuple[Found, ...]:
    """The spellings of a lexicon that stand in a folded text."""
    return tuple(known.find(folded))


def lexicon(view: View) -> Lexicon | None:
    """The lexicon of the user's glossary, or None where it is empty."""
    return _lexicon(view.settings.glossary, view.settings.hanzi) if len(view.settings.glossary) else None


@lru_cache(maxsize=16)
def _lexicon(glossary: Glossary, hanzi: Hanzi) -> Lexicon:
    from ahocorasick_rs import AhoCorasick  # a shared library, and only for those who have a glossary

    spellings: dict[str, Spelling] = {}
    for term in glossary:  # a term is never another one's alias
        written = converted(term.written, hanzi)  # else this stage and that of the script would undo each other
        if letters := squeezed(written):
            apart, never = _folded(term.apart), _folded(term.never)
            spellings.setdefault(letters, Spelling(letters, written, "", apart, never))
    for term in glossary:
        written, never = converted(term.written, hanzi), _folded(term.never)
        for alias in (*term.aliases, *_spoken(term.written)):
            if letters := squeezed(alias.written):
                apart = _folded(term.apart + alias.apart)
                spellings.setdefault(letters, Spelling(letters, written, alias.written, apart, never))
    ready = tuple(spellings.values())
    return Lexicon(ready, AhoCorasick([spelling.letters for spelling in ready]))


def _spoken(written: str) -> Iterator[Alias]:
    """A term of Latin and a digit as it is said: 五G网络, K八s."""
    if (
        re.search("[A-Za-z]", written)
        and (spoken := _ONE_DIGIT.sub(lambda digit: _SAID[int(digit[0])], written)) != written
    ):
        yield Alias(spoken)


def _folded(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(fold, texts))


def squeezed(text: str) -> str:
    """Folded and without what spellings differ in."""
    return _BETWEEN.sub("", fold(text))


def _kept(folded: str) -> list[int]:
    """Where each character of a squeezed text stands in the folded one."""
    kept: list[int] = []
    reached = 0
    for match in _BETWEEN.finditer(folded):
        kept += range(reached, match.start())
        reached = match.end()
    return [*kept, *range(reached, len(folded))]


def is_apart(folded: str, start: int, end: int) -> bool:
    """Whether a range does not begin or end within a Latin word or a number."""
    return not (_is_latin(folded[start - 1 : start]) and _is_latin(folded[start])) and not (
        _is_latin(folded[end - 1]) and _is_latin(folded[end : end + 1])
    )


def _is_latin(char: str) -> bool:
    return char.isalnum() and not "\u3400" <= char <= "\u9fff"


def is_same(here: str, written: str) -> bool:
    """Whether a term reads as it is written, but for what the punctuation stage decides: blanks beside hanzi, width."""
    return _plain(here) == _plain(written)


def _plain(text: str) -> str:
    return _BESIDE_HANZI.sub("", text).translate(_HALF_WIDTH)


@cache
def _vocabulary() -> dict[str, int]:
    """English words that Whisper writes in one token, the commonest first.

    Read from Whisper's own vocabulary as it lies on disk, without importing Whisper; empty where it is not installed.
    """
    spec = find_spec("whisper")
    path = Path(spec.origin).parent / "assets" / "multilingual.tiktoken" if spec and spec.origin else None
    if path is None or not path.is_file():
        return {}
    ranks: dict[str, int] = {}
    for line in path.read_bytes().splitlines():
        token = base64.b64decode(line.partition(b" ")[0])
        if token[:1] == b" " and len(token) > 2 and token[1:].isalpha() and token.isascii():
            ranks.setdefault(token[1:].decode("ascii").lower(), len(ranks))
    return ranks


def is_known(word: str) -> bool:
    """Whether Whisper has a folded word in one token: it knows how to spell it, so this is no misspelling."""
    return word in _vocabulary()


def is_ordinary(word: str) -> bool:
    """Whether a folded word is common English (go, rust, notable), not a product's name (kubernetes, kafka)."""
    return _vocabulary().get(word, _ORDINARY) < _ORDINARY


def is_joining(word: str) -> bool:
    """Whether a folded word is one of those that English sentences are built with (not, on, able)."""
    return _vocabulary().get(word, _JOINING) < _JOINING


def is_in_english(folded: str, start: int, end: int) -> bool:
    """Whether Latin words stand beside a range, with a blank between: it is part of an English phrase."""
    left = folded[max(start - 2, 0) : start]
    right = folded[end : end + 2]
    return (left[-1:] == " " and _is_latin(left[:1])) or (right[:1] == " " and _is_latin(right[1:2]))
