"""Drop a hesitation sound: 嗯 呃 唔 呣 诶 欸, and 恩 额 where an engine writes 嗯 呃 so.

Leaves alone: a whole answer (嗯。), one after a question, one that opens the text as an acknowledgement (嗯，好的);
a sound that is named (嗯了一声, “嗯”); a character of a word or a name (金额, 感恩).
Evidence: annotators deleted 嗯 98 to 100 %, 呃 97 to 99 %, 诶 98 %, 恩 99 % (in transcripts that write 嗯 so).
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.grammar.clauses import QUOTES, clause_around, first_word, is_whole, sentence_before
from cleaner.rule import Rule, changes, keeps
from cleaner.rules.filler._marker import drop, is_lexical
from cleaner.view import View

_SOUND = re.compile("[嗯呃唔呣诶欸恩额](?:(?<=[恩额])[恩额]*|(?<![恩额])[嗯呃唔呣诶欸]*)")
_NAMED = re.compile("了[一两几]?[声句下]|[一两几]声|道[,:]")
_NAMING = ("一声", "了个", "了一个", "只说", "应道")
_SAID = re.compile(r"[\n.!?。”』」]|$")
# What a speaker goes on with who answers nobody.
_OPENINGS = frozenset(
    {"我", "我们", "咱们", "大家", "大家好", "各位", "今天", "首先", "接下来", "那个", "这个", "就是", "然后"}
)
_DEGREES = ("很", "太", "最", "更", "非常", "特别", "比较")
_SAFE = "嗯呃唔呣"
# Before these 唔 is the 不 of Cantonese: 唔得, 唔该.
_NEGATED = frozenset("得系该好使知识会想要可同单止通怕")
# Characters that stand beside 恩 in names and in words of grace, and beside a hesitation hardly ever.
_BEFORE_IN_NAMES = frozenset(
    "肖韦瑞莱兰凯雷格史布鲁奎基伊盖丹弗赫亨圣皇君承感天深隆开知忘负施蒙受洪谢报韩宋李霍佩洛赖沃维蒂慈衔辜科萨薇柯叨"
)
_AFTER_IN_NAMES = frozenset("斯格佐尼泽情爱怨威宠赐师惠典重德仇准")
# Without one of these a short clause may be a line of verse.
_MODERN = frozenset("的了是很在我你他她它这那就有都也呢啊吧嘛还们着过到个种说看觉后时")


def find(view: View) -> Iterator[Finding]:
    """Every hesitation sound that is not an answer, not named and not part of a word."""
    for found in view.finditer(_SOUND):
        start, end = found.span()
        sound = found.group()
        if sound[0] in "恩额":
            if not _is_misspelt(view, start, end) or (is_whole(view, start, end) and not sound.strip("恩")):
                continue
            safety = Safety.LIKELY
        else:
            if is_whole(view, start, end) and not sound.strip("嗯诶欸"):
                continue
            if sound == "唔" and view.folded[end : end + 1] in _NEGATED:
                continue
            if view.before(start) in QUOTES or _is_named(view, start, end):
                continue
            if view.folded[end : end + 1] in ("?", "!") and view.opens_clause(start):
                continue  # asked or called out
            safety = Safety.LIKELY if sound.strip(_SAFE) else Safety.SAFE
            if not sound.strip("嗯") and view.opens_clause(start):
                if _follows_question(view, start):
                    continue
                if (view.after(end) in ",、" or view.folded[end : end + 1] == " ") and _begins_text(view, start):
                    word = first_word(view, _past_mark(view, end))
                    safety = Safety.LIKELY if word and word.folded in _OPENINGS else Safety.UNSURE
        yield drop(view, start, end, f"hesitation sound {sound}", safety)


def _is_named(view: View, start: int, end: int) -> bool:
    """嗯了一声, 打呃, 回了个嗯."""
    if _NAMED.match(view.folded, end) or view.folded[start : end + 1] in ("呃逆", "嗯哼"):
        return True
    if view.folded[start - 1 : end] == "打呃":
        return True
    if view.folded[start - 1 : start] in "说答道念喊回写" and start and _SAID.match(view.folded, end):
        return True  # 他说嗯。
    if view.folded[end : end + 2] in ("啊啊", "哼哼"):
        return True  # 嗯嗯啊啊地应付
    return view.closes_clause(end) and view.folded[max(0, start - 3) : start].endswith(_NAMING)


def _begins_text(view: View, at: int) -> bool:
    return view.is_head and at < 40 and not view.folded[:at].strip()


def _past_mark(view: View, at: int) -> int:
    while at < len(view.folded) and view.folded[at] in " \t,、":
        at += 1
    return at


def _follows_question(view: View, at: int) -> bool:
    """Whether the last thing said was a question, on this line or the one before."""
    before = view.folded[max(0, at - 6) : at].rstrip(" \t\n”」』\"'")
    return before.endswith("?")


def _is_misspelt(view: View, start: int, end: int) -> bool:
    """Whether a 恩 or 额 is no word, no part of one, and stands where speakers hesitate."""
    word = view.word_at(start)
    if word is None or word.end > end or is_lexical(view, start):
        return False
    if word.start != start and not view.folded[max(0, word.start - 2) : word.start].endswith(_DEGREES):
        return False  # 多恩 is a name in the dictionary, 特别多恩 is none
    if view.folded[start - 1 : start] == "叫" and view.closes_clause(end):
        return False  # 她叫恩恩。
    if view.folded[start] == "额":
        if view.opens_clause(start) and view.closes_clause(end):
            return True
        after = first_word(view, end)
        return view.opens_clause(start) and after is not None and after.tag[:1] in "rdcpv"
    if view.folded[start - 1 : start] in _BEFORE_IN_NAMES or view.folded[end : end + 1] in _AFTER_IN_NAMES:
        return False
    if view.opens_clause(start):
        return True
    clause = clause_around(view, start, end)
    if len(clause) > 7 or not _MODERN.isdisjoint(clause):
        return True
    return len(_MODERN & set(sentence_before(view, start))) > 2


RULE = Rule(
    find=find,
    tells=2,
    cases=(
        changes("呃我们开始吧", "我们开始吧"),
        changes("今天呃，第一幕", "今天第一幕", "the comma marked the pause"),
        changes("先看结果，嗯，再看方法。", "先看结果，再看方法。"),
        changes("结果就是这样，嗯。", "结果就是这样。"),
        changes("嗯，我们先来看第一页。", "我们先来看第一页。", "a speaker who answers nobody"),
        changes("诶，刚才讲到哪里了？", "刚才讲到哪里了？"),
        changes("恩我们用恩三个步骤完成它。", "我们用三个步骤完成它。", "some engines write 嗯 so"),
        changes("所以，额，我们先看图。", "所以，我们先看图。", "some engines write 呃 so"),
        keeps("我家的小狗叫恩恩。", why="a name"),
        keeps("钥匙带了\n恩\n那走吧", why="an answer"),
        keeps("嗯。", why="a whole answer"),
        keeps("听得到吗？嗯，听得到。", why="the answer to a question"),
        keeps("听得到吗？\n嗯，听得到。", why="the answer on the next line"),
        keeps("公司要搬家，嗯？我怎么不知道。", why="a question"),
        keeps("她轻轻嗯了一声。", why="the sound is named"),
        keeps("他听完，只说嗯。", why="what was said"),
        keeps("我问了半天，她就说嗯。", why="what was said"),
        keeps("他嗯嗯啊啊地应付过去了。", why="how he answered"),
        keeps("他只回了我一个“嗯”字。", why="the sound is named"),
        keeps("他老是打呃，大概是呃逆。", why="a hiccup"),
        keeps("招生名额和总金额都要上报，额外的不算。", why="part of a word"),
        keeps("我们要学会感恩，恩师的话不能忘。", why="part of a word"),
        keeps("肖恩住在恩施。", why="names"),
        keeps("克莱格霍恩说他不去了。", why="a name that no dictionary has"),
        keeps("唔得都要得，唔该晒。", why="the 不 of Cantonese"),
    ),
)
