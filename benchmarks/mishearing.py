"""Recogniser-like errors, at a rate of characters, with a chance of one's own.

The mix is what small Whisper models do with Mandarin: they write a language model's words for the syllables heard, so
that most errors sound like what was said. (Whisper base on the two recordings of samples/: 55 % of what is wrong with
hanzi is the same syllable, 6 % a near one, 17 % another, 10 % left out, 13 % put in; English words are a third of all.)

- 52 %: the same syllable, of this or another tone, by preference a real word for the whole word (订单: 定单);
- 20 %: a syllable that is near it (zh/z, n/l, in/ing, f/h, also b/p, d/t, j/q …);
- 14 %: left out, mostly unstressed 的, 了, 是 and the like; 8 %: put in, the same ones or a character twice;
- 6 %: any other common character: noise, or the model's free invention.

English words are heard as other ones, or by syllable as hanzi (misheard.txt). That a number is written otherwise (2017,
二零一七) is no error and happens at any rate: `renumber`. Marks are lost, moved and weakened at about the same rate.
"""

import random
import re
from collections import defaultdict
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from cleaner.language.segmenter import segmenter

MIX = {"sound": 52, "near": 20, "left out": 14, "put in": 8, "other": 6}
WEAK = "的的的的了了了是是就一个在也都和我这那"
NEAR_INITIALS = ("zh z", "ch c", "sh s", "n l", "f h", "r l", "b p", "d t", "g k", "j q", "z c", "zh ch", "q x")
NEAR_FINALS = ("in ing", "en eng", "an ang", "uan uang", "ian iang", "uo ou", "ie ei", "un ong")
TOKEN = re.compile("[A-Za-z][A-Za-z-]*[A-Za-z]|[A-Za-z]|[一-龥]+|[0-9]+|.", re.DOTALL)
LATIN = re.compile("[A-Za-z]")
HANZI = re.compile("[一-龥]")
MARKS = "，。？！：、"


def mishear(text: str, rate: float, chance: random.Random) -> str:
    """What a recogniser makes of it, with about `rate` of its letters and hanzi wrong; marks stay as they are."""
    words = _words(text)
    count = sum(map(str.isalnum, text))
    left = chance.uniform(0.5, 1.5) * rate * count + chance.random() - 0.5  # errors come in clusters
    order = [place for place, word in enumerate(words) for _ in word if HANZI.match(word) or LATIN.match(word)]
    chance.shuffle(order)
    touched: set[int] = set()
    for place in order:
        if left < 0.5:
            break
        if place in touched:
            continue
        touched.add(place)
        heard = _misheard(words[place], left, chance)
        left -= Levenshtein.distance(words[place], heard)
        words[place] = heard
    return "".join(words)


def remark(text: str, rate: float, chance: random.Random) -> str:
    """Its marks lost, weakened or put elsewhere, each with about this probability."""
    made: list[str] = []
    for word in _words(text):
        if word in MARKS:
            if chance.random() < rate:
                word = "" if word != "。" or chance.random() < 0.3 else "，"
        elif chance.random() < rate / 12 and word.isalnum() and made and made[-1].isalnum():
            made.append("，")
        made.append(word)
    return "".join(made)


def renumber(text: str, chance: random.Random) -> str:
    """Its numbers in the other form, each with even odds: years, percentages, and numbers of two and more digits."""

    def other(match: re.Match[str]) -> str:
        return _other_form(match[0]) if chance.random() < 0.5 else match[0]

    return _NUMERAL.sub(other, text)


_NUMERAL = re.compile(
    "[0-9]{4}(?= ?年)|[0-9]+%|[0-9]+|[零一二三四五六七八九]{4}(?=年)|百分之[一二三四五六七八九十]+"
    "(?![一二三四五六七八九十点多几])"
    "|(?<![点一二三四五六七八九十百千万几第])(?:[一二三四五六七八九]百)?[二三四五六七八九]?十[一二三四五六七八九](?![百千万亿点多几])"
)
_DIGITS = "零一二三四五六七八九"


def _other_form(number: str) -> str:
    if number[0].isdigit():
        if number.endswith("%"):
            return "百分之" + read_out(int(number[:-1]))
        return "".join(_DIGITS[int(digit)] for digit in number) if len(number) == 4 else read_out(int(number))
    if number.startswith("百分之"):
        return f"{_value(number[3:])}%"
    if len(number) == 4 and "十" not in number and "百" not in number:
        return "".join(str(_DIGITS.index(char)) for char in number)
    return str(_value(number))


def _value(numeral: str) -> int:
    value = digit = 0
    for char in numeral:
        if char in _DIGITS:
            digit = _DIGITS.index(char)
        else:
            value += (digit or 1) * {"十": 10, "百": 100}[char]
            digit = 0
    return value + digit


