"""Drop a start that is said again with more in it: 他在他以前在南京, 市营市场营销, 毕竟是他的毕竟是他出道的.

Every character of the first start comes again, in order, in what follows, which begins the same.
Leaves alone: contrasts (他来他不来, only offered), what a person may insist on (我要我也要), chains of nouns
(学生会学生代表大会), one by one (一日一题), relative clauses, verse.
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.rule import Rule, changes, keeps, offers
from cleaner.rules.repetition._copies import unbroken
from cleaner.rules.repetition._guards import DIGITS, PRONOUNS, is_classical, previous_word
from cleaner.view import View

_LONGEST = 10
# They begin so much that two beginnings with them are no copy (的钱的话, 有时候有空的时候).
_LOOSE = frozenset("的有了着得地")
_DENIED = frozenset("不没别")
_ADDED = frozenset("也都还就才又更再")
_JOINING = frozenset("和与跟及或")
_LOOSE_IN = re.compile("[怎什谁哪]")


def find(view: View) -> Iterator[Finding]:
    """Every start whose characters come again, in order, within about twice its length."""
    for copy in unbroken(view):
        start, again = copy.first, copy.second
        said = view.folded[start:again]
        if not 2 <= len(said) <= _LONGEST or said[0] in _LOOSE:
            continue
        if said[0] in DIGITS and copy.end - again < 2 and len(said) < 3:
            continue
        bare = said.replace("的", "")
        if not bare or _LOOSE_IN.search(said):
            continue
        # 比较的充实比较充实: said without its 的, but more of it than its beginning alone (小吃的小吃店).
        end = _said_in(view, said, again) or (_said_in(view, bare, again) if copy.end - again < len(bare) else None)
        if end is None or _is_lawful(view, start, again) or is_classical(view, start, again):
            continue
        more = [char for char in view.folded[again:end] if char not in said]
        if not _JOINING.isdisjoint(more) or (not _ADDED.isdisjoint(more) and view.closes_clause(end)):
            continue  # 英式英语和美式英语, 我要我也要
        safety = Safety.LIKELY if _DENIED.isdisjoint(more) else Safety.ASK
        yield Finding(start, again, "", f"said again with more: {said}", safety)


def _said_in(view: View, said: str, start: int) -> int | None:
    """Where the last character of `said` comes again; its clause and twice its length are searched from a place."""
    text, at = view.folded, start
    most = start + 2 * len(said) + 1
    for char in said:
        at = text.find(char, at, most) + 1
        if not at:
            return None
    return at if text[start:at].isalnum() else None


def _is_lawful(view: View, start: int, again: int) -> bool:
    """Whether a noun follows a noun, as in names of bodies, or two relative clauses stand side by side."""
    before, head = previous_word(view, start), view.word_at(again)
    if head is None or (again - start < 4 and view.folded[again - 1] == "的" and head.folded[0] not in PRONOUNS):
        return True  # 喜欢的喜欢她的, 很深的深山里的
    return head.tag[:1] == "n" and before is not None and before.tag[:1] in ("n", "x", "e")


RULE = Rule(
    find=find,
    cases=(
        changes("他在他以前在南京上过学", "他以前在南京上过学"),
        changes("我学的是那个市营市场营销", "我学的是那个市场营销"),
        changes("毕竟是他的毕竟是他写的第一本书", "毕竟是他写的第一本书"),
        changes("我高一的时候经我记得高一的时候经常踢球", "我记得高一的时候经常踢球"),
        changes("我比较我也比较喜欢看书", "我也比较喜欢看书"),
        changes("生活比较的充实比较充实多彩", "生活比较充实多彩"),
        offers("以后是靠着以后不是靠着运气吃饭", "以后不是靠着运气吃饭", "a denial is not taken lightly"),
        offers("他来他不来都行", "他不来都行", "it may be a contrast"),
        keeps("我要我也要", why="insisting"),
        keeps("英式英语和美式英语差很多", why="two of them"),
        keeps("他住在很深的深山里的庙里", why="an adjective before its noun"),
        keeps("校学生会学生代表大会", why="a chain of nouns"),
        keeps("每天一日一题一日一句", why="one by one"),
        keeps("有时候有空的时候去浇水", why="both begin with 有"),
        keeps("她喜欢的喜欢她的都来了", why="not the same with more in it"),
        keeps("我任我辇，我车我牛", why="verse"),
        keeps("问题是问题，办法是办法", why="X is X"),
        keeps("我看了又看", why="again and again"),
        keeps("知之为知之，不知为不知", why="verse"),
        keeps("说一是一，说二是二", why="X is X"),
        keeps("为人民服务为人民谋利", why="parallel"),
    ),
)
