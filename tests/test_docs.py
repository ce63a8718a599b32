"""Documents that are written from the code must be current."""

import re
from pathlib import Path

from click.testing import CliRunner

from cleaner.cli import cli
from cleaner.rules import all_rules

ROOT = Path(__file__).parent.parent
PAGE = CliRunner().invoke(cli, ["rules", "--markdown"], prog_name="cleaner").stdout


def test_the_page_of_rules_is_current() -> None:
    assert (ROOT / "docs/rules.md").read_text("utf-8") == PAGE, "run `make docs`"


def test_the_page_has_every_rule_and_every_case() -> None:
    assert re.findall(r"^### (.+)$", PAGE, re.M) == [rule.id for rule in all_rules()]
    rows = re.findall(r"^\| (?:changes|keeps|offers) \|.*", PAGE, re.M)
    assert len(rows) == sum(len(rule.cases) for rule in all_rules())
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {5}


def test_the_page_of_settings_is_current() -> None:
    page = CliRunner().invoke(cli, ["settings", "--markdown"], prog_name="cleaner").stdout
    assert (ROOT / "docs/settings.md").read_text("utf-8") == page, "run `make docs`"
