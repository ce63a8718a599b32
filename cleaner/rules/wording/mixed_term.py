"""Mend the hanzi of a term that is Latin besides: 5G网落 is 5G网络, 阿里晕OSS is 阿里云OSS.

Leaves alone: hanzi without the Latin beside them; a word of the dictionary; a number or a negation; sounds that only
rhyme; what is near to two terms; what the glossary keeps away.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from cleaner.edits import Finding, Safety
from cleaner.language.dictionary import frequency
from cleaner.language.fold import fold
from cleaner.rule import WHOLE, Rule, changes, keeps
from cleaner.rules.wording._sounds import Node, Sounding, soundings, tree
from cleaner.rules.wording._terms import FACTS, Lexicon, Spelling, is_apart, lexicon
from cleaner.view import ONE_HANZI, View

_MIXED = re.compile(rf"([^\u3400-\u9fff]*)({ONE_HANZI}{{2,}})([^\u3400-\u9fff]*)")


def find(view: View) -> Iterator[Finding]:
    """Every range of hanzi that sounds like those of just one term whose Latin stands beside it."""
    known = lexicon(view)
    if known is None or not _parts(known):
        return
    parts = _parts(known)
    for _, group in groupby(soundings(_tree(known), view.folded), key=lambda sounding: (sounding.start, sounding.end)):
        meant = [
            found
            for sounding in group
            if _is_misheard(view, sounding)
            for term in parts[sounding.letters]
            if (found := _beside(view, sounding, term))
        ]
        if len(meant) != 1:
            continue
        start, end, term, safety = meant[0]
        if not term.is_barred(view, start, end):
            yield Finding(start, end, term.written, f"{view.text[start:end]} sounds like {term.written}", safety)


@lru_cache(maxsize=16)
def _parts(known: Lexicon) -> dict[str, list[Spelling]]:
    """The terms of hanzi and Latin, by their hanzi, which stand together."""
    parts: dict[str, list[Spelling]] = {}
    for spelling in known.spellings:
        match = _MIXED.fullmatch(_unblanked(spelling))
        if match and (match[1] or match[3]) and not spelling.alias:
            parts.setdefault(match[2], []).append(spelling)
    return parts


@lru_cache(maxsize=16)
def _tree(known: Lexicon) -> Node:
    return tree(_parts(known))


def _unblanked(term: Spelling) -> str:
    return fold(term.written).replace(" ", "")


def _beside(view: View, sounding: Sounding, term: Spelling) -> tuple[int, int, Spelling, Safety] | None:
    """The range of the whole term, if its Latin stands where it should, with a blank between or without."""
    latin = _MIXED.fullmatch(_unblanked(term))
    if latin is None:
        return None
    start, end, folded = sounding.start, sounding.end, view.folded
    if latin[1]:
        start -= folded[start - 1 : start] == " "
        start -= len(latin[1])
    if latin[3]:
        end += folded[end : end + 1] == " "
        end += len(latin[3])
    stands = start >= 0 and folded.startswith(latin[1], start) and folded[:end].endswith(latin[3], start)
    if not stands or not is_apart(folded, start, end):
        return None
    return start, end, term, Safety.UNSURE if sounding.alike else Safety.LIKELY


def _is_misheard(view: View, sounding: Sounding) -> bool:
    start, end = sounding.start, sounding.end
    if not sounding.differing or sounding.rhyming or sounding.alike > 1 or frequency(view.folded[start:end]):
        return False
    if len(sounding.differing) == end - start and (sounding.alike or end - start < 3):
        return False
    return view.is_words(start, end) and not any(view.folded[at] in FACTS for at in sounding.differing)


_GLOSSARY = ("5G网络", "阿里云OSS", "A/B测试", "T恤")

RULE = Rule(
    find=find,
    reach=WHOLE,
    cases=(
        changes("5G网落很快", "5G网络很快", glossary=_GLOSSARY),
        changes("存在阿里晕 oss里，做a/b测市", "存在阿里云OSS里，做A/B测试", glossary=_GLOSSARY),
        keeps("这张网落在5G上", "not beside it", glossary=_GLOSSARY),
        keeps("5G网罗了客户", "another word", glossary=_GLOSSARY),
        keeps("35G网落，阿里晕osso", "within a longer word", glossary=_GLOSSARY),
        keeps("5G王洛", "nothing of it is right", glossary=_GLOSSARY),
        keeps("5G网落", "two terms of one sound", glossary=("5G网络", "5G网洛")),
        keeps("5G网落", "kept away", glossary=("5G网络 ≠ 5G网落",)),
        keeps("5G网络和阿里云OSS", "the terms themselves", glossary=_GLOSSARY),
        keeps("5G网落", "no glossary"),
    ),
)
