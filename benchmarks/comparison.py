"""How well the comparison tells what was said, and how fast. Run: python benchmarks/comparison.py [--help]

Accuracy: `cleaner.compare` on rehearsals of all scripts of rehearsals/ (rehearsal.py says how they are made), at 0, 10
and 20 % of characters misheard. By state of the script's sentences: precision, recall and F1. A passage that was added
counts as found if what was found overlaps it by half of both; a move if its sentences do.

Speed (--speed): seconds of the processor's time of a comparison, with what was heard already cleaned, and the peak of
memory of a process of its own beyond what it had before.
"""

import argparse
import random
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import count

from mishearing import mishear
from rapidfuzz.distance import Levenshtein
from rehearsal import SHORT, Line, Material, Rehearsal, materials, rehearse, units

import cleaner
from cleaner.comparison import Comparison, Move, State
from cleaner.language.segmenter import segmenter
from cleaner.script import Script
from cleaner.transcript import Span

RATES = (0, 10, 20)
SEEDS = 3
TEXTS = ("rehearsal", "nothing in common", "one sentence")


@dataclass
class Tally:
    """Counts over many rehearsals.

    Attributes:
        states: how often a truth was called what. places: moves that were also found in the right place.
        added, moves: true ones, those called so, and those rightly called so.
        manners: how sentences were said that were not simply said, and whether their state was told.
    """

    states: Counter[tuple[State, State]] = field(default_factory=Counter)
    added: Counter[str] = field(default_factory=Counter)
    moves: Counter[str] = field(default_factory=Counter)
    manners: Counter[tuple[str, bool]] = field(default_factory=Counter)
    places: int = 0
    seconds: float = 0.0
    rehearsals: int = 0
    errors: list[tuple[float, str]] = field(default_factory=list)

    def take(self, truth: Rehearsal, found: Comparison) -> None:
        """Count one rehearsal."""
        self.rehearsals += 1
        for sentence, state in zip(found.sentences, truth.states, strict=True):
            self.states[state, sentence.state] += 1
            if state is not State.SAID:
                self.manners[_manner(truth, sentence.number), sentence.state is state] += 1
        true = [passage.heard for passage in truth.added]
        called = [found.cleaned.origin(passage.heard) for passage in found.added]
        self._pair(self.added, true, called)
        moved = [Span(*move.sentences) for move in truth.moves]
        self._pair(self.moves, moved, [Span(*move.sentences) for move in found.moves])
        self.places += sum(
            move.after == other.after
            for move in truth.moves
            for other in found.moves
            if _overlap(Span(*move.sentences), Span(*other.sentences))
        )
        self.errors += _errors(truth, found)

    @staticmethod
    def _pair(counts: Counter[str], true: Sequence[Span], called: Sequence[Span]) -> None:
        counts["true"] += len(true)
        counts["called"] += len(called)
        counts["right"] += sum(any(_overlap(one, other) for other in called) for one in true)


def _manner(truth: Rehearsal, number: int) -> str:
    """More exactly than by its state, how a sentence was said that was not simply said."""
    state, span = truth.states[number], truth.script.sentences[number]
    text = truth.script.text[span.start : span.end]
    told = [place for place, telling in enumerate(truth.tellings) if telling.sentence == number]
    said = truth.tellings[told[0]].said if told else ""
    if state is State.DIFFERENTLY:
        alike = Levenshtein.normalized_similarity(text, said)
        return f"{state}: {'light' if alike > 0.6 else 'strong' if alike < 0.3 else 'medium'}"
    if state is State.PARTLY:
        return f"{state}: {'broken off' if text.startswith(said) else 'a clause left out'}"
    if state is State.TWICE:
        return f"{state}: {'at once' if told[1] == told[0] + 1 else 'later'}"
    if state is State.OUT_OF_ORDER:
        (size,) = (last - first for first, last in (m.sentences for m in truth.moves) if first <= number < last)
        return f"{state}: {'alone' if size == 1 else 'of a paragraph'}"
    return f"{state}: {'short' if units(text) < SHORT else 'long'}"


def _overlap(one: Span, other: Span) -> bool:
    """Whether they have half of both in common."""
    common = min(one.end, other.end) - max(one.start, other.start)
    return common > 0 and 2 * common >= max(len(one), len(other))


