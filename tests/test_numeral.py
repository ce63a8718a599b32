"""How numerals read and how numbers are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.language.numeral import DIGITS, UNITS, digits, is_elliptic, value, written


@pytest.mark.parametrize(
    ("numeral", "number"),
    [
        ("零", 0),
        ("十", 10),
        ("两百零五", 205),
        ("一百十五", 115),
        ("一千零五十", 1050),
        ("三千五", 3500),
        ("三千零五", 3005),
        ("三万五千", 35_000),
        ("一百二十万三千", 1_203_000),
        ("一亿零三百万", 103_000_000),
        ("三亿五", 350_000_000),
        ("两万亿", 2_000_000_000_000),
        ("九千九百九十九万九千九百九十九", 99_999_999),
    ],
)
def test_a_numeral_reads_as_a_number(numeral: str, number: int) -> None:
    assert value(numeral) == number


@pytest.mark.parametrize("numeral", ["七八千", "十七八", "二三十", "三五", "三两", "百八十", "一万万", "三万亿五"])
def test_what_says_no_exact_number_reads_as_none(numeral: str) -> None:
    assert value(numeral) is None


@pytest.mark.parametrize("numeral", ["万一", "千万", "千", "百十", "两十", "零五", "一百零", "三千零零五", "一百两百"])
def test_what_says_no_number_reads_as_none(numeral: str) -> None:
    assert value(numeral) is None


@given(st.text("".join([*DIGITS, *UNITS]), min_size=1, max_size=12))
def test_every_string_of_numerals_reads_as_a_number_or_none(numeral: str) -> None:
    number = value(numeral)
    assert number is None or number >= 0
    assert not is_elliptic(numeral) or numeral[-1] in DIGITS


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0"), (35_000, "35000"), (20_000, "2万"), (3_500_000, "350万"), (350_000_000, "3亿5000万"), (10**12, "1万亿")],
)
def test_a_number_is_written_as_it_is_said(number: int, text: str) -> None:
    assert written(number) == text


def test_digits_keep_their_zeros() -> None:
    assert digits("零零七") == "007"
    assert digits("幺三八〇") == "1380"
