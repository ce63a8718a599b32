"""Drop a small word that was said before what belongs in front of it: 会怎么会, 比一定比, 是现在是, 一那么一点.

Chinese puts time, subject and adverb before the verb's own words: a modal, a preposition, 是 that stands on both sides
of one of those was begun too early.
Leaves alone: A-not-A (会不会), what the word may take (在夏天在河边), 又稳定又高 and other pairs, verse.
"""

from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.grammar.clauses import previous_word, words
from cleaner.grammar.copies import unbroken
from cleaner.grammar.verse import is_classical
from cleaner.grammar.word_classes import PRONOUNS, function_characters
from cleaner.language.dictionary import tag
from cleaner.rule import Rule, changes, keeps
from cleaner.view import View, Word

_MODALS = frozenset("会要能想得该")
_PREPOSITIONS = frozenset("在比对从把被")
_ADVERBS = frozenset("就也都还")
# A verb is not said before these, which take it: 写要写, 奇挺奇怪.
_BEFORE_VERBS = frozenset({"想", "要", "会", "能", "最", "挺", "很"})
_TOPICS = frozenset("得不了就也的")
_LONGEST = 4


def find(view: View) -> Iterator[Finding]:
    """Every small word that stands before and after what precedes it by rights."""
    text = view.folded
    for copy in unbroken(view):
        first, second = copy.first, copy.second
        if copy.length != 1 or not 1 < second - first <= _LONGEST + 1:
            continue
        char = text[first]
        if char not in _ALL and (
            text[first + 1 : second] not in _BEFORE_VERBS
            or not _is_verb(char)
            or text[copy.end : copy.end + 1] in _TOPICS
            or view.opens_clause(first)
        ):
            continue
        if not view.is_cut(first + 1):
            continue
        between = words(view, first + 1, second)
        following = view.word_at(copy.end)
        if char == "是" and following is not None and (following.tag == "r" or following.folded == "大家"):
            continue  # 是你是我
        if char == "想" and between and between[0].tag == "r" and len(between) == 1 and not _is_subject(view, first):
            continue  # 想你想得睡不着
        if not between or (char == "是" and between[0].tag == "r" and not _opens(view, first)):
            continue  # 我的印象是他是好人
        if _precede(char, between) and not is_classical(view, first, second):
            reason = f"begun before {text[first + 1 : second]}: {char}"
            yield Finding(first, first + 1, "", reason, Safety.LIKELY)


def _opens(view: View, at: int) -> bool:
    """Whether a clause begins here, after a conjunction or a pronoun at most."""
    before = previous_word(view, at)
    return before is None or before.tag == "c" or (before.tag == "r" and view.opens_clause(before.start))


def _is_subject(view: View, first: int) -> bool:
    """Whether no one is named before it who could think: 想我想去."""
    return view.opens_clause(first) and view.folded[first + 1] in "我咱"


def _is_verb(char: str) -> bool:
    return char not in function_characters() and char not in "不还我说" and tag(char)[:1] in ("v", "z")


def _precede(char: str, between: list[Word]) -> bool:
    """Whether these words stand before such a word, and cannot follow it."""
    first, rest = between[0], between[1:]
    if char not in _ALL:
        return True
    kind = first.tag[:1]
    adverb = kind == "d" and len(first.folded) > 1
    person = first.folded[0] in PRONOUNS and kind == "r"
    if char in _MODALS:
        return not rest and (kind == "c" or first.folded in _QUESTIONS or (person and first.folded[0] not in "这那"))
    if char in _PREPOSITIONS:
        if person:
            return bool(rest) and (rest[0].tag[:1] == "t" or (rest[0].tag[:1] == "d" and char != "在"))
        return (adverb or first.folded in _MODALS) and not rest
    if char in _ADVERBS:
        return kind == "p" and first.folded not in (char, "在") and len(first.folded) == 1
    if char == "一":
        return not rest and (kind in ("c", "p") or person or first.folded in ("那么", "这么", "要是"))
    if kind == "t":
        return not rest or (len(rest) == 1 and rest[0].tag == "r")
    return person and not rest


_QUESTIONS = frozenset({"怎么", "为什么", "怎样", "哪里"})
_ALL = _MODALS | _PREPOSITIONS | _ADVERBS | {"一", "是"}

RULE = Rule(
    find=find,
    cases=(
        changes("真不明白会怎么会停电", "真不明白怎么会停电"),
        changes("新楼比一定比旧楼高", "新楼一定比旧楼高"),
        changes("经理是今天是不是休息", "经理今天是不是休息"),
        changes("他有一这么一个想法", "他有这么一个想法"),
        changes("这个价也跟也差不多", "这个价跟也差不多"),
        keeps("我就在想就是他了", why="在 says that it goes on"),
        changes("我没打算写要写这封信", "我没打算要写这封信"),
        keeps("我的印象是他是好人", why="what the impression is"),
        changes("是你是不是又忘了", "你是不是又忘了"),
        keeps("走要走得快", why="a topic"),
        keeps("不知道是你是我", why="the one or the other"),
        keeps("你会不会来", why="A-not-A"),
        keeps("在夏天你在河边散步", why="在 has a time"),
        keeps("在你不在的那几年里店关了", why="while you were away"),
        keeps("幸好在我还在学校的时候学会了", why="while I was there"),
        keeps("房子又稳定又高", why="a pair"),
        keeps("我想了想", why="to think a little"),
        keeps("他是主要的是次要的都管", why="two of them"),
        keeps("是致是附，四方以无侮", why="verse"),
        keeps("是是非非说不清", why="a doubled pair"),
        keeps("走着走着就到了", why="while walking"),
        keeps("看一看再说", why="to look a little"),
        keeps("这几天想你想得睡不着", why="a verb said again after its object"),
    ),
)
