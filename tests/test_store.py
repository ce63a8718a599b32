"""Stores: what is written is there whole or not at all, and nothing is left behind."""

import errno
import fcntl
import os
import pickle
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, ClassVar

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem

from cleaner.batch.storage import store
from cleaner.batch.storage.disk import STAGING
from cleaner.batch.storage.remote import RemoteStore
from cleaner.batch.storage.store import Entry, Store, UnwritableError, inside
from cleaner.errors import CleanerError

HOSTILE = [
    "a b.txt",
    " .txt",
    "one\ntwo.txt",
    "-rf.txt",
    "🎤彩排.txt",
    "é.txt",
    "e\N{COMBINING ACUTE ACCENT}.txt",
    'all <>:"|?*\\.txt',
    "con.txt",
    "x" * 251 + ".txt",
    "讲" * 83 + "ab.txt",
    os.fsdecode(b"\xff\xfe\xb0.txt"),
]


@pytest.fixture(params=["folder", "file://", "memory://"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "memory://":
        fsspec.filesystem("memory").store.clear()
        return f"memory://out{tmp_path.name}"
    return str(tmp_path / "out") if request.param == "folder" else f"file://{tmp_path}/out"


def kinds(found: Store, folder: str = "") -> list[tuple[str, str]]:
    return sorted((entry.name, entry.kind) for entry in found.scan(folder))


def refused(found: Store, path: str, data: bytes = b"") -> str:
    with pytest.raises(CleanerError) as caught:
        found.write_many([(path, data)])
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_what_is_written_is_read_listed_and_deleted(place: str) -> None:
    out = store(place)
    out.prepare()
    out.write_many([("a/b/one.txt", b"one"), ("a/two.txt", b""), ("three.txt", "三".encode())])
    assert kinds(out) == [("a", "folder"), ("three.txt", "file")]
    assert kinds(out, "a") == [("b", "folder"), ("two.txt", "file")]
    assert [out.read(path) for path in ("a/b/one.txt", "a/two.txt", "three.txt")] == [b"one", b"", "三".encode()]
    assert out.head("a/b/one.txt", 2) == b"on"
    with out.local("a/b/one.txt") as local:
        assert (local.name, local.read_bytes()) == ("one.txt", b"one")
    assert (out.stat("a"), out.stat("a/none.txt"), out.stat("three.txt/x")) == (None, None, None)
    out.delete("a/two.txt")
    out.delete("a/two.txt")
    assert kinds(out, "a") == [("b", "folder")]


def test_a_change_shows_in_the_stat(place: str) -> None:
    out = store(place)
    out.write_many([("one.txt", b"one")])
    before = out.stat("one.txt")
    assert before is not None
    assert before == next(out.scan("")).stat
    assert before.size == 3
    assert 0 <= before.modified < 2**63
    out.write_many([("one.txt", b"two")])
    after = out.stat("one.txt")
    assert after is not None
    assert after.modified != before.modified


def test_a_file_longer_than_the_limit_is_refused(place: str) -> None:
    out = store(place)
    out.write_many([("long.txt", bytes(1 + (1 << 20))), ("short.txt", bytes(1 << 20))])
    assert len(out.read("short.txt", limit=1 << 20)) == 1 << 20
    with pytest.raises(CleanerError, match=r"long\.txt: more than 1 MB of text: cut it into shorter files"):
        out.read("long.txt", limit=1 << 20)


@pytest.mark.parametrize("path", ["../x.txt", "a/../../x.txt", "/etc/x.txt", "a//x.txt", "./x.txt", "", "x\0.txt"])
def test_no_path_leads_out(place: str, path: str) -> None:
    assert "not a path in a folder" in refused(store(place), path)


def test_what_is_not_there_is_said_in_one_line(place: str) -> None:
    out = store(place)
    out.prepare()
    with pytest.raises(CleanerError, match=r"no⏎ne\.txt: no such file or folder$"):
        out.read("no\nne.txt")


def test_a_store_goes_to_another_process(place: str) -> None:
    out = store(place)
    out.prepare()
    assert pickle.loads(pickle.dumps(out)).location == out.location


def test_a_local_folder_takes_any_name_and_keeps_its_bytes(tmp_path: Path) -> None:
    out = store(str(tmp_path / "out"))
    out.write_many([(f"talks/{name}", os.fsencode(name)) for name in HOSTILE])
    written = [os.fsencode(path.name) for path in (tmp_path / "out" / "talks").iterdir()]
    assert sorted(written) == sorted(map(os.fsencode, HOSTILE))
    assert [out.read(f"talks/{name}") for name in HOSTILE] == [os.fsencode(name) for name in HOSTILE]


def test_new_files_have_the_mode_the_umask_gives_and_replace_a_link_not_its_target(tmp_path: Path) -> None:
    (tmp_path / "source.txt").write_text("source")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "talk.txt").symlink_to(tmp_path / "source.txt")
    before = os.umask(0o027)
    try:
        store(str(tmp_path / "out")).write_many([("talk.txt", b"script")])
    finally:
        os.umask(before)
    written = tmp_path / "out" / "talk.txt"
    assert (written.read_text(), written.is_symlink()) == ("script", False)
    assert written.stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "source.txt").read_text() == "source"


