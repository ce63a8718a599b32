"""Whether what is said again after a comma is meant: the end of one clause taken up as the head of the next (顶真).

A list of decisions, each by one thing that tells; the first that applies decides.
"""

from cleaner.grammar.clauses import ends, previous_word, words
from cleaner.grammar.word_classes import (
    DEGREES,
    DIGITS,
    PRONOUNS,
    SUBJECTS,
    bound_hanzi,
    function_characters,
    is_function_word,
    is_word,
)
from cleaner.language.dictionary import tag
from cleaner.language.wordlist import entries
from cleaner.rules.repetition._gaps import Gapped, hesitated
from cleaner.view import View, Word

# Alone before a comma they answer.
_ANSWERS = frozenset("不没是有对好会能要")
# What a clause begins with before its subject.
_OPENERS = frozenset({"然后", "觉得", "就是说", "其实"})
# Jieba's dictionary has them for conjunctions.
_VERBS = frozenset({"是", "不是", "就是", "可以", "还可以"})
_DENIALS = frozenset({"不", "不是", "没", "没有", "别", "并非", "也不是"})
_JOINING = frozenset("和跟与同或")
_PERSONS = frozenset({"自己", "大家", "别人", "人家"})
_MODALS = frozenset("会要能想得该")
# What something is said of with: the copy before it is a subject.
_PREDICATES = frozenset("是就则总")
# They end a sentence; what begins with the same character begins another.
_PARTICLES = frozenset("吧呢吗嘛啊呀")
# What others do too may be spoken of next: 我也参加，参加比赛要报名吗.
_TOO = frozenset("也都又还再才就先")
_AFTER_VERBS = ("得", "完", "过", "早", "晚", "多", "少", "的")
_SETTLED = ("来", "就是了", "就行", "就好", "吧")
_SUBJECTS = frozenset(SUBJECTS.split("|"))
_PREPOSITIONS = frozenset({"把", "被", "跟", "向", "从", "为了", "通过", "关于"})
# Tags of the words that a noun is made of, with what belongs to it.
_NOMINAL = frozenset("rnmqutfbsjp")
# As long as this, a copy is a clause, and said twice for effect.
_CLAUSE = 5


def is_linked(view: View, copy: Gapped) -> bool:
    """Whether both copies are meant: each belongs to its clause, or it is said twice for effect."""
    unit, first = copy.unit, copy.first
    head, before = view.word_at(first), previous_word(view, first)
    if head is None or _is_whole_clause(view, copy) or _is_answer(view, copy):
        return True
    if head.folded[0] in "怎什" or (unit[-1] in "的了" and len(unit) < 3) or (unit in _PARTICLES and not copy.whole):
        return True
    told = _by_what_follows(view, copy, before)
    if told is not None:
        return told
    if unit == "第" or (len(unit) > 2 and unit[-1] == "是") or _lacks_noun(unit):
        return False  # nobody ends a clause so
    if before is None:
        return _opens_clauses(view, copy, head)
    if before.folded in _JOINING or before.folded in _DENIALS:
        return True  # 我和他，他和她; 不是我，是我们
    if unit[0] in PRONOUNS or unit in _PERSONS:
        # 人不犯我，我不犯人, but 这台机器它，它很重
        return not (before.tag[:1] == "c" or before.folded in _OPENERS or _is_topic(view, before))
    if _takes_object(view, copy, head, before):
        return False
    return _links_syllable(view, copy, before) if len(unit) == 1 else _links_phrase(view, copy, head, before)


def _is_whole_clause(view: View, copy: Gapped) -> bool:
    """Whether the second copy is all that its clause says, perhaps with a word that ends it: 能做，能做好，是两回事."""
    after = copy.end + (view.folded[copy.end : copy.end + 1] in ("了", "的", "吧", "啊", "好", "完", "到", "对"))
    if ends(view, copy.end) or (len(copy.unit) > 1 and ends(view, after)):
        return True
    return copy.unit in entries("reduplication_emphasis") and (view.opens_clause(copy.first) or len(copy.unit) == 1)


