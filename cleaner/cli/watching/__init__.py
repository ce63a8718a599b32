"""What is shown while a batch runs: a bar, plain lines, or JSON."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from cleaner.batch.events import Observer
from cleaner.cli.watching.json import Json
from cleaner.cli.watching.lines import Errors, Lines


@contextmanager
def watching(*, out: str, quiet: bool = False, verbose: bool = False, log: str | None = None) -> Iterator[Observer]:
    """An observer of a run, and its bar taken away whatever ends the run.

    Args:
        out: the folder of the results, as it was given.
        quiet: only errors are told: each file that failed, and warnings.
        verbose: each file is told when it is done.
        log: "json" for a JSON object an event, and nothing else.
    """
    if log == "json":
        yield Json()
    elif quiet:
        yield Errors()
    elif not sys.stderr.isatty():
        yield Lines(out, verbose=verbose)
    else:
        from cleaner.cli.watching.bar import Bar  # brings rich: not for --help

        with Bar(out, verbose=verbose) as bar:
            yield bar
