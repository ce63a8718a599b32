"""Offer to drop a beginning that comes again in other words: 顺着老街的顺着老街往南; 稿子背，稿子背熟之后.

Only a person can tell it from a pair (随便坐前排随便坐后排) or from a clause that takes up the one before it: about
half of them are disfluent in dialogue, a third in monologue. What is certain has rules of its own (expansion, restart).
Leaves alone: what shares less than all but one of its characters with what follows, lists, verse.
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.grammar.copies import paused
from cleaner.grammar.verse import is_classical
from cleaner.grammar.word_classes import DIGITS
from cleaner.rule import Rule, keeps, offers
from cleaner.view import CLAUSE_ENDS, View

_LONGEST = 10
_LOOSE = frozenset("的有了着得地是")
_CLAUSE = re.compile(f"[^{re.escape(''.join(CLAUSE_ENDS))}]*")


def find(view: View) -> Iterator[Finding]:
    """Every beginning whose characters, or all but one, come again in order in the clause that begins the same."""
    for copy in paused(view, _LONGEST + 2):
        first, second = copy.first, copy.second
        said = view.folded[first:second].rstrip(", ")
        if not 2 <= len(said) <= _LONGEST or said[0] in _LOOSE or said[0] in DIGITS or not said.isalnum():
            continue
        across = first + len(said) < second
        if (not across and (len(said) < 4 or copy.length < 2)) or (across and _is_linked(view, said, second)):
            continue
        again = _clause(view, second, 2 * len(said) + 1)
        most = 0 if across else 1  # characters that it may lack
        if len(again) <= len(said) or len([char for char in said if char not in again]) > most:
            continue
        if len(said) - _shared(said, again) > most:
            continue
        if not is_classical(view, first, second):
            yield Finding(first, second, "", f"perhaps begun again: {said}", Safety.ASK)


def _is_linked(view: View, said: str, second: int) -> bool:
    """Whether a noun is taken up by the next clause: 去过北京，北京很大."""
    last = view.word_at(second + len(said) - 1)
    whole = view.folded.startswith(said, second) and last is not None and last.end == second + len(said)
    return whole and last is not None and last.tag[:1] in ("n", "t", "s", "x", "e", "v") and last.start == second


def _clause(view: View, start: int, most: int) -> str:
    found = _CLAUSE.match(view.folded, start, start + most)
    return found.group() if found else ""


def _shared(said: str, again: str) -> int:
    """How many characters come again in the same order: the longest common subsequence, of a few characters."""
    lengths = [0] * (len(again) + 1)
    for char in said:
        diagonal = 0
        for index, other in enumerate(again, 1):
            above = lengths[index]
            lengths[index] = diagonal + 1 if char == other else max(above, lengths[index - 1])
            diagonal = above
    return lengths[-1]


RULE = Rule(
    find=find,
    cases=(
        offers("他们顺着老街的顺着老街往南走", "他们顺着老街往南走"),
        offers("稿子背，稿子背熟之后再说", "稿子背熟之后再说"),
        offers("因为雨很大因为风很大很冷", "因为风很大很冷"),
        keeps("他爱吃甜的他不怕胖", why="little of it comes again"),
        keeps("我去过北京，北京很大", why="the end of one clause is the head of the next"),
        keeps("坚持改革，坚持开放，坚持创新", why="parallel"),
        keeps("人不犯我，我不犯人", why="an object, then a subject"),
        keeps("盼望着，盼望着，春天来了", why="said twice for effect"),
        keeps("有的人走了，有的人来了", why="parallel"),
    ),
)
