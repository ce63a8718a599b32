"""Mend a Latin word that is nearly a term of the glossary, as it is spelt or by its sound: Tenorflow is TensorFlow.

Also one that was written as two: tensol flow.
Leaves alone: short words; ordinary English words; plurals and compounds of a term, and its beginning (Postgres,
PostgreSQL); what differs in a digit (GPT-3, GPT-4), or in the first letter and not only there; what is near to two
terms; what the glossary keeps away.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from cleaner.edits import Finding, Safety
from cleaner.rule import WHOLE, Rule, changes, keeps
from cleaner.rules.wording._terms import Lexicon, Spelling, is_apart, is_known, lexicon
from cleaner.view import View

_WORD = re.compile("[a-z][a-z0-9]{4,39}")
_TWO = re.compile("[a-z]{2,12}(?: [a-z]{2,12})+")
_TELLING = 7  # shorter words are rare English ones too easily (docket, Docker)
_UNMISTAKABLE = 8  # letters that are a term even with a wrong first one
_DIGITS = re.compile(r"\d+")
_TWICE = re.compile(r"(.)\1+")
_ENDINGS = ("s", "es", "ed", "er", "ers", "ing", "ly", "js", "io", "x", "db", "ml", "py")


def find(view: View) -> Iterator[Finding]:
    """Every word that is near to just one term."""
    known = lexicon(view)
    if known is None or not _terms(known):
        return
    for match in _WORD.finditer(view.folded):
        meant = _meant(match.group(), known)
        if meant and is_apart(view.folded, *match.span()) and not meant.is_barred(view, *match.span()):
            sure = len(match.group()) >= _TELLING or _sound(match.group()) == _sound(meant.letters)
            yield _nearly(view, match, meant, Safety.LIKELY if sure else Safety.UNSURE)
    for match in _TWO.finditer(view.folded):
        parts = match.group().split()
        word = "".join(parts)
        if len(parts) != 2 or len(word) < _TELLING or not is_apart(view.folded, *match.span()):
            continue
        meant = _meant(word, known)
        if meant and len(meant.written.split()) == 1 and not meant.is_barred(view, *match.span()):
            yield _nearly(view, match, meant, Safety.UNSURE if all(map(is_known, parts)) else Safety.LIKELY)


def _nearly(view: View, match: re.Match[str], meant: Spelling, safety: Safety) -> Finding:
    here, written = view.text[match.start() : match.end()], meant.written
    return Finding(match.start(), match.end(), written, f"{here} is nearly {written}, which the glossary has", safety)


@lru_cache(maxsize=64)
def _terms(known: Lexicon) -> tuple[Spelling, ...]:
    """The Latin terms that are long enough."""
    return tuple(
        spelling
        for spelling in known.spellings
        if not spelling.alias and spelling.letters.isascii() and _most(len(spelling.letters))
    )


def _most(length: int) -> int:
    """How many letters may be wrong, missing, too many or changed over."""
    return 0 if length < 5 else 1 if length < 8 else 2


@lru_cache(maxsize=8192)
def _meant(word: str, known: Lexicon) -> Spelling | None:
    """The one term that a word is near to."""
    from rapidfuzz.distance import OSA

    if is_known(word) or any(spelling.letters == word for spelling in known.spellings):
        return None
    near = []
    for spelling in _terms(known):
        letters = spelling.letters
        # The shorter of the two decides: five letters with two wrong are another word.
        most = _most(min(len(word), len(letters)))
        if word[0] != letters[0]:  # then all the rest must be right, and long
            most = int(min(len(word), len(letters)) >= _UNMISTAKABLE)
        if abs(len(word) - len(letters)) > most:
            continue
        if _DIGITS.findall(word) != _DIGITS.findall(letters) or _is_formed(word, letters):
            continue
        if OSA.distance(word, letters, score_cutoff=most) <= most or _sound(word) == _sound(letters):
            near.append(spelling)
    return near[0] if len(near) == 1 else None


@lru_cache(maxsize=16384)
def _sound(word: str) -> str:
    """A word as it sounds in English, roughly: graphana and Grafana are the same."""
    for written, said in (("ph", "f"), ("ck", "k"), ("qu", "k"), ("q", "k"), ("ch", "k"), ("y", "i"), ("z", "s")):
        word = word.replace(written, said)
    return _TWICE.sub(r"\1", re.sub("c(?![eiy])", "k", word))


def _is_formed(word: str, letters: str) -> bool:
    """Whether one is the other with an ending, or the beginning of it: words of one family."""
    longer, shorter = (word, letters) if len(word) > len(letters) else (letters, word)
    if letters.startswith(word) and len(letters) > len(word) + 1:
        return True
    ending = longer.removeprefix(shorter)
    return ending in _ENDINGS and not (ending == "s" and longer == letters)  # a term's own s: solidwork, SolidWorks


_GLOSSARY = ("TensorFlow", "Kubernetes", "GPT-4", "Golang", "Vue3", "PyTorch", "Kafka", "Docker")

RULE = Rule(
    find=find,
    reach=WHOLE,
    cases=(
        changes("我们用Tenorflow训练", "我们用TensorFlow训练", glossary=_GLOSSARY),
        changes("部署在kubernets上，用pytroch", "部署在Kubernetes上，用PyTorch", glossary=_GLOSSARY),
        changes("自学DensorFlow", "自学TensorFlow", "only its first letter", glossary=_GLOSSARY),
        changes(
            "看graphana，用tensol flow，写fluter",
            "看Grafana，用TensorFlow，写Flutter",
            glossary=("Grafana", "TensorFlow", "Flutter"),
        ),
        changes("用solidwork画", "用SolidWorks画", glossary=("SolidWorks",)),
        keeps("连上postgres", "its beginning", glossary=("PostgreSQL",)),
        keeps("自学Densorflew", "its first letter and another", glossary=_GLOSSARY),
        keeps("两个Dockers和一把scale", "another form, another word", glossary=(*_GLOSSARY, "Scala")),
        keeps("GPT-3和GPT3，Vue2", "another version", glossary=_GLOSSARY),
        keeps("他叫Kafko，她叫Lafka", glossary=("Kafka", "Kafkb")),
        keeps("tensorflows和mytensorflow", "within a longer word", glossary=_GLOSSARY),
        keeps("我们用Tenorflow训练", "kept away", glossary=("TensorFlow ≠ Tenorflow",)),
        keeps("我们用Tenorflow训练", "no glossary"),
    ),
)
