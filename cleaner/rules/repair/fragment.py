"""Drop a word that broke off after its first syllable and is said later: 纪，纪录片, 有展很多展览.

What was said with it goes too where that is begun again: 旧的书旧一点的书架.
Leaves alone: a syllable that is a word (不肯投，最后还是投中了), what a number counts (三基，基础知识), names, verse.
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.grammar.clauses import previous_word
from cleaner.grammar.copies import Copy, single, unbroken
from cleaner.grammar.verse import is_classical
from cleaner.grammar.word_classes import DIGITS, bound_hanzi
from cleaner.language.wordlist import entries
from cleaner.rule import Rule, changes, keeps
from cleaner.view import ONE_HANZI, View, Word

_LATER = re.compile(f"(, *)?{ONE_HANZI}{{0,6}}")
_FARTHEST = 8
_NEAR = 6
_MODALS = frozenset("想要会能敢肯该得")
_CONTRAST = re.compile("(?:而|并|也|却|又)?(?:不是|非|不等于|不只是?|不光是?|不仅是?|不同于|有别于)")
# Beside a syllable they show that it is a word: 行首, 域中, 键与键值.
_NAMED = frozenset("首尾末中里内外与和及至或、")
# They frame two things: 全心全力, 同工同酬.
_FRAMES = frozenset("全同各半")
# Verbs after which a word may break off; what others take is an object: 勾选.
_LOOSE = frozenset("有是去来到在会要想说叫用")


def find(view: View) -> Iterator[Finding]:
    """Every lone bound character before a word that begins with it, every second start after one."""
    for copy in single(view, _FARTHEST, bound_hanzi()):
        finding = _single(view, copy)
        if finding is not None:
            yield finding
    for copy in unbroken(view):
        if 2 < copy.second - copy.first <= _NEAR:
            finding = _begun_again(view, copy)
            if finding is not None:
                yield finding


def _single(view: View, copy: Copy) -> Finding | None:
    first, second = copy.first, copy.second
    match = _LATER.fullmatch(view.folded, first + 1, second)
    begun, meant = view.word_at(first), view.word_at(second)
    if match is None or begun is None or len(begun.folded) > 1 or not _is_whole(meant, second):
        return None
    if view.folded[first + 1 : second] in ("不", "没") or (second == first + 2 and begun.folded in _FRAMES):
        return None  # 参不参加, 全心全力
    if match[1] and _CONTRAST.match(view.folded, first + 1 + len(match[1])):
        return None  # 他指的语，并非语法
    before = previous_word(view, first)
    kind = "" if before is None else before.tag[:1]
    if before is not None and before.folded in _MODALS and begun.folded in entries("reduplication_verb"):
        return None  # 我想学，学校不收
    if kind in ("m", "q") or (before is not None and before.folded[-1] in DIGITS):
        return None  # 三基，基础知识
    between = view.folded[first + 1 + len(match[1] or "") : second]
    does = kind == "v" and before is not None and len(before.folded) == 1 and before.folded not in _LOOSE
    if match[1] is not None and between and (does or kind in ("n", "a", "z", "x", "e") or view.before(first) == "之"):
        return None  # 装了许多软件包，都是源码包
    if match[1] is None and not _NAMED.isdisjoint(between[:1] + between[-1:]):
        return None  # 行首与行尾, 域中的主域控制器
    if match[1] is None and (
        does or kind in ("n", "x", "e", "u") or begun.tag[:1] in ("v", "f", "m") or view.folded[second - 1] == "的"
    ):
        return None  # 北极狐是狐狸, 去看这个看台, 学现在的学者
    if meant is not None and _is_spelt(view, first, meant):
        return None
    if is_classical(view, first, second):
        return None
    end = first + 1 + len(match[1] or "")
    return Finding(first, end, "", f"broken off, said later: {begun.folded}", Safety.LIKELY)


def _is_spelt(view: View, first: int, meant: Word) -> bool:
    """Whether it is said on its own, as a verb or as a part of a name: 能织就织; 方圆的方，方圆的圆."""
    char = view.folded[first]
    if view.folded.startswith("的" + char, meant.end):
        return True  # 读作行，行走的行
    return meant.folded[1:2] in ("不", "得") or char in view.folded[max(first - 4, 0) : first]


def _begun_again(view: View, copy: Copy) -> Finding | None:
    first, second = copy.first, copy.second
    if not view.is_cut(second - 1) or second - 1 < first + copy.length:
        return None
    last = view.word_at(second - 1)
    if last is None:
        return None
    char = last.folded
    if char == view.folded[first] or last.tag[:1] not in ("n", "a", "g") or not view.folded[first:second].isalnum():
        return None
    head = view.word_at(first)
    if head is None or head.tag == "p":
        return None  # 在台上打在打
    if view.folded[second] in "不没" and view.folded[second + 1 : second + 2] == char:
        return None  # 不知道他参不参加
    at = view.folded.find(char, copy.end, copy.end + copy.lag + 2)
    if at < 0 or not view.folded[second:at].isalnum() or not _is_whole(view.word_at(at), at):
        return None
    if is_classical(view, first, second):
        return None
    return Finding(first, second, "", f"broken off and begun again: {view.folded[first:second]}", Safety.LIKELY)


def _is_whole(word: Word | None, start: int) -> bool:
    return word is not None and word.start == start and len(word.folded) > 1


RULE = Rule(
    find=find,
    cases=(
        changes("他拍的是化，化妆广告", "他拍的是化妆广告"),
        changes("你知道语，学语法难不难", "你知道学语法难不难"),
        changes("楼里有体很多体育馆", "楼里有很多体育馆"),
        changes("我想买旧的书旧一点的书架", "我想买旧一点的书架", "what was said with it is begun again"),
        keeps("你得学，学到会为止", why="a syllable that is a word"),
        keeps("这个字读作行，行走的行", why="how it is written"),
        keeps("他指的语，并非语法", why="one against the other"),
        keeps("看他行不行，行不行得试了才知道", why="a verb that is asked about"),
        keeps("我不知道他参不参加", why="whether or not"),
        keeps("她叫康宁，康宁的康，康宁的宁", why="how a name is written"),
        keeps("没权哪有权力可用", why="a word by itself"),
        keeps("我想学，学校不收", why="a verb after what takes it"),
        keeps("大家吃面，面条是手擀的", why="a word by itself"),
        keeps("他不肯投，最后还是投中了", why="a verb"),
        keeps("护士讲三基，基础知识最要紧", why="a number counts it"),
        keeps("周末再去看这个看台", why="a verb with its object"),
        keeps("他爱学现在的学者", why="a verb with its object"),
        keeps("他们在台上打在打斗", why="where, and that it goes on"),
        keeps("我们去我们没去过的地方", why="a verb, and where"),
        keeps("北极狐是一种狐狸", why="part of a name"),
        keeps("县官急索租，租税从何出", why="verse"),
        keeps("人民的学校培养学生", why="two words"),
        keeps("说一是一，说二是二", why="X is X"),
        keeps("他们以煤养农，把农业也带起来了", why="a verb with its object"),
        keeps("按一下 Shift 键，再看键盘上的灯", why="a word by itself"),
        keeps("要先勾选这个选项", why="a verb with what it takes"),
        keeps("光标在行首和行尾之间跳", why="a word by itself"),
    ),
)
