"""The tasks of a batch done by actors of Ray, on this machine or on the machines of a cluster.

An actor holds one worker with its one loaded model and is given a recording, or some dozens of transcripts, at a time.
It reads FOLDER itself, so recordings do not pass through Ray; what it wrote (kilobytes) comes back to the run, which
alone writes OUT.
"""

import os
import secrets
import shutil
import sys
import tempfile
import time
import weakref
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from cleaner import __version__
from cleaner.batch.events import Observer, Work
from cleaner.batch.task import Outcome, State, Task
from cleaner.errors import CleanerError

if TYPE_CHECKING:
    from types import ModuleType

_MOST = 64  # transcripts sent to an actor together: some 100 ms of work, where sending takes one
_LARGEST = 2_000_000  # bytes of transcripts sent together
_DEATHS = 2  # of the workers that were alone with a file, until it has failed
_STARTS = 3  # workers in a row that may die before they can begin
_STORE = 100_000_000  # bytes of shared memory for what workers return
_PATIENCE = 60.0  # seconds that Ray may take to place a worker before the run says that it waits


class Does(Protocol):
    """A worker: `cleaner.batch.work.Worker`, or a test's."""

    @property
    def engine(self) -> object:
        """Loaded when it is first asked for, in seconds."""
        ...

    def do(self, task: Task) -> Outcome:
        """Do a file; what is wrong with it is in the outcome."""
        ...


class _Actor:
    """What lives in the process that Ray starts."""

    def __init__(self, worker: Callable[[Work], Does], work: Work, threads: int) -> None:
        # Before an engine is imported. A sum in more threads is another sum, in its last digits: probabilities change.
        os.environ["OMP_NUM_THREADS"] = str(threads)
        self._worker, self._work = worker, work
        self._doing: Does | None = None

    def prepare(self, recording: bool, version: str) -> None:
        """Get ready for a first task, or for a first recording."""
        import socket

        here = socket.gethostname()
        if version != __version__:
            raise CleanerError(f"{here} has cleaner {__version__}, this is {version}: install the same on all machines")
        for folder in (self._work.folder, self._work.scripts):
            if folder and "://" not in folder and not Path(folder).is_dir():
                raise CleanerError(f"{here} does not see the folder {folder}: put it on a shared disk or give a URL")
        if self._doing is None:
            self._doing = self._worker(self._work)
        if recording:
            _ = self._doing.engine

    def do(self, tasks: tuple[Task, ...]) -> list[Outcome]:
        assert self._doing is not None
        return [self._doing.do(task) for task in tasks]


@dataclass(slots=True)
class _Post:
    """A worker's place: who is there, and with what.

    Attributes:
        number: from 0.
        actor: Ray's handle.
        tasks: that it has; none while it waits for some.
        call: what it is asked now, or None.
        preparing: whether the call prepares it for the tasks, rather than does them.
        hears: whether it has an engine, or is loading one.
        since: when the call was made, in monotonic seconds.
    """

    number: int
    actor: Any
    tasks: tuple[Task, ...] = ()
    call: Any = None
    preparing: bool = False
    hears: bool = False
    since: float = 0.0


