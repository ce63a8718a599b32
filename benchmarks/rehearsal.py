"""Rehearsals made from scripts with a fixed seed, and the truth about them: what was left out, changed, moved, added.

A script is a file of rehearsals/: a sentence a line, an empty line between paragraphs, `~` before other words for the
sentence above, `+` before something that a speaker may add after it. About 70 % of the sentences are simply said; each
of the others is left out, said differently (one of its rewordings), partly (broken off after a clause at 35 to 65 % of
it, or its middle clause left out), twice (at once or some sentences later; one telling with a slip, half of the time)
or elsewhere (a sentence, or a paragraph, past at least half as much again as it has itself).

What is then heard has recogniser-like errors (mishearing.py), hesitations that cleaning takes out, and lines that end
where the recogniser's segments do. The plan depends on the seed only, not on the rate of errors.
"""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from mishearing import MARKS, mishear, remark, renumber

from cleaner.comparison import Move, Passage, State
from cleaner.language.segmenter import segmenter
from cleaner.script import Script
from cleaner.transcript import Span

FOLDER = Path(__file__).with_name("rehearsals")
DISTURBED = 0.3
SHORT = 8  # units: what has fewer is said or left out, nothing else
KINDS = {State.LEFT_OUT: 16, State.DIFFERENTLY: 30, State.PARTLY: 34, State.TWICE: 20}  # not all are always possible
MOVES = {"none": 62, "sentence": 25, "paragraph": 13}
PAST = 1.5  # what is moved past, over what is moved: that it is this that moved must be plain
HESITATIONS = ("嗯，", "呃，", "那个，", "嗯", "呃")


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a script, other words for it, and what may be added after it."""

    text: str
    paragraph: int
    reworded: tuple[str, ...]
    additions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Material:
    """A script to be rehearsed."""

    name: str
    lines: tuple[Line, ...]

    def script(self) -> Script:
        """The script, a paragraph a line."""
        text, sentences = "", []
        for place, line in enumerate(self.lines):
            if place and line.paragraph != self.lines[place - 1].paragraph:
                text += "\n"
            sentences.append(Span(len(text), len(text) + len(line.text)))
            text += line.text
        return Script(text, tuple(sentences), (), tuple(line.paragraph for line in self.lines), self.name)


@dataclass(frozen=True, slots=True)
class Telling:
    """Something that was said in one go: a sentence of the script or a part of it, or (None) something else.

    Attributes:
        said: as it was said. heard: code points of the rehearsal's text.
    """

    sentence: int | None
    said: str
    heard: Span | None = None  # before anybody has heard it


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A rehearsal as it was heard, and the truth. Spans of passages and moves are code points of `heard`."""

    name: str
    script: Script
    heard: str
    tellings: tuple[Telling, ...]
    states: tuple[State, ...]
    added: tuple[Passage, ...]
    moves: tuple[Move, ...]


def materials() -> list[Material]:
    """All scripts, by name."""
    return [read(path) for path in sorted(FOLDER.glob("*.txt"))]


def read(path: Path) -> Material:
    """A script with its rewordings and additions.

    Raises:
        ValueError: it has a rewording or an addition before the first sentence.
    """
    lines: list[Line] = []
    paragraph, fresh = -1, True
    for row in path.read_text("utf-8").splitlines():
        if row[:1] in ("~", "+"):
            if not lines:
                raise ValueError(f"{path}: {row} belongs to no sentence")
            last, text = lines[-1], row[1:].strip()
            reworded = (*last.reworded, text) if row[0] == "~" else last.reworded
            additions = (*last.additions, text) if row[0] == "+" else last.additions
            lines[-1] = Line(last.text, last.paragraph, reworded, additions)
        elif not row.strip():
            fresh = True
        elif not row.startswith("#"):
            paragraph += fresh
            fresh = False
            lines.append(Line(row.strip(), paragraph, (), ()))
    return Material(path.stem, tuple(lines))


@cache
def asides() -> list[str]:
    """What may be said in any rehearsal."""
    rows = Path(__file__).with_name("asides.txt").read_text("utf-8").splitlines()
    return [row for row in rows if row and not row.startswith("#")]


