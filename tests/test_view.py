"""What a rule may ask of a text."""

from hypothesis import given
from hypothesis import strategies as st

from cleaner.edits import Edit, Safety
from cleaner.language.dictionary import frequency, tag
from cleaner.language.fold import fold
from cleaner.language.segmenter import jieba_segmenter, segmenter
from cleaner.transcript import Segment, Span, Transcript
from cleaner.view import Settings, View


def view(text: str) -> View:
    return View(Transcript(text), (), Settings())


@given(st.text())
def test_the_folded_copy_has_the_length_of_the_text(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(min_size=1))
def test_long_texts_are_folded_like_short_ones(text: str) -> None:
    assert fold(text * 1000) == fold(text) * 1000


def test_folding_is_character_by_character() -> None:
    assert fold("這個，ＡＢＣ Ｄ！後。") == "这个,abc d!后。"


@given(st.text())
def test_sentences_and_words_have_no_gaps(text: str) -> None:
    seen = view(text)
    assert "".join(fold(text)[span.start : span.end] for span in seen.sentences) == fold(text)
    assert "".join(word.folded for word in seen.words) == fold(text)
    for word in seen.words:
        assert seen.word_at(word.start) == seen.word_at(word.end - 1) == word


def test_sentences_end_after_their_closing_marks() -> None:
    text = "他说：“好。”你呢？！\n没有"
    cut = [text[span.start : span.end] for span in view(text).sentences]
    assert cut == ["他说：“好。”", "你呢？！", "\n", "没有"]


def test_both_segmenters_give_the_same_words() -> None:
    lines = (
        "我我们那个可可可以在二零一七年用 TensorFlow 做了3.5个项目，对吧？",
        "嗯嗯呃ＡＢＣ��，，。。\n  这是C++和node.js的事",
        "他说的的确在理中出杂志",
    )
    assert [segmenter()(line) for line in lines] == [jieba_segmenter()(line) for line in lines]


def test_tags_are_those_of_the_dictionary() -> None:
    assert [tag(word) for word in ("我们", "讨论", "tensorflow", "2017", "��")] == ["r", "v", "eng", "m", "x"]
    assert frequency("我们") > frequency("咱们") > frequency("我我们") == 0


def test_a_comma_goes_with_the_pause_that_it_marked() -> None:
    def left(text: str, word: str) -> str:
        start, end = view(text).with_comma(text.index(word), text.index(word) + len(word))
        return text[:start] + text[end:]

    assert left("我来了，嗯，开始吧", "嗯") == "我来了，开始吧"
    assert left("嗯，开始吧", "嗯") == "开始吧"
    assert left("我来了，嗯。", "嗯") == "我来了。"
    assert left("今天嗯，第一幕", "嗯") == "今天第一幕"
    assert left("我是做后端的嗯，后来转了前端", "嗯") == "我是做后端的，后来转了前端"
    assert left("我嗯们", "嗯") == "我们"
    assert left("Thank you. um, it works", "um") == "Thank you. it works"
    assert left("I think um it works", "um") == "I think it works"


def test_segments_and_times_follow_the_text() -> None:
    heard = Transcript("嗯今天\n我们开始", (Segment(Span(0, 3), 0, 900), Segment(Span(4, 8), 1500, 3000)))
    dropped = Edit(1, "t.t", (Span(0, 1),), "嗯", "", "why", Safety.SAFE)
    seen = View(heard, (dropped,), Settings())
    assert seen.text == "今天\n我们开始"
    assert [(start, end) for start, end, _ in seen.segments] == [(0, 2), (3, 7)]
    assert seen.time_of(3, 5) == (1500, 3000)
    assert seen.segment_at(4) == seen.segments[1]
    assert seen.segment_at(2) is None


PLACES = st.floats(0, 1)


@given(
    st.text("我们在北京研究生命起源嗯那个,，。？\n ab3.”", max_size=120),
    st.lists(
        st.lists(st.tuples(PLACES, PLACES, st.sampled_from(["", "，", "。", "们", "abc", " "])), max_size=4), max_size=3
    ),
)
def test_a_view_edited_in_rounds_is_the_view_of_all_edits(text, rounds) -> None:
    seen = view(text)
    edits: list[Edit] = []
    for now, changes in enumerate(rounds, 1):
        made, reached = [], -1
        length = len(seen.text)
        for start, end, after in sorted(
            (round(min(a, b) * length), round(max(a, b) * length), c) for a, b, c in changes
        ):
            touched = seen.rendering.touched(start, end)
            if touched[0] < reached or (start == end and (start == reached or not after)):
                continue
            reached = touched[1]
            lift = seen.rendering.lift(start, end, after)
            edits.append(Edit(len(edits) + 1, "t.t", lift.spans, lift.before, lift.after, "why", Safety.SAFE))
            made.append((touched, edits[-1]))
        seen = seen.edited(made, now)
        whole = View(Transcript(text), edits, Settings())
        assert (seen.text, seen.folded) == (whole.text, whole.folded)
        assert seen.sentence_track == whole.sentence_track
        assert seen.word_track == whole.word_track
