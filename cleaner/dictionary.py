"""Jieba's own dictionary, looked up: how often it counted a word, and the word's tag.

The dictionary has 349,046 lines "word frequency tag". Reading them all into a table takes longer than cleaning a
rehearsal, so they are kept sorted in the folder for caches, and a word is looked up by bisection.
"""

from contextlib import suppress
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from cleaner.cache import cache_folder
from cleaner.errors import CleanerError
from cleaner.output import write_whole

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
    lines = _sorted()
    key = f"{word}\t".encode("utf-8", "surrogatepass")
    low, high = 0, len(lines)
    while low < high:
        start = lines.rfind(b"\n", 0, (low + high) // 2) + 1
        end = lines.index(b"\n", start)
        if lines[start:end] < key:
            low = end + 1
        else:
            high = start
    if not word or not lines.startswith(key, low):
        return 0, _kind(word)
    count, kind = lines[low + len(key) : lines.index(b"\n", low)].decode().split("\t")
    return int(count), kind


def _kind(word: str) -> str:
    if word.isascii() and word.isalnum():
        return "m" if word[0].isdigit() else "eng"
    return UNKNOWN


@cache
def _sorted() -> bytes:
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