def _errors(truth: Rehearsal, found: Comparison) -> list[tuple[float, str]]:
    """What is wrong with a comparison, each with how bad it is, for a person to read."""
    made: list[tuple[float, str]] = []
    text = truth.script.text
    for sentence, state in zip(found.sentences, truth.states, strict=True):
        if sentence.state is state:
            continue
        tellings = [telling for telling in truth.tellings if telling.sentence == sentence.number]
        made.append(
            (
                abs(sentence.said - (0.0 if state is State.LEFT_OUT else 1.0)) + 1,
                f"{truth.name} sentence {sentence.number}: {state} called {sentence.state} ({sentence.said:.0%} said)\n"
                f"  script {text[sentence.script.start : sentence.script.end]}\n"
                + "".join(f"  said   {one.said}\n  heard  {_shown(truth, one.heard)}\n" for one in tellings)
                + "".join(f"  found  {found.cleaned.text[one.start : one.end]!r}\n" for one in sentence.heard),
            )
        )
    called = [found.cleaned.origin(passage.heard) for passage in found.added]
    true = [passage.heard for passage in truth.added]
    for name, spans, others in (("missed", true, called), ("invented", called, true)):
        for span in spans:
            if not any(_overlap(span, other) for other in others):
                made.append((1.0, f"{truth.name} passage {name}: {_shown(truth, span)}\n"))
    said, told = _shown_moves(truth.moves), _shown_moves(found.moves)
    if said != told:
        made.append((1.5, f"{truth.name} moves: {said or None} called {told or None}\n"))
    return made


def _shown_moves(moves: Iterable[Move]) -> str:
    return ", ".join(f"{first}..{last - 1} after {move.after}" for move in moves for first, last in [move.sentences])


def _shown(truth: Rehearsal, span: Span | None) -> str:
    return "" if span is None else repr(truth.heard[span.start : span.end])


def accuracy(rate: int, scripts: Sequence[Material], seeds: Iterable[int] = range(SEEDS)) -> Tally:
    """Compare rehearsals of these scripts, at a rate in percent."""
    tally = Tally()
    for material in scripts:
        for seed in seeds:
            truth = rehearse(material, seed, rate / 100)
            cleaned = cleaner.clean(truth.heard)
            start = time.process_time()
            found = cleaner.compare(cleaned, truth.script)
            tally.seconds += time.process_time() - start
            tally.take(truth, found)
    return tally


def scores(true: int, called: int, right: int) -> tuple[float, float, float]:
    """Precision, recall and F1. Where there is nothing to find and nothing is found, all is right."""
    return (
        right / called if called else float(not true),
        right / true if true else float(not called),
        2 * right / (true + called) if true + called else 1.0,
    )


def f1(tally: Tally, state: State) -> float:
    """F1 of a state."""
    return scores(*_counts(tally, state))[2]


def _counts(tally: Tally, state: State) -> tuple[int, int, int]:
    true = sum(count for (truth, _), count in tally.states.items() if truth is state)
    called = sum(count for (_, found), count in tally.states.items() if found is state)
    return true, called, tally.states[state, state]


def show(rate: int, tally: Tally, errors: int) -> None:
    """Print the scores, the confusions, the worst errors."""
    milliseconds = 1000 * tally.seconds / tally.rehearsals
    print(f"\n{rate} % misheard: {tally.rehearsals} rehearsals, {milliseconds:.1f} ms each without cleaning")
    print(f"{'':18}{'true':>7}{'precision':>11}{'recall':>8}{'F1':>7}   called")
    rows = [(state.value, _counts(tally, state)) for state in State]
    rows += [(n, (c["true"], c["called"], c["right"])) for n, c in (("added", tally.added), ("moves", tally.moves))]
    for name, (true, called, right) in rows:
        precision, recall, both = scores(true, called, right)
        print(f"{name:18}{true:7}{precision:11.3f}{recall:8.3f}{both:7.3f}   ", end="")
        confused = [(n, found) for (truth, found), n in tally.states.items() if truth == name and found != name]
        print(", ".join(f"{n} {found}" for n, found in sorted(confused, reverse=True)))
    print(f"moves in the right place: {tally.places} of {tally.moves['true']}")
    for manner in sorted({manner for manner, _ in tally.manners}):
        right = tally.manners[manner, True]
        print(f"  {manner:36}{right:4} of {right + tally.manners[manner, False]}")
    for _, error in sorted(tally.errors, key=lambda pair: -pair[0])[:errors]:
        print(f"\n{error}", end="")


