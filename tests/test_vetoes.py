"""Each general veto keeps its example, which would lose letters without it."""

import pytest

from cleaner.edits import Safety
from cleaner.grammar import vetoes
from cleaner.grammar.vetoes import VETOES, Veto
from cleaner.pipeline import clean
from cleaner.rules import all_rules


@pytest.mark.parametrize("veto", VETOES, ids=lambda veto: veto.why)
def test_a_veto_keeps_its_example_and_shows_what_it_forbade(veto: Veto, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = clean(veto.keeps, level="thorough")
    assert kept.text == veto.keeps
    assert [edit.safety for edit in kept.offered if veto.why in edit.reason] == [Safety.ASK] * len(kept.offered)
    assert kept.offered
    monkeypatch.setattr(vetoes, "VETOES", [other for other in VETOES if other is not veto])
    assert clean(veto.keeps).text != veto.keeps


def test_every_veto_is_asked_of_rules_that_there_are() -> None:
    ids = [rule.id for rule in all_rules()]
    assert [veto.why for veto in VETOES for name in veto.of if not any(id_.startswith(name) for id_ in ids)] == []


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("我觉得很，很难说清楚。", "我觉得很难说清楚。"),
        ("他负责，负责门口的登记。", "他负责门口的登记。"),
        ("他问我我我什么时候走。", "他问我什么时候走。"),
        ("这个软件软件还没装好。", "这个软件还没装好。"),
        ("呃，我们说到呃第三页。", "我们说到第三页。"),
        ("下次开会是周二，不对，周三。", "下次开会是周三。"),
    ],
)
def test_slips_that_look_a_little_like_it_are_mended_all_the_same(said: str, meant: str) -> None:
    assert clean(said).text == meant


@pytest.mark.parametrize(
    "text",
    [
        "我喊了又喊，喊到嗓子都哑了。",
        "水烧开了就关火，关火以后再放盐。",
        "谁有空谁来，来的人都有饭吃。",
        "她什么便宜买什么。",
        "一页一页翻过去，一行一行核对。",
        "你去劝劝他，让他再考虑考虑。",
        "他不买车票也能上车。",
        "工人说不能停，停了就凝住了。",
        "妈妈呢，在厨房；爸爸呢，在阳台。",
        "他说过的那个，谁也没见过。",
        "老板说是是是，转身就忘了。",
        "日志里写着 Err，没写原因。",
    ],
)
def test_fresh_sentences_of_these_kinds_keep_every_letter(text: str) -> None:
    assert clean(text).text == text


def test_who_speaks_alone_says_no_yes_at_the_beginning_of_a_line() -> None:
    talk = (
        "大家好，我是助教。\n嗯，这门课一共十二讲。\n每讲有一份作业。\n嗯，作业周五交。\n第一讲在周二。\n教室在三楼。"
    )
    assert "嗯" not in clean(talk).text
