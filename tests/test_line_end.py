"""Segments with times become paragraphs of sentences; plain lines stay as they are."""

from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.pipeline import run
from cleaner.rules import stage_rules
from cleaner.transcript import Timed, Transcript, lines

STAGE = [stage_rules("punctuation")]


def transcript(*said: tuple[int, int, str], speakers: tuple[str, ...] = ()) -> Transcript:
    pieces = [
        Timed(text, start, end, speaker=speakers[index] if speakers else None)
        for index, (start, end, text) in enumerate(said)
    ]
    return Transcript(*lines(pieces))


def script(heard: Transcript) -> str:
    return run(heard, STAGE).text


def test_a_short_pause_joins_with_a_comma() -> None:
    assert script(transcript((0, 1000, "先看时间"), (1100, 2000, "再看预算"))) == "先看时间，再看预算。"


def test_a_comma_of_the_engine_is_kept_and_made_full_width() -> None:
    assert script(transcript((0, 1000, "先看时间,"), (1100, 2000, "再看预算。"))) == "先看时间，再看预算。"


def test_a_clause_cut_in_two_is_joined_by_nothing() -> None:
    assert script(transcript((0, 1000, "这是我们和"), (1000, 2000, "隔壁班一起做的。"))) == "这是我们和隔壁班一起做的。"


def test_a_pause_of_a_second_ends_a_sentence() -> None:
    assert script(transcript((0, 1000, "时间不够，"), (2100, 3000, "预算也不够"))) == "时间不够。预算也不够。"


def test_a_question_ends_as_one() -> None:
    assert script(transcript((0, 1000, "大家听清楚了吗"), (2100, 3000, "好的"))) == "大家听清楚了吗？好的。"


def test_a_subordinate_clause_waits_for_its_main_clause() -> None:
    assert script(transcript((0, 1000, "因为下雨"), (2100, 3000, "我们改期了"))) == "因为下雨，我们改期了。"


def test_two_seconds_begin_a_paragraph() -> None:
    assert script(transcript((0, 1000, "先看时间，"), (3000, 4000, "再看预算。"))) == "先看时间。\n再看预算。"


def test_sentences_without_a_pause_are_one_paragraph() -> None:
    assert script(transcript((0, 1000, "先看时间。"), (1100, 2000, "再看预算。"))) == "先看时间。再看预算。"


def test_another_speaker_begins_a_paragraph() -> None:
    heard = transcript((0, 1000, "你几点来"), (1000, 2000, "九点"), speakers=("A", "B"))
    assert script(heard) == "你几点来。\n九点。"


def test_latin_lines_are_joined_by_a_blank() -> None:
    assert script(transcript((0, 1000, "see you"), (1000, 2000, "tomorrow"))) == "see you tomorrow"


def test_segments_keep_their_own_text() -> None:
    cleaned = run(transcript((0, 1000, "先看时间"), (1100, 2000, "再看预算")), STAGE)
    assert [(piece.text, piece.start, piece.end) for piece in cleaned.segments] == [
        ("先看时间，", 0, 1000),
        ("再看预算。", 1100, 2000),
    ]


def test_plain_lines_are_not_joined() -> None:
    assert script(Transcript("先看时间，\n再看预算。")) == "先看时间，\n再看预算。"


SAID = st.lists(st.sampled_from([*"我你的了吗呢和，。？,. aB3", "因为", "Python", "大家", "……", "对不对"]), max_size=12)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 2000), SAID.map("".join)), max_size=8))
def test_what_was_joined_is_clean_and_can_be_undone(said: list[tuple[int, int, str]]) -> None:
    at, pieces = 0, []
    for pause, length, text in said:
        pieces.append((at + pause, at + pause + length, text))
        at += pause + length
    heard = transcript(*pieces)
    cleaned = run(heard, STAGE)
    assert cleaned.without(*cleaned.edits).text == heard.text
    assert script(Transcript(cleaned.text)) == cleaned.text