@pytest.mark.parametrize(
    ("code", "says"),
    [
        (errno.ENOSPC, "the disk is full; make room and start again: what is done stays done"),
        (errno.EROFS, "it is on a disk that can only be read; choose another -o"),
        (errno.EACCES, "no permission to write in it; choose another -o"),
    ],
)
def test_where_nothing_can_be_written_that_is_said_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, says: str
) -> None:
    out = store(str(tmp_path))
    out.write_many([("old.txt", b"old")])
    calls = []

    def full(file: int) -> None:
        calls.append(file)
        if len(calls) > 1:
            raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(UnwritableError) as caught:
            out.write_many([("new/one.txt", b"one"), ("old.txt", b"new")])
    assert str(caught.value) == f"{tmp_path}: {says}"
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"old.txt": b"old"}


def test_a_disk_that_is_really_full(tmp_path: Path) -> None:
    """/dev/full says so to whoever writes; here the file written aside is it."""
    code = (
        "import sys, pathlib; from cleaner.batch.storage import store; from cleaner.errors import CleanerError\n"
        "pathlib.Path.open = lambda path, mode: open('/dev/full', 'wb')\n"
        "try: store(sys.argv[1]).write_many([('a.txt', b'a' * 100)])\n"
        "except CleanerError as error: print(error)"
    )
    ran = subprocess.run([sys.executable, "-c", code, tmp_path], capture_output=True, text=True, check=True)
    assert ran.stdout == f"{tmp_path}: the disk is full; make room and start again: what is done stays done\n"
    assert list(tmp_path.iterdir()) == []


def test_one_name_that_cannot_be_is_not_the_whole_folder(tmp_path: Path) -> None:
    out = store(str(tmp_path))
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "file").write_text("")
    for path, says in (
        ("folder.txt", "there is a folder with its name"),
        ("file/talk.txt", "file is a file, and must be a folder"),
        ("x" * 300, "its name is too long for the disk"),
    ):
        message = refused(out, path)
        assert message == f"{tmp_path}/{path}: cannot be written: {says}"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder.txt"]


def test_out_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    for name in ("out", "out/deeper"):
        with pytest.raises(UnwritableError, match="a file is where a folder must be; choose another -o"):
            store(str(tmp_path / name)).prepare()


def test_what_a_killed_run_left_is_swept(tmp_path: Path) -> None:
    code = (
        "import os, sys, signal; from cleaner.batch.storage import store\n"
        "os.fsync = lambda file: os.kill(os.getpid(), signal.SIGKILL)\n"
        "store(sys.argv[1]).write_many([('a.txt', b'half')])"
    )
    ran = subprocess.run([sys.executable, "-c", code, tmp_path], check=False)
    assert ran.returncode == -signal.SIGKILL
    assert [path.read_bytes() for path in (tmp_path / STAGING).iterdir()] == [b"half"]
    store(str(tmp_path)).prepare()
    assert list(tmp_path.iterdir()) == []


def test_what_another_run_is_writing_is_not_swept(tmp_path: Path) -> None:
    staging = tmp_path / STAGING
    staging.mkdir()
    (staging / "theirs").write_bytes(b"half")
    (staging / "forgotten").write_bytes(b"half")
    os.utime(staging / "forgotten", (0, 0))
    held = os.open(staging, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_SH)
        store(str(tmp_path)).prepare()
        store(str(tmp_path)).write_many([("mine.txt", b"mine")])
        assert [path.name for path in staging.iterdir()] == ["theirs"]
    finally:
        os.close(held)
    store(str(tmp_path)).prepare()
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_many_processes_write_into_one_folder(tmp_path: Path) -> None:
    code = (
        "import sys; from cleaner.batch.storage import store; out = store(sys.argv[1])\n"
        "for n in range(100):\n"
        "    out.prepare(); out.write_many([(f'{sys.argv[2]}/{n}.txt', b'x'), ('shared/same.txt', b'y')])"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, tmp_path, str(n)]) for n in range(3)]
    assert [process.wait() for process in running] == [0, 0, 0]
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 301
    assert not (tmp_path / STAGING).exists()


