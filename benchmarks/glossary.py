"""What a glossary costs, and how often it is wrong. Run: python benchmarks/glossary.py [FOLDER]

- 5,000 terms (words of jieba's dictionary, and made-up Latin ones): the time to read them in, the memory they take, and
  the time that cleaning a sentence takes with them and without;
- with a FOLDER of clean text (*.txt, any Mandarin that says what it means): what the 300 terms of glossary.txt
  replace in it. Spelling is shown apart: it writes java as Java, and is seldom wrong. All else is presumed wrong.
"""

import random
import sys
import time
import tracemalloc
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import cleaner
from cleaner.glossary import glossary
from cleaner.pipeline import run
from cleaner.rules import stage_rules

TERMS = Path(__file__).with_name("glossary.txt").read_text("utf-8").splitlines()
SENTENCES = (
    "我们今天先讲一讲这个项目的背景，然后请大家看一下这张图，图上画的是去年的数据。",
    "后来我们把平安颗粒的接口接到云主鸡上，用tensor flow重新训练了一遍模型，准确率提高了不少。",
    "各位老师好，我叫程雨禾，本科读的是自动化，毕业以后一直在做图像识别方面的工作。",
    "第二部分是市场，我们的客户主要在华东，他们最关心的是价格和售后，其次才是功能。",
)


def many(count: int) -> list[str]:
    """That many terms: four fifths words of three hanzi and more, one fifth Latin."""
    chance = random.Random(1)
    spec = find_spec("jieba")
    lines = (Path(spec.origin if spec and spec.origin else "").parent / "dict.txt").read_text("utf-8").splitlines()
    words = [word for word, _, tag in map(str.split, lines) if len(word) >= 3 and tag.startswith("n")]
    latin = ["".join(chance.choice(("ka", "to", "ri", "flow", "net", "sen", "dock", "py")) for _ in range(4))]
    while len(latin) < count // 5:
        latin.append("".join(chance.choice(("ka", "to", "ri", "flow", "net", "sen", "dock", "py")) for _ in range(4)))
    return TERMS + chance.sample(words, count - len(latin) - len(TERMS)) + latin


def milliseconds(terms: Sequence[str]) -> float:
    """What one sentence takes, the mean of all, each changed a little so that nothing is remembered."""
    read = glossary(terms)
    texts = [f"{at}号，{sentence}" for at in range(50) for sentence in SENTENCES]
    cleaner.clean(texts[0], glossary=read)
    start = time.perf_counter()
    for text in texts:
        cleaner.clean(text, glossary=read)
    return 1000 * (time.perf_counter() - start) / len(texts)


def loading(terms: Sequence[str]) -> tuple[float, float]:
    """Seconds until the first sentence is clean, and the MB that are kept for the terms."""
    start = time.perf_counter()
    cleaner.clean(SENTENCES[0], glossary=terms)
    seconds = time.perf_counter() - start
    tracemalloc.start()
    cleaner.clean(SENTENCES[0], glossary=[*terms, "再来一次"])  # another glossary: nothing of the first is used
    kept = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return seconds, kept


def replaced(folder: Path) -> None:
    """Print what the 300 terms replace in clean text."""
    characters = wrong = 0
    paths = sorted(folder.glob("*.txt"))
    if not paths:
        sys.exit(f"{folder}: no .txt file in it")
    for path in paths:
        text = path.read_text("utf-8")
        characters += len(text)
        for edit in run(text, [stage_rules("wording")], glossary=TERMS, hanzi="keep").edits:
            start, end = edit.span.start, edit.span.end
            context = f"{text[max(start - 8, 0) : start]}[{edit.before} → {edit.after}]{text[end : end + 8]}"
            print(f"  {path.name} {edit.rule}: {' '.join(context.split())}")
            wrong += edit.rule != "wording.spelling"
    print(
        f"{wrong} replacements but for spelling in {characters} characters: {50_000 * wrong / characters:.2f} in 50,000"
    )


def main() -> None:
    """Print the figures."""
    cleaner.clean(SENTENCES[0], glossary=["云主机", "TensorFlow"])  # loads dictionaries and libraries
    terms = many(5_000)
    seconds, kept = loading(terms)
    print(f"{len(terms)} terms: {seconds:.2f} s and at most {kept:.0f} MB to read in")
    print(f"a sentence: {milliseconds(terms):.1f} ms, without a glossary {milliseconds(()):.1f} ms")
    if len(sys.argv) > 1:
        replaced(Path(sys.argv[1]))


if __name__ == "__main__":
    main()
