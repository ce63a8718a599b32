"""Workers of a batch that die. They are imported by each process that works, so this imports little."""

import ctypes
import os
import signal
import sys
import time
from pathlib import Path

from cleaner.batch.events import Heard, Work
from cleaner.batch.task import Outcome, State, Task
from cleaner.errors import CleanerError


class Frail:
    """Stands in for `cleaner.batch.workers.work.Worker`: what a file says is what happens to it."""

    def __init__(self, work: Work) -> None:
        if work.asked.prompt == "unborn":
            os.kill(os.getpid(), signal.SIGKILL)
        self._folder = Path(work.folder)
        self._asked = work.asked

    @property
    def engine(self) -> object:
        if self._asked.model == "missing":
            raise CleanerError("unknown model 'missing': did you mean base?")
        return None

    def do(self, task: Task, heard: Heard | None = None) -> Outcome:
        text = (self._folder / task.source).read_text()
        match text.split():
            case ["die"]:
                os.kill(os.getpid(), signal.SIGKILL)
            case ["die-once"]:
                (self._folder / task.source).write_text("well")
                os.kill(os.getpid(), signal.SIGKILL)
            case ["sleep", seconds]:
                heard(300, 900)
                time.sleep(float(seconds))
        return Outcome(task.source, State.DONE, files=((f"{task.source}.txt", text.upper().encode()),))


def mortal(work: Work):
    """A real worker, killed the first time that it has again.wav."""
    from cleaner.batch.workers.work import Worker

    class Mortal(Worker):
        def do(self, task: Task, heard: Heard | None = None) -> Outcome:
            mark = Path(work.folder, f"{task.source}.dead")
            if task.source == "again.wav" and not mark.exists():
                mark.write_text("dead")
                os.kill(os.getpid(), signal.SIGKILL)
            return super().do(task, heard)

    return Mortal(work)


class Stuck(Frail):
    """Is in a library, where no other thread of its process comes to its turn."""

    def do(self, task: Task, heard: Heard | None = None) -> Outcome:
        print("begun", flush=True)
        sys.setswitchinterval(3600)
        library = ctypes.PyDLL(None)
        library.sleep(60)
        library.write(1, b"outlived", 8)
        return super().do(task, heard)