def test_what_is_no_file_is_told_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.mp3")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "broken").symlink_to("nothing")
    (tmp_path / "away").symlink_to(tmp_path.parent)
    (tmp_path / "talk.txt").write_text("词")
    (tmp_path / "again.txt").symlink_to("talk.txt")
    found = store(str(tmp_path))
    stat = found.stat("talk.txt")
    assert sorted(found.scan(""), key=lambda entry: entry.name) == [
        Entry("again.txt", "link", stat, "talk.txt"),
        Entry("away", "link", None, None),
        Entry("broken", "other", why="a link to nothing"),
        Entry("loop", "other", why="a link that leads nowhere: Too many levels of symbolic links"),
        Entry("pipe.mp3", "other", why="a pipe"),
        Entry("talk.txt", "file", stat),
    ]
    assert found.stat("pipe.mp3") is None
    with pytest.raises(CleanerError, match=r"pipe\.mp3: not a regular file"):
        found.read("pipe.mp3")


def test_a_recording_from_afar_is_fetched_and_goes_again() -> None:
    files = fsspec.filesystem("memory")
    files.store.clear()
    files.pipe_file("/far/深/talk.m4a", b"sound")
    with store("memory://far").local("深/talk.m4a") as path:
        assert (path.name, path.read_bytes()) == ("talk.m4a", b"sound")
    assert not path.parent.exists()
    files.pipe_file("/far/" + "讲" * 400 + ".m4a", b"sound")
    with store("memory://far").local("讲" * 400 + ".m4a") as path:
        assert (path.suffix, path.read_bytes()) == (".m4a", b"sound")


class Failing(MemoryFileSystem):
    """Objects as a library has them that has lost its connection, or does not like a name."""

    protocol = "failing"
    store: ClassVar[dict[str, Any]] = {}
    pseudo_dirs: ClassVar[list[str]] = [""]
    refuses = ""

    def pipe_file(self, path: str, value: bytes, mode: str = "overwrite", **told: Any) -> None:
        if self.refuses in path:
            raise ConnectionError("no\nconnection")
        super().pipe_file(path, value, mode, **told)


def test_an_object_that_cannot_be_written_is_told_from_a_lost_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    fsspec.register_implementation("failing", Failing, clobber=True)
    out = store("failing://out")
    monkeypatch.setattr(Failing, "refuses", "bad")
    with pytest.raises(CleanerError, match=r"^failing://out: cannot be written: no connection$") as one:
        out.write_many([("good.txt", b"good"), ("bad.txt", b"bad")])
    monkeypatch.setattr(Failing, "refuses", "")
    with pytest.raises(UnwritableError, match=r"^failing://out: cannot be written: no connection$"):
        out.write_many([("good.txt", b"good")])
    assert not isinstance(one.value, UnwritableError)
    assert kinds(out) == [("good.txt", "file")]


def test_an_etag_tells_a_change_before_a_time_does() -> None:
    from cleaner.batch.storage.remote import _stat

    one = _stat({"size": 3, "ETag": '"abc"', "LastModified": "monday"})
    assert one == _stat({"size": 3, "ETag": '"abc"', "LastModified": "tuesday"})
    assert one != _stat({"size": 3, "ETag": '"abd"', "LastModified": "monday"})
    assert _stat({"size": 3}).size == 3


@pytest.mark.parametrize(
    ("place", "says"),
    [
        ("", "a folder with no name: give a path, or . for the folder you are in"),
        ("nonsense://x/y", "nonsense://x/y: not an address that can be opened: Protocol not known: nonsense"),
    ],
)
def test_what_is_no_place_is_said(place: str, says: str) -> None:
    with pytest.raises(CleanerError) as caught:
        store(place)
    assert str(caught.value) == says


def test_a_library_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "s3fs", None)
    with pytest.raises(CleanerError, match=r"s3://bucket/x: needs a library: .*s3fs"):
        store("s3://bucket/x")


def test_one_store_is_found_in_another(tmp_path: Path) -> None:
    (tmp_path / "in" / "out").mkdir(parents=True)
    (tmp_path / "link").symlink_to("in")
    at = lambda name: store(f"{tmp_path}/{name}")  # noqa: E731
    assert inside(at("in/out"), at("in")) == "out"
    assert inside(at("in/out/"), at("link/../in")) == "out"
    assert inside(at("link"), at("in")) == ""
    assert inside(at("in"), at("in/out")) is None
    assert inside(at("inner"), at("in")) is None
    assert inside(at("in"), store("/")) == f"{tmp_path}/in".strip("/")
    assert inside(store("memory://a/b"), store("memory://a")) == "b"
    assert isinstance(store("memory://a"), RemoteStore)
