"""What the clock and the edits tell, on transcripts with times that are made up."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_writing import cleaneds

from cleaner.cleaned import Cleaned
from cleaner.comparison.compare import compare
from cleaner.delivery import Delivery, Evidence, delivery
from cleaner.delivery.word_times import Clock
from cleaner.pipeline import clean
from cleaner.script import Script
from cleaner.transcript import Segment, Span, Timed, Transcript, Word, lines


def spoken(*parts: str | int, syllable: int = 200, drift: int = 0) -> Transcript:
    """Parts said one after another at 0.2 s a character, numbers are ms of silence; the engine is off by `drift` ms."""
    text, now = "", 0
    words: list[Word] = []
    voice: list[tuple[int, int]] = []
    for part in parts:
        if isinstance(part, int):
            now += part
            continue
        begin = now
        for char in part:
            if char.isalnum():
                at = max(now + drift, 0)
                words.append(Word(Span(len(text), len(text) + 1), at, at + syllable))
                now += syllable
            text += char
        voice.append((begin, now))
    return Transcript(text, words=tuple(words), duration=now, voice=tuple(voice))


def script(text: str) -> Script:
    ends = [at + 1 for at, char in enumerate(text) if char == "。"]
    return Script(text, tuple(Span(*pair) for pair in zip([0, *ends], ends, strict=False)), (), tuple(0 for _ in ends))


TALK = spoken(1500, "大家好，", 600, "今天讲光。", 2500, "光走得很快。", 300, "谢谢大家。", 900)


def test_the_whole() -> None:
    told = delivery(Cleaned(TALK))
    said = 3 + 4 + 5 + 4
    assert (told.duration, told.latency, told.syllables) == (1500 + said * 200 + 600 + 2500 + 300 + 900, 1500, said)
    assert told.speaking == said * 200
    assert told.articulation == 300
    assert told.rate == pytest.approx(said * 60_000 / (said * 200 + 600 + 2500 + 300))
    assert (told.notes, told.budget) == ((), None)


def test_paces_of_the_sentences_of_the_text() -> None:
    told = delivery(Cleaned(TALK))
    assert [(pace.sentence, TALK.text[pace.heard.start : pace.heard.end]) for pace in told.paces] == [
        (0, "大家好，今天讲光。"),
        (1, "光走得很快。"),
        (2, "谢谢大家。"),
    ]
    assert [(pace.start, pace.end) for pace in told.paces] == [(1500, 3500), (6000, 7000), (7300, 8100)]
    assert [(pace.syllables, pace.rate) for pace in told.paces] == [(7, 210), (5, 300), (4, 300)]


def test_pauses_and_where_they_fall() -> None:
    told = delivery(Cleaned(TALK))
    assert [(pause.start, pause.end, pause.at, pause.inside) for pause in told.pauses] == [
        (2100, 2700, TALK.text.index("今天"), True),
        (3500, 6000, TALK.text.index("光走"), False),
    ]
    assert {pause.evidence for pause in told.pauses} == {Evidence.HEARD}
    assert told.long_pauses == told.pauses[1:]


@pytest.mark.parametrize("drift", [-150, -80, 120, 250])
def test_the_voice_puts_words_right_that_the_engine_has_off(drift) -> None:
    parts = ("大家好，", 600, "今天讲光。", 2500, "光走得很快。", 300, "谢谢大家。")
    off, right = (delivery(Cleaned(spoken(1500, *parts, 900, drift=ms))) for ms in (drift, 0))
    assert [(pause.start, pause.end, pause.at) for pause in off.pauses] == [
        (pause.start, pause.end, pause.at) for pause in right.pauses
    ]
    assert [(pace.start, pace.end) for pace in off.paces] == [(pace.start, pace.end) for pace in right.paces]


def test_a_word_drawn_over_a_pause_is_said_before_it() -> None:
    # The engine ends 光 where the next word begins, behind the pause.
    words = [replace(word, end=6000) if word.start == 3300 else word for word in TALK.words]
    told = delivery(Cleaned(replace(TALK, words=tuple(words))))
    assert told.pauses == delivery(Cleaned(TALK)).pauses
    assert told.suspicions == ()


def test_paces_and_pauses_by_a_script() -> None:
    # The text has a comma where the script has a full stop.
    comparison = compare(Cleaned(TALK), script("大家好。今天讲光。光走得很慢很快。谢谢大家。"))
    told = delivery(Cleaned(TALK), comparison)
    assert [(pace.sentence, pace.start, pace.end) for pace in told.paces][:2] == [(0, 1500, 2100), (1, 2700, 3500)]
    assert [pause.inside for pause in told.pauses] == [False, False]


def test_without_a_measured_voice_words_tell_roughly() -> None:
    told = delivery(Cleaned(replace(TALK, voice=())))
    assert [(pause.start, pause.end) for pause in told.pauses] == [(2100, 2700), (3500, 6000)]
    assert {pause.evidence for pause in told.pauses} == {Evidence.TIMED}
    assert told.notes == ("pauses are told from the times of words, which may be off by some tenths of a second",)


def test_lines_with_times_tell_what_they_can() -> None:
    text, segments, words = lines(
        [Timed("大家好，今天", 1000, 2500), Timed("讲光。", 2600, 3400), Timed("谢谢。", 5600, 6000)]
    )
    told = delivery(Cleaned(Transcript(text, segments, words)))
    assert (told.duration, told.latency, told.speaking, told.articulation) == (6000, 1000, None, None)
    assert told.rate == pytest.approx(9 * 60_000 / 5000)
    assert [(pause.start, pause.end, pause.inside, pause.evidence) for pause in told.pauses] == [
        (3400, 5600, False, Evidence.TIMED)
    ]
    assert "times of lines only" in told.notes[0]
    cleaned = delivery(
        clean(Transcript(text, segments, words))
    )  # 大家好，今天讲光。 is one sentence then, of two lines
    assert [(pace.start, pace.end) for pace in cleaned.paces] == [(1000, 3400), (5600, 6000)]
    joined = Transcript("大家好。今天讲光。", (Segment(Span(0, 9), 0, 4000),))
    assert delivery(Cleaned(joined)).paces == ()


def test_a_text_without_times() -> None:
    told = delivery(clean("嗯，大家好，我我今天讲光。"))
    assert told == Delivery(None, None, None, 10, None, None, (), (), told.tallies, notes=told.notes)
    assert told.notes == ("there are no times in the text: pace, pauses and length cannot be told",)
    assert [(tally.kind, len(tally.found), tally.rate) for tally in told.tallies] == [
        ("filled pauses", 1, None),
        ("discourse fillers", 0, None),
        ("repeats", 1, None),
        ("self-corrections", 0, None),
        ("retakes", 0, None),
    ]
    assert delivery(Cleaned(Transcript(""))).syllables == 0


def tally(told: Delivery, kind: str):
    (found,) = [tally for tally in told.tallies if tally.kind == kind]
    return found


def test_what_is_counted_has_its_time_and_rate() -> None:
    told = delivery(clean(spoken("嗯，", 400, "我我我姓周，", 300, "星期三，不对，星期四开会。", 56_100)))
    assert told.duration == 60_000
    filled, repeats, corrections = (tally(told, kind) for kind in ("filled pauses", "repeats", "self-corrections"))
    assert [(found.text, found.edit is not None, found.time) for found in filled.found] == [("嗯，", True, (0, 200))]
    assert [found.time for found in repeats.found] == [(600, 1000)]
    assert [found.time for found in corrections.found] == [(1900, 2900)]
    assert (filled.rate, filled.evidence) == (1, Evidence.HEARD)
    assert filled.note == "at least: the recogniser leaves most of them out"


def test_nothing_found_is_no_praise() -> None:
    for found in delivery(Cleaned(TALK)).tallies:
        assert (found.rate, found.evidence) == (0, Evidence.UNKNOWN)
        assert found.note.startswith("none in the text, which proves nothing: ")


def test_a_sound_that_is_left_counts_and_what_is_only_offered_does_not() -> None:
    left = delivery(clean("你去吗？嗯。"))
    assert [(found.text, found.edit) for found in tally(left, "filled pauses").found] == [("嗯", None)]
    made = clean("嗯，我们开始。")
    offered = delivery(made.without(*made.edits))
    assert tally(offered, "filled pauses").note.endswith("; 1 more only offered: it may be meant")


def test_what_nobody_said_is_not_counted() -> None:
    made = clean(Transcript("大家好。\n请不吝点赞订阅转发打赏支持明镜与点点栏目"))
    assert "订阅" not in made.text
    assert delivery(made).syllables == 3


SENTENCE = "我们把图书馆的门打开让大家都来看书，"


def test_a_word_drawn_too_long_is_suspected() -> None:
    even = spoken(SENTENCE, 300, SENTENCE)
    drawn = list(even.words)
    at = 5
    drawn[at] = replace(drawn[at], end=drawn[at].end + 500)
    drawn[at + 1 :] = [replace(word, start=word.start + 500, end=word.end + 500) for word in drawn[at + 1 :]]
    voice = ((0, even.voice[0][1] + 500), (even.voice[1][0] + 500, even.voice[1][1] + 500))
    told = delivery(Cleaned(replace(even, words=tuple(drawn), voice=voice, duration=None)))
    assert [(span, when) for span, when, _ in told.suspicions] == [(Span(5, 6), (1000, 1700))]
    assert told.suspicions[0][2] == "0.7 s long, 0.5 s more than is due: a filler or a first try may be hidden in it"
    assert tally(told, "filled pauses").note.endswith("; 1 place by timing where one may be hidden")
    assert delivery(Cleaned(even)).suspicions == ()


def test_two_words_that_the_engine_divided_badly_are_not() -> None:
    even = spoken(SENTENCE, 300, SENTENCE)
    words = list(even.words)
    words[5] = replace(words[5], end=words[5].start + 20)
    words[6] = replace(words[6], start=words[5].end)
    words[7] = replace(words[7], end=words[7].end + 20)
    assert delivery(Cleaned(replace(even, words=tuple(words)))).suspicions == ()


def test_voice_without_words_is_suspected() -> None:
    even = spoken(SENTENCE, 300, SENTENCE, 400, SENTENCE)
    hidden = [word for word in even.words if not len(SENTENCE) <= word.span.start < 2 * len(SENTENCE)]
    told = delivery(Cleaned(replace(even, words=tuple(hidden))))
    assert [(span.start, when) for span, when, _ in told.suspicions] == [(2 * len(SENTENCE), even.voice[1])]
    assert "3.4 s of voice without a word" in told.suspicions[0][2]


def test_an_engine_without_measured_voice_gives_no_ground_for_suspicion() -> None:
    assert delivery(Cleaned(replace(TALK, voice=()))).suspicions == ()


def test_a_time_to_keep_to() -> None:
    made = clean(spoken("我们讲光。", 2500, "光很快，不好意思，这一段我重新说一下。光很快很快。", 700, "今天天气好。"))
    whole = made.transcript.duration
    assert delivery(made, target=whole + 1000).budget.over == -1000
    assert delivery(made, target=whole + 1000).budget.cuts == ()
    assert delivery(made, target=whole - 100).budget.cuts == (("the pause of 2.5 s at 0:00, to 1 s", 1500),)
    comparison = compare(made, script("我们讲光。光很快很快。"))
    told = delivery(made, comparison, target=1000).budget
    assert sum(saves for _, saves in told.cuts) <= whole
    kinds = [what.split()[0] + " " + what.split()[1] for what, _ in told.cuts]
    assert kinds == sorted(kinds, key=["the pause", "told twice,", "not in", "sentence 2,", "sentence 1,"].index)
    assert "not in" in kinds


def test_what_it_refuses() -> None:
    with pytest.raises(ValueError, match="not a time"):
        delivery(Cleaned(TALK), target=0)
    with pytest.raises(ValueError, match="another text"):
        delivery(Cleaned(TALK), compare("别的。", script("别的。")))


def test_every_word_keeps_its_order_and_lies_in_a_stretch() -> None:
    clock = Clock(spoken("大家好，", 250, "今天讲光。", 2500, "光走得很快。", drift=-300))
    assert [word.span for word in clock.words] == sorted(word.span for word in clock.words)
    for number, (start, end) in enumerate(clock.stretches):
        assert all(start <= word.start <= word.end <= end for word in clock.said_in(number))


def test_an_hour_is_told() -> None:
    made = Cleaned(spoken(*[SENTENCE, 250, SENTENCE, 600] * 440))
    comparison = compare(made, script((SENTENCE * 2).rstrip("，") + "。"))
    told = delivery(made, target=60_000)
    delivery(made, comparison, target=60_000)
    assert len(told.pauses) == 439


@given(cleaneds(), st.none() | st.integers(1, 10**6))
def test_whatever_the_times_are_something_is_told(cleaned: Cleaned, target: int | None) -> None:
    told = delivery(cleaned, target=target)
    assert [pause.end - pause.start >= 500 for pause in told.pauses] == [True] * len(told.pauses)
    assert all(pace.rate > 0 for pace in told.paces)
    assert len(told.tallies) == 5
