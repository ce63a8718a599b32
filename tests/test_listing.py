"""What a run leaves for a person, of a real run: the list, the summary, the pages that it leads to."""

import csv
import io
import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner

from cleaner.batch.manifest import rows
from cleaner.batch.shelf.listing import between, listing
from cleaner.batch.storage import store
from cleaner.batch.task import State, Task
from cleaner.cli import cli


def batch(*arguments: object) -> int:
    return CliRunner().invoke(cli, ["batch", *map(str, arguments), "-q"]).exit_code


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "排练 #1"
    (made / "甲").mkdir(parents=True)
    for take, said in enumerate(("我们讲第一章。谢谢各位。", "呃我们讲讲第一章。", "我们讲第一章。")):
        (made / "甲" / f"{take}.txt").write_text(said)
        (made / "甲" / f"{take}.script.txt").write_text("我们讲第一章。再讲第二章。谢谢大家。")
    (made / "坏.json").write_text("{not json")
    return made


def data(out: Path) -> dict[str, list[list[object]]]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', (out / "index.html").read_text())
    assert found is not None
    made: dict[str, list[list[object]]] = json.loads(found[1])
    return made


def test_a_run_leaves_a_list_and_a_summary(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert batch(folder, "-o", out, "--report", "--jobs", 1) == 1
    assert [row[0] for row in data(out)["rows"]] == ["坏.json", "甲/0.txt", "甲/1.txt", "甲/2.txt"]
    assert data(out)["folder"] == "./../%E6%8E%92%E7%BB%83%20%231/"
    lines = list(csv.DictReader(io.StringIO((out / "summary.csv").read_text("utf-8-sig"), newline="")))
    assert [line["state"] for line in lines] == ["failed", "done", "done", "done"]
    assert [line["sentences_left_out"] for line in lines[1:]] == ["1", "2", "2"]
    assert [line["order"] for line in lines[1:]] == ["1.0", "1.0", "1.0"]
    page = out / lines[1]["output_html"]
    (home,) = re.findall(r'<p class="home"><a href="([^"]+)"', page.read_text())
    assert (page.parent / unquote(home)).resolve() == out / "index.html"


def test_what_is_as_it_was_is_not_written_again(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    batch(folder, "-o", out, "--jobs", 1)
    before = [(out / name).stat().st_mtime_ns for name in ("index.html", "summary.csv")]
    batch(folder, "-o", out, "--jobs", 1)
    assert before == [(out / name).stat().st_mtime_ns for name in ("index.html", "summary.csv")]
    (out / "index.html").unlink()
    batch(folder, "-o", out, "--jobs", 1)
    assert (out / "index.html").is_file()


def test_what_stumbled_is_recorded(folder: Path, tmp_path: Path) -> None:
    batch(folder, "-o", tmp_path / "out", "--jobs", 1)
    found = rows(tmp_path / "out")["甲/2.txt"].figures.stumbled
    assert found == ((1, "再讲第二章。", ("left out",)), (2, "谢谢大家。", ("left out",)))


def test_files_that_no_manifest_knows_wait(folder: Path, tmp_path: Path) -> None:
    batch(folder, "-o", tmp_path / "out", "--jobs", 1)
    known = rows(tmp_path / "out")
    found = list(listing([Task("乙.txt", False, 1, 1), Task("甲/0.txt", False, 1, 1)], known))
    assert [(task.source, outcome.state) for task, outcome in found] == [
        ("乙.txt", State.WAITING), ("坏.json", State.FAILED), *((f"甲/{take}.txt", State.DONE) for take in range(3)),
    ]  # fmt: skip


def test_a_folder_is_reached_from_beside_it_on_this_machine_only(tmp_path: Path) -> None:
    here = store(str(tmp_path / "a b"))
    assert between(store(str(tmp_path / "out")), here) == "./../a%20b/"
    assert between(store("memory://out"), here) is None


def test_takes_of_one_script_in_several_folders_are_told_together(tmp_path: Path) -> None:
    for day in (1, 2, 3):
        (tmp_path / "in" / f"第{day}天").mkdir(parents=True)
        (tmp_path / "in" / f"第{day}天" / "答辩.srt").write_text("1\n00:00:01,000 --> 00:00:03,500\n我们讲第一章\n")
    (tmp_path / "稿").mkdir()
    (tmp_path / "稿" / "答辩.md").write_text("我们讲第一章。再讲第二章。")
    assert batch(tmp_path / "in", "-o", tmp_path / "out", "--scripts", tmp_path / "稿", "--jobs", 1) == 0
    assert data(tmp_path / "out")["scripts"] == ["答辩.md"]
    assert '<q>再讲第二章。</q> <span class="note">3 / 3 次：漏讲</span>' in (tmp_path / "out/index.html").read_text()
