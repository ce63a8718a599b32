"""Worker processes on this machine: each holds one model, and one that dies or hangs takes only its file with it."""

import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import connection, get_context, parent_process, resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TYPE_CHECKING

from cleaner.batch.events import Observer, Work
from cleaner.batch.task import Outcome, State, Task
from cleaner.environment import changed, compute_with
from cleaner.errors import CleanerError, describe

if TYPE_CHECKING:
    from cleaner.batch.workers.work import Worker

THREADS = 2
"""That a worker hears with, on every machine, however many others there are: a sum in more threads is another sum in
its last digits, so that probabilities change, and with them what a rule thinks of a word."""

_CHUNK = 16  # transcripts sent at once: asking for each by itself would cost more than the small ones take
_CHUNK_BYTES = 1 << 16
_SILENCE = 900.0  # s without a word from a worker that is at a file, after which it is taken to hang
_HEARER = 1.5  # GB that a process needs which hears
_SHARE = 0.7  # of the free memory that they may have together
_PATIENCE = 5.0  # s in which idle workers may end
_PR_SET_PDEATHSIG = 1  # of <linux/prctl.h>
_STARTS = 3  # workers in a row that die before they are ready: then none ever will be


@dataclass(eq=False)
class _Process:
    """A worker process, seen from outside."""

    number: int
    hears: bool
    process: BaseProcess
    pipe: Connection
    ready: bool = False
    given: deque[Task] = field(default_factory=deque)
    since: float = 0.0  # when it began with the first of them
    spoke: float = 0.0  # when it was last heard of


class LocalExecutor:
    """An Executor with processes of its own.

    Args:
        jobs: how many; None: one a core.
        hearers: how many of them may hear recordings; None: as many as cores and memory allow, at least one.
        worker: makes what does the work in each; None: `cleaner.batch.workers.work.Worker`.
    """

    def __init__(
        self,
        jobs: int | None = None,
        hearers: int | None = None,
        *,
        worker: "Callable[[Work], Worker] | None" = None,
    ) -> None:
        self._worker = worker
        self.jobs = max(jobs or cores(), 1)
        self.hearers = max(min(hearers or _hearers(), self.jobs), 1)

    def run(self, work: Work, tasks: Sequence[Task], observer: Observer) -> Iterator[Outcome]:
        """See `cleaner.batch.events.Executor`."""
        pool = _Pool(work, tasks, observer, self.jobs, self.hearers, self._worker)
        try:
            yield from pool.outcomes()
        finally:
            pool.end()


