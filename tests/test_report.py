"""The page as text: everything in it escaped, nothing in it asks for anything, all its parts are in the package."""

import base64
import hashlib
import json
import re
import subprocess
import sys
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

import cleaner
from cleaner.cleaned import Cleaned
from cleaner.cli import cli
from cleaner.comparison import State
from cleaner.comparison.compare import compare
from cleaner.delivery import Budget, Delivery, Evidence, Occurrence, Pace, Pause, Tally
from cleaner.edits import Edit, Safety
from cleaner.errors import CleanerError
from cleaner.facts import KINDS
from cleaner.report.html import page, timeline
from cleaner.report.html.compared import lines as script_lines
from cleaner.report.html.labels import LABELS
from cleaner.report.html.recording import embedded, link
from cleaner.report.times import clock, percent
from cleaner.script import Script
from cleaner.transcript import Segment, Span, Transcript

HOSTILE = "嗯，<script>alert(1)</script>\u2028<b onclick=x>再见</b> &amp; \"'</script><!--"
ROOT = Path(__file__).parent.parent


class Parsed(HTMLParser):
    """Elements with their attributes, and the content of scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.content: list[tuple[dict[str, str | None], str]] = []
        self.shown: list[str] = []
        self._raw: dict[str, str | None] | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._raw = dict(attrs, tag=tag) if tag in ("script", "style") else None

    def handle_data(self, data: str) -> None:
        if self._raw is not None:
            self.content.append((self._raw, data))
        else:
            self.shown.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._raw = None

    @property
    def data(self) -> dict[str, object]:
        (text,) = [text for about, text in self.content if about.get("type") == "application/json"]
        return json.loads(text)

    @property
    def policy(self) -> str:
        (text,) = [a["content"] for t, a in self.elements if a.get("http-equiv") == "Content-Security-Policy"]
        assert text is not None
        return text


def cleaned(text: str = HOSTILE) -> Cleaned:
    edit = Edit(1, "filler.hesitation", (Span(0, 2),), text[:2], "", "hesitation <sound>", Safety.SAFE)
    offer = Edit(2, "punctuation.full_stop", (Span(len(text), len(text)),), "", "。</script>", "why", Safety.ASK)
    return Cleaned(Transcript(text, (Segment(Span(0, len(text)), 0, 5000),), duration=6000), (edit,), (offer,))


def delivery() -> Delivery:
    found = (Occurrence(Span(0, 1), "嗯<b>", 1, (100, 400)), Occurrence(Span(3, 4), "呃"))
    return Delivery(
        duration=200_000,
        latency=100,
        speaking=4000,
        syllables=20,
        rate=240.0,
        articulation=300.0,
        paces=(Pace(0, Span(0, 5), 100, 2500, 10, 250.0), Pace(1, Span(5, 9), 59_000, 61_000, 8, 240.0)),
        pauses=(Pause(2500, 4700, 5, False, Evidence.HEARD), Pause(61_000, 61_600, 9, True, Evidence.TIMED)),
        tallies=(
            Tally("filled pauses", found, 0.6, Evidence.HEARD, "a <note>"),
            Tally("retakes", (), None, Evidence.UNKNOWN),
        ),
        suspicions=((Span(0, 1), (100, 400), "stretched"),),
        budget=Budget(3000, 2000, (("the <pauses>", 500),)),
        notes=("only <roughly> known",),
    )


def whole() -> Parsed:
    heard = cleaned()
    script = Script(HOSTILE, (Span(2, len(HOSTILE)),))
    return Parsed(page(heard, compare(heard, script), delivery(), title=HOSTILE, recording='talk".mp3'))


def test_no_text_becomes_an_element() -> None:
    parsed = whole()
    assert [tag for tag, _ in parsed.elements].count("script") == 2
    assert not [tag for tag, about in parsed.elements if tag == "b" and about]
    assert not [name for _, about in parsed.elements for name in about if name.startswith("on") or name == "style"]
    assert [about["src"] for tag, about in parsed.elements if tag == "audio"] == ['talk".mp3']


def test_the_data_are_those_of_the_transcript_and_its_edits() -> None:
    data = whole().data
    assert "".join(data["text"]) == HOSTILE
    assert data["sha256"] == hashlib.sha256(HOSTILE.encode()).hexdigest()
    assert data["rules"] == ["filler.hesitation", "punctuation.full_stop"]
    end = len(HOSTILE)
    assert data["edits"] == [
        [1, 0, [0, 2], "嗯，", "", 0, 0, 1, "", 0, 5000],
        [2, 1, [end, end], "", "。</script>", 1, 3, 0, "", 5000, 5000],
    ]


def test_an_edit_says_which_facts_it_took_out() -> None:
    heard = cleaner.clean("我们小组二零二零年春天，不对，二零二零年秋天，拿了第三名。")
    (row,) = [row for row in Parsed(page(heard, title="x")).data["edits"] if row[8]]
    assert (row[3], row[8]) == ("二零二零年春天，不对，", "日期 春天")


def test_nothing_in_a_script_element_ends_it_early() -> None:
    text = page(cleaned(), title="x")
    (block,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)
    assert not set("<>&\u2028\u2029") & set(block)


def test_halves_of_pairs_stay_apart_and_can_be_written() -> None:
    text = "甲\ud83d\ude00乙😀"
    parsed = Parsed(page(cleaned(text), title=text))
    assert parsed.data["text"] == ["甲\ud83d", "\ude00乙😀"]
    assert parsed.data["sha256"] == hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    assert page(cleaned(text), title=text).encode("utf-8")


@pytest.mark.parametrize(
    ("recording", "media"),
    [(None, "'none'"), ("./talk.mp3", "'self' file:"), ("data:audio/mpeg;base64,AAAA", "data:")],
)
def test_the_policy_lets_only_the_page_itself_run(recording: str | None, media: str) -> None:
    parsed = Parsed(page(cleaned(), title="x", recording=recording))
    rules = dict(rule.strip().split(" ", 1) for rule in parsed.policy.split(";"))
    for directive, tag in (("script-src", "script"), ("style-src", "style")):
        (text,) = [text for about, text in parsed.content if about["tag"] == tag and "type" not in about]
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert rules.pop(directive) == f"'sha256-{digest}'"
    assert rules == {
        "default-src": "'none'",
        "media-src": media,
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def test_nothing_is_asked_of_the_network() -> None:
    text = page(cleaned("嗯，好。"), None, delivery(), title="x", recording="./talk.mp3")
    assert not re.search(r"https?:|//[a-z0-9]+\.|@import|\burl\(", text)
    links = [about.get("href") or about.get("src") for _, about in Parsed(text).elements]
    assert {link.partition("#")[0] for link in links if link} == {"", "./talk.mp3", "data:,"}


def test_every_label_is_there_and_none_is_in_vain() -> None:
    folder = ROOT / "cleaner" / "report" / "html"
    files = [path for path in folder.iterdir() if path.is_file() and path.name != "labels.py"]
    sources = "\n".join(path.read_text("utf-8") for path in files)
    named = {name for name in LABELS if re.search(rf"""["'.]{re.escape(name)}\b""", sources)}
    kinds = {"filled pauses", "discourse fillers", "repeats", "self-corrections", "retakes"}
    stages = {path.parent.name for path in (ROOT / "cleaner" / "rules").glob("*/__init__.py")}
    enums = {one.name for enum in (State, Evidence, Safety) for one in enum}
    how = {"left out", "partly", "said differently", "repeat", "self-correction", "retake", "long pause"}
    assert set(LABELS) == named | kinds | stages | enums | how | set(KINDS) | {"rate_note", "articulation_note"}


