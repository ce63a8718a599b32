"""Cut a loop down to one copy, and drop a line that is nothing but a short one.

Leaves alone: lawful repetition, up to seven times a character, six times two, three times anything longer; numbers.
Where the engine gives a compression ratio that only loops have, five copies of two are enough.
Evidence: 0 of 19,564 real utterances have as much as that; a compression ratio of 2.4 misses loops at a segment's end.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from cleaner.edits import Finding, Safety
from cleaner.language.wordlist import entries
from cleaner.rule import Rule, changes, keeps, offers
from cleaner.rules.hallucination._lines import gap, is_compressed, whole_line
from cleaner.rules.hallucination._period import LONGEST, loops
from cleaner.view import View

_COPIES = {1: 8, 2: 7}
_COPIES_OF_MORE = 4
_COPIES_OF_A_LINE = 5
_SHORT_UNIT = 5  # a longer unit may well have been said once
_NUMERALS = frozenset("0123456789零〇一二三四五六七八九十百千万亿两幺")
# Between copies they are not speech but markup.
_CODE = frozenset("<>&@*{}|`=\\_")
_LAUGHTER = frozenset("哈呵嘿嘻啦")
_BEAT = re.compile("[,、。!?;…—\n ]+")
_BEATS = 4
_BY_CHANCE = 2  # characters
_MARKS = frozenset(",、。!?;:…")


def _least(unit: int) -> int:
    """How many copies of so many characters are no speech any more."""
    return _COPIES.get(unit, _COPIES_OF_MORE)


def _least_of_a_line(unit: int) -> int:
    """The same where they may be all there is on a line."""
    return min(_least(unit), _COPIES_OF_A_LINE) if unit > 1 else _least(unit)


def find(view: View) -> Iterator[Finding]:
    """Every loop."""
    for start, end in view.fresh:
        found = view.letters.between(start, end)
        read = found.text
        at: list[int] = []
        for first, last, period in loops(read, _least_of_a_line):
            unit = read[first : first + period]
            at = at or found.places.tolist()
            if not _CODE.isdisjoint(view.folded[at[first] : at[first + period]]):
                continue
            if set(unit) <= _NUMERALS:
                yield from _counted(view, at, first, last, period)
                continue
            if unit.isascii():
                yield from _words(view, at, first, last, period)
            elif not (set(unit) <= _LAUGHTER or _is_beat(view, at, first, last, period)) and (
                (last - first) // period >= _least(period)
                or _is_line(view, at[first], at[last - 1] + 1)
                or _is_compressed(view, at[first])
            ):
                yield _cut(view, at, first, last, period)


def _is_beat(view: View, at: list[int], first: int, last: int, period: int) -> bool:
    """Whether it is a sound that somebody imitates, with marks between and not too often: 咚咚咚咚，咚咚咚咚."""
    start, end = at[first], at[last - 1] + 1
    if view.folded[start : at[first + period - 1] + 1] not in entries("reduplication_sound"):
        return False
    beats = _BEAT.split(view.folded[start:end])
    return 1 < len(beats) <= _BEATS and max(map(len, beats)) < _least(period) * period


def _is_compressed(view: View, at: int) -> bool:
    placed = view.segment_at(at)
    return placed is not None and is_compressed(placed[2])


def _counted(view: View, at: list[int], first: int, last: int, period: int) -> Iterator[Finding]:
    """A number again and again, each for itself: an engine's loop, or what somebody counted."""
    copies = [(at[index], at[index + period - 1] + 1) for index in range(first, last - period + 1, period)]
    apart = all(one[1] < other[0] and view.folded[one[1]] in " \n," for one, other in pairwise(copies))
    if len(copies) >= _COPIES_OF_A_LINE and apart:
        reason = f"perhaps the engine looped: {len(copies)} times {view.text[slice(*copies[0])]}"
        yield Finding(copies[0][1], copies[-1][1], "", reason, Safety.ASK)


def _words(view: View, at: list[int], first: int, last: int, period: int) -> Iterator[Finding]:
    """A loop of Latin words: its unit counts by words, and every copy must begin with one."""
    folded = view.folded
    while first < last and not _begins_word(folded, at[first]):
        first += 1
    copies = (last - first) // period
    count = sum(_begins_word(folded, at[index]) for index in range(first, min(first + period, last)))
    apart = all(_begins_word(folded, at[index]) for index in range(first, first + copies * period, period))
    if count and apart and copies >= _least(count):
        yield _cut(view, at, first, first + copies * period, period)


