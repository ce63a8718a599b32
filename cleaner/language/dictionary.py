"""Jieba's own dictionary, looked up: how often it counted a word, and the word's tag.

The dictionary has 349,046 lines "word frequency tag". Reading them all into a table takes longer than cleaning a
rehearsal, so they are kept sorted in the folder for caches, and a word is looked up by bisection, then in a block of
some lines.
"""

from bisect import bisect_right
from contextlib import suppress
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from cleaner.errors import CleanerError
from cleaner.files import cache_folder, write_whole

_BLOCK = 4096  # bytes that are looked through for a word
UNKNOWN = "x"  # the tag of what the dictionary does not have, as jieba's tagger has it


def tag(word: str) -> str:
    """The tag that jieba's dictionary has for a word ("n", "v", "r", …); "m" for digits, "eng" for Latin, else "x"."""
    return _entry(word)[1]


def frequency(word: str) -> int:
    """How often jieba's dictionary counted a word; 0 where it does not have it."""
    return _entry(word)[0]


@lru_cache(maxsize=65536)
def _entry(word: str) -> tuple[int, str]:
    """Frequency and tag of a word; 0 and the tag of its kind where the dictionary does not have it."""
    key = f"{word}\t".encode("utf-8", "surrogatepass")
    found = _sorted().find(key) if word else ""
    if not found:
        return 0, _kind(word)
    count, kind = found.split("\t")
    return int(count), kind


def _kind(word: str) -> str:
    if word.isascii() and word.isalnum():
        return "m" if word[0].isdigit() else "eng"
    return UNKNOWN


class _Sorted:
    """Sorted lines in blocks: by their first words it is told which block can have a word."""

    def __init__(self, lines: bytes) -> None:
        self._lines = lines
        self._starts: list[int] = []
        start = 0
        while start < len(lines):
            self._starts.append(start)
            start = lines.find(b"\n", start + _BLOCK) + 1 or len(lines)
        self._heads = [lines[at : lines.find(b"\t", at) + 1] for at in self._starts]
        self._starts.append(len(lines))

    def find(self, key: bytes) -> str:
        """What the line that begins with a key has after it, or ""."""
        block = max(bisect_right(self._heads, key) - 1, 0)
        start = self._starts[block]
        if not self._lines.startswith(key, start):
            start = self._lines.find(b"\n" + key, start, self._starts[block + 1]) + 1
            if not start:
                return ""
        return self._lines[start + len(key) : self._lines.index(b"\n", start)].decode()


@cache
def _sorted() -> _Sorted:
    return _Sorted(_read())


def _read() -> bytes:
    """The lines of the dictionary, sorted by their bytes, with tabs; made once for each version of jieba's."""
    spec = find_spec("jieba")  # jieba itself is not imported: that takes longer
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("jieba")
    source = Path(spec.origin).parent / "dict.txt"
    state = source.stat()
    kept = cache_folder() / "jieba" / f"sorted-{state.st_size}-{state.st_mtime_ns}.txt"
    with suppress(OSError):
        lines = kept.read_bytes()
        if lines.endswith(b"\n") and len(lines) * 2 > state.st_size:  # else something has spoilt it
            return lines
    cells = source.read_text("utf-8").split()
    entries = {word: f"{word}\t{count}\t{kind}\n" for word, count, kind in zip(*(iter(cells),) * 3, strict=True)}
    made = b"".join(sorted(line.encode() for line in entries.values()))
    with suppress(CleanerError, OSError):  # where nothing can be kept it is made anew the next time
        kept.parent.mkdir(parents=True, exist_ok=True)
        write_whole(kept, made.decode())
    return made
