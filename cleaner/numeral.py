"""How Chinese numerals read, in folded text: 三万五千 is 35000, 二零一七 the digits 2017.

No library: cn2an gives floats (三点五零 loses its zero), drops leading zeros (零零七), and reads 七八,
seven or eight, as 78.
"""

import re

DIGITS = dict(zip("零〇幺一二两三四五六七八九", "0011223456789", strict=True))
UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_ZERO = ("零", "〇")
# 万亿 (10^12), 亿, 万 and what is below, each with the numeral before it.
_PARTS = re.compile("(?:([^万亿]+)万亿)?(?:([^万亿]+)亿)?(?:([^万亿]+)万)?([^万亿]*)")
_SCALES = (UNITS["万"] * UNITS["亿"], UNITS["亿"], UNITS["万"], 1)


def digits(numeral: str) -> str:
    """Digits said one by one."""
    return "".join(DIGITS[char] for char in numeral)


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
