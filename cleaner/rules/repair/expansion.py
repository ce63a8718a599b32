"""Drop a start that is said again with more in it: 她去她上周去杭州, 那个文管文化管理, 终究是我的终究是我选的.

Every character of the first start comes again, in order, in what follows, which begins the same.
Leaves alone: contrasts (他来他不来, only offered), what a person may insist on (我要我也要), chains of nouns
(学生会学生代表大会), one by one (一天一课), relative clauses, verse.
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.grammar.clauses import previous_word
from cleaner.grammar.copies import unbroken
from cleaner.grammar.verse import is_classical
from cleaner.grammar.word_classes import DIGITS, PRONOUNS, function_characters, is_number
from cleaner.language.dictionary import tag
from cleaner.rule import Rule, changes, keeps, offers
from cleaner.view import View

_LONGEST = 10
# They begin so much that two beginnings with them are no copy (的钱的话, 有时间有事的时间).
_LOOSE = frozenset("的有了着得地")
# What frames two things, or joins them.
_PAIRED = frozenset("越和与跟及或")
_DENIED = frozenset("不没别")
_ADDED = frozenset("也都还就才又更再")
_JOINING = frozenset("和与跟及或")
_PERSONS = frozenset("我你他她它咱")
_ASPECTS = frozenset("了得着过")
_SAYING = frozenset({"说", "觉得", "知道", "认为", "希望", "以为", "问", "怕"})
_TAKING = frozenset("给跟对帮让叫问陪替")  # somebody, who may be one's own
_COUNT = re.compile("第?[0-9零一二三四五六七八九十百千万亿两]+")
_MARK = re.compile(r"\W")
_ATTRIBUTE = 6
_LOOSE_IN = frozenset("怎什谁哪")


def find(view: View) -> Iterator[Finding]:
    """Every start whose characters come again, in order, within about twice its length."""
    for copy in unbroken(view):
        start, again = copy.first, copy.second
        said = view.folded[start:again]
        if not 2 <= len(said) <= _LONGEST or said[0] in _LOOSE:
            continue
        if is_number(said[:-1]) and is_number(view.folded[again : again + 2]):
            continue  # 一一得一一二得二
        if said[0] in _PAIRED or (said[1:] in ("了", "一") and copy.length == 1):
            continue  # 越看越爱看, 和谈和会谈, 想了想, 拧一拧
        if said[0] in DIGITS and copy.length < 2 and len(said) < 3:
            continue
        bare = said.replace("的", "")
        if not bare or not _LOOSE_IN.isdisjoint(said):
            continue
        # 非常的安静非常安静: said without its 的, but more of it than its beginning alone (手表的手表店).
        end = _said_in(view, said, again)
        if end is not None and len(said) == 2 and copy.length == 1 and end > again + 3 and _is_frame(view, again):
            continue  # 无毒无害的毒品
        if end is None and copy.length < len(bare) < len(said):
            end = _said_in(view, bare, again)
        if end is None or _is_lawful(view, start, again, end) or is_classical(view, start, again):
            continue
        more = [char for char in view.folded[again:end] if char not in said]
        if (said[0] in _PERSONS and not (_PERSONS | {"们"}).isdisjoint(more)) or not _JOINING.isdisjoint(more):
            continue  # 你吃你的我吃我的, 英式英语和美式英语
        if not _ADDED.isdisjoint(more) and view.closes_clause(end):
            continue  # 我要我也要
        last = view.word_before(again)
        if said[0] in _PERSONS and last is not None and last.folded in _SAYING | _TAKING:
            continue  # 我说我之前说过
        counted = _number(said)
        told = _DENIED.isdisjoint(more) and not _denies_otherwise(said, copy.length)
        told = told and (not counted or counted == _number(view.folded[again:end]))
        safety = Safety.LIKELY if told else Safety.ASK
        yield Finding(start, again, "", f"said again with more: {said}", safety)


def _is_frame(view: View, again: int) -> bool:
    """Whether it is a verb that takes one thing, then another: 无毒无害, 爱港爱澳, 唱收唱付."""
    verb = view.folded[again]
    return tag(verb)[:1] == "v" and verb not in function_characters()


def _denies_otherwise(said: str, shared: int) -> bool:
    """Whether a denial goes that does not come again with what it denies: 不是不想是不能."""
    return any(char in _DENIED and at + 2 > shared for at, char in enumerate(said))


def _number(text: str) -> str:
    """The number that it begins with, if any: 三个人 and 三百个人 are not the same."""
    match = _COUNT.match(text)
    return "" if match is None else match.group()


def _said_in(view: View, said: str, start: int) -> int | None:
    """Where the last character of `said` comes again; its clause and twice its length are searched from a place."""
    text, at = view.folded, start
    most = start + 2 * len(said) + 1
    for char in said:
        at = text.find(char, at, most) + 1
        if not at:
            return None
    return at if text[start:at].isalnum() else None


def _is_lawful(view: View, start: int, again: int, end: int) -> bool:
    """Whether grammar says such a thing twice: names of bodies, relative clauses, a verb before what it led to."""
    before, head, last = previous_word(view, start), view.word_at(again), view.word_before(again)
    if head is None or last is None:
        return True
    if again - start < 4 and view.folded[again - 1] == "的" and head.folded[0] not in PRONOUNS:
        return True  # 喜欢的喜欢她的, 很深的深山里的
    if last.tag[:1] == "v" and "的" in _MARK.split(view.folded[end : end + _ATTRIBUTE])[0]:
        return True  # 我做我想做的事
    if last.folded == "有" and not view.is_cut(end):
        return True  # 他有他非常有名的朋友
    if head.tag[:1] == "v" and len(head.folded) == 1 and view.folded[again + 1] in _ASPECTS:
        return True  # 看书看了一天书
    return head.tag[:1] == "n" and before is not None and before.tag[:1] in ("n", "x", "e")


RULE = Rule(
    find=find,
    cases=(
        changes("她去她上周去杭州开过会", "她上周去杭州开过会"),
        changes("她读的是那个文管文化管理", "她读的是那个文化管理"),
        changes("终究是我的终究是我选的那条路", "终究是我选的那条路"),
        changes("我上班的时候偶我发现上班的时候偶尔走神", "我发现上班的时候偶尔走神"),
        changes("你应该你也应该早点出门", "你也应该早点出门"),
        changes("房间非常的安静非常安静宽敞", "房间非常安静宽敞"),
        offers("明天要带上明天不要带上雨伞", "明天不要带上雨伞", "a denial is not taken lightly"),
        offers("不是不想是不能", "不想是不能", "what is denied is not the same"),
        offers("他来他不来都行", "他不来都行", "it may be a contrast"),
        offers("来了三个同学三百个同学", "来了三百个同学", "not the same number"),
        keeps("我说我之前说过", why="what I say"),
        keeps("我给我妈我给我爸各买了一件", why="the one and the other"),
        keeps("我要我也要", why="insisting"),
        keeps("这本书越看越爱看", why="more and more"),
        keeps("他想了想就走了", why="a verb doubled"),
        keeps("这种爱国爱家爱乡的国人", why="one thing and another"),
        keeps("双方谈成了和解和和谈之外的办法", why="joined"),
        keeps("我知道我们知道得太少", why="what I know"),
        keeps("他也去他们也去的那家店", why="he and they"),
        keeps("我只做我想做的事", why="what I want to do"),
        keeps("我做我想做的事", why="what I want to do"),
        keeps("学生做学生该做的事", why="what they should do"),
        keeps("他爱他一直爱着的人", why="whom he loves"),
        keeps("你吃你的我吃我的", why="each his own"),
        keeps("他有他非常有名的朋友", why="not the same word"),
        keeps("我看书看了一天书", why="a verb said again before how long"),
        keeps("川式火锅和粤式火锅差很多", why="two of them"),
        keeps("他住在很深的深山里的庙里", why="an adjective before its noun"),
        keeps("校学生会学生代表大会", why="a chain of nouns"),
        keeps("每周一天一课一天一练", why="one by one"),
        keeps("有时间有事的时间都要写", why="both begin with 有"),
        keeps("店里要唱收唱付也就是收钱找钱都说出来", why="two things that are done alike"),
        keeps("她喜欢的喜欢她的都来了", why="not the same with more in it"),
        keeps("我任我辇，我车我牛", why="verse"),
        keeps("问题是问题，办法是办法", why="X is X"),
        keeps("我看了又看", why="again and again"),
        keeps("知之为知之，不知为不知", why="verse"),
        keeps("说一是一，说二是二", why="X is X"),
        keeps("为人民服务为人民谋利", why="parallel"),
    ),
)
