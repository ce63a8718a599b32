"""Files of a batch, and a clock of the test's own."""

from dataclasses import dataclass

from cleaner.batch.task import Figures, Outcome, State, Task

MINUTE = 60_000  # ms
RATE = 16  # bytes a ms of the recordings here


@dataclass
class Clock:
    time: float = 0.0

    def __call__(self) -> float:
        return self.time


def recording(name: str, minutes: float, rate: int = RATE) -> Task:
    return Task(name, True, round(minutes * MINUTE) * rate, 0)


def transcript(name: str, size: int = 1000) -> Task:
    return Task(name, False, size, 0)


def done(task: Task, minutes: float | None = None, **figures: object) -> Outcome:
    length = None if minutes is None else round(minutes * MINUTE)
    return Outcome(task.source, State.DONE, seconds=2.0, figures=Figures(duration=length, **figures))


def failed(task: Task, error: str = "not audio") -> Outcome:
    return Outcome(task.source, State.FAILED, error)