def _by_what_follows(view: View, copy: Gapped, before: Word | None) -> bool | None:
    """What the characters after the second copy tell, where they do."""
    unit, after = copy.unit, view.folded[copy.end : copy.end + 1]
    if (
        len(unit) <= 2
        and unit[-1] in "说讲"
        and after in ("得", "不")
        and view.folded[copy.first - 1 : copy.first] != "就"
    ):
        return True  # 老师说，说得好不如做得好
    if unit == "说" and not copy.whole and before is not None and before.tag[:1] in "nr":
        return True  # 爷爷说，说话要算数
    if len(unit) == 1 and tag(unit)[:1] in "vp" and view.folded.startswith(_SETTLED, copy.end):
        return True  # 谁在用，用来做什么; 想去，去就是了
    if len(unit) > 2 and unit[-1] in PRONOUNS and after == "们":
        return True  # 谢谢你，谢谢你们
    if len(unit) == 1 and tag(unit) == "v" and after in _AFTER_VERBS:
        # 他能做，做得不好; 最后再放，放早了就出汤; 都想学，学的人很多
        return unit not in function_characters() or after == "的"
    if unit in ("想", "说") and after == "了" and before is not None:
        return before.tag[:1] in ("v", "d")  # 我当然想，想了很久; 我想说，说了又怕人笑
    return True if _is_condition(view, copy) else None


def _opens_clauses(view: View, copy: Gapped, head: Word) -> bool:
    """Whether a copy that nothing stands before is a clause, an answer or an item of a list."""
    unit, first = copy.unit, copy.first
    if not view.opens_clause(first):  # the first word that is quoted
        return not is_function_word(head.folded)
    if len(unit) == 1:
        return unit in _ANSWERS or (unit not in function_characters() and copy.whole)
    if not copy.whole and is_word(unit) and tag(unit)[:1] == "n":
        return True  # 淡水，淡水鱼
    return len(unit) >= _CLAUSE and _is_clause(view, first, first + len(unit), _is_broken(copy))


def _links_syllable(view: View, copy: Gapped, before: Word) -> bool:
    """The same of one character after a word."""
    unit, counted = copy.unit, before.tag[:1] in ("m", "q")
    if unit in function_characters():
        owed = unit == "还" and before.folded[-1] in _MODALS and view.folded[copy.end] in "不没"
        return owed or (unit == "把" and counted) or (before.tag[:1] == "v" and unit in "的得地")
    if not copy.whole:  # 有一定的防，防守; but 开来一辆车，车上坐满了人
        kind = tag(unit)
        broken_off = kind == "nr" or (kind[:1] == "v" and (before.folded == "的" or before.tag[:1] in ("r", "t")))
        linked = counted or before.tag[:1] in ("v", "a", "d") or before.folded == "了"
        return not broken_off and (linked or unit not in bound_hanzi())
    if view.folded[copy.end] in "不没" or view.folded[before.start - 1 : before.start] in _DENIALS:
        return True  # 该还的要还，还不了的…; 她不敢放，放了又怕
    return tag(unit)[:1] != "v" or not (before.tag[:1] == "d" or before.folded in _MODALS)


def _links_phrase(view: View, copy: Gapped, head: Word, before: Word) -> bool:
    """The same of several characters after a word."""
    unit = copy.unit
    if _lacks_noun(before.folded + unit) and before.folded in ("是", "成为") and _is_described(view, copy.end):
        return False  # 是一个，一个很高的人
    if _is_counted(view, copy):
        return False
    if before.tag[:1] in "nr" and head.folded in DEGREES and copy.whole and view.folded[copy.end] == "的":
        return True  # 这条街很长，很长的街
    if _is_broken(copy):
        return False
    if head.tag == "d" and len(unit) > 1 and view.folded[copy.end] in _PREDICATES:
        return unit not in function_characters()  # 为了务实，务实是根本
    if before.tag[:1] in ("v", "p", "u", "f") or before.folded in _VERBS:
        return not is_function_word(head.folded) or unit[-1] == "的"
    return not (
        before.tag[:1] == "c" or before.folded in _OPENERS or is_function_word(head.folded) or head.tag in ("t", "b")
    )


def _is_broken(copy: Gapped) -> bool:
    """Whether the first copy broke off within a word."""
    return not copy.whole and not is_word(copy.unit)


