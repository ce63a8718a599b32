"""Drop a conjunction that was changed for another of the same sense: 因为由于, 但是可是, 而且并且.

Leaves alone: conjunctions of different senses (但是因为, 所以如果), 如果要是 (said for stress), the same one twice.
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.rule import Rule, changes, keeps
from cleaner.view import View

_SENSES = (
    ("因为", "由于"),
    ("但是", "可是", "不过", "然而"),
    ("所以", "因此", "因而"),
    ("而且", "并且"),
    ("虽然", "尽管"),
    ("或者", "或是"),
)
_SENSE = {word: sense for sense in _SENSES for word in sense}
_WORDS = "|".join(_SENSE)
_TWO = re.compile(f"(?P<one>{_WORDS})(?:, *)?(?={_WORDS})")


def find(view: View) -> Iterator[Finding]:
    """Every conjunction before another one of its sense."""
    for match in view.finditer(_TWO):
        end = match.end()
        other = view.folded[end : end + 2]
        if other == match["one"] or other not in _SENSE[match["one"]] or view.closes_clause(end + 2):
            continue
        if view.is_words(match.start(), match.end("one")) and view.is_words(end, end + 2):
            yield Finding(match.start(), end, "", f"changed for {other}: {match['one']}", Safety.LIKELY)


RULE = Rule(
    find=find,
    cases=(
        changes("因为由于下雨，比赛改期", "由于下雨，比赛改期"),
        changes("他来了，但是可是没说话", "他来了，可是没说话"),
        changes("而且，并且还要交钱", "并且还要交钱"),
        keeps("但是因为下雨，没去成", why="another sense"),
        keeps("不过如果你来，我就去", why="another sense"),
        keeps("如果要是下雨，就不去", why="said for stress"),
        keeps("因为因为下雨", why="the same one: a repetition"),
    ),
)
