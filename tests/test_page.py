"""The page as a person uses it, in Chromium without a window."""

import json
import random
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cleaner import clean, formats
from cleaner.cleaned import Cleaned
from cleaner.cli import cli
from cleaner.comparison.compare import compare
from cleaner.delivery import Delivery, Evidence, Pause
from cleaner.edits import Edit, Rendering, Safety, render
from cleaner.report.html import page
from cleaner.report.html.recording import embedded, link
from cleaner.script import Script
from cleaner.transcript import Span, Transcript

SAMPLES = Path(__file__).parent.parent / "samples"


@pytest.fixture(scope="session")
def rehearsal() -> Cleaned:
    given = formats.read(SAMPLES / "interview.raw.json")
    assert isinstance(given, Cleaned)
    return clean(given.transcript)


def script_of(*parts: str) -> Script:
    """A script of sentences, and of line ends between them."""
    ends = [sum(map(len, parts[: number + 1])) for number in range(len(parts))]
    spans = (Span(end - len(part), end) for part, end in zip(parts, ends, strict=True) if part.strip())
    return Script("".join(parts), tuple(spans))


@pytest.fixture(scope="session")
def folder(rehearsal: Cleaned, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with everything, beside its recording; and one that holds the recording."""
    folder = tmp_path_factory.mktemp("页 面")
    recording = folder / "第 1 次#.m4a"
    shutil.copy(SAMPLES / "interview.m4a", recording)
    said = ("平时我喜欢跑步，也喜欢修旧收音机。", "各位老师好，我姓周。", "三个月以后，识别的准确率提高了。")
    script = script_of(said[0], "\n", said[1], "这一句没有讲过，谁也没有听到。", said[2])
    pauses = (Pause(70_200, 74_048, 300, False, Evidence.HEARD),)
    delivery = Delivery(98_000, 300, 76_000, 400, 250.0, 310.0, (), pauses, ())
    for name, sound in (("linked", link(recording, folder / "linked.html")), ("embedded", embedded(recording))):
        text = page(rehearsal, compare(rehearsal, script), delivery, title="排练", recording=sound)
        (folder / f"{name}.html").write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="session")
def sound(folder: Path) -> str:
    return (folder / "第 1 次#.m4a").as_uri()


def test_it_asks_for_itself_and_its_recording_only(opened: Any, folder: Path, sound: str) -> None:
    linked = opened(folder / "linked.html")
    linked.page.wait_for_function("() => document.getElementById('audio').duration > 90")
    assert set(linked.asked) == {(folder / "linked.html").as_uri(), sound}
    assert linked.complaints == []
    holding = opened(folder / "embedded.html")
    holding.page.wait_for_function("() => document.getElementById('audio').duration > 90")
    assert [url for url in holding.asked if not url.startswith("data:")] == [(folder / "embedded.html").as_uri()]
    assert holding.complaints == []


@pytest.mark.parametrize("name", ["linked", "embedded"])
def test_a_click_on_a_sentence_plays_it(name: str, opened: Any, folder: Path) -> None:
    shown = opened(folder / f"{name}.html")
    start = float(shown.page.get_attribute("#s4", "data-t"))
    assert 63_000 < start < 64_000
    shown.click_text("#s4")
    assert shown.plays_from(start)


def test_a_click_or_enter_on_anything_plays_it(opened: Any, folder: Path, rehearsal: Cleaned) -> None:
    shown = opened(folder / "linked.html")
    times = {edit.stage: rehearsal.transcript.time_of(edit.span) for edit in rehearsal.edits}
    assert times["repair"]
    assert times["retake"]
    shown.click_text("#said .edit.repair")
    assert shown.plays_from(times["repair"][0])
    shown.page.click("#score .pause", position={"x": 5, "y": 5})
    assert shown.plays_from(70_200)
    shown.page.focus("#said .edit.retake")
    shown.page.keyboard.press("Enter")
    assert shown.plays_from(times["retake"][0])
    shown.page.focus("#meant .go")
    shown.page.keyboard.press("Enter")
    assert shown.plays_from(float(shown.page.get_attribute("#meant .go", "data-t")))


def test_an_edit_is_explained_and_undone_by_keys_alone(opened: Any, folder: Path, rehearsal: Cleaned) -> None:
    shown = opened(folder / "linked.html")
    keys, card = shown.page.keyboard, shown.page.locator("#card")
    shown.page.focus('#said [tabindex="0"]')
    for _ in range(200):
        if "repair" in shown.page.evaluate("document.activeElement.className"):
            break
        keys.press("ArrowRight")
    repair = next(edit for edit in rehearsal.edits if edit.stage == "repair")
    assert card.is_visible()
    assert repair.reason in card.inner_text()
    assert "repair.retrace" in card.inner_text()
    assert "较有把握" in card.inner_text()
    assert repair.reason in shown.page.evaluate("document.activeElement.getAttribute('aria-label')")
    keys.press("a")
    assert shown.script() == rehearsal.without(repair).text
    assert shown.page.evaluate("document.activeElement.dataset.n") == str(repair.number)
    keys.press("Tab")
    assert shown.page.evaluate("document.activeElement.textContent") == "恢复"
    keys.press("Enter")
    assert shown.script() == rehearsal.text
    keys.press("Escape")
    assert shown.page.evaluate("document.activeElement.dataset.n") == str(repair.number)


def test_edits_are_filtered(opened: Any, folder: Path, rehearsal: Cleaned) -> None:
    shown = opened(folder / "linked.html")
    shown.page.click(".filters summary")
    marked = shown.page.locator('#said .edit[role="button"], #said .flag')
    everything = len(rehearsal.edits) + len(rehearsal.offered)
    assert marked.count() == everything
    shown.page.click('[data-filter="stage:repetition"]')
    assert marked.count() == sum(edit.stage == "repetition" for edit in rehearsal.edits)
    shown.page.click('[data-filter="safety:LIKELY"]')
    likely = [edit for edit in rehearsal.edits if edit.stage == "repetition" and edit.safety is Safety.LIKELY]
    assert marked.count() == len(likely) > 0
    assert shown.page.inner_text("#shown") == f"显示 {len(likely)} / {everything}"
    shown.page.click('[data-filter="stage:repetition"]')
    shown.page.click('[data-filter="safety:LIKELY"]')
    shown.page.click('[data-filter="status:offered"]')
    assert marked.count() == len(rehearsal.offered) > 0
    assert shown.script() == rehearsal.text


def test_sentences_are_filtered(opened: Any, folder: Path) -> None:
    shown = opened(folder / "linked.html")
    shown.page.click('#states [data-state="LEFT_OUT"]')
    visible = shown.page.locator("#meant .s:visible")
    assert [text.removeprefix("漏讲") for text in visible.all_inner_texts()] == ["这一句没有讲过，谁也没有听到。"]
    shown.page.click('#states [data-state=""]')
    assert visible.count() > 3


def test_decisions_are_saved_as_they_are_read(opened: Any, folder: Path, rehearsal: Cleaned, tmp_path: Path) -> None:
    shown = opened(folder / "linked.html")
    repair = next(edit for edit in rehearsal.edits if edit.stage == "repair")
    offer = rehearsal.offered[0]
    for place in ("#said .edit.repair", f'#said .flag[data-n="{offer.number}"]'):
        shown.page.click(place)
        shown.page.click("#card .decide")
        shown.page.keyboard.press("Escape")
    assert shown.script() == rehearsal.without(repair).accepting(offer).text
    assert shown.page.inner_text("#tally") == "采纳 1 处，撤销 1 处。"
    with shown.page.expect_download() as download:
        shown.page.click("#save")
    assert download.value.suggested_filename == "decisions.json"
    download.value.save_as(tmp_path / "decisions.json")
    from hashlib import sha256

    assert json.loads((tmp_path / "decisions.json").read_text("utf-8")) == {
        "format": "cleaner-decisions",
        "version": 1,
        "text": sha256(rehearsal.transcript.text.encode("utf-8", "surrogatepass")).hexdigest(),
        "accept": [{"rule": offer.rule, "spans": [[s.start, s.end] for s in offer.spans], "after": offer.after}],
        "reject": [{"rule": repair.rule, "spans": [[s.start, s.end] for s in repair.spans], "after": repair.after}],
    }
    wished = rehearsal.without(repair).accepting(offer).text
    saved = tmp_path / "decisions.json"
    again = CliRunner().invoke(cli, ["clean", str(SAMPLES / "interview.raw.json"), "--decisions", str(saved)])
    assert again.stdout == f"{wished}\n"
    shown.page.click("#forget")
    assert shown.script() == rehearsal.text


def some_edits(chance: random.Random) -> Cleaned:
    """A text with line ends and astral characters, and edits found one on the other, some of them only offered."""
    text = "".join(chance.choices("甲乙丙😀𠮷,。\n", k=chance.randrange(14)))
    edits: list[Edit] = []
    for number in range(1, chance.randrange(9)):
        rendering = Rendering(text, edits)
        low, high = sorted(chance.choices(range(len(rendering.text) + 1), k=2))
        lift = rendering.lift(low, high, "".join(chance.choices("aX。😀\n", k=chance.randrange(3))))
        edits.append(Edit(number, "test.test", lift.spans, lift.before, lift.after, "why", Safety(number % 4)))
    applied = [edit for edit in edits if chance.random() < 0.6]
    return Cleaned(Transcript(text), tuple(applied), tuple(edit for edit in edits if edit not in applied))


def test_any_decisions_read_as_python_renders_them(opened: Any, tmp_path: Path) -> None:
    chance = random.Random(4)
    shown = None
    for number in range(25):
        cleaned = some_edits(chance)
        every = (*cleaned.edits, *cleaned.offered)
        subsets = [[edit for edit in every if chance.random() < 0.5] for _ in range(40)]
        (tmp_path / f"{number}.html").write_text(page(cleaned, title="x"), "utf-8")
        path = tmp_path / f"{number}.html"
        if shown is None:
            shown = opened(path)
        else:
            shown.page.goto(path.as_uri())
        assert shown.script() == cleaned.text
        made = shown.page.evaluate(
            """(subsets) => {
                const { points, edits, render, redraw } = globalThis.cleaner;
                return subsets.map((subset) => {
                    for (const edit of edits) edit.on = subset.includes(edit.number);
                    redraw();
                    const lines = [...document.querySelectorAll("#said > .line")].map((line) => {
                        const copy = line.cloneNode(true);
                        for (const one of copy.querySelectorAll("del, .flag, .go")) one.remove();
                        return copy.textContent;
                    });
                    return [render(points, edits.filter((edit) => edit.on)), lines.join("\\n")];
                });
            }""",
            [[edit.number for edit in subset] for subset in subsets],
        )
        expected = [render(cleaned.transcript.text, subset) for subset in subsets]
        assert [text for text, _ in made] == expected
        assert [text for _, text in made] == expected


def test_a_script_element_in_a_transcript_stays_text(opened: Any, tmp_path: Path) -> None:
    hostile = "<script>document.title='x'</script></script>\u2028<img src=x onerror=alert(1)>好。"
    heard = Cleaned(
        Transcript(hostile), (Edit(1, "filler.<b>", (Span(0, 8),), hostile[:8], "<i>", "<u>", Safety.SAFE),)
    )
    path = tmp_path / "hostile.html"
    path.write_text(page(heard, compare(heard, Script(hostile, (Span(0, len(hostile)),))), title=hostile), "utf-8")
    shown = opened(path)
    shown.page.focus("#said .edit")
    assert shown.page.title().startswith("<script>")
    assert shown.script() == "<i>" + hostile[8:]
    assert shown.page.inner_text("#card .reason") == "<u>"
    assert shown.page.locator("main img, main script, main i, main u, #card b").count() == 0
    assert shown.asked == [path.as_uri()]
    assert shown.complaints == []


def test_it_fits_a_phone(opened: Any, folder: Path) -> None:
    shown = opened(folder / "linked.html", viewport={"width": 360, "height": 740}, has_touch=True)
    assert shown.page.evaluate("document.documentElement.scrollWidth") == 360
    shown.page.tap("#said .edit.repair")
    box = shown.page.locator("#card").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    assert shown.page.evaluate("document.documentElement.scrollWidth") == 360


def test_a_recording_that_is_gone_is_told(opened: Any, rehearsal: Cleaned, tmp_path: Path) -> None:
    (tmp_path / "gone.html").write_text(page(rehearsal, title="x", recording="./gone.m4a"), "utf-8")
    shown = opened(tmp_path / "gone.html")
    shown.page.locator("#trouble").wait_for(state="visible")
    assert "放不了" in shown.page.inner_text("#trouble")


def test_an_hour_stays_fluent(opened: Any, tmp_path: Path) -> None:
    text = "\n".join(["嗯，今天讲三件事。嗯，先讲头一件。"] * 834)
    places = [at for at in range(len(text)) if text.startswith("嗯，", at)][:1500]
    edits = tuple(
        Edit(number, "filler.hesitation", (Span(at, at + 2),), "嗯，", "", "hesitation sound 嗯", Safety.SAFE)
        for number, at in enumerate(places, 1)
    )
    written = page(Cleaned(Transcript(text), edits), title="一小时")
    assert (len(text) > 15_000, len(edits)) == (True, 1500)
    assert len(written.encode()) < 1_000_000
    (tmp_path / "hour.html").write_text(written, "utf-8")
    shown = opened(tmp_path / "hour.html")
    took = shown.page.evaluate(
        """() => {
            globalThis.cleaner.edits[700].on = false;
            const start = performance.now();
            globalThis.cleaner.redraw();
            document.body.offsetHeight;
            return performance.now() - start;
        }"""
    )
    assert took < 500  # ms; 30 on two quiet cores
