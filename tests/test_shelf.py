"""The list and the summary of a batch as texts: what they hold, that nothing in them acts."""

import csv
import io
import json
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any

import pytest
from shelves import HOSTILE, row, rows

from cleaner import clean
from cleaner.batch.shelf import shelf
from cleaner.batch.shelf.summary import COLUMNS, summary
from cleaner.batch.task import State
from cleaner.report.html import page
from cleaner.report.html.recording import across, href
from cleaner.report.visible import legible


class Parsed(HTMLParser):
    """The elements of a page with their attributes, the content of scripts and styles, and all other text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = [("", {})]
        self.raw: dict[str, str] = {}
        self.shown: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        tag, about = self.elements[-1]
        if tag in ("script", "style") and not data.isspace():
            self.raw.setdefault("data" if "id" in about else tag, data)
        else:
            self.shown.append(data)

    @property
    def data(self) -> dict[str, Any]:
        made: dict[str, Any] = json.loads(self.raw["data"])
        return made

    @property
    def links(self) -> list[str]:
        return [about["href"] or "" for tag, about in self.elements if tag == "a"]


def test_it_depends_on_the_rows_only() -> None:
    assert shelf(rows(), title="排练") == shelf(iter(list(rows())), title="排练")


def test_only_its_own_script_and_style_may_run() -> None:
    parsed = Parsed(shelf(rows(), title="排练"))
    (policy,) = [about["content"] for _, about in parsed.elements if about.get("http-equiv")]
    own = {tag: b64encode(sha256(parsed.raw[tag].encode()).digest()).decode() for tag in ("script", "style")}
    assert policy == (
        f"default-src 'none'; script-src 'sha256-{own['script']}'; style-src 'sha256-{own['style']}'; "
        "media-src 'none'; img-src data:; base-uri 'none'; form-action 'none'"
    )
    assert not [
        about for _, about in parsed.elements if any(name.startswith("on") or name == "style" for name in about)
    ]


def test_no_name_becomes_an_element() -> None:
    parsed = Parsed(shelf(rows(), title="<img src=x>", folder="./"))
    assert [tag for tag, _ in parsed.elements if tag in ("script", "img", "b")].count("script") == 2
    assert not [tag for tag, _ in parsed.elements if tag == "img"]
    assert "not audio: <b>give</b> a recording" in parsed.shown


def test_it_can_be_written_whatever_the_names_hold() -> None:
    text = shelf(rows(), title="坏\udcff\ud83d")
    assert text.encode().decode() == text
    sources = [values[0] for values in Parsed(text).data["rows"]]
    assert sorted(sources) == sorted(task.source for task, _ in rows())


def test_those_that_failed_come_first_then_those_to_do() -> None:
    given = [row("a.txt"), row("b.txt", state=State.WAITING), row("c.txt", state=State.FAILED)]
    made = Parsed(shelf(given, title="x")).data["rows"]
    assert [values[0] for values in made] == ["c.txt", "b.txt", "a.txt"]
    assert made[0] == ["c.txt", -1, 0, 0, "not audio: <b>give</b> a recording", 0.25]


def test_all_are_counted_where_not_all_are_listed() -> None:
    text = shelf(rows(30, 4), title="x", most=10)
    made = Parsed(text).data["rows"]
    assert (len(made), [values[3] for values in made]) == (10, [0] * 4 + [2] * 6)
    assert "这一页只列 10 个（失败的都在前面），全部 48 个见" in text
    assert "<b>48</b> <span>个文件（录音 10，文字稿 38）</span>" in text


def test_totals() -> None:
    given = [row("a.txt", 1), row("b.m4a", 2), row("c.txt", state=State.FAILED)]
    figures = [outcome.figures for _, outcome in given]
    text = shelf(given, title="x")
    assert '<li class="failed"><b>1</b>' in text
    assert f"<b>{sum(f.heard for f in figures):,} → {sum(f.written for f in figures):,}</b>" in text
    assert f"<b>{sum(sum(f.edits.values()) for f in figures):,}</b> <span>修改</span>" in text


def test_nothing_at_all() -> None:
    assert "没有文件。" in shelf((), title="x")
    assert summary(()) == "\ufeff" + ",".join(COLUMNS) + "\r\n"


def test_sentences_that_stumble_in_most_takes() -> None:
    parsed = Parsed(shelf(rows(), title="x"))
    told = "".join(parsed.shown)
    assert "讲稿/毕业答辩.txt 5 次排练" in told
    assert "4 这一句总是讲不顺。 5 / 5 次：重复、漏讲" in told
    one = shelf([row("a.m4a", script="s.txt"), row("b.m4a", script="t.txt")], title="x")
    assert "一再出状况的句子" not in "".join(Parsed(one).shown)


def test_without_its_script_the_first_rows_and_their_links_are_there() -> None:
    parsed = Parsed(shelf([row(name) for name in HOSTILE], title="x"))
    for name in HOSTILE:
        assert legible(name) in parsed.shown
        assert href(name.rpartition(".")[0] + ".srt") in parsed.links


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("a b/c#d?e%20.txt", "./a%20b/c%23d%3Fe%2520.txt"),
        ("坏\udcff.txt", "./%E5%9D%8F%FF.txt"),
        ("c:盘.txt", "./c%3A%E7%9B%98.txt"),
        ("-rf\n\"'&.txt", "./-rf%0A%22%27%26.txt"),
    ],
)
def test_a_url_has_the_bytes_of_the_name(path: str, url: str) -> None:
    assert href(path) == url


@pytest.mark.parametrize(
    ("page", "to", "url"),
    [
        ("a.html", "index.html", "./index.html"),
        ("甲/b/c.html", "index.html", "./../../index.html"),
        ("甲/c.html", "甲/d.txt", "./d.txt"),
        ("a/c.html", "乙/d.txt", "./../%E4%B9%99/d.txt"),
    ],
)
def test_a_url_from_a_page_to_a_file_beside_it(page: str, to: str, url: str) -> None:
    assert across(page, to) == url


def test_names_are_legible() -> None:
    names = {
        "坏\udcff\udc80.txt": "坏\\xff\\x80.txt",
        "a\nb\tc": "a⏎b\\u0009c",
        "\u202egnp": "\\u202egnp",
        "👩\u200d🚀　宽": "👩\u200d🚀　宽",
    }
    assert [legible(name) for name in names] == list(names.values())


def test_a_page_links_to_the_one_that_lists_it() -> None:
    made = Parsed(page(clean("好。"), title="x", home=across("甲/a.html", "index.html")))
    assert "./../index.html" in made.links
    assert "./../index.html" not in Parsed(page(clean("好。"), title="x")).links


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_a_summary_has_a_line_for_each_file() -> None:
    made = table(summary(rows()))
    given = list(rows())
    assert [line["file"].removeprefix("'") for line in made] == [legible(task.source) for task, _ in given]
    take = next(line for line in made if line["script"])
    assert (take["coverage"], take["sentences_said"], take["sentences_left_out"], take["stumbled"]) == (
        "0.9", "8", "2", "1",
    )  # fmt: skip
    failed = next(line for line in made if line["state"] == "failed")
    assert (failed["error"], failed["edits"], failed["heard"]) == ("not audio: <b>give</b> a recording", "", "")
    (task, outcome) = next(one for one in given if one[1].figures.edits and one[0].recording)
    line = next(line for line in made if line["file"] == task.source)
    assert int(line["edits"]) == sum(outcome.figures.edits.values())
    assert float(line["duration_s"]) * 1000 == outcome.figures.duration


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＋", "－", "＠", " =", "　＝"])
def test_no_cell_is_a_formula(start: str) -> None:
    task, outcome = row(f"{start}1+1.txt", state=State.FAILED)
    (line,) = table(summary([(task, replace(outcome, error=f"{start}1"))]))
    assert (line["file"], line["error"]) == (f"'{start}1+1.txt", f"'{start}1")


def test_a_summary_can_be_written_and_is_one_line_a_file() -> None:
    text = summary([row(name) for name in HOSTILE])
    assert text.encode().decode() == text
    assert text.count("\n") == text.count("\r\n") == len(HOSTILE) + 1
