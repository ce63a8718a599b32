"""What was said against what was meant: the alignment holds together, and each state is told."""

import random
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import Cleaned, Span, Transcript, compare
from cleaner.comparison import Comparison, Kind, State
from cleaner.comparison.units import spoken
from cleaner.script import parse
from cleaner.transcript import Timed, lines

SCRIPT = (
    "大家好，我叫小林。今天我讲三个部分。第一部分是我们的背景，当时公司只有五个人。第二部分是我们做的产品，它是一个订单系统。\n"
    "后来我们又做了一个手机应用，三个月以后有两万个用户。最大的困难是服务器经常出问题。我们请了一位专家来帮忙，他每天工作到半夜。\n"
    "这就是我们的故事，谢谢大家。"
)
SENTENCES = [SCRIPT[span.start : span.end] for span in parse(SCRIPT).sentences]
NUMERAL = re.compile("[0-9%零一二三四五六七八九十百千万]")
OTHERS = ["顺便说一下，这个名字是我起的。", "灯光有点暗。", "嗯，", "一二三", "TensorFlow 2.0", "\n", "，"]


def as_heard(text: str) -> Cleaned:
    """Without cleaning: what is compared is what is here."""
    return Cleaned(Transcript(text))


def told(*parts: str) -> Comparison:
    return compare(as_heard("".join(parts)), SCRIPT)


def states(comparison: Comparison) -> list[State]:
    return [sentence.state for sentence in comparison.sentences]


def changed(comparison: Comparison) -> dict[int, State]:
    return {sentence.number: sentence.state for sentence in comparison.sentences if sentence.state is not State.SAID}


def chunks(comparison: Comparison) -> list[tuple[str, str, str, bool]]:
    script, heard = comparison.script.text, comparison.cleaned.text
    return [
        (
            chunk.kind,
            script[chunk.script.start : chunk.script.end],
            heard[chunk.heard.start : chunk.heard.end],
            chunk.alike,
        )
        for chunk in comparison.chunks
        if chunk.kind is not Kind.EQUAL
    ]


def without(*numbers: int) -> list[str]:
    return [sentence for number, sentence in enumerate(SENTENCES) if number not in numbers]


def test_what_was_said_as_it_is_written_is_the_same() -> None:
    comparison = told(SCRIPT)
    assert comparison.is_same
    assert (comparison.coverage, comparison.cer, comparison.order) == (1.0, 0.0, 1.0)
    assert changed(comparison) == {}


def test_what_is_not_said_does_not_matter() -> None:
    script = parse(
        "# 开场\n\n**大家好**，（停顿）我叫小林。\n\n## 第一部分\n\n- 二零一七年，收入增长了百分之十。\n", markdown=True
    )
    comparison = compare(as_heard("大家好 我叫小林 2017年，收入增長了10%"), script)
    assert comparison.is_same
    assert comparison.cer == 0.0


def test_a_sentence_is_left_out() -> None:
    comparison = told(*without(4))
    assert changed(comparison) == {4: State.LEFT_OUT}
    assert comparison.sentences[4].heard == ()
    assert comparison.sentences[4].said == 0.0
    assert chunks(comparison) == [(Kind.LEFT_OUT, "后来我们又做了一个手机应用，三个月以后有两万个用户", "", False)]
    units = len(spoken(SCRIPT).units)
    assert comparison.coverage == pytest.approx(1 - 24 / units)
    assert comparison.cer == pytest.approx(24 / units)


def test_a_sentence_is_said_in_other_words() -> None:
    said = [*SENTENCES[:6], "我们找来一位专家帮忙，他每天都忙到后半夜才走。", *SENTENCES[7:]]
    assert changed(told(*said)) == {6: State.DIFFERENTLY}
    quite_other = [*SENTENCES[:4], "再往后我们开发了手机版，才三个月，用户就到了两万。", *SENTENCES[5:]]
    comparison = told(*quite_other)
    assert changed(comparison) == {4: State.DIFFERENTLY}
    assert comparison.added == ()


def test_a_sentence_is_broken_off() -> None:
    comparison = told(*SENTENCES[:3], "第二部分是我们做的产品，", *SENTENCES[4:])
    assert changed(comparison) == {3: State.PARTLY}
    assert chunks(comparison) == [(Kind.LEFT_OUT, "它是一个订单系统", "", False)]


def test_a_paragraph_that_was_moved_is_one_move() -> None:
    comparison = told(*SENTENCES[:2], *SENTENCES[4:7], *SENTENCES[2:4], *SENTENCES[7:])
    assert changed(comparison) == {2: State.OUT_OF_ORDER, 3: State.OUT_OF_ORDER}
    (move,) = comparison.moves
    assert (move.sentences, move.after) == ((2, 4), 6)
    assert comparison.cleaned.text[move.heard.start : move.heard.end] == (SENTENCES[2] + SENTENCES[3]).rstrip("。")
    assert (comparison.coverage, comparison.cer) == (1.0, 0.0)
    assert comparison.order == pytest.approx(1 - 2 / 8)
    assert comparison.added == ()


def test_a_sentence_that_was_told_twice_is_no_addition() -> None:
    comparison = told(*SENTENCES[:6], SENTENCES[5], *SENTENCES[6:])
    assert changed(comparison) == {5: State.TWICE}
    assert len(comparison.sentences[5].heard) == 2
    assert comparison.added == ()


def test_an_earlier_telling_that_cleaning_took_out_is_told() -> None:
    heard = "".join([*SENTENCES[:5], "最大的困难就是服务器老是出问题。不好意思，我重新说一下。", *SENTENCES[5:]])
    comparison = compare(heard, SCRIPT)
    assert changed(comparison) == {5: State.TWICE}
    (number,) = comparison.sentences[5].earlier
    (edit,) = [edit for edit in comparison.cleaned.edits if edit.number == number]
    assert edit.stage == "retake"


