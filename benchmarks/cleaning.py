"""How fast cleaning is, as ratios in one run. Run: python benchmarks/cleaning.py [MEGABYTES]

- against jieba: `clean(text)` at level standard, over `jieba.lcut(text, HMM=False)` on the same text, the least of
  several runs in turn: once for speech, where every few words something is to be done, and once for scripts, where
  hardly anything is;
- growth: ten times the text, over ten times the time, up to all of it (10 MB unless said otherwise);
- memory: the peak of a process of its own that cleans all of it, beyond what it had before, by character;
- hostile texts (one character, one phrase, commas, unbalanced quotes, digits), over the same length of speech;
- cold: a new process that cleans a file of 2,000 characters.

The text is made with a fixed seed from the rules' own cases: speech holds everything that rules look for.
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
    """So many characters of speech and of scripts, in lines of two sentences."""
    rules = [rule for rule in all_rules() if not rule.id.startswith(("garbled", "hallucination", "retake"))]
    cases = [case for rule in rules for case in rule.cases if "\n" not in case.before]
    return {
        "speech": _made([case.before for case in cases], length),
        "scripts": _made([case.after for case in cases if case.before == case.after], length),
    }


def _made(sentences: list[str], length: int) -> str:
    """So many characters of them, all of them before any comes again: near one another they would be retakes."""
    chance = random.Random(1)
    made: list[str] = []
    count = 0
    while count < length:
        chance.shuffle(sentences)
        for two in zip(sentences[::2], sentences[1::2], strict=False):
            made.append("".join(two))
            count += len(made[-1]) + 1
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
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    cleaned = cleaner.clean(text)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"peak memory: {(after - before) * 1024 / length:.0f} bytes a character; {len(cleaned.edits)} edits")


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
