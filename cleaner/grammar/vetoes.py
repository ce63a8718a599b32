"""General vetoes: what is no disfluency whichever rule found it, since the sentence is built so.

A rule knows its own kind of slip. What it cannot know each time anew stands here, once: that two clauses would be
joined, that a question word answers another, that a word is only mentioned. A finding that a veto forbids is still
shown to a person, and never done by a level.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from cleaner.edits import Finding
from cleaner.grammar.clauses import clause_before, first_word, last_word, sentence_before
from cleaner.grammar.word_classes import PERSON_WORDS, is_function_word
from cleaner.language.dictionary import frequency, tag
from cleaner.language.wordlist import entries
from cleaner.view import View, Word

_FAR = 40  # code points: a longer sentence is not looked through
_ASKING = re.compile("什么|哪|谁|多少|怎么|几")
_EACH = frozenset("每各越")
_LINKS = frozenset("而也就又才却则便即")
_NEGATIONS = frozenset("不没别未") | {"没有", "不会", "不要", "不能", "不想", "不用"}
_TAKING = frozenset("在是到进")  # one of something: 在一家一家酒店
_MARK = re.compile("[,、;:。!?]")
_NAMED = r"(?:说|喊|问|道|叫|念|回|答|应|写|嚷|吼|读|口头[禅语]|张嘴|开口)"
_SAYS = re.compile(rf"{_NAMED}(?:[了着过出只]|一?[句声]|就|就?是|都是|的是)+$")
_NAMES = re.compile(_NAMED)
_OTHERS = PERSON_WORDS - {"我", "我们", "咱", "咱们", "你", "您", "你们", "大家"}
_ASKS = re.compile(r"(?:\?|[吗呢]|多少|什么|几点)[\s。.!\"'”’」』]*$")
_TURNS, _ONE_IN = 6, 6  # lines of which so many, and one in so many is a question that is answered
_EVER = re.compile(r"(?:能|可以|该|敢|想|(?:让|叫).{1,3}|得|要|肯|愿意|去|再|好好)$")
_HAVE_NOT = re.compile("没有?没有?[^,。!?;]{1,12}的")
_OPEN_CONDITION = re.compile(r"的话[,， ]*$")
_LOWER = re.compile(r"u+h+|u+m+|e+r+m*|h*m+")
# Those that a name from another language is written with, three of which hardly meet by chance.
_BY_SOUND = frozenset(
    "斯弗尔克特德拉里利亚伊奥罗诺瓦维塞西希基卡莫姆曼恩森顿逊格吉古胡拜布巴贝比波博柏菲费丹迪蒂杜泰汤唐托图韦沃乌休雅耶尤扎兹珀普"
    "皮佩帕洛鲁伦兰朗莱蕾莉琳林劳赫汉哈海霍"
)


@dataclass(frozen=True)
class Place:
    """What a finding would take out, in the view it was found in."""

    view: View
    start: int
    end: int

    @cached_property
    def said(self) -> str:
        """What goes, folded, without marks and blanks at its ends."""
        return self.view.folded[self.start : self.end].strip(" \t,、;:。!?")

    @cached_property
    def after(self) -> str:
        """What follows in the sentence, as far as is looked."""
        last = min(self.view.tracks.sentence_end(min(self.end, len(self.view.folded) - 1)), self.end + _FAR)
        return self.view.folded[self.end : last]

    @property
    def before(self) -> Word | None:
        """The word before it in its clause."""
        return last_word(self.view, self.start)


@dataclass(frozen=True, slots=True)
class Veto:
    """What forbids an edit.

    Attributes:
        why: one clause for a person.
        keeps: a text that would lose letters without it.
        of: the beginnings of the ids of the rules that it is asked of.
        forbids: whether it does, in a place.
    """

    why: str
    keeps: str
    of: tuple[str, ...]
    forbids: Callable[[Place], bool]


def _joins_clauses(place: Place) -> bool:
    """The first copy ends a clause that has more in it: 他累了就睡，睡了就好了 says two things."""
    view = place.view
    mark = _MARK.search(view.folded, place.start, place.end)
    if not mark or view.opens_clause(place.start):
        return False
    copy = view.folded[place.start : mark.start()]
    twin = place.end + len(copy)
    if not place.after.startswith(copy) or not view.is_cut(twin):
        return False
    if not _has_predicate(view, place.start, mark.start()):
        return False  # 今天我们小组，我们小组先讲: nothing was said yet
    ending, following = last_word(view, mark.start()), first_word(view, twin)
    if ending is None or is_function_word(ending.folded):
        taken = last_word(view, place.start)  # 看了她，她笑了: an object, then a subject
        return copy in PERSON_WORDS and taken is not None and taken.tag[:1] in ("v", "m", "u")
    if ending.tag[:1] == "v":  # 他负责，负责登记: it still wanted its object
        return following is None or (following.tag[:1] not in ("n", "r", "m", "s", "t") and following.tag != "vn")
    return ending.tag[:1] in ("n", "a", "t", "s", "f", "i", "l")


def _has_predicate(view: View, inside: int, end: int) -> bool:
    """Whether a verb or an adjective stands in the clause of a place before `end`."""
    at = end
    while (word := last_word(view, at)) is not None:
        if word.tag[:1] in ("v", "a", "l", "i") or word.folded[-1] in "是有" or word.start < inside - _FAR:
            return True
        at = word.start
    return False


def _answers_question_word(place: Place) -> bool:
    """Two equal question words are whoever, whatever: 爱坐哪儿坐哪儿. One that is itself doubled is not."""
    asking = _ASKING.search(place.said)
    return asking is not None and asking.group() != place.said and asking.group() in place.after[: 2 * _FAR]


def _is_distributed(place: Place) -> bool:
    """每…每, 越…越, 不在…而在: more than a beginning goes, and it is not what comes again."""
    said = place.said
    if len(said) < 3 or place.after.startswith(said):
        return False
    return said[0] in _EACH & set(place.after[:1]) or said[-1] in _LINKS


def _is_mentioned(place: Place) -> bool:
    """It is what somebody said, to the end of the clause: 他只说了嗯，; 她的口头语是那个那个."""
    view, same = place.view, set(place.said)
    start, end = place.start, place.end
    while start > 0 and view.folded[start - 1] in same:
        start -= 1
    while end < len(view.folded) and view.folded[end] in same:
        end += 1
    closed = view.closes_clause(end) or _MARK.search(view.folded, place.start, place.end) is not None
    return closed and (_SAYS.search(clause_before(view, start)) is not None or _is_said_by_another(view, start))


def _is_said_by_another(view: View, at: int) -> bool:
    """Whether a verb of saying ends there whose subject is not the speaker: 老板说."""
    verb = last_word(view, at)
    if verb is None or not _NAMES.fullmatch(verb.folded):
        return False
    subject = last_word(view, verb.start)
    return subject is not None and (subject.folded in _OTHERS or subject.tag[:1] == "n")


def _counts_one_by_one(place: Place) -> bool:
    """一针一针, 一样一样: one after the other."""
    said, before = place.said, place.before
    is_twice = len(said) == 2 and said[0] == "一" and place.view.folded.startswith(said, place.start + 2)
    return is_twice and (before is None or before.folded not in _TAKING)


def _is_done_a_little(place: Place) -> bool:
    """敢笑笑了, 可以试试了; 再整理整理: what comes before asks for a little of it."""
    view, said = place.view, place.said
    twin = first_word(view, place.end)
    if twin is None or _EVER.search(clause_before(view, place.start)) is None:
        return False
    if len(said) == 1:
        is_verb = said in entries("reduplication_verb") or twin.tag[:1] == "v"
        return is_verb and view.folded.startswith("了", place.end + 1)
    return len(said) == 2 and twin.folded == said and view.closes_clause(twin.end)


def _leaves_no_predicate(place: Place) -> bool:
    """After a negation its verb goes and a noun is left: 不学语法 would be 不语法."""
    before, following = place.before, first_word(place.view, place.end)
    negated = before is not None and (before.folded in _NEGATIONS or before.folded[-1] in "不没别")
    return negated and following is not None and following.tag[:1] in ("n", "r", "m", "q", "t", "s")


def _ends_a_word(place: Place) -> bool:
    """The character is the last of a longer word: 不可变|变量."""
    before = place.before
    if len(place.said) != 1 or before is None or before.end != place.start:
        return False
    return frequency(before.folded[-1] + place.said) > 0 and frequency(before.folded + place.said) >= 0 < len(
        before.folded
    ) - (before.folded in entries("repetition_function"))


def _denies_twice(place: Place) -> bool:
    """没有没有难处的家庭: every one of them has some."""
    return place.said in ("没有", "没") and _HAVE_NOT.match(place.view.folded, place.start) is not None


def _sets_topics_off(place: Place) -> bool:
    """The same particle marks another topic of the sentence: 爷爷呢，爱听戏；奶奶呢，爱唱戏."""
    view, said = place.view, place.said
    if len(said) != 1:
        return False
    sentence = view.folded[view.tracks.sentence_start(place.start) : view.tracks.sentence_end(place.start)]
    topics = re.findall(rf"(?:^|[,;:])([^,;:。!?]{{1,4}}){said}(?=,)", sentence)
    return len(topics) > 1 and all(tag(topic)[:1] in ("n", "r", "t", "s") for topic in topics)


def _dismisses(place: Place) -> bool:
    """管它呢: never mind it."""
    return place.said == "呢" and re.search("管[他她它你我]们?$", clause_before(place.view, place.start)) is not None


def _is_head(place: Place) -> bool:
    """那个 after 的 at the end of a clause is what is spoken of: 你说的那个，我看过了."""
    closes = place.view.closes_clause(place.end) or place.view.folded[place.end - 1] in ",、"
    return closes and place.view.before(place.start) == "的" and place.said in ("那个", "这个", "那种", "这种")


def _follows_condition(place: Place) -> bool:
    """那么 answers 的话."""
    return place.said == "那么" and _OPEN_CONDITION.search(sentence_before(place.view, place.start)) is not None


def _opens_result(place: Place) -> bool:
    """这样 that opens a clause tells what comes of it: 写在这里，这样这些循环就会停."""
    return place.said in ("这样", "那样") and place.view.opens_clause(place.start)


def _is_a_cry(place: Place) -> bool:
    """哦豁, 嗯呢, 额滴神: cries that are words."""
    return place.view.folded[place.start : place.start + 2] in entries("interjection_words")


def _answers_a_turn(place: Place) -> bool:
    """嗯 at the beginning of a turn in a conversation says yes, or that it was heard."""
    view = place.view
    return view.before(place.start) == "\n" and place.start > 0 and _is_conversation(view)


def _is_conversation(view: View) -> bool:
    """Whether the lines are turns: one in six asks, and the next one answers."""
    if _is_conversation not in view.memo:
        turns = [_ASKS.search(line) is not None for line in view.folded.split("\n") if line.strip()]
        asked = sum(asks and not asks_too for asks, asks_too in pairwise(turns))
        view.memo[_is_conversation] = len(turns) >= _TURNS and asked * _ONE_IN >= len(turns)
    return bool(view.memo[_is_conversation])


def _is_latin_word(place: Place) -> bool:
    """Err, ER: a hesitation is written small, and between hanzi."""
    written = place.view.text[place.start : place.end].strip(" \t,，、.。")
    if place.view.opens_clause(place.start):
        written = written.lower()
    return _LOWER.fullmatch(written) is None or written.endswith("rr")


def _is_name_by_sound(place: Place) -> bool:
    """西西弗斯: a name from another language."""
    return len(place.said) == 1 and len(place.after) >= 3 and set(place.said + place.after[:3]) <= _BY_SOUND


_TALK = (
    "您知道哪里修表吗？\n知道，桥头有一家。\n远不远？\n走十分钟就到。\n"
    "他们几点关门？\n晚上七点。\n我现在就去。\n嗯，路上慢点。"
)
_COPIES = ("repetition.", "repair.")

VETOES = (
    Veto("two clauses would be joined", "我劝了又劝，劝到最后他才点头。", _COPIES, _joins_clauses),
    Veto("one question word answers another", "你随便，爱坐哪儿坐哪儿。", _COPIES, _answers_question_word),
    Veto("two things are set side by side", "好戏不在台词而在台词的缝隙里。", ("repair.",), _is_distributed),
    Veto("it is only mentioned", "电话那头只说了嗯，就挂了。", ("filler.", "repetition."), _is_mentioned),
    Veto("one after the other", "她先把线一针一针抽出来，再晾干。", ("repetition.",), _counts_one_by_one),
    Veto("a verb doubled: do it a little", "孩子大了，可以让他试试了。", ("repetition.",), _is_done_a_little),
    Veto("the verb of a negation", "他以为不学语法也能学好外语。", _COPIES, _leaves_no_predicate),
    Veto("the end of a longer word", "和不可变变量一样，常量不能改。", ("repetition.partial_word",), _ends_a_word),
    Veto("what there is not, is not", "这世上根本没有没有难处的家庭。", ("repetition.",), _denies_twice),
    Veto(
        "it sets one topic off from another", "爷爷呢，爱听戏；奶奶呢，爱唱戏。", ("filler.particle",), _sets_topics_off
    ),
    Veto("never mind it", "但，管它呢，反正没人知道。", ("filler.particle",), _dismisses),
    Veto("what is spoken of", "你说的那个，我上周看过了。", ("filler.demonstrative",), _is_head),
    Veto("it answers a condition", "这么说的话，那么结果就不一样了。", ("filler.sequence",), _follows_condition),
    Veto("it tells what comes of it", "标签写在这里，这样这些循环就会停。", ("repair.",), _opens_result),
    Veto("a cry that is a word", "哦豁，完了。", ("filler.",), _is_a_cry),
    Veto("it answers", _TALK, ("filler.hesitation",), _answers_a_turn),
    Veto("a Latin word", "如果文件打不开，函数就返回 Err 值。", ("filler.latin_hesitation",), _is_latin_word),
    Veto("a name by its sound", "神话里的西西弗斯推着石头上山。", ("repetition.",), _is_name_by_sound),
)


def forbidding(rule: str, view: View, finding: Finding) -> Veto | None:
    """The first veto that forbids a finding of a rule, or None.

    Args:
        rule: the rule's id.
        view: what it was found in.
        finding: what it found.
    """
    place = Place(view, finding.start, finding.end)
    return next((veto for veto in VETOES if rule.startswith(veto.of) and veto.forbids(place)), None)
