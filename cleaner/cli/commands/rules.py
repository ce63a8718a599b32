"""`cleaner rules`: what the rules do and what they leave alone."""

import difflib
from typing import TYPE_CHECKING

import click

from cleaner.errors import CleanerError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from cleaner.rule import Rule


def _complete(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> "list[str | CompletionItem]":
    from cleaner.rules import STAGES, all_rules

    return [name for name in (*STAGES, *(rule.id for rule in all_rules())) if name.startswith(incomplete)]


@click.command(short_help="What the rules do, and what they leave alone.")
@click.argument("name", required=False, metavar="[ID]", shell_complete=_complete)
@click.option("--markdown", is_flag=True, help="As a Markdown page.")
def rules(name: str | None, markdown: bool) -> None:
    """List the rules; or show one by its ID, or a stage, whole: with every example.

    \b
    Examples:
      cleaner rules
      cleaner rules filler
      cleaner rules filler.hesitation
    """  # noqa: D301 (click reads the backspace)
    from cleaner.cli.commands import rulebook  # here: not for --help

    chosen = _chosen(name)
    if markdown:
        click.echo(rulebook.markdown(chosen), nl=False)
    else:
        click.echo(rulebook.listing(chosen) if name is None else rulebook.pages(chosen), nl=False)


def _chosen(name: str | None) -> "tuple[Rule, ...]":
    from cleaner.rules import STAGES, all_rules, stage_rules

    if name is None:
        return all_rules()
    if name in STAGES:
        return stage_rules(name)
    known = {rule.id: rule for rule in all_rules()}
    if name in known:
        return (known[name],)
    near = difflib.get_close_matches(name, (*STAGES, *known), n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else "cleaner rules lists them all"
    raise CleanerError(f"no rule or stage {name!r}: {hint}")
