"""The terms of a script that an engine would mishear, to be told before it listens.

An engine has room for a few dozen terms and writes what it was told where it hears something like it: so only what is
not common is told, Latin words first (where the gain is largest), then names and rare nouns.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from cleaner.language import wordlist
from cleaner.language.dictionary import frequency, tag
from cleaner.language.segmenter import segmenter
from cleaner.script import Script

_WORD = r"[A-Za-z0-9]+(?:[./&'’_-][A-Za-z0-9]+)*(?:\+\+|#)?"  # A/B, C++, 5G, node.js, scikit-learn
_PHRASE = re.compile(f"{_WORD}(?: {_WORD})*")
_INNER = re.compile(r"[a-z]*[A-Z]+[a-z0-9]*[A-Z]|[A-Za-z]+[0-9]|[0-9]+[A-Z]")
_PASSAGE = 6  # Latin words one after another are English, of which only what is no word is a term: GitHub, GPT4
_TERM = 3  # words of a term at most
_HANZI = re.compile("[\u4e00-\u9fff]+")
_INTRODUCED = re.compile("(?:我叫|我是|名叫|名字叫|叫做|叫|姓名是|名字是)$")
_GIVEN = 2  # hanzi of a given name at most
_RARE = 150  # times in jieba's dictionary, where a common noun has thousands
_NOUNS = ("n", "nz", "nt", "ns", "j", "vn")
# What makes a phrase of an entry of jieba's: 餐桌上, 带回去, 太慢.
_LIGHT_WORDS = frozenset("一两三几这那你我他她它们是不没很太就也都了着过的地得来去起上下里吧吗呢")
_LIGHT = re.compile(f"[{''.join(sorted(_LIGHT_WORDS))}]")


def hotwords(script: Script) -> list[str]:
    """The script's rare terms, the most important first: Latin words, then names, then rare nouns.

    Args:
        script: what is meant; of what is not said no term is taken.
    """
    said = [script.said[sentence.start : sentence.end] for sentence in script.sentences]
    words = [segmenter()(sentence) for sentence in said]
    latin = Counter(term for sentence in said for term in _latin(sentence))
    names = Counter(name for sentence in words for name in _names(sentence))
    nouns = Counter(word for sentence in words for word in sentence if _is_rare(word))
    rare = sorted(nouns, key=lambda word: (-(nouns[word] ** 2) / (frequency(word) + 10), word))
    return list(dict.fromkeys((*_by_count(latin), *_by_count(names), *rare)))


def _by_count(terms: Counter[str]) -> list[str]:
    """The commonest first, those of one count in the order of the script; each in the spelling it has there first."""
    folded: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for term, count in terms.items():
        counts[folded.setdefault(term.lower(), term)] += count
    return [term for term, _ in counts.most_common()]


def _latin(sentence: str) -> Iterator[str]:
    """The Latin terms of a sentence: words that stand together are one, if they are few."""
    common = wordlist.entries("english_common")
    for match in _PHRASE.finditer(sentence):
        words = match[0].split(" ")
        if len(words) >= _PASSAGE:
            yield from filter(_INNER.match, words)
            continue
        for is_common, group in groupby(words, key=lambda word: word.lower() in common):
            term = list(group)
            if not is_common and any(len(word) > 1 and not word.isdecimal() for word in term):
                yield from [" ".join(term)] if len(term) <= _TERM else term


def _names(words: list[str]) -> Iterator[str]:
    """Names that somebody is introduced with: 我叫林小禾."""
    before = ""
    for at, word in enumerate(words):
        if word in wordlist.entries("hallucination_surnames") and _INTRODUCED.search(before):
            given = ""
            for part in words[at + 1 :]:
                if not _HANZI.fullmatch(part) or len(given) + len(part) > _GIVEN or part in _LIGHT_WORDS:
                    break
                given += part
            if given:
                yield word + given
        before = (before + word)[-4:]


def _is_rare(word: str) -> bool:
    """Whether a word is a noun that jieba's dictionary counts seldom."""
    return (
        len(word) > 1
        and bool(_HANZI.fullmatch(word))
        and not _LIGHT.search(word)
        and frequency(word) < _RARE
        and tag(word) in _NOUNS
    )
