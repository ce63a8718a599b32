"""Shards: together all files, each once, whatever else there is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.batch.shard import Shard
from cleaner.errors import CleanerError

# Names as os.fsdecode gives them: bytes that are no UTF-8 are surrogates.
SOURCES = st.binary(min_size=1, max_size=40).map(lambda name: name.decode("utf-8", "surrogateescape"))


@given(st.lists(SOURCES, unique=True), st.integers(1, 40))
def test_the_shards_are_all_files_each_once(sources, count):
    shards = [Shard(number, count) for number in range(1, count + 1)]
    assert sorted(sources) == sorted(source for shard in shards for source in sources if source in shard)


@given(st.integers(1, 100_000), st.data())
def test_what_is_written_is_read(count, data):
    shard = Shard(data.draw(st.integers(1, count)), count)
    assert shard == Shard.parse(str(shard))


def test_a_file_stays_in_its_shard_from_run_to_run_and_from_machine_to_machine():
    sources = ["talks/一.wav", "talks/\udcff.wav", "a.txt", "b.txt"]
    assert [next(n for n in range(1, 9) if source in Shard(n, 8)) for source in sources] == [6, 7, 6, 2]


def test_shards_are_of_about_one_size():
    sizes = [sum(f"{n}.wav" in Shard(shard, 8) for n in range(8000)) for shard in range(1, 9)]
    assert (min(sizes) > 900, max(sizes) < 1100) == (True, True)


def test_a_shard_has_a_name_for_files():
    assert Shard(3, 8).name("manifest.sqlite") == "shard-3-of-8.manifest.sqlite"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("3", "--shard '3': give which of how many, such as 3/8"),
        ("3/8/2", "--shard '3/8/2': give which of how many, such as 3/8"),
        ("-1/8", "--shard '-1/8': give which of how many, such as 3/8"),
        ("٣/٨", "--shard '٣/٨': give which of how many, such as 3/8"),
        ("", "--shard '': give which of how many, such as 3/8"),
        ("0/8", "--shard 0/8: the first is 1/8 (Slurm: --array=1-8)"),
        ("9/8", "--shard 9/8: of 8 shards, the last is 8/8"),
        ("1/0", "--shard 1/0: there can be 1 to 100,000 shards"),
        ("1/100001", "--shard 1/100001: there can be 1 to 100,000 shards"),
    ],
)
def test_what_is_no_shard_is_said(text, message):
    with pytest.raises(CleanerError) as caught:
        Shard.parse(text)
    assert message == str(caught.value)
