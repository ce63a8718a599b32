"""How fast cleaning is, as ratios in one run. Run: python benchmarks/cleaning.py [MEGABYTES]

- against jieba: `clean(text)` at level standard, over `jieba.lcut(text, HMM=False)` on the same text, the least of
  several runs in turn: once for speech, where every few words something is to be done, and once for scripts, where
  hardly anything is;
- growth: ten times the text, over ten times the time, up to all of it (10 MB unless said otherwise);
- memory: the peak of a process of its own that cleans all of it, beyond what it had before, by character;
- hostile texts (one character, one phrase, commas, unbalanced quotes, digits), over the same length of speech;
- cold: a new process that cleans a file of 2,000 characters.

The text is made with a fixed seed from the rules' own cases: speech has everything that rules look for.
"""

import logging
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jieba

import cleaner
from cleaner.rules import all_rules

BYTES_A_CHARACTER = 3
RUNS = 3


def texts(length: int) -> dict[str, str]:
    """So many characters of speech and of scripts, in lines of two sentences.

    In speech one line in three holds what rules look for; a script is what cleaning makes of such lines.
    """
    rules = [rule for rule in all_rules() if not rule.id.startswith(("garbled", "hallucination", "retake"))]
    spoken = _lines([case.before for rule in rules for case in rule.cases if "\n" not in case.before])
    written = [line for line in cleaner.clean("\n".join(spoken)).text.splitlines() if line]
    mixed = [line if place % 3 == 0 else cleaner.clean(line).text for place, line in enumerate(spoken)]
    return {"speech": _made(mixed, length), "scripts": _made(written, length)}


def _lines(sentences: list[str]) -> list[str]:
    return [f"{one.rstrip('。')}，{two}" for one, two in zip(sentences[::2], sentences[1::2], strict=False)]


def _made(lines: list[str], length: int) -> str:
    """So many characters of them, all of them before any comes again: near one another they would be retakes."""
    chance = random.Random(1)
    made: list[str] = []
    count = 0
    while count < length:
        chance.shuffle(lines)
        made += lines
        count += sum(map(len, lines)) + len(lines)
    return "\n".join(made)[:length]


def seconds(function: Callable[[str], Any], text: str) -> float:
    """How long one call takes, in seconds of the processor's time."""
    start = time.process_time()
    function(text)
    return time.process_time() - start


def lcut(text: str) -> list[str]:
    """What cleaning is measured against."""
    return jieba.lcut(text, HMM=False)  # type: ignore[no-any-return]


def against_jieba(name: str, text: str) -> None:
    """Print the ratio for a text: the least of several runs, one of each in turn."""
    pairs = [(seconds(cleaner.clean, text), seconds(lcut, text)) for _ in range(RUNS)]
    ours, theirs = (min(column) for column in zip(*pairs, strict=True))
    edits = len(cleaner.clean(text).edits)
    print(f"{name}: clean {ours:.2f} s, jieba.lcut {theirs:.2f} s: {ours / theirs:.2f} times; {edits} edits")


def peak(length: int) -> None:
    """Print how much memory a new process needs for the text beyond what it had before (for --peak)."""
    text = texts(length)["speech"]
    cleaner.clean(text[:60_000])  # the libraries, their dictionaries, one window
    before = _peak()
    cleaned = cleaner.clean(text)
    print(f"peak memory: {(_peak() - before) / length:.0f} bytes a character; {len(cleaned.edits)} edits")


def _peak() -> int:
    """The most memory that this process has had, in bytes; what getrusage says may be its parent's."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    (line,) = [line for line in status.read_text().splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) * 1024


def main() -> None:
    """Print the ratios."""
    length = int(float(sys.argv[1] if len(sys.argv) > 1 else 10) * 1_000_000) // BYTES_A_CHARACTER
    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    made = texts(length)
    size = len(made["speech"].encode()) / 1e6
    print(f"{length} characters, {size:.1f} MB")
    cleaner.clean(made["speech"][:60_000])  # loads the dictionaries
    for name, text in made.items():
        against_jieba(name, text[: length // 10])
    for name, text in made.items():
        print(f"{name}, all of it: {seconds(cleaner.clean, text) / seconds(lcut, text):.2f} times jieba.lcut")
    small, large = made["speech"][: length // 10], made["speech"]
    ratio = seconds(cleaner.clean, large) / min(seconds(cleaner.clean, small) for _ in range(RUNS))
    print(f"growth: ten times the text takes {ratio:.1f} times the time")
    usual = seconds(cleaner.clean, small)
    for name, unit in {
        "one character": "我",
        "a phrase": "我们今天",
        "commas": "，",
        "quotes": "“",
        "digits": "1",
    }.items():
        hostile = (unit * len(small))[: len(small)]
        print(f"{name}: {seconds(cleaner.clean, hostile) / usual:.2f} of the time of speech")
    subprocess.run([sys.executable, __file__, "--peak", str(length)], check=True)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "rehearsal.txt")
        file.write_text(made["speech"][:2000], "utf-8")
        times = []
        for _ in range(RUNS + 1):
            start = time.perf_counter()
            subprocess.run([sys.executable, "-m", "cleaner", "clean", file], check=True, capture_output=True)
            times.append(time.perf_counter() - start)
    print(f"cold: {min(times):.2f} s for a file of 2,000 characters")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--peak"]:
        peak(int(sys.argv[2]))
    else:
        main()
