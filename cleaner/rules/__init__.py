"""The rules: a folder a stage, a file a rule. Adding a file adds the rule; a name that begins with "_" is none."""

from dataclasses import replace
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from cleaner.rule import Rule

# The order lives here and nowhere else: each stage reads what the ones before it have left.
STAGES = (
    "garbled",
    "hanzi",
    "hallucination",
    "filler",
    "repetition",
    "repair",
    "retake",
    "wording",
    "punctuation",
)
# Those to which widths and blanks put in mean something (a term's spelling, digits beside a numeral); to the others
# they are nothing that is said.
READING_MARKS = frozenset({"garbled", "wording", "punctuation"})


@cache
def stage_rules(stage: str) -> tuple[Rule, ...]:
    """The rules of a stage, by name."""
    package = import_module(f"{__name__}.{stage}")
    found = []
    for module in sorted(iter_modules(package.__path__), key=lambda module: module.name):
        if not module.name.startswith("_"):
            loaded = import_module(f"{package.__name__}.{module.name}")
            found.append(replace(loaded.RULE, id=f"{stage}.{module.name}", doc=loaded.__doc__ or ""))
    return tuple(found)


def all_rules() -> tuple[Rule, ...]:
    """Every rule, in the order of the stages."""
    return tuple(rule for stage in STAGES for rule in stage_rules(stage))
