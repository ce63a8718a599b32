"""How time grows with the text, for all that must be linear in it. Run: python benchmarks/growth.py

For each function and each text that could be bad for it: seconds for a text, and how many times as long ten times the
text takes. 10 is linear; what is over 15 is marked. benchmarks/cleaning.py does the same for cleaning, comparison.py
for comparing.
"""

import time
from collections.abc import Callable

from cleaner import Cleaned, Transcript, clean
from cleaner.comparison.units import spoken
from cleaner.delivery import delivery
from cleaner.facts import gone
from cleaner.glossary import glossary
from cleaner.script import parse
from cleaner.script.hotwords import hotwords
from cleaner.transcript import Timed, lines

SIZE = 20_000
SCRIPTS = [
    "(",
    "(a",
    "（停顿）",
    "《",
    " ",
    "。",
    "https://",
    "- ",
    "a\n",
    "一二三四五六七八九十\n",
    "甲：\n",
    "*a",
    "[",
    "|",
]
NUMERALS = [
    "一",
    "十a",
    "一点",
    "百分之",
    "百分之十",
    "1.",
    "3万5千，",
    "12/",
    "万亿",
    "大家好，今天讲两千个例子。",
    "點半",
]
FACTS = ["嗯2017年", "我2015年，应该是2016年来的，", "不我不", "3三"]
TERMS = glossary(["云云云云云机", "云主机"])


def timed(text: str) -> Cleaned:
    """A transcript with a word a character, cleaned."""
    words = tuple((char, 200 * at, 200 * at + 150, None) for at, char in enumerate(text))
    made, segments, placed = lines([Timed(text, 0, 200 * len(text), words)])
    return Cleaned(Transcript(made, segments, placed))


JOBS: list[tuple[str, list[str], Callable[[str], object], Callable[..., object]]] = [
    ("spoken", NUMERALS, str, spoken),
    ("script", SCRIPTS, str, parse),
    ("script in Markdown", SCRIPTS, str, lambda text: parse(text, markdown=True)),
    ("hotwords", ["TensorFlow，", "大家好，我叫小林。"], parse, lambda script: hotwords(script)),
    ("facts gone", FACTS, clean, gone),
    ("terms by sound", ["云", "云主鸡"], str, lambda text: clean(text, glossary=TERMS)),
    ("delivery", ["嗯，我我们今天开始排练。", "好"], timed, delivery),
]


def seconds(prepare: Callable[[str], object], run: Callable[..., object], text: str) -> float:
    """The least of three runs."""
    given = prepare(text)
    taken = []
    for _ in range(3):
        start = time.perf_counter()
        run(given)
        taken.append(time.perf_counter() - start)
    return min(taken)


def main() -> None:
    """Print it all."""
    for name, texts, prepare, run in JOBS:
        for text in texts:
            short = seconds(prepare, run, (text * SIZE)[:SIZE])
            long = seconds(prepare, run, (text * 10 * SIZE)[: 10 * SIZE])
            growth = long / max(short, 1e-6)
            shown = text.replace("\n", "⏎")
            print(f"{name:20}{shown:24} {short:8.4f} s  {growth:6.1f} times{'  <-' * (growth > 15 and long > 0.05)}")


if __name__ == "__main__":
    main()