def read_out(number: int) -> str:
    """How a number is read: 2300 is 两千三百, 12 is 十二."""
    if number < 10:
        return _DIGITS[number]
    for unit, name in ((10**8, "亿"), (10**4, "万")):
        if number >= unit:
            rest = number % unit
            gap = "零" if rest and rest < unit // 10 else ""
            return (
                (read_out(number // unit).replace("二", "两", number // unit == 2))
                + name
                + gap
                + (read_out(rest) if rest else "")
            )
    made, skipped = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            if skipped:
                made += "零"
            made += ("两" if digit == 2 and unit >= 1000 else _DIGITS[digit]) + name
            skipped = False
        elif made:
            skipped = True
    return made.removeprefix("一") if made.startswith("一十") else made


def _words(text: str) -> list[str]:
    words: list[str] = []
    for token in TOKEN.findall(text):
        words += segmenter()(token) if HANZI.match(token) else [token]
    return words


def _misheard(word: str, most: float, chance: random.Random) -> str:
    if LATIN.match(word):
        return _misheard_latin(word, chance)
    (kind,) = chance.choices(list(MIX), list(MIX.values()))
    at = chance.randrange(len(word))
    char = word[at]
    if kind == "sound" and 1 < len(word) <= most + 1:
        others = [other for other in _alike_words().get(_sounds(word), ()) if other[0] != word]
        others = [(other, weight) for other, weight in others if Levenshtein.distance(other, word) <= most + 0.5]
        if others:
            return chance.choices([other for other, _ in others], [weight for _, weight in others])[0]
    if kind == "left out":
        weak = [place for place, one in enumerate(word) if one in WEAK]
        at = chance.choice(weak) if weak else at
        return word[:at] + word[at + 1 :]
    if kind == "put in":
        return word[: at + 1] + (char if chance.random() < 0.3 else chance.choice(WEAK)) + word[at + 1 :]
    if kind == "sound":
        found = _alike_characters().get(_sounds(char)[0], [])
    elif kind == "near":
        found = [one for near in _near(_sounds(char)[0]) for one in _alike_characters().get(near, [])]
    else:
        found = []
    found = [(other, weight) for other, weight in found if other != char] or list(_characters().items())
    other = chance.choices([other for other, _ in found], [weight for _, weight in found])[0]
    return word[:at] + other + word[at + 1 :]


def _misheard_latin(word: str, chance: random.Random) -> str:
    known = _misheard_words().get(word)
    if known:
        return chance.choice(known)
    at = chance.randrange(len(word))
    slip = chance.choice(("lose", "double", "exchange"))
    if slip == "lose" and len(word) > 1:
        return word[:at] + word[at + 1 :]
    if slip == "double":
        return word[:at] + word[at] + word[at:]
    return word[:at] + chance.choice("aeiou" if word[at].lower() in "aeiou" else "bdgklmnprst") + word[at + 1 :]


@cache
def _misheard_words() -> dict[str, list[str]]:
    lines = Path(__file__).with_name("misheard.txt").read_text("utf-8").splitlines()
    pairs = (line.split(": ") for line in lines if line and not line.startswith("#"))
    return {word: others.split(", ") for word, others in pairs}


@cache
def _dictionary() -> list[tuple[str, int]]:
    """Words of one to four hanzi that are not rare, with how often jieba's dictionary counted them."""
    spec = find_spec("jieba")
    lines = (Path(spec.origin if spec and spec.origin else "").parent / "dict.txt").read_text("utf-8").splitlines()
    words = [(word, int(count)) for word, count, _ in map(str.split, lines) if len(word) <= 4]
    return [(word, count) for word, count in words if count >= 30 and all(map(HANZI.match, word))]


@cache
def _sounds(word: str) -> tuple[str, ...]:
    """Its syllables without tones."""
    from pypinyin import lazy_pinyin

    return tuple(lazy_pinyin(word))


@cache
def _characters() -> dict[str, int]:
    """How often each of the 3,755 hanzi of GB 2312's first level is used: a recogniser writes no rarer ones."""
    counts: dict[str, int] = defaultdict(int)
    for word, count in _dictionary():
        for char in word:
            counts[char] += count
    return {char: count for char, count in counts.items() if _is_common(char)}


def _is_common(char: str) -> bool:
    return b"\xb0\xa1" <= char.encode("gb2312", "ignore") <= b"\xd7\xf9"


@cache
def _alike_characters() -> dict[str, list[tuple[str, int]]]:
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for char, count in _characters().items():
        found[_sounds(char)[0]].append((char, count))
    return dict(found)


@cache
def _alike_words() -> dict[tuple[str, ...], list[tuple[str, int]]]:
    found: dict[tuple[str, ...], list[tuple[str, int]]] = defaultdict(list)
    for word, count in _dictionary():
        if len(word) > 1:
            found[_sounds(word)].append((word, count))
    return {sounds: words for sounds, words in found.items() if len(words) > 1}


@cache
def _near(sound: str) -> list[str]:
    """Syllables that differ from it by one confusion."""
    found = []
    for pair in NEAR_INITIALS:
        one, other = pair.split()
        for this, that in ((one, other), (other, one)):
            if sound.startswith(this) and not (this in ("z", "c", "s") and sound[1:2] == "h"):
                found.append(that + sound[len(this) :])
    for pair in NEAR_FINALS:
        one, other = pair.split()
        for this, that in ((one, other), (other, one)):
            initial = sound[: -len(this)]
            if sound.endswith(this) and (not initial or initial[-1] not in "aeiou"):
                found.append(initial + that)
    return [near for near in found if near in _alike_characters()]
