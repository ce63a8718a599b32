"""Where what can be made again is kept: models, dictionaries."""

import os
from pathlib import Path


def cache_folder() -> Path:
    """The folder that the environment variable CLEANER_CACHE names, else the system's own for caches."""
    import platformdirs  # here: not for --help

    chosen = os.environ.get("CLEANER_CACHE")
    return Path(chosen).expanduser() if chosen else platformdirs.user_cache_path("rehearsal-cleaner", appauthor=False)
