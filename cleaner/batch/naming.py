"""What a result is called in OUT.

The name follows from the source's own name, never from what else is in its folder, so that a file which comes later
changes no other's results. The suffix of the source stays, for talk.m4a and talk.mp3 are two:

    talk.m4a   talk.m4a.txt     a recording
    talk.srt   talk.srt.txt     a transcript in another format
    talk.txt   talk.txt         a transcript in the same format, unless that could be the name of another's result:
    talk.m4a.txt   talk.m4a.txt.txt
    talk       talk.file.txt    a file without suffix, or with one that is none of ours
    talk.m4a   talk.m4a.html, talk.m4a.diff.json   its page, and the comparison with its script

No two of these are alike. Names that some disks take for one (Talk and talk, é as one character and as two) get a hash
of the path each, as in talk.m4a~1a2b3c.txt; only then does a name change when such a twin comes. So do names that are
longer than a disk allows.
"""

import hashlib
import os
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping

from cleaner.formats import FORMATS
from cleaner.formats.recordings import RECORDINGS

KNOWN = RECORDINGS.union(FORMATS)
"""Suffixes, in lower case and without their dot, of what a batch does."""

_PROTECTED = KNOWN | {"file", "diff"}
_RESULT = re.compile(rf"\.clean\.(?:{'|'.join(FORMATS)}|html|diff\.json)\Z")
_LONGEST = 255  # bytes of a name on nearly every disk
_TAG = 6  # hex digits
_LONE = re.compile("[\ud800-\udfff]")


def suffix(name: str) -> str:
    """Of a name, in lower case and without its dot."""
    stem, dot, end = name.rpartition(".")
    return end.lower() if dot and stem else ""


def outputs(
    sources: Mapping[str, Mapping[str, str]], *, raw: bool = True, in_place: bool = False
) -> dict[str, dict[str, str]]:
    """For each source and each kind of result a path, all of them different.

    Args:
        sources: by path; for each kind of result its suffix, without its first dot ("txt", "diff.json").
        raw: whether names may have bytes that are no UTF-8; else these become %FF and the like.
        in_place: whether results stand among their sources: talk.m4a.clean.txt, which `is_result` knows.
    """
    found = {source: _paths(source, kinds, 0, raw=raw, in_place=in_place) for source, kinds in sources.items()}
    folders = {_key(folder) for folder in _folders(found, raw=raw)}
    tags: defaultdict[str, int] = defaultdict(int)
    while twins := _twins(found, folders):
        for source in twins:
            tags[source] += _TAG
            found[source] = _paths(source, sources[source], tags[source], raw=raw, in_place=in_place)
    return found


def is_result(name: str) -> bool:
    """Whether a name is one that a result gets in place."""
    return _RESULT.search(name) is not None


def _twins(found: dict[str, dict[str, str]], folders: set[str]) -> set[str]:
    """Sources whose results some disk would take for another's, or for a folder."""
    first: dict[str, str] = {}
    twins: set[str] = set()
    for source, paths in found.items():
        for path in paths.values():
            key = _key(path)
            other = first.setdefault(key, source)
            if other is not source:
                twins |= {source, other}
            if key in folders:
                twins.add(source)
    return twins


def _key(path: str) -> str:
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def _folders(sources: Iterable[str], *, raw: bool) -> set[str]:
    found: set[str] = set()
    for folder in {source.rpartition("/")[0] for source in sources}:
        parts = _folder(folder, raw=raw).split("/")
        found.update("/".join(parts[:end]) for end in range(1, len(parts) + 1))
    return found


def _paths(source: str, kinds: Mapping[str, str], tag: int, *, raw: bool, in_place: bool) -> dict[str, str]:
    folder, slash, name = source.rpartition("/")
    folder = _folder(folder, raw=raw) + slash
    if not raw:
        name = _text(name)
    return {kind: folder + _name(source, name, end, tag, in_place=in_place) for kind, end in kinds.items()}


def _folder(folder: str, *, raw: bool) -> str:
    if not raw:
        folder = _text(folder)
    if len(folder) * 4 <= _LONGEST:
        return folder
    return "/".join(_fitting(part, "", part, 0) for part in folder.split("/"))


def _name(source: str, name: str, ending: str, tag: int, *, in_place: bool) -> str:
    own = suffix(name)
    if in_place:
        return _fitting(name, f".clean.{ending}", source, tag)
    if own not in KNOWN:
        return _fitting(name, f".file.{ending}", source, tag)
    if (
        own == ending
        and name.endswith(f".{ending}")
        and suffix(stem := name.removesuffix(f".{ending}")) not in _PROTECTED
    ):
        return _fitting(stem, f".{ending}", source, tag)
    return _fitting(name, f".{ending}", source, tag)


def _fitting(name: str, end: str, source: str, tag: int) -> str:
    """The name with its end, and with a hash of the source where one is asked for or the name must be cut."""
    room = _LONGEST - len(end)
    if len(name) * 4 > room and len(os.fsencode(name)) > room:
        tag = max(tag, _TAG)
        while len(os.fsencode(name)) > room - tag - 1:
            name = name[:-1]
    if tag:
        name += "~" + hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()[:tag]
    return name + end


def _text(name: str) -> str:
    """What is no UTF-8 as in an address."""
    return _LONE.sub(lambda lone: f"%{ord(lone[0]) & 0xFF:02X}", name)
