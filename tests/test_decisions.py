"""A person's choices: saved, found again at any settings, applied by `cleaner clean`."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from cleaner import formats
from cleaner.cleaned import Cleaned
from cleaner.cli import cli
from cleaner.edits import Edit
from cleaner.formats.decisions import Choice, Decisions, chosen, decided, fingerprint, read
from cleaner.pipeline import clean
from cleaner.transcript import Span, Transcript

HEARD = "嗯，今天我们我们讲第一章。它很短，我是说，它很长。呃，就是这些。\n"
SAMPLE = Path(__file__).parent.parent / "samples" / "interview.raw.json"


def saved(cleaned: Cleaned, accept: list[Edit], reject: list[Edit]) -> dict[str, Any]:
    """What the page saves."""

    def record(edit: Edit) -> dict[str, Any]:
        return {"rule": edit.rule, "spans": [[span.start, span.end] for span in edit.spans], "after": edit.after}

    return {
        "format": "cleaner-decisions",
        "version": 1,
        "text": fingerprint(cleaned.transcript),
        "accept": [record(edit) for edit in accept],
        "reject": [record(edit) for edit in reject],
    }


def write(path: Path, value: Any) -> Path:
    path.write_text(json.dumps(value, ensure_ascii=False), "utf-8")
    return path


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(arg) for arg in args], prog_name="cleaner")


@pytest.fixture(scope="module")
def sample() -> Cleaned:
    heard = formats.read(SAMPLE)
    assert isinstance(heard, Cleaned)
    return clean(heard.transcript)


def test_decisions_are_read(tmp_path: Path) -> None:
    value = {
        "format": "cleaner-decisions",
        "version": 1,
        "text": "00",
        "accept": [{"rule": "a.b", "spans": [[1, 3], [3, 3]], "after": "好"}],
        "reject": [],
        "saved": "fields of a later version of the page are no matter",
    }
    accept = Choice("a.b", (Span(1, 3), Span(3, 3)), "好")
    assert read(write(tmp_path / "d.json", value)) == Decisions("00", (accept,))


def test_a_fingerprint_is_the_sha_256_of_any_text() -> None:
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert fingerprint(Transcript("")) == empty
    assert fingerprint(Transcript("\ud800")) != fingerprint(Transcript("\ud801"))


@given(st.data())
def test_decisions_make_what_accepting_and_undoing_makes(sample: Cleaned, data: st.DataObject) -> None:
    accept = data.draw(st.lists(st.sampled_from(sample.offered), unique_by=lambda edit: edit.number))
    reject = data.draw(st.lists(st.sampled_from(sample.edits), unique_by=lambda edit: edit.number))
    choices = [tuple(map(Choice.of, edits)) for edits in (accept, reject)]
    wanted = sample.accepting(*accept).without(*reject)
    assert decided(sample, Decisions(fingerprint(sample.transcript), *choices)) == wanted
    assert chosen(sample, [edit.number for edit in accept], [edit.number for edit in reject]) == wanted
    # As wished already: nothing changes.
    assert decided(wanted, Decisions(fingerprint(sample.transcript), *choices)) == wanted


def test_an_edit_is_found_again_at_other_settings() -> None:
    standard, thorough = clean(HEARD), clean(HEARD, level="thorough")
    for edit in standard.edits:
        undone = decided(thorough, Decisions(fingerprint(standard.transcript), reject=(Choice.of(edit),)))
        assert Choice.of(edit) in map(Choice.of, undone.offered)


@pytest.fixture
def heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cleaned:
    """A transcript in the working folder, cleaned."""
    monkeypatch.chdir(tmp_path)
    Path("heard.txt").write_text(HEARD, "utf-8")
    return clean(HEARD)


def numbers(cleaned: Cleaned, rule: str) -> str:
    return ",".join(str(edit.number) for edit in (*cleaned.edits, *cleaned.offered) if edit.rule == rule)


def test_edits_are_chosen_by_the_numbers_that_explain_prints(heard: Cleaned) -> None:
    retrace, hesitations = numbers(heard, "repair.retrace"), numbers(heard, "filler.hesitation")
    explained = run("clean", "heard.txt", "--explain").stderr
    assert f"#{retrace}  repair.retrace" in explained
    result = run("clean", "heard.txt", "--reject", f"{retrace},{hesitations}")
    assert (result.exit_code, result.stdout) == (0, "嗯，今天我们讲第一章。它很短，我是说，它很长。呃，就是这些。\n")
    light = clean(HEARD, level="light")
    offer = numbers(light, "repair.retrace")
    result = run("clean", "heard.txt", "--level", "light", "--accept", f"#{offer}")
    assert (result.exit_code, result.stdout) == (0, "嗯，今天我们讲第一章。它很长。就是这些。\n")
    assert run("clean", "heard.txt", "--accept", retrace).stdout == heard.text  # it is applied already
    assert run("clean", "heard.txt", "--level", "light", "--reject", offer).stdout == light.text  # it is only offered


def test_saved_decisions_are_applied_to_text_and_to_our_json(heard: Cleaned) -> None:
    reject = [edit for edit in heard.edits if edit.stage == "repair"]
    write(Path("decisions.json"), saved(heard, [], reject))
    Path("heard.json").write_text(formats.write(heard, "json"), "utf-8")
    for source in ("heard.txt", "heard.json"):
        result = run("clean", source, "--decisions", "decisions.json")
        assert (result.exit_code, result.stdout, result.stderr) == (0, heard.without(*reject).text, "")
    hesitation = numbers(heard, "filler.hesitation").split(",")[0]
    result = run("clean", "heard.txt", "--decisions", "decisions.json", "--reject", hesitation)
    assert result.stdout == "嗯，今天我们讲第一章。它很短，我是说，它很长。就是这些。\n"
    assert run("clean", "heard.txt", "--decisions", "decisions.json", "--check", "-q").exit_code == 1


GOOD = {"format": "cleaner-decisions", "version": 1, "text": fingerprint(Transcript(HEARD))}
ABSENT = {"rule": "repair.retrace", "spans": [[13, 20]], "after": ""}
NONE = "d.json: not the decisions that a page of cleaner saves"


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (
            {**GOOD, "text": "00"},
            "the decisions are about another transcript: give the file that the page was made from",
        ),
        (
            {**GOOD, "accept": [ABSENT]},
            "an edit that is not there (repair.retrace in characters 13 to 20): clean with the",
        ),
        ({**GOOD, "version": 2}, "version 2, of a newer cleaner: update this one"),
        ({**GOOD, "version": True}, f'{NONE} ("version" is no number)'),
        ({**GOOD, "format": "cleaner"}, f'{NONE} ("format" is not "cleaner-decisions")'),
        ({**GOOD, "text": None}, f'{NONE} ("text" is missing)'),
        ({**GOOD, "accept": {}}, f'{NONE} ("accept" is no list)'),
        ({**GOOD, "accept": [3]}, f"{NONE} (3 is no edit)"),
        ({**GOOD, "accept": [{**ABSENT, "spans": []}]}, f'{NONE} (an edit without "spans")'),
        ({**GOOD, "accept": [{**ABSENT, "spans": [[3]]}]}, f"{NONE} (not a span: [3])"),
        ({**GOOD, "accept": [{**ABSENT, "spans": [[5, 3]]}]}, f"{NONE} (not a span: 5..3)"),
        ({**GOOD, "accept": [{**ABSENT, "after": None}]}, f'{NONE} (an edit without "rule" or "after")'),
        ([], NONE),
    ],
)
def test_wrong_decisions_are_refused_in_one_line_and_nothing_is_written(
    heard: Cleaned, value: Any, message: str
) -> None:
    write(Path("d.json"), value)
    result = run("clean", "heard.txt", "--decisions", "d.json", "-o", "script.txt")
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
    assert result.stderr.count("\n") == 1
    assert not Path("script.txt").exists()


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--accept", "99"], "there is no edit 99: --explain shows their numbers, which change with the options"),
        (
            ["--accept", "1", "--reject", "1"],
            "edit 1 (filler.hesitation) is both accepted and rejected: take one of them out",
        ),
        (["--accept", "1-3"], "'1-3': give numbers of edits with commas between them, as in 3,7"),
        (["--accept", ""], "'': give numbers of edits"),
        (["--decisions", "none.json"], "none.json: no such file"),
        (["--decisions", "."], ".: a folder; name a file"),
        (["--decisions", "heard.txt"], "heard.txt: not the decisions that a page of cleaner saves"),
        (
            ["heard.txt", "--reject", "1"],
            "--decisions, --accept and --reject are about the edits of one file: name one",
        ),
    ],
)
def test_wrong_choices_are_refused_in_one_line(heard: Cleaned, args: list[str], message: str) -> None:
    result = run("clean", "heard.txt", *args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
    assert result.stderr.count("\n") == 1
