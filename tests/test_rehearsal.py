"""The rehearsals that the comparison is measured with: their truth holds together, their noise is as loud as asked."""

import random
from collections import Counter
from dataclasses import replace

import pytest
from mishearing import mishear, read_out, renumber
from rapidfuzz.distance import Levenshtein
from rehearsal import SHORT, Material, asides, materials, rehearse, units

from cleaner.comparison import State
from cleaner.script import parse

SCRIPTS = materials()
SEEDS = range(3)


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
class TestScripts:
    def test_build(self, script: Material) -> None:
        lines = script.lines
        assert 10 <= len(lines) <= 20
        assert 3 <= lines[-1].paragraph + 1 <= 6
        assert sum(bool(line.reworded) for line in lines) >= 5
        assert 3 <= sum(len(line.additions) for line in lines) <= 4
        assert [line.text for line in lines if units(line.text) > 45] == []

    def test_every_line_is_one_sentence(self, script: Material) -> None:
        for line in script.lines:
            for text in (line.text, *line.reworded, *line.additions):
                assert [place for place, char in enumerate(text) if char in "。！？；"] == [len(text) - 1], text

    def test_it_is_read_as_it_is_written(self, script: Material) -> None:
        assert replace(parse(script.script().text), name=script.name) == script.script()

    def test_other_words_are_other_words(self, script: Material) -> None:
        """At least four units, and an eighth of them, else it might as well be noise."""
        for line in script.lines:
            for other in line.reworded:
                distance = Levenshtein.distance(letters(line.text), letters(other))
                assert distance >= max(4, units(line.text) / 8), other


@pytest.mark.parametrize("rate", [0.0, 0.1, 0.2])
def test_the_truth_accounts_for_all_that_was_heard(rate: float) -> None:
    for script in SCRIPTS:
        for seed in SEEDS:
            made = rehearse(script, seed, rate)
            spans = [telling.heard for telling in made.tellings]
            assert "".join(made.heard[span.start : span.end] for span in spans if span) == made.heard.replace("\n", "")
            told = Counter(telling.sentence for telling in made.tellings if telling.sentence is not None)
            expected = {State.LEFT_OUT: 0, State.TWICE: 2}
            assert [told[number] for number in range(len(made.states))] == [expected.get(s, 1) for s in made.states]
            moved = {number for move in made.moves for number in range(*move.sentences)}
            assert moved == {number for number, state in enumerate(made.states) if state is State.OUT_OF_ORDER}
            assert len(made.added) == sum(telling.sentence is None for telling in made.tellings)


def test_without_what_was_disturbed_it_is_the_script() -> None:
    for script in SCRIPTS:
        made = rehearse(script, 0)
        said = {telling.sentence: telling.said for telling in made.tellings}
        for number, state in enumerate(made.states):
            text = script.lines[number].text
            if state in (State.SAID, State.OUT_OF_ORDER):
                assert said[number] == text
            elif state is State.DIFFERENTLY:
                assert said[number] in script.lines[number].reworded
            elif state is State.PARTLY:
                assert 0.3 < units(said[number]) / units(text) < 0.8
            assert units(text) >= SHORT or state in (State.SAID, State.LEFT_OUT, State.OUT_OF_ORDER)


def test_a_seed_is_a_rehearsal() -> None:
    script = SCRIPTS[0]
    assert rehearse(script, 1, 0.1) == rehearse(script, 1, 0.1)
    assert rehearse(script, 1, 0.1).states == rehearse(script, 1, 0.2).states
    assert len({rehearse(script, seed).heard for seed in range(10)}) == 10


def test_all_states_are_frequent() -> None:
    """Sixty of each, over forty scripts."""
    states = Counter(state for script in SCRIPTS for seed in SEEDS for state in rehearse(script, seed).states)
    assert [state for state in State if states[state] < 1.5 * len(SCRIPTS)] == []
    assert 0.65 < states[State.SAID] / states.total() < 0.75


@pytest.mark.parametrize("rate", [0.1, 0.2])
def test_noise_is_as_loud_as_asked(rate: float) -> None:
    chance = random.Random(1)
    texts = [line.text for script in SCRIPTS for line in script.lines] + asides()
    wrong = sum(Levenshtein.distance(letters(text), letters(mishear(text, rate, chance))) for text in texts)
    assert abs(wrong / sum(map(units, texts)) - rate) < 0.1 * rate


def test_no_noise() -> None:
    texts = [line.text for script in SCRIPTS for line in script.lines]
    assert [text for text in texts if mishear(text, 0.0, random.Random(1)) != text] == []


@pytest.mark.parametrize(
    ("number", "other"),
    [
        ("2017年", "二零一七年"),
        ("二零一七年", "2017年"),
        ("10%", "百分之十"),
        ("百分之三十", "30%"),
        ("二十九岁", "29岁"),
        ("120字", "一百二十字"),
        ("一百二十三个", "123个"),
    ],
)
def test_numbers_in_other_form(number: str, other: str) -> None:
    assert {renumber(number, random.Random(seed)) for seed in range(9)} == {number, other}


def test_numbers_are_read_out() -> None:
    numbers = {12: "十二", 20: "二十", 105: "一百零五", 1010: "一千零一十", 20000: "两万", 42000000: "四千二百万"}
    assert {number: read_out(number) for number in numbers} == numbers
