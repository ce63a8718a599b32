"""How hanzi sound: syllables, and apart from them their tones.

Two syllables are *alike* if Mandarin speakers or recognisers confuse them (zh/z, ch/c, sh/s, n/l, f/h, ang/an, eng/en,
ing/in), and *rhyme* if they differ in their initials only.
"""

import re
from dataclasses import dataclass
from functools import cache

_INITIALS = {"zh": "z", "ch": "c", "sh": "s", "n": "l"}
_NASAL = re.compile("(?<=[aei])ng$")


@dataclass(frozen=True, slots=True)
class Syllable:
    """A reading without its tone. Alike syllables have the same `alike`, rhyming ones the same `rhyme`."""

    toneless: str
    alike: str
    rhyme: str


@cache
def syllable(toneless: str) -> Syllable:
    """A syllable, spelt in pinyin without its tone."""
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
    return tuple(map(syllable, dict.fromkeys(found)))


@cache
def tones(char: str) -> dict[str, str]:
    """The tone of each of a character's syllables, the commonest where it has several: 好 as hao has the third."""
    from pypinyin import Style, pinyin

    found = pinyin(char, style=Style.TONE3, heteronym=True, neutral_tone_with_five=True)[0]
    return {reading[:-1]: reading[-1] for reading in reversed(found)}
