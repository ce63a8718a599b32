"""The walk: every recording and transcript of a folder once, and what is skipped with its reason."""

import os
import socket
from pathlib import Path

import fsspec
import pytest

from cleaner.batch.storage import store
from cleaner.batch.walk import Walk, walk
from cleaner.cleaned import Cleaned
from cleaner.errors import CleanerError
from cleaner.formats import write
from cleaner.transcript import Transcript


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def put(folder: Path, *names: str, content: bytes = b"") -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content or os.fsencode(name))


def walked(folder: Path, **asked: object) -> Walk:
    asked.setdefault("out", store(str(folder.parent / "out")))
    return walk(store(str(folder)), **asked)  # type: ignore[arg-type]


def results(found: Walk, ending: str = "txt") -> dict[str, str]:
    return {task.source: task.outputs[ending] for task in found.tasks}


def skipped(found: Walk) -> dict[str, str]:
    return {skip.source: skip.reason for skip in found.skipped}


def test_the_tree_is_mirrored_and_told_by_suffix(folder: Path) -> None:
    put(folder, "talk.m4a", "a/b/Take 2.MP3", "a/talk.srt", "a/talk.txt", "video.mkv", "heard.json", "cues.vtt")
    found = walked(folder, formats=("txt", "srt"), report=True)
    assert [(task.source, task.recording) for task in found.tasks] == [
        ("a/b/Take 2.MP3", True),
        ("a/talk.srt", False),
        ("a/talk.txt", False),
        ("cues.vtt", False),
        ("heard.json", False),
        ("talk.m4a", True),
        ("video.mkv", True),
    ]
    assert found.tasks[1].outputs == {"txt": "a/talk.srt.txt", "srt": "a/talk.srt", "html": "a/talk.srt.html"}
    status = (folder / "a/talk.srt").stat()
    assert (found.tasks[1].size, found.tasks[1].modified) == (status.st_size, status.st_mtime_ns)
    assert skipped(found) == {}


def test_no_two_results_have_one_name_and_none_changes_when_a_file_comes(folder: Path) -> None:
    names = [
        "talk.mp3",
        "talk.m4a",
        "talk.txt",
        "talk.mp3.txt",
        "talk.srt",
        "talk",
        "talk.file.txt",
        "talk.mp3.txt.txt",
    ]
    alone = {}
    for name in names:
        put(folder, name)
        alone |= results(walked(folder, include=[f"/{name}"]))
    together = results(walked(folder))
    assert together == alone
    assert together == {
        "talk": "talk.file.txt",
        "talk.file.txt": "talk.file.txt.txt",
        "talk.m4a": "talk.m4a.txt",
        "talk.mp3": "talk.mp3.txt",
        "talk.mp3.txt": "talk.mp3.txt.txt",
        "talk.mp3.txt.txt": "talk.mp3.txt.txt.txt",
        "talk.srt": "talk.srt.txt",
        "talk.txt": "talk.txt",
    }


def test_a_comparison_takes_no_other_name(folder: Path) -> None:
    put(folder, "talk.m4a", "talk.m4a.script.md", "talk.m4a.diff.json", "talk.diff.json", "talk.script.md")
    found = walked(folder, formats=["json"])
    paths = [path for task in found.tasks for path in task.outputs.values()]
    assert paths == [
        "talk.diff.json.json",
        "talk.m4a.json",
        "talk.m4a.diff.json",
        "talk.m4a.diff.json.json",
    ]


def test_names_that_some_disks_take_for_one_are_told_apart(folder: Path) -> None:
    put(folder, "Talk.mp3", "talk.mp3", "A/x.txt", "a/x.txt", "é.txt", "e\N{COMBINING ACUTE ACCENT}.txt", "lone.txt")
    found = results(walked(folder))
    assert found["lone.txt"] == "lone.txt"
    others = [path for source, path in found.items() if source != "lone.txt"]
    assert all("~" in path for path in others)
    assert len({path.casefold().partition("~")[2] for path in others}) == 6
    (folder / "Talk.mp3").unlink()
    assert results(walked(folder))["talk.mp3"] == "talk.mp3.txt"