def test_figures_say_how_they_are_known() -> None:
    shown = " ".join("".join(whole().shown).split())
    assert "嗯、呃一类 至少 2 每分钟 0.6 听到的 a <note>" in shown
    assert "重讲 没有听到 无从得知 识别程序" in shown
    assert "限时 0:03，超了 0:02" in shown
    assert "the <pauses> 0.5 秒" in shown
    assert "only <roughly> known" in shown
    assert "0.5 秒以上；2 秒以上 1 次，句中 1 次" in shown


def test_a_row_of_the_timeline_holds_a_minute_of_a_short_recording() -> None:
    rows = timeline.rows(cleaned(), delivery())
    assert [(row.start, row.end) for row in rows] == [
        (0, 60_000),
        (60_000, 120_000),
        (120_000, 180_000),
        (180_000, 240_000),
    ]
    first, second, *_ = rows
    assert [(mark.x, mark.width, mark.time) for mark in first.paces] == [(0.167, 4.0, 100), (98.333, 1.667, 59_000)]
    assert [(mark.x, mark.width, mark.time) for mark in second.paces] == [(0.0, 1.667, 59_000)]
    assert [(mark.kind, mark.long) for row in rows for mark in row.pauses] == [("pause", True), ("pause inside", False)]
    assert [mark.kind for row in rows for mark in row.marks] == ["filled pauses", "suspicion"]


