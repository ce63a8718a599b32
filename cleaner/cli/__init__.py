"""The command line: parse, call, print.

Nothing heavy is imported before a command needs it, so that `cleaner --help` answers at once.
"""

import gc
import signal
import sys
import warnings
from pathlib import Path

import click

from cleaner import __version__
from cleaner.cli.cached import cache
from cleaner.cli.commands.batch import batch
from cleaner.cli.commands.clean import clean
from cleaner.cli.commands.completion import completion
from cleaner.cli.commands.diff import diff
from cleaner.cli.commands.rules import rules
from cleaner.cli.commands.settings import show
from cleaner.cli.commands.transcribe import transcribe
from cleaner.cli.problems import wants_traceback
from cleaner.cli.settings import VARIABLE, Configured

EPILOG = """\
\b
Start here:
  cleaner transcribe rehearsal.m4a -o script.txt
  cleaner clean old-notes.txt --explain
  cleaner diff rehearsal.m4a script.docx
  cleaner batch recordings/ -o scripts/
  cleaner COMMAND --help

Scripts go to standard output or to -o, everything else to standard error. Exit codes: 0 done, 1 differences found
(diff, --check) or files failed (batch), 2 error.

What you would type every time can stand in a file cleaner.toml, here or in a folder above: level = "light".
`cleaner settings` shows what is read.
"""


@click.group(
    cls=Configured,
    invoke_without_command=True,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100, "show_default": True},
)
@click.version_option(__version__, "-V", "--version", prog_name="cleaner", message="%(prog)s %(version)s")
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    envvar=VARIABLE,
    show_envvar=True,
    metavar="FILE",
    help="Settings from this file, and not from the cleaner.toml found from here upwards.",
)
@click.option("--no-config", is_flag=True, help="No settings from any file.")
@click.pass_context
def cli(context: click.Context, config: Path | None, no_config: bool) -> None:  # noqa: ARG001 (settings.chosen reads both)
    """Turn a spoken Chinese rehearsal into a polished script.

    Everything happens on this computer, and every change can be seen and undone.
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


for command in (transcribe, clean, diff, batch, rules, show, cache, completion):
    cli.add_command(command)


def main() -> None:
    """The entry point of the command `cleaner`."""
    if not sys.warnoptions and not wants_traceback():
        warnings.simplefilter("ignore")  # libraries talking to developers
    try:
        cli(prog_name="cleaner")
    finally:
        # Large libraries take a moment to leave; a second Ctrl-C in it would print their tracebacks.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        gc.freeze()  # else Python looks through all that was loaded for cycles once more