def test_a_result_is_not_where_a_folder_must_be(folder: Path) -> None:
    put(folder, "talk.mp3", "talk.mp3.txt/deep.txt")
    found = results(walked(folder))
    assert found["talk.mp3.txt/deep.txt"] == "talk.mp3.txt/deep.txt"
    assert found["talk.mp3"].startswith("talk.mp3~")


HOSTILE = [
    "a b.mp3",
    " .mp3",
    "one\ntwo.mp3",
    "-rf.mp3",
    "🎤彩排.mp3",
    'all <>:"|?*\\.mp3',
    "x" * 251 + ".mp3",
    "x" * 250 + "y.mp3",
    "讲" * 83 + "ab.mp3",
    os.fsdecode(b"\xff\xfe\xb0.mp3"),
    "a~.mp3",
    "con.mp3",
    "$(x);`x`.mp3",
    "%FF.mp3",
]


def test_hostile_names_are_done_and_fit_where_they_go(folder: Path) -> None:
    put(folder, *HOSTILE)
    found = results(walked(folder, report=True))
    assert sorted(found) == sorted(HOSTILE)
    out = store(str(folder.parent / "out"))
    out.write_many([(path, os.fsencode(source)) for source, path in found.items()])
    assert sorted(out.read(path) for path in found.values()) == sorted(map(os.fsencode, HOSTILE))
    assert found["one\ntwo.mp3"] == "one\ntwo.mp3.txt"
    assert found[HOSTILE[9]] == HOSTILE[9] + ".txt"
    assert found["x" * 251 + ".mp3"].startswith("x" * 244 + "~")
    assert found["x" * 251 + ".mp3"] != found["x" * 250 + "y.mp3"]


def test_where_names_must_be_text_other_bytes_are_written_out(folder: Path) -> None:
    put(folder, *HOSTILE, os.fsdecode(b"d\xe9/x.mp3"))
    found = results(walked(folder, out=store("memory://names")))
    assert found[os.fsdecode(b"d\xe9/x.mp3")] == "d%E9/x.mp3.txt"
    assert found[os.fsdecode(b"\xff\xfe\xb0.mp3")] == "%FF%FE%B0.mp3.txt"
    assert all(path.encode() for path in found.values())


def test_what_is_no_file_is_skipped_and_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(folder, "talk.txt", ".hidden.txt", ".git/x.txt", "page.pdf", "...", "..mp3")
    os.mkfifo(folder / "pipe.mp3")
    (folder / "null.mp3").symlink_to("/dev/null")
    with socket.socket(socket.AF_UNIX) as listening:
        monkeypatch.chdir(folder)  # its own path may be too long for one
        listening.bind("socket.mp3")
        found = walked(folder)
    assert list(results(found)) == ["talk.txt"]
    assert skipped(found) == {
        "...": "hidden",
        "..mp3": "hidden",
        ".git/": "hidden",
        ".hidden.txt": "hidden",
        "null.mp3": "a link that leads out of FOLDER",
        "page.pdf": "neither a recording nor a transcript by its name (.pdf); --include it to have it tried",
        "pipe.mp3": "a pipe",
        "socket.mp3": "a socket",
    }


def test_links_are_followed_inside_and_once(folder: Path) -> None:
    put(folder.parent, "outside/x.txt")
    put(folder, "a/talk.txt", ".kept/hidden.txt")
    for name, target in {
        "again.txt": "a/talk.txt",
        "once.txt": ".kept/hidden.txt",
        "twice.txt": ".kept/hidden.txt",
        "folder": "a",
        "up": "..",
        "out": "../outside",
        "out.txt": "../outside/x.txt",
        "root.txt": "/etc/hostname",
        "broken.txt": "none.txt",
        "loop.txt": "loop.txt",
        "round": ".",
    }.items():
        (folder / name).symlink_to(target)
    found = walked(folder)
    assert list(results(found)) == ["a/talk.txt", "once.txt"]
    away = "a link that leads out of FOLDER"
    assert skipped(found) == {
        ".kept/": "hidden",
        "again.txt": "a link to a/talk.txt",
        "broken.txt": "a link to nothing",
        "folder": "a link to a folder",
        "loop.txt": "a link that leads nowhere: Too many levels of symbolic links",
        "out": away,
        "out.txt": away,
        "root.txt": away,
        "round": "a link to a folder",
        "twice.txt": "a link to .kept/hidden.txt",
        "up": away,
    }


