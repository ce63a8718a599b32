"""Made-up rows of a batch: what its list and its summary are drawn from."""

import random
from collections.abc import Iterator

from cleaner.batch.task import Figures, Outcome, State, Task
from cleaner.comparison import State as Said
from cleaner.rules import STAGES

HOSTILE = (
    "<script>alert(1)</script>.m4a",
    "=cmd|' /C calc'!A0.txt",
    "换\n行\t表.txt",
    "坏\udcff\udcfe名.txt",
    "倒\u202eexe.txt",
    "a b/c#d?e%20&f'g\"h.txt",
    "-rf.txt",
    "😀👩\u200d🚀(1)!*~.txt",
    "c:盘.txt",
)


def row(source: str, number: int = 0, *, state: State = State.DONE, script: str | None = None) -> tuple[Task, Outcome]:
    """A file with figures that follow from its number."""
    stem = source.rpartition(".")[0]
    outputs = {"txt": f"{stem}.txt", "srt": f"{stem}.srt", "html": f"{stem}.html"}
    chance = random.Random(number)
    recording = source.endswith(".m4a")
    task = Task(source, recording, 1000 + number, number, outputs, script)
    if state is not State.DONE:
        return task, Outcome(source, state, "not audio: <b>give</b> a recording" if state is State.FAILED else "", 0.25)
    said = {
        "coverage": 0.9,
        "cer": 0.12,
        "order": 1.0,
        "states": {Said.SAID.value: 8, Said.LEFT_OUT.value: 2},
        "stumbled": ((3, "这一句总是讲不顺。", ("repeat", "left out")),),
    }
    heard = 100 + chance.randrange(3000)
    figures = Figures(
        duration=heard * 250 if recording else None,
        heard=heard,
        written=heard * 9 // 10,
        edits={stage: chance.randrange(40) for stage in chance.sample(STAGES, 4)},
        offered=chance.randrange(4),
        facts=int(chance.random() < 0.1),
        flags=("offers a retake",) if chance.random() < 0.1 else (),
        **(said if script else {}),  # type: ignore[arg-type]
    )
    return task, Outcome(source, state, "", round(chance.random() * 3, 3), figures)


def rows(files: int = 10, failed: int = 2) -> Iterator[tuple[Task, Outcome]]:
    """Files of several folders, by source; takes of one script among them, and hostile names."""
    made = [row(name, number) for number, name in enumerate(HOSTILE)]
    made += [row(f"排练/第 {take} 次.m4a", take, script="讲稿/毕业答辩.txt") for take in range(1, 6)]
    made += [row(f"坏的/{number}.m4a", number, state=State.FAILED) for number in range(failed)]
    made += [row(f"文字/第 {number % 50} 组/记录 {number}.txt", number) for number in range(files)]
    yield from sorted(made, key=lambda one: one[0].source)
