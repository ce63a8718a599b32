"""Damaged files of every kind are read, or refused in one line."""

import io
import os
import zipfile
from pathlib import Path

import pytest
from conftest import write_wav
from docx import Document
from mutilate import READERS, broken, wholes
from test_audio import tone

from cleaner import formats
from cleaner.errors import CleanerError
from cleaner.formats import documents
from cleaner.hearing import audio

COUNT = 25  # of each kind; `python benchmarks/mutilate.py` tries 5,000


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return wholes(tmp_path_factory.mktemp("whole"))


@pytest.mark.parametrize("kind", READERS)
def test_mutants_are_read_or_refused(whole, tmp_path, capfd, kind) -> None:
    assert list(broken(kind, whole[kind], range(COUNT), tmp_path)) == []
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("seed", [1482, 2277])
def test_what_sqlite_quotes_of_a_damaged_manifest_is_one_line(whole, tmp_path, seed) -> None:
    assert list(broken("manifest", whole["manifest"], range(seed, seed + 1), tmp_path)) == []


def word(path: Path, part: str, old: bytes, new: bytes) -> Path:
    """A Word document with a heading and a sentence, one of its parts altered."""
    made = io.BytesIO()
    document = Document()
    document.add_heading("开场")
    document.add_paragraph("各位老师好。")
    document.save(made)
    with zipfile.ZipFile(made) as package, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as altered:
        for name in package.namelist():
            content = package.read(name)
            assert name != part or old in content
            altered.writestr(name, content.replace(old, new) if name == part else content)
    return path


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'w:type="paragraph"', b'w:type="of another time"'),
        (b'w:val="heading 1"', b""),
        (b"<w:name ", b"<w:unknown "),
        (b"<w:outlineLvl w:val=", b"<w:outlineLvl w:x="),
        (b"<w:basedOn w:val=", b"<w:basedOn w:x="),
    ],
)
def test_a_document_with_broken_styles_is_read(tmp_path, old, new) -> None:
    found = documents.read(word(tmp_path / "script.docx", "word/styles.xml", old, new))
    assert found.text == "开场\n各位老师好。"
    assert found.sentences[-1].end == len(found.text)


def test_a_document_without_a_body_says_what_to_do(tmp_path) -> None:
    with pytest.raises(CleanerError, match="without text: open it in Word and save it anew"):
        documents.read(word(tmp_path / "script.docx", "word/document.xml", b"w:body", b"w:torso"))


def test_a_document_that_unfolds_to_millions_of_paragraphs_is_refused(tmp_path) -> None:
    path = word(tmp_path / "script.docx", "word/document.xml", b"<w:sectPr ", b"<w:p/>" * 9_000_000 + b"<w:sectPr ")
    assert path.stat().st_size < 200_000
    with pytest.raises(CleanerError, match="too large for a script"):
        documents.read(path)


@pytest.mark.parametrize("number", ["1" + "0" * 400, "1e400", "-1e400", "NaN", "9" * 5000, "9007199254740993"])
@pytest.mark.parametrize(
    "key", ['"start": ', '"end": ', '"duration": ', '"avg_logprob": ', '"version": ', '"number": ']
)
def test_our_json_with_a_number_beyond_all_bounds_is_refused(whole, number, key) -> None:
    before, found, after = whole["json"].decode().partition('"transcript":')
    if key == '"version": ':
        before, found, after = "", "", whole["json"].decode()
    first, at, rest = after.partition(key)
    assert at
    value = rest.partition(",")[0]
    text = before + found + first + at + number + rest.removeprefix(value)
    if number == "NaN" and key in ('"avg_logprob": ', '"duration": '):
        assert formats.read_text(text, "talk.json")  # as if it were not there
        return
    with pytest.raises(CleanerError):
        formats.read_text(text, "talk.json")


def test_a_list_of_other_files_is_told_as_that(tmp_path) -> None:
    path = tmp_path / "all.ffconcat"
    path.write_text("ffconcat version 1.0\nfile /other.wav\n")
    with pytest.raises(CleanerError, match="a list of other files, which are not opened"):
        audio.decode(path)


def test_a_damaged_header_is_one_line_with_the_name(whole, tmp_path, capfd) -> None:
    """An ASF whose header sends FFmpeg to a place before the file."""
    path = tmp_path / "talk.wma"
    for at in range(16, 120):
        content = bytearray(whole["wma"])
        content[at : at + 8] = b"\xff" * 8
        path.write_bytes(content)
        told = [""]
        try:
            audio.decode(path)
        except CleanerError as error:
            told.append(str(error))
        assert told[-1].startswith(f"{path}: " if len(told) > 1 else "")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("kind", ["wav", "flac"])
def test_gigabytes_of_zeros_behind_the_sound_are_left_out(whole, tmp_path, kind) -> None:
    path = write_wav(tmp_path / "talk.wav", tone(4.0))
    if kind == "flac":
        path = tmp_path / "talk.flac"
        path.write_bytes(whole["flac"])
    length = audio.decode(path).duration
    os.truncate(path, 200 << 20)  # takes no room on the disk
    recording = audio.decode(path)
    assert recording.duration == length
    assert recording.warnings == (f"{path}: 199 MB of zeros behind its end are left out: was it copied whole?",)
