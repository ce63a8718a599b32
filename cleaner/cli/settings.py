"""What stands in cleaner.toml holds for every command, as if it had been typed; the command line wins.

The file is looked for in the working folder, then in the folders above it, up to and with the home folder, or to the
root of the file system for who works outside of it; the first one found is the only one read. It may have come with a
folder from anywhere, so it can only say how work is done: never what is read as a program, written, or sent somewhere.
"""

import difflib
import os
import re
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from cleaner.cli.problems import Commands, complain
from cleaner.errors import CleanerError

NAME = "cleaner.toml"
VARIABLE = "CLEANER_CONFIG"

# fmt: off
ALLOWED = frozenset((
    "level", "glossary", "hanzi", "numbers",
    "engine", "model", "device", "language", "prompt", "no-vad", "beam-size", "track", "no-cache",
    "format", "explain", "embed-audio", "target",
    "jobs", "timeout", "include", "exclude", "report", "executor",
))
"""What may stand in the file: by the long names of options, without their dashes."""

_WRITES = "it says where files are written, and a file that comes with a folder must not"
_SENDS = "it says to whom recordings are sent, and a file that comes with a folder must not"
_READS = "it says what is read in one run, and a file that comes with a folder must not"
_ONCE = "it is about one run, not about every one"
REFUSED: Mapping[str, str] = {
    **dict.fromkeys(("output", "html", "keep", "log-file"), _WRITES),
    **dict.fromkeys(("address",), _SENDS),
    **dict.fromkeys(("decisions", "recording", "scripts"), _READS),
    **dict.fromkeys(("accept", "reject", "check", "raw", "all", "force", "retry", "dry-run", "watch", "shard"), _ONCE),
    **dict.fromkeys(("quiet", "verbose", "log", "markdown", "clear", "models"), _ONCE),
    **dict.fromkeys(("config", "no-config", "help", "version"), _ONCE),
}
"""What may not, and why. An option in neither may not, too; a test asks that one of them has it."""
# fmt: on

