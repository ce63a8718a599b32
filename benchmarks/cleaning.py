"""How fast cleaning is, as ratios in one run. Run: python benchmarks/cleaning.py [CHARACTERS]

- against jieba: `clean(text)` at level standard, over `jieba.lcut(text, HMM=False)` on the same text;
- growth: ten times the text, over ten times the time;
- hostile texts (one character, one phrase, commas, unbalanced quotes, digits), over the same length of ordinary text.

The text is made with a fixed seed from the rules' own cases and the samples: speech, with everything rules look for.
"""

import logging
import random
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jieba

import cleaner
from cleaner.rules import all_rules

SAMPLES = Path(__file__).resolve().parent.parent / "samples"


def speech(length: int) -> str:
    """That many characters of transcript, in lines of a few sentences."""
    chance = random.Random(1)
    lines = [case.before for rule in all_rules() for case in rule.cases if not rule.id.startswith("hallucination")]
    for said in SAMPLES.glob("*.said.txt"):
        lines += said.read_text("utf-8").splitlines() * 20
    made: list[str] = []
    count = 0
    while count < length:
        made.append(f"{chance.choice(lines)}{chance.randrange(10**6)}号。")
        count += len(made[-1]) + 1
    return "\n".join(made)[:length]


def seconds(function: Callable[[str], Any], text: str) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    function(text)
    return time.perf_counter() - start


def main() -> None:
    """Print the ratios."""
    length = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    cleaner.clean(speech(1000))  # loads the dictionaries
    small, large = speech(length // 10), speech(length)
    once, tenfold = seconds(cleaner.clean, small), seconds(cleaner.clean, large)
    cut = seconds(lambda text: jieba.lcut(text, HMM=False), large)
    print(f"{len(large)} characters: clean {tenfold:.2f} s, jieba.lcut {cut:.2f} s: {tenfold / cut:.1f} times")
    print(f"growth: ten times the text takes {tenfold / once:.1f} times the time")
    tracemalloc.start()
    cleaner.clean(small)
    print(f"peak memory: {tracemalloc.get_traced_memory()[1] / len(small):.0f} bytes a character")
    tracemalloc.stop()
    for name, unit in {
        "one character": "我",
        "a phrase": "我们今天",
        "commas": "，",
        "quotes": "“",
        "digits": "1",
    }.items():
        ratio = seconds(cleaner.clean, (unit * length)[:length]) / tenfold
        print(f"{name}: {ratio:.2f} of the time of ordinary text")


if __name__ == "__main__":
    main()