def test_a_folder_that_is_a_link_is_walked(folder: Path) -> None:
    put(folder, "talk.txt")
    (folder.parent / "link").symlink_to("in")
    assert list(results(walked(folder.parent / "link"))) == ["talk.txt"]


def test_patterns_choose(folder: Path) -> None:
    put(folder, "a.m4a", "a.txt", "notes/a.txt", "notes/b.txt", "old/a.m4a", "strange.dat", "photo.jpg")
    found = walked(folder, include=["*.m4a", "notes/", "strange.dat"], exclude=["old/", "notes/*", "!notes/b.txt"])
    assert list(results(found)) == ["a.m4a", "notes/b.txt", "strange.dat"]
    assert skipped(found) == {
        "a.txt": "not included",
        "notes/a.txt": "--exclude",
        "old/": "--exclude",
        "photo.jpg": "not included",
    }


def test_ignore_files_hold_in_their_folder_and_the_deepest_has_the_last_word(folder: Path) -> None:
    put(folder, "draft.txt", "a/draft.txt", "a/b/draft.txt", "a/b/c/draft.txt", "a/x.txt", "a/b/x.txt", "x.txt")
    put(folder, ".cleanerignore", content=b"\xef\xbb\xbf# drafts\r\ndraft*\r\n/x.txt\n")
    put(folder, "a/b/.cleanerignore", content=b"!draft.txt\n")
    put(folder, "a/b/c/.cleanerignore", content=b"*\n")
    found = walked(folder, exclude=["a/x.txt"])
    assert list(results(found)) == ["a/b/draft.txt", "a/b/x.txt"]
    assert skipped(found) == {
        "a/b/c/draft.txt": "a/b/c/.cleanerignore",
        "a/draft.txt": ".cleanerignore",
        "a/x.txt": "--exclude",
        "draft.txt": ".cleanerignore",
        "x.txt": ".cleanerignore",
    }


def test_a_pattern_that_is_none_is_refused(folder: Path) -> None:
    with pytest.raises(CleanerError) as caught:
        walked(folder, exclude=["fine", "\\"])
    assert str(caught.value) == "--exclude: not a pattern as in .gitignore: \\"


def test_a_file_without_suffix_is_told_by_its_content(folder: Path) -> None:
    put(folder, "words", content="大家好".encode())
    put(folder, "sound", content=b"RIFF\0\0\0\0WAVE")
    assert [(task.source, task.recording) for task in walked(folder).tasks] == [("sound", True), ("words", False)]


def test_scripts_beside_belong_to_their_takes(folder: Path) -> None:
    put(folder, "talk.m4a", "talk.script.txt", "talk.script.docx", "a/talk.txt", "a/talk.SCRIPT.md", "b.script.txt")
    put(folder, "take.mp3", "take.mp3.script.md", "take.txt", "e\N{COMBINING ACUTE ACCENT}.script.txt", "é.srt")
    found = walked(folder)
    assert {task.source: task.script for task in found.tasks} == {
        "a/talk.txt": "a/talk.SCRIPT.md",
        "take.mp3": "take.mp3.script.md",
        "take.txt": None,
        "talk.m4a": "talk.script.txt",
        "é.srt": "e\N{COMBINING ACUTE ACCENT}.script.txt",
    }
    assert found.tasks[0].outputs == {"txt": "a/talk.txt", "diff": "a/talk.txt.diff.json"}
    assert found.tasks[0].script_modified == (folder / "a/talk.SCRIPT.md").stat().st_mtime_ns
    unused = "a script with no recording or transcript to it"
    assert skipped(found) == {"b.script.txt": unused, "talk.script.docx": unused}


def test_scripts_of_a_folder_of_their_own(folder: Path) -> None:
    put(folder, "talk.m4a", "a/one.srt", "a/two.srt", "three.txt", "scripts/one.txt", "scripts/a/two.docx")
    put(folder, "scripts/talk.md", "scripts/talk.script.md", "scripts/three.jpg")
    found = walked(folder, scripts=store(str(folder / "scripts")))
    assert {task.source: task.script for task in found.tasks} == {
        "a/one.srt": "one.txt",
        "a/two.srt": "a/two.docx",
        "talk.m4a": "talk.script.md",
        "three.txt": None,
    }
    assert skipped(found) == {"scripts/": "the folder of scripts"}


