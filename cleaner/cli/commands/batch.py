"""`cleaner batch`: a folder of recordings and transcripts becomes a folder of scripts."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cleaner.cli import options
from cleaner.cli.source import glossary_lines
from cleaner.report.visible import visible

if TYPE_CHECKING:
    from cleaner.batch.events import Executor, Plan
    from cleaner.batch.ignored import Patterns
    from cleaner.batch.walk import Walk

_EXECUTORS = ("local", "ray")


@click.command(short_help="A folder of recordings and transcripts becomes a folder of scripts.")
@click.argument("folder")
@click.option("-o", "--output", required=True, metavar="OUT", help="The folder of the scripts; it is made if need be.")
@click.option(
    "--format",
    "formats",
    type=click.Choice(options.FORMATS),
    multiple=True,
    default=("txt",),
    show_default=True,
    help="What to write of each file; may be given several times.",
)
@click.option("--include", multiple=True, metavar="GLOB", help="Only files that it names, as in .gitignore.")
@click.option(
    "--exclude", multiple=True, metavar="GLOB", help="Not files that it names; .cleanerignore files add more."
)
@click.option("--scripts", metavar="DIR", help="What was meant, to compare with: NAME.txt, md or docx for NAME.m4a.")
@click.option("--report/--no-report", default=False, help="Write a page of each file too: every edit and its reason.")
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Files done at once. Default: one a core.")
@click.option("--timeout", type=click.FloatRange(0, min_open=True), metavar="SECONDS", help="The most a file may take.")
@click.option("--force", is_flag=True, help="Do all files, whatever is done.")
@click.option("--retry", is_flag=True, help="Do those again that failed.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--watch", is_flag=True, help="Go on with files that come later, until Ctrl-C.")
@click.option("--executor", type=click.Choice(_EXECUTORS), default="local", show_default=True, help="Who works.")
@click.option("--address", metavar="ADDRESS", help="Of a Ray cluster; without it a Ray of its own is started here.")
@click.option("--shard", metavar="I/N", help="Only one of N parts, as a scheduler such as Slurm runs them.")
@options.watching
@options.cleaning
@options.hearing
def batch(
    folder: str,
    output: str,
    formats: tuple[str, ...],
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    scripts: str | None,
    report: bool,
    jobs: int | None,
    timeout: float | None,
    force: bool,
    retry: bool,
    dry_run: bool,
    watch: bool,
    executor: str,
    address: str | None,
    shard: str | None,
    verbose: bool,
    quiet: bool,
    log: str | None,
    glossary: Path | None,
    no_vad: bool,
    **settings: Any,
) -> int:
    """Clean all recordings and transcripts in FOLDER, and mirror its tree in OUT.

    Nothing is done twice: run the same command again to go on after whatever ended it, or with what is new. A file
    that fails is listed with its reason, and the rest goes on. NAME.script.txt beside NAME.m4a is what was meant:
    the two are compared. Exit code: 0 all done, 1 some files failed, 2 error.

    \b
    Examples:
      cleaner batch recordings/ -o scripts/
      cleaner batch recordings/ -o scripts/ --format txt --format srt --report
      cleaner batch recordings/ -o scripts/ --dry-run -v
      cleaner batch voice-memos/ -o scripts/ --watch
      cleaner batch /data/talks -o /data/scripts --executor ray --address auto
    """  # noqa: D301 (click reads the backspace)
    if address and executor != "ray":
        raise click.UsageError("--address is of a Ray cluster: add --executor ray")
    if watch and (force or dry_run):
        raise click.UsageError("--watch goes on for ever: leave out " + ("--force" if force else "--dry-run"))
    from cleaner.batch.task import Asked  # here and below: not for --help

    asked = Asked(
        formats=tuple(dict.fromkeys(formats)),
        glossary=glossary_lines(glossary),
        report=report,
        vad=not no_vad,
        **settings,
    )
    from cleaner.batch.run import Batch
    from cleaner.batch.shelf import listing
    from cleaner.batch.walk import walk

    made = Batch.of(asked, folder, output, scripts=scripts, shard=shard, timeout=timeout)

    def look(good: "dict[str, Patterns] | None" = None) -> "Walk":
        return walk(
            made.folder,
            made.out,
            include=include,
            exclude=exclude,
            formats=asked.formats,
            report=report,
            scripts=made.scripts,
            good=good,
        )

    begun = look()
    if not log:  # which is nothing but events
        _tell_skipped(begun, quiet=quiet, verbose=verbose or dry_run)
    first = made.mine(begun.tasks)
    if dry_run:
        return _tell_plan(made.plan(first, force=force, retry=retry))
    from cleaner.cli.watching import watching

    with made.locked():
        try:
            with watching(out=output, quiet=quiet, verbose=verbose, log=log) as observer:
                if watch:
                    from cleaner.batch.watch import watch as go_on

                    go_on(made, look, _executor(executor, jobs, address), observer, after=partial(listing.write, made))
                summary = made.run(first, _executor(executor, jobs, address), observer, force=force, retry=retry)
            listing.write(made, first)
        except KeyboardInterrupt:
            listing.write(made, first)
            click.echo("stopped; what is done stays done: run the same command again to go on", err=True)
            return 130
    return int(bool(summary.failed))


def _executor(name: str, jobs: int | None, address: str | None) -> "Executor":
    if name == "ray":
        from cleaner.batch.workers.on_ray import RayExecutor

        return RayExecutor(address, jobs=jobs)
    from cleaner.batch.workers.local import LocalExecutor

    return LocalExecutor(jobs)


def _tell_skipped(found: "Walk", *, quiet: bool, verbose: bool) -> None:
    """What in FOLDER is neither recording nor transcript, so that nobody waits for it."""
    if verbose:
        for one in found.skipped:
            click.echo(f"skipped {visible(one.source)}: {one.reason}", err=True)
    elif found.skipped and not quiet:
        files = "a file is" if len(found.skipped) == 1 else f"{len(found.skipped)} files are"
        click.echo(f"{files} skipped: -v says which, and why", err=True)


def _tell_plan(plan: "Plan") -> int:
    for task in plan.todo:
        click.echo(
            f"{visible(task.source)} -> {', '.join(map(visible, task.outputs.values()))}: {plan.why[task.source]}"
        )
    click.echo(f"{len(plan.todo)} to do, {plan.done} done, {plan.failed} failed before", err=True)
    return 0
