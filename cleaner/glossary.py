"""The user's own terms: how a name or a technical word is to be spelt."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cleaner.errors import CleanerError


@dataclass(frozen=True, slots=True)
class Term:
    """A term as it is to be written, and other spellings that stand for it."""

    written: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Glossary:
    """Terms, in the order given, without repeats."""

    terms: tuple[Term, ...] = ()

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms)

    def __len__(self) -> int:
        return len(self.terms)

    @property
    def written(self) -> tuple[str, ...]:
        """The terms alone, for an engine's prompt or hotwords."""
        return tuple(term.written for term in self.terms)


def glossary(entries: Iterable[str]) -> Glossary:
    """A glossary from entries such as `TensorFlow` or `TensorFlow = 坦索弗洛, tensor flow`.

    Empty entries and those that begin with `#` are passed over.

    Raises:
        CleanerError: an entry has no term before its "=".
    """
    terms: dict[str, Term] = {}
    for number, entry in enumerate(entries, 1):
        entry = entry.strip().lstrip("\ufeff").strip()
        if not entry or entry.startswith("#"):
            continue
        written, _, rest = entry.partition("=")
        written = " ".join(written.split())
        if not written:
            raise CleanerError(f"glossary entry {number} has no term before its '=': {entry!r}")
        aliases = tuple(alias for part in re.split("[,，、]", rest) if (alias := " ".join(part.split())))
        known = terms.get(written)
        terms[written] = Term(written, (known.aliases if known else ()) + aliases)
    return Glossary(tuple(terms.values()))
