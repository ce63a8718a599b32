"""Drop a clause that was given up after a word that needs another, when its subject begins anew: 你把，你先把门关上.

Leaves alone: clauses that end as clauses do (他走了，他不回来), parallels (他来，他也来).
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.grammar.clauses import previous_word, words
from cleaner.grammar.word_classes import DIGITS, SUBJECTS
from cleaner.language.dictionary import tag
from cleaner.rule import Rule, changes, keeps
from cleaner.view import View

# The subject, up to six characters, a comma, perhaps the subject. What is between is looked at below.
_CLAUSE = re.compile(f"(?P<subject>{SUBJECTS})(?P<rest>[^\\W\\d_]{{1,6}}?), *(?={SUBJECTS})")
_TWICE = re.compile(f"(?P<subject>{SUBJECTS})(?P<rest>[^\\W\\d_]{{1,3}}?)(?={SUBJECTS})")
# Nothing ends with these: prepositions, adverbs of one character, modals before their verb, the copula.
_DANGLING = frozenset("离把被从跟和向往就也都还又才很挺最更是因将一两几") | {
    "就是",
    "也就是",
    "也是",
    "已经",
    "因为",
    "但是",
    "所以",
    "而且",
    "已经是",
}
_OWN = frozenset("的们自就也都才还") | {""}
_SAYING = frozenset({"说", "觉得", "认为", "就是", "感觉"})
# Adverbs that stand before a subject as well.
_BEFORE_SUBJECTS = frozenset({"甚至", "甚至于", "也许", "大概", "尤其", "就是"})
_STARTS = frozenset("就很一要能才")


def find(view: View) -> Iterator[Finding]:
    """Every clause that ends on a dangling word before its subject comes again."""
    for match in view.finditer(_CLAUSE):
        last = view.word_before(match.end("rest"))
        if last is None or last.folded not in _DANGLING or not view.folded.startswith(match["subject"], match.end()):
            continue
        said = [word.tag[:1] for word in words(view, match.end("subject"), last.start)]
        if "v" in said and last.folded.endswith("是"):
            continue  # 我希望就是，我…
        if view.opens_clause(match.start()) or set(said) <= {"d"}:
            # A number may be all that was to be said (我选一，我不选二), if not the same words come again.
            finding = _taken_up(view, match) or (None if last.folded in DIGITS else _given_up(match))
            if finding is not None:
                yield finding
    for match in view.finditer(_TWICE):
        if not _is_start(match["rest"]) or not view.folded.startswith(match["subject"], match.end()):
            continue
        end = match.end() + len(match["subject"])
        before = previous_word(view, match.start())
        opens = before is None or before.tag[:1] == "c" or before.folded in _SAYING
        if opens and view.is_cut(match.start()) and view.is_cut(match.end()) and view.folded[end : end + 1] not in _OWN:
            yield _given_up(match)


def _is_start(rest: str) -> bool:
    """Whether a subject goes on with this and more: an adverb that stands after its subject."""
    return rest in _STARTS or (len(rest) > 1 and tag(rest) == "d" and rest not in _BEFORE_SUBJECTS)


def _taken_up(view: View, match: re.Match[str]) -> Finding | None:
    """The same words come again after the subject: what stands before them stays (我下午还差一，我还差一份)."""
    rest, end = match["rest"], match.end() + len(match["subject"])
    for start in range(1, len(rest) - 1):
        if view.folded.startswith(rest[start:], end):
            said = view.folded[match.start("rest") + start : end]
            return Finding(match.start("rest") + start, end, "", f"given up: {said}", Safety.LIKELY)
    return None


def _given_up(match: re.Match[str]) -> Finding:
    return Finding(match.start(), match.end(), "", f"given up: {match['subject']}{match['rest']}", Safety.LIKELY)


RULE = Rule(
    find=find,
    cases=(
        changes("你把，你先把门关上", "你先把门关上"),
        changes("她已经是，她做的菜谁都爱吃", "她做的菜谁都爱吃"),
        changes("我就我当时看到了", "我当时看到了"),
        changes("她居然她昨天没来", "她昨天没来", "an adverb needs a predicate"),
        changes("老陈她也就是，她也上过当", "老陈她也上过当"),
        changes("我下午还差一，我还差一份报表", "我下午还差一份报表", "when it is stays"),
        keeps("她盼着就是，她能评上", why="what is hoped"),
        keeps("我选一，我不选二", why="a number may be all"),
        keeps("我老家我的房子还在", why="it may be a topic"),
        keeps("他走了，他不回来", why="a whole clause"),
        keeps("我就我的看法说两句", why="就 is a preposition here"),
        keeps("我说我知道", why="a verb with its clause"),
        keeps("我为人民，我为国家", why="parallel"),
    ),
)
