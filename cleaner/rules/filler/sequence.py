"""Drop a sequence word that orders nothing: 然后 before a conjunction, 那么 and 那 that only open a clause.

然后呢 is shortened to 然后. Leaves alone: a real sequence (先…，然后), 如果…那么, 那么难, 那张表, and 然后呢？.
Evidence: 然后 before a conjunction 62 to 94 %, between a person and the verb 83 %, opening a sentence 38 to 59 %; 那么
opening a clause 90 % in monologue, 8 % in dialogue; 那 before a pronoun 50 to 69 %.
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.rule import Rule, changes, keeps
from cleaner.rules.filler._marker import (
    PERSONS,
    drop,
    is_conditional,
    is_lone,
    is_quoted,
    last_word,
    next_word,
    sentence_before,
)
from cleaner.view import SENTENCE_ENDS, View

_MARKER = re.compile("然后(?:然后)*呢?|那么(?:那么)*呢?|那那*(?![么个些样种边时里会年天位次儿])")
_SENTENCE_END = re.compile(f"[{re.escape(''.join(SENTENCE_ENDS))}]")
_CONJUNCTIONS = frozenset({"所以", "但是", "而且", "如果", "并且", "不过", "虽然", "后来", "接着", "之后", "紧接着"})
# What a real sequence goes on with.
_ORDERED = frozenset({"把", "将", "再", "又", "我们", "他们"})
# What a speaker announces.
_ANNOUNCED = frozenset({"今天", "接下来", "下面", "首先", "大家", "各位", "现在"})


def find(view: View) -> Iterator[Finding]:
    """Every 然后, 那么 and 那 that orders nothing."""
    for found in view.finditer(_MARKER):
        start, end = found.span()
        marker = found.group()
        if is_quoted(view, start, end):
            continue
        if marker.startswith("然后"):
            yield from _then(view, start, end)
        elif marker.startswith("那么"):
            yield from _so(view, start, end)
        else:
            yield from _well(view, start, end)


def _then(view: View, start: int, end: int) -> Iterator[Finding]:
    before, after = last_word(view, start), next_word(view, end)
    left = before.folded if before else ""
    long = view.folded[end - 1] == "呢"
    if view.after(end) in "?!" or "先" in sentence_before(view, start):
        return
    if left in PERSONS and after is not None:
        safety = Safety.LIKELY if long or after.folded in _CONJUNCTIONS else Safety.UNSURE
        yield drop(view, start, end, "然后 that orders nothing", safety)
    elif after is not None and not long and after.folded in _CONJUNCTIONS:
        yield drop(view, start, end, "然后 before another conjunction", Safety.LIKELY)
    elif long:
        comma = view.folded[end : end + 1] in (",", "、") and view.opens_clause(start)
        if after is not None or comma:
            yield Finding(end - 1, end + comma, "", "呢 after 然后", Safety.LIKELY)
    elif view.opens_clause(start) and (after.folded not in _ORDERED if after else view.after(end) == ","):
        yield drop(view, start, end, "然后 that orders nothing", Safety.UNSURE)


def _so(view: View, start: int, end: int) -> Iterator[Finding]:
    if not view.opens_clause(start) or is_conditional(view, start):
        return
    if is_lone(view, start, end):
        announced = next_word(view, end + 1)
        likely = announced is not None and announced.folded in _ANNOUNCED and view.before(start) in SENTENCE_ENDS
        yield drop(view, start, end, "那么 that concludes nothing", Safety.LIKELY if likely else Safety.UNSURE)
        return
    after = next_word(view, end)
    if after is not None and after.tag[:1] not in "azm" and view.folded[end - 1] == "么":
        # Before a verb it may be a degree (那么爱你的人); in a question, and before what points back, a conclusion.
        likely = after.tag[:1] in "rntdpcsf" and after.folded[0] not in "这那" and not _is_asked(view, end)
        yield drop(view, start, end, "那么 that concludes nothing", Safety.LIKELY if likely else Safety.UNSURE)


def _is_asked(view: View, at: int) -> bool:
    """Whether its sentence ends as a question, as far as it is looked through."""
    found = _SENTENCE_END.search(view.folded, at, at + 60)
    return found is not None and found.group() == "?"


def _well(view: View, start: int, end: int) -> Iterator[Finding]:
    if not view.is_words(start, end) or not view.opens_clause(start) or is_conditional(view, start):
        return
    if is_lone(view, start, end):
        yield drop(view, start, end, "那 that points at nothing", Safety.LIKELY)
        return
    after = next_word(view, end)
    if after is None:
        return
    if after.folded in ("然后", "接下来") and view.before(start) in SENTENCE_ENDS:
        yield drop(view, start, end, "那 before another conjunction", Safety.LIKELY)
    elif after.folded in ("我", "我们", "你", "因为"):
        yield drop(view, start, end, "那 that concludes nothing", Safety.UNSURE)


RULE = Rule(
    find=find,
    cases=(
        changes("然后所以我们换了方案。", "所以我们换了方案。", "another conjunction follows"),
        changes("我们然后呢又试了一次。", "我们又试了一次。"),
        changes("那么，今天我来讲三点。", "今天我来讲三点。"),
        changes("那么我们部门去年换了系统。", "我们部门去年换了系统。"),
        changes("那，我们开始吧。", "我们开始吧。"),
        keeps("先看图，然后看表。", why="a real sequence"),
        keeps("然后呢？", why="a question"),
        keeps("没有那么难。", why="a degree"),
        keeps("如果停电，那么备用电源会启动。", why="a conclusion"),
        keeps("那张表是去年的。", why="it points"),
    ),
)
