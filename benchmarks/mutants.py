"""Guards that no case holds. Run: python benchmarks/mutants.py [--sample N] [--only TEXT] [--jobs N] [--list] [--raise]

A mutant is a rule with one guard made wrong: a branch or an operand dropped, a condition negated, a bound shifted. The
cases of the rules that use the file are run against it; a mutant that none of them notices stands for a guard that
nobody would miss. Printed is how many are noticed (killed), by file; with --list each that lives, with its line.

`benchmarks/mutants.floor` is the share in percent below which the exit code is 1 when every mutant is tried; --raise
lifts it to what was measured, and never lowers it.
"""

import argparse
import ast
import functools
import gc
import importlib
import os
import random
import signal
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any

import cleaner
from cleaner.pipeline import run
from cleaner.rule import Case, Rule
from cleaner.rules import all_rules

PACKAGE = Path(cleaner.__file__).parent
PLACES = ("rules", "grammar")
FLOOR = Path(__file__).with_suffix(".floor")
SECONDS = 10.0
"""Processor time after which a mutant is taken for one that never ends."""


class NeverEnds(BaseException):
    """A mutant that runs for longer than all cases together do."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One guard made wrong.

    Attributes:
        path: of the file, from the package on.
        function: the function or method it is in, outermost ("find", "Copies.within").
        site: the number of the node in the function, as `ast.walk` goes.
        kind: what is done to it, one of KINDS.
        at: which operand, where the node has several.
        line: of the node.
    """

    path: str
    function: str
    site: int
    kind: str
    at: int
    line: int

    @property
    def module(self) -> str:
        """The module's name."""
        return "cleaner." + self.path.removesuffix(".py").replace("/", ".")


def files() -> list[str]:
    """The files whose guards are tried, from the package on."""
    found = (path for place in PLACES for path in (PACKAGE / place).rglob("*.py"))
    return sorted(str(path.relative_to(PACKAGE)) for path in found if path.name != "__init__.py")


def functions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    """The outermost functions and methods of a module, with their names."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef):
                    yield f"{node.name}.{inner.name}", inner


def mutants(path: str) -> Iterator[Mutant]:
    """Every mutant of a file, in the order of its lines."""
    tree = ast.parse((PACKAGE / path).read_text("utf-8"))
    for name, function in functions(tree):
        for site, node in enumerate(ast.walk(function)):
            for kind, at in faults(node):
                yield Mutant(path, name, site, kind, at, getattr(node, "lineno", function.lineno))


def faults(node: ast.AST) -> Iterator[tuple[str, int]]:
    """What can be done to a node: the kind, and which operand."""
    if isinstance(node, ast.If | ast.IfExp | ast.While):
        yield "condition negated", 0
    if isinstance(node, ast.If):
        yield "branch dropped", 0
    if isinstance(node, ast.BoolOp):
        for at in range(len(node.values)):
            yield "operand dropped", at
    if isinstance(node, ast.comprehension):
        for at in range(len(node.ifs)):
            yield "filter negated", at
    if isinstance(node, ast.Return) and isinstance(node.value, ast.Compare):
        yield "condition negated", 0
    if isinstance(node, ast.Compare) and any(isinstance(op, ast.Lt | ast.LtE | ast.Gt | ast.GtE) for op in node.ops):
        yield "bound shifted", 0


_STRICT = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}


def mutate(function: ast.FunctionDef, mutant: Mutant) -> None:
    """Make the fault in the tree of its function."""
    for site, node in enumerate(list(ast.walk(function))):
        if site == mutant.site:
            _mutate(node, mutant)
    ast.fix_missing_locations(function)


def _mutate(node: Any, mutant: Mutant) -> None:
    negated = mutant.kind == "condition negated"
    if negated and isinstance(node, ast.Return):
        node.value = ast.UnaryOp(ast.Not(), node.value)
    elif negated:
        node.test = ast.UnaryOp(ast.Not(), node.test)
    elif mutant.kind == "branch dropped":
        node.test = ast.Constant(value=False)
    elif mutant.kind == "operand dropped":
        neutral = ast.Constant(value=isinstance(node.op, ast.And))
        node.values[mutant.at] = neutral
    elif mutant.kind == "filter negated":
        node.ifs[mutant.at] = ast.UnaryOp(ast.Not(), node.ifs[mutant.at])
    else:
        node.ops = [_STRICT.get(type(op), type(op))() for op in node.ops]


def compiled(mutant: Mutant) -> CodeType:
    """The mutated function's code."""
    path = PACKAGE / mutant.path
    tree = ast.parse(path.read_text("utf-8"))
    mutate(dict(functions(tree))[mutant.function], mutant)
    code = compile(tree, str(path), "exec")
    for name in mutant.function.split("."):
        code = next(part for part in code.co_consts if isinstance(part, CodeType) and part.co_name == name)
    return code


def original(mutant: Mutant) -> FunctionType | None:
    """The function itself, under what caches and decorators have wrapped it in."""
    found: Any = importlib.import_module(mutant.module)
    for name in mutant.function.split("."):
        found = vars(found).get(name)
    for wrapper in ("fget", "func", "__func__", "__wrapped__"):
        found = getattr(found, wrapper, found)
    return found if isinstance(found, FunctionType) else None


