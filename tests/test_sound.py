"""Terms of the glossary by their sound: laws over generated text, and the cost of a large glossary."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.edits import Safety
from cleaner.glossary import glossary
from cleaner.language.sounds import readings
from cleaner.pipeline import run
from cleaner.rules import stage_rules
from cleaner.rules.wording._sounds import Sounding, soundings, tree
from cleaner.rules.wording.sound import RULE
from cleaner.transcript import Transcript
from cleaner.view import Settings, View

TERMS = ("平安科技", "云主机", "主机房", "石一鸣", "师一鸣", "禾木", "数据湖", "木云", "机云主")
BITS = [
    *TERMS,
    *"云主机鸡基煮平安颗粒科技数据壶湖石是师一鸣名禾沐木和房方的了，。雲 \n",
    "云主鸡",
    "我们",
    "TensorFlow",
]
TEXTS = st.lists(st.sampled_from(BITS), max_size=20).map("".join)
HANZI = [chr(code) for code in range(0x4E00, 0x4E00 + 4000)]


def view(text: str, terms: tuple[str, ...]) -> View:
    return View(Transcript(text), (), Settings(glossary=glossary(terms)))


def safeties(text: str, *terms: str) -> list[Safety]:
    return [finding.safety for finding in RULE(view(text, terms))]


@pytest.mark.parametrize(
    ("one", "other"), [("知", "资"), ("吃", "词"), ("是", "四"), ("你", "李"), ("张", "站"), ("生", "森"), ("心", "星")]
)
def test_confused_syllables_are_alike(one: str, other: str) -> None:
    assert readings(one)[0].toneless != readings(other)[0].toneless
    assert readings(one)[0].alike == readings(other)[0].alike


def test_who_confuses_f_and_h_says_huan_for_fan() -> None:
    assert [readings(char)[0].alike for char in "饭会飞福"] == [readings(char)[0].alike for char in "换费回胡"]


def test_the_vowel_of_si_does_not_rhyme_with_xi() -> None:
    assert readings("四")[0].rhyme != readings("西")[0].rhyme


def test_a_range_is_compared_with_the_term_it_sounds_like() -> None:
    found = list(soundings(tree(["平安科技", "云主机"]), "在平安颗粒用云组鸡"))
    assert found == [
        Sounding(1, 5, "平安科技", differing=(3, 4), alike=0, rhyming=1, off_tone=0),
        Sounding(6, 9, "云主机", differing=(7, 8), alike=1, rhyming=0, off_tone=0),
    ]


def test_how_sure_it_is_depends_on_length_and_nearness() -> None:
    assert safeties("用云主鸡", "云主机") == [Safety.LIKELY]
    assert safeties("用云组机", "云主机") == [Safety.UNSURE]
    assert safeties("在平安颗粒", "平安科技") == [Safety.LIKELY]
    assert safeties("去禾沐", "禾木") == [Safety.ASK]
    assert safeties("用云组鸡", "云主房") == []


def test_what_sounds_like_two_terms_is_left_alone() -> None:
    assert safeties("用云主鸡", "云主机", "云主基") == []


def test_what_is_part_of_a_standing_term_is_left_alone() -> None:
    assert safeties("云主机方案", "云主机", "主机房") == []


@settings(deadline=None)
@given(TEXTS)
def test_it_comes_to_rest_and_is_undone(text: str) -> None:
    cleaned = run(text, [[RULE]], level="thorough", glossary=TERMS)
    assert run(cleaned.text, [[RULE]], level="thorough", glossary=TERMS).text == cleaned.text
    assert cleaned.without(*cleaned.edits).text == text


@settings(deadline=None)
@given(TEXTS, st.sampled_from(["simplified", "traditional", "keep"]))
def test_it_comes_to_rest_beside_the_other_rules_of_its_stage(text: str, hanzi: str) -> None:
    stages = [stage_rules("hanzi"), stage_rules("wording")]
    once = run(text, stages, level="thorough", glossary=TERMS, hanzi=hanzi).text
    assert run(once, stages, level="thorough", glossary=TERMS, hanzi=hanzi).text == once


def test_five_thousand_terms_find_nothing_where_there_is_nothing() -> None:
    terms = tuple(HANZI[at % 3989] + HANZI[(at * 7) % 3967] + HANZI[(at * 13) % 3947] for at in range(5000))
    sentence = view(
        "我们今天先讲一讲这个项目的背景，然后请大家看一下这张图，图上画的是去年的数据。", ("云主机", *terms)
    )
    assert list(RULE(sentence)) == []


def test_pypinyin_is_imported_only_for_terms_of_hanzi() -> None:
    script = (
        "import sys, cleaner; cleaner.clean('用云主鸡', glossary=['TensorFlow']); assert 'pypinyin' not in sys.modules;"
        "cleaner.clean('用云主鸡', glossary=['云主机']); assert 'pypinyin' in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
