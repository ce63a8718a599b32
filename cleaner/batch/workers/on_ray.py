"""The tasks of a batch done by actors of Ray, on this machine or on the machines of a cluster.

An actor holds one worker with its one loaded model and is given a recording, or some dozens of transcripts, at a time.
It reads FOLDER itself, so recordings do not pass through Ray; what it wrote (kilobytes) comes back to the run, which
alone writes OUT.
"""

import os
import secrets
import shutil
import socket
import sys
import tempfile
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from cleaner import __version__
from cleaner.batch.events import Heard, Observer, Work
from cleaner.batch.task import Outcome, Task
from cleaner.batch.workers.crew import Crew
from cleaner.batch.workers.local import THREADS
from cleaner.environment import changed, compute_with, put, standing
from cleaner.errors import CleanerError

if TYPE_CHECKING:
    from types import ModuleType

_STORE = 100_000_000  # bytes of shared memory for what workers return
_CLOUDLESS = {"http_proxy": "http://127.0.0.1:9", "no_proxy": "localhost,127.0.0.1,::1"}
"""Where Ray's own processes ask by http which cloud they are in, whatever they are told: at a port where nobody is."""


class Does(Protocol):
    """A worker: `cleaner.batch.workers.work.Worker`, or a test's."""

    @property
    def engine(self) -> object:
        """Loaded when it is first asked for, in seconds."""
        ...

    def do(self, task: Task, heard: Heard | None = None) -> Outcome:
        """Do a file; what is wrong with it is in the outcome."""
        ...


class _Actor:
    """What lives in the process that Ray starts."""

    def __init__(
        self, worker: Callable[[Work], Does], work: Work, threads: int, environment: Mapping[str, str | None]
    ) -> None:
        put(environment)
        compute_with(threads)
        self._worker, self._work = worker, work
        self._doing: Does | None = None
        self._heard = (0, 0)

    def prepare(self, recording: bool, version: str) -> None:
        """Get ready for a first task, or for a first recording."""
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
        self._heard = (0, 0)
        return [self._doing.do(task, self._hear) for task in tasks]

    def heard(self) -> tuple[int, int]:
        """Milliseconds of a recording that are heard by now, and all; asked while it is done."""
        return self._heard

    def _hear(self, done: int, total: int) -> None:
        self._heard = (done, total)


class RayExecutor:
    """An executor (`cleaner.batch.events.Executor`) on Ray."""

    def __init__(
        self,
        address: str | None = None,
        *,
        jobs: int | None = None,
        hearers: int | None = None,
        threads: int = THREADS,
        worker: Callable[[Work], Does] | None = None,
    ) -> None:
        """Nothing is started before the first run.

        Args:
            address: of a cluster ("auto", "10.0.0.1:6379"), or None: a Ray of its own on this machine, which listens to
                this machine only and ends with the executor.
            jobs: workers; None: as many as the cores have room for, or as there are graphics cards where those hear.
            hearers: how many of them may hear recordings, each with a model of its own; None: all.
            threads: that each worker hears with, and cores that it takes. The same bytes come only from as many.
            worker: makes a worker; None: `cleaner.batch.workers.work.Worker`.
        """
        self._address, self._jobs, self._hearers, self._threads = address, jobs, hearers, max(threads, 1)
        self._worker = worker
        self._end: weakref.finalize[..., Any] | None = None

    def run(self, work: Work, tasks: Sequence[Task], observer: Observer) -> Iterator[Outcome]:
        """As `cleaner.batch.events.Executor.run`; a file is failed when two workers died that had only it."""
        ray = self._started()
        places = self._places(ray, work)
        crew = Crew(ray, self._hirer(ray, work), places, self._hearers or places, work.timeout, tasks, observer)
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
        else:
            _reach(self._address)
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
        # "local": without it, the variable RAY_ADDRESS would lead to a cluster that nobody named here.
        told |= {"num_cpus": cores, "object_store_memory": _STORE, "include_dashboard": False, "_temp_dir": folder}
        try:
            with changed(**_CLOUDLESS):
                ray.init("local", **told)
        except Exception as error:  # its own have no class of their own
            reason = next(iter(str(error).split("\n")), "").strip() or type(error).__name__
            raise CleanerError(f"Ray cannot be started here ({reason}): leave out --executor ray") from error
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
            from cleaner.batch.workers.work import Worker

        actor = ray.remote(_Actor).options(
            num_cpus=self._threads,
            num_gpus=1 if self._cards(ray, work) else 0,
            max_restarts=0,
            max_concurrency=2,
            scheduling_strategy="SPREAD",
        )
        # Workers inherit what our own Ray was told, but not for themselves.
        said = {} if self._address else standing(_CLOUDLESS)
        return lambda: actor.remote(self._worker or Worker, work, self._threads, said)


def _reach(address: str) -> None:
    """Try whether anybody is at host:port: Ray itself would try for minutes.

    Raises:
        CleanerError: nobody is.
    """
    host, _, port = address.rpartition(":")
    # By these Ray means the address that others know this machine by, which is for Ray to find.
    if not host or not port.isdecimal() or "/" in host or host in ("127.0.0.1", "localhost"):
        return
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=10).close()
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CleanerError(f"no Ray cluster at {address}: {reason}") from error


def quiet() -> None:
    """Have Ray print no lines of its own among ours; before it is imported."""
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
