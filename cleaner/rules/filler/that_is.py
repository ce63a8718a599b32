"""Drop 就是说 where nothing is put in other words; at `thorough` 就说 and the 说 of 比如说, 所以说.

Leaves alone: 也就是说, 意思就是说, 就是说了, and what somebody says (他就是说你不好).
Evidence: 就是说 33 % in dialogue, 84 % in monologue; 就说 17 and 70 %; the 说 of 比如说 and 所以说 90 % in monologue,
none in dialogue.
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.grammar.clauses import clause_before, first_word, is_quoted, last_word
from cleaner.grammar.word_classes import PERSON_WORDS
from cleaner.rule import Rule, changes, keeps
from cleaner.rules.filler._marker import drop
from cleaner.view import View

_MARKER = re.compile("就是?说(?:就是说)*|说(?<=比如说|譬如说|辟如说|例如说|如果说|所以说|虽然说)说*")
_SAYING = frozenset("了过着话谎明白完不错起")
_DEFINED = frozenset({"它", "其实", "是", "还", "一种", "一个"})
_MEANS = ("意思", "意味", "也", "不", "这", "那", "话", "即")


def find(view: View) -> Iterator[Finding]:
    """Every 就是说 that rephrases nothing, and what monologues shorten."""
    for found in view.finditer(_MARKER):
        start, end = found.span()
        if is_quoted(view, start, end) or view.folded[end : end + 1] in _SAYING:
            continue
        if found.group()[0] == "说":
            if view.after(end) not in "?!。\n":
                yield Finding(start, end, "", "说 that adds nothing", Safety.UNSURE)
            continue
        before, after = last_word(view, start), first_word(view, end)
        if any(word in clause_before(view, start)[-6:] for word in _MEANS):
            continue
        if view.folded[end - 1 : end + 1] in clause_before(view, start):
            continue  # 说好的就是说好的
        left = before.folded if before else ""
        if left in PERSON_WORDS and (found.group() == "就说" or after is None or after.folded in PERSON_WORDS):
            continue
        if found.group() == "就说":
            yield drop(view, start, end, "就说 that rephrases nothing", Safety.UNSURE)
        elif after is not None or view.after(end) in ",、":
            unsure = len(found.group()) <= 3 and (before is None or left in _DEFINED)
            safety = Safety.UNSURE if unsure else Safety.LIKELY
            yield drop(view, start, end, "就是说 that rephrases nothing", safety)


RULE = Rule(
    find=find,
    cases=(
        changes("她就是说比较外向。", "她比较外向。"),
        changes("就是说，我们还没有准备好。", "我们还没有准备好。"),
        changes("我们部门就是说人手不够。", "我们部门人手不够。"),
        changes("就是说就是说我们还差一个人。", "我们还差一个人。", "said twice"),
        changes("比如说成本就很高。", "比如成本就很高。"),
        keeps("也就是说成本更低。", why="a fixed phrase"),
        keeps("他的意思就是说你可以先走。", why="it explains"),
        keeps("他就是说你不好。", why="somebody says something"),
    ),
)
