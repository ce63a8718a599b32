"""How long the rest of a batch takes: near the truth, and it does not jump; on a clock of the test's own."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import pytest
from batches import MINUTE, RATE, Clock, done, failed, recording, transcript

from cleaner.batch.estimate import Estimate
from cleaner.batch.task import Task


@dataclass
class Run:
    """A run of recordings (name, minutes) by some workers, each hearing `speed` ms of sound a ms, told to an Estimate.

    Meanwhile another worker reads transcripts, `pace` of them a second.
    """

    recordings: list[tuple[str, float]]
    transcripts: int = 0
    workers: int = 1
    speed: float = 8.0
    pace: int = 40
    clock: Clock = field(default_factory=Clock)

    def looks(self) -> Iterator[tuple[float, float | None]]:
        """(time, seconds left as estimated), second by second, to the end."""
        waiting = [(recording(name, minutes), round(minutes * MINUTE)) for name, minutes in self.recordings]
        reading = [transcript(f"{n}.txt", 500 + n % 7 * 1000) for n in range(self.transcripts)]
        estimate = Estimate([*(task for task, _ in waiting), *reading], self.clock)
        at: dict[int, tuple[Task, int, float]] = {}
        while waiting or at or reading:
            for worker in range(self.workers):
                if worker not in at and waiting:
                    at[worker] = (*waiting.pop(0), 0.0)
                    estimate.started(at[worker][0], worker)
            for task in reading[: self.pace]:
                estimate.started(task, self.workers)
            self.clock.time += 1
            for task in reading[: self.pace]:
                estimate.finished(task, done(task))
            del reading[: self.pace]
            for worker, (task, length, heard) in list(at.items()):
                heard += self.speed * 1000
                at[worker] = (task, length, heard)
                if heard >= length:
                    estimate.finished(task, done(task, length / MINUTE))
                    del at[worker]
                elif self.clock.time % 4 == 0:  # a window of 30 s takes about as long
                    estimate.heard(task, int(heard), length)
            left = estimate.left()
            yield self.clock.time, left and left.seconds


RUNS = {
    "one recording": Run([("a.m4a", 60)]),
    "one worker": Run([(f"{n}.m4a", 5 + n % 4 * 10) for n in range(20)]),
    "two workers": Run([(f"{n}.m4a", 40 - n) for n in range(30)], workers=2),
    "voice memos": Run([(f"{n}.m4a", 0.4 + n % 3 / 10) for n in range(300)], workers=2),
    "beside transcripts": Run([(f"{n}.m4a", 30) for n in range(10)], transcripts=5000, workers=2),
    "transcripts": Run([], transcripts=10_000),
}


@pytest.mark.parametrize("run", RUNS.values(), ids=RUNS)
def test_the_time_left_is_near_the_truth_and_does_not_jump(run: Run) -> None:
    run.clock.time = 0.0
    looks = list(run.looks())
    end = looks[-1][0]
    told = [(time, left) for time, left in looks if left is not None]
    assert 2 < told[0][0] < 0.15 * end  # there is something to tell from, and soon
    wrong = [(time, left) for time, left in told if abs(time + left - end) > max(0.2 * (end - time), 12)]
    assert wrong == []
    jumps = [b[0] for a, b in pairwise(told) if abs(a[1] - 1 - b[1]) > max(0.03 * a[1], 3)]
    assert jumps == []


def test_nothing_is_told_before_there_is_something_to_tell_from() -> None:
    clock = Clock()
    talk, text = recording("talk.m4a", 60), transcript("a.txt")
    estimate = Estimate([talk, recording("other.wav", 5), text], clock)
    assert (estimate.left(), estimate.sound_in_all) == (None, None)
    estimate.started(talk, 0)
    clock.time = 3.0
    estimate.heard(talk, 30_000, 60 * MINUTE)
    assert (estimate.left(), estimate.hearing) == (None, 30_000)
    clock.time = 6.0
    estimate.heard(talk, MINUTE, 60 * MINUTE)
    left = estimate.left()
    assert left is not None
    # 64 minutes of sound at 10 s of it a second; and a transcript, of which nothing is known.
    assert (round(left.seconds), left.at_least) == (384, True)


def test_a_worker_may_begin_before_its_last_file_is_written() -> None:
    clock = Clock()
    tasks = [recording(f"{n}.m4a", 10) for n in range(3)]
    estimate = Estimate(tasks, clock)
    estimate.started(tasks[0], 0)
    clock.time = 60.0
    estimate.started(tasks[1], 0)
    estimate.finished(tasks[0], done(tasks[0], 10))
    clock.time = 120.0
    estimate.started(tasks[2], 0)
    estimate.finished(tasks[1], done(tasks[1], 10))
    clock.time = 130.0
    left = estimate.left()
    assert left is not None
    assert round(left.seconds) == 50  # one worker, a minute a file, and 10 s of it are over


def test_loading_a_model_is_not_hearing() -> None:
    clock = Clock()
    talk, other = recording("talk.m4a", 10), recording("other.m4a", 10)
    estimate = Estimate([talk, other], clock)
    estimate.started(talk, 0)
    for clock.time, heard in ((60.0, 0), (70.0, MINUTE)):
        estimate.heard(talk, heard, 10 * MINUTE)
    left = estimate.left()
    assert left is not None
    assert round(left.seconds) == 190  # 19 minutes of sound, a minute in ten seconds


def test_what_a_kind_of_file_weighs_is_learnt() -> None:
    talk, other = recording("talk.m4a", 10), recording("other.m4a", 20)
    raw = recording("raw.WAV", 10, rate=RATE * 10)
    estimate = Estimate([talk, other, raw], Clock())
    estimate.heard(talk, 0, 10 * MINUTE)
    assert estimate.sound_in_all == (10 + 20 + 100) * MINUTE  # nobody knows of wav yet
    estimate.heard(raw, 0, 10 * MINUTE)
    assert estimate.sound_in_all == (10 + 20 + 10) * MINUTE
    estimate.finished(raw, failed(raw))
    assert (estimate.sound, estimate.sound_in_all) == (0, (10 + 20) * MINUTE)
    estimate.finished(other, done(other, 20))
    assert (estimate.sound, estimate.sound_in_all) == (20 * MINUTE, (10 + 20) * MINUTE)


def test_a_recording_that_is_begun_anew_elsewhere() -> None:
    clock = Clock()
    talk = recording("talk.m4a", 10)
    estimate = Estimate([talk], clock)
    estimate.started(talk, 0)
    for heard in (5 * MINUTE, 0, 2 * MINUTE):
        clock.time += 30
        estimate.heard(talk, heard, 10 * MINUTE)
    estimate.started(talk, 0)
    assert estimate.hearing == 2 * MINUTE
    left = estimate.left()
    assert left is not None
    assert left.seconds > 0
    estimate.finished(talk, done(talk, 10))
    assert estimate.sound == estimate.sound_in_all == 10 * MINUTE
