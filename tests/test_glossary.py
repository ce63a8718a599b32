"""The glossary's entries: what they say, and what is said to who writes one wrong."""

import pytest

from cleaner.errors import CleanerError
from cleaner.glossary import Alias, Glossary, Term, glossary
from cleaner.pipeline import run
from cleaner.rules import stage_rules


def spelt(text: str, *entries: str) -> str:
    return run(text, [stage_rules("wording")], glossary=entries).text


def test_an_entry_names_a_term_its_aliases_and_what_keeps_it_away() -> None:
    lines = [
        "# names",
        "",
        "\ufeffTensorFlow",
        "  张量  计算 !水管 ！煤气 = 张亮计算 !同学,TC、 T C",
        "平安科技 ≠ 平安课技， 平安颗粒物",
        "张量 计算 = 章量计算 != 张良",
        "Yahoo! = 雅虎",
    ]
    assert glossary(lines) == Glossary(
        (
            Term("TensorFlow"),
            Term(
                "张量 计算",
                (Alias("张亮计算", ("同学",)), Alias("TC"), Alias("T C"), Alias("章量计算")),
                ("水管", "煤气"),
                ("张良",),
            ),
            Term("平安科技", never=("平安课技", "平安颗粒物")),
            Term("Yahoo!", (Alias("雅虎"),)),
        )
    )


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("= 张亮", "has no term before its '='"),
        ("≠ 张亮", "has no term before its '≠'"),
        ("!饲料", "has nothing before '!饲料': write the term or the alias that it keeps away"),
        ("张量 = !同学", "has nothing before '!同学': write the term or the alias that it keeps away"),
        (
            "平安科技 !",
            "has nothing after its '!': write the word that keeps 平安科技 away, as in '平安科技 !饲料'",
        ),
        (
            "张量 = 张亮 ! , TF",
            "has nothing after its '!': write the word that keeps 张亮 away, as in '张亮 !饲料'",
        ),
        ("张量 ≠", "has nothing after its '≠': write what is never to become 张量, or leave it out"),
        ("张量 ≠ 张亮 ≠ 张良", "has two '≠': write one, and a comma between what is never changed"),
        ("张量 ≠ 张亮 !同学", "has a '!' after its '≠', where nothing is changed anyway: leave it out"),
        ("张量 = 张亮 ≠ 张亮", "has 张亮 both after '=' and after '≠': take one of them out"),
        ("张量 ≠ 张量", "keeps 张量 from becoming itself: take it out after '≠'"),
    ],
)
def test_an_error_names_the_entry_and_says_what_to_do(entry: str, said: str) -> None:
    with pytest.raises(CleanerError) as raised:
        glossary(["TensorFlow", "", entry])
    assert str(raised.value) == f"glossary entry 3 {said}: {entry!r}"


def test_two_entries_must_not_contradict_each_other() -> None:
    with pytest.raises(CleanerError) as raised:
        glossary(["张量 = 张亮", "张量 ≠ 张亮"])
    said = "glossary entry 2 has 张亮 both after '=' and after '≠': take one of them out: '张量 ≠ 张亮'"
    assert str(raised.value) == said


@pytest.mark.parametrize(
    ("text", "entries", "script"),
    [
        ("这批平安颗粒是饲料。平安颗粒上市了", ["平安科技 !饲料"], "这批平安颗粒是饲料。平安科技上市了"),
        ("這批平安顆粒是飼料", ["平安科技 !饲料"], "這批平安顆粒是飼料"),
        ("他在平安颗粒工作", ["平安科技 ≠ 平安颗粒"], "他在平安颗粒工作"),
        ("查了平安颗粒物", ["平安科技 ≠ 颗粒物"], "查了平安颗粒物"),
        ("用tf训练，tf接口在sdks里", ["TensorFlow = tf !sdk"], "用TensorFlow训练，TensorFlow接口在sdks里"),
        ("用tf训练，接口在SDK里", ["TensorFlow = tf !sdk"], "用tf训练，接口在SDK里"),
        ("张亮很大，Tenorflow也是", ["张量 = 张亮 !Tenorflow", "TensorFlow ≠ tenorflow"], "张亮很大，Tenorflow也是"),
    ],
)
def test_what_the_glossary_keeps_away_stays(text: str, entries: list[str], script: str) -> None:
    assert spelt(text, *entries) == script


def test_a_word_far_off_keeps_nothing_away() -> None:
    far = "平安颗粒" + "排练很顺利" * 30 + "饲料"
    assert spelt(far, "平安科技 !饲料") == "平安科技" + far[4:]
