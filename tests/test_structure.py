"""The house stands as CONTRIBUTING.md says: floors, no circles, and what is private stays at home."""

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "cleaner"

FLOORS = (
    ("environment", "errors", "transcript", "edits", "files"),
    ("language",),
    ("facts", "glossary", "cleaned"),
    ("view",),
    ("rule",),
    ("grammar",),
    ("rules",),
    ("pipeline",),
    ("script",),
    ("comparison",),
    ("delivery",),
    ("formats",),
    ("hearing",),
    ("report",),
    ("batch",),
    ("cli", "__main__"),
)
"""The ground floor first; what stands on one floor may import from each other."""

FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}


def modules() -> dict[str, Path]:
    """Every module of the package by its name."""
    names = {path: ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts) for path in PACKAGE.rglob("*.py")}
    return {name.removesuffix(".__init__"): path for path, name in names.items()}


def imports(path: Path, *, at_start_only: bool = False) -> set[tuple[str, str]]:
    """What a file imports of the package: (module, name), the name "" for the module itself.

    Args:
        path: of the file.
        at_start_only: without what is imported in functions, or for type checkers only.
    """
    tree = ast.parse(path.read_text("utf-8"))
    nodes = tree.body if at_start_only else list(ast.walk(tree))
    found: set[tuple[str, str]] = set()
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "cleaner":
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                found.add((inner, "") if inner in MODULES else (node.module, alias.name))
        elif isinstance(node, ast.Import):
            found |= {(alias.name, "") for alias in node.names if alias.name in MODULES}
    return found


MODULES = modules()


def room(module: str) -> str:
    """The room of the house that a module stands in: the first name after the package's."""
    return module.split(".")[1] if "." in module else ""


def test_every_room_has_a_floor() -> None:
    rooms = {room(module) for module in MODULES} - {""}
    assert rooms - FLOOR.keys() == set()
    assert FLOOR.keys() - rooms == set()


@pytest.mark.parametrize("module", sorted(MODULES))
def test_nothing_is_imported_from_a_floor_above(module: str) -> None:
    if not room(module):
        return  # the package's own names are looked up when somebody asks for them
    above = {
        target for target, _ in imports(MODULES[module]) if room(target) and FLOOR[room(target)] > FLOOR[room(module)]
    }
    assert above == set()


def test_no_module_needs_itself() -> None:
    graph = {name: {target for target, _ in imports(path, at_start_only=True)} for name, path in MODULES.items()}
    # A module needs the packages it lies in, too, but only as far as their own imports go.
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


@pytest.mark.parametrize("module", sorted(MODULES))
def test_what_is_private_stays_at_home(module: str) -> None:
    home = module if MODULES[module].name == "__init__.py" else module.rpartition(".")[0]
    strangers = set()
    for target, name in imports(MODULES[module]):
        parent, _, leaf = target.rpartition(".")
        if leaf.startswith("_") and not leaf.startswith("__") and parent != home:
            strangers.add(target)
        if name.startswith("_") and not name.startswith("__"):
            strangers.add(f"{target}.{name}")
    assert strangers == set()
