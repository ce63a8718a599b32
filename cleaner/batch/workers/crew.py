"""Who of the actors of Ray does what, and what becomes of the tasks of one that is gone."""

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cleaner import __version__
from cleaner.batch.events import Observer
from cleaner.batch.task import Outcome, State, Task
from cleaner.errors import CleanerError

if TYPE_CHECKING:
    from types import ModuleType

_MOST = 64  # transcripts sent to an actor together: some 100 ms of work, where sending takes one
_LARGEST = 2_000_000  # bytes of transcripts sent together
_DEATHS = 2  # of the workers that were alone with a file, until it has failed
_STARTS = 3  # workers in a row that may die before they can begin
_ASKING = 1.0  # seconds from one question how much is heard to the next; more where there are over a hundred workers
_PATIENCE = 60.0  # seconds that Ray may take to place a worker before the run says that it waits


@dataclass(slots=True)
class _Post:
    """A worker's place: who is there, and with what.

    Attributes:
        number: from 0.
        actor: Ray's handle.
        tasks: that it has; none while it waits for some.
        call: what it is asked now, or None.
        ready: whether Ray has found room for it.
        preparing: whether the call prepares it, rather than does its tasks.
        hears: whether it has an engine, or is loading one.
        since: when the call was made, in monotonic seconds.
        asked: when it was last asked how much it has heard.
    """

    number: int
    actor: Any
    tasks: tuple[Task, ...] = ()
    call: Any = None
    ready: bool = False
    preparing: bool = False
    hears: bool = False
    since: float = 0.0
    asked: float = 0.0


class Crew:
    """The workers of one run.

    Args:
        ray: the library, connected.
        hire: starts an actor.
        places: how many actors there may be at once.
        hearers: how many of them may load an engine.
        timeout: seconds that a file may take, or None.
        tasks: to do.
        observer: told what begins and how much is heard.
    """

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
        self._questions: dict[Any, tuple[_Post, tuple[Task, ...]]] = {}
        self._hired = self._stillborn = 0
        self._patient = True
        self._asking = _ASKING * max(1.0, places / 100)

    def outcomes(self) -> Iterator[Outcome]:
        """As `cleaner.batch.events.Executor.run`."""
        self._hand_out()
        while self._recordings or self._transcripts or self._alone or any(post.tasks for post in self._posts):
            busy = {post.call: post for post in self._posts if post.call is not None}
            self._ask()
            came, _ = self._ray.wait([*busy, *self._questions], timeout=self._pause())
            for question in came:
                if question not in busy:
                    self._tell(question)
            outcomes = [outcome for call in came if call in busy for outcome in self._answer(busy[call])]
            outcomes += [outcome for post in self._late() for outcome in self._lose(post, self._too_long())]
            self._hand_out()  # before the outcomes are taken and written, so that nobody waits for that
            yield from outcomes

    def dismiss(self) -> None:
        """End all workers, whatever they are at."""
        for post in self._posts:
            self._ray.kill(post.actor)
        self._posts.clear()

    def _hand_out(self) -> None:
        """Give tasks to who is ready and has none; hire while there are places and tasks.

        Nobody has tasks before Ray has found room for it, which may be never.
        """
        for post in sorted((post for post in self._posts if post.call is None), key=lambda post: not post.hears):
            self._give(post, self._draw(post.hears))
        while len(self._posts) < self._places and sum(not post.ready for post in self._posts) < self._useful():
            post = _Post(self._hired, self._hire())
            self._hired += 1
            self._posts.append(post)
            self._prepare(post)

    def _useful(self) -> int:
        """How many more workers would have something to do now."""
        engines = self._hearers - sum(post.hears for post in self._posts)
        return min(len(self._recordings), engines) + len(self._alone) + -(-len(self._transcripts) // _MOST)

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
        if tasks[0].recording and not post.hears:
            post.hears = True
            self._prepare(post)
        else:
            self._begin(post)

    def _prepare(self, post: _Post) -> None:
        post.preparing, post.since = True, time.monotonic()
        post.call = post.actor.prepare.remote(post.hears, __version__)

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
            post.ready, post.preparing, post.call = True, False, None
            if post.tasks:
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
        for task in post.tasks:
            (self._recordings if task.recording else self._alone).append(task)
        return []

    def _ask(self) -> None:
        """Ask those who are at a recording how much they have heard."""
        now = time.monotonic()
        for post in self._posts:
            if post.tasks and post.tasks[0].recording and not post.preparing and now - post.asked >= self._asking:
                post.asked = now
                self._questions[post.actor.heard.remote()] = (post, post.tasks)

    def _tell(self, question: Any) -> None:
        from ray.exceptions import RayError

        post, tasks = self._questions.pop(question)
        with suppress(RayError):  # the worker is gone, which its call tells
            done, total = self._ray.get(question)
            if total and post.tasks is tasks:
                self._observer.heard(tasks[0], done, total)

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
        hearing = any(post.tasks and post.tasks[0].recording and not post.preparing for post in self._posts)
        begun = [post.since for post in self._posts if post.call is not None and not post.preparing]
        if self._patient and not any(post.ready for post in self._posts):
            oldest = min(post.since for post in self._posts if post.call is not None)
            if now - oldest > _PATIENCE:
                self._patient = False
                self._observer.warned(
                    "still waiting for Ray to place a worker: are its cores or graphics cards all taken?"
                )
            return _PATIENCE
        pauses = [self._asking] if hearing else []
        if self._timeout is not None and begun:
            pauses.append(max(0.0, min(begun) + self._timeout - now))
        return min(pauses, default=None)
