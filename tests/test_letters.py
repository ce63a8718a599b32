"""Letters of a text, and large sets of characters looked for in it."""

import re

from hypothesis import given
from hypothesis import strategies as st

from cleaner.language.letters import Characters, characters, letters


@given(st.text())
def test_letters_are_what_isalnum_says_with_their_places(text: str) -> None:
    found = letters(text)
    expected = [(at, char) for at, char in enumerate(text) if char.isalnum()]
    assert found.text == "".join(char for _, char in expected)
    assert found.places.tolist() == [at for at, _ in expected]


@given(st.text("甲乙。， a1\n", max_size=40), st.lists(st.integers(0, 40), max_size=8))
def test_letters_of_ranges_and_without_them(text: str, bounds: list[int]) -> None:
    ends = sorted(min(bound, len(text)) for bound in {*bounds})
    ranges = list(zip(ends[::2], ends[1::2], strict=False))
    found = letters(text)
    assert found.of(ranges) == ["".join(filter(str.isalnum, text[start:end])) for start, end in ranges]
    outside = [at for at in range(len(text)) if not any(start <= at < end for start, end in ranges)]
    left = found.without(ranges)
    assert left.places.tolist() == [at for at in outside if text[at].isalnum()]
    assert left.text == "".join(text[at] for at in outside if text[at].isalnum())


@given(st.text("浣犲ソ你好，𠀀", max_size=30), st.integers(1, 4))
def test_runs_of_a_set_of_characters(text: str, least: int) -> None:
    runs = Characters("浣犲ソ").runs(text, least)
    inside = {at for start, end in runs for at in range(start, end)}
    for start, end in runs:
        assert end - start >= least
        assert set(text[start:end]) <= set("浣犲ソ")
        assert text[start - 1 : start] not in tuple("浣犲ソ") or start == 0
        assert text[end : end + 1] not in tuple("浣犲ソ")
    if least == 1:
        assert inside == {at for at, char in enumerate(text) if char in "浣犲ソ"}


@given(st.text("浣犲ソ你好，𠀀", max_size=30), st.integers(1, 4))
def test_stretches_without_some_characters_are_as_a_pattern_finds_them(text: str, least: int) -> None:
    expected = [match.span() for match in re.finditer(f"[^浣犲ソ]{{{least},}}", text)]
    assert expected == Characters("浣犲ソ").between(text, least)


@given(st.text())
def test_the_characters_of_a_text_are_there_once_each(text: str) -> None:
    assert sorted(set(text)) == list(characters(text))
