"""Editing terms: where a speaker says that what he has just said was wrong."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from cleaner.language.wordlist import entries
from cleaner.view import CLAUSE_ENDS, View

# A repair reaches back no further than this.
REACH = 24


@dataclass(frozen=True, slots=True)
class Term:
    """An editing term in its clause.

    Attributes:
        word: as it reads in the folded text.
        left: where the clause before it begins, at most REACH characters back.
        start: where that clause ends; what is between `start` and `end` goes with the reparandum.
        end: where the repair begins.
        weak: the words may mean what they say.
    """

    word: str
    left: int
    start: int
    end: int
    weak: bool


@cache
def _pattern() -> re.Pattern[str]:
    terms = sorted(entries("editing_terms") | entries("repair_weak_terms"), key=lambda term: (-len(term), term))
    # The comma after it may be missing (，应该是2016年), the one before it not.
    heads = "".join(sorted({term[0] for term in terms}))  # nearly no clause begins so: the terms need not be tried
    return re.compile(f"[,。、…—] *(?=[{heads}])({'|'.join(terms)})([,。、…—]* *)")


def terms(view: View) -> list[Term]:
    """Every editing term between clauses, in order."""
    return view.kept(_terms)


def _terms(view: View) -> list[Term]:
    return list(_found(view))


def _found(view: View) -> Iterator[Term]:
    for match in view.finditer(_pattern()):
        word, pause = match.groups()
        start, end = match.start(), match.end()
        while start > 0 and match.start() - start < REACH and view.folded[start - 1] in CLAUSE_ENDS:
            start -= 1
        left = start
        while left > 0 and start - left < REACH and view.folded[left - 1] not in CLAUSE_ENDS:
            left -= 1
        weak = word in entries("repair_weak_terms") or not pause.strip()
        if (
            word in entries("repair_weak_terms")
            and word != "应该是"
            and not (pause.strip() and view.folded[start] == ",")
        ):
            continue
        if left < start and end < len(view.folded) and view.folded[end] not in CLAUSE_ENDS:
            yield Term(word, left, start, end, weak)
