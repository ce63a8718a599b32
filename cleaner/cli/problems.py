"""What went wrong, in one line on standard error, and the exit code."""

import os
import sys
from pathlib import Path
from typing import Any, NoReturn

import click

from cleaner.errors import EXPECTED, describe

__all__ = ["EXPECTED", "Commands", "complain", "describe", "wants_traceback"]


def wants_traceback() -> bool:
    """Whether the environment asks for tracebacks."""
    return os.environ.get("CLEANER_DEBUG", "") not in ("", "0")


def complain(message: str) -> None:
    """Print one line on standard error."""
    click.echo(f"cleaner: {' '.join(message.split())}", err=True)


class Commands(click.Group):
    """A group of commands whose errors are one line each: exit code 2, or 130 after Ctrl-C."""

    def main(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Run, and exit."""
        try:
            code = super().main(*args, **{**kwargs, "standalone_mode": False})
        except click.UsageError as error:
            command = error.ctx.command_path if error.ctx else "cleaner"
            message = error.format_message().rstrip(".")
            if isinstance(error, click.NoSuchOption) and error.option_name in ("--config", "--no-config"):
                message = f"{error.option_name} stands before the command, right after cleaner"
            complain(f"{message} (see {command} --help)")
            sys.exit(2)
        except click.ClickException as error:
            complain(error.format_message())
            sys.exit(2)
        except click.Abort:
            sys.exit(130)
        except Exception as error:
            if wants_traceback():
                raise
            complain(describe(error))
            sys.exit(2)
        sys.exit(code if isinstance(code, int) else 0)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a reader that has had enough (`| head`) is no error."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            # Python would complain when it flushes at exit what nobody reads.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        return result

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with a hint for who names a file straight away."""
        if self.get_command(ctx, args[0]) is None and Path(args[0]).is_file():
            ctx.fail(
                f"{args[0]} is a file; for a recording: cleaner transcribe {args[0]}, else: cleaner clean {args[0]}"
            )
        return super().resolve_command(ctx, args)
