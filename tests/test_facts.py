"""Facts (numbers, dates, negations, names, Latin terms), and the law on where they may go."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleaner.cleaned import Cleaned
from cleaner.edits import Edit, Safety
from cleaner.facts import Fact, facts, gone, is_lawful, stands
from cleaner.pipeline import LEVELS, clean
from cleaner.rules import all_rules
from cleaner.transcript import Span, Transcript


def seen(text: str) -> list[tuple[str, str]]:
    return [tuple(fact) for fact in facts(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("来了三十二个人", [("number", "三十二")]),
        ("涨了3.5%", [("number", "3.5%")]),
        ("准了百分之七十", [("number", "百分之七十")]),
        ("二零一七年十月", [("date", "二零一七年"), ("date", "十月")]),
        ("星期三见", [("date", "星期三")]),
        ("星期三三十二个，一周五次", [("number", "三十二"), ("number", "五"), ("date", "星期三")]),
        ("住在第一层", [("number", "一")]),
        ("等了三年", [("number", "三")]),
        ("我不去", [("negation", "不去")]),
        ("他没有来", [("negation", "没有来")]),
        ("去北京找李娜", [("name", "北京"), ("name", "李娜")]),
        ("用python写", [("Latin term", "python")]),
        ("四川，一起，万一，十分", [("name", "四川")]),
        ("不过是不是要不好意思", []),
        ("我不。他没,走", [("negation", "不"), ("negation", "没")]),  # as far as the clause goes
        ("嗯um那个就是说", []),
        ("", []),
    ],
)
def test_facts(text: str, expected: list[tuple[str, str]]) -> None:
    assert seen(text) == expected


@pytest.mark.parametrize(
    ("fact", "text", "expected"),
    [
        (Fact("number", "三百"), "一共300块", True),
        (Fact("date", "二零一七年"), "2017年来的", True),
        (Fact("number", "二零"), "二零一七年", True),  # cut off
        (Fact("number", "八"), "十八个", False),
        (Fact("date", "二十号"), "二十一号", False),  # nothing was cut off
        (Fact("number", "三十二"), "星期三三十二个", True),  # not 三三十二
        (Fact("number", "三十二"), "第二三十二个", True),  # two numbers
        (Fact("number", "三十二"), "一百三十二个", False),
        (Fact("number", "32"), "132个", False),
        (Fact("number", "三"), "星期三开会", True),  # a stutter leaves it
        (Fact("Latin term", "go"), "用google查", False),
        (Fact("Latin term", "go"), "用go写", True),
        (Fact("negation", "不"), "我不想", True),
        (facts("他不恩")[0], "他不能", True),  # a sound is no part of what is denied
        (Fact("negation", "不去"), "我想去", False),
        (Fact("negation", "没批评"), "他没有批评谁", True),
        (Fact("negation", "没有人来"), "后来没人来", True),
        (Fact("negation", "没有人来"), "后来人来了", False),
        (Fact("name", "李娜"), "王芳来了", False),
    ],
)
def test_a_fact_stands_where_it_is_said_in_another_way(fact: Fact, text: str, expected: bool) -> None:
    assert stands(fact, text) is expected


def lost(text: str, level: str = "standard", **options: object) -> list[tuple[str, str, str]]:
    return [(gone.edit.stage, *gone.fact) for gone in gone(clean(text, level=level, **options))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我2015年，应该是2016年来的。", [("repair", "date", "2015年")]),
        ("我们二零一七年二零一七年见。", []),  # a copy stays
        ("我们星期三三十二，呃，三十二个人见。", []),
        ("我不我不想去。", []),
        ("第二点，不对，第三点是价格。", [("repair", "number", "二")]),  # its 不对 denies nothing
        ("我们用tensor flow训练。", []),  # spelt in another way
        ("码头上有五条船在修。刚才没说清楚，我再讲一遍。码头上有五条船在修。", []),  # its cue denies nothing
        ("请不吝点赞 订阅 转发 打赏支持明镜与点点栏目", []),  # certainly not said
        ("我2017年2017年，不对，2018年来的。", [("repair", "date", "2017年")]),  # two copies: it is the repair's
    ],
)
def test_what_is_gone(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert lost(text, glossary=["TensorFlow = tensor flow"]) == expected


def test_what_was_undone_is_not_gone() -> None:
    cleaned = clean("我2015年，应该是2016年来的。")
    assert gone(cleaned.without(*cleaned.edits)) == ()


@pytest.mark.parametrize(
    ("rule", "before", "after", "expected"),
    [
        ("filler.focus", "2017年", "", False),
        ("filler.focus", "就是", "", True),
        ("repetition.word", "不", "", True),  # 不 stands in 不去
        ("repetition.word", "Java", "", False),
        ("repair.restart", "2017年", "", True),
        ("wording.spelling", "Java", "JavaScript", True),
        ("punctuation.broken", "2017年", "", False),
    ],
)
def test_an_unlawful_edit_is_seen(rule: str, before: str, after: str, expected: bool) -> None:
    text = f"他说{before}不去北京"
    edit = Edit(1, rule, (Span(2, 2 + len(before)),), before, after, "", Safety.LIKELY)
    assert all(map(is_lawful, gone(Cleaned(Transcript(text), (edit,))))) is expected


# What rules look for, and facts between: the law is not to be had by texts without any.
TRIGGERS = sorted(
    {bit for rule in all_rules() for case in rule.cases for bit in (case.before[:5], case.before[-5:]) if bit}
)
FACTS = [
    "不去",
    "没有",
    "不是",
    "三十二",
    "2017年",
    "十月",
    "星期三",
    "3.5",
    "Python",
    "SQL",
    "北京",
    "李娜",
    "第二",
    "百分之七十",
]
GLUE = [*"，。我的是了那个这就呃嗯啊 \n", "不对", "然后", "就是", "应该是", "我们", "怎么说呢", "对吧", "一个"]
TEXTS = st.lists(st.one_of(st.sampled_from(FACTS), st.sampled_from(GLUE), st.sampled_from(TRIGGERS)), max_size=24)


@settings(deadline=None, max_examples=500, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS.map("".join), st.sampled_from(sorted(LEVELS)))
def test_facts_go_only_where_they_were_taken_back_or_told_again(text: str, level: str) -> None:
    unlawful = [lost for lost in gone(clean(text, level=level)) if not is_lawful(lost)]
    assert unlawful == []
