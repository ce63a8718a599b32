"""Write the term of the glossary that was said where a recogniser wrote other hanzi of its sound: 云主鸡 is 云主机.

Leaves alone: what is not a word of its own; a word of the dictionary; other words that make sense (是一名, 石一鸣), a
number or a negation; what sounds like two terms; what the glossary keeps away (平安科技 !饲料). Only offered are a term
of two hanzi, a word or a common hanzi that is heard in another tone, and a rhyme where the glossary is long: among
thousands of terms some rhyme with anything.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from cleaner.edits import Finding, Safety
from cleaner.language.dictionary import frequency, tag
from cleaner.rule import WHOLE, Rule, changes, keeps, offers
from cleaner.rules.wording._sounds import Node, Sounding, soundings, tree
from cleaner.rules.wording._terms import FACTS, Lexicon, Spelling, lexicon, standing
from cleaner.view import ONE_HANZI, View, Word

_HANZI_TERM = re.compile(ONE_HANZI + "{2,}")
_TELLING = 3  # shorter terms sound like too many words
_LONG = 4  # so many hanzi are known by their sound with one of them wrong
# How often jieba's dictionary counted words that anybody says: hanzi that stand alone, longer words.
_ORDINARY_HANZI = 20_000
_ORDINARY_WORD = 2_000
_GRAMMATICAL = 100_000  # 是 有 在 说 人 大
# What is heard in another tone than the term's is likelier meant as it stands, if it is said as often as this.
_SAID_HANZI = 3_000
_SAID_WORD = 10
_MANY = 1_000  # terms
# Words of these tags join others: adverbs, prepositions, conjunctions, particles, pronouns, numerals, measures.
_JOINING = frozenset("dpcurymqf")
_PARTICLES = frozenset("uy")
_TRIED = re.compile("(.)[一了]\\1")  # 翻一翻 is no 翻一番


def find(view: View) -> Iterator[Finding]:
    """Every range that sounds like just one term, and is nothing else."""
    known = lexicon(view)
    if known is None or not (terms := _terms(known)):
        return
    found = list(soundings(_tree(known), view.folded))
    taken = _standing(known, view.folded, found)
    for (start, end), group in groupby(found, key=lambda sounding: (sounding.start, sounding.end)):
        near = [sounding for sounding in group if _is_near(sounding)]
        if len(near) != 1 or any(taken[start:end]) or not _is_misheard(view, near[0]):
            continue
        term = terms[near[0].letters]
        if term.is_barred(view, start, end):
            continue
        written = term.written
        reason = f"{view.text[start:end]} sounds like {written}"
        yield Finding(start, end, written, reason, _safety(view, near[0], len(terms)))


@lru_cache(maxsize=16)
def _terms(known: Lexicon) -> dict[str, Spelling]:
    """The terms that are all hanzi, by their letters."""
    return {
        spelling.letters: spelling
        for spelling in known.spellings
        if not spelling.alias
        and _HANZI_TERM.fullmatch(spelling.letters)
        and len(spelling.written) == len(spelling.letters)
    }


@lru_cache(maxsize=16)
def _tree(known: Lexicon) -> Node:
    return tree(_terms(known))


def _standing(known: Lexicon, folded: str, found: list[Sounding]) -> bytearray:
    """For each character whether it belongs to a term or an alias that stands there."""
    ranges = [(sounding.start, sounding.end) for sounding in found if not sounding.differing]
    ranges += [(spelling.start, spelling.end) for spelling in standing(known, folded)]
    taken = bytearray(len(folded))
    for start, end in ranges:
        taken[start:end] = b"\1" * (end - start)
    return taken


def _is_near(sounding: Sounding) -> bool:
    """Whether the sounds are near enough to be the term's."""
    length, differing = len(sounding.letters), len(sounding.differing)
    if not differing:
        return False
    if length < _TELLING:
        return differing == 1 and not sounding.alike and not sounding.rhyming
    if sounding.rhyming:  # half of it must be written right, and the rest sound the same, in the same tone
        alike = sounding.alike or sounding.off_tone
        return length >= _LONG and sounding.rhyming == 1 and not alike and differing * 2 <= length
    return not sounding.alike or (differing < length and sounding.alike * 3 <= length)


def _safety(view: View, sounding: Sounding, terms: int) -> Safety:
    length = len(sounding.letters)
    if length < _TELLING or (sounding.rhyming and terms > _MANY) or (sounding.off_tone and _is_said(view, sounding)):
        return Safety.ASK
    if length < _LONG:
        return Safety.UNSURE if sounding.alike or len(sounding.differing) == length else Safety.LIKELY
    return Safety.LIKELY if sounding.alike + sounding.rhyming <= 1 else Safety.UNSURE


