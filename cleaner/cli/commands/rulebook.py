"""The rules as a person reads them: a list, pages, Markdown. All of it from their docstrings and cases."""

import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import groupby

from cleaner.report.visible import visible
from cleaner.rule import Case, Rule

_CODE_OR_MARK = re.compile(r"`[^`]+`|[\\`*_|<>\[\]]")


def listing(rules: Iterable[Rule]) -> str:
    """One rule a line, under its stage."""
    rules = list(rules)
    width = max((len(rule.id) for rule in rules), default=0)
    blocks = [
        [f"{stage}: {_about(stage)}", *(f"  {rule.id:{width}}  {_summary(rule)}" for rule in group)]
        for stage, group in _by_stage(rules)
    ]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def pages(rules: Iterable[Rule]) -> str:
    """Rules whole: what each does, and all its cases."""
    return "\n\n".join("\n".join((rule.id, "", rule.doc.strip(), "", *map(_line, rule.cases))) for rule in rules) + "\n"


def markdown(rules: Iterable[Rule]) -> str:
    """A Markdown page with a section a stage and a table of cases a rule."""
    blocks = [
        "# Rules",
        "Written by `cleaner rules --markdown` from the rules themselves; do not edit. Each stage reads what the ones "
        "before it have left. ⏎ stands for a line end.",
    ]
    for stage, group in _by_stage(rules):
        blocks += [f"## {stage}", _about(stage)]
        for rule in group:
            blocks += [f"### {rule.id}", _prose(rule.doc.strip()), "\n".join(_table(rule.cases))]
    return "\n\n".join(blocks) + "\n"


def _by_stage(rules: Iterable[Rule]) -> Iterator[tuple[str, Iterator[Rule]]]:
    return groupby(rules, key=lambda rule: rule.id.partition(".")[0])


def _about(stage: str) -> str:
    return (import_module(f"cleaner.rules.{stage}").__doc__ or "").strip()


def _summary(rule: Rule) -> str:
    """The first sentence of the docstring, on one line."""
    return " ".join(rule.doc.strip().partition("\n\n")[0].split())


def _kind(case: Case) -> str:
    return "keeps" if case.before == case.after else "offers" if case.offers else "changes"


def _remarks(case: Case) -> str:
    """Why, and under which settings; "" where there is nothing to say."""
    remarks = [
        case.why,
        f"glossary: {'; '.join(case.glossary)}" if case.glossary else "",
        f"--hanzi {case.hanzi}" if case.hanzi != "simplified" else "",
        "--numbers" if case.numbers else "",
        f"does not work yet: {case.broken}" if case.broken else "",
    ]
    return ", ".join(filter(None, remarks))


def _line(case: Case) -> str:
    remarks = f"  ({_remarks(case)})" if _remarks(case) else ""
    after = "" if _kind(case) == "keeps" else f" → {visible(case.after) or '(nothing)'}"
    return f"  {_kind(case):7}  {visible(case.before)}{after}{remarks}"


def _table(cases: Iterable[Case]) -> Iterator[str]:
    yield "| | heard | script | why |"
    yield "|---|---|---|---|"
    for case in cases:
        after = "" if _kind(case) == "keeps" else _cell(case.after)
        yield f"| {_kind(case)} | {_cell(case.before)} | {after} | {_escaped(_remarks(case))} |"


def _cell(text: str) -> str:
    """Text as code, so that no mark in it is taken for Markdown; a table's bar must be escaped even there."""
    if not text:
        return "(nothing)"
    shown = visible(text).replace("|", "\\|")
    return f"`` {shown} ``" if "`" in shown else f"`{shown}`"


def _prose(text: str) -> str:
    """A docstring as Markdown: what is code there stays code, and all other marks are only characters."""
    return _CODE_OR_MARK.sub(lambda found: found[0] if len(found[0]) > 1 else f"\\{found[0]}", text)


def _escaped(text: str) -> str:
    return "".join(f"\\{char}" if char in "\\`*_|<>[]" else char for char in visible(text))