def test_what_is_not_in_the_script_is_a_passage() -> None:
    comparison = told(*SENTENCES[:4], "顺便说一下，这个名字是我起的。", *SENTENCES[4:])
    assert changed(comparison) == {}
    (passage,) = comparison.added
    assert comparison.cleaned.text[passage.heard.start : passage.heard.end] == "顺便说一下，这个名字是我起的"
    assert passage.after == 3
    assert not comparison.is_same


def test_what_the_recogniser_confused_is_not_the_speaker_s() -> None:
    script = "我们做了一个订单系统，不对的地方请大家指出来。数据用 TensorFlow 处理。"
    comparison = compare(as_heard("我们做了一个定单系统，部队的地方请大家指出来。数据用 DensorFlow 处理。"), script)
    assert chunks(comparison) == [
        (Kind.REPLACED, "订", "定", True),
        (Kind.REPLACED, "不对", "部队", True),
        (Kind.REPLACED, "TensorFlow", "DensorFlow", True),
    ]
    assert states(comparison) == [State.SAID, State.SAID]
    assert comparison.is_same
    assert comparison.cer == comparison.cer_alike > 0


def test_a_changed_word_is_the_speaker_s() -> None:
    comparison = compare(
        as_heard("我们做了一个订单软件，只用五天就做完了。"), "我们做了一个订单系统，只用三天就做完了。"
    )
    assert chunks(comparison) == [(Kind.REPLACED, "系统", "软件", False), (Kind.REPLACED, "三", "五", False)]
    assert states(comparison) == [State.DIFFERENTLY]


def test_times_are_those_of_the_recording() -> None:
    pieces = [
        Timed(text, 1000 * place, 1000 * place + 900) for place, text in enumerate(["大家好。", "我叫小林。", "谢谢。"])
    ]
    text, segments, words = lines(pieces)
    comparison = compare(Cleaned(Transcript(text, segments, words)), "大家好。我叫小林。请多关照。谢谢。")
    assert [sentence.time for sentence in comparison.sentences] == [(0, 900), (1000, 1900), None, (2000, 2900)]


@pytest.mark.parametrize(
    ("heard", "script"), [("", ""), ("你好。", ""), ("", "你好。"), ("……", "（停顿）"), ("a", "b")]
)
def test_hardly_anything(heard: str, script: str) -> None:
    comparison = compare(as_heard(heard), script)
    assert 0.0 <= comparison.coverage <= 1.0
    assert states(comparison) == [State.LEFT_OUT] * len(comparison.sentences)


def check(comparison: Comparison) -> None:
    """What holds for every comparison."""
    script, heard = comparison.script, comparison.cleaned.text
    meant, said = spoken(script.text, script.unspoken), spoken(heard)
    assert sum(chunk.units[0] for chunk in comparison.chunks) == len(meant.units)
    assert sum(chunk.units[1] for chunk in comparison.chunks) == len(said.units)
    spans = [chunk.script for chunk in comparison.chunks if chunk.units[0]]
    assert spans == sorted(spans)
    places = sorted(chunk.heard for chunk in comparison.chunks if chunk.units[1])
    assert all(one.start < other.end and one.end <= other.end for one, other in pairwise(places))
    for chunk in comparison.chunks:
        if chunk.kind is Kind.EQUAL:
            assert chunk.units[0] == chunk.units[1]
            one, other = script.text[chunk.script.start : chunk.script.end], heard[chunk.heard.start : chunk.heard.end]
            if not NUMERAL.search(one + other):
                assert spoken(one).units == spoken(other).units
    for sentence in comparison.sentences:
        first, last = sentence.chunks
        assert sum(chunk.units[0] for chunk in comparison.chunks[first:last]) == len(
            spoken(script.text[sentence.script.start : sentence.script.end]).units
        )
        assert (sentence.state is State.LEFT_OUT) == (not sentence.heard)
        assert list(sentence.heard) == sorted(sentence.heard)
        assert 0.0 <= sentence.said <= 1.0
    assert 0.0 <= comparison.coverage <= 1.0
    assert 0.0 <= comparison.order <= 1.0
    assert 0.0 <= comparison.cer_alike <= comparison.cer
    moved = {number for move in comparison.moves for number in range(*move.sentences)}
    assert moved == {s.number for s in comparison.sentences if s.state is State.OUT_OF_ORDER}


@given(st.lists(st.sampled_from(SENTENCES + OTHERS), max_size=14))
def test_an_alignment_has_everything_once(said: list[str]) -> None:
    check(told(*said))


@given(
    st.lists(st.sampled_from([*"我们做的产品是一个系统，。", "2017", "百分之十", "AI", "\n"]), max_size=40),
    st.randoms(),
)
def test_so_it_does_with_anything(bits: list[str], chance: random.Random) -> None:
    other = list(bits)
    chance.shuffle(other)
    check(compare(as_heard("".join(bits)), "".join(other)))


@given(st.permutations(SENTENCES))
def test_a_script_said_in_any_order_is_said(said: list[str]) -> None:
    comparison = told(*said)
    assert comparison.coverage == 1.0
    assert set(states(comparison)) <= {State.SAID, State.OUT_OF_ORDER}
    assert comparison.added == ()


def test_spans_are_code_points() -> None:
    comparison = compare(as_heard("𠮷野家很好吃。"), "𠮷野家很难吃。")
    assert chunks(comparison) == [(Kind.REPLACED, "难", "好", False)]
    assert comparison.sentences[0].heard == (Span(0, 6),)
