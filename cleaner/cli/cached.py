"""`cleaner cache`: what was heard and is kept, and how to be rid of it."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from cleaner.hearing.kept import Entry

_UNITS = ((1_000_000_000, "GB"), (1_000_000, "MB"), (1000, "KB"))


@click.command("cache", short_help="What was heard and is kept, and how to be rid of it.")
@click.option("--clear", is_flag=True, help="Delete what was heard.")
@click.option(
    "--models", is_flag=True, help="With --clear: the embedded model too; it is made again when it is needed."
)
def cache(clear: bool, models: bool) -> None:
    """List what `transcribe` and `diff` have heard and keep, so that nothing is heard twice.

    It is in your folder for caches, or where CLEANER_CACHE says, for nobody but you to read, 200 MB at most: what was
    longest not used goes first. --no-cache (of both commands, or in cleaner.toml) keeps nothing.

    \b
    Examples:
      cleaner cache
      cleaner cache --clear
      cleaner cache --clear --models
    """  # noqa: D301 (click reads the backspace)
    from cleaner.files import cache_folder
    from cleaner.hearing import kept  # here: not for --help

    if models and not clear:
        raise click.UsageError("--models says what else to delete: give --clear too")
    recordings, size = kept.entries(), kept.size()
    where = cache_folder() / "models"
    if clear:
        kept.clear()
        click.echo(f"deleted: {_number(len(recordings), 'recording')}, {_bytes(size)}, in {kept.folder()}", err=True)
        if models and where.exists():
            click.echo(f"deleted: the embedded model, {_bytes(_size(where))}, in {where}", err=True)
            shutil.rmtree(where)
        return
    for line in _table(recordings):
        click.echo(line)
    click.echo(f"{_number(len(recordings), 'recording')} heard, {_bytes(size)} of {_bytes(kept.MOST)}: {kept.folder()}")
    if total := _size(where):
        click.echo(f"the embedded model, {_bytes(total)}: {where}")


def _table(kept: "list[Entry]") -> list[str]:
    """A line for each, in columns."""
    from rich.cells import cell_len

    from cleaner.report.times import clock
    from cleaner.report.visible import legible

    rows = [
        (
            f"{entry.when.astimezone():%Y-%m-%d %H:%M}",
            legible(Path(entry.recording).name),
            "stopped" if entry.duration is None else clock(entry.duration),
            f"{entry.engine} {legible(entry.model or '')}".rstrip(),
            _bytes(entry.size),
        )
        for entry in kept
    ]
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(text + " " * (width - cell_len(text)) for text, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _bytes(count: int) -> str:
    for unit, name in _UNITS:
        if count >= unit:
            amount = count / unit
            return f"{amount:.0f} {name}" if amount >= 10 else f"{amount:.1f} {name}"
    return f"{count} B"


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'s' * (count != 1)}"