def rehearse(material: Material, seed: int, rate: float = 0.0) -> Rehearsal:
    """One rehearsal of a script.

    Args:
        material: the script.
        seed: decides what is said.
        rate: share of characters that are misheard.
    """
    name = f"{material.name}/{seed}"
    tellings, states, moves = _planned(material, random.Random(name))
    chance = random.Random(f"{name}/{rate}")
    halfwidth = str.maketrans("，？！：", ",?!:" if chance.random() < 0.5 else "，？！：")
    heard, placed = "", []
    for telling in tellings:
        text = _hesitant(remark(mishear(renumber(telling.said, chance), rate, chance), rate, chance), chance)
        text = text.translate(halfwidth)
        placed.append(Telling(telling.sentence, telling.said, Span(len(heard), len(heard) + len(text))))
        heard += text + ("\n" if chance.random() < 0.5 else "")
    return Rehearsal(
        name,
        material.script(),
        heard,
        tuple(placed),
        tuple(states),
        tuple(_added(placed)),
        tuple(_moved(placed, moves)),
    )


def units(text: str) -> int:
    """How many letters, digits and hanzi it has."""
    return sum(map(str.isalnum, text))


def _planned(material: Material, chance: random.Random) -> tuple[list[Telling], list[State], list[tuple[int, int]]]:
    """What is said, in order; the state of each sentence; what moved."""
    lines = material.lines
    while True:
        order, moved = _order(material, chance)
        states = [State.OUT_OF_ORDER if any(a <= n < b for a, b in moved) else State.SAID for n in range(len(lines))]
        said = [line.text for line in lines]
        left = max(round(DISTURBED * len(lines)) - states.count(State.OUT_OF_ORDER), 2)
        for number in chance.sample(range(len(lines)), len(lines)):
            if left and states[number] is State.SAID:
                told = _told(lines[number], chance)
                if told is not None:
                    states[number], said[number] = told
                    left -= 1
        if all(_is_plain(one, order, said) for one in moved):
            break
    tellings = [Telling(number, said[number]) for number in order if states[number] is not State.LEFT_OUT]
    for number, state in enumerate(states):
        if state is State.TWICE:
            _retell(tellings, number, {n for a, b in moved for n in range(a, b)}, chance)
    _add(tellings, lines, states, chance)
    return tellings, states, moved


def _order(material: Material, chance: random.Random) -> tuple[list[int], list[tuple[int, int]]]:
    """The numbers of the sentences in the order in which they are said, and which of them are moved, half open."""
    lines = material.lines
    count = len(lines)
    (kind,) = chance.choices(list(MOVES), list(MOVES.values()))
    starts = [n for n in range(count) if not n or lines[n].paragraph != lines[n - 1].paragraph]
    if kind == "none":
        return list(range(count)), []
    if kind == "paragraph":
        blocks, places = list(pairwise([*starts, count]))[1:], starts[1:]
        if units(lines[-1].text) < SHORT:  # nobody says 谢谢大家 and goes on
            blocks.pop()
        else:
            places.append(count)
    else:
        blocks = [(n, n + 1) for n in range(1, count) if units(lines[n].text) >= SHORT]
        places = list(range(count))
    choices = [(block, place) for block in blocks for place in places if not block[0] <= place <= block[1]]
    chance.shuffle(choices)
    texts = [line.text for line in lines]
    for (first, last), place in choices:
        numbers = list(range(count))
        block = numbers[first:last]
        left = numbers[:first] + numbers[last:]
        at = place if place < first else place - len(block)
        order = left[:at] + block + left[at:]
        if _is_plain((first, last), order, texts):
            return order, [(first, last)]
    return list(range(count)), []


def _is_plain(moved: tuple[int, int], order: Sequence[int], said: Sequence[str]) -> bool:
    """Whether enough is said between where it stands in the script and where it was said."""
    first, last = moved
    at = order.index(first)
    before, after = order[:at], order[at + last - first :]
    passed = [n for n in before if n >= last] + [n for n in after if n < first]
    return sum(units(said[n]) for n in passed) >= PAST * sum(units(said[n]) for n in range(first, last))


def _told(line: Line, chance: random.Random) -> tuple[State, str] | None:
    """How a sentence is said, if not as the script has it."""
    if units(line.text) < SHORT:
        return (State.LEFT_OUT, "") if chance.random() < 0.5 else None
    (kind,) = chance.choices(list(KINDS), list(KINDS.values()))
    if kind is State.DIFFERENTLY:
        return (kind, chance.choice(line.reworded)) if line.reworded else None
    if kind is State.PARTLY:
        parts = _parts(line.text)
        return (kind, chance.choice(parts)) if parts else None
    return (kind, "") if kind is State.LEFT_OUT else (kind, line.text)