def test_what_was_heard_before_is_not_heard_again(folder: Path) -> None:
    ours = write(Cleaned(Transcript("大家好")), "json").encode()
    put(folder, "kept.m4a", "stale.m4a", "other.m4a", "two.m4a", "two.mp3")
    put(folder, "kept.json", "stale.json", "two.json", content=ours)
    put(folder, "other.json", content=b'{"title": "cleaner"}')
    for name, time in {"kept.m4a": 1, "kept.json": 1, "stale.json": 1, "stale.m4a": 2}.items():
        os.utime(folder / name, (time, time))
    found = walked(folder)
    assert skipped(found) == {"kept.m4a": "heard before: kept.json has it; to hear it again --exclude '*.json'"}
    assert len(found.tasks) == 8
    assert "kept.m4a" in results(walked(folder, exclude=["*.json"]))


def test_out_in_folder_is_not_walked(folder: Path) -> None:
    put(folder, "talk.txt", "deep/out/talk.txt", "deep/other.txt")
    (folder / "link.txt").symlink_to("deep/out/talk.txt")
    found = walked(folder, out=store(str(folder / "deep" / "out")))
    assert list(results(found)) == ["deep/other.txt", "talk.txt"]
    assert skipped(found) == {"deep/out/": "OUT", "link.txt": "a link into OUT"}


def test_out_that_is_folder_is_refused_unless_told(folder: Path) -> None:
    put(folder, "talk.txt", "talk.txt.clean.txt", "talk.mp3", "talk.mp3.clean.html", "a.clean.diff.json", "clean.txt")
    same = store(str(folder.parent / "out" / ".." / "in"))
    with pytest.raises(CleanerError, match="FOLDER itself, where results would mix with their sources"):
        walked(folder, out=same)
    found = walked(folder, out=same, in_place=True)
    assert results(found) == {name: f"{name}.clean.txt" for name in ("clean.txt", "talk.mp3", "talk.txt")}
    assert skipped(found) == dict.fromkeys(
        ["a.clean.diff.json", "talk.mp3.clean.html", "talk.txt.clean.txt"], "a result"
    )


def test_folder_in_out_is_refused_where_a_result_would_go_into_it(folder: Path) -> None:
    put(folder, "talk.txt")
    out = store(str(folder.parent))
    assert results(walked(folder, out=out)) == {"talk.txt": "talk.txt"}
    put(folder, "in/talk.txt")
    with pytest.raises(CleanerError, match=r"the result of in/talk\.txt would go into .* itself: choose another -o"):
        walked(folder, out=out)


def test_a_folder_that_is_not_there_is_said(folder: Path) -> None:
    with pytest.raises(CleanerError, match="none: no such file or folder"):
        walked(folder / "none")
    put(folder, "talk.txt")
    with pytest.raises(CleanerError, match=r"talk\.txt: not a folder"):
        walked(folder / "talk.txt")


def test_a_folder_that_may_not_be_read_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(folder, "talk.txt", "closed/talk.txt")
    scandir = os.scandir

    def closed(path: str) -> object:  # root may read everything
        if path.endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", closed)
    found = walked(folder)
    assert list(results(found)) == ["talk.txt"]
    assert skipped(found) == {"closed/": "a folder that cannot be read: no permission"}


def test_a_store_of_objects_is_walked_too(folder: Path) -> None:
    files = fsspec.filesystem("memory")
    files.store.clear()
    for path in (
        "talk.m4a",
        "a/talk.txt",
        "a/talk.script.txt",
        "a/.cleanerignore",
        "a/draft.txt",
        "b/../../out.txt",
        ".x",
    ):
        files.store[f"/far/{path}"] = fsspec.implementations.memory.MemoryFile(files, f"/far/{path}", b"draft.txt")
    found = walk(store("memory://far"), store("memory://out"))
    assert {task.source: (task.recording, task.script) for task in found.tasks} == {
        "a/talk.txt": (False, "a/talk.script.txt"),
        "talk.m4a": (True, None),
    }
    assert skipped(found) == {".x": "hidden", "a/draft.txt": "a/.cleanerignore", "b/../": "a name that leads elsewhere"}
