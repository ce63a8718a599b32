"""`cleaner settings`: what cleaner.toml says, and what it could."""

import re
from collections.abc import Iterator

import click

from cleaner.cli import settings
from cleaner.cli.problems import complain


@click.command("settings", short_help="What cleaner.toml says, and what it could.")
@click.option("--markdown", is_flag=True, help="Every key that there is, as a Markdown page.")
@click.pass_context
def show(context: click.Context, markdown: bool) -> None:
    """Show which cleaner.toml is read from here, and what it sets.

    \b
    Examples:
      cleaner settings
      cleaner --config ~/talks/cleaner.toml settings
    """  # noqa: D301 (click reads the backspace)
    group = context.find_root().command
    assert isinstance(group, click.Group)
    if markdown:
        click.echo(page(group), nl=False)
        return
    found = settings.chosen(context)
    if found is None:
        complain(f"no {settings.NAME} is read; cleaner settings --markdown tells what can stand in one")
        return
    click.echo(found.path.absolute())
    width = max((len(entry.key) for entry in found.entries), default=0)
    for entry in found.entries:
        having = [name for name, command in group.commands.items() if entry.key in settings.options_of(command)]
        value = ", ".join(map(_shown, entry.value if isinstance(entry.value, list) else [entry.value]))
        click.echo(f"  {entry.key:{width}}  {value}  ({entry.table or ', '.join(having)})")


def _shown(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def page(group: click.Group) -> str:
    """A Markdown page with every key and its help."""
    blocks = [
        f"# Settings: {settings.NAME}",
        "Written by `cleaner settings --markdown` from the commands themselves; do not edit.",
        f"What you would type every time can stand in a file `{settings.NAME}`. It is looked for in the working "
        "folder, then in each folder above it up to your home folder; the first one found is the only one that is "
        "read. The command line wins. `cleaner settings` shows which file is read, and `cleaner COMMAND --help` its "
        "values among the defaults. `cleaner --config FILE …` (or the environment's "
        f"`{settings.VARIABLE}`) takes another file, `cleaner --no-config …` none.",
        '```toml\nlevel = "light"           # for every command that has --level\nglossary = "names.txt"    # '
        'in the folder of this file\n\n[transcribe]              # for one command\nmodel = "turbo"\n'
        'format = "srt"\n\n[diff]\ntarget = "3:00"\n```',
        "Keys are the long names of options, with their dashes: `beam-size`. A flag is `true` or `false`. What a table "
        "says comes before what stands at the top. A path begins at the folder of the file. A key that nobody knows "
        "is an error.",
        "## Keys",
        "\n".join(_keys(group)),
        "## What cannot be set",
        "The file may have come with a folder from anywhere. So it says how work is done, and never what is written "
        "where, sent, or read as a program; and what is about one run stands on its command line.",
        "\n".join(_refused(group)),
    ]
    return "\n\n".join(blocks) + "\n"


def _keys(group: click.Group) -> Iterator[str]:
    yield "| key | values | default | commands | |"
    yield "|---|---|---|---|---|"
    seen: dict[tuple[str, str, str, str], list[str]] = {}
    for name, command in group.commands.items():
        context = click.Context(command, info_name=name)
        for key, option in settings.options_of(command).items():
            row = (key, _values(key, option), _default(option, context), option.help or "")
            seen.setdefault(row, []).append(name)
    for (key, values, default, about), commands in sorted(seen.items(), key=lambda item: item[0][0]):
        yield f"| `{key}` | {values} | {default} | {', '.join(commands)} | {_escaped(about)} |"


def _values(key: str, option: click.Option) -> str:
    if option.is_flag:
        return "true, false"
    if isinstance(option.type, click.Choice):
        return ", ".join(f'"{choice}"' for choice in option.type.choices)
    if key == "model":
        return "a name, no path"
    return _escaped(option.make_metavar(click.Context(click.Command(""))))


def _default(option: click.Option, context: click.Context) -> str:
    value = option.get_default(context)
    if option.is_flag:
        return str(bool(value)).lower()
    shown = repr(value) if isinstance(value, int | float) else f'"{value}"' if isinstance(value, str) else ""
    return _escaped(shown)


def _refused(group: click.Group) -> Iterator[str]:
    having = {
        key: settings.REFUSED[key]
        for command in group.commands.values()
        for option in command.params
        if isinstance(option, click.Option) and (key := settings.key_of(option)) in settings.REFUSED
    }
    for why in dict.fromkeys(having.values()):
        yield f"- {', '.join(f'`{key}`' for key in sorted(having) if having[key] == why)}: {why}"
    yield "- a path as `model`: a model is read like a program"


def _escaped(text: str) -> str:
    return re.sub(r"[\\`*_|<>\[\]]", r"\\\g<0>", text)
