"""What deletions leave behind reads as if nothing had stood there."""

import pytest

from cleaner.pipeline import clean


@pytest.mark.parametrize(
    ("heard", "script"),
    [
        ("我今天……呃……想说的是这个。", "我今天……想说的是这个。"),
        ("我们还是呃……再等一等。", "我们还是再等一等。"),
        ("路很远。呃……这里停一下。", "路很远。这里停一下。"),
        ("这件事我还没想好，呃……", "这件事我还没想好……"),  # the speaker broke off
        ("就到这里吧。呃……", "就到这里吧。"),
        ("这件事情，呃……我们以后再说。", "这件事情，我们以后再说。"),
        ("我当时很怕嗯...。后来就好了。", "我当时很怕。后来就好了。"),
        ("我们大家一起 嗯 想一个好办法。", "我们大家一起想一个好办法。"),
        ("他说：“走吧。”um 后来他就走了。", "他说：“走吧。”后来他就走了。"),
        ("这个功能用Docker嗯Kubernetes也行。", "这个功能用 Docker Kubernetes 也行。"),
        ("今天来了3嗯4个人。", "今天来了3 4个人。"),
        ("We use um Docker here，不用别的。", "We use Docker here，不用别的。"),
        ("this is uh, a test，我们开始。", "this is, a test，我们开始。"),
        ("我们大家一起嗯 想一个好办法。", "我们大家一起想一个好办法。"),
        ("我们大家一起嗯 想一个好办法", "我们大家一起想一个好办法"),
        ("大家好 嗯 我是小王 今天讲三点。", "大家好，我是小王，今天讲三点。"),
        ("嗯 试一试这支话筒，好。", "试一试这支话筒，好。"),
        ("第一行。\n嗯 第二行在这里，好。", "第一行。\n第二行在这里，好。"),
        ("他说：“我明天来，嗯。”", "他说：“我明天来。”"),
        ("第一行，\n嗯，\n第二行。", "第一行，\n第二行。"),
        ("苹果、嗯、梨、香蕉都有。", "苹果、梨、香蕉都有。"),
        ("今天讲三点，嗯，\n第一点是时间。", "今天讲三点，\n第一点是时间。"),
    ],
)
def test_left_behind(heard: str, script: str) -> None:
    cleaned = clean(heard)
    assert cleaned.text == script
    assert cleaned.without(*cleaned.edits).text == heard
    assert clean(script).text == script


def test_a_blank_of_ones_own_stays() -> None:
    text = "　　嗯，今天开会，大家都来。\n　　下午散会。"
    assert clean(text).text == "　　今天开会，大家都来。\n　　下午散会。"
