"""Drop all but one of a character said three times or more: 我我我, 可可可以; all but two where two are a word.

Leaves alone: numbers, sounds (咚咚咚), answers and stress (对对对, 不不不，), adjectives before 的 (大大大的).
"""

from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.grammar.copies import doubled
from cleaner.grammar.reduplication import is_certain, is_emphasis, is_name
from cleaner.grammar.verse import is_classical
from cleaner.grammar.word_classes import DIGITS, function_characters, is_word
from cleaner.language.dictionary import frequency, tag
from cleaner.language.wordlist import entries
from cleaner.rule import Rule, changes, keeps
from cleaner.view import View

# Doubled words rarer than this are in jieba's dictionary by rote: its makers added them all with 3.
_KNOWN = 20


def find(view: View) -> Iterator[Finding]:
    """Every run of three or more of one character."""
    for start, end in doubled(view):
        char = view.folded[start]
        if end - start < 3 or char in DIGITS:
            continue
        ends = char in function_characters() or char in entries("reduplication_measure")
        if ends and not view.is_cut(start) and view.is_cut(start + 1):
            start += 1  # 功能|能|能: the first ends another word
            if not view.is_cut(start + 1):
                continue  # 几天|天天
        if _is_lawful(view, start, end, char) or is_classical(view, start, end):
            continue
        paired = _is_paired(view, end, char)
        kept = 1 + (paired or (_is_doubled_word(char) and not is_word(view.folded[end - 1 : end + 1])))
        if end - start <= kept:
            continue
        safety = Safety.SAFE if is_certain(view, start, end, char) else Safety.LIKELY
        yield Finding(start, end - kept, "", f"said {end - start} times: {char}", safety)


def _is_paired(view: View, end: int, char: str) -> bool:
    """Whether two of it belong to a pair: 认认|真真."""
    after = view.folded[end : end + 2]
    return len(after) == 2 and after[0] == after[1] and is_word(char + after[0])


def _is_doubled_word(char: str) -> bool:
    return char not in function_characters() and frequency(char * 2) >= _KNOWN


def _is_lawful(view: View, start: int, end: int, char: str) -> bool:
    if is_emphasis(view, start, end, char) or is_name(view, start, char):
        return True
    if char in entries("reduplication_verb") and view.closes_clause(end):
        return True  # 每天都跳跳跳跳
    if char in "谁某" and end - start == 3:
        return True  # 谁谁谁, 某某某
    if char in "妈爸哥姐弟妹爷奶叔" and end - start == 4:
        return view.before(start) in "问叫找喊给跟和对陪诉到见"  # 我问妈妈，妈妈说 without its comma
    adjective = tag(char) in ("a", "z", "b") and char not in function_characters()
    return adjective and view.folded[end : end + 1] in ("的", "地")


RULE = Rule(
    find=find,
    tells=2,
    cases=(
        changes("我我我觉得可以", "我觉得可以"),
        changes("大家可可可以试试", "大家可以试试", "the boundaries of words hide inside a run"),
        changes("你再看看看那一页", "你再看看那一页", "two of it are a word"),
        changes("这项技能能能省不少钱", "这项技能能省不少钱", "the first of them ends another word"),
        changes("门口的马路路路很宽", "门口的马路很宽", "a noun whose end was stammered over"),
        changes("她仔仔仔细细地看了一遍", "她仔仔细细地看了一遍", "two of it belong to a pair"),
        keeps("那几天天天停电", why="on each of the days"),
        keeps("三个个个都是好手", why="each of the three"),
        keeps("对对对，就是这样", why="stress"),
        keeps("不不不，我没说", why="an answer"),
        keeps("咚咚咚有人敲门", why="a sound"),
        keeps("大大大的房子", why="an adjective drawn out"),
        keeps("房号是一五五五五二", why="a number"),
        keeps("是是是，我知道了", why="an answer"),
        keeps("哈哈哈哈笑个不停", why="laughter"),
        keeps("他每天就跳跳跳跳。", why="on and on"),
        keeps("谁谁谁来过都记着", why="this one and that one"),
        keeps("我去问妈妈妈妈也不知道", why="an object, then a subject"),
        keeps("一共52000000元", why="a number"),
    ),
)
