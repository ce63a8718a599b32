"""How like two stretches are that may say the same thing in other words: by the sounds and pairs of sounds they share.

Order does not count for single sounds, and little for pairs: who says a sentence in other words turns it round, too.
"""

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from cleaner.comparison.tellings import sound

SAME = 0.34
"""What says the same in other words is mostly above it: of 107 rewordings written by hand 96 %, with every tenth
character misheard; of 454 neighbouring sentences and additions 6 %."""

_LIGHT = frozenset(map(sound, "的了是我们在有和就也都这那个不一要会到说把他她它你上着为以可能从来还对"))
_WEIGHT = 0.3  # of what is in any sentence


class Bag:
    """The sounds of a stretch of units."""

    def __init__(self, sounds: Sequence[str]) -> None:
        self.sounds = sounds

    @cached_property
    def singles(self) -> Counter[str]:
        """Each sound, how often."""
        return Counter(self.sounds)

    @cached_property
    def pairs(self) -> Counter[tuple[str, str]]:
        """Each two that follow one another, how often."""
        return Counter(zip(self.sounds, self.sounds[1:], strict=False))

    @cached_property
    def telling(self) -> frozenset[str]:
        """The sounds that are not in just any sentence."""
        return frozenset(self.sounds) - _LIGHT

    @cached_property
    def weight(self) -> float:
        """Of all its sounds."""
        return sum(map(_weight, self.sounds))

    def __len__(self) -> int:
        return len(self.sounds)


def _weight(sound: str) -> float:
    return _WEIGHT if sound in _LIGHT else 1.0


def likeness(one: Bag, other: Bag) -> float:
    """0 where they share nothing, 2 where they are the same: Dice's coefficients of sounds and of pairs, added."""
    total = one.weight + other.weight
    count = max(len(one), 1) + max(len(other), 1) - 2
    if not total:
        return 0.0
    shared = sum(_weight(sound) * times for sound, times in (one.singles & other.singles).items())
    in_order = (one.pairs & other.pairs).total()
    return 2 * shared / total + (2 * in_order / count if count else 0.0)
