"""How Chinese numerals read, in folded text: 三万五千 is 35000, 二零一七 the digits 2017.

No library: cn2an gives floats (三点五零 loses its zero), drops leading zeros (零零七), and reads 七八,
seven or eight, as 78.
"""

import re
from itertools import pairwise

DIGITS = dict(zip("零〇幺一二两三四五六七八九", "0011223456789", strict=True))
UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_ZERO = ("零", "〇")
# 万亿 (10^12), 亿, 万 and what is below, each with the numeral before it.
_PARTS = re.compile("(?:([^万亿]+)万亿)?(?:([^万亿]+)亿)?(?:([^万亿]+)万)?([^万亿]*)")
_SCALES = (UNITS["万"] * UNITS["亿"], UNITS["亿"], UNITS["万"], 1)


def digits(numeral: str) -> str:
    """Digits said one by one."""
    return "".join(DIGITS[char] for char in numeral)


def is_counting(read: str) -> bool:
    """Whether digits count (一二三四), beat time (一二一二) or are a saying of pairs (七七八八)."""
    steps = [int(two) - int(one) for one, two in pairwise(read)]
    beats = any(read == (read[:length] * len(read))[: len(read)] for length in range(1, min(len(read) // 2, 4) + 1))
    pairs = len(read) % 2 == 0 and read[::2] == read[1::2]
    counted = len(read) != 11 and "111" in "".join("1" if step == 1 else "0" for step in steps)
    return len(set(steps)) == 1 or set(steps) == {0, 1} or beats or pairs or counted


def is_elliptic(numeral: str) -> bool:
    """Whether its last unit is left out: 三千五."""
    return numeral[-1] in DIGITS and numeral[-1] not in _ZERO and numeral[-2:-1] in ("百", "千", "万", "亿")


def value(numeral: str) -> int | None:
    """The number that a numeral with units or of one digit says; None where it says none exactly (七八千, 万一)."""
    if numeral in _ZERO:
        return 0
    if is_elliptic(numeral):
        if numeral[-3:-1] == "万亿":
            return None
        numeral += {"百": "十", "千": "百", "万": "千", "亿": "千万"}[numeral[-2]]
    parts = _PARTS.fullmatch(numeral)
    if parts is None:
        return None
    total = 0
    for index, (part, scale) in enumerate(zip(parts.groups(), _SCALES, strict=True)):
        if part:
            number = _below_ten_thousand(part, leads=not total, last=index == len(_SCALES) - 1)
            if number is None:
                return None
            total += number * scale
    return total or None


def _below_ten_thousand(part: str, *, leads: bool, last: bool) -> int | None:
    number, digit, before, least = 0, "", "" if leads else "万", UNITS["万"]
    for char in part:
        if char in _ZERO:
            if before not in UNITS:
                return None
        elif char in DIGITS:
            if digit or char == "幺":
                return None
            digit = char
        else:
            # 一百十五 is said too, but 百 and 千 need a digit, and 两 is not said before 十.
            if UNITS[char] >= least or (not digit and char != "十") or (digit == "两" and char == "十"):
                return None
            number += int(DIGITS[digit or "一"]) * UNITS[char]
            least, digit = UNITS[char], ""
        before = char
    if before in _ZERO or (digit == "两" and last and len(part) > 1):
        return None
    return number + int(DIGITS[digit or "零"])


def written(number: int) -> str:
    """A number as Chinese text writes it, so that it still reads as it was said: 35000, 350万, 3亿5000万."""
    if number == 0 or number % UNITS["万"]:
        return str(number)
    named = ""
    for scale, name in zip(_SCALES, ("万亿", "亿", "万"), strict=False):
        count, number = divmod(number, scale)
        named += f"{count}{name}" if count else ""
    return named


def read(number: int) -> str:
    """A number from 0 as it is read: 2000 is 两千, 10 十, 105 一百零五, 110000 十一万."""
    if number == 0:
        return "零"
    named, gap = "", False
    for scale, name in zip(_SCALES, ("万亿", "亿", "万", ""), strict=True):
        count, number = divmod(number, scale)
        if not count:
            gap = gap or bool(named)
            continue
        zero = "零" if named and (gap or count < 1000) else ""
        named += zero + (read(count) + name if count >= UNITS["万"] else _read_below_ten_thousand(count, name))
        gap = False
    return named.removeprefix("一") if named.startswith("一十") else named


def _read_below_ten_thousand(number: int, name: str) -> str:
    made, gap = "", False
    for unit, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, number = divmod(number, size)
        if not digit:
            gap = bool(made)
            continue
        is_two = digit == 2 and (size >= 1000 or (size == 1 and name and not made))
        made += "零" * gap + ("两" if is_two else "零一二三四五六七八九"[digit]) + unit
        gap = False
    return made + name