def cores() -> int:
    """How many processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _hearers() -> int:
    """How many models find room in the memory that is free, and their threads in the cores."""
    return max(1, min(cores() // THREADS, int(_free() * _SHARE / _HEARER)))


def _free() -> float:
    """GB of memory that programs could have, what the system uses as cache included."""
    try:
        lines = Path("/proc/meminfo").read_text().splitlines()
        return next(int(line.split()[1]) / 2**20 for line in lines if line.startswith("MemAvailable:"))
    except (OSError, StopIteration):  # not Linux
        return 4.0


class _Pool:
    def __init__(
        self,
        work: Work,
        tasks: Sequence[Task],
        observer: Observer,
        jobs: int,
        hearers: int,
        worker: "Callable[[Work], Worker] | None",
    ) -> None:
        self.work = work
        self.worker = worker
        self.observer = observer
        # The longest recordings first, so that none begins when all else has ended.
        self.recordings = deque(sorted((task for task in tasks if task.recording), key=lambda task: -task.size))
        self.transcripts = deque(task for task in tasks if not task.recording)
        self.hearers = min(hearers, len(self.recordings))
        self.jobs = min(jobs, self.hearers + -(-len(self.transcripts) // _CHUNK)) or 1
        self.processes: list[_Process] = []
        self.fallen = 0  # workers in a row that died before they were ready

    def outcomes(self) -> Iterator[Outcome]:
        _clean_up_silently()
        self.processes = [self._start(number) for number in range(self.jobs if self._waiting() else 0)]
        while self._waiting() or any(process.given for process in self.processes):
            for process in self.processes:
                self._feed(process)
            busy = [process for process in self.processes if process.given or not process.ready]
            for ready in connection.wait([process.pipe for process in busy], timeout=1.0):
                process = next(process for process in busy if process.pipe is ready)
                yield from self._listen(process)
            now = time.monotonic()
            for process in busy:
                if reason := self._hangs(process, now):
                    yield from self._replace(process, reason)

    def end(self) -> None:
        """End all workers, whatever they are at; those at nothing end by themselves and tidy up."""
        idle = [process for process in self.processes if process.ready and not process.given]
        for process in self.processes:
            process.pipe.close()
            if process not in idle:
                process.process.kill()
        patience = time.monotonic() + _PATIENCE
        for process in self.processes:
            process.process.join(max(patience - time.monotonic(), 0))
            if process.process.is_alive():
                process.process.kill()
                process.process.join()
        self.processes = []

    def _waiting(self) -> bool:
        return bool(self.recordings or self.transcripts)

    def _start(self, number: int) -> _Process:
        context = get_context("spawn")  # a fork would share locks of libraries that are already loaded
        ours, theirs = context.Pipe()
        hears = number < self.hearers
        process = context.Process(target=_main, args=(theirs, self.work, self.worker), daemon=True)
        with _ctrl_c_held_back():  # which a process inherits that is just starting, and cannot yet ignore
            process.start()
        theirs.close()
        return _Process(number, hears, process, ours, spoke=time.monotonic())

    def _feed(self, process: _Process) -> None:
        """Give a worker what it may do; of transcripts always so many that it never waits for more."""
        if not process.ready or (process.given and process.given[0].recording):
            return
        if process.hears and self.recordings:
            if not process.given:
                self._send(process, [self.recordings.popleft()])
        elif len(process.given) <= _CHUNK // 2 and self.transcripts:
            chunk: list[Task] = []
            weight = 0
            while self.transcripts and len(chunk) < _CHUNK and weight < _CHUNK_BYTES:
                chunk.append(self.transcripts.popleft())
                # Names too: what waits in the pipe must find room there, or both ends wait for each other.
                weight += chunk[-1].size + 16 * len(chunk[-1].source)
            self._send(process, chunk)

    def _send(self, process: _Process, tasks: list[Task]) -> None:
        try:
            process.pipe.send(tasks)
        except OSError:  # it has just died, which the next look at it tells
            (self.recordings if tasks[0].recording else self.transcripts).extendleft(reversed(tasks))
            return
        if not process.given:
            process.since = process.spoke = time.monotonic()
        process.given += tasks
        for task in tasks:
            self.observer.started(task, process.number)

    def _listen(self, process: _Process) -> Iterator[Outcome]:
        """What a worker says."""
        try:
            said = process.pipe.recv()
        except (EOFError, OSError):
            yield from self._replace(process, _ended(process.process))
            return
        process.spoke = time.monotonic()
        match said:
            case Outcome():
                process.given.popleft()
                process.since = process.spoke
                yield said
            case (int(done), int(total)):
                self.observer.heard(process.given[0], done, total)
            case "ready":
                process.ready = True
                self.fallen = 0
            case "begins":
                process.since = process.spoke
            case str(problem):
                raise CleanerError(problem)

    def _hangs(self, process: _Process, now: float) -> str:
        """Why a worker is to be ended, or ""."""
        if not process.ready or not process.given:
            return ""
        limit = self.work.timeout
        if limit is not None and now - process.since > limit:
            return f"not done after {limit:g} s (--timeout)"
        if now - process.spoke > max(_SILENCE, limit or 0):
            return f"nothing heard of it for {_SILENCE / 60:g} minutes: it hangs"
        return ""

    def _replace(self, process: _Process, reason: str) -> Iterator[Outcome]:
        """A new worker for one that died or is to be ended; what the file cost that it was at."""
        process.process.kill()
        process.process.join()
        while process.given and process.pipe.poll():  # what it had done by then
            try:
                said = process.pipe.recv()
            except (EOFError, OSError):
                break
            if isinstance(said, Outcome):
                process.given.popleft()
                process.since = time.monotonic()
                yield said
        process.pipe.close()
        if not process.ready:
            self.fallen += 1
            if self.fallen >= _STARTS:
                raise CleanerError(f"no worker can be started ({reason}): try --jobs 1, or see CLEANER_DEBUG=1")
        failed = process.given.popleft() if process.given else None
        self.transcripts.extendleft(reversed([task for task in process.given if not task.recording]))
        process.given.clear()
        self.processes[process.number] = self._start(process.number)
        if failed:
            yield Outcome(failed.source, State.FAILED, reason, time.monotonic() - process.since)


def _clean_up_silently() -> None:
    """Start Python's tracker of semaphores, which would warn of those of workers that are killed, and frees them."""
    before = os.environ.get("PYTHONWARNINGS")
    ignored = "ignore:resource_tracker"
    with changed(PYTHONWARNINGS=f"{before},{ignored}" if before else ignored):
        resource_tracker.ensure_running()


@contextmanager
def _ctrl_c_held_back() -> Iterator[None]:
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _ended(process: BaseProcess) -> str:
    process.join(5)
    code = process.exitcode
    if code is not None and code < 0:
        name = signal.Signals(-code).name if -code in set(signal.Signals) else f"signal {-code}"
        hint = ", perhaps for want of memory" if -code == getattr(signal, "SIGKILL", 9) else ""
        return f"the process that worked on it was ended by {name}{hint}"
    return f"the process that worked on it ended (exit code {code})"


def _main(pipe: Connection, work: Work, make: "Callable[[Work], Worker] | None") -> None:
    """What a worker process does: all it is given, in order."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the run, which ends its workers itself
    _die_with_parent()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    compute_with(THREADS)
    try:
        from cleaner.batch.workers.work import Worker

        worker = (make or Worker)(work)
        pipe.send("ready")
        while True:
            for task in pipe.recv():
                pipe.send(worker.do(task, lambda done, total: pipe.send((done, total) if total else "begins")))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        sys.exit()  # nobody is there any more
    except Exception as error:  # no engine: not one file's fault
        pipe.send(describe(error))


def _die_with_parent() -> None:
    """Have Linux kill this process as soon as the run is gone, or the thread of it that started this process.

    A thread that waits for it (`_end_with_parent`) has to wait too while a library is loaded or computes.
    """
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _end_with_parent() -> None:
    """Hearing goes on for minutes: not for a run that was killed."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
