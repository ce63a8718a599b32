import numpy as np
import pytest
from conftest import SAMPLES, write_wav
from hypothesis import given
from hypothesis import strategies as st
from test_voice import NOT_SPEECH

from cleaner.cleaned import Cleaned
from cleaner.delivery import delivery
from cleaner.delivery.wordless import wordless
from cleaner.formats import json
from cleaner.hearing import voice_activity
from cleaner.hearing.audio import RATE, decode
from cleaner.hearing.listening import Listener
from cleaner.hearing.second_opinion import left_out, reconsidered
from cleaner.hearing.transcription import transcribe
from cleaner.hearing.unheard import Heard, parted, unheard
from cleaner.hearing.unsaid import may_be_said
from cleaner.hearing.voice_activity import Region, Window
from cleaner.transcript import Timed, Transcript, lines


def piece(text: str, start: int, each: int = 200) -> Timed:
    """A piece whose characters are its words, each so many ms long."""
    words = tuple((char, start + each * at, start + each * (at + 1), 0.9) for at, char in enumerate(text))
    return Timed(text, start, start + each * len(text), words, avg_logprob=-0.2, temperature=0.0)


SAID = [piece("今天下雨", 0), piece("带伞", 5000)]
VOICE = [(0, 800), (1100, 2500), (5000, 5400)]


def test_voice_without_words_is_a_hole() -> None:
    assert unheard(SAID, VOICE) == ((1100, 2500),)
    assert unheard(SAID, [VOICE[0], VOICE[2]]) == ()
    assert unheard([], VOICE) == ((0, 5400),)
    assert unheard(SAID, ()) == ()


def test_short_stretches_side_by_side_are_one_hole() -> None:
    assert unheard(SAID, [VOICE[0], (1100, 1500), (1800, 2300), VOICE[2]]) == ((1100, 2300),)
    assert unheard(SAID, [VOICE[0], (1100, 1500), VOICE[2]]) == ()


def test_a_word_that_lasts_too_long_is_heard_again_and_marked_only_if_much_is_hidden() -> None:
    for length, again, marked in ((700, 0, 0), (1000, 1, 0), (1300, 1, 1)):
        pieces = [piece("今天下雨", 0), piece("好", 2000, each=length), piece("带伞", 5000)]
        spoken = [(0, 800), (2000, 2000 + length), (5000, 5400)]
        assert (len(Heard(pieces, spoken).holes), len(unheard(pieces, spoken))) == (again, marked)


def test_a_piece_without_words_may_be_as_long_as_its_syllables() -> None:
    assert unheard([Timed("今天下雨了", 0, 1500)], [(0, 1500)]) == ()
    assert unheard([Timed("雨", 0, 3000)], [(0, 3000)]) == ((0, 3000),)


def test_what_is_heard_again_goes_where_it_was_said() -> None:
    heard = Heard(SAID, VOICE)
    (part,) = heard.parts()
    assert part[:2] == (950, 2800)
    again = heard.mended(part, [piece("今天真下雨", 1200)])
    assert again
    assert lines(again)[0].split("\n") == ["今天下雨", "今天真下雨", "带伞"]
    assert heard.mended(part, []) is None


def test_what_is_heard_again_inside_a_piece_takes_the_place_of_what_it_says_better() -> None:
    words = (("我们", 0, 400, 0.9), ("去", 1000, 2400, 0.9), ("爬山", 2600, 3000, 0.9))
    heard = Heard([Timed("我们,去爬山", 0, 3000, words)], [(0, 500), (1000, 2300), (2600, 3000)])
    part = next(heard.parts())
    again = heard.mended(part, [piece("坐车去北京", 1000)])
    assert again
    assert [found.text for found in again] == ["我们,", "坐车去北京", "爬山"]
    assert [found.end for found in again] == [400, 2000, 3000]
    assert heard.mended(part, [piece("去", 1100)]) is None


@given(st.lists(st.tuples(st.text("好雨天,", min_size=1, max_size=9), st.integers(0, 3000)), max_size=5), st.data())
def test_a_cut_loses_nothing(told, data) -> None:
    at, pieces = 0, []
    for text, pause in told:
        pieces.append(piece(text, at + pause))
        at = pieces[-1].end
    for whole in pieces:
        place = data.draw(st.integers(0, len(whole.text)))
        one, other = parted(whole, place)
        assert one.text + other.text == whole.text
        assert one.words + other.words == whole.words
        assert one.start <= one.end <= whole.end
        assert whole.start <= other.start <= other.end


class Forgetful:
    """An engine that writes only what is said in the first second of a window."""

    name, model = "forgetful", "none"

    def __init__(self) -> None:
        self.heard: list[float] = []

    def told(self, prompt, glossary) -> str:
        return prompt

    def hear(self, samples, *, language, told, beam_size=None):
        self.heard.append(len(samples) / RATE)
        return [Timed("一二三四", 0, 1000)]

    def align(self, samples, pieces, *, language):
        return [piece("一二三四", 100, each=225)]


