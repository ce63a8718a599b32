"""What libraries read in the environment when they are imported: that they tell nobody anything, and their threads.

Imported with the package, before any library; processes that are started inherit it, those on other machines import it.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

SILENT = {
    "DO_NOT_TRACK": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_UPDATE_CHECK": "1",
    "ORT_DISABLE_TELEMETRY": "1",  # onnxruntime: no call after its import stops it
    "RAY_USAGE_STATS_ENABLED": "0",
}
"""What keeps libraries from telling others that they are used. A model that somebody names is still downloaded."""


def silence() -> None:
    """Have no library tell anybody anything; before it is imported."""
    os.environ.update(SILENT)


def compute_with(threads: int) -> None:
    """Have engines compute with so many threads, however many cores there are; before they are imported.

    Numba, which works out the times of words, sets the number for torch too: without a word to it the first window
    would be heard with `threads`, and the next ones with a thread a core.
    """
    for name in ("OMP_NUM_THREADS", "NUMBA_NUM_THREADS"):
        os.environ[name] = str(threads)
    os.environ["MKL_DYNAMIC"] = "FALSE"  # else fewer where there are fewer cores


@contextmanager
def changed(**values: str) -> Iterator[None]:
    """Other values, for what is started within."""
    before = standing(values)
    os.environ.update(values)
    try:
        yield
    finally:
        put(before)


def standing(names: Iterable[str]) -> dict[str, str | None]:
    """The values of variables, as `put` takes them: None where one is not set."""
    return {name: os.environ.get(name) for name in names}


def put(values: Mapping[str, str | None]) -> None:
    """Set variables, and delete those that are None."""
    for name, value in values.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
