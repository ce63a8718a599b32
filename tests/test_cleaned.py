"""From the cleaned text back to what was said and when."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.cleaned import Cleaned
from cleaner.edits import Edit, Safety
from cleaner.pipeline import clean
from cleaner.transcript import Span, Transcript, Word


def edit(number: int, after: str, *spans: tuple[int, int]) -> Edit:
    return Edit(number, "test.test", tuple(Span(*span) for span in spans), "", after, "why", Safety.SAFE)


def by_character(text: str) -> Transcript:
    """A second each: the character at code point n is said from 1000 n to 1000 n + 900 ms."""
    return Transcript(text, words=tuple(Word(Span(at, at + 1), at * 1000, at * 1000 + 900) for at in range(len(text))))


#                              0123456789
HEARD = Cleaned(by_character("嗯今天那个二零年来吧"), (edit(1, "", (0, 1)), edit(2, "", (3, 5)), edit(3, "20", (5, 7))))


@pytest.mark.parametrize(
    ("part", "origin", "time"),
    [
        ("今天20年来吧", (1, 10), (1000, 9900)),
        ("今天", (1, 3), (1000, 2900)),
        ("天2", (2, 7), (2000, 6900)),
        ("20", (5, 7), (5000, 6900)),
        ("0年", (5, 8), (5000, 7900)),
        ("吧", (9, 10), (9000, 9900)),
    ],
)
def test_a_span_of_the_cleaned_text_has_its_origin_and_time(part, origin, time) -> None:
    at = HEARD.text.index(part)
    span = Span(at, at + len(part))
    assert (HEARD.origin(span), HEARD.time_of(span)) == (Span(*origin), time)


def test_what_was_cut_at_the_ends_and_marks_put_in_have_no_time() -> None:
    cleaned = Cleaned(by_character("走，呃来"), (edit(1, "。", (1, 3)), edit(2, "！", (4, 4))))
    assert cleaned.text == "走。来！"
    assert [cleaned.time_of(Span(*span)) for span in ((0, 2), (1, 4), (2, 3))] == [(0, 900), (3000, 3900), (3000, 3900)]
    assert cleaned.time_of(Span(3, 4)) == (3900, 3900)


def test_a_place_is_an_instant() -> None:
    assert [HEARD.time_of(Span(at, at)) for at in (0, 1, 7)] == [(900, 900), (1900, 1900), (9900, 9900)]


def test_no_times_and_no_such_place() -> None:
    assert Cleaned(Transcript("今天")).time_of(Span(0, 2)) is None
    opening = Transcript("，来", words=(Word(Span(1, 2), 500, 900),))
    assert Cleaned(opening).time_of(Span(0, 0)) == (500, 500)
    with pytest.raises(ValueError, match="outside"):
        HEARD.time_of(Span(0, 99))


@given(st.text("我我嗯今天，呃就是", max_size=20))
def test_every_character_that_was_kept_has_its_own_time(text: str) -> None:
    cleaned = clean(by_character(text))
    for at, char in enumerate(cleaned.text):
        if char.isalnum():
            origin = cleaned.origin(Span(at, at + 1))
            assert text[origin.start : origin.end] == char
            assert cleaned.time_of(Span(at, at + 1)) == (origin.start * 1000, origin.start * 1000 + 900)


def test_every_one_of_thousands_of_spans_has_a_time() -> None:
    cleaned = clean(by_character("嗯今天我我们开始排练，然后就是看灯光。\n" * 2000))
    found = [cleaned.time_of(Span(at, at + 9)) for at in range(0, len(cleaned.text) - 9, 2)]
    assert None not in found
