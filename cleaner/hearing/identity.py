"""What decides what is heard in a recording, or made of it, as digests: settings, this program, libraries, the model.

Where such a digest is the same, so is what was heard: it need not be heard again.
"""

import contextlib
import hashlib
import json
import re
from collections.abc import Sequence
from functools import cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from cleaner.errors import CleanerError
from cleaner.files import cache_folder, write_whole
from cleaner.hearing import engines
from cleaner.hearing.engines import embedded

EARS = (
    "/hearing/",
    "/transcript.py",
    *("/delivery/word_times.py", "/delivery/wordless.py"),
    *("/language/fold.py", "/language/letters.py", "/language/numeral.py", "/language/syllables.py"),
)
"""What of this program makes what is heard: the beginnings of paths in the package."""

# Of our own files all but those that make no difference to a result.
_ELSEWHERE = ("__pycache__", "cli", "batch")
_LIBRARIES = ("av", "onnxruntime")
_DIGEST = re.compile("[0-9a-f]{64}")


def hearing(
    terms: Sequence[str],
    *,
    engine: str,
    model: str | None,
    language: str,
    prompt: str | None,
    vad: bool,
    beam_size: int | None,
    track: int | None,
) -> str:
    """The identity of what makes a transcript of a recording: cleaning it in another way needs no second hearing.

    Args:
        terms: what the engine is told beforehand.
        engine: this, and what follows, as `cleaner.transcribe` is given it; the device makes no difference.
        model: or None for the default.
        language: or "auto".
        prompt: or None for the default.
        vad: whether only speech is heard.
        beam_size: or None for the engine's default.
        track: or None for those in which somebody speaks.
    """
    settings = {
        "engine": engine,
        "model": named(model),
        "language": language,
        "prompt": prompt,
        "vad": vad,
        "beam_size": beam_size,
        "track": track,
    }
    return digested({"settings": settings, "terms": list(terms), "program": program(EARS), **ears(engine, model)})


def of_recording(content: str, hearing: str) -> str:
    """The identity of what is heard in a recording.

    Args:
        content: SHA-256 of the recording.
        hearing: as `hearing` returns it.
    """
    return hashlib.sha256(f"{content} {hearing}".encode()).hexdigest()


def ears(engine: str, model: str | None) -> dict[str, Any]:
    """The engine's model, and the libraries that hear."""
    return {"model": _model(named(model)), "hearing": versions((engine, *_LIBRARIES))}


def digested(identity: Any) -> str:
    """SHA-256 of a value of json, in hexadecimal digits."""
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
    files.append(("/batch/workers/work.py", resources.files("cleaner").joinpath("batch", "workers", "work.py")))
    for name, file in sorted(files, key=lambda named: named[0]):
        if not name.startswith(parts):
            continue
        total.update(f"{name}\0{hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


def versions(names: Sequence[str]) -> dict[str, str]:
    """The versions of packages; "" of what is put beside us without one."""
    found = {}
    for name in names:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = ""
    return found


def named(model: str | None) -> str:
    """A model by its name, also where none is given: as `engines.load` chooses one."""
    return model or (engines.EMBEDDED if embedded.is_installed() else "base")


@cache
def _model(model: str) -> str:
    """What identifies a model: its official name, or the content of its files."""
    if model == engines.EMBEDDED:
        return embedded.SHA256["model.bin"]
    path = Path(model).expanduser()
    if not path.exists():
        return model
    return _content([file for file in sorted(path.rglob("*")) if file.is_file()] if path.is_dir() else [path])


def _content(files: Sequence[Path]) -> str:
    """A digest of the content of files; as it is remembered where they have not changed: 3 GB take seconds to read."""
    states = [(str(file.resolve()), file.stat()) for file in files]
    state = digested([[name, state.st_size, state.st_mtime_ns, state.st_ino] for name, state in states])
    remembered = cache_folder() / "digests" / state
    with contextlib.suppress(OSError, ValueError):
        known = remembered.read_text("ascii")
        if _DIGEST.fullmatch(known):
            return known
    total = hashlib.sha256()
    for file in files:
        with file.open("rb") as opened:
            total.update(hashlib.file_digest(opened, "sha256").digest())
    with contextlib.suppress(OSError, CleanerError):
        remembered.parent.mkdir(parents=True, exist_ok=True)
        write_whole(remembered, total.hexdigest())
    return total.hexdigest()
