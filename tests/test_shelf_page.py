"""The list of a batch as a person uses it, in Chromium without a window."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

import pytest
from shelves import HOSTILE, row, rows

from cleaner import clean
from cleaner.batch.shelf import shelf
from cleaner.batch.task import State
from cleaner.report.html import page
from cleaner.report.html.recording import across, href
from cleaner.report.visible import legible


@pytest.fixture(scope="session")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("结 果") / "index.html"
    path.write_text(shelf(rows(300, 3), title="排练", folder="../录/"), "utf-8")
    return path


def names(shown: Any) -> list[str]:
    found: list[str] = shown.page.locator("#files tbody th").evaluate_all(
        """(cells) => cells.map((cell) => [".folder", ".file"].map((part) =>
            cell.querySelector(part)?.textContent ?? "").join(""))"""
    )
    return found


def column(shown: Any, key: str) -> list[str]:
    found: list[str] = shown.page.locator(f"#files td.{key}").evaluate_all(
        "(cells) => cells.map((cell) => cell.firstChild?.textContent ?? '')"
    )
    return found


def test_it_asks_for_nothing_and_complains_of_nothing(opened: Any, listed: Path) -> None:
    shown = opened(listed)
    shown.page.wait_for_selector("#search")
    assert shown.asked == [listed.as_uri()]
    assert shown.complaints == []
    assert shown.page.locator("main script, main img, main b").count() == 0


def test_those_that_failed_come_first_with_the_reason(opened: Any, listed: Path) -> None:
    shown = opened(listed)
    assert column(shown, "state")[:4] == ["失败", "失败", "失败", "完成"]
    assert shown.page.locator("#files .error").all_inner_texts() == ["not audio: <b>give</b> a recording"] * 3


def test_a_click_on_a_head_sorts_and_another_turns_it_around(opened: Any, listed: Path) -> None:
    shown = opened(listed)
    written = sorted((outcome.figures.written for _, outcome in rows(300, 3) if outcome.state is State.DONE))
    head = shown.page.locator("#files thead button", has_text="成稿字数")
    head.click()
    assert column(shown, "written") == [f"{n:,}" for n in written[::-1][:200]]
    assert shown.page.locator('#files th[aria-sort="descending"]').inner_text() == "成稿字数"
    assert shown.page.inner_text("#live") == "按成稿字数排序，从大到小。"
    head.click()
    assert column(shown, "written") == [f"{n:,}" for n in written[:200]]
    assert shown.page.locator('#files th[aria-sort="ascending"]').inner_text() == "成稿字数"
    shown.page.click("#files .pages button:last-child")
    assert column(shown, "state")[-3:] == ["失败"] * 3  # nothing was written of them


def test_keys_alone_sort_filter_and_turn_pages(opened: Any, listed: Path) -> None:
    shown = opened(listed)
    keys = shown.page.keyboard
    keys.press("Tab")
    assert shown.page.evaluate("document.activeElement.className") == "skip"
    shown.page.locator("#files thead button").first.focus()
    keys.press("Enter")
    groups = [name for name in names(shown) if name.startswith(("文字/第 1 组/", "文字/第 2 组/"))]
    assert groups == [f"文字/第 {g} 组/记录 {n}.txt" for g in (1, 2) for n in range(g, 300, 50)]  # 2 before 10
    shown.page.focus("#search")
    keys.type("第 7 组/")
    assert names(shown) == [f"文字/第 7 组/记录 {n}.txt" for n in range(7, 300, 50)]
    assert shown.page.inner_text("#files .count") == "第 1–6 个，共 6 个（全部 317 个）"
    shown.page.fill("#search", "")
    shown.page.locator("#files .pages button").nth(2).focus()
    keys.press("Space")
    assert shown.page.inner_text("#files .count") == "第 201–317 个，共 317 个（全部 317 个）"
    assert len(names(shown)) == 117


def test_chips_filter_and_the_list_sorts_by_a_stage(opened: Any, listed: Path) -> None:
    shown = opened(listed)
    shown.page.click('[data-filter="state:failed"]')
    assert names(shown) == [f"坏的/{n}.m4a" for n in range(3)]
    shown.page.click('[data-filter="type:transcript"]')
    assert shown.page.inner_text("#files .count") == "没有符合的文件（全部 317 个）"
    shown.page.click('[data-filter="state:failed"]')
    shown.page.click('[data-filter="look:lossy"]')
    assert set(column(shown, "facts")) == {"1"}
    shown.page.click('[data-filter="look:lossy"]')
    shown.page.locator("#files select").select_option(label="修改：改口")
    most = max(outcome.figures.edits.get("repair", 0) for task, outcome in rows(300) if not task.recording)
    assert f"改口 {most}" in shown.page.locator("#files td.edits").first.inner_text()


def test_links_lead_to_the_files_whatever_their_names(opened: Any, tmp_path: Path) -> None:
    path = tmp_path / "index.html"
    path.write_text(shelf([row(name) for name in HOSTILE], title="x", folder="./in/"), "utf-8")
    shown = opened(path)
    assert names(shown) == [legible(name) for name in HOSTILE]
    links = "(links) => links.map((one) => [one.getAttribute('href'), one.href])"
    found = shown.page.locator("#files td.links a").evaluate_all(links)
    paths = [
        path
        for name in HOSTILE
        for stem in (name.rpartition(".")[0],)
        for path in (f"{stem}.txt", f"{stem}.srt", f"{stem}.html", f"in/{name}")
    ]
    assert [given for given, _ in found] == [href(path) for path in paths]
    base = str(tmp_path).encode()
    assert [unquote_to_bytes(urlsplit(whole).path) for _, whole in found] == [
        base + b"/" + path.encode("utf-8", "surrogateescape") for path in paths
    ]


def test_it_leads_to_a_report_which_leads_back(opened: Any, tmp_path: Path) -> None:
    for source in ("坏\udcff/a b#.txt", "c.txt"):
        report = source.replace(".txt", ".html")
        (tmp_path / report).parent.mkdir(exist_ok=True)
        text = page(clean("嗯，好。"), title="x", home=across(report, "index.html"))
        (tmp_path / report).write_text(text, "utf-8")
    (tmp_path / "index.html").write_text(shelf([row("坏\udcff/a b#.txt"), row("c.txt")], title="全部"), "utf-8")
    shown = opened(tmp_path / "index.html")
    for number in (0, 1):
        shown.page.locator("#files .file").nth(number).click()
        assert shown.page.title() == "x · 排练记录"
        shown.page.click(".home a")
        assert shown.page.title() == "全部 · 整理结果"
    assert shown.complaints == []


def test_takes_of_a_script_are_told_together(opened: Any, listed: Path) -> None:
    shown = opened(listed)
    takes = shown.page.locator("#takes tbody tr")
    assert takes.count() == 5
    assert takes.first.locator("td").all_inner_texts() == [
        "讲稿/毕业答辩.txt", "90 %", "12 %", "100 %", "8", "0", "0", "2", "0", "0",
    ]  # fmt: skip
    shown.page.locator("#takes thead button").first.click()
    assert takes.first.locator(".file").inner_text() == "第 1 次.m4a"


def test_ten_thousand_rows_are_there_and_found(opened: Any, tmp_path: Path) -> None:
    path = tmp_path / "index.html"
    path.write_text(shelf(rows(10_000, 30), title="x"), "utf-8")
    shown = opened(path, viewport={"width": 390, "height": 800})
    assert shown.page.inner_text("#files .count") == "第 1–200 个，共 10,044 个（全部 10,044 个）"
    shown.page.fill("#search", "记录 9999")
    assert names(shown) == ["文字/第 49 组/记录 9999.txt"]
    assert shown.page.evaluate("document.documentElement.scrollWidth") == 390  # nothing sticks out of a phone
    assert shown.complaints == []


def test_all_that_is_chosen_is_printed(opened: Any, listed: Path) -> None:
    shown = opened(listed)
    shown.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert len(names(shown)) == 317
    shown.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert len(names(shown)) == 200


def test_without_scripts_there_is_a_plain_table(opened: Any, listed: Path) -> None:
    shown = opened(listed, java_script_enabled=False)
    assert shown.page.locator("#files tbody tr").count() == 200
    assert shown.page.locator("#files tr.failed").count() == 3
    assert "这里只列前 200 个" in shown.page.inner_text("noscript")
