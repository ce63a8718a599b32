"""Drop a one-character word that stands twice: 我我 has one 我 too many.

Leaves alone: verbs doubled to do a little of them (找找原因), each-words (条条), kinship, names and brands, numbers,
sounds, answers (不不不，), pairs (来来往往), two words that only meet (今天|天气).
Evidence: annotators of CS2W delete 81 % of doubled characters, of the lawful classes next to none.
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.grammar.clauses import next_word, previous_word
from cleaner.grammar.copies import doubled
from cleaner.grammar.reduplication import is_adverb, is_certain, is_doubled_pair, is_emphasis, is_name, is_object
from cleaner.grammar.verse import is_classical
from cleaner.grammar.word_classes import DEGREES, DIGITS, PRONOUNS, function_characters
from cleaner.language.dictionary import frequency, tag
from cleaner.language.wordlist import entries
from cleaner.rule import Rule, changes, keeps
from cleaner.view import View, Word

_RESULTS = ("了", "过", "到", "上", "出", "起", "完", "成", "得", "掉", "下去", "出来", "起来", "不了", "不到")
# With one of these before it, 了 tells that it is time to do it a little: 该歇歇了.
_DUE = frozenset({"该", "得", "要", "想", "能", "应该", "可以", "去", "来", "可", "再", "好好", "过去", "过来", "回去"})
# What is done a little is not done a number of times: 听听|一遍.
_COUNTED = re.compile("[一二两三四五六七八九十几]+(?:遍|次|趟|年|天|个月|个小时|分钟)")
_WITHIN = frozenset("来里中内前后的")
_MANY = frozenset("一两三四五六七八九十几")
# 上 is no result before what was last: 上家公司, 上个月.
_LAST = re.compile("上[家个次周月届任份一]")
_QUANTIFIED = frozenset("个种位名次部本句篇件些段场条家项瞬座张只款期届")
# Jieba's dictionary holds every doubled verb that its makers thought of, with this count.
_ROTE = 3
_FAR = 100
# One-character words as rare as this are only parts of others, or classical.
_RARE = 100


def find(view: View) -> Iterator[Finding]:
    """Every doubled character whose two copies are words by themselves."""
    for start, end in doubled(view):
        char = view.folded[start]
        if end - start != 2 or not (view.is_cut(start) or _follows_pronoun(view, start)):
            continue
        if char in DIGITS:
            if _is_article(view, start, char):
                yield Finding(start, start + 1, "", f"said twice: {char}", Safety.LIKELY)
        elif (
            view.is_cut(end)
            and (view.is_cut(start + 1) or _is_misread(view, char, end))
            and not _is_lawful(view, start, char)
            and not is_classical(view, start, end)
        ):
            safety = Safety.SAFE if is_certain(view, start, end, char) else Safety.LIKELY
            yield Finding(start, start + 1, "", f"said twice: {char}", safety)


def _follows_pronoun(view: View, start: int) -> bool:
    """Whether jieba takes a pronoun and what comes after it for one word: 我会|会."""
    return view.folded[start - 1] in PRONOUNS and view.is_words(start - 1, start + 1)


def _is_misread(view: View, char: str, end: int) -> bool:
    """Whether jieba's doubled word is none here: a verb before its result, a word that it has by rote."""
    if char in function_characters() and frequency(char * 2) <= _ROTE:
        return True
    if tag(char)[:1] not in ("v", "z", "p", "t") and char not in entries("reduplication_verb"):
        return False
    after = next_word(view, end)
    if _is_needed(view, end) or char == "谢":
        return False  # 太谢谢了
    if frequency(char * 2) <= _ROTE or _is_counted(view, end):
        return True
    if after is None or _LAST.match(view.folded, after.start):
        return False  # 讲讲上家公司
    return after.folded in _RESULTS or after.folded.startswith("回")


def _is_counted(view: View, end: int) -> bool:
    """Whether it says next how often, or for how long: 听听|一遍, but 看看一年来的账."""
    times = _COUNTED.match(view.folded, end)
    return times is not None and view.folded[times.end() : times.end() + 1] not in _WITHIN


