"""Verse and classical Chinese, where what looks doubled is written so."""

import re
from itertools import pairwise

from cleaner.grammar.word_classes import PRONOUNS
from cleaner.view import CLAUSE_ENDS, View

# Characters without which hardly two clauses of modern Chinese are said; classical verse has none of them.
_MODERN = frozenset("的了她你们个这那么吗吧呢啊很就都把被给让跟说没咱")


_MARKS = re.compile(f"[{re.escape(''.join(CLAUSE_ENDS))}]")


_NO_BLANKS = {ord(" "): None, ord("\t"): None}


_LONG = 30


_METRES = range(4, 8)


_STANZA = 4


# What has marks for as many whole clauses; what is between is never tried again in parts.
_STANZA_OF = re.compile(f"(?:[^{_MARKS.pattern[1:-1]}]*+{_MARKS.pattern}){{{_STANZA + 1}}}")


_WINDOW = 24


def is_classical(view: View, start: int, end: int) -> bool:
    """Whether the neighbourhood reads as classical Chinese, which doubles what it likes.

    Nothing in it is modern, and it is long, or two of its clauses are verse of the same metre.
    """
    if not PRONOUNS.isdisjoint(view.folded[start:end]):
        return False
    # Blanks count for nothing: what is written with them is judged as without.
    left, right = view.folded[max(start - 2 * _WINDOW, 0) : start], view.folded[end : end + 2 * _WINDOW]
    left, right = left.translate(_NO_BLANKS)[-_WINDOW:], right.translate(_NO_BLANKS)[:_WINDOW]
    window = left + view.folded[start:end].translate(_NO_BLANKS) + right
    modern = not _MODERN.isdisjoint(window)
    if modern and not _STANZA_OF.match(window):  # nearly always
        return False
    clauses = [len(clause) for clause in _MARKS.split(window) if clause]
    if modern:  # 洵美且都, 有那其居: so long a verse reads like nothing else
        whole = clauses[1:-1]
        return len(whole) >= _STANZA and len(set(whole)) == 1 and whole[0] in _METRES
    return (len(clauses) > 1 and len(window) >= _LONG) or any(
        one == other and one in _METRES for one, other in pairwise(clauses)
    )
