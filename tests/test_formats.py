"""Formats: what is read, what is written, and that the one is the inverse of the other."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import formats
from cleaner.cleaned import Cleaned
from cleaner.edits import Edit, Rendering, Safety
from cleaner.errors import CleanerError
from cleaner.formats import cues, encoding
from cleaner.transcript import Segment, Span, Timed, Transcript, Word, lines


def read(text: str, name: str) -> Transcript:
    found = formats.read_text(text, name)
    assert isinstance(found, Transcript)
    return found


def heard(transcript: Transcript) -> list[tuple[int, int, str, str | None]]:
    return [
        (segment.start, segment.end, transcript.text[segment.span.start : segment.span.end], segment.speaker)
        for segment in transcript.segments
    ]


def refusal(content: str | bytes, name: str) -> str:
    with pytest.raises(CleanerError) as raised:
        formats.read_bytes(content.encode() if isinstance(content, str) else content, name)
    assert "\n" not in str(raised.value)
    return str(raised.value)


# Encodings

SCRIPT = "大家好，今天我们排练第一幕。\n灯光先暗下来。\n"
TRADITIONAL = "大家好，今天我們排練第一幕。\n燈光先暗下來。\n"


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (SCRIPT, "utf-8"),
        (SCRIPT, "utf-8-sig"),
        (SCRIPT, "utf-16"),
        (SCRIPT, "gb18030"),
        (TRADITIONAL, "gb18030"),
        (TRADITIONAL, "big5"),
        ("\ufeff" + SCRIPT, "utf-16-le"),
        ("\ufeff" + SCRIPT, "utf-16-be"),
        ("开始吧", "gbk"),
        ("開始吧", "big5"),
        ("Café, Müller, 25 ℃", "utf-8"),
    ],
)
def test_the_encoding_is_found(text: str, codec: str) -> None:
    assert encoding.decode(text.encode(codec), "a.txt") == (text.removeprefix("\ufeff"), ())


def test_broken_bytes_are_marked_and_counted() -> None:
    data = SCRIPT.encode()
    text, warnings = encoding.decode(data[:7] + data[8:], "a.txt")
    assert text == SCRIPT[:2] + "\ufffd" + SCRIPT[3:]
    assert warnings == ("a.txt: 2 bytes that are not UTF-8, marked with \ufffd in the text",)


def test_broken_bytes_of_a_gbk_and_of_a_utf16_file() -> None:
    assert encoding.decode(SCRIPT.encode("gbk") + b"\xff", "a")[1] == (
        "a: 1 byte that is not GB18030, marked with \ufffd in the text",
    )
    text, warnings = encoding.decode(SCRIPT.encode("utf-16") + b"\x00\xd8\x41", "a")
    assert text == SCRIPT + "\ufffd"
    assert warnings == ("a: 3 bytes that are not UTF-16, marked with \ufffd in the text",)


def test_latin_letters_of_an_old_code_page_are_not_made_hanzi() -> None:
    assert encoding.decode("Citroën C3".encode("latin-1"), "a")[0] == "Citro\ufffdn C3"


def test_a_replacement_character_that_was_there_is_not_a_broken_byte() -> None:
    assert encoding.decode("层出不\ufffd".encode(), "a") == ("层出不\ufffd", ())


def test_line_ends_become_line_feeds() -> None:
    assert formats.read_bytes("一\r\n二\r三\n".encode(), "a.txt") == Transcript("一\n二\n三\n")


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"ID3\x04\x00\x00\x00",
        bytes(range(1, 256)),
        b"\xff\xfe\x00\x00a\x00\x00\x00",
    ],
)
def test_what_is_no_text_is_refused(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    with pytest.raises(CleanerError, match="not a text file"):
        formats.read(tmp_path / "a.txt")


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r\ufeff"), max_size=8))
def test_any_short_utf8_text_is_read_as_it_is(text: str) -> None:
    assert encoding.decode(text.encode(), "a") == (text, ())


@given(st.binary(max_size=60), st.sampled_from(["a.txt", "a.srt", "a.vtt", "a.json", "-"]))
def test_any_bytes_are_read_or_refused_in_one_line(data: bytes, name: str) -> None:
    try:
        found = formats.read_bytes(data, name)
    except CleanerError as error:
        assert "\n" not in str(error)  # noqa: PT017 - either outcome is right
    else:
        assert isinstance(found, Transcript)


# Files and kinds


def test_a_file_is_read_by_its_path(tmp_path: Path) -> None:
    (tmp_path / "稿.md").write_bytes("我们开始".encode("gbk"))
    assert formats.read(tmp_path / "稿.md") == Transcript("我们开始")


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    for path, message in (
        (tmp_path / "none.txt", f"{tmp_path / 'none.txt'}: no such file"),
        (tmp_path, f"{tmp_path}: a folder; name a file"),
    ):
        with pytest.raises(CleanerError) as raised:
            formats.read(path)
        assert str(raised.value) == message
    with pytest.raises(CleanerError, match="not a file name"):
        formats.read(Path("a\0b"))


@pytest.mark.parametrize("name", ["a.txt", "a.srt", "a.vtt", "a.json", "-"])
@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\n"])
def test_an_empty_file_is_an_empty_transcript(name: str, data: bytes) -> None:
    found = formats.read_bytes(data, name)
    assert isinstance(found, Transcript)
    assert (found.text.strip(), found.segments) == ("", ())


CUE = "00:00:01,000 --> 00:00:02,500\n你好\n"


@pytest.mark.parametrize(
    ("text", "name", "segments"),
    [
        ("1\n" + CUE, "-", 1),
        (CUE, "a.txt", 1),
        ("\n\n1\n" + CUE, "a", 1),
        ("WEBVTT\n\n00:01.000 --> 00:02.500\n你好", "-", 1),
        ("WEBVTT\n\n00:01.000 --> 00:02.500\n你好", "a.srt", 1),
        ('[{"text": "你好", "start": 1, "end": 2.5}]', "-", 1),
        ("你好", "-", 0),
        ("[00:01] 你好", "-", 0),
        ("1\n2\n3", "a.txt", 0),
        ("WEBVTTX 你好", "a.txt", 0),
    ],
)
def test_the_kind_is_found_by_content_where_the_suffix_does_not_say(text: str, name: str, segments: int) -> None:
    assert len(read(text, name).segments) == segments


# SubRip


def test_srt() -> None:
    text = (
        "1\n00:00:01,000 --> 00:00:02,500\n<i>大家好，</i>\n今天排练\n\n"
        "2\n00:00:03,000 --> 00:00:04,000 X1:10 X2:20\n{\\an8}use the\nstage <b>light</b>\n\n"
        "3\n120:00:00.5 --> 120:00:01\n1 < 2\n"
    )
    assert heard(read(text, "a.srt")) == [
        (1000, 2500, "大家好，今天排练", None),
        (3000, 4000, "use the stage light", None),
        (432_000_500, 432_001_000, "1 < 2", None),
    ]


def test_srt_cues_are_sorted_and_may_overlap() -> None:
    text = "2\n00:00:05,000 --> 00:00:06,000\n二\n\n1\n00:00:01,000 --> 00:00:05,500\n一\n"
    assert heard(read(text, "a.srt")) == [(1000, 5500, "一", None), (5000, 6000, "二", None)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("42\n\n2\n", ["42", "好"]),
        ("一\n2\n", ["一", "好"]),
        ("\n2\n", ["好"]),
        ("2\n", ["好"]),
        ("一\n\n二\n\n2\n", ["一二", "好"]),
        ("一\n88\n", ["一 88", "好"]),
        ("42\n\n", ["42", "好"]),
    ],
)
def test_srt_numbers_and_digits(body: str, expected: list[str]) -> None:
    text = f"1\n00:00:01,000 --> 00:00:02,000\n{body}00:00:03,000 --> 00:00:04,000\n好\n"
    assert [said for _, _, said, _ in heard(read(text, "a.srt"))] == expected


def test_srt_that_ends_with_digits_or_was_cut_off_after_a_number() -> None:
    assert read("1\n00:00:01,000 --> 00:00:02,000\n42\n", "a.srt").text == "42"
    assert read("1\n00:00:01,000 --> 00:00:02,000\n好\n\n2\n", "a.srt").text == "好"


def test_srt_says_what_it_left_out() -> None:
    assert read("某某制作\n1\n" + CUE, "a.srt").warnings == ("a.srt: left out what stands in no cue: 1 line",)


def test_srt_that_is_none() -> None:
    assert refusal("你好\n", "a.srt") == (
        "a.srt: no subtitle in it; each needs a line such as 00:00:01,000 --> 00:00:04,500"
    )
    for timing in ("00:00:03,000 --> 00:00:O9,000", "00:00:O3,000 --> 00:00:09,000", "-00:00:03,000 --> 00:00:09,000"):
        assert refusal(f"1\n{CUE}\n2\n{timing}\n好\n", "a.srt") == (
            f"a.srt, line 6: not a time that can be read: {timing}"
        )


def test_an_arrow_in_the_text_is_text() -> None:
    assert read("1\n" + CUE + "A --> B\n10:30 集合 --> 舞台\n", "a.srt").text == "你好 A --> B 10:30 集合 --> 舞台"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["我们", "开始"], "我们开始"),
        (["hello", "world"], "hello world"),
        (["我们用", "Python"], "我们用 Python"),
        (["你好，", "Python"], "你好，Python"),
        ([" 一 ", "", "二"], "一二"),
        (["Hi,", "all"], "Hi, all"),
    ],
)
def test_the_lines_of_a_cue_are_joined(rows: list[str], expected: str) -> None:
    assert cues.joined(rows) == expected


# WebVTT


def test_vtt() -> None:
    text = (
        "WEBVTT 标题\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nNOTE\n00:09.000 --> 00:10.000\n不是台词\n\n"
        "REGION\nid:a\n\nintro\n00:01.000 --> 00:02.500 align:start\n"
        "<v.loud 导演 甲>大家<c.red>好</c> &amp; &lt;i&gt;</v>\n"
        "\n100:00:00.000 --> 100:00:01.000\n<v 甲>走<00:00:01.200>吗？\n<v 乙>走！\n"
    )
    found = read(text, "a.vtt")
    assert heard(found) == [
        (1000, 2500, "大家好 & <i>", "导演 甲"),
        (360_000_000, 360_001_000, "走吗？", "甲"),
        (360_000_000, 360_001_000, "走！", "乙"),
    ]
    assert found.warnings == ()


@pytest.mark.parametrize("tag", ["<", "<v ", "<v" + 9 * " ", "<i ", "{\\", "&a", "&#1", "<1:"])
def test_markup_that_never_ends_is_text_and_takes_no_time(tag: str) -> None:
    body = tag * 20_000 + " " * 20_000 + "完"
    found = read(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{body}\n", "a.vtt")
    assert found.text == " ".join(body.split())


def test_vtt_says_what_it_left_out() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n一\n\n掉了\n这行\n\n名字\n00:03.000 --> 00:04.000\n二\n\n尾巴\n"
    assert read(text, "a.vtt").text == "一\n二"
    assert read(text, "a.vtt").warnings == ("a.vtt: left out what stands in no cue: 3 lines",)


def test_vtt_without_cues_and_with_a_wrong_time() -> None:
    assert read("WEBVTT\n\nNOTE nothing yet\n", "a.vtt") == Transcript("")
    assert refusal("WEBVTT\n\n00:01.000 --> soon\n一\n", "a.vtt") == (
        "a.vtt, line 3: not a time that can be read: 00:01.000 --> soon"
    )


# Json of engines


def test_openai_whisper_and_faster_whisper_json() -> None:
    segment = {
        "id": 0,
        "start": 0.5,
        "end": 2.0,
        "text": " 大家好",
        "avg_logprob": -0.25,
        "no_speech_prob": 0.125,
        "compression_ratio": 1.5,
        "words": [
            {"word": " 大家", "start": 0.5, "end": 1.0, "probability": 0.75},
            {"word": "好", "start": 1.0, "end": 2.0, "probability": 0.5},
        ],
    }
    expected = Transcript(
        "大家好",
        (Segment(Span(0, 3), 500, 2000, -0.25, 0.125, 1.5),),
        (Word(Span(0, 2), 500, 1000, 0.75), Word(Span(2, 3), 1000, 2000, 0.5)),
    )
    whole = {"text": " 大家好", "segments": [segment], "language": "zh"}
    assert formats.read_text(json.dumps(whole), "a.json") == replace(expected, language="zh")
    assert formats.read_text(json.dumps([segment]), "a.json") == expected
    told = {"segments": [segment], "info": {"language": "zh", "duration": 2.5}}
    assert formats.read_text(json.dumps(told), "a.json") == replace(expected, language="zh", duration=2500)


@pytest.mark.parametrize(
    "value",
    [
        {"segments": [{"start": 1, "end": 2, "text": "好", "speaker": "S1", "words": [{"word": "好"}]}]},
        {"chunks": [{"timestamp": [1.0, 2.0], "text": "好", "speaker": "S1"}]},
        {"transcription": [{"offsets": {"from": 1000, "to": 2000}, "text": " 好", "speaker": "S1"}]},
        {"segments": [{"start": "1.0", "end": "2.0", "text": "好", "speaker": "S1", "avg_logprob": "x", "words": 3}]},
    ],
)
def test_json_of_their_kin(value: Any) -> None:
    assert heard(read(json.dumps(value), "a.json")) == [(1000, 2000, "好", "S1")]


def test_numbers_that_make_no_sense() -> None:
    text = (
        '{"language": 7, "segments": [{"text": "一", "start": -1, "end": NaN, "avg_logprob": NaN},'
        '{"text": "二", "start": null, "end": 1e999, "no_speech_prob": true},'
        '{"text": "三\\ud800", "start": 2.0, "end": 1.0, "words": [null, {"word": "三", "start": 2, "end": 1}]}]}'
    )
    found = read(text, "a.json")
    assert found.text == "一\n二\n三\ufffd"
    assert [(one.start, one.end, one.avg_logprob, one.no_speech_prob) for one in found.segments] == [
        (0, 0, None, None),
        (0, 0, None, None),
        (2000, 2000, None, None),
    ]
    assert found.words == (Word(Span(4, 5), 2000, 2000),)


def test_json_without_times_is_text() -> None:
    assert formats.read_text('{"text": "大家好"}', "a.json") == Transcript("大家好")
    assert formats.read_text('[{"text": "大家好"}, {"text": "开始"}]', "a.json") == Transcript("大家好\n开始")
    assert formats.read_text('{"segments": [], "text": ""}', "a.json") == Transcript("")
    assert formats.read_text("[]", "a.json") == Transcript("")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"a": 1,\n}', "a.json, line 2: not json: "),
        ("[" * 100_000, "a.json: json with numbers too long or lists too deep to be a transcript"),
        ("[" + "1" * 5000 + "]", "a.json: json with numbers too long or lists too deep to be a transcript"),
        ('{"a": 1}', 'a.json: json without a transcript: it has neither "segments" nor "text"'),
        ('"text"', 'a.json: json without a transcript: it has neither "segments" nor "text"'),
        ('{"segments": [{"text": "a"}, {"text": 1}]}', 'a.json: item 2 is not a segment, an object with a "text"'),
        ("[1]", 'a.json: item 1 is not a segment, an object with a "text"'),
    ],
)
def test_json_that_is_no_transcript(text: str, message: str) -> None:
    assert refusal(text, "a.json").startswith(message)


# Writing

TALK, SEGMENTS, WORDS = lines(
    [Timed("嗯 大家好", 500, 2000, (("嗯", 500, 800, 0.5), ("大家好", 900, 2000, None))), Timed("呃", 2500, 2600)]
)
DROPPED = Edit(1, "filler.hesitation", (Span(0, 2),), "嗯 ", "", "hesitation sound", Safety.SAFE)
EMPTIED = Edit(2, "filler.hesitation", (Span(5, 7),), "\n呃", "", "hesitation sound", Safety.SAFE)
MARKED = Edit(3, "punctuation.final", (Span(5, 5),), "", "。", "missing full stop", Safety.LIKELY)
CLEANED = Cleaned(Transcript(TALK, SEGMENTS, WORDS, language="zh"), (DROPPED, EMPTIED), (MARKED,))


def test_what_is_written() -> None:
    assert formats.FORMATS == ("txt", "srt", "vtt", "json")
    assert formats.write(CLEANED, "txt") == "大家好\n"
    assert formats.write(CLEANED, "srt") == "1\n00:00:00,500 --> 00:00:02,000\n大家好\n"
    assert formats.write(CLEANED, "vtt") == "WEBVTT\n\n00:00:00.500 --> 00:00:02.000\n大家好\n"


def test_json_is_laid_out_for_a_reader() -> None:
    written = formats.write(CLEANED, "json")
    assert '"text": "大家好",\n' in written
    assert '      {"span": [0, 1], "start": 500, "end": 800, "probability": 0.5},\n' in written
    assert list(json.loads(written)) == ["format", "version", "text", "segments", "transcript", "edits", "offered"]
    assert json.loads(written)["segments"] == [{"start": 500, "end": 2000, "text": "大家好", "speaker": None}]


def test_a_format_that_cannot_be_written() -> None:
    with pytest.raises(CleanerError, match=r"^doc: not a format that can be written; choose txt, srt, vtt, json$"):
        formats.write(CLEANED, "doc")
    for kind in ("srt", "vtt"):
        with pytest.raises(CleanerError, match=f"^no times to write {kind} with: "):
            formats.write(Cleaned(Transcript("没有时间")), kind)


def test_a_silent_recording_can_be_written() -> None:
    silent = Cleaned(Transcript(""))
    assert [formats.write(silent, kind) for kind in ("txt", "srt", "vtt")] == ["", "", "WEBVTT\n"]


def test_half_a_utf16_pair_is_no_trouble() -> None:
    text, segments, _ = lines([Timed("好\ud800", 0, 10)])
    cleaned = Cleaned(Transcript(text, segments))
    for kind in ("txt", "srt", "vtt"):
        assert "好\ufffd" in formats.write(cleaned, kind).encode().decode()
    written = formats.write(cleaned, "json").encode().decode()
    assert formats.read_text(written, "a.json") == cleaned


LATER = 400 * 3_600_000
TEXTS = st.text(st.sampled_from("一二好，。？ab 12&<>;-{}\\:amp\u3000\n#\ufffd"), max_size=12)


@st.composite
def pieces(draw: st.DrawFn, texts: st.SearchStrategy[str], speakers: st.SearchStrategy[str | None]) -> list[Timed]:
    times = draw(st.lists(st.tuples(st.integers(0, LATER), st.integers(0, 9999)), max_size=5))
    return [Timed(draw(texts), start, start + length, speaker=draw(speakers)) for start, length in sorted(times)]


SPEAKERS = st.none() | st.text(st.sampled_from("甲A &<>;"), min_size=1, max_size=5).map(
    lambda name: " ".join(name.split()) or None
)


@given(pieces(TEXTS, SPEAKERS))
def test_vtt_reads_back_as_it_was_written(made: list[Timed]) -> None:
    text, segments, _ = lines(made)
    transcript = Transcript(text, segments)
    assert formats.read_text(formats.write(Cleaned(transcript), "vtt"), "a.vtt") == transcript


@given(pieces(st.text(st.sampled_from("一二好，。？ab 12&;->:\u3000\n\ufffd"), max_size=12), st.none()))
def test_srt_reads_back_as_it_was_written(made: list[Timed]) -> None:
    text, segments, _ = lines(made)
    transcript = Transcript(text, segments)
    assert formats.read_text(formats.write(Cleaned(transcript), "srt"), "a.srt") == transcript


@given(st.text())
def test_txt_reads_back_as_it_was_written(text: str) -> None:
    written = formats.write(Cleaned(Transcript(text)), "txt")
    assert written == (text.rstrip("\n") + "\n" if text.strip("\n") else "")


# Our json

NUMBERS = st.none() | st.floats(allow_nan=False, allow_infinity=False) | st.integers(-9, 9)
LABELS = st.none() | st.text(max_size=4)


@st.composite
def spans(draw: st.DrawFn, length: int) -> list[Span]:
    places = sorted(draw(st.lists(st.integers(0, length), max_size=6)))
    return [Span(*pair) for pair in zip(places[::2], places[1::2], strict=False)]


@st.composite
def transcripts(draw: st.DrawFn) -> Transcript:
    text = draw(st.text(max_size=20))
    times = st.tuples(st.integers(0, LATER), st.integers(0, 9999)).map(lambda pair: (pair[0], sum(pair)))
    return Transcript(
        text,
        tuple(
            Segment(span, *draw(times), draw(NUMBERS), draw(NUMBERS), draw(NUMBERS), draw(LABELS))
            for span in draw(spans(len(text)))
        ),
        tuple(Word(span, *draw(times), draw(NUMBERS)) for span in draw(spans(len(text)))),
        language=draw(LABELS),
        duration=draw(st.none() | st.integers(0, LATER)),
        engine=draw(LABELS),
        model=draw(LABELS),
        prompt=draw(st.text(max_size=4)),
        warnings=tuple(draw(st.lists(st.text(max_size=4), max_size=2))),
    )


@st.composite
def cleaneds(draw: st.DrawFn) -> Cleaned:
    transcript = draw(transcripts())
    edits: list[Edit] = []
    for number in range(draw(st.integers(0, 5))):
        rendering = Rendering(transcript.text, edits)
        start, end = sorted(draw(st.tuples(*[st.integers(0, len(rendering.text))] * 2)))
        lift = rendering.lift(start, end, draw(st.text(max_size=3)))
        edits.append(
            Edit(number, draw(st.text()), lift.spans, lift.before, lift.after, "why", draw(st.sampled_from(Safety)))
        )
    kept = draw(st.integers(0, len(edits)))
    return Cleaned(transcript, tuple(edits[:kept]), tuple(edits[kept:]))


@given(cleaneds())
def test_our_json_reads_back_to_an_equal_object(cleaned: Cleaned) -> None:
    written = formats.write(cleaned, "json")
    found = formats.read_bytes(written.encode(), "a.json")
    assert found == cleaned
    assert isinstance(found, Cleaned)
    assert found.text == cleaned.text
    assert formats.write(found, "json") == written


def test_numbers_that_json_has_not_are_left_out() -> None:
    cleaned = Cleaned(Transcript("好", (Segment(Span(0, 1), 0, 1, float("nan"), float("inf"), 1.0),)))
    found = formats.read_text(formats.write(cleaned, "json"), "a.json")
    assert found == Cleaned(Transcript("好", (Segment(Span(0, 1), 0, 1, None, None, 1.0),)))


def test_the_edits_win_over_the_text_beside_them() -> None:
    value = json.loads(formats.write(CLEANED, "json"))
    found = formats.read_text(json.dumps(value | {"text": "别的", "segments": 3}), "a.json")
    assert isinstance(found, Cleaned)
    assert found.text == "大家好"


def test_json_of_a_newer_version() -> None:
    assert refusal('{"format": "cleaner", "version": 2}', "-") == (
        "-: written by a newer cleaner (version 2 of its json): update this one"
    )


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (["version"], 0, '"version" is not 1'),
        (["version"], "1", "\"version\" cannot be '1'"),
        (["transcript"], [], '"transcript" cannot be []'),
        (["transcript", "text"], None, '"text" cannot be None'),
        (["transcript", "language"], 3, '"language" cannot be 3'),
        (["transcript", "warnings"], [3], '"warnings" are not all strings'),
        (["transcript", "segments", 0], 3, "3 misplaced"),
        (["transcript", "segments", 0], [], "a list where an object belongs"),
        (["transcript", "segments", 0, "span"], [0, 99], "Segment out of order or outside the text: "),
        (["transcript", "segments", 0, "span"], [3, 1], "not a span: 3..1"),
        (["transcript", "words", 0, "span"], [0], "not a span: [0]"),
        (["transcript", "words", 0, "end"], 3, "not a time: 500..3 ms"),
        (["transcript", "words", 0, "start"], 0.5, '"start" cannot be 0.5'),
        (["edits", 0, "spans"], [[0, 99], [1, 2]], "edit 1 is outside the text or out of order"),
        (["edits", 0, "spans"], [], "edit 1 is outside the text"),
        (["edits", 0, "number"], 2, "two edits have the same number"),
        (["edits", 0, "safety"], "SURE", "\"safety\" cannot be 'SURE'"),
        (["edits", 0], {}, '"spans" is missing'),
        (["offered"], None, '"offered" cannot be None'),
    ],
)
def test_damaged_json_of_ours(path: list[str | int], value: object, message: str) -> None:
    record: Any = json.loads(formats.write(CLEANED, "json"))
    whole = record
    for key in path[:-1]:
        record = record[key]
    record[path[-1]] = value
    assert refusal(json.dumps(whole), "a.json").startswith(f"a.json: damaged cleaner json, {message}")


def test_warnings_of_the_file_are_kept() -> None:
    data = formats.write(CLEANED, "json").encode().replace("大".encode(), b"\xe5\xa4")
    found = formats.read_bytes(data, "a.json")
    assert isinstance(found, Cleaned)
    assert len(found.transcript.warnings) == 1
