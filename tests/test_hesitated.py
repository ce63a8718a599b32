"""A hesitation between two copies tells that the first was not meant, also after it has gone."""

import pytest

from cleaner.pipeline import clean


@pytest.mark.parametrize(
    ("heard", "script"),
    [
        ("我们主要做，嗯，做服装生意。", "我们主要做服装生意。"),
        ("请用五个，呃，五个词介绍自己。", "请用五个词介绍自己。"),
        ("我会用 Excel，嗯，Excel 做报表。", "我会用 Excel 做报表。"),
        ("我们主要做，做服装生意。", "我们主要做，做服装生意。"),
        ("请用五个，五个词介绍自己。", "请用五个，五个词介绍自己。"),
        ("我学过 Excel，Excel 很方便。", "我学过 Excel，Excel 很方便。"),
        ("我们去了桂林，嗯，桂林很美。", "我们去了桂林，桂林很美。"),
    ],
)
def test_copies_around_a_hesitation(heard: str, script: str) -> None:
    assert clean(heard).text == script
