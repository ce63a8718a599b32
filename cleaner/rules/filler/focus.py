"""Drop 就是 where it is no copula and puts nothing into focus: before a comma, before 就 or 也, after 那种.

Leaves alone: the copula (目标就是增长), 不是…就是, 也就是, 就是了, 就是因为.
Evidence: before a comma 58 to 100 %, opening a sentence 73 %, before 就 也 and after 这种 那种 nearly always; elsewhere
33 % in dialogue, 53 % in monologue, and nothing tells which.
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.grammar.clauses import (
    clause_around,
    clause_before,
    first_word,
    is_lone,
    is_quoted,
    last_word,
    sentence_before,
)
from cleaner.grammar.word_classes import PERSON_WORDS
from cleaner.rule import Rule, changes, keeps
from cleaner.rules.filler._marker import drop
from cleaner.view import SENTENCE_ENDS, View, Word

_MARKER = re.compile("就是(?:就是)*(?!说|了|[。!?]|$)")
_KINDS = ("那种", "这种", "那样", "这样一种")
_FILLED = frozenset({"比如", "比如说", "相当于", "比方说"})
_OPINIONS = frozenset({"觉得", "感觉", "发现"})
_HESITATIONS = frozenset("嗯呃恩啊")
# What wants an object or a clause: a 就是 after it is no copula.
_WANTING = frozenset(
    {"觉得", "感觉", "发现", "成为", "变成", "注重", "决定", "需要", "希望"}
    | {"所以", "然后", "那么", "还有", "嗯", "恩", "在", "一种"}
)
# In nouns that a clause can be said of: 愿望, 办法, 问题, 好处, 特点, 事情.
_SHELLS = frozenset("望想求的法策题点处事情因果义思标务件别征律则序骤容键心义味性力式案责业作用理念议话时候")
# A noun with what belongs to it; with one of these before 的 something is rather said of somebody.
_THING = re.compile(r"[^\W的是有很把被觉]{1,12}的[^\W的是有很就都也]{1,7}(?=[,。!?;\n]|$)")
_NAME = re.compile(r"\w{1,5}(?=[,。!?;\n]|$)")
_COPULAR = frozenset(
    {"的", "也", "不", "这", "那", "不过", "可", "本来", "只", "它", "其实", "一个", "要", "目的", "原因"}
)


def find(view: View) -> Iterator[Finding]:
    """Every 就是 that says nothing."""
    for found in view.finditer(_MARKER):
        start, end = found.span()
        if not view.is_words(start, end) or is_quoted(view, start, end):
            continue
        if view.folded[max(0, start - 1) : start] in ("也", "不") or "不是" in sentence_before(view, start):
            continue
        before, after = last_word(view, start), first_word(view, end)
        safety = _safety(view, start, end, before, after)
        if safety is not None:
            yield drop(view, start, end, "就是 that is no copula", safety)


def _safety(view: View, start: int, end: int, before: Word | None, after: Word | None) -> Safety | None:
    if is_lone(view, start, end):
        return Safety.LIKELY
    if after is None:  # 他们就是，呃，不太愿意
        if before is not None and before.folded in _OPINIONS and view.after(end) == ",":
            following = first_word(view, view.folded.index(",", end) + 1)
            if following is not None and following.folded in PERSON_WORDS:
                return Safety.LIKELY
        return Safety.UNSURE if before is not None and view.after(end) == "," else None
    doubled = after.folded == "就" or (before is not None and after.folded == "也")
    if doubled and view.folded[after.end : after.end + 1] != "是":
        return Safety.LIKELY
    if after.folded in _FILLED:
        return Safety.LIKELY
    left = before.folded if before else ""
    if left in _KINDS and len(sentence_before(view, start)) > 3:
        return Safety.LIKELY
    if left in ("一些", "一种") and before is not None and after.tag[:1] != "m":  # 写了一些就是感谢的话
        held = last_word(view, before.start)
        if held is not None and held.tag[:1] in "vu":
            return Safety.LIKELY
    if view.before(start) in SENTENCE_ENDS and _is_thing(view, end):
        return None
    if (
        view.before(start) in SENTENCE_ENDS
        and after.folded in PERSON_WORDS
        and view.after(after.end) not in "的,。、\n?!"
    ):
        return Safety.LIKELY if after.folded in ("我", "我们", "大家") else Safety.UNSURE
    if not _is_unsure(view, start, end, before, after):
        return None
    return Safety.LIKELY if end - start > 2 else Safety.UNSURE


def _is_thing(view: View, at: int) -> bool:
    """Whether all that follows is a noun with what belongs to it, as after the copula: 就是我们班的同学."""
    rest = _THING.match(view.folded, at)
    if rest is None:  # 就是我妈。
        name = _NAME.match(view.folded, at)
        word = view.word_at(at)
        while name and word and word.tag[:1] in ("r", "n") and word.end < name.end():
            word = view.word_at(word.end)
        return name is not None and word is not None and word.tag[:1] == "n" and word.end == name.end()
    last = view.word_before(rest.end())
    return last is not None and last.tag[:1] == "n"


def _is_unsure(view: View, start: int, end: int, before: Word | None, after: Word) -> bool:
    """Where monologues are smoothed: between a subject and its predicate, opening a clause."""
    left = before.folded if before else ""
    if left == "的":  # 最难的就是开头, 我要说的就是成本: what is named follows
        return after.tag[:1] in "dvp" and "最" not in clause_before(view, start)
    if after.folded[0] in "不没" and before is not None and before.tag[:1] in "rn":  # 他就是不来
        return False
    if left in _COPULAR or after.folded in ("因为", "为了", "所谓", "这样", "那么"):
        return False
    if view.opens_clause(start):  # 那一张，就是封面: a short rest is what the copula says
        opens_sentence = view.before(start) in SENTENCE_ENDS
        if opens_sentence and after.folded[0] in "这那":  # 就是这个味道
            return False
        return len(clause_around(view, start, end)) > (4 if opens_sentence else 3)
    if left in _WANTING:
        return True
    if set(after.folded) <= _HESITATIONS and (before is None or before.tag[:1] != "n"):  # 目标就是，嗯，增长
        return True
    if before is not None and before.tag[:1] in "tf":  # 前面就是学校: a place is the copula's
        return after.tag[:1] not in "mnrs"
    if before is not None and before.tag[:1] == "n" and after.tag[:1] in "vdp":  # 愿望就是回家: the copula
        return not _SHELLS & set(left) and clause_before(view, start) != left
    return after.tag[:1] in "dc" or (after.tag[:1] == "v" and left in PERSON_WORDS)


RULE = Rule(
    find=find,
    cases=(
        changes("就是，我在大学里学的是法律。", "我在大学里学的是法律。"),
        changes("后来就是就换了一个团队。", "后来就换了一个团队。"),
        changes("地图上没有这条路，就是就问了一位大叔。", "地图上没有这条路，就问了一位大叔。"),
        changes("我喜欢那种就是很安静的地方。", "我喜欢那种很安静的地方。"),
        changes("就是我小时候特别怕水。", "我小时候特别怕水。"),
        changes("我们就是就是比较谨慎。", "我们比较谨慎。", "said twice"),
        changes("桌上放着一些就是彩色的卡片。", "桌上放着一些彩色的卡片。"),
        changes("我觉得就是这份报告有点长。", "我觉得这份报告有点长。"),
        changes("后来就是跟着师傅才学会的。", "后来跟着师傅才学会的。"),
        changes("这些写得不清楚的就是不能交。", "这些写得不清楚的不能交。"),
        changes("我觉得就是，他们可能没看清楚。", "我觉得他们可能没看清楚。"),
        keeps("我们的目标就是增长。", why="the copula"),
        keeps("我们的目标就是嗯增长。", why="the copula, and a pause after it"),
        changes("门口的保安就是在登记车牌。", "门口的保安在登记车牌。"),
        keeps("我最大的愿望就是回家。", why="the copula"),
        changes("他们就是，不太愿意来。", "他们不太愿意来。"),
        keeps("他就是不来。", why="it insists"),
        keeps("就是这个老地方的味道。", why="the copula"),
        keeps("前面就是学校。", why="the copula"),
        keeps("就是我舅妈。", why="the copula, of what was said before"),
        keeps("就是我想要的东西。", why="the copula, of what was said before"),
        keeps("就是我们班的同学。", why="the copula, of what was said before"),
        keeps("就是就是他昨天借的那本书。", why="the copula, if once: another rule's"),
        keeps("最难的就是开头。", why="the copula"),
        keeps("我要说的就是成本。", why="the copula"),
        keeps("他不是在开会，就是在路上。", why="one or the other"),
        keeps("换句话说，也就是成本更低。", why="a fixed phrase"),
        keeps("你照做就是了。", why="a fixed phrase"),
    ),
)
