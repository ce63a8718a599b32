"""Word classes: numbers, persons, pronouns, degrees, function words."""

from functools import cache

from cleaner.language.dictionary import frequency, tag
from cleaner.language.wordlist import entries

DIGITS = frozenset("0123456789零一二三四五六七八九十百千万亿两幺〇几半")


SUBJECTS = "我们|你们|他们|她们|咱们|我|你|他|她|它|咱"  # a pattern, longest first


PERSONS = frozenset("我你他她咱")


PERSON_WORDS = frozenset(
    {"我", "你", "您", "他", "她", "它", "我们", "你们", "他们", "她们", "它们", "咱", "咱们", "大家"}
)
PRONOUNS = frozenset("我你他她它您咱这那谁")


DEGREES = frozenset("很挺太真最更蛮超好不没") | {"非常", "特别", "十分", "比较", "真的", "没有", "那么", "这么", "有点"}


def function_characters() -> frozenset[str]:
    """Characters that grammar never doubles."""
    return entries("repetition_function")


@cache
def bound_hanzi() -> frozenset[str]:
    """Characters that are hardly words by themselves."""
    return frozenset("".join(entries("bound_hanzi")))


def is_number(folded: str) -> bool:
    """Whether it is made of digits and numerals only."""
    return all(char in DIGITS for char in folded)


def is_word(folded: str) -> bool:
    """Whether jieba's dictionary has it."""
    return frequency(folded) > 0


def is_function_word(folded: str) -> bool:
    """Whether a word links, points or modifies, but names nothing."""
    return folded in function_characters() or (len(folded) > 1 and tag(folded)[:1] in ("r", "c", "d", "p", "u"))