def _is_needed(view: View, end: int) -> bool:
    """Whether what follows is the 得 of 得了 and 得有, not that of a result: 看看得了, 看看得有多少."""
    after = view.word_at(end + 1) if view.folded.startswith("得", end) else None
    return after is not None and (after.start == end or after.folded[0] in "了有要劲")


def _is_taken_up(before: Word, following: Word) -> bool:
    """Whether what there is, is at once what is spoken of: 有一棵树，树上有鸟 without its comma."""
    counted = before.tag[:1] == "q" or (before.folded[0] == "一" and len(before.folded) == 2) or before.folded == "有"
    return counted and (following.tag[:1] in ("f", "d", "p") or following.folded[0] in "上里下是在有很的")


def _is_doubled_again(view: View, start: int, char: str) -> bool:
    """Whether its sentence doubles it elsewhere too: it is a name or a description then."""
    first = max(view.tracks.sentence_start(start), start - _FAR)
    last = min(view.tracks.sentence_end(start), start + _FAR)
    return view.folded.count(char * 2, first, last) > 1


def _is_article(view: View, start: int, char: str) -> bool:
    """Whether this is 一 or 两 before a measure, and no part of a longer number."""
    text = view.folded
    return (
        char in "一两"
        and text[start + 2 : start + 3] in _QUANTIFIED
        and text[max(start - 1, 0) : start] not in DIGITS
        and text[max(start - 1, 0) : start] != "第"
    )


def _describes(view: View, before: Word | None, char: str, end: int) -> bool:
    """Whether its clause ends with it, said of what stands before it: 地板滑滑的."""
    said_of = before is not None and before.tag[:1] in ("n", "d", "r", "f", "v")
    return said_of and tag(char)[:1] in ("v", "n", "z") and view.closes_clause(end)


def _is_lawful(view: View, start: int, char: str) -> bool:
    end = start + 2
    if is_emphasis(view, start, end, char) or is_name(view, start, char):
        return True
    following = view.word_at(end)
    after = following.folded if following is not None else ""
    before = previous_word(view, start)
    if char in "上下过" or (char == "了" and before is not None) or (char == "的" and after == "确"):
        return True
    if char == "谁" and before is not None and (before.tag[:1] == "v" or before.folded in "爱问"):
        return True  # 爱谁谁, 找谁谁不在
    if char in PRONOUNS and is_object(before, following):
        return True  # 我喜欢他他不知道 without its comma
    if char in PRONOUNS and view.before(start) == after[:1] and view.before(start) not in function_characters():
        return True  # 我帮他他帮我
    if char in "啊呀" and is_doubled_pair(view, start, end):
        return True  # 嗯嗯啊啊
    if char in function_characters():
        return False
    if view.before(start) == "一" or after == "地" or _is_doubled_again(view, start, char):
        return True  # 一垄垄麦子, 恨恨地说, 会怪怪自己，不会怪怪别人
    described = before is not None and (
        before.folded in DEGREES or (before.tag in ("a", "z") and len(before.folded) == 1)
    )
    if char == "乎" or (after == "的" and (described or _describes(view, before, char, end + 1))):
        return True  # 香乎乎的, 软趴趴的, 好肉肉的
    if is_doubled_pair(view, start, end) or is_adverb(char) or char in entries("reduplication_measure"):
        return True
    kind = tag(char)
    if (view.closes_clause(end) and kind != "f") or frequency(char) < _RARE or (kind == "v" and after == "看"):
        return True
    if char in entries("reduplication_verb"):
        if after == "了" and before is not None and before.folded in _DUE:
            return True  # 该歇歇了
        counted = _is_counted(view, end) or (after[:1] in _MANY and after != "一下")
        return not (counted or after in _RESULTS or after.startswith("回")) or _is_needed(view, end)
    if char in entries("reduplication_surname"):
        return False
    if kind == "n" and before is not None and following is not None and _is_taken_up(before, following):
        return True
    if kind in ("a", "z", "b", "ad", "an"):
        return after in ("的", "地")
    return kind in ("o", "e", "y", "nr", "ns", "q", "m")


