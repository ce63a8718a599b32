"""How many syllables a text has when it is read aloud.

A hanzi is one. Numbers count as they are read: 2017年 digit by digit (èr líng yī qī), 2000 as 两千, 10% as 百分之十,
3.5 as 三点五, 8:30 as 八点三十, 1/2 as 二分之一, 3:2 and 3-5 with one syllable between; digits that begin with zero, or
seven and more that are not round, one by one. An English word has a syllable for each group of vowels, but for a silent
e (or es, ed) at its end; words written together are taken apart (TensorFlow, GitHub). What is all capitals, or has no
vowel, is spelt letter by letter (GPU, MySQL, A/B, html; w is three), but for a few that are read as words (JSON). Other
marks are silent, but for + and =.
"""

import re
import unicodedata
from functools import cache

from cleaner.language.numeral import read

_NUMBER = re.compile(
    r"(?P<percent>\d+(?:\.\d+)?[%％‰])"
    r"|(?P<grouped>\d{1,3}(?:,\d{3})+(?!\d))"
    r"|(?P<clock>(?<![\d:])\d{1,2}:[0-5]\d(?![\d:]))"
    r"|(?P<fraction>(?<![\d/])\d+/\d+(?![\d/]))"
    r"|(?P<year>(?<!\d)\d{4}(?=\s?年))"
    r"|(?P<decimal>\d+(?:\.\d+)+)"
    r"|(?P<plain>\d+)"
)
_TOKEN = re.compile(rf"(?P<number>{_NUMBER.pattern})|(?P<latin>[A-Za-zÀ-ɏ]+)|(?P<between>(?<=\d)[-~–—～:](?=\d))")
_PARTS = re.compile("[A-Z]+(?![a-z])|[A-Z]?[a-z]+")  # of HTMLParser: HTML, Parser
_VOWELS = re.compile("[aeiouy]+")
_AS_WORDS = {"JSON": 2, "YAML": 2, "NASA": 2, "AJAX": 2, "RAM": 1, "ROM": 1, "LAN": 1, "CRUD": 1, "SIM": 1, "GIF": 1}
# Vowels that stand together in two syllables: Maria, video, manual, client, quiet, create, layer, area; and a last sm.
_APART = re.compile(
    "(?<![tcsg])ia|(?<![tcsgx])io(?!n)|eo(?!u)|ua(?!r)|iu|(?<![tc])ien(?!d)|uie|(?<=cr)eat|(?<=r)eact|sm$"
    "|[aeou]y(?=[aeo](?!d$))|(?<=[aeiou][a-z])ea$|(?<=[aeiou][a-z][a-z])ea$|ier$"
)
_SILENT_INSIDE = re.compile("e(?=(?:ly|ful|less|works?|lines?|books?)$)")  # completely, framework
_SPELT_ONE_BY_ONE, _NAMED = 7, 16  # digits: of numbers that are not round, and the most that have a name


def syllables(text: str) -> int:
    """How many syllables it is read with."""
    text = unicodedata.normalize("NFKC", text)
    count = 0
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup
        token = found.group()
        if kind == "latin":
            count += sum(map(_of_word, _PARTS.findall(_plain(token))))
        elif kind == "between":
            count += 1
        else:
            count += _of_number(token, found)
    rest = _TOKEN.sub("", text)
    return count + sum(_is_syllable(char) for char in rest)


def _is_syllable(char: str) -> bool:
    return char in "+=" or unicodedata.category(char) in ("Lo", "Nl", "No") or (char.isalpha() and not char.isascii())


def _of_number(token: str, found: re.Match[str]) -> int:
    if found["percent"]:
        return 3 + _of_decimal(token[:-1])
    if found["grouped"]:
        return _of_whole(token.replace(",", ""))
    if found["clock"]:
        hour, minute = token.split(":")
        past = 0 if minute == "00" else _of_whole(str(int(minute))) + (minute[0] == "0")
        return _of_whole(str(int(hour))) + 1 + past
    if found["fraction"]:
        return sum(map(_of_whole, token.split("/"))) + 2
    return len(token) if found["year"] else _of_decimal(token)


def _of_decimal(token: str) -> int:
    """A number with or without decimals, or a version: 三点一一点二."""
    whole, *parts = token.split(".")
    return _of_whole(whole) + sum(1 + len(part) for part in parts)


def _of_whole(digits: str) -> int:
    leads = len(digits) > 1 and digits[0] == "0"
    if leads or (len(digits) >= _SPELT_ONE_BY_ONE and not digits.endswith("000")) or len(digits) > _NAMED:
        return len(digits)
    return len(read(int(digits)))


def _plain(word: str) -> str:
    """Without accents."""
    return "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))


@cache
def _of_word(part: str) -> int:
    word = part.lower()
    if part in _AS_WORDS:
        return _AS_WORDS[part]
    if part.isupper() or len(part) == 1 or not _VOWELS.search(word):
        return len(word) + 2 * word.count("w")
    count = len(_VOWELS.findall(word)) + len(_APART.findall(word)) - len(_SILENT_INSIDE.findall(word))
    silent = re.search("(?<![aeiouy])(?:e|es|ed)$", word)
    if silent and not _sounded(word, silent.group(), silent.start()):
        count -= 1
    return max(count, 1)


def _sounded(word: str, ending: str, at: int) -> bool:
    """Whether an e at the end is heard: apple, boxes, wanted."""
    before = word[:at]
    if before.endswith("l") and before[-2:-1] not in ("", *"aeiouylrw"):
        return True
    if ending == "ed":
        return before.endswith(("t", "d"))
    return ending == "es" and before.endswith(("s", "x", "z", "ch", "sh", "c", "g"))
