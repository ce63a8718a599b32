"""Drop what was begun, broken off with a hesitation and begun again: 我们把幕呃我们把幕布拉开, at `thorough`.

What was broken off ends on a single character (和, 的, a word's first), or comes again whole.
Leaves alone: a word that comes again after a comma, or after a clause that was whole (我爱跳舞嗯我爱唱歌); what is said
before and after a hesitation where the one does not begin like the other.
Evidence: 7 of 9 in monologue where two characters come again and no comma stands between, 4 of 4 for a pronoun.
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.facts import facts, stands
from cleaner.grammar.clauses import FARTHEST, clause_before, first_word, last_word, rest_of_clause
from cleaner.rule import Rule, changes, keeps
from cleaner.view import View

_SOUND = re.compile("[嗯恩呃][嗯恩呃]*")
_LONGEST = 7  # characters of what was broken off
_SHARED = 2
_SINGLE = frozenset("我你您他她它")
# A clause that has one of these was whole (他来了嗯他…), as was one that says what something is (豆腐皮就是嗯豆腐).
_WHOLE = frozenset("了过是")


def find(view: View) -> Iterator[Finding]:
    """Every hesitation after which its clause begins again."""
    for found in view.finditer(_SOUND):
        start, end = found.span()
        at = _begun(view, start, end)
        if at is None or not (view.is_words(at, start) and view.is_cut(end)):
            continue
        again = rest_of_clause(view, end)
        if all(stands(fact, again) for fact in facts(view.folded[at:start])):  # 不去没有不去呃不去 denies more
            yield Finding(at, end, "", f"broken off and begun again: {view.text[at:start]}", Safety.UNSURE)


def _begun(view: View, start: int, end: int) -> int | None:
    """Where what was broken off at `start` began, if what follows `end` begins like it."""
    again = view.folded[end : end + _SHARED]
    if len(again) < _SHARED or not again.isalpha() or again.isascii():
        return None
    if view.folded.rfind(again[0], max(start - FARTHEST, 0), start) < 0:  # quick, and nearly always so
        return None
    before = clause_before(view, start)[-_LONGEST:]
    begun = before.find(again)
    left = before[begun + _SHARED :]
    if begun >= 0 and left and _WHOLE.isdisjoint(left):
        last = last_word(view, start)
        unfinished = (last is not None and len(last.folded) == 1) or left[-2:] in rest_of_clause(view, end)
        return start - len(before) + begun if unfinished else None
    word = first_word(view, end) if again[0] in _SINGLE else None
    if word is not None and word.folded in _SINGLE and word.folded in before[-3:-1]:  # 她想嗯她昨天
        return start - len(before) + before.rindex(word.folded)
    return None


RULE = Rule(
    find=find,
    tells=2,
    cases=(
        changes("我们把幕呃我们把幕布拉开。", "我们把幕布拉开。"),
        changes("他住在五号楼的恩五号楼的三层。", "他住在五号楼的三层。"),
        changes("她想呃她昨天就报名了。", "她昨天就报名了。"),
        keeps("他不吃没有不吃呃不吃辣。", "a denial would be lost"),
        keeps("我爱跳舞嗯我爱唱歌。", "the clause was whole"),
        keeps("灯光有点亮，呃，有点刺眼。", "a comma between"),
        keeps("他上来了嗯上来了两次。", "the clause was whole"),
        keeps("豆腐皮就是呃豆腐晒干的。", "the clause was whole"),
        keeps("我们看呃他们怎么走。", "another beginning"),
    ),
)
