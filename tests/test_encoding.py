"""How a file of any encoding becomes text, and what is told of what is lost."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import formats
from cleaner.errors import CleanerError
from cleaner.formats import encoding
from cleaner.transcript import Transcript

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