def test_words_and_numerals_of_the_script_are_shown_whole() -> None:
    heard = cleaner.clean("我用 Kubanetes 拍了一摆张照片。")
    script = Script("我用 Kubernetes 拍了一百张照片。", (Span(0, 22),))
    pieces = [piece for line in script_lines(compare(heard, script)) for part in line for piece in part.pieces]
    assert "".join(piece.text for piece in pieces) == script.text
    assert [(piece.text, piece.heard) for piece in pieces if piece.heard] == [
        ("Kubernetes", "Kubanetes"),
        ("一百", "一摆"),
    ]


def test_the_script_is_shown_to_the_last_character() -> None:
    text = "# 题目\n\n各位好。（停）今天讲三件事。\n第一件，开始。\n\n"
    script = Script(text, (Span(6, 10), Span(13, 20), Span(21, 28)), (Span(0, 4), Span(10, 13)))
    comparison = compare(cleaner.clean("今天讲三件事。各位好。多说一句没有写的话。第一件，开始。"), script)
    shown = "\n".join("".join(part.text for part in line if part.state != "ADDED") for line in script_lines(comparison))
    assert shown == text


def test_several_takes_are_shown_side_by_side() -> None:
    heard = cleaned()
    script = Script(HOSTILE, (Span(2, len(HOSTILE)),))
    comparison = compare(heard, script)
    one = SimpleNamespace(name="<1>.m4a", comparison=comparison, delivery=delivery(), fillers=0.6)
    other = SimpleNamespace(name="2.m4a", comparison=comparison, delivery=None, fillers=None)
    stumbles = [SimpleNamespace(sentence=0, takes=(0, 1), how=(("left out",), ("partly", "left out")))]
    parsed = Parsed(page(heard, comparison, title="x", takes=[one, other], stumbles=stumbles))
    shown = " ".join("".join(parsed.shown).split())
    share, errors = percent(comparison.coverage), percent(comparison.cer)
    assert f"<1>.m4a{share}{errors}3:20240 0.62.m4a{share}{errors}———".replace(" ", "") in shown.replace(" ", "")
    assert "2 / 2 次：漏讲、讲了一部分" in shown
    assert [about["aria-label"] for tag, about in parsed.elements if about.get("role") == "img"] == [
        f"讲到：{share}，{share}"
    ]
    assert [about["cx"] for tag, about in parsed.elements if tag == "circle"] == ["6.0%", "94.0%"]


def test_times_and_shares_as_they_are_written() -> None:
    assert [clock(ms) for ms in (0, 59_999, 60_000, 3_600_000)] == ["0:00", "0:59", "1:00", "1:00:00"]
    assert [percent(share) for share in (0, 0.0001, 0.5, 0.9234, 0.9999, 1)] == [
        "0 %",
        "0.1 %",
        "50 %",
        "92.3 %",
        "99.9 %",
        "100 %",
    ]


