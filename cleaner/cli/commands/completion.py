"""`cleaner completion`: the shell completes commands, options and rule ids."""

import click
from click.shell_completion import get_completion_class


@click.command(short_help="Let the shell complete commands and options.")
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print what makes a SHELL complete the commands, options and rule ids of cleaner.

    \b
    Examples (then open a new shell):
      cleaner completion bash >> ~/.bashrc
      cleaner completion zsh >> ~/.zshrc
      cleaner completion fish > ~/.config/fish/completions/cleaner.fish
    """  # noqa: D301 (click reads the backspace)
    kind = get_completion_class(shell)
    assert kind is not None
    click.echo(kind(context.find_root().command, {}, "cleaner", "_CLEANER_COMPLETE").source())
