"""Turn a spoken Chinese rehearsal into a polished script: offline, every change visible and undoable."""

from typing import TYPE_CHECKING, Any

from cleaner import environment

if TYPE_CHECKING:
    from cleaner.cleaned import Cleaned
    from cleaner.comparison import Comparison, State
    from cleaner.comparison.compare import compare
    from cleaner.delivery import Delivery
    from cleaner.delivery.progress import Progress, Take
    from cleaner.edits import Edit, Safety
    from cleaner.errors import CleanerError
    from cleaner.hearing.transcription import transcribe
    from cleaner.pipeline import clean
    from cleaner.script import Script
    from cleaner.transcript import Segment, Span, Transcript, Word

__version__ = "0.1.0"

environment.silence()

__all__ = [
    "Cleaned",
    "CleanerError",
    "Comparison",
    "Delivery",
    "Edit",
    "Progress",
    "Safety",
    "Script",
    "Segment",
    "Span",
    "State",
    "Take",
    "Transcript",
    "Word",
    "clean",
    "compare",
    "transcribe",
]

_HOME = {
    "Cleaned": "cleaned",
    "CleanerError": "errors",
    "Comparison": "comparison",
    "Delivery": "delivery",
    "Edit": "edits",
    "Progress": "delivery.progress",
    "Safety": "edits",
    "Script": "script",
    "Segment": "transcript",
    "Span": "transcript",
    "State": "comparison",
    "Take": "delivery.progress",
    "Transcript": "transcript",
    "Word": "transcript",
    "clean": "pipeline",
    "compare": "comparison.compare",
    "transcribe": "hearing.transcription",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for: the command line must start without the rules and engines."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value
