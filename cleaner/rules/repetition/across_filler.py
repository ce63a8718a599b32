"""Drop the first of two copies with a filler between, and the filler: 我们嗯我们, 这个呃，这个.

Leaves alone: 走啊走, 我就是我, 这个人那个人: between nouns and verbs only a bare sound is a filler.
"""

from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.grammar.clauses import previous_word
from cleaner.grammar.verse import is_classical
from cleaner.grammar.word_classes import PRONOUNS, is_function_word
from cleaner.language.wordlist import entries
from cleaner.rule import Rule, changes, keeps
from cleaner.rules.repetition._gaps import Gapped, gapped_copies
from cleaner.view import View

# With one of these a question or a wish ends; the next may ask again.
_PARTICLES = frozenset("呢啊吧嘛呀")
_PREPOSITIONS = frozenset("在从把被跟给向")
_SAYING = frozenset({"说", "觉得", "想", "知道", "认为", "感觉", "是", "有", "希望", "以为", "发现"})
_ASKED = frozenset("什怎谁哪几多")


def find(view: View) -> Iterator[Finding]:
    """Every copy across a filler."""
    sounds = entries("repetition_filler")
    for copy in gapped_copies(view, sounds | entries("repetition_weak_filler")):
        if copy.gap.endswith(",") and copy.gap[0] in _PARTICLES and copy.unit[0] in _ASKED:
            continue  # 说什么呢，什么意思
        if copy.unit in ("那个", "这个") and copy.gap[0] in _PARTICLES and view.folded[copy.end] == "是":
            continue  # 那个啊，那个是风车
        if copy.unit in PRONOUNS and "," in copy.gap and _is_object(view, copy):
            continue  # 有事就告诉我哦，我来办
        if copy.gap.strip(",、 ") not in sounds and not _is_phrase(view, copy):
            continue
        if not is_classical(view, copy.first, copy.second):
            yield Finding(copy.first, copy.second, "", f"said twice: {copy.unit}", Safety.LIKELY)


def _is_object(view: View, copy: Gapped) -> bool:
    """Whether it is whom a verb is about, so that the second one begins a clause of its own."""
    before = previous_word(view, copy.first)
    return before is not None and before.tag[:1] == "v" and before.folded not in _SAYING


def _is_phrase(view: View, copy: Gapped) -> bool:
    if view.closes_clause(copy.end) or ("是" in copy.gap and not view.opens_clause(copy.first)):
        return False
    if copy.unit in _PREPOSITIONS:  # 在那个在, but 对这个对那个
        pointed = view.folded[copy.end] in "这那" or copy.gap.startswith(",")
        return copy.whole and copy.gap.strip(",、 ") == "那个" and not pointed
    if len(copy.unit) == 1:
        return copy.unit in PRONOUNS and "是" not in copy.gap
    word = view.word_at(copy.first)
    return len(copy.unit) > 2 or (word is not None and is_function_word(word.folded))


RULE = Rule(
    find=find,
    tells=2,
    cases=(
        changes("他们嗯他们呃他们月底交货", "他们月底交货"),
        changes("这个项目那个这个项目很难", "这个项目很难"),
        changes("她在那个在县城教书", "她在县城教书"),
        keeps("他从那个从这个里面挑", why="that one and this one"),
        keeps("这个啊，这个是秤砣", why="an answer"),
        keeps("找啊找", why="on and on"),
        keeps("有事就告诉我哦，我帮您办", why="an object, then a subject"),
        keeps("我没告诉他，然后他自己走了", why="an object, then a subject"),
        keeps("你说什么呢，什么意思", why="two questions"),
        keeps("我就是我", why="X is X"),
        keeps("这个人那个人都来了", why="this one and that one"),
        keeps("问题就是问题", why="X is X"),
        keeps("看啊看啊看不够", why="on and on"),
    ),
)
