"""How hanzi sound, and where a text sounds like a term: syllables without tones, and a tree of the terms' syllables.

Two syllables are *alike* if Mandarin speakers or recognisers confuse them (zh/z, ch/c, sh/s, n/l, f/h, ang/an, eng/en,
ing/in), and *rhyme* if they differ in their initials only. Whatever reads the tree pays by the character of the text,
not by the term: each step keeps only the terms that still sound like what was read.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from cleaner.view import ONE_HANZI

_HANZI = re.compile(ONE_HANZI + "{2,}")
_INITIALS = {"zh": "z", "ch": "c", "sh": "s", "n": "l"}
_NASAL = re.compile("(?<=[aei])ng$")
_RHYMING = 4  # shorter terms must be alike in every syllable
_TERM = ""  # the edge to the terms that end at a node: no syllable is empty


@dataclass(frozen=True, slots=True)
class Syllable:
    """A reading without its tone. Alike syllables have the same `alike`, rhyming ones the same `rhyme`."""

    toneless: str
    alike: str
    rhyme: str


@dataclass(frozen=True, slots=True)
class Sounding:
    """A range of a text that sounds like a term.

    Attributes:
        start, end: code points of the text.
        letters: the term.
        differing: the places whose character is not the term's.
        alike: how many of these have only alike syllables, or the same one in a rarer reading.
        rhyming: how many of these have only rhyming syllables.
    """

    start: int
    end: int
    letters: str
    differing: tuple[int, ...]
    alike: int
    rhyming: int


@cache
def _syllable(toneless: str) -> Syllable:
    from pypinyin.contrib.tone_convert import to_finals, to_initials

    initial, final = to_initials(toneless, strict=True), to_finals(toneless, strict=True)
    if final == "i" and initial in ("z", "c", "s", "zh", "ch", "sh", "r"):
        final = "-i"  # the vowel of 四 is not that of 西
    common = _NASAL.sub("n", final)
    if initial == "f":  # who confuses them says huan for fan, hui for fei
        return Syllable(toneless, "h" + (common if common[:1] in ("u", "o") else "u" + common), f"*{common}")
    return Syllable(toneless, _INITIALS.get(initial, initial) + common or toneless, f"*{common}")


@cache
def readings(char: str) -> tuple[Syllable, ...]:
    """Every way to read a character, the commonest first."""
    from pypinyin import Style, pinyin

    found = pinyin(char, style=Style.NORMAL, heteronym=True)[0]
    return tuple(map(_syllable, dict.fromkeys(found)))


@cache
def _edges(char: str) -> tuple[str, ...]:
    """What leads on in the tree where a character is read."""
    syllables = readings(char)
    return tuple(dict.fromkeys([s.alike for s in syllables] + [s.rhyme for s in syllables]))


Node = dict[str, Any]


def tree(terms: Iterable[str]) -> Node:
    """The tree of these terms, all hanzi: by their alike syllables, and with each one in turn only rhyming."""
    from pypinyin import lazy_pinyin

    root: Node = {}
    for letters in terms:
        in_context = lazy_pinyin(letters)
        apart = [readings(char)[0].toneless for char in letters]
        for sounds in {tuple(in_context), tuple(apart)}:
            if len(sounds) != len(letters):
                continue
            syllables = [_syllable(sound) for sound in sounds]
            path = [syllable.alike for syllable in syllables]
            _grow(root, path, letters, sounds)
            for at, syllable in enumerate(syllables if len(path) >= _RHYMING else ()):
                _grow(root, [*path[:at], syllable.rhyme, *path[at + 1 :]], letters, sounds)
    return root


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
    alike = rhyming = 0
    for at in differing:
        sound = sounds[at - start]
        heard = readings(folded[at])
        if heard[0].toneless != sound:  # a rarer reading counts as an alike one: few are right by chance
            is_alike = _syllable(sound).alike in {syllable.alike for syllable in heard}
            alike += is_alike
            rhyming += not is_alike
    return Sounding(start, end, letters, differing, alike, rhyming)
