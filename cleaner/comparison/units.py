"""What is said of a text, in a form to compare: one unit a syllable or letter, whatever way it was written.

Nothing but letters and digits is said; width, case and simplified or traditional do not matter, and a number is the
same in digits and in characters (二零一七年 = 2017年, 百分之十 = 10%).

Digits are the normal form. 点 stands for the point and for the colon of a clock (三点五 = 3.5, 三点半 = 3:30), 分之 for
the bar of a fraction, and what ends in four zeros is counted in 万 and 亿 (两万 = 20000 = 2万), as it is said. A
numeral that says no exact number (七八千, 几十) is taken by its characters. Two numbers with a pause between them are
two (第一，二十个人).
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from cleaner.language import letters
from cleaner.language.fold import fold
from cleaner.language.numeral import DIGITS, UNITS, value, written
from cleaner.transcript import Span


@dataclass(frozen=True)
class Spoken:
    """The units of a text, and where each comes from.

    Attributes:
        units: one code point a unit: a hanzi (simplified), a letter (lower case), a digit, % for 百分之.
        starts: for each unit the first code point of the text that it comes from.
        ends: for each unit the end (half open) of what it comes from. Units of one numeral may share a range.
    """

    units: str
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]

    def span(self, first: int, last: int) -> Span:
        """The code points of the text that units first..last, half open, come from; the place between, of none."""
        if first == last:
            at = int(self.ends[first - 1]) if first else int(self.starts[0]) if len(self.units) else 0
            return Span(at, at)
        return Span(int(self.starts[first]), int(self.ends[last - 1]))


_PLANE = 0x10000
_PAUSE = "\n"  # stands between two numbers, and is no unit
_PAUSES = ",.。、;:!?…\n"  # folded
_N = "[0-9零〇幺一二两三四五六七八九十百千万亿]"
_RUN = f"{_N}(?:{_N}|点(?={_N}))*"
_NUMERAL = re.compile(
    f"百分之(?P<low>{_RUN})(?:到(?P<high>{_RUN})(?!分之))?|百分百"
    "|(?P<above>[0-9]{1,2})/(?P<below>[0-9]{1,3})(?![0-9/])"
    f"|{_N}(?:(?:{_N}|点(?={_N}))+(?:点半)?|点半)|十"
)
# What says something between two digits: a point, a clock, a score, a fraction; what groups them by thousands.
_SIGN = re.compile("[.:/,](?<=[0-9].)(?=[0-9])")
_MINUTES = re.compile("[0-5][0-9](?![0-9])")
_THOUSAND = re.compile("[0-9]{3}(?![0-9])")
_DIGITS = str.maketrans(DIGITS)
_HANZI = str.maketrans("0123456789", "零一二三四五六七八九")
_PLACES = ("千", "百", "十", "")
_ASCII = re.compile("[0-9]+")
# Between two numerals without a pause: 2020 and 十二 in 2020十二月.
_SEAM = re.compile(f"(?<=[0-9])(?=[{''.join(DIGITS)}十])|(?<=[{''.join(DIGITS)}])(?=[0-9])")
_SCALED = re.compile(f"([0-9{''.join(DIGITS)}]+)([百千]?万?亿?)")
_LONG = 40  # code points; nobody says a longer number


def spoken(text: str, unspoken: Iterable[Span] = ()) -> Spoken:
    """The units of a text.

    Equal texts have equal units. Marks and blanks may be put in anywhere but into a numeral: the units stay the same.

    Args:
        text: in any characters.
        unspoken: parts of it that are not said, in order and apart.
    """
    folded = fold(text)
    codes = letters.codes(folded)
    said = _table()[np.minimum(codes, _PLANE - 1)]
    beyond = np.flatnonzero(codes >= _PLANE)
    said[beyond] = [code if chr(code).isalnum() else 0 for code in codes[beyond].tolist()]
    for match in _SIGN.finditer(folded):
        said[match.start()] = _sign(folded, match)
    for span in unspoken:
        said[span.start : span.end] = 0
    places = np.flatnonzero(said).astype(np.int32)
    units, starts, ends = _with_numbers(_text(said[places]), places)
    codes = letters.codes(units.translate(_DIGITS))
    kept = (codes >= ord("0")) | (codes == ord("%"))  # pauses and signs have done their work
    return Spoken(_text(codes[kept]), starts[kept], ends[kept])


@cache
def _table() -> NDArray[np.uint32]:
    """What a folded code point of the basic plane is: itself, a digit, a pause, or 0 where it is nothing to say."""
    table = np.zeros(_PLANE, dtype=np.uint32)
    for code in range(_PLANE):
        char = chr(code)
        if char.isalnum():
            table[code] = ord(str(unicodedata.digit(char))) if unicodedata.digit(char, None) is not None else code
    table[[ord(pause) for pause in _PAUSES]] = ord(_PAUSE)
    table[ord("%")] = ord("%")
    return table


def _sign(folded: str, match: re.Match[str]) -> int:
    """What a sign between digits says."""
    if match[0] == ":":
        return ord("点" if _MINUTES.match(folded, match.end()) else "比")
    if match[0] == ",":
        return 0 if _THOUSAND.match(folded, match.end()) else ord(_PAUSE)
    return ord("点" if match[0] == "." else "/")


def _with_numbers(said: str, places: NDArray[np.int32]) -> tuple[str, NDArray[np.int32], NDArray[np.int32]]:
    """What is said with its numerals in their normal form, and the range that each character of it comes from."""
    found: list[tuple[int, int, int]] = []
    made: list[str] = []
    reached = 0
    for match in _NUMERAL.finditer(said):
        number = _normal(match)
        if number == match[0].translate(_DIGITS):
            continue  # digit by digit: each has a place of its own
        first, last = match.span()
        found.append((first, last, len(number)))
        made += (said[reached:first], number)
        reached = last
    made.append(said[reached:])
    counts = np.ones(len(said), dtype=np.int32)
    ends = places + 1
    if found:
        firsts, lasts, lengths = np.array(found, dtype=np.int32).T
        edges = np.zeros(len(said) + 1, dtype=np.int32)
        edges[firsts] += 1
        edges[lasts] -= 1
        counts[np.cumsum(edges[:-1]) > 0] = 0
        counts[firsts] = lengths
        ends[firsts] = ends[lasts - 1]
    return "".join(made), np.repeat(places, counts), np.repeat(ends, counts)


def _normal(match: re.Match[str]) -> str:
    """The normal form of a numeral."""
    if match["low"]:
        low = "100" if match["low"] == "百" else _number(match["low"])
        return f"{low}%" + (f"到{_number(match['high'])}%" if match["high"] else "")
    if match["above"]:
        proper = int(match["above"]) < int(match["below"])
        return f"{match['below']}分之{match['above']}" if proper else match[0]
    return "100%" if match[0] == "百分百" else _number(match[0])


@lru_cache(maxsize=4096)
def _number(numeral: str) -> str:
    """A numeral with or without points."""
    if len(numeral) > _LONG:
        return numeral.translate(_DIGITS)
    whole, *parts = numeral.split("点")
    if len(parts) == 1 and (scaled := _SCALED.fullmatch(parts[0])) and scaled[2]:
        number = _exact(whole, scaled[1], scaled[2])
        if number is not None:
            return written(number)
    return "点".join((_integer(whole), *map(_after_point, parts)))


def _exact(whole: str, after: str, scale: str) -> int | None:
    """三点五万 as a number; None where it is none, or no whole one."""
    before = whole.translate(_DIGITS)
    units = int(before) if before.isascii() else _value(whole)
    if units is None:
        return None
    number = Fraction(f"{units}.{after.translate(_DIGITS)}")
    for unit in scale:
        number *= UNITS[unit]
    return int(number) if number.denominator == 1 else None


def _after_point(part: str) -> str:
    """Digits one by one; the minutes of a clock."""
    if part == "半":
        return "30"
    read = part.translate(_DIGITS)
    number = None if read.isascii() else _value(part)
    return read if number is None else str(number)


def _integer(numeral: str) -> str:
    return "".join(map(_one, _SEAM.split(numeral)))


def _one(numeral: str) -> str:
    """Digits; a numeral with units as the number that it says, where it says one."""
    read = numeral.translate(_DIGITS)
    if read.isascii():
        is_round = 5 <= len(read) <= 16 and read.endswith("0000") and read[0] != "0"
        return written(int(read)) if is_round else read
    number = _value(numeral)
    return read if number is None else written(number)


def _value(numeral: str) -> int | None:
    """The number that a numeral with units says, also where digits are mixed in: 3万5000, 3亿五千万."""
    return value(_ASCII.sub(_read, numeral))


def _read(match: re.Match[str]) -> str:
    """How digits are read, four at most: 2050 is 二千零五十."""
    group = match[0]
    if group[0] == "0" or len(group) > len(_PLACES):
        return "零零"  # which is no number
    hanzi = group.translate(_HANZI)
    said = "".join(digit + place * (digit != "零") for digit, place in zip(hanzi, _PLACES[-len(hanzi) :], strict=True))
    return re.sub("零零*", "零", said).rstrip("零")


def _text(codes: NDArray[np.uint32]) -> str:
    return codes.tobytes().decode("utf-32-le", "surrogatepass")
