"""Which files are read, and as what: text, subtitles, the json of engines."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from reading import heard, read, refusal

from cleaner import formats
from cleaner.errors import CleanerError
from cleaner.formats import cues
from cleaner.transcript import Segment, Span, Transcript, Word


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
