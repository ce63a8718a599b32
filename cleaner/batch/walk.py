"""What a batch has to do: each recording and transcript in FOLDER, and where in OUT its script goes."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cleaner.batch.ignored import IGNORE_FILE, Patterns, ignored_by
from cleaner.batch.manifest import MANIFEST, PLACE
from cleaner.batch.naming import KNOWN, is_result, outputs, suffix
from cleaner.batch.storage.store import Entry, Stat, Store, inside
from cleaner.batch.task import Task
from cleaner.errors import CleanerError
from cleaner.formats import json
from cleaner.formats.recordings import HEAD, RECORDINGS, is_text
from cleaner.report.visible import visible

_ENDS = ("txt", "md", "markdown", "docx")
_SCRIPT = re.compile(rf"(.+)\.script\.(?:{'|'.join(_ENDS)})", re.DOTALL | re.IGNORECASE)
_MEANT = re.compile(rf"(.+?)(?:\.script)?\.(?:{'|'.join(_ENDS)})", re.DOTALL | re.IGNORECASE)
_OURS = re.compile(rb'\s*\{\s*"format":\s*"' + json.FORMAT.encode() + rb'"\s*,')


@dataclass(frozen=True, slots=True)
class Skipped:
    """What is no task.

    Attributes:
        source: its path in FOLDER; a folder's ends with "/", and stands for all that is in it.
        reason: a few words.
    """

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Walk:
    """What was found.

    Attributes:
        tasks: in order of their paths.
        skipped: likewise; every other thing in FOLDER, but for ignore files.
        warnings: one line each, ignore files that were taken as they were before.
    """

    tasks: tuple[Task, ...]
    skipped: tuple[Skipped, ...]
    warnings: tuple[str, ...] = ()


def walk(
    store: Store,
    out: Store,
    *,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    formats: Sequence[str] = ("txt",),
    report: bool = False,
    scripts: Store | None = None,
    in_place: bool = False,
    good: dict[str, Patterns] | None = None,
) -> Walk:
    """Find what there is to do; nothing is written, and no file is read but for ignore files and what tells its kind.

    Recordings and transcripts are told by suffix. What has none is told by its content; what has another is skipped
    unless it is included by name, and is then told by its content too.

    Args:
        store: FOLDER.
        out: OUT. Where it lies in FOLDER it is not searched.
        include: patterns as in .gitignore; only files that one of them names are done. None: all.
        exclude: likewise; what they name is not done. So is what .cleanerignore files name.
        formats: of `cleaner.formats.FORMATS`.
        report: whether each file gets an html page too.
        scripts: where what was meant is found, NAME.script.txt or NAME.txt (or md, docx); by default FOLDER, as
            NAME.script.txt (or md, docx) beside NAME.m4a.
        in_place: whether OUT may be FOLDER; results are then named NAME.clean.txt.
        good: of who walks again and again: what ignore files said when they could last be read. It is kept up, and
            one that cannot be read any more still says that. None: it is an error.

    Raises:
        CleanerError: FOLDER cannot be read, a pattern is wrong, or a result would go into FOLDER unasked.
    """
    within = inside(out, store)
    if within == "" and not in_place:
        raise CleanerError(
            f"{visible(out.name)}: FOLDER itself, where results would mix with their sources: choose another -o"
        )
    if scripts is not None and inside(scripts, store) == "":
        scripts = None
    apart = {within: "OUT"} if within else {}
    if scripts is not None and (kept := inside(scripts, store)):
        apart[kept] = "the folder of scripts"
    chosen = Patterns(include, "--include") if include else None
    ignoring = _Ignoring(store, good)
    files, skipped = _files(store, [Patterns(exclude, "--exclude")], apart, ignoring)
    if within == "":
        skipped |= {path: "a result" for path in files if is_result(_last(path))}
    meant = {path: stat for path, stat in files.items() if _SCRIPT.fullmatch(_last(path))}
    recorded: dict[str, bool] = {}
    for path in files.keys() - meant.keys() - skipped.keys():
        kind = "not included" if chosen and not chosen.name(path) else _kind(store, path, named=chosen is not None)
        if isinstance(kind, str):
            skipped[path] = kind
        else:
            recorded[path] = kind
    if store.has_clock:
        _leave_heard(store, files, recorded, skipped)
    found = _Scripts(
        meant if scripts is None else _files(scripts, [], {}, _Ignoring(scripts, good))[0],
        elsewhere=scripts is not None,
    )
    kinds = {kind: kind for kind in (*formats, "html") if report or kind != "html"}
    script = {path: found.of(path) for path in sorted(recorded)}
    results = {path: {**kinds, "diff": "diff.json"} if script[path] else kinds for path in script}
    named = outputs(results, raw=out.raw_names, in_place=in_place)
    _refuse_sources(inside(store, out), named, store, out)
    tasks = []
    for path, places in named.items():
        own = script[path]
        modified = found.files[own].modified if own else 0
        stat = files[path]
        tasks.append(Task(path, recorded[path], stat.size, stat.modified, places, own, modified))
    for path in meant.keys() - {task.script for task in tasks if scripts is None}:
        skipped[path] = "a script with no recording or transcript to it"
    return Walk(
        tuple(tasks), tuple(Skipped(path, reason) for path, reason in sorted(skipped.items())), tuple(ignoring.warnings)
    )


def _files(
    store: Store, ignored: list[Patterns], apart: Mapping[str, str], ignoring: "_Ignoring"
) -> tuple[dict[str, Stat], dict[str, str]]:
    """The files of a store, each once; and why anything else is skipped."""
    files: dict[str, Stat] = {}
    links: dict[str, tuple[str, Stat]] = {}
    skipped: dict[str, str] = {}
    waiting = [("", ignored)]
    while waiting:
        folder, patterns = waiting.pop()
        try:
            entries = list(store.scan(folder.rstrip("/")))
        except CleanerError as error:
            if not folder:
                raise
            skipped[folder] = f"a folder that cannot be read: {str(error).rpartition(': ')[2]}"
            continue
        if folder and any(entry.name == PLACE for entry in entries) and _is_out(store, folder):
            skipped[folder] = "results of an earlier batch"
            continue
        if any(entry.name == IGNORE_FILE and entry.kind == "file" for entry in entries):
            patterns = [ignoring.patterns(folder), *patterns]
        for entry in entries:
            path = folder + entry.name
            is_folder = entry.kind == "folder"
            reason = _reason(entry, path, apart) or ignored_by(path + "/" * is_folder, patterns)
            if entry.name == IGNORE_FILE:
                continue
            if reason:
                skipped[path + "/" * is_folder] = reason
            elif is_folder:
                waiting.append((path + "/", patterns))
            elif entry.target is not None and entry.stat:
                links[path] = (entry.target, entry.stat)
            elif entry.stat:
                files[path] = entry.stat
    done = set(files)
    for path, (target, stat) in sorted(links.items()):
        if target in done and not _SCRIPT.fullmatch(_last(path)):
            skipped[path] = f"a link to {target}"
        else:
            done.add(target)
            files[path] = stat
    return files, skipped


def _reason(entry: Entry, path: str, apart: Mapping[str, str]) -> str:
    """Why it is skipped whatever the patterns say, or ""."""
    if not entry.name or entry.name in (".", "..") or "/" in entry.name or "\0" in entry.name:
        return "a name that leads elsewhere"
    if entry.name.startswith("."):
        return "hidden"
    if path in apart:
        return apart[path]
    if entry.kind == "link":
        if entry.target is None:
            return "a link that leads out of FOLDER"
        if entry.stat is None:
            return "a link to a folder"
        return next(
            (f"a link into {what}" for place, what in apart.items() if entry.target.startswith(place + "/")), ""
        )
    return entry.why


def _is_out(store: Store, folder: str) -> bool:
    """Whether a folder holds the results of a batch: else they would be cleaned once more, into another OUT."""
    try:
        return any(entry.name.endswith(MANIFEST) for entry in store.scan(folder + PLACE))
    except CleanerError:
        return False


@dataclass
class _Ignoring:
    """The ignore files of a store, see `walk`."""

    store: Store
    good: dict[str, Patterns] | None
    warnings: list[str] = field(default_factory=list)

    def patterns(self, folder: str) -> Patterns:
        path = folder + IGNORE_FILE
        place = f"{self.store.location}/{path}"
        try:
            text = self.store.read(path, limit=1 << 20).decode("utf-8-sig", "surrogateescape")
            found = Patterns(text.splitlines(), path, folder)
        except CleanerError as error:
            if self.good is None:
                raise
            self.warnings.append(f"{error}; until it is mended it is taken as it was")
            return self.good.get(place) or Patterns((), path, folder)
        if self.good is not None:
            self.good[place] = found
        return found


def _kind(store: Store, path: str, *, named: bool) -> bool | str:
    """Whether it is a recording; or why it is skipped.

    Args:
        store: it is in.
        path: of the file.
        named: whether it was asked for by a pattern.
    """
    end = suffix(_last(path))
    if end in KNOWN:
        return end in RECORDINGS
    if end and not named:
        return f"neither a recording nor a transcript by its name (.{end}); --include it to have it tried"
    try:
        return not is_text(store.head(path, HEAD))
    except CleanerError:  # who does it will say so
        return False


def _leave_heard(store: Store, files: Mapping[str, Stat], recorded: dict[str, bool], skipped: dict[str, str]) -> None:
    """Skip a recording where what was heard in it is beside it as our json, and no older."""
    beside: dict[str, list[str]] = {}
    for path, is_recording in recorded.items():
        if is_recording:
            beside.setdefault(path.rpartition(".")[0], []).append(path)
    for path in [path for path in recorded if path.endswith(".json")]:
        recordings = beside.get(path.removesuffix(".json"), [])
        if len(recordings) != 1 or files[path].modified < files[recordings[0]].modified:
            continue
        try:
            ours = _OURS.match(store.head(path, 256))
        except CleanerError:
            continue
        if ours:
            del recorded[recordings[0]]
            skipped[recordings[0]] = f"heard before: {_last(path)} has it; to hear it again --exclude '*.json'"


def _refuse_sources(within: str | None, named: Mapping[str, Mapping[str, str]], store: Store, out: Store) -> None:
    """Raise CleanerError where FOLDER is in OUT and a result would go into it."""
    if not within:
        return
    for source, places in named.items():
        for path in places.values():
            if path.startswith(within + "/"):
                raise CleanerError(
                    f"{visible(out.name)}: the result of {visible(source)} would go into {visible(store.name)} itself: "
                    "choose another -o"
                )


class _Scripts:
    """Scripts by what they are scripts of."""

    def __init__(self, files: dict[str, Stat], *, elsewhere: bool) -> None:
        self.files = files
        self._elsewhere = elsewhere
        self._found: dict[str, str] = {}
        for path in sorted(files, key=_rank):
            folder, slash, name = path.rpartition("/")
            match = (_MEANT if elsewhere else _SCRIPT).fullmatch(name)
            if match:
                self._found.setdefault(_composed(folder + slash + match[1]), path)

    def of(self, source: str) -> str | None:
        """The script of a source: with its whole name or its name without suffix; elsewhere in any folder or in its."""
        folder, slash, name = source.rpartition("/")
        stem = name.rpartition(".")[0] if suffix(name) else name
        places = [folder + slash, ""] if self._elsewhere else [folder + slash]
        keys = (_composed(place + own) for place in places for own in (name, stem))
        return next((self._found[key] for key in keys if key in self._found), None)


def _rank(path: str) -> tuple[bool, int, str]:
    """NAME.script.txt before NAME.txt, txt before md before docx."""
    name = _last(path)
    return not _SCRIPT.fullmatch(name), _ENDS.index(suffix(name)) if suffix(name) in _ENDS else len(_ENDS), path


def _composed(path: str) -> str:
    return path if path.isascii() else unicodedata.normalize("NFC", path)


def _last(path: str) -> str:
    return path.rpartition("/")[2]
