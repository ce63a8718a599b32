"""Drop a word that was said before its clause began and is said again in it: 杜甫我一直觉得杜甫写得好.

Leaves alone: a word that its clause says something of (学生就要有学生的样子, 时间就是时间), denials (吃饭我不吃饭),
what ends its clause (回家我也回家), a chain of clauses.
"""

from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.grammar.clauses import previous_word
from cleaner.grammar.copies import unbroken
from cleaner.grammar.verse import is_classical
from cleaner.grammar.word_classes import SUBJECTS
from cleaner.rule import Rule, changes, keeps
from cleaner.view import View, Word

_SUBJECTS = frozenset(SUBJECTS.split("|"))
_LINKS = frozenset({"反正", "其实", "就是", "然后"})
_PLACES = frozenset({"在", "从", "当"})
# Where one of these is between, the first word may be what is talked about.
_SAYS = frozenset("是像有不没也都就")

# They make what is said after a verb its object, or tell how far it went.
_NEAR = 4
_MODALS = frozenset("该能要想会所")
_RELATIVE = frozenset("的得所")


def find(view: View) -> Iterator[Finding]:
    """Every noun or verb that opens a clause before its subject, time or place, and stands in that clause again."""
    for copy in unbroken(view):
        end = copy.first + copy.length
        if copy.length < 2 or not view.is_cut(end) or not _SAYS.isdisjoint(view.folded[end : copy.second]):
            continue
        said, following = view.word_at(copy.first), view.word_at(end)
        meant = view.word_at(copy.second)
        if meant is None or said is None or meant.folded != said.folded:
            continue  # 手机我觉得手机壳更重要
        if said.end != end or following is None or said.tag[:1] not in ("n", "v", "j", "i", "l", "x"):
            continue
        near = copy.second - end <= _NEAR
        verb = said.tag[:1] == "v" or not _MODALS.isdisjoint(view.folded[end : copy.second])
        if near and verb and not _RELATIVE.isdisjoint(view.folded[end : copy.end + 1]):
            continue  # 经历我该经历的事, 喜欢你喜欢得不得了
        if not _opens(view, copy.first) or not _begins(following):
            continue
        if not is_classical(view, copy.first, copy.second):
            yield Finding(copy.first, end, "", f"said before its clause: {said.folded}", Safety.LIKELY)


def _opens(view: View, at: int) -> bool:
    before = previous_word(view, at)
    return before is None or before.tag[:1] == "c" or before.folded in _LINKS


def _begins(word: Word) -> bool:
    """Whether a clause of its own begins with this: its subject, its time, its place."""
    return word.folded in _SUBJECTS or word.tag == "t" or word.folded in _PLACES


RULE = Rule(
    find=find,
    cases=(
        changes("杜甫我一直觉得杜甫写得好", "我一直觉得杜甫写得好"),
        changes("围棋我认识一位围棋的教练", "我认识一位围棋的教练"),
        changes("其实唱片现在唱片的销量很低", "其实现在唱片的销量很低"),
        keeps("学生就要有学生的样子", why="what students are"),
        keeps("吃饭我不吃饭了", why="a denial"),
        keeps("回家我跟你回家", why="it ends its clause"),
        keeps("楼房跟楼房之间", why="between two of them"),
        keeps("我们喜欢的我们都喜欢", why="what is liked"),
        keeps("问题是问题，办法是办法", why="X is X"),
        keeps("经历我该经历的事", why="what one has to go through"),
    ),
)
