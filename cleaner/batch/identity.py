"""What a result depends on besides its file, as one digest: settings, this program with its rules, the model."""

from collections.abc import Sequence
from dataclasses import asdict

from cleaner import __version__
from cleaner.batch.task import Asked
from cleaner.hearing.identity import digested, ears, program, versions
from cleaner.hearing.identity import hearing as heard_by

_CLEANING = ("ftfy", "jieba", "opencc", "pypinyin", "rjieba")
# What of the settings makes no difference to a transcript; a device never does to what is asked.
_ONLY_HEARING = ("engine", "model", "language", "prompt", "vad", "beam_size", "track")


def digest(asked: Asked, *, recording: bool) -> str:
    """The identity of what makes results, 64 hexadecimal digits: where it is the same, so are the results.

    Args:
        asked: the settings.
        recording: whether of recordings, which depend on the engine and its model too.
    """
    settings = asdict(asked)
    del settings["device"]
    if not recording:
        for name in _ONLY_HEARING:
            del settings[name]
    made_by = {
        "settings": settings,
        "cleaner": __version__,
        "program": program(),
        "libraries": versions(_CLEANING),
    }
    if recording:
        made_by |= ears(asked.engine, asked.model)
    return digested(made_by)


def hearing(asked: Asked, terms: Sequence[str]) -> str:
    """`cleaner.hearing.identity.hearing` of the settings and of what the engine is told beforehand."""
    return heard_by(terms, **{name: getattr(asked, name) for name in _ONLY_HEARING})
