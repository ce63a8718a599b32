"""Drop a beginning that was said again with another pronoun: 他们买了三本你买了三本书; 他因为他是新手.

Leaves alone: parallel clauses (你说你的，我说我的).
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.grammar.clauses import previous_word
from cleaner.grammar.copies import gapped
from cleaner.grammar.word_classes import SUBJECTS, is_number
from cleaner.rule import Rule, changes, keeps
from cleaner.view import View

_CONJUNCTIONS = "因为|而且|所以|但是|如果|虽然|不过|其实|毕竟|反正"
# They take a clause, and others may do so too.
_CLAUSAL = frozenset(
    {"知道", "希望", "喜欢", "以为", "认为", "相信", "明白", "记得", "担心", "听说", "看见", "害怕", "发现", "理解"}
)
_TAKING = frozenset("下了过到着给")  # an object follows
_ENDS = re.compile(f"(?:{SUBJECTS})$")
_AROUND = re.compile(f"({SUBJECTS})(?={_CONJUNCTIONS})")


def find(view: View) -> Iterator[Finding]:
    """Every pronoun that was swapped in a second start, and every one said before and after a conjunction."""
    for copy in gapped(view, SUBJECTS):
        if copy.length < 2:
            continue
        gap = view.folded[copy.first + copy.length : copy.second]
        before = _ENDS.search(view.folded, max(copy.first - 2, 0), copy.first)
        if before is None or not _ENDS.fullmatch(gap):
            continue
        shared = view.folded[copy.first : copy.first + copy.length].removeprefix("们")
        if shared in _CLAUSAL or is_number(shared[:-1]):
            continue  # 我知道你知道这件事, 你三个我三个他三个
        if before.group() != gap and view.opens_clause(before.start()) and not view.closes_clause(copy.end):
            start = copy.second - len(gap)
            yield Finding(before.start(), start, "", f"begun again with {gap}", Safety.LIKELY)
    for match in view.finditer(_AROUND):
        pronoun, end = match.group(), match.end()
        if view.folded.startswith(pronoun, end + 2) and view.is_words(match.start(), end):
            held = previous_word(view, match.start())
            if held is not None and (held.tag[:1] == "v" or held.folded in _TAKING):
                continue  # 忘不了你因为你很特别
            yield Finding(match.start(), end, "", f"begun again: {pronoun}", Safety.LIKELY)


RULE = Rule(
    find=find,
    cases=(
        changes("他们买了三本你买了三本书", "你买了三本书"),
        changes("他因为他是新手", "因为他是新手"),
        keeps("忘不了你因为你很特别", why="an object, then a subject"),
        keeps("我知道你知道这件事", why="what I know"),
        keeps("你三个我三个他三个", why="each his share"),
        keeps("他们希望我们希望的都能成真", why="what they hope"),
        keeps("你说你的，我说我的", why="parallel"),
        keeps("我不知道，你不知道吗", why="parallel"),
        keeps("人不犯我，我不犯人", why="an object, then a subject"),
    ),
)
