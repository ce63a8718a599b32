"""Jieba's dictionary, looked up in a sorted copy."""

import random
import stat
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from cleaner.language import dictionary


@pytest.fixture
def fresh() -> Iterator[None]:
    """Nothing read in before, and nothing left of what the test has read."""
    dictionary._sorted.cache_clear()
    dictionary._entry.cache_clear()
    yield
    dictionary._sorted.cache_clear()
    dictionary._entry.cache_clear()


def lines() -> list[str]:
    spec = find_spec("jieba")
    assert spec is not None
    assert spec.origin is not None
    return (Path(spec.origin).parent / "dict.txt").read_text("utf-8").splitlines()


def test_every_word_has_its_own_frequency_and_tag() -> None:
    for line in random.Random(1).sample(lines(), 3000):
        word, count, kind = line.split(" ")
        assert (dictionary.frequency(word), dictionary.tag(word)) == (int(count), kind)


@pytest.mark.parametrize("word", ["", "我我们", "\t", "\n", "\ud800", "龢龢", "!", "\U0010ffff", "我\t"])
def test_what_is_no_word_has_none(word: str) -> None:
    assert dictionary.frequency(word) == 0
    assert dictionary.tag(word) == dictionary.UNKNOWN


def test_the_sorted_copy_is_kept_and_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fresh: None) -> None:
    monkeypatch.setenv("CLEANER_CACHE", str(tmp_path))
    assert dictionary.tag("我们") == "r"
    (kept,) = (tmp_path / "jieba").glob("sorted-*.txt")
    made = kept.read_bytes()
    assert made.count(b"\n") == len({line.split(" ")[0] for line in lines()})
    line = f"我们\t{dictionary.frequency('我们')}\tr\n".encode()
    kept.write_bytes(made.replace(b"\n" + line, b"\n" + line.replace(b"\tr\n", b"\tt\n")))
    dictionary._sorted.cache_clear()
    dictionary._entry.cache_clear()
    assert dictionary.tag("我们") == "t"
    kept.write_bytes(made[:1000])
    dictionary._sorted.cache_clear()
    dictionary._entry.cache_clear()
    assert dictionary.tag("我们") == "r"


def test_a_folder_that_cannot_be_written_is_no_hindrance(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fresh: None
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    blocked.chmod(stat.S_IRUSR)
    monkeypatch.setenv("CLEANER_CACHE", str(blocked))
    assert dictionary.tag("我们") == "r"
