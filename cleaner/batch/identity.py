"""What a result depends on besides its file, as one digest: settings, this program with its rules, the model."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from cleaner import __version__, engines
from cleaner.batch.task import Asked
from cleaner.engines import embedded

# Of our own files all but those that make no difference to a result.
_ELSEWHERE = ("__pycache__", "cli", "batch")
_CLEANING = ("ftfy", "jieba", "opencc", "pypinyin", "rjieba")
_HEARING = ("av", "onnxruntime")
# What of the settings makes no difference to a transcript; a device never does to what is asked.
_ONLY_HEARING = ("engine", "model", "language", "prompt", "vad", "beam_size", "track")
# What of this program makes what is heard.
_EARS = ("/audio.py", "/channels.py", "/voice.py", "/voiced.py", "/transcription.py", "/transcript.py", "/engines/")


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
    identity = {"settings": settings, "cleaner": __version__, "program": program(), "libraries": _versions(_CLEANING)}
    if recording:
        identity |= _ears(asked)
    return _digested(identity)


def hearing(asked: Asked, terms: Sequence[str]) -> str:
    """The identity of what makes a transcript of a recording: cleaning it in another way needs no second hearing.

    Args:
        asked: the settings.
        terms: what the engine is told beforehand.
    """
    settings = asdict(asked)
    identity = {
        "settings": {name: settings[name] for name in _ONLY_HEARING},
        "terms": list(terms),
        "program": program(_EARS),
        **_ears(asked),
    }
    return _digested(identity)


def _ears(asked: Asked) -> dict[str, Any]:
    """The engine's model, and the libraries that hear."""
    return {"model": _model(asked), "hearing": _versions((asked.engine, *_HEARING))}


def _digested(identity: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(identity, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@cache
def program(parts: tuple[str, ...] = ("/",)) -> str:
    """A digest of the rules, the word lists and all else of this package that makes results; or of parts of it."""
    total = hashlib.sha256()
    folders = [("", resources.files("cleaner"))]
    files: list[tuple[str, Traversable]] = []
    while folders:
        name, folder = folders.pop()
        for entry in folder.iterdir():
            if entry.is_dir() and entry.name not in _ELSEWHERE:
                folders.append((f"{name}/{entry.name}", entry))
            elif entry.is_file() and not entry.name.endswith(".pyc"):
                files.append((f"{name}/{entry.name}", entry))
    files.append(("/batch/work.py", resources.files("cleaner").joinpath("batch", "work.py")))
    for name, file in sorted(files, key=lambda named: named[0]):
        if not name.startswith(parts):
            continue
        total.update(f"{name}\0{hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


def _versions(names: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for name in names:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:  # what is put beside us without a package
            found[name] = ""
    return found


@cache
def _model(asked: Asked) -> str:
    """What identifies a model: its official name, or the content of its files."""
    model = asked.model or (engines.EMBEDDED if embedded.is_installed() else "base")
    if model == engines.EMBEDDED:
        return embedded.SHA256["model.bin"]
    path = Path(model).expanduser()
    if not path.exists():
        return model
    total = hashlib.sha256()
    for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
        if file.is_file():
            with file.open("rb") as opened:
                total.update(hashlib.file_digest(opened, "sha256").digest())
    return total.hexdigest()
