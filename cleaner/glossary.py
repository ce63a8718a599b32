"""The user's own terms: how a name or a technical word is to be spelt, and where it is not to be put.

A glossary is plain text, a term a line; lines that begin with "#" and empty ones say nothing:

    TensorFlow                           written so, however it was spelt, and where it was misheard
    TensorFlow = 坦索弗洛, tensor flow     these stand for it too (aliases)
    平安科技 !饲料 !塑料                    not put where 饲料 or 塑料 is in the same sentence
    TensorFlow = 张量流 !水管, TF          the same for one alias alone
    平安科技 ≠ 平安课技, 平安颗粒物          these stay as they are, whatever they sound like ("!=" is "≠")

A "!" begins a veto only with a blank before it and none after it: Yahoo! is a term.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from cleaner.errors import CleanerError

_LIST = re.compile("[,，、]")
_NEVER = re.compile("≠|[!！]=")
_VETO = re.compile(r"\s+[!！]")


@dataclass(frozen=True, slots=True)
class Alias:
    """Another spelling that stands for a term, but not where one of the words `apart` is in the same sentence."""

    written: str
    apart: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """A term as it is to be written.

    Attributes:
        written: its spelling.
        aliases: what stands for it.
        apart: words that keep it out of their sentence, whatever is heard.
        never: strings that are not changed to it.
    """

    written: str
    aliases: tuple[Alias, ...] = ()
    apart: tuple[str, ...] = ()
    never: tuple[str, ...] = ()

    def joined(self, other: "Term") -> "Term":
        """The same term with what another line says of it."""
        return Term(self.written, self.aliases + other.aliases, self.apart + other.apart, self.never + other.never)


@dataclass(frozen=True)
class Glossary:
    """Terms, in the order given, without repeats."""

    terms: tuple[Term, ...] = ()

    def __hash__(self) -> int:
        return self._hash  # what is made of a glossary is cached by it, and asked for in every stage

    @cached_property
    def _hash(self) -> int:
        return hash(self.terms)

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms)

    def __len__(self) -> int:
        return len(self.terms)

    @property
    def written(self) -> tuple[str, ...]:
        """The terms alone, for an engine's prompt or hotwords."""
        return tuple(term.written for term in self.terms)


def glossary(entries: Iterable[str]) -> Glossary:
    """A glossary from its entries, one a line.

    Raises:
        CleanerError: an entry has no term, a mark with nothing after it, or contradicts itself or one before it.
    """
    return _read(tuple(entries))


@lru_cache(maxsize=16)  # who cleans many texts with the same terms has one glossary, and what is made of it, once
def _read(entries: tuple[str, ...]) -> Glossary:
    terms: dict[str, Term] = {}
    for number, entry in enumerate(entries, 1):
        entry = entry.strip().lstrip("\ufeff").strip()
        if not entry or entry.startswith("#"):
            continue
        try:
            term = _term(entry)
            known = terms.get(term.written)
            terms[term.written] = _consistent(known.joined(term) if known else term)
        except CleanerError as error:
            raise CleanerError(f"glossary entry {number} {error}: {entry!r}") from error
    return Glossary(tuple(terms.values()))


def _term(entry: str) -> Term:
    """The term of one entry; an error says what is wrong with "it"."""
    spellings, *rest = _NEVER.split(entry)
    if len(rest) > 1:
        raise CleanerError("has two '≠': write one, and a comma between what is never changed")
    head, equals, listed = spellings.partition("=")
    written, apart = _vetoed(head)
    if not written:
        raise CleanerError(f"has no term before its '{'=' if equals else '≠'}'")
    never = _plain(rest[0]) if rest else ()
    if rest and not never:
        raise CleanerError(f"has nothing after its '≠': write what is never to become {written}, or leave it out")
    if rest and any(_VETO.search(f" {one}") for one in never):
        raise CleanerError("has a '!' after its '≠', where nothing is changed anyway: leave it out")
    aliases = (Alias(*_vetoed(part)) for part in _LIST.split(listed))
    return Term(written, tuple(alias for alias in aliases if alias.written), apart, never)


def _vetoed(text: str) -> tuple[str, tuple[str, ...]]:
    """A spelling, and the words after its "!"s."""
    written, *apart = (_spaced(part) for part in _VETO.split(f" {text}"))
    if not all(apart):
        raise CleanerError(
            f"has nothing after its '!': write the word that keeps {written or 'it'} away, as in '{written} !饲料'"
        )
    if apart and not written:
        raise CleanerError(f"has nothing before '!{apart[0]}': write the term or the alias that it keeps away")
    return written, tuple(apart)


def _plain(text: str) -> tuple[str, ...]:
    return tuple(spaced for part in _LIST.split(text) if (spaced := _spaced(part)))


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _consistent(term: Term) -> Term:
    """The term, if nothing is both to become it and never to."""
    for alias in term.aliases:
        if alias.written in term.never:
            raise CleanerError(f"has {alias.written} both after '=' and after '≠': take one of them out")
    if term.written in term.never:
        raise CleanerError(f"keeps {term.written} from becoming itself: take it out after '≠'")
    return term
