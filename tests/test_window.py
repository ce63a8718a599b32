"""Long texts are cleaned in windows: what holds for one window holds for many."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleaner.pipeline import clean
from cleaner.view import window

LINES = (
    "嗯，我我们今天讲讲三件事。",
    "第一件是预算，不对，是进度。",
    "那个，进度已经过半了，",
    "剩下的部分下个月做完。",
    "大家有什么问题吗。",
    "我们用TensorFlow训练模型,效果还可以。",
    "",
    "好",
)


@pytest.fixture
def small_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(window, "SIZE", 120)
    monkeypatch.setattr(window, "OVERLAP", 30)


@pytest.mark.usefixtures("small_windows")
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.sampled_from(LINES), max_size=60), st.sampled_from(["\n", " ", ""]))
def test_a_text_in_many_windows_is_undone_and_comes_to_rest(lines: list[str], between: str) -> None:
    text = between.join(lines)
    cleaned = clean(text)
    assert cleaned.without(*cleaned.edits).text == text
    assert [edit.number for edit in cleaned.edits] == list(range(1, len(cleaned.edits) + 1))
    assert cleaned.accepting(*cleaned.offered).without(*cleaned.offered).text == cleaned.text
    assert "我我" not in cleaned.text


def test_many_windows_read_like_one(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n".join(f"{line}这是第{number}行。" for number, line in enumerate(LINES * 40))
    whole = clean(text).text
    monkeypatch.setattr(window, "SIZE", 900)
    monkeypatch.setattr(window, "OVERLAP", 200)
    assert clean(text).text == whole


@given(st.text("甲乙。！\n ,，", min_size=1, max_size=400))
def test_windows_cover_the_text_and_overlap(text: str) -> None:
    reached, start = 0, 0
    while reached < len(text):
        end = window.end(text, start)
        assert start < end <= len(text)
        assert start <= reached < end
        reached = end
        if reached < len(text):
            following = window.following(text, end, [])
            assert start < following <= end
            start = following
