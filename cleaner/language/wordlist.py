"""Word lists: data files beside this package, one entry a line, with comments on what is or is not there and why."""

from functools import cache
from importlib.resources import files


@cache
def entries(name: str) -> frozenset[str]:
    """The entries of `cleaner/data/<name>.txt`: what follows a "#" is a comment."""
    text = (files("cleaner") / "data" / f"{name}.txt").read_text("utf-8")
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return frozenset(line for line in lines if line)
