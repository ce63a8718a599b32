"""Drop what was taken back with an editing term and said again from the same word: 留给嘉宾，不对，留给志愿者.

是 is such a word where what it says is short and of the same class: 会长是老王，不对，是老李.

Leaves alone: 不对 that judges (这样做不对), 不是A，是B, terms that nothing before them anchors.
"""

from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.grammar.clauses import words
from cleaner.rule import Rule, changes, keeps
from cleaner.rules.repair._terms import Term, terms
from cleaner.view import View

_LONGEST = 9
_TAILS = frozenset("的了吧吗呢")
_NO_ANCHOR = frozenset("的了是不就也都啊呢吗吧得地着过")


def find(view: View) -> Iterator[Finding]:
    """Every editing term whose repair begins as something before it does."""
    for term in terms(view):
        onset = _onset(view, term)
        if onset is None:
            onset = _copula(view, term)
        if onset is not None:
            yield Finding(onset, term.end, "", f"taken back with {term.word}", Safety.LIKELY)


def _onset(view: View, term: Term) -> int | None:
    """The earliest word before the term that the repair begins with."""
    text = view.folded
    word = view.word_at(term.end)
    if word is None or word.start != term.end or word.folded[0] in _NO_ANCHOR or not word.folded[0].isalnum():
        return None
    pausing = term.word == "不是" and view.folded[term.end - 1] in ", "
    shared = 3 if term.weak and not (pausing and word.tag == "p") else min(len(word.folded), 2)
    onset = text[term.end : term.end + shared]
    at = text.find(onset, term.left, term.start)
    while at >= 0 and not view.is_cut(at):
        at = text.find(onset, at + 1, term.start)
    return at if at >= 0 and len(onset) == shared else None


def _copula(view: View, term: Term) -> int | None:
    """The 是 before a strong term, where it is 是 again that follows, with something of the same class."""
    if term.weak or not view.folded.startswith("是", term.end) or not view.is_words(term.end, term.end + 1):
        return None
    at = view.folded.rfind("是", max(term.left, term.start - _LONGEST), term.start)
    if at < 0 or not view.is_words(at, at + 1) or view.before(at) in "不就":
        return None
    end = term.end + 1
    while end < len(view.folded) and end - term.end <= _LONGEST and not view.closes_clause(end):
        end += 1
    said, meant = words(view, at + 1, term.start), words(view, term.end + 1, end)
    if not said or not meant or said[0].folded == meant[0].folded == "不":
        return None
    if said[-1].folded in _TAILS and said[-1].folded != meant[-1].folded:
        return None  # 我是昨天来的，不对，是前天
    acts, acted = (any(word.tag in ("v", "p") for word in side) for side in (said, meant))
    return at if len(said) == 1 or not acts or acted else None


RULE = Rule(
    find=find,
    tells=3,
    cases=(
        changes("这些票留给嘉宾，不对，留给志愿者", "这些票留给志愿者"),
        changes("他去年七月，不对，去年八月来的", "他去年八月来的"),
        changes("我们在北京，说错了，我们在上海开会", "我们在上海开会"),
        changes("会长是老王，不对，是老李", "会长是老李"),
        changes("最贵的是运费，哦不对，是人工", "最贵的是人工"),
        changes("她在财务，不是，在人事上班", "她在人事上班", "a weak term between commas, before a preposition"),
        keeps("她在财务，不是在人事", why="不是 denies"),
        keeps("我是昨天来的，不对，是前天", why="what is said of it would go"),
        keeps("他是在工厂上班，不对，是学校", why="what is said of it would go"),
        keeps("他不是会计，不对，是我记错了", why="是 is denied"),
        keeps("这样做不对，这样做才对", why="不对 judges"),
        keeps("她不是会计，是出纳", why="不是 denies"),
        keeps("他说错了两句台词", why="a verb with its object"),
        keeps("他走了，不对，我去看看", why="nothing anchors it"),
        keeps("对就是对，不对就是不对", why="X is X"),
    ),
)