def test_the_link_is_relative_and_moves_with_the_page(tmp_path: Path) -> None:
    talk = tmp_path / "录音 1#?:%.m4a"
    assert link(talk, tmp_path / "out" / "a.html") == "./../%E5%BD%95%E9%9F%B3%201%23%3F%3A%25.m4a"
    assert link(tmp_path / "x.wav", tmp_path / "a.html") == "./x.wav"


def test_a_recording_in_the_page(tmp_path: Path) -> None:
    (tmp_path / "x.M4A").write_bytes(b"abc")
    assert embedded(tmp_path / "x.M4A") == "data:audio/mp4;base64,YWJj"
    with pytest.raises(CleanerError, match=r"gone\.wav: cannot be read: No such file or directory"):
        embedded(tmp_path / "gone.wav")


def run(*args: object) -> tuple[int, str]:
    result = CliRunner().invoke(cli, [str(arg) for arg in args], prog_name="cleaner")
    return result.exit_code, result.stderr.strip()


def test_a_transcript_with_times_tells_how_it_was_said(tmp_path: Path) -> None:
    shown = tmp_path / "page.html"
    assert run("clean", ROOT / "samples" / "interview.raw.json", "--html", shown, "-q") == (0, "")
    parsed = Parsed(shown.read_text("utf-8"))
    assert [about["id"] for tag, about in parsed.elements if tag == "section"] == ["heard", "tempo", "figures"]


def test_clean_writes_the_page_beside_the_script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("heard.txt").write_text("嗯，今天我们我们讲第一章。\n", "utf-8")
    Path("talk.mp3").write_bytes(b"sound")
    assert run("clean", "heard.txt", "--html", "page.html", "--recording", "talk.mp3", "-q") == (0, "")
    assert 'src="./talk.mp3"' in Path("page.html").read_text("utf-8")
    assert run("clean", "heard.txt", "--html", "page.html", "--recording", "talk.mp3", "--embed-audio") == (0, "")
    assert 'src="data:audio/mpeg;base64,c291bmQ="' in Path("page.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--embed-audio"], "name the page with --html FILE"),
        (["--recording", "talk.mp3"], "name the page with --html FILE"),
        (["--html", "p.html", "--embed-audio"], "name it with --recording FILE"),
        (["--html", "p.html", "--recording", "no.mp3"], "no.mp3: no such recording"),
        (["--html", "no/p.html"], "there is no folder no: create it first"),
        (["--html", "."], ".: a folder; name a file for --html, as in report.html"),
        (["--html", "heard.txt"], "heard.txt: the page would overwrite heard.txt: choose another --html"),
        (["--html", "s.txt", "-o", "s.txt"], "s.txt: the page would overwrite s.txt: choose another --html"),
        (["--html", "p.html", "--check"], "--html shows one FILE: leave out --check"),
        (["--html", "p.html", "heard.txt"], "--html shows one FILE: name only one"),
    ],
)
def test_what_cannot_be_is_said_before_any_work(
    arguments: list[str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("heard.txt").write_text("嗯，好。\n", "utf-8")
    Path("talk.mp3").write_bytes(b"sound")
    code, told = run("clean", "heard.txt", *arguments)
    assert (code, message in told, len(told.splitlines())) == (2, True, 1)
    assert sorted(path.name for path in Path().iterdir()) == ["heard.txt", "talk.mp3"]


def test_the_wheel_has_all_that_the_page_is_made_of(tmp_path: Path) -> None:
    pytest.importorskip("hatchling.build", reason="hatchling, which builds the wheel, is not installed")
    subprocess.run(
        [sys.executable, "-c", f"import hatchling.build as b; b.build_wheel({str(tmp_path)!r})"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    inside = set(zipfile.ZipFile(wheel).namelist())
    folder = ROOT / "cleaner" / "report" / "html"
    assert {f"cleaner/report/html/{path.name}" for path in folder.iterdir() if path.is_file()} <= inside
