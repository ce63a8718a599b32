"""Shards: together all files, each once, whatever else there is."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from cleaner.batch.manifest import manifests, rows
from cleaner.batch.shard import Shard
from cleaner.cli import cli
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
    assert Shard(3, 8).name == "shard-3-of-8"


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


def test_shards_share_a_folder_of_results_and_a_whole_run_after_them_finds_nothing_to_do(tmp_path):
    folder, out = tmp_path / "talks", tmp_path / "scripts"
    folder.mkdir()
    names = [f"{number}.txt" for number in range(12)]
    for name in names:
        (folder / name).write_text("呃我们先看台灯。\n")
    for shard in ("1/3", "2/3", "3/3"):
        assert run(folder, out, "--shard", shard) == (0, "")
    assert sorted(rows(out)) == sorted(names)
    assert {manifest.name: len(rows(out, Shard(number, 3))) for number, manifest in enumerate(manifests(out), 1)} == {
        f"shard-{number}-of-3.manifest.sqlite": sum(name in Shard(number, 3) for name in names) for number in (1, 2, 3)
    }
    assert run(folder, out, "--dry-run") == (0, "0 to do, 12 done, 0 failed before\n")


def test_a_shard_reads_no_manifest_that_another_of_its_count_writes(tmp_path):
    place = tmp_path / ".cleaner"
    place.mkdir()
    for name in ("", "shard-1-of-2.", "shard-1-of-3.", "shard-2-of-3."):
        (place / f"{name}manifest.sqlite").touch()
    assert [path.name for path in manifests(tmp_path, Shard(2, 3))] == [
        "manifest.sqlite",
        "shard-1-of-2.manifest.sqlite",
        "shard-2-of-3.manifest.sqlite",
    ]


def run(folder: Path, out: Path, *options: str) -> tuple[int, str]:
    """Exit code and what is said on standard error."""
    result = CliRunner().invoke(cli, ["batch", str(folder), "-o", str(out), "--jobs", "1", "-q", *options])
    return result.exit_code, result.stderr