def test_every_stretch_is_listened_to_once_more_and_no_more() -> None:
    spoken = [(0, 1000), (2000, 3000), (4000, 5000)]
    engine = Forgetful()
    listener = Listener(engine, np.zeros(6 * RATE, np.int16), "zh", "", "", None)
    pieces = listener.hear(Window((Region(0, 6 * RATE),)), spoken)
    assert lines(pieces)[0].split("\n") == ["一二三四"] * 3
    assert [found.start // 1000 for found in pieces] == [0, 1, 3]
    assert len(engine.heard) == 3
    assert unheard(pieces, spoken) == ()


@pytest.mark.parametrize("gap", [0.3, 1.5])
def test_a_sentence_told_twice_is_heard_twice(engine, gap, tmp_path) -> None:
    once = decode(SAMPLES / "interview.m4a").samples[int(0.3 * RATE) : int(4.829 * RATE)]
    noise = np.random.default_rng(5).normal(0, 8, int(gap * RATE)).astype(np.int16)
    path = write_wav(tmp_path / "twice.wav", np.concatenate([noise, once, noise, once, noise]))
    heard = transcribe(path, engine=engine)
    assert heard.text.count("软件工程师") == 2
    assert heard.unheard == ()


def test_recalled_windows_give_the_same_transcript(speech) -> None:
    class Kept(dict):
        recall = dict.get
        keep = dict.__setitem__

    kept = Kept()
    first = transcribe(speech, engine=Forgetful(), memory=kept)
    engine = Forgetful()
    assert transcribe(speech, engine=engine, memory=kept) == first
    assert engine.heard == []
    assert first.unheard
    assert first.warnings[-1].endswith(wordless(first.unheard))


def test_what_is_missing_is_told_everywhere() -> None:
    text, segments, words = lines(SAID)
    transcript = Transcript(text, segments, words, voice=tuple(VOICE), unheard=unheard(SAID, VOICE))
    assert json.read(json.write(Cleaned(transcript)), "x").transcript == transcript
    told = delivery(Cleaned(transcript))
    assert "listen to 0:01.1-0:02.5" in told.notes[0]
    assert [time for _, time, _ in told.suspicions] == [(1100, 2500)]


def test_a_long_list_of_places_is_cut() -> None:
    assert wordless([(61_250, 62_000)] * 14).endswith("1:01.2-1:02.0 and 2 more")


def test_unheard_voice_is_in_order() -> None:
    with pytest.raises(ValueError, match="unheard voice out of order"):
        Transcript("", unheard=((5, 9), (7, 10)))


PROMPT = "以下是普通话的排练录音,嗯,呃,"


@pytest.mark.parametrize(
    ("text", "logprob", "temperature", "expected"),
    [
        ("以下是普通话的录音", -0.3, 0.0, True),  # it is sure: somebody reads it
        ("以下是普通话的录音", -0.3, 0.4, False),
        ("普通话的排练录音", -1.6, 0.0, False),
        ("普通话的比赛明天下午在学校礼堂举行", -1.2, 0.4, True),  # most of it is not the prompt's
        ("我们开始吧", -1.6, 0.8, True),
        ("嗯", -0.6, 0.4, True),
    ],
)
def test_an_echo_of_the_prompt_is_told_by_doubt(text, logprob, temperature, expected) -> None:
    heard = Timed(text, 0, 3000, avg_logprob=logprob, compression_ratio=1.0, temperature=temperature)
    assert may_be_said(heard, PROMPT, [(0, 3000)]) is expected


def test_what_has_no_voice_under_it_was_not_said() -> None:
    tail = Timed("好!", 5000, 5100, avg_logprob=-0.8, temperature=0.0)
    assert not may_be_said(tail, "", [(0, 4000)])
    assert may_be_said(tail, "", [(0, 5100)])
    assert may_be_said(tail, "", [])


def test_a_loop_that_was_guessed_was_not_said() -> None:
    loop = Timed("庆" * 29, 0, 6000, avg_logprob=-0.4, compression_ratio=6.1, temperature=1.0)
    assert not may_be_said(loop, "", [(0, 6000)])


def test_a_telephone_line_is_heard_by_a_second_opinion() -> None:
    samples = decode(SAMPLES / "interview.m4a").samples[: 30 * RATE].astype(float) / 32768
    spectrum = np.fft.rfft(samples)
    hertz = np.fft.rfftfreq(len(samples), 1 / RATE)
    spectrum[(hertz < 300) | (hertz > 3400)] = 0
    narrow = (np.round(np.fft.irfft(spectrum, len(samples)) * 40) / 40 * 32767).astype(np.int16)
    first = voice_activity.probabilities(narrow)
    second = reconsidered(narrow, first)
    one, two = (
        sum(end - start for start, end in voice_activity.regions(found, len(narrow))) for found in (first, second)
    )
    assert one <= two
    assert two > 24 * RATE


@pytest.mark.parametrize("kind", NOT_SPEECH)
def test_the_second_opinion_takes_nothing_else_for_speech(kind) -> None:
    likely = voice_activity.probabilities(NOT_SPEECH[kind])
    assert voice_activity.regions(reconsidered(NOT_SPEECH[kind], likely), len(NOT_SPEECH[kind])) == []


def test_sound_that_is_left_out_is_named() -> None:
    said = decode(SAMPLES / "interview.m4a").samples[: 10 * RATE]
    music, quiet = NOT_SPEECH["music"][: 5 * RATE], np.random.default_rng(2).normal(0, 8, 5 * RATE).astype(np.int16)
    samples = np.concatenate([music, said, quiet])
    ((start, end),) = left_out(samples, reconsidered(samples, voice_activity.probabilities(samples)))
    assert 0 <= start < 500
    assert 4000 < end <= 5100