def _is_clause(view: View, start: int, end: int, broken: bool) -> bool:
    """Whether a copy says something, and ends as clauses do: not broken off, not with a word of grammar."""
    last = view.word_before(end)
    if last is not None and last.folded in ("时候", "说"):
        return False
    said = words(view, start, end)
    if all(word.tag[:1] in _NOMINAL and word.tag != "vn" for word in said):
        return False  # 我们公司的产品，我们公司的产品主要…
    if _is_unfinished(said) or _is_attributed(said):
        return False
    if last is not None and len(last.folded) > 1:
        return True  # 我爱这片土地，我爱这片土地上的人, where jieba sees 土地上
    return not broken and view.folded[end - 1] not in function_characters()


def _is_unfinished(said: list[Word]) -> bool:
    """Whether a preposition is among the words, and no verb after the last one: 我想跟大家."""
    tags = ["p" if word.folded in _PREPOSITIONS else word.tag[:1] for word in said]
    return "p" in tags and "v" not in tags[len(tags) - tags[::-1].index("p") :] and said[-1].tag[:1] in "nr"


def _is_attributed(said: list[Word]) -> bool:
    """Whether it is a noun with a clause before 的: 我离职的原因. In 我喜欢你的声音 the verb is not before 的."""
    folded = [word.folded for word in said]
    if folded.count("的") != 1 or [word.tag for word in said].count("v") != 1:
        return False
    at = folded.index("的")
    return 0 < at < len(said) - 1 and said[at - 1].tag == "v" and said[-1].tag == "n"


def _is_topic(view: View, noun: Word) -> bool:
    """Whether nothing but this noun and what belongs to it stands in its clause so far."""
    start = noun.start
    while not view.opens_clause(start):
        word = view.word_before(start)
        if word is None or word.tag[:1] not in _NOMINAL or word.tag == "p" or word.folded in _SUBJECTS:
            return False
        start = word.start
    return noun.tag == "n" and len(noun.folded) > 1  # 问 is a noun in jieba's dictionary


def _takes_object(view: View, copy: Gapped, head: Word, before: Word) -> bool:
    """Whether it is a verb after its subject, of which nothing is said, and whose object follows: 我负责，负责仓库."""
    if head.tag != "v" or head.folded != copy.unit or before.tag not in ("r", "d", "b") or before.folded in _TOO:
        return False
    if len(copy.unit) == 1 and not hesitated(view, copy.first + 1, copy.second):
        return False  # 我去，去北京要多久
    after = view.word_at(copy.end)
    return copy.whole and after is not None and after.tag in ("n", "vn", "m", "s", "ns", "nr", "nt", "nz", "eng")


def _lacks_noun(unit: str) -> bool:
    """Whether it is a verb with a number and a measure: 办一个."""
    return unit.endswith("一个") and tag(unit[:-2])[:1] == "v"


def _is_counted(view: View, copy: Gapped) -> bool:
    """Whether a number with its measure was said twice around a hesitation, before what it counts: 三个，呃，三个词."""
    after = view.word_at(copy.end)
    if copy.unit[0] not in DIGITS or after is None or after.tag[:1] != "n":
        return False
    return copy.whole and hesitated(view, copy.first + len(copy.unit), copy.second)


def _is_described(view: View, at: int) -> bool:
    """Whether a noun, or how it is, follows."""
    word = view.word_at(at)
    return word is not None and (word.tag[:1] in ("n", "a", "b") or word.folded in DEGREES)


def _is_condition(view: View, copy: Gapped) -> bool:
    """Whether the second copy is what something follows from: 要来就来吧, 没钱就不能买吗, 不知道也好."""
    first, unit = copy.first, copy.unit
    if view.opens_clause(first) or not copy.whole:
        return False
    after = view.folded[copy.end : copy.end + 1]
    if after == "就" and view.folded[copy.end + 1 : copy.end + 2] == unit[-1]:
        return True
    return unit[0] in "不没有要能会" and (after in ("就", "也") or (len(unit) > 1 and unit[0] in "不没"))


def _is_answer(view: View, copy: Gapped) -> bool:
    """Whether all that is said before the comma is an answer, given several times: 不不不，不行."""
    start = copy.first
    while start and view.folded[start - 1] == copy.unit:
        start -= 1
    return copy.unit in _ANSWERS and start < copy.first and view.opens_clause(start)