def _is_misheard(view: View, sounding: Sounding) -> bool:
    """Whether what is written there makes no sense by itself."""
    start, end = sounding.start, sounding.end
    heard = view.folded[start:end]
    if not view.is_words(start, end) or frequency(heard) or any(view.folded[at] in FACTS for at in sounding.differing):
        return False
    if _TRIED.match(heard):
        return False
    words = {word for at in range(start, end) if (word := view.word_at(at))}
    wrong = {word for at in sounding.differing if (word := view.word_at(at))}
    ordinary = [word for word in wrong if _is_ordinary(word)]
    if not ordinary:
        return True
    if (sounding.alike or len(sounding.differing) > 1) and any(map(_is_grammatical, ordinary)):
        return False
    if sounding.rhyming or len(sounding.differing) == end - start:  # little says that it is the term
        return False
    if len(sounding.differing) > 1:
        return len(ordinary) < len(wrong) and (end - start >= _LONG or all(map(_is_fragment, ordinary)))
    if end - start >= _LONG:
        return len(ordinary[0].folded) == 1 and ordinary[0].tag[:1] not in _PARTICLES
    return _is_fragment(ordinary[0]) and any(map(_is_fragment, words - wrong))


def _is_said(view: View, sounding: Sounding) -> bool:
    """Whether what differs from the term is in use: another word, or within a short term a common hanzi."""
    length, count = len(sounding.letters), len(sounding.differing)
    if count > 1 and (length < _LONG or sounding.off_tone > 1):
        return True
    if length > _LONG and count == 1:
        return False
    return any(
        frequency(word.folded) >= _SAID_WORD
        if len(word.folded) > 1
        else length < _LONG and frequency(word.folded) >= _SAID_HANZI
        for at in sounding.differing
        if (word := view.word_at(at))
    )


def _is_fragment(word: Word) -> bool:
    """Whether it is likelier the rest of a misheard word than one that a sentence is built with."""
    return len(word.folded) == 1 and not _is_grammatical(word) and word.tag[:1] not in _JOINING


def _is_grammatical(word: Word) -> bool:
    return len(word.folded) == 1 and frequency(word.folded) >= _GRAMMATICAL


def _is_ordinary(word: Word) -> bool:
    if len(word.folded) == 1:
        return frequency(word.folded) >= _ORDINARY_HANZI
    return frequency(word.folded) >= _ORDINARY_WORD or tag(word.folded)[:1] in _JOINING


_GLOSSARY = ("平安科技", "云主机", "石一鸣", "人工智能", "青藏高原", "陈雨禾", "数据湖", "三一重工", "禾木")

RULE = Rule(
    find=find,
    reach=WHOLE,
    cases=(
        changes(
            "他在平安颗粒工作", "他在平安科技工作", "half of it written right, one initial wrong", glossary=_GLOSSARY
        ),
        changes("买了两台云主鸡，很便宜", "买了两台云主机，很便宜", glossary=_GLOSSARY),
        changes("我们爬上了青葬高原", "我们爬上了青藏高原", glossary=_GLOSSARY),
        changes("这是程雨禾写的", "这是陈雨禾写的", "cheng for chen", glossary=_GLOSSARY),
        changes("我們用數據壺", "我們用數據湖", "in the script asked for", glossary=_GLOSSARY, hanzi="traditional"),
        offers("我们去了禾沐。", "我们去了禾木。", glossary=_GLOSSARY),
        keeps("他是一名老师", "words that make sense", glossary=_GLOSSARY),
        keeps("人工只能做一半", "a word anybody says", glossary=_GLOSSARY),
        keeps("数据胡说的", "a word and another", glossary=_GLOSSARY),
        keeps("三亿重工", "a number is never changed", glossary=_GLOSSARY),
        keeps("云主机和平安科技都在，石一鸣也在", "the terms themselves", glossary=_GLOSSARY),
        keeps("云主鸡", "two terms of one sound", glossary=("云主机", "云主基")),
        keeps("陈四", "its first half", glossary=_GLOSSARY),
        keeps("他在平安客气地说，平安可以", "a rhyme in another tone", glossary=_GLOSSARY),
        keeps("比一比身高", "a verb said twice", glossary=("比一笔",)),
        offers("把两段链接起来，链接失败了", "把两段链接起来，连接失败了", "another tone", glossary=("连接失败",)),
        offers("我们用短数据。", "我们用段数据。", "a common hanzi in another tone", glossary=("段数据",)),
        changes(
            "平安颗粒上市了。饲料厂买平安颗粒",
            "平安科技上市了。饲料厂买平安颗粒",
            "not where 饲料 is",
            glossary=("平安科技 !饲料 !塑料",),
        ),
        keeps("他在平安颗粒工作", "never", glossary=("平安科技 ≠ 平安颗粒",)),
        keeps("买了两台云主鸡", "no glossary"),
    ),
)
