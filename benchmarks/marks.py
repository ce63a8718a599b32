"""How well marks and paragraphs come back to text that lost them. Run: python benchmarks/marks.py FOLDER

FOLDER holds *.txt or *.txt.xz, a paragraph a line and documents apart by an empty line, or *.jsonl whose lines have a
`clean` text. Each document's paragraphs, up to 800 characters of them together, are written in four shapes: with
commas only; with a blank for every mark; with a line for every clause; without anything. They are cleaned at level
standard, and the ends of sentences, all marks and the ends of paragraphs are compared with the true ones, by the letter
they stand after. Printed per file and shape: precision and recall in percent, and how many there were to find. Of a
file every tenth document is left unread unless `--held-out` asks for those alone.
"""

import argparse
import json
import lzma
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from rapidfuzz.distance import Indel

from cleaner.pipeline import clean

_MARKS = re.compile("[，。！？；：、…—“”‘’（）《》,.!?;:()]+")
_ENDS = frozenset("。！？!?.…")
_PARAGRAPH = 40  # characters of a paragraph that is prose, at least
_DOCUMENT = 800  # characters of a text that is tried
_HELD_OUT = 10  # one document in so many
_SHAPES = {"commas": "，", "blanks": " ", "lines": "\n", "bare": ""}


def documents(path: Path) -> Iterator[str]:
    """The texts of a file: prose with Chinese marks, a paragraph a line."""
    opened = lzma.open if path.suffix == ".xz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        text = file.read()
    blocks = [json.loads(line)["clean"] for line in text.splitlines()] if ".jsonl" in path.name else text.split("\n\n")
    for block in blocks:
        taken, size = [], 0
        for line in block.splitlines():
            if len(line) >= _PARAGRAPH and line[-1] in "。！？" and not re.search(r"[`|<{]|^[-*#>\d]", line):
                taken.append(line)
                size += len(line)
            if size >= _DOCUMENT:
                break
        if taken:
            yield "\n".join(taken)


def shaped(text: str, mark: str) -> str:
    """A text with one mark for all, in one paragraph."""
    plain = _MARKS.sub(mark, text.replace("\n", ""))
    return plain.strip(mark) if mark else plain


def marked(text: str) -> list[tuple[str, frozenset[str]]]:
    """Every letter with what stands after it: "mark", "end", "paragraph"."""
    found: list[tuple[str, set[str]]] = []
    for char in text.strip():
        if char.isalnum():
            found.append((char.lower(), set()))
        elif found and not char.isspace():
            found[-1][1].update({"mark", "end"} if char in _ENDS else {"mark"} if char in "，、；：,;:" else ())
        elif found and char == "\n":
            found[-1][1].add("paragraph")
    return [(char, frozenset(kinds)) for char, kinds in found]


def scored(true: str, got: str) -> Counter[tuple[str, str]]:
    """How many marks of each kind were right, set and true, the end of the text left out."""
    tally: Counter[tuple[str, str]] = Counter()
    one, other = marked(true)[:-1], marked(got)[:-1]
    for edit in Indel.opcodes([char for char, _ in one], [char for char, _ in other]):
        if edit.tag != "equal":
            continue
        pairs = zip(one[edit.src_start : edit.src_end], other[edit.dest_start : edit.dest_end], strict=True)
        for (_, want), (_, have) in pairs:
            tally.update((kind, "true") for kind in want)
            tally.update((kind, "set") for kind in have)
            tally.update((kind, "right") for kind in want & have)
    return tally


def percent(part: int, whole: int) -> str:
    """A share in percent."""
    return f"{100 * part / whole:5.1f}" if whole else "    –"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="files whose names begin with this")
    parser.add_argument("--most", type=int, default=100, help="documents of a file (100)")
    parser.add_argument("--held-out", action="store_true")
    options = parser.parse_args()
    for path in sorted(options.folder.glob(f"{options.only}*")):
        if not re.search(r"\.(?:txt|txt\.xz|jsonl)$", path.name):
            continue
        texts = [text for n, text in enumerate(documents(path)) if (n % _HELD_OUT == 0) == options.held_out]
        for shape, mark in _SHAPES.items():
            tally: Counter[tuple[str, str]] = Counter()
            for text in texts[: options.most]:
                tally += scored(text, clean(shaped(text, mark), hanzi="keep").text)
            cells = [
                f"{kind} P {percent(tally[kind, 'right'], tally[kind, 'set'])} "
                f"R {percent(tally[kind, 'right'], tally[kind, 'true'])} of {tally[kind, 'true']:5}"
                for kind in ("end", "mark", "paragraph")
            ]
            print(f"{path.name.split('.')[0]:18} {shape:7} {'   '.join(cells)}", flush=True)


if __name__ == "__main__":
    main()
