"""What the recording says against a line: times and the engine's own doubt, which a rule's cases cannot show."""

import pytest

from cleaner.pipeline import clean, run
from cleaner.rules import stage_rules
from cleaner.transcript import Timed, Transcript, lines


def heard(*pieces: Timed, prompt: str = "") -> Transcript:
    text, segments, words = lines(pieces)
    return Transcript(text, segments, words, prompt=prompt)


FIRST, LAST = Timed("第一幕开始。", 0, 3_000), Timed("第二幕。", 60_000, 62_000)


def cleaned(transcript: Transcript):
    return run(transcript, [stage_rules("garbled"), stage_rules("hallucination")])


@pytest.mark.parametrize(
    ("piece", "goes"),
    [
        (Timed("中文。", 3_000, 44_000), True),  # 0.05 characters a second
        (Timed("中文。", 3_000, 4_000), False),
        (Timed("谢谢观看", 3_000, 4_000, avg_logprob=-1.1, no_speech_prob=0.9), True),
        (Timed("谢谢观看", 3_000, 4_000, avg_logprob=-0.2, no_speech_prob=0.9), False),
        (Timed("谢谢大家。", 3_000, 44_000), False),  # never by its text
    ],
)
def test_a_line_goes_only_with_a_witness(piece: Timed, goes: bool) -> None:
    expected = "第一幕开始。\n第二幕。" if goes else f"第一幕开始。\n{piece.text}\n第二幕。"
    assert cleaned(heard(FIRST, piece, LAST)).text == expected


def test_a_short_echo_of_the_prompt_needs_a_witness() -> None:
    prompt = "以下是普通话的排练录音,嗯,呃,那个,就是,然后我们开始吧。"
    said, echoed = Timed("我们开始吧", 3_000, 4_000), Timed("我们开始吧", 4_000, 59_000)
    made = cleaned(heard(FIRST, said, echoed, LAST, prompt=prompt))
    assert made.text == "第一幕开始。\n我们开始吧\n第二幕。"
    assert [edit.before for edit in made.offered] == ["我们开始吧\n"]


def test_a_dropped_line_says_where_to_listen() -> None:
    loop = Timed("走台," * 8, 3_000, 59_000)
    (edit,) = cleaned(heard(FIRST, loop, LAST)).edits
    assert edit.reason == "the engine looped: 8 times 走台; listen to 0:00:03-0:00:59, speech may be missing there"


def test_lost_characters_are_offered_with_their_time() -> None:
    made = cleaned(heard(FIRST, Timed("层出不\ufffd\ufffd", 5_000, 6_000)))
    assert made.text == "第一幕开始。\n层出不\ufffd\ufffd"
    assert [edit.reason for edit in made.offered] == ["characters were lost here, listen at 5.0 s"]


@pytest.mark.parametrize(
    ("piece", "offered"),
    [
        (Timed("潮水慢慢退去", 3_000, 44_000), True),  # 0.15 characters a second
        (Timed("潮水慢慢退去", 3_000, 5_000), False),
        (Timed("潮水", 3_000, 12_000), False),  # a subtitle stands longer than its word is said
        (Timed("潮水慢慢退去", 3_000, 5_000, avg_logprob=-1.1, no_speech_prob=0.9), True),
        (Timed("潮水慢慢退去", 3_000, 5_000, avg_logprob=-0.2, no_speech_prob=0.9), False),
        (Timed("潮水慢慢退去，慢慢退去", 3_000, 5_000, compression_ratio=2.9), True),
        (Timed("潮水慢慢退去，慢慢退去", 3_000, 5_000, compression_ratio=1.9), False),
        (Timed("谢谢大家。", 3_000, 44_000), False),
    ],
)
def test_what_the_engine_doubts_is_only_offered(piece: Timed, offered: bool) -> None:
    made = cleaned(heard(FIRST, piece, LAST))
    assert made.text == f"第一幕开始。\n{piece.text}\n第二幕。"
    assert [edit.before for edit in made.offered] == ([f"{piece.text}\n"] if offered else [])


@pytest.mark.parametrize(("ratio", "is_loop"), [(2.6, True), (1.4, False), (None, False)])
def test_a_compression_ratio_makes_fewer_copies_a_loop(ratio: float | None, is_loop: bool) -> None:
    said = Timed("大家走台走台走台走台走台好", 3_000, 9_000, compression_ratio=ratio)
    expected = "大家走台好" if is_loop else said.text
    assert cleaned(heard(FIRST, said, LAST)).text == f"第一幕开始。\n{expected}\n第二幕。"


def test_a_doubt_outlives_the_lines_that_are_joined() -> None:
    doubted = Timed("潮水慢慢退去", 3_000, 5_000, avg_logprob=-1.1, no_speech_prob=0.9)
    made = clean(heard(Timed("第一幕开始", 0, 3_000), doubted, Timed("第二幕", 60_000, 62_000)))
    assert made.text == "第一幕开始，潮水慢慢退去。\n第二幕。"
    assert [edit.before for edit in made.offered] == ["，潮水慢慢退去"]
