"""How many syllables a text is read with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.language.numeral import read, value
from cleaner.language.syllables import syllables


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("，。！ \n", 0),
        ("大家好，我们开始。", 7),
        ("2017年", 5),
        ("2000张", 3),
        ("2020年有20个人", 4 + 2 + 2 + 2),
        ("10%", 4),
        ("10％", 4),
        ("3.14", 4),
        ("8:30", 4),
        ("8:05", 4),
        ("8:00", 2),
        ("1/2", 4),
        ("3:2", 3),
        ("5-10天", 4),
        ("2,000", 2),
        ("105", 4),
        ("13812345678", 11),
        ("100000000", 2),
        ("007", 3),
        ("0" * 9000, 9000),
        ("1" + "0" * 9000, 9001),
        ("GPU", 3),
        ("www", 9),
        ("MySQL", 4),
        ("A/B", 2),
        ("C++", 3),
        ("HTMLParser", 6),
        ("html", 4),
        ("JSON", 2),
        ("TensorFlow", 3),
        ("GitHub", 2),
        ("JavaScript", 3),
        ("Zoë", 1),
        ("ＡＰＩ", 3),
        ("用 Java 写的", 5),
    ],
)
def test_how_many(text: str, expected: int) -> None:
    assert syllables(text) == expected


WORDS = {
    1: "fast code file train page please named shared scripts course source",
    2: "apple table boxes wanted needed data client quiet create react layer notebook framework completes",
    3: "video radio area idea database media manual interface document",
    4: "information application engineering automatic",
}


@pytest.mark.parametrize(("expected", "words"), WORDS.items())
def test_english_words(expected: int, words: str) -> None:
    assert {word: syllables(word) for word in words.split()} == dict.fromkeys(words.split(), expected)


@given(st.integers(0, 10**14))
def test_a_number_that_is_read_is_understood(number: int) -> None:
    assert value(read(number)) == number


def test_how_numbers_are_read() -> None:
    numbers = (0, 2, 10, 12, 20, 105, 110, 2000, 2020, 20_000, 110_000, 100_005, 10_005_000)
    assert tuple(map(read, numbers)) == (
        *("零", "二", "十", "十二", "二十", "一百零五", "一百一十", "两千", "两千零二十", "两万"),
        *("十一万", "十万零五", "一千万五千"),
    )


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_full_stop_parts_what_is_read(one: str, other: str) -> None:
    assert syllables(f"{one}。{other}") == syllables(one) + syllables(other)