def long(kind: str, length: int) -> tuple[str, Script]:
    """What was heard and a script, of about so many characters each, of whole rehearsals."""
    chance = random.Random(f"{kind}/{length}")
    if kind == "one sentence":
        text = "今天我想和大家聊一个很小的习惯。"
        script = Material(kind, tuple(Line(text, n // 5, (), ()) for n in range(length // len(text) + 1)))
        return "".join(mishear(text, 0.1, chance) for _ in script.lines), script.script()
    lines: list[Line] = []
    heard: list[str] = []
    paragraph = size = 0
    for seed in count():
        for material in materials():
            fresh = _varied(material, chance) if seed else material
            other = _varied(fresh, chance, 1.0) if kind == "nothing in common" else fresh
            heard.append(rehearse(other, seed, 0.1).heard)
            lines += [replace(line, paragraph=line.paragraph + paragraph) for line in fresh.lines]
            paragraph = lines[-1].paragraph + 1
            size += sum(len(line.text) for line in fresh.lines)
            if size >= length:
                return "\n".join(heard), Material(kind, tuple(lines)).script()
    raise AssertionError


def _varied(material: Material, chance: random.Random, share: float = 0.5) -> Material:
    """Another script of the same build: a share of its words are exchanged for others of all scripts."""
    words = _vocabulary()

    def other(text: str) -> str:
        cut = segmenter()(text)
        return "".join(chance.choice(words) if units(w) and chance.random() < share else w for w in cut)

    lines = [
        Line(other(line.text), line.paragraph, tuple(map(other, line.reworded)), tuple(map(other, line.additions)))
        for line in material.lines
    ]
    return Material(material.name, tuple(lines))


@cache
def _vocabulary() -> list[str]:
    texts = [line.text for material in materials() for line in material.lines]
    return sorted({word for text in texts for word in segmenter()(text) if units(word) > 1})


def speed() -> None:
    """Print seconds, growth and memory, each in a process of its own."""
    for kind in TEXTS:
        for length in (15_000, 50_000, 200_000):
            command = [sys.executable, __file__, "--one", kind, "--length", str(length)]
            print(f"{kind:20}{length:9,}  {subprocess.check_output(command, text=True)}", end="", flush=True)


def one(kind: str, length: int) -> None:
    """Print what one comparison takes."""
    heard, script = long(kind, length)
    start = time.process_time()
    cleaned = cleaner.clean(heard)
    cleaning = time.process_time() - start
    cleaner.compare(cleaner.clean(heard[:200]), Script(script.text[:200]))  # what is loaded once is not counted
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    found = cleaner.compare(cleaned, script)
    seconds = time.process_time() - start
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(
        f"{seconds:7.2f} s ({1e6 * seconds / length:.1f} µs a character), {memory:5.0f} MB more; "
        f"coverage {found.coverage:.0%}, CER {found.cer:.0%}; cleaning before it {cleaning:.1f} s"
    )


def main() -> None:
    """Print what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rate", type=int, action="append", help="percent of characters misheard (again for more)")
    parser.add_argument("--set", action="append", metavar="NAME", help="a script of rehearsals/ (again for more)")
    parser.add_argument("--seeds", type=int, default=SEEDS, help=f"rehearsals a script ({SEEDS})")
    parser.add_argument(
        "--first", type=int, default=0, metavar="SEED", help="the first seed: what nobody has looked at"
    )
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show the N worst errors at each rate")
    parser.add_argument("--speed", action="store_true", help="measure time and memory instead")
    parser.add_argument("--one", choices=TEXTS, help=argparse.SUPPRESS)
    parser.add_argument("--length", type=int, default=15_000, help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.one:
        one(wanted.one, wanted.length)
    elif wanted.speed:
        speed()
    else:
        scripts = [material for material in materials() if not wanted.set or material.name in wanted.set]
        if not scripts:
            sys.exit(f"no such script: {', '.join(wanted.set)}")
        seeds = range(wanted.first, wanted.first + wanted.seeds)
        for rate in wanted.rate or RATES:
            show(rate, accuracy(rate, scripts, seeds), wanted.errors)


if __name__ == "__main__":
    main()