class RayExecutor:
    """An executor (`cleaner.batch.events.Executor`) on Ray."""

    def __init__(
        self,
        address: str | None = None,
        *,
        jobs: int | None = None,
        hearers: int | None = None,
        threads: int = 2,
        worker: Callable[[Work], Does] | None = None,
    ) -> None:
        """Nothing is started before the first run.

        Args:
            address: of a cluster ("auto", "10.0.0.1:6379"), or None: a Ray of its own on this machine, which listens to
                this machine only and ends with the executor.
            jobs: workers; None: as many as the cores have room for, or as there are graphics cards where those hear.
            hearers: how many of them may hear recordings, each with a model of its own; None: all.
            threads: that each worker hears with, and cores that it takes. The same bytes come only from as many.
            worker: makes a worker; None: `cleaner.batch.work.Worker`.
        """
        self._address, self._jobs, self._hearers, self._threads = address, jobs, hearers, max(threads, 1)
        self._worker = worker
        self._end: weakref.finalize[..., Any] | None = None

    def run(self, work: Work, tasks: Sequence[Task], observer: Observer) -> Iterator[Outcome]:
        """As `cleaner.batch.events.Executor.run`; a file is failed when two workers died that had only it."""
        ray = self._started()
        places = self._places(ray, work)
        crew = _Crew(ray, self._hirer(ray, work), places, self._hearers or places, work.timeout, tasks, observer)
        try:
            yield from crew.outcomes()
        finally:
            crew.dismiss()

    def close(self) -> None:
        """End the Ray that this executor started, or leave the cluster."""
        if self._end is not None:
            self._end()

    def _started(self) -> "ModuleType":
        quiet()
        if self._address is None:
            alone()
        try:
            import ray
        except ImportError as error:
            raise CleanerError("Ray is not installed: pip install 'rehearsal-cleaner[cluster]'") from error
        if ray.is_initialized():
            return ray
        told: dict[str, Any] = {"log_to_driver": False, "logging_level": "CRITICAL"}
        if self._address is not None:
            try:
                ray.init(self._address, **told)
            except (OSError, RuntimeError, ValueError) as error:
                reason = " ".join(str(error).split())
                raise CleanerError(f"no Ray cluster at {self._address} that this can use: {reason}") from error
            self._end = weakref.finalize(self, ray.shutdown)
            return ray
        # Its sockets lie in there, and a socket's path has 107 bytes at most: macOS' own folder is too long.
        folder = tempfile.mkdtemp(prefix="cleaner-", dir="/tmp" if Path("/tmp").is_dir() else None)  # noqa: S108
        self._end = weakref.finalize(self, _end, ray, folder)
        cores = max(self._threads * (self._jobs or 1), os.cpu_count() or 1)
        ray.init(num_cpus=cores, include_dashboard=False, object_store_memory=_STORE, _temp_dir=folder, **told)
        return ray

    def _cards(self, ray: "ModuleType", work: Work) -> int:
        device = work.asked.device
        there = int(ray.cluster_resources().get("GPU", 0))
        return max(1, there) if device == "cuda" else there if device == "auto" else 0

    def _places(self, ray: "ModuleType", work: Work) -> int:
        cores = int(ray.cluster_resources().get("CPU", 0))
        return self._jobs or self._cards(ray, work) or max(1, cores // self._threads)

    def _hirer(self, ray: "ModuleType", work: Work) -> Callable[[], Any]:
        if self._worker is None:
            from cleaner.batch.work import Worker

        actor = ray.remote(_Actor).options(
            num_cpus=self._threads,
            num_gpus=1 if self._cards(ray, work) else 0,
            max_restarts=0,
            scheduling_strategy="SPREAD",
        )
        return lambda: actor.remote(self._worker or Worker, work, self._threads)


class _Crew:
    """The workers of one run."""

    def __init__(
        self,
        ray: "ModuleType",
        hire: Callable[[], Any],
        places: int,
        hearers: int,
        timeout: float | None,
        tasks: Sequence[Task],
        observer: Observer,
    ) -> None:
        self._ray, self._hire, self._places, self._hearers = ray, hire, places, hearers
        self._timeout, self._observer = timeout, observer
        # The longest first, so that none begins when all else has ended; transcripts fill the rest.
        self._recordings = deque(sorted((task for task in tasks if task.recording), key=lambda task: -task.size))
        self._transcripts = deque(task for task in tasks if not task.recording)
        self._alone: deque[Task] = deque()  # transcripts that a worker had which is gone
        self._deaths: dict[str, int] = {}  # of workers alone with a file, by source
        self._posts: list[_Post] = []
        self._hired = self._stillborn = 0
        self._patient = True

    def outcomes(self) -> Iterator[Outcome]:
        self._hand_out()
        while busy := {post.call: post for post in self._posts if post.call is not None}:
            came, _ = self._ray.wait(list(busy), timeout=self._pause())
            outcomes = [outcome for call in came for outcome in self._answer(busy[call])]
            outcomes += [outcome for post in self._late() for outcome in self._lose(post, self._too_long())]
            self._hand_out()  # before the outcomes are taken and written, so that nobody waits for that
            yield from outcomes

    def dismiss(self) -> None:
        for post in self._posts:
            self._ray.kill(post.actor)
        self._posts.clear()

    def _hand_out(self) -> None:
        """Give tasks to who has none; hire while there are places and tasks."""
        for post in sorted((post for post in self._posts if not post.tasks), key=lambda post: not post.hears):
            self._give(post, self._draw(post.hears))
        while len(self._posts) < self._places and (tasks := self._draw(hears=False)):
            post = _Post(self._hired, self._hire())
            self._hired += 1
            self._posts.append(post)
            self._give(post, tasks)

    def _draw(self, hears: bool) -> tuple[Task, ...]:
        """Tasks for a worker; none where it is to wait.

        Args:
            hears: whether it has an engine.
        """
        if self._recordings and (hears or sum(post.hears for post in self._posts) < self._hearers):
            return (self._recordings.popleft(),)
        if self._alone:
            return (self._alone.popleft(),)
        chunk: list[Task] = []
        while self._transcripts and len(chunk) < _MOST and sum(task.size for task in chunk) < _LARGEST:
            chunk.append(self._transcripts.popleft())
        return tuple(chunk)

    def _give(self, post: _Post, tasks: tuple[Task, ...]) -> None:
        post.tasks = tasks
        if not tasks:
            return
        recording = tasks[0].recording
        if post.since and (post.hears or not recording):
            self._begin(post)
        else:
            post.hears |= recording
            post.preparing, post.since = True, time.monotonic()
            post.call = post.actor.prepare.remote(recording, __version__)

    def _begin(self, post: _Post) -> None:
        post.preparing, post.since = False, time.monotonic()
        post.call = post.actor.do.remote(post.tasks)
        for task in post.tasks:
            self._observer.started(task, post.number)

    def _answer(self, post: _Post) -> list[Outcome]:
        """What a call brought: outcomes, or readiness, or the end of its worker."""
        from ray.exceptions import RayError, RayTaskError

        try:
            outcomes: list[Outcome] | None = self._ray.get(post.call)
        except RayTaskError as error:
            if isinstance(error.cause, CleanerError):
                raise error.cause from None
            raise
        except RayError as error:
            return self._lose(post, "", error)
        if post.preparing:
            self._stillborn = 0
            self._begin(post)
            return []
        post.tasks, post.call = (), None
        for outcome in outcomes or ():
            self._deaths.pop(outcome.source, None)
        return list(outcomes or ())

    def _lose(self, post: _Post, late: str, error: Exception | None = None) -> list[Outcome]:
        """A worker is gone, or has to go: its tasks are for others, one by one, so that it shows which one did it.

        Args:
            post: its place.
            late: why it has to go, or "": it died.
            error: as Ray has it.
        """
        self._posts.remove(post)
        self._ray.kill(post.actor)
        if post.preparing:
            self._stillborn += 1
            if self._stillborn >= _STARTS:
                reason = str(error).strip().splitlines()[-1] if error else late
                raise CleanerError(f"{_STARTS} workers of Ray died before they could begin: {reason}")
        elif len(post.tasks) == 1:
            task = post.tasks[0]
            deaths = self._deaths[task.source] = self._deaths.get(task.source, 0) + 1
            if late or deaths >= _DEATHS:
                del self._deaths[task.source]
                reason = late or f"{deaths} workers died while they did it (a crash, or no memory left)"
                return [Outcome(task.source, State.FAILED, reason, round(time.monotonic() - post.since, 3))]
        (self._recordings if post.tasks[0].recording else self._alone).extend(post.tasks)
        return []

    def _late(self) -> list[_Post]:
        if self._timeout is None:
            return []
        over = time.monotonic() - self._timeout
        return [post for post in self._posts if post.call is not None and not post.preparing and post.since <= over]

    def _too_long(self) -> str:
        return f"took longer than {self._timeout:g} s; give it more with --timeout"

    def _pause(self) -> float | None:
        """Seconds until somebody may be late."""
        now = time.monotonic()
        begun = [post.since for post in self._posts if post.call is not None and not post.preparing]
        if not begun and self._patient:
            oldest = min(post.since for post in self._posts if post.call is not None)
            if now - oldest > _PATIENCE:
                self._patient = False
                self._observer.warned(
                    "still waiting for Ray to place a worker: are its cores or graphics cards all taken?"
                )
            return _PATIENCE
        return max(0.0, min(begun) + self._timeout - now) if self._timeout is not None and begun else None


def quiet() -> None:
    """Have Ray tell nobody that it is used, and print no lines of its own among ours; before it is imported."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    os.environ.setdefault("RAY_DEDUP_LOGS_SKIP_REGEX", ".")


def alone() -> None:
    """Have a local Ray listen to this machine only and answer only us; before it is imported.

    Ray has that on Windows and macOS, so that no firewall asks; the variable is its own name for it.
    """
    if "ray" not in sys.modules:
        os.environ["RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER"] = "0"
        os.environ.setdefault("RAY_AUTH_MODE", "token")
        os.environ.setdefault("RAY_AUTH_TOKEN", secrets.token_hex(32))  # else Ray writes one into the home


def _end(ray: "ModuleType", folder: str) -> None:
    ray.shutdown()
    shutil.rmtree(folder, ignore_errors=True)