_MODEL = re.compile(
    r"embedded|(distil-)?(tiny|base|small|medium|turbo|large(-v[0-9](\.[0-9])?)?(-turbo)?)(\.en)?", re.ASCII
)
_MOST = 1 << 20  # bytes
_SCALARS = (str, bool, int, float)
_NAMES: Mapping[type, str] = {list: "list", dict: "table"}
_NO_PATH = (
    "a path cannot be set here, since a model is read like a program, and a file that comes with a folder must not "
    "choose it: write --model on the command line"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A key of the file: the table it stands in, or "" at the top; its name and value, as click is to have it."""

    table: str
    key: str
    value: Any


@dataclass(frozen=True, slots=True)
class Settings:
    """A file that was read."""

    path: Path
    entries: tuple[Entry, ...]

    def defaults(self, group: click.Group) -> dict[str, dict[str, Any]]:
        """For each command, its options' values by parameter: click's `default_map`. Tables come before the top."""
        return {
            name: {
                option.name or key: entry.value
                for table in ("", name)
                for entry in self.entries
                if entry.table == table
                for key, option in options_of(command).items()
                if key == entry.key
            }
            for name, command in group.commands.items()
        }


class Configured(Commands):
    """A group whose commands take from cleaner.toml what the command line does not say."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does; the file is read for a command that has settings, and only then."""
        name, command, rest = super().resolve_command(ctx, args)
        if command is None or ctx.resilient_parsing or not options_of(command):
            return name, command, rest
        try:
            settings = chosen(ctx)
        except (CleanerError, OSError) as error:
            if not set(ctx.help_option_names) & set(rest):
                raise
            complain(str(error))  # help is what somebody needs now
            settings = None
        if settings is not None:
            ctx.default_map = settings.defaults(self)
        return name, command, rest


def options_of(command: click.Command) -> dict[str, click.Option]:
    """The options of a command that may stand in the file, by key; no flag that cannot be taken back by another."""
    return {
        key: option
        for option in command.params
        if isinstance(option, click.Option)
        and (key := key_of(option)) in ALLOWED
        and (option.secondary_opts or not option.is_flag)
    }


def key_of(option: click.Option) -> str:
    """The long name of an option without its dashes."""
    return next((name[2:] for name in option.opts if name.startswith("--")), "")


def chosen(context: click.Context) -> Settings | None:
    """The settings that a run has: of --config (or the environment's CLEANER_CONFIG), else of the file found, if any.

    Raises:
        CleanerError: the file is not to be read, or there is something wrong in it.
    """
    root = context.find_root()
    assert isinstance(root.command, click.Group)
    if root.params.get("no_config"):
        return None
    path: Path | None = root.params.get("config") or find()
    return None if path is None else read(path, root.command)


def find() -> Path | None:
    """The nearest cleaner.toml: in the working folder, or above it up to the home folder or the root; None without one.

    What belongs to another user is told, and not taken: on a shared machine anybody may write to /tmp.
    """
    try:
        here = Path.cwd()
    except OSError:
        return None  # the folder is gone
    home = Path(os.path.expanduser("~")).resolve()  # noqa: PTH111 (Path.home raises where there is none)
    for folder in (here, *here.parents):
        path = Path(NAME) if folder == here else folder / NAME
        try:
            owner = path.lstat().st_uid
        except OSError:
            owner = None  # not there, or nobody lets us look
        if owner is not None:
            if os.name == "nt" or os.geteuid() in (0, owner) or owner == 0:
                return path
            complain(f"not used: {path}: it belongs to another user; if you trust it, say --config {path}")
        if folder == home:
            break
    return None


def read(path: Path, group: click.Group) -> Settings:
    """The settings in a file, each of them checked, whichever command is to run.

    Raises:
        CleanerError: it cannot be read, is no TOML, or has a key or value that is no setting.
    """
    import tomllib  # here: only where there is a file

    shown = str(path)
    text = _text(path, shown)
    try:
        values = tomllib.loads(text)
    except RecursionError:
        raise CleanerError(f"{shown}: not TOML: nested too deep") from None
    except ValueError as error:  # of tomllib; of int() where a number has thousands of digits
        raise CleanerError(f"{shown}: not TOML: {error}") from None
    entries: list[Entry] = []
    for table, key, value in _flat(values, group):
        try:
            entries.append(Entry(table, key, _checked(table, key, value, path.parent, group)))
        except CleanerError as error:
            line = _line(text, table, key)
            raise CleanerError(f"{shown}{f', line {line}' if line else ''}: {error}") from None
    return Settings(path, tuple(entries))


def _text(path: Path, shown: str) -> str:
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would wait for ever, a device never end
            raise CleanerError(f"{shown}: not a file; settings stand in a text file")
        with path.open("rb") as file:
            content = file.read(_MOST + 1)
    except OSError as error:
        raise CleanerError(f"{shown}: {error.strerror}; to do without it: --no-config") from None
    if len(content) > _MOST:
        raise CleanerError(f"{shown}: too large for settings; to do without it: --no-config")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise CleanerError(f"{shown}, line {line}: not UTF-8: save it as UTF-8") from None


def _flat(values: Mapping[str, Any], group: click.Group) -> Iterable[tuple[str, str, Any]]:
    """(table, key, value) of each value; a table that is no command's is a value at the top."""
    for name, value in values.items():
        if isinstance(value, dict) and name in group.commands and options_of(group.commands[name]):
            for key, inner in value.items():
                yield name, key, inner
        else:
            yield "", name, value


def _checked(table: str, key: str, value: Any, folder: Path, group: click.Group) -> Any:
    """A value as click is to have it.

    Raises:
        CleanerError: of the key or the value, without the place.
    """
    having = {name: found[key] for name, command in group.commands.items() if key in (found := options_of(command))}
    if key in REFUSED and not having:
        raise CleanerError(f"{key!r} cannot be set here, since {REFUSED[key]}: write --{key} on the command line")
    if not having or (isinstance(value, dict) and not table):
        raise CleanerError(_unknown(table, key, value, group))
    if table and table not in having:
        raise CleanerError(f"cleaner {table} has no --{key}; {_tables(having)} can have it")
    if not table and len({_kind(option) for option in having.values()}) > 1:
        raise CleanerError(f"{key!r} is not the same for every command: write it under {_tables(having)}")
    name, option = (table, having[table]) if table else next(iter(having.items()))
    given = _given(key, option, value, folder)
    context = click.Context(group.commands[name], info_name=name)
    try:
        cast = option.type_cast_value(context, given)
        if option.callback is not None:
            option.callback(context, option, cast)
    except click.BadParameter as error:
        raise CleanerError(f"Invalid value for {key!r}: {error.message}") from None
    return given


def _unknown(table: str, key: str, value: Any, group: click.Group) -> str:
    """What is wrong with a key that cannot stand there, and which one was probably meant."""
    known = {name: options_of(command) for name, command in group.commands.items() if options_of(command)}
    if key in known:
        return f"[{key}] is a table: write {key}'s settings on the lines after it"
    if isinstance(value, dict) and not table:
        kind, known_here, others = "table", list(known), []
    else:
        kind, known_here = "key", sorted({one for name in known if table in ("", name) for one in known[name]})
        others = [one for name in known for one in known[name]]
    for candidates in (known_here, others):
        near = difflib.get_close_matches(key.lower().replace("_", "-"), candidates, n=1, cutoff=0.6)
        if near:
            elsewhere = "" if candidates is known_here else f" of {_tables(n for n in known if near[0] in known[n])}"
            return f"unknown {kind} {key!r}: did you mean {near[0]!r}{elsewhere}?"
    return f"unknown {kind} {key!r}: known are {', '.join(known_here)}"


def _tables(commands: Iterable[str]) -> str:
    *most, last = (f"[{name}]" for name in commands)
    return f"{', '.join(most)} or {last}" if most else last


def _kind(option: click.Option) -> tuple[str, ...]:
    """What an option takes: equal for two options that take the same."""
    return tuple(map(repr, (option.type.to_info_dict(), option.is_flag, option.multiple)))


def _given(key: str, option: click.Option, value: Any, folder: Path) -> Any:
    """A value of TOML as it would come from the command line; a path from the folder of the file."""
    if option.multiple:
        return [_one(key, option, one, folder) for one in (value if isinstance(value, list) else [value])]
    return _one(key, option, value, folder)


def _one(key: str, option: click.Option, value: Any, folder: Path) -> Any:
    # click would take 5.7 for 5, and "yes" for true.
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if option.is_flag:
        fits, wanted = isinstance(value, bool), "true or false, without quotes"
    elif isinstance(option.type, click.types.IntParamType):
        fits, wanted = number and isinstance(value, int), "a whole number, without quotes"
    elif isinstance(option.type, click.types.FloatParamType):
        fits, wanted = number, "a number, without quotes"
    elif isinstance(option.type, click.Choice | click.Path):
        fits, wanted = isinstance(value, str), "a text in quotes"
    else:  # a number too: a length of time may be 180 or "3:00"
        fits, wanted = isinstance(value, str) or number, "a text in quotes"
        value = str(value) if number else value
    if not fits:
        shown = repr(value) if isinstance(value, _SCALARS) else f"a {_NAMES.get(type(value), 'date or time')}"
        raise CleanerError(f"Invalid value for {key!r}: {shown} is not {wanted}")
    if isinstance(value, str) and "\0" in value:
        raise CleanerError(f"Invalid value for {key!r}: there is a NUL in it")
    if key == "model" and not _MODEL.fullmatch(str(value)):
        raise CleanerError(f"Invalid value for 'model': {value!r} is not the name of a model; {_NO_PATH}")
    if isinstance(option.type, click.Path):
        return str(folder / Path(value).expanduser())
    return value


def _line(text: str, table: str, key: str) -> int:
    """The line where a key stands, or 0: tomllib does not tell."""
    name, inside = re.escape(key), ""
    header = re.compile(r"\s*\[\s*[\"']?([^\"'\]]+?)[\"']?\s*\]")
    assigned = re.compile(rf"\s*[\"']?{name}[\"']?\s*=")
    dotted = re.compile(rf"\s*[\"']?{re.escape(table)}[\"']?\s*\.\s*[\"']?{name}[\"']?\s*=")
    for number, line in enumerate(text.splitlines(), 1):
        if found := header.match(line):
            inside = found[1]
            if not table and inside == key:
                return number
        elif (inside == table and assigned.match(line)) or (not inside and table and dotted.match(line)):
            return number
    return 0
