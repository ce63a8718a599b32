"""Files are written whole or not at all."""

import os
import stat
from pathlib import Path

import pytest

from cleaner.errors import CleanerError
from cleaner.files import write_whole


def test_a_new_file_has_the_text_in_utf8_and_the_mode_the_umask_gives(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_whole(tmp_path / "稿.txt", "第一幕\r\n第二幕\n")
    finally:
        os.umask(before)
    assert (tmp_path / "稿.txt").read_bytes() == "第一幕\r\n第二幕\n".encode()
    assert stat.S_IMODE((tmp_path / "稿.txt").stat().st_mode) == 0o640
    assert [path.name for path in tmp_path.iterdir()] == ["稿.txt"]


def test_an_existing_file_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "script.txt"
    path.write_text("old")
    path.chmod(0o604)
    write_whole(path, "new")
    assert path.read_text() == "new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o604


def test_a_link_still_points_to_the_file(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("old")
    (tmp_path / "link.txt").symlink_to("real.txt")
    write_whole(tmp_path / "link.txt", "new")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text() == "new"


def test_a_device_is_written_to_and_stays_one() -> None:
    write_whole(Path(os.devnull), "gone")
    assert Path(os.devnull).is_char_device()


@pytest.mark.parametrize("failure", [KeyboardInterrupt, OSError(28, "No space left on device")])
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_on_failure_the_old_file_stays_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: BaseException, step: str
) -> None:
    def fail(*_: object) -> None:
        raise failure

    path = tmp_path / "script.txt"
    path.write_text("old")
    monkeypatch.setattr(*{"fsync": (os, "fsync"), "replace": (Path, "replace")}[step], fail)
    expected = CleanerError if isinstance(failure, OSError) else KeyboardInterrupt
    with pytest.raises(expected) as raised:
        write_whole(path, "new")
    assert [(entry.name, entry.read_text()) for entry in tmp_path.iterdir()] == [("script.txt", "old")]
    if isinstance(failure, OSError):
        assert str(raised.value) == f"{path}: cannot be written: No space left on device"


def test_text_that_cannot_be_encoded_touches_nothing(tmp_path: Path) -> None:
    path = tmp_path / "script.txt"
    path.write_text("old")
    with pytest.raises(UnicodeEncodeError):
        write_whole(path, "\ud800")
    assert path.read_text() == "old"


def test_errors_say_what_to_do(tmp_path: Path) -> None:
    missing = tmp_path / "none" / "script.txt"
    for path, message in (
        (missing, f"{missing}: there is no folder {missing.parent}; make it first"),
        (tmp_path, f"{tmp_path}: a folder; name a file"),
        (tmp_path / "a\0b", r"a\x00b': not a file name"),
    ):
        with pytest.raises(CleanerError) as raised:
            write_whole(path, "new")
        assert message in str(raised.value)
        assert "\n" not in str(raised.value)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_must_not_be_written_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "script.txt"
    path.write_text("old")
    monkeypatch.setattr(os, "access", lambda *_: False)  # what it says of mode 444, but never to root
    with pytest.raises(CleanerError, match=r"no permission to write it$"):
        write_whole(path, "new")
    assert path.read_text() == "old"
