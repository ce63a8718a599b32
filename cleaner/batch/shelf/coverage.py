"""Takes of one script side by side: the sentences that stumble in most of them."""

from dataclasses import dataclass

from cleaner.batch.shelf.labels import LABELS
from cleaner.batch.task import Outcome, Task
from cleaner.delivery.progress import stumbles
from cleaner.report.visible import legible

_MOST = 200  # scripts that are listed


@dataclass(frozen=True, slots=True)
class Stumbling:
    """A script, how many takes there are of it, and its sentences that stumble: number from 1, text, how often, how."""

    script: str
    takes: int
    sentences: tuple[tuple[int, str, str, str], ...]


class Takes:
    """The takes of each script, in the order in which they came."""

    def __init__(self) -> None:
        self._takes: dict[str, list[dict[int, tuple[str, ...]]]] = {}
        self._texts: dict[tuple[str, int], str] = {}
        self.more = 0
        """Scripts with something to tell that `stumbling` left out."""

    def add(self, task: Task, outcome: Outcome) -> None:
        """Count a file in, if it was compared with a script."""
        if task.script is None or not outcome.figures.states:
            return
        stumbled = outcome.figures.stumbled
        self._takes.setdefault(task.script, []).append({number: tuple(how) for number, _, how in stumbled})
        self._texts.update({(task.script, number): text for number, text, _ in stumbled})

    def stumbling(self) -> list[Stumbling]:
        """The scripts of which sentences stumble in most takes; those with the most such sentences, if there are many.

        With one take nothing stumbles every time.
        """
        found = []
        for script, takes in self._takes.items():
            sentences = tuple(
                (
                    one.sentence + 1,
                    legible(self._texts[script, one.sentence]),
                    f"{len(one.takes)} / {len(takes)}",
                    "、".join(
                        LABELS.get(kind, kind) for kind in dict.fromkeys(kind for how in one.how for kind in how)
                    ),
                )
                for one in stumbles(takes)
            )
            if sentences:
                found.append(Stumbling(legible(script), len(takes), sentences))
        found.sort(key=lambda one: -len(one.sentences))
        self.more = max(0, len(found) - _MOST)
        return sorted(found[:_MOST], key=lambda one: one.script)
