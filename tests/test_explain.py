"""What is told of the work: every edit, the facts that are gone, a summary."""

from dataclasses import replace

import pytest
from click.testing import CliRunner, Result

from cleaner import pipeline
from cleaner.cli import cli
from cleaner.cli.report import clock, counted, explained
from cleaner.edits import Edit, Safety
from cleaner.transcript import Span, Timed, Transcript, lines

HEARD = "嗯，今天我们我们讲第一章。\n"
SCRIPT = "今天我们讲第一章。\n"


def run(*args: str, stdin: str) -> Result:
    return CliRunner().invoke(cli, args, prog_name="cleaner", input=stdin)


def test_explain_shows_every_edit_on_standard_error() -> None:
    result = run("clean", "--explain", stdin=HEARD)
    assert result.stdout == SCRIPT
    assert result.stderr.startswith("2 applied\n")
    cleaned = pipeline.clean(HEARD)
    for edit in cleaned.edits:
        assert f"#{edit.number}  {edit.rule}  {edit.safety.name.lower()}  {edit.reason}\n" in result.stderr
    assert "[-嗯，-]今天" in result.stderr


def test_explain_says_when_there_is_nothing_to_explain() -> None:
    assert run("clean", "--explain", stdin=SCRIPT).stderr == "nothing to change\n"


def test_explain_shows_times_where_they_are_known_and_characters_that_cannot_be_seen() -> None:
    text, segments, words = lines([Timed("大家\u200b好", 61_000, 62_400)])
    edit = Edit(7, "garbled.invisible", (Span(2, 3),), "\u200b", "", "zero-width", Safety.SAFE)
    first, second = explained(Transcript(text, segments, words), edit)
    assert first.split("  ")[2:] == ["safe", "01:01.0", "zero-width"]
    assert "大家" in second
    assert "[-\\u200b-]" in second
    assert second.endswith("好")


@pytest.mark.parametrize(
    ("milliseconds", "expected"),
    [(0, "00:00.0"), (3_250, "00:03.2"), (59_999, "00:59.9"), (3_600_000, "1:00:00.0"), (40_271_500, "11:11:11.5")],
)
def test_clock(milliseconds: int, expected: str) -> None:
    assert clock(milliseconds) == expected


@pytest.mark.parametrize(
    ("heard", "said"),
    [
        ("他在公司一楼，不对，二楼等我们。", "; gone with it: 1 number"),
        ("我2015年，应该是2016年来的。用Java，不对，用Golang写的。", "; gone with them: 1 date, 1 Latin term"),
        ("嗯，我们二零一七年二零一七年见。", ")"),
    ],
)
def test_the_summary_says_which_facts_are_gone(heard: str, said: str) -> None:
    result = run("clean", "--check", stdin=heard)
    assert result.stderr.rstrip().endswith(said)
    assert result.stderr.count("\n") == 1


def test_a_fact_that_is_gone_is_told_without_a_terminal_too() -> None:
    heard = "他在公司一楼，不对，二楼等我们。"
    assert "gone with it: 1 number" in run("clean", stdin=heard).stderr
    assert run("clean", "--quiet", stdin=heard).stderr == ""
    assert run("clean", stdin="嗯，我们今天见。").stderr == ""


def test_explain_shows_a_fact_at_the_edit_that_took_it() -> None:
    said = run("clean", "--explain", stdin="我2015年，应该是2016年来的。").stderr
    (line,) = [line for line in said.splitlines() if "gone: " in line]
    assert "repair.number" in line
    assert line.endswith("  gone: date 2015年")


def test_facts_are_counted_before_offers() -> None:
    cleaned = pipeline.clean("我2015年，应该是2016年来的。")
    offer = Edit(99, "filler.focus", (Span(0, 1),), "我", "", "only offered", Safety.ASK)
    assert counted(replace(cleaned, offered=(offer, replace(offer, number=100)))) == (
        "1 edit (repair 1); gone with it: 1 date; 2 offered"
    )
