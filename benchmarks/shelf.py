"""What a batch's pages cost beside cleaning itself. Run: python benchmarks/shelf.py

For each thing that a run writes besides the scripts: microseconds a file, as a share of cleaning a file of 300
characters, and how many times as long ten times as many files take. 10 is linear; index.html lists 20,000 at most.
"""

import time
from collections.abc import Callable
from dataclasses import replace

from cleaner import clean
from cleaner.batch.shelf import shelf
from cleaner.batch.shelf.summary import summary
from cleaner.batch.task import Figures, Outcome, State, Task
from cleaner.report.html import page

FILES = 10_000
TEXT = "呃我们今天讲第三课，那个那个先看台灯，然后我们再看看椅子。" * 10


def rows(files: int) -> list[tuple[Task, Outcome]]:
    """Finished transcripts."""
    figures = Figures(None, 300, 270, {"filler": 12, "repetition": 3, "punctuation": 4}, 2, 1, ("offers a retake",))
    task = Task("", False, 1000, 1, {})
    names = [f"文字/第 {number % 50} 组/记录 {number}.txt" for number in range(files)]
    return [
        (
            replace(task, source=name, outputs={"txt": name, "html": f"{name}.html"}),
            Outcome(name, State.DONE, "", 0.012, figures),
        )
        for name in names
    ]


def seconds(do: Callable[[], object]) -> float:
    """The least that it takes in three tries."""
    tries = []
    for _ in range(3):
        begun = time.perf_counter()
        do()
        tries.append(time.perf_counter() - begun)
    return min(tries)


def main() -> None:
    """Print a line for each."""
    few, many = rows(FILES // 10), rows(FILES)
    cleaned = clean(TEXT)
    cleaning = seconds(lambda: clean(TEXT))
    print(f"cleaning: {cleaning * 1e6:.0f} µs a file")
    for name, make in (("index.html", lambda given: shelf(given, title="x")), ("summary.csv", summary)):
        one, ten = seconds(lambda: make(few)), seconds(lambda: make(many))  # noqa: B023 (called at once)
        size = len(make(many).encode()) / FILES
        share = ten / FILES / cleaning
        print(
            f"{name}: {ten / FILES * 1e6:.0f} µs a file, {share:.1%} of cleaning; × {ten / one:.1f}; {size:.0f} bytes"
        )
    report = seconds(lambda: page(cleaned, title="x"))
    print(f"report: {report * 1e6:.0f} µs a file, {report / cleaning:.1%} of cleaning")


if __name__ == "__main__":
    main()