RULE = Rule(
    find=find,
    cases=(
        changes("我我觉得可以", "我觉得可以"),
        changes("今天挺挺顺利的", "今天挺顺利的"),
        changes("合同签到八月末末。", "合同签到八月末。", "when and where are not said for stress"),
        changes("明天就就开始彩排", "明天就开始彩排"),
        changes("他们叫叫什么名字", "他们叫什么名字"),
        changes("这是一一个老问题", "这是一个老问题"),
        changes("衣服我都删删了", "衣服我都删了", "a verb with 了 after it is not done a little"),
        changes("你先听听一遍录音", "你先听一遍录音", "what is done a little is not counted"),
        keeps("那我讲讲上家公司的项目", why="a verb doubled, and the last one"),
        changes("我我，我先来", "我，我先来", "nobody answers so"),
        keeps("谁来？我我！", why="an answer"),
        changes("我会会尽快答复", "我会尽快答复", "where jieba sees 我会"),
        keeps("你们该歇歇了", why="time to do it a little"),
        keeps("她喜欢他他不知道", why="an object, then a subject"),
        keeps("送您一首诗诗的作者是我爷爷", why="the end of one clause is the head of the next"),
        keeps("她问你你怎么不回答", why="an object, then a subject"),
        keeps("找找原因", why="a verb doubled: do it a little"),
        keeps("下下周再说", why="the week after next"),
        keeps("不不不，我没说", why="an answer, stressed"),
        keeps("对对，就这样", why="an answer, stressed"),
        keeps("来来往往的人", why="a doubled pair"),
        keeps("那里有一棵树树上有鸟窝", why="an object, then a place"),
        keeps("他嗯嗯啊啊地应付着", why="a doubled pair"),
        keeps("爱谁谁，我不管", why="whoever it is"),
        keeps("真是太谢谢了", why="thanks"),
        keeps("找谁谁不在", why="whoever it is"),
        keeps("我帮他他帮我", why="an object, then a subject"),
        keeps("咱们看看得了，别买", why="and that is enough"),
        keeps("先看看得有多少人来", why="得 is must"),
        keeps("这片子看看得劲", why="得劲 is a word"),
        keeps("条条大路", why="each of them"),
        keeps("郭芳芳来了", why="a name"),
        keeps("钉钉打卡", why="a brand"),
        keeps("小猫喵喵叫", why="a sound"),
        keeps("电话是一一零", why="a number"),
        keeps("妈妈回家了", why="kinship"),
        keeps("今天天气好", why="two words that meet"),
        keeps("我也去过过那种日子的地方", why="to have lived it"),
        keeps("他们窃窃私语", why="a description"),
        keeps("她恨恨地摔了门", why="how she did it"),
        keeps("田里起了一垄垄的土", why="one and another"),
        keeps("沙发软趴趴的", why="a description"),
        keeps("雨后的地板滑滑的，别跑", why="a description"),
        keeps("面包闻着香乎乎的", why="a description"),
        keeps("先喝碗粥垫垫肚子", why="a verb doubled: do it a little"),
        keeps("别人会怪怪自己，他会怪怪老天", why="both are doubled"),
        keeps("我们先看看一年来的账", why="a verb doubled, and what is looked at"),
        changes("我去搬搬一把椅子", "我去搬一把椅子", "what is done a little is not counted"),
        keeps("高高的楼", why="an adjective doubled"),
        keeps("年年有余，月月有红", why="each of them"),
        keeps("他在上海海关上班", why="two words that meet"),
        keeps("去年年底开的会", why="two words that meet"),
        keeps("他是学会会员", why="two words that meet"),
        keeps("的的确确是他", why="an adverb doubled"),
        keeps("一共52000000元", why="a number"),
        keeps("孩子的便便有点干", why="a children's word"),
        keeps("有女同车，颜如舜英。将翱将翔，佩玉将将。彼美孟姜，洵美且都。", why="verse"),
        keeps("靶纸贴得歪歪倒倒的", why="a doubled pair"),
    ),
)
