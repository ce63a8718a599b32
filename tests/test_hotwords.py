"""Which terms of a script an engine is told."""

import pytest

from cleaner.script import parse
from cleaner.script.hotwords import hotwords


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("我们用 GitHub Actions 做 A/B 测试。", ["GitHub Actions", "A/B"]),
        ("C++、5G、node.js 和 GPT-4，2017年有 15 个。", ["C++", "5G", "node.js", "GPT-4"]),
        ("先用 MySQL，再用 Kubernetes，还是 mysql。", ["MySQL", "Kubernetes"]),
        ("OK，thank you，我们做 code review。", ["code review"]),
        ("The app that I made last year is on GitHub and it works.", ["GitHub"]),
        ("# MySQL\n用 TensorFlow（停顿）训练【讲 Java】。", ["TensorFlow"]),
        ("大家好，我叫林小禾，来自农场。", ["林小禾"]),
        ("我们吃了饭，也看了书，一起回家。", []),
        ("图像识别的准确率很高，GitHub 也好。", ["GitHub", "图像识别", "准确率"]),
        ("", []),
    ],
)
def test_terms_are_latin_words_names_and_rare_nouns(text: str, terms: list[str]) -> None:
    assert hotwords(parse(text)) == terms


def test_what_is_said_more_often_comes_first() -> None:
    assert hotwords(parse("用 Java 和 MySQL，MySQL 最好。蜂巢，蜂巢，闽南话，蜂巢。")) == [
        "MySQL",
        "Java",
        "蜂巢",
        "闽南话",
    ]
