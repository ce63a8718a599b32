"""Where a text sounds like a term: a tree of the terms' syllables.

Whatever reads the tree pays by the character of the text,
not by the term: each step keeps only the terms that still sound like what was read.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from cleaner.language.sounds import readings, syllable, tones
from cleaner.view import ONE_HANZI

_HANZI = re.compile(ONE_HANZI + "{2,}")
_RHYMING = 4  # shorter terms must be alike in every syllable
_TERM = ""  # the edge to the terms that end at a node: no syllable is empty


@dataclass(frozen=True, slots=True)
class Sounding:
    """A range of a text that sounds like a term.

    Attributes:
        start, end: code points of the text.
        letters: the term.
        differing: the places whose character is not the term's.
        alike: how many of these have only alike syllables, or the same one in a rarer reading.
        rhyming: how many of these have only rhyming syllables.
        off_tone: how many of these have another tone than the term's.
    """

    start: int
    end: int
    letters: str
    differing: tuple[int, ...]
    alike: int
    rhyming: int
    off_tone: int


@cache
def _edges(char: str) -> tuple[str, ...]:
    """What leads on in the tree where a character is read."""
    syllables = readings(char)
    return tuple(dict.fromkeys([s.alike for s in syllables] + [s.rhyme for s in syllables]))


Node = dict[str, Any]


def tree(terms: Iterable[str]) -> Node:
    """The tree of these terms, all hanzi: by their alike syllables, and with each one in turn only rhyming."""
    from pypinyin import Style, lazy_pinyin

    root: Node = {}
    for letters in terms:
        in_context = lazy_pinyin(letters, style=Style.TONE3, neutral_tone_with_five=True)
        apart = [_commonest(char) for char in letters]
        for sounds in {tuple(in_context), tuple(apart)}:
            if len(sounds) != len(letters):
                continue
            syllables = [syllable(sound[:-1]) for sound in sounds]
            path = [found.alike for found in syllables]
            _grow(root, path, letters, sounds)
            for at, found in enumerate(syllables if len(path) >= _RHYMING else ()):
                _grow(root, [*path[:at], found.rhyme, *path[at + 1 :]], letters, sounds)
    return root


def _commonest(char: str) -> str:
    toneless = readings(char)[0].toneless
    return toneless + tones(char).get(toneless, "5")


def _grow(node: Node, path: list[str], letters: str, sounds: tuple[str, ...]) -> None:
    for edge in path:
        node = node.setdefault(edge, {})
    node.setdefault(_TERM, []).append((letters, sounds))


def soundings(root: Node, folded: str) -> Iterator[Sounding]:
    """Where a folded text sounds like a term of the tree, by where it begins; a term that stands there is among them.

    Each term comes once for each range, as what it is nearest to.
    """
    for run in _HANZI.finditer(folded):
        edges = [_edges(char) for char in run.group()]
        for first in range(len(edges)):
            nodes = [root]
            for last in range(first, len(edges)):
                nodes = [node[edge] for node in nodes for edge in edges[last] if edge in node]
                if not nodes:
                    break
                start, end = run.start() + first, run.start() + last + 1
                yield from _ending(nodes, folded, start, end)


def _ending(nodes: list[Node], folded: str, start: int, end: int) -> Iterator[Sounding]:
    nearest: dict[str, Sounding] = {}
    for node in nodes:
        for letters, sounds in node.get(_TERM, ()):
            found = _compared(folded, start, end, letters, sounds)
            known = nearest.setdefault(letters, found)
            if (found.rhyming, found.alike) < (known.rhyming, known.alike):
                nearest[letters] = found
    yield from nearest.values()


def _compared(folded: str, start: int, end: int, letters: str, sounds: tuple[str, ...]) -> Sounding:
    differing = tuple(at for at in range(start, end) if folded[at] != letters[at - start])
    alike = rhyming = off_tone = 0
    for at in differing:
        sound, tone = sounds[at - start][:-1], sounds[at - start][-1]
        heard = readings(folded[at])
        if heard[0].toneless == sound:
            near = {sound}
        elif near := {reading.toneless for reading in heard if reading.alike == syllable(sound).alike}:
            alike += 1  # a rarer reading counts as an alike one: few are right by chance
        else:
            rhyming += 1
            near = {reading.toneless for reading in heard if reading.rhyme == syllable(sound).rhyme}
        off_tone += tone not in {tones(folded[at]).get(toneless) for toneless in near}
    return Sounding(start, end, letters, differing, alike, rhyming, off_tone)
