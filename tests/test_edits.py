"""The algebra of edits: slots, layers, and the way back to the original."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.cleaned import Cleaned
from cleaner.edits import Edit, Lift, Rendering, Safety, pieces, render
from cleaner.transcript import Segment, Span, Transcript


def edit(number: int, after: str, *spans: tuple[int, int]) -> Edit:
    return Edit(number, "test.test", tuple(Span(*span) for span in spans), "", after, "why", Safety.SAFE)


def applied(original: str, *changes: tuple[int, int, str]) -> list[Edit]:
    """Make edits one after the other, each found on the text that the earlier ones have made."""
    edits: list[Edit] = []
    for start, end, after in changes:
        rendering = Rendering(original, edits)
        length = len(rendering.text)
        low, high = sorted((min(start, length), min(end, length)))
        lift = rendering.lift(low, high, after)
        edits.append(Edit(len(edits) + 1, "test.test", lift.spans, lift.before, lift.after, "why", Safety.SAFE))
    return edits


def test_a_later_edit_decides_where_two_own_a_character() -> None:
    simplified, dropped = edit(1, "个", (1, 2)), edit(2, "", (0, 2))
    assert render("那個人", [simplified]) == "那个人"
    assert render("那個人", [simplified, dropped]) == "人"
    assert render("那個人", [dropped, simplified]) == "人"
    assert render("那個人", [dropped]) == "人"


def test_a_finding_that_straddles_a_deletion_owns_both_sides() -> None:
    first = edit(1, "", (1, 2))
    assert Rendering("我嗯我们", [first]).lift(0, 2, "") == Lift((Span(0, 1), Span(2, 3)), "我我", "")


def test_a_finding_on_part_of_a_replacement_takes_it_whole() -> None:
    first = edit(1, "abc", (2, 4))
    lift = Rendering("零一二三四", [first]).lift(3, 6, "X")
    assert lift == Lift((Span(2, 5),), "abc四", "aX")


def test_an_insertion_beside_an_insertion_keeps_both() -> None:
    edits = applied("甲乙", (1, 1, "，"), (2, 2, " "))
    assert render("甲乙", edits) == "甲， 乙"
    assert render("甲乙", edits[:1]) == "甲，乙"
    assert render("甲乙", edits[1:]) == "甲， 乙"


def test_an_insertion_after_a_deletion_stays_with_what_stands_before_it() -> None:
    edits = applied("甲嗯乙", (1, 2, ""), (1, 1, "。"))
    assert render("甲嗯乙", edits) == "甲。乙"
    assert render("甲嗯乙", edits[1:]) == "甲。嗯乙"


def test_an_insertion_can_be_taken_out_again() -> None:
    edits = applied("甲乙", (1, 1, "，"), (1, 2, ""))
    assert render("甲乙", edits) == "甲乙"


CHANGES = st.lists(st.tuples(st.integers(0, 14), st.integers(0, 14), st.text("abX。", max_size=3)), max_size=8)


@given(st.text("甲乙丙丁戊", max_size=12), CHANGES)
def test_each_edit_makes_what_its_finding_said(original: str, changes: list[tuple[int, int, str]]) -> None:
    expected = original
    for start, end, after in changes:
        low, high = sorted((min(start, len(expected)), min(end, len(expected))))
        expected = expected[:low] + after + expected[high:]
    edits = applied(original, *changes)
    assert render(original, edits) == expected
    assert render(original, []) == original


@given(st.text("甲乙丙丁戊", max_size=12), CHANGES, st.randoms(use_true_random=False))
def test_a_subset_has_one_text_whatever_its_order(original, changes, chance) -> None:
    edits = applied(original, *changes)
    subset = chance.sample(edits, chance.randint(0, len(edits)))
    assert render(original, subset) == render(original, sorted(subset, key=lambda e: e.number))


@given(st.text("甲乙丙丁戊", max_size=12), CHANGES)
def test_pieces_are_the_text_in_order(original: str, changes: list[tuple[int, int, str]]) -> None:
    at = 0
    for piece in pieces(original, applied(original, *changes)):
        assert piece.at == at
        assert piece.edit is not None or original[piece.span.start : piece.span.end] == piece.text
        at += len(piece.text)


def test_locate_follows_a_character_and_the_place_where_one_was() -> None:
    rendering = Rendering("嗯我们来", applied("嗯我们来", (0, 1, ""), (2, 2, "，")))
    assert rendering.text == "我们，来"
    assert [rendering.locate(offset) for offset in range(5)] == [0, 0, 1, 3, 4]


def two_lines() -> Transcript:
    return Transcript(
        "嗯今天\n我们开始",
        segments=(Segment(Span(0, 3), 0, 1000), Segment(Span(4, 8), 1500, 3000)),
        duration=3000,
    )


def test_segments_keep_their_times_and_an_emptied_one_goes() -> None:
    cleaned = Cleaned(two_lines(), (edit(1, "", (0, 1)), edit(2, "", (4, 8))))
    assert [(cue.text, cue.start, cue.end) for cue in cleaned.segments] == [("今天", 0, 1000)]


def test_a_mark_in_place_of_a_line_end_goes_with_the_earlier_segment() -> None:
    cleaned = Cleaned(two_lines(), (edit(1, "，", (3, 4)),))
    assert cleaned.text == "嗯今天，我们开始"
    assert [cue.text for cue in cleaned.segments] == ["嗯今天，", "我们开始"]


def test_edits_outside_the_text_are_refused() -> None:
    with pytest.raises(ValueError, match="outside"):
        Cleaned(Transcript("甲"), (edit(1, "", (0, 2)),))
    with pytest.raises(ValueError, match="same number"):
        Cleaned(Transcript("甲"), (edit(1, "", (0, 1)), edit(1, "", (0, 1))))


def test_time_of_goes_by_segments_where_there_are_no_words() -> None:
    heard = two_lines()
    assert heard.time_of(Span(0, 2)) == (0, 1000)
    assert heard.time_of(Span(2, 6)) == (0, 3000)
    assert heard.time_of(Span(3, 3)) == (1000, 1000)
    assert Transcript("甲乙").time_of(Span(0, 1)) is None


@st.composite
def batches(draw: st.DrawFn) -> tuple[str, list[list[tuple[float, float, str]]]]:
    """A text, and rounds of changes; places are shares of the text as it then is."""
    place = st.floats(0, 1)
    change = st.tuples(place, place, st.sampled_from(["", "", "，", "ab", "甲"]))
    return draw(st.text("甲乙丙丁戊", max_size=14)), draw(st.lists(st.lists(change, max_size=5), max_size=5))


@given(batches())
def test_a_rendering_edited_in_rounds_is_the_rendering_of_all_edits(
    case: tuple[str, list[list[tuple[float, float, str]]]],
) -> None:
    original, rounds = case
    rendering = Rendering(original)
    edits: list[Edit] = []
    for changes in rounds:
        length, reached, made = len(rendering.text), -1, []
        ranges = sorted((round(min(a, b) * length), round(max(a, b) * length), after) for a, b, after in changes)
        for start, end, after in ranges:
            touched = rendering.touched(start, end)
            if touched[0] < reached or start == end == reached or (start == end and not after):
                continue
            reached = touched[1]
            lift = rendering.lift(start, end, after)
            found = Edit(len(edits) + 1, "test.test", lift.spans, lift.before, lift.after, "why", Safety.SAFE)
            made.append((touched, found))
            edits.append(found)
        rendering = rendering.edited(made)
        whole = Rendering(original, edits)
        assert rendering.text == whole.text
        for start in range(len(whole.text) + 1):
            for end in range(start, len(whole.text) + 1):
                assert rendering.lift(start, end, "X") == whole.lift(start, end, "X")
        assert [rendering.locate(at) for at in range(len(original))] == [
            whole.locate(at) for at in range(len(original))
        ]


def test_a_part_of_a_text_is_rendered_with_the_places_of_the_whole() -> None:
    rendering = Rendering("甲乙丙丁戊", [edit(1, "X", (2, 3))], Span(1, 4))
    assert rendering.text == "乙X丁"
    assert rendering.lift(2, 3, "") == Lift((Span(3, 4),), "丁", "")
    assert Rendering("甲乙丙", [edit(1, "", (1, 2))], Span(1, 2)).lift(0, 0, "Y") == Lift((Span(1, 1),), "", "Y")
