"""Drop a phrase of somebody who looks for words: 怎么说呢, 怎么讲呢, 怎么说 between commas, 应该说呢, 等于说.

Leaves alone: a question (用英语怎么说呢？), 该怎么说呢, 是怎么说的, 应该说实话, 可以说是, 等于 as a verb.
Evidence: 怎么说呢 100 % in both corpora; 应该说 58 % and 等于说 87 % in monologue; 可以说 before a pronoun or an adverb
two thirds in monologue.
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.grammar.clauses import first_word, is_asked, is_lone, is_quoted, last_word
from cleaner.grammar.word_classes import PERSON_WORDS
from cleaner.rule import Rule, changes, keeps
from cleaner.rules.filler._marker import drop
from cleaner.view import View

_MARKER = re.compile("怎么[说讲]呢?|应该说呢?(?:应该说呢?)*|等于说(?:等于说)*|可以说(?!是)")
_ASKING = frozenset("该要会能想知道语文话我你他是")


def find(view: View) -> Iterator[Finding]:
    """Every search phrase that asks nobody."""
    for found in view.finditer(_MARKER):
        start, end = found.span()
        phrase = found.group()
        if is_quoted(view, start, end) or view.after(end) in "?!":
            continue
        lone = is_lone(view, start, end)
        if phrase.startswith("怎么"):
            if is_asked(view, end) and view.folded[end : end + 1] in ("这", "那"):
                continue  # 怎么说呢这句话？
            if lone or (phrase.endswith("呢") and view.folded[max(0, start - 1) : start] not in _ASKING):
                yield drop(view, start, end, f"search for words: {phrase}", Safety.LIKELY)
        elif phrase == "可以说":
            before, after = last_word(view, start), first_word(view, end)
            said = after is not None and (after.folded in PERSON_WORDS or after.tag[:1] in "di")
            if (lone or said) and view.is_words(start, end) and (before is None or before.folded not in PERSON_WORDS):
                yield drop(view, start, end, f"search for words: {phrase}", Safety.UNSURE)
        elif view.opens_clause(start):
            after = first_word(view, end)
            if not view.is_cut(end) and after is not None:
                continue
            if lone or phrase.endswith("呢"):
                yield drop(view, start, end, f"search for words: {phrase}", Safety.LIKELY)
            elif after is not None and after.tag[:1] in "rdpc":
                yield drop(view, start, end, f"search for words: {phrase}", Safety.UNSURE)


RULE = Rule(
    find=find,
    tells=2,
    cases=(
        changes("这个结果怎么说呢，很意外。", "这个结果，很意外。", "the comma may be the clause's own"),
        changes("结果怎么说呢，很意外。", "结果很意外。"),
        changes("怎么讲呢，我们当时没有经验。", "我们当时没有经验。"),
        changes("应该说呢，进度还可以。", "进度还可以。"),
        changes("现场可以说我们都看呆了。", "现场我们都看呆了。"),
        keeps("这可以说是第一次。", why="it says what something is"),
        keeps("你可以说实话。", why="a verb"),
        keeps("你可以说我们来过。", why="a verb"),
        keeps("这个词用英语怎么说呢？", why="a question"),
        keeps("怎么说呢这个词？", why="a question, and then what is asked for"),
        keeps("我不知道该怎么说呢。", why="a question within"),
        keeps("你应该说实话。", why="a verb"),
        keeps("这样做等于放弃。", why="a verb"),
    ),
)