def _parts(text: str) -> list[str]:
    """What of a sentence may be said where it is said partly."""
    clauses = text.replace("，", "，\n").replace("：", "：\n").split("\n")
    whole = units(text)
    broken = ["".join(clauses[:count]) for count in range(1, len(clauses))]
    found = [part for part in broken if 0.35 * whole <= units(part) <= 0.65 * whole]
    for first in range(1, len(clauses) - 1):
        gap = "".join(clauses[:first]) + "".join(clauses[first + 1 :])
        if 0.35 * whole <= units(gap) <= 0.75 * whole:
            found.append(gap)
    return found


def _retell(tellings: list[Telling], number: int, moved: set[int], chance: random.Random) -> None:
    """Say a sentence again: at once, or two to four sentences later."""
    (at,) = (place for place, telling in enumerate(tellings) if telling.sentence == number)
    again = tellings[at]
    if chance.random() < 0.5:
        slip = Telling(number, _slip(again.said, chance))
        again, tellings[at] = (again, slip) if chance.random() < 0.7 else (slip, again)
    later = at + 1 + (chance.randint(2, 4) if chance.random() < 0.4 else 0)
    between = {telling.sentence for telling in tellings[at + 1 : later + 1]}
    if later > len(tellings) or between & moved:  # what moved would have two places
        later = at + 1
    tellings.insert(later, again)


def _slip(text: str, chance: random.Random) -> str:
    """A word of one hanzi too few, or a word one time too many."""
    words = segmenter()(text)
    places = [n for n in range(1, len(words)) if words[n].isalpha() and not words[n][0].isascii()]
    if not places:
        return text
    at = chance.choice(places)
    times = 0 if len(words[at]) == 1 and chance.random() < 0.7 else 2
    return "".join([*words[:at], *[words[at]] * times, *words[at + 1 :]])


def _add(tellings: list[Telling], lines: Sequence[Line], states: Sequence[State], chance: random.Random) -> None:
    """Put additions in: each with even odds at its own place, and in every third rehearsal an aside anywhere."""
    for number, line in enumerate(lines):
        last = max((at for at, telling in enumerate(tellings) if telling.sentence == number), default=None)
        if line.additions and last is not None and chance.random() < 0.5 and _is_free(tellings, last + 1, states):
            tellings.insert(last + 1, Telling(None, chance.choice(line.additions)))
    if chance.random() < 1 / 3:
        at = chance.randint(1, len(tellings))
        if _is_free(tellings, at, states):
            tellings.insert(at, Telling(None, chance.choice(asides())))


def _is_free(tellings: Sequence[Telling], at: int, states: Sequence[State]) -> bool:
    """Whether something can be added there: not next to another addition, not inside what moved."""
    around = [telling.sentence for telling in tellings[at - 1 : at + 1]]
    return None not in around and not all(n is not None and states[n] is State.OUT_OF_ORDER for n in around)


def _hesitant(text: str, chance: random.Random) -> str:
    """It, or one time in eight with a hesitation or a stutter that cleaning takes out."""
    if chance.random() > 1 / 8 or len(text) < SHORT:
        return text
    at = chance.choice([0, *(place + 1 for place, char in enumerate(text[:-1]) if char in MARKS)])
    rest = segmenter()(text[at:])
    return text[:at] + (chance.choice(HESITATIONS) if chance.random() < 0.7 or not rest else rest[0]) + text[at:]


def _place(telling: Telling) -> Span:
    assert telling.heard is not None
    return telling.heard


def _added(tellings: Sequence[Telling]) -> Iterable[Passage]:
    after = -1
    for telling in tellings:
        if telling.sentence is None:
            yield Passage(_place(telling), after)
        else:
            after = telling.sentence


def _moved(tellings: Sequence[Telling], moves: Iterable[tuple[int, int]]) -> Iterable[Move]:
    for first, last in moves:
        spans = [_place(telling) for telling in tellings if telling.sentence in range(first, last)]
        before = [telling.sentence for telling in tellings if _place(telling).end <= spans[0].start]
        after = next((number for number in reversed(before) if number is not None), -1)
        yield Move((first, last), Span(spans[0].start, spans[-1].end), after)