def _begins_word(folded: str, at: int) -> bool:
    return at == 0 or not (folded[at - 1].isascii() and folded[at - 1].isalnum())


def _cut(view: View, at: list[int], first: int, last: int, period: int) -> Finding:
    first += _shift(at, first, last, period)
    copies = (last - first) // period
    start, end = at[first], at[last - 1] + 1
    unit = view.text[start : at[first + period - 1] + 1]
    reason = f"the engine looped: {copies} times {unit}{gap(view, start, end)}"
    if copies >= max(_COPIES_OF_A_LINE, _least(period)) and 2 <= period <= _SHORT_UNIT and _is_line(view, start, end):
        while end < len(view.text) and view.text[end] != "\n":
            end += 1
        return Finding(*whole_line(view, start, end), "", reason, Safety.LIKELY)
    # From the end of one copy to the end of the last: the marks after that one are the speaker's.
    until = first + copies * period
    if last > until and not _continues(view, at[last - 1] + 1):
        until = last  # the loop broke off within a copy
    begin, end = at[first + period - 1] + 1, at[until - 1] + 1
    if until == last > first + copies * period and view.text[end : end + 1] in ("", "\n"):
        while view.folded[begin] in _MARKS:  # where nothing ends what was broken off, the first copy's own mark stays
            begin += 1
    return Finding(begin, end, "", reason, Safety.LIKELY)


def _shift(at: list[int], first: int, last: int, period: int) -> int:
    """How many characters after the first the copies really begin.

    A loop takes in what stands before it by chance: 从四秒降到三秒，降到三秒，降到三秒 repeats from the first 秒 on.
    """
    least, size = _least_of_a_line(period), last - first
    for shift in range(min(period, size - least * period + 1)):
        if all(at[index] > at[index - 1] + 1 for index in range(first + shift + period, last, period)):
            return shift
    # Nothing stands between the copies, and hardly any loop breaks off after its first character.
    over = size % period
    begins = first == 0 or at[first] > at[first - 1] + 1
    return over if 0 < over <= _BY_CHANCE and 2 * over < period and not begins else 0


def _is_line(view: View, start: int, end: int) -> bool:
    """Whether a range has all letters of its one line."""
    left = view.folded.rfind("\n", 0, start) + 1
    right = view.folded.find("\n", end)
    right = len(view.folded) if right < 0 else right
    around = view.folded[left:start] + view.folded[end:right]
    return "\n" not in view.folded[start:end] and not any(map(str.isalnum, around))


def _continues(view: View, at: int) -> bool:
    """Whether a line goes on with letters at a place."""
    return any(map(str.isalnum, view.folded[at : at + 1]))


RULE = Rule(
    find=find,
    reach=LONGEST,
    cases=(
        changes("我们先走台吗先走台先走台先走台先走台", "我们先走台吗先走台"),
        changes("灯光暗下来。灯光暗下来。灯光暗下来。灯光暗下来。然后起幕。", "灯光暗下来。然后起幕。"),
        changes("走台,走台,走台,走台,走台,走台,走台,走台\n好", "好", "a line that is nothing but a loop"),
        changes("你只有一次机会。\n" * 4 + "好", "你只有一次机会。\n好", "over lines"),
        changes("停停停停停停停停停停", "停"),
        changes("and then you and then you and then you and then you go", "and then you go"),
        changes("走台 走台 走台 走台 走台", "走台", "fewer are enough where there is nothing else"),
        offers("90\n90\n90\n90\n90\n好", "90\n好", "a number may have been counted"),
        changes(
            "门从两米减到了一米，减到了一米，减到了一米，减到了一米。",
            "门从两米减到了一米。",
            "the first 米 is none of it",
        ),
        changes("门从两米减到了一米减到了一米减到了一米减到了一米。", "门从两米减到了一米。"),
        changes("灯光暗下来。灯光暗下来。灯光暗下来。灯光暗下来。灯光暗", "灯光暗下来。", "its last copy broken off"),
        changes("咚" * 10, "咚"),
        keeps("鼓点是咚咚咚咚，咚咚咚咚，一共八下", "a sound"),
        keeps("大家走台走台走台走台走台", "two characters are said six times"),
        keeps("谢谢谢谢谢谢", "it was said"),
        keeps("普通的，普通的，普通的。"),
        keeps("加油加油加油加油！"),
        keeps("号码是88888888，再加10000000000"),
        keeps("0xffffffffffff"),
        keeps("换行<br><br><br><br><br><br><br><br>以后", why="markup"),
        keeps("哈哈哈哈哈哈哈哈哈", "laughter is another matter"),
    ),
)