@contextmanager
def replaced(function: FunctionType, code: CodeType) -> Iterator[None]:
    """The function with other code, wherever it was imported to; nothing that it had told is remembered."""
    before = function.__code__
    function.__code__ = code
    forget()
    try:
        yield
    finally:
        function.__code__ = before
        forget()


def forget() -> None:
    """Empty the caches of the files whose guards are tried; dictionaries and word lists stay loaded."""
    for cached in caches():
        cached.cache_clear()


@functools.cache
def caches() -> list[Any]:
    """The functions with a cache in those files."""
    homes = tuple(f"cleaner.{place}" for place in PLACES)
    kind = type(caches)
    return [found for found in gc.get_objects() if isinstance(found, kind) and found.__module__.startswith(homes)]


@functools.cache
def uses(module: str) -> frozenset[str]:
    """The modules in PLACES that a module imports, anywhere in it, and that those import; itself among them."""
    known = {f"cleaner.{path.removesuffix('.py').replace('/', '.')}": PACKAGE / path for path in files()}
    reached: set[str] = set()
    waiting = [module]
    while waiting:
        name = waiting.pop()
        if name in known and name not in reached:
            reached.add(name)
            for node in ast.walk(ast.parse(known[name].read_text("utf-8"))):
                if isinstance(node, ast.ImportFrom) and node.module:
                    waiting += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return frozenset(reached)


@functools.cache
def cases(module: str) -> tuple[tuple[Rule, Case], ...]:
    """The cases of the rules that use a module, those of its own rule first."""
    homes = {rule: f"cleaner.rules.{rule.id}" for rule in all_rules()}
    using = [rule for rule, home in homes.items() if module in uses(home)]
    using.sort(key=lambda rule: homes[rule] != module)
    return tuple((rule, case) for rule in using for case in rule.cases if not case.broken)


def holds(rule: Rule, case: Case) -> bool:
    """Whether the rule alone does what the case says."""
    asked: dict[str, Any] = {"glossary": case.glossary, "hanzi": case.hanzi, "numbers": case.numbers}
    cleaned = run(case.before, [[rule]], level="thorough", **asked)
    return (cleaned.accepting(*cleaned.offered) if case.offers else cleaned).text == case.after


def is_killed(mutant: Mutant) -> bool | None:
    """Whether a case notices the mutant; None where the function cannot be reached by its name."""
    function = original(mutant)
    if function is None:
        return None
    code = compiled(mutant)
    signal.signal(signal.SIGVTALRM, _stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        with replaced(function, code):
            return not all(holds(rule, case) for rule, case in cases(mutant.module))
    except (Exception, NeverEnds):
        return True
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise NeverEnds


def table(tried: Sequence[tuple[Mutant, bool]]) -> Iterator[str]:
    """A line a file, the worst first, and one for all."""
    all_, killed = Counter(one.path for one, _ in tried), Counter(one.path for one, dead in tried if dead)
    for path in sorted(all_, key=lambda path: (killed[path] / all_[path], path)):
        yield f"{killed[path]:5} of {all_[path]:4}  {killed[path] / all_[path]:4.0%}  {path}"
    yield f"{killed.total():5} of {all_.total():4}  {killed.total() / max(all_.total(), 1):5.1%}  all"


def main() -> int:
    """Try the mutants and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, metavar="N", help="try N of the mutants, always the same ones")
    parser.add_argument("--only", default="", metavar="TEXT", help="only files with this in their path")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N", help="processes")
    parser.add_argument("--list", action="store_true", help="list those that no case notices")
    parser.add_argument("--raise", dest="lift", action="store_true", help="raise the floor to what is measured")
    asked = parser.parse_args()
    chosen = [mutant for path in files() if asked.only in path for mutant in mutants(path)]
    if asked.sample:
        chosen = random.Random(0).sample(chosen, min(asked.sample, len(chosen)))
    broken = [rule.id for rule in all_rules() for case in rule.cases if not case.broken and not holds(rule, case)]
    if broken:
        print(f"cases fail without any mutant: {', '.join(sorted(set(broken)))}")
        return 1
    with ProcessPoolExecutor(asked.jobs) as pool:
        found = list(pool.map(is_killed, chosen, chunksize=8))
    tried = [(mutant, dead) for mutant, dead in zip(chosen, found, strict=True) if dead is not None]
    if asked.list:
        for mutant, dead in sorted(tried, key=lambda one: (one[0].path, one[0].line)):
            if not dead:
                print(f"{mutant.path}:{mutant.line}: {mutant.kind} {mutant.at or ''}".rstrip())
    print("\n".join(table(tried)))
    if asked.sample or asked.only:
        return 0
    share = 100 * sum(dead for _, dead in tried) / max(len(tried), 1)
    floor = float(FLOOR.read_text("utf-8"))
    if asked.lift and share > floor:
        FLOOR.write_text(f"{int(share * 10) / 10}\n", "utf-8")
    if share < floor:
        print(f"below the floor of {floor} %: a guard has lost its case")
    return int(share < floor)


if __name__ == "__main__":
    sys.exit(main())
