"""Units: what is said, whatever way it was written."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.comparison.units import spoken
from cleaner.language.fold import fold
from cleaner.transcript import Span

_MARKS = "，。、！？；：“”《》（）…—· \n　*#~-"
_NUMERALS = (
    "二零一七",
    "2017",
    "三点五",
    "3.5",
    "百分之十",
    "10%",
    "一万五",
    "15,000",
    "七八千",
    "三分之一",
    "1/3",
    "3:30",
)
_WORDS = ("大家好", "年", "個", "的时候", "GitHub", "Ａ", "第", "几", "大约", "𠮷", "点", "半")


@pytest.mark.parametrize(
    ("writings", "units"),
    [
        ("大家好 大家，好！ 《大家》好", "大家好"),
        ("識別 识别", "识别"),
        ("GitHub ＧＩＴＨＵＢ git-hub", "github"),
        ("二零一七年 二〇一七年 2017年 ２０１７年", "2017年"),
        ("2017 两千零一十七", "2017"),
        ("百分之十 10% １０％", "10%"),
        ("百分之三点五 3.5%", "3点5%"),
        ("百分之三到五 3%到5% 百分之三到百分之五", "3%到5%"),
        ("百分之百 百分百 100%", "100%"),
        ("两千 2000 2,000 ２，０００ 2千", "2000"),
        ("两万 20000 2万 20,000", "2万"),
        ("一万五 一万五千 1.5万 1万5 1万5千 15000", "15000"),
        ("三亿五千万 3.5亿 三点五亿 3亿5000万 350000000", "3亿5000万"),
        ("1.5万亿 一点五万亿", "1万亿5000亿"),
        ("三点五 3.5", "3点5"),
        ("三点一四点二 3.14.2", "3点14点2"),
        ("零点五 0.5", "0点5"),
        ("三点半 3点半 3:30 3：30 三点三十", "3点30"),
        ("三点零五 3:05 3点05", "3点05"),
        ("三比二 3:2", "3比2"),
        ("三分之一 1/3", "3分之1"),
        ("第三 第3", "第3"),
        ("十几 10几", "10几"),
        ("几十万 几10万", "几10万"),
        ("三个 3个 三個 ③个", "3个"),
        ("七八千", "78千"),
        ("千万", "千万"),
        ("第一，二十个 第1，20个", "第120个"),
        ("十、二十、三十 10、20、30", "102030"),
        ("2020十二月 2020，12月", "202012月"),
        ("3万五千 3万5000", "35000"),
        ("A/B ab", "ab"),
        ("2017/12/3", "2017123"),
        ("", ""),
        ("，。…… *** 😀", ""),
    ],
)
def test_what_is_said_alike_has_the_same_units(writings: str, units: str) -> None:
    assert [spoken(writing).units for writing in writings.split(" ")] == [units] * len(writings.split(" "))


def test_units_know_where_they_come_from() -> None:
    text = "涨到 百分之十， 二零一七"
    found = spoken(text)
    assert found.units == "涨到10%2017"
    assert [text[a:b] for a, b in zip(found.starts, found.ends, strict=True)] == [
        *"涨到",
        *["百分之十"] * 3,
        *"二零一七",
    ]
    assert found.span(2, 5) == Span(3, 7)
    assert found.span(0, 0) == Span(0, 0)
    assert found.span(5, 5) == Span(7, 7)
    assert spoken("，").span(0, 0) == Span(0, 0)


def test_what_is_unspoken_has_no_units() -> None:
    assert spoken("你好（停顿）大家", (Span(2, 6),)).units == "你好大家"
    assert spoken("2.5", (Span(1, 2),)).units == "25"


_piece = st.one_of(st.sampled_from(_NUMERALS + _WORDS), st.text(max_size=4))


@given(st.lists(_piece).map("".join))
def test_ranges_are_in_order_and_inside_the_text(text: str) -> None:
    found = spoken(text)
    assert len(found.units) == len(found.starts) == len(found.ends)
    assert bool(np.all(found.starts < found.ends))
    assert bool(np.all(np.diff(found.starts) >= 0))
    assert bool(np.all(np.diff(found.ends) >= 0))
    assert not len(found.ends) or int(found.ends[-1]) <= len(text)
    plain = [(unit, text[a:b]) for unit, a, b in zip(found.units, found.starts, found.ends, strict=True) if b == a + 1]
    assert all(
        unit == fold(char) or char in "一二两三四五六七八九零〇幺十.:：．" or char.isdigit() for unit, char in plain
    )


@given(st.data())
def test_marks_put_in_anywhere_but_into_a_numeral_change_no_unit(data: st.DataObject) -> None:
    pieces: list[str] = []
    for numeral in data.draw(st.lists(st.sampled_from(("", *_NUMERALS)))):
        pieces += [numeral, *data.draw(st.sampled_from(("大家好", "GitHub", "個人", "𠮷野")))]
    marked = "".join(piece + data.draw(st.text(_MARKS, max_size=2)) for piece in pieces)
    assert spoken(marked).units == spoken("".join(pieces)).units
