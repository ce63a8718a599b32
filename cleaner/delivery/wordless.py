"""Voice without words, told to a person: where to listen."""

from collections.abc import Sequence

_NAMED = 12  # places in a line


def wordless(stretches: Sequence[tuple[int, int]]) -> str:
    """In a line for a person: where to listen.

    Args:
        stretches: as in `Transcript.unheard`, at least one.
    """
    return f"somebody speaks where no words were made out: listen to {times(stretches)}"


def times(stretches: Sequence[tuple[int, int]]) -> str:
    """The first dozen of stretches in ms, in minutes and seconds, and how many more there are."""
    named = ", ".join(f"{_clock(start)}-{_clock(end)}" for start, end in stretches[:_NAMED])
    return f"{named} and {len(stretches) - _NAMED} more" if len(stretches) > _NAMED else named


def _clock(ms: int) -> str:
    minutes, tenths = divmod(ms // 100, 600)
    return f"{minutes}:{tenths / 10:04.1f}"
