"""Drop a character that jieba reads as part of a doubled word, where it began the next one: 小小|时候, 想想|不通.

Leaves alone: the doubled word where what follows is a word by itself (小小年纪), each-words (人人生而平等), kinship.
"""

from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.grammar.clauses import next_word
from cleaner.grammar.copies import doubled
from cleaner.grammar.reduplication import is_adverb
from cleaner.grammar.verse import is_classical
from cleaner.grammar.word_classes import DIGITS
from cleaner.language.dictionary import frequency, tag
from cleaner.language.wordlist import entries
from cleaner.rule import Rule, changes, keeps
from cleaner.view import View

# A word rarer than this is hardly what was begun.
_KNOWN = 50
# What is done a little is no attribute: nobody says 看看的书 (but 试试的想法).
_NEVER_RELATIVE = frozenset("看听说拍写学读唱买卖做玩吃喝找问讲想演")
_DESCRIBING = frozenset("大小美高长好")
_QUESTIONS = frozenset("怎什不谁哪几多干")


def find(view: View) -> Iterator[Finding]:
    """Every doubled word whose second half makes a word with what follows."""
    for start, end in doubled(view):
        word = view.word_at(start)
        if end - start != 2 or word is None or (word.start, word.end) != (start, end):
            continue
        following = next_word(view, end)
        char = view.folded[start]
        if following is None or char in DIGITS or is_adverb(char) or char in entries("reduplication_measure"):
            continue
        if following.folded == "们" or (following.folded in ("的", "地") and char in _DESCRIBING):
            continue  # 哥哥|们, 大大|地
        if following.folded == "的" and char in _NEVER_RELATIVE and view.before(start) not in "一好":
            if view.closes_clause(following.end):
                continue  # 我还挺想看看的
            yield Finding(start, start + 1, "", f"said twice: {char}", Safety.LIKELY)
        elif _begins(view, char, following.folded, following.end) and not is_classical(view, start, end):
            whole = char + following.folded
            yield Finding(start, start + 1, "", f"broken off before {whole}: {char}", Safety.LIKELY)


def _begins(view: View, char: str, following: str, end: int) -> bool:
    whole = char + following
    if whole == "想要":
        after = next_word(view, end)
        return after is not None and after.folded[0] not in _QUESTIONS
    if following.startswith("不"):
        return frequency(whole) > 0
    if char == "大" and following in ("一", "二", "三", "四"):
        return view.folded[end : end + 1] in ("的", "学", "上", "下", "时", "那", "就", "大")
    if char == "好":
        return following[0] in "多几" and tag(following) == "m" and len(following) > 1
    return tag(char) != "v" and tag(whole)[:1] in ("n", "t") and frequency(whole) >= _KNOWN


RULE = Rule(
    find=find,
    cases=(
        changes("那是我小小时候的照片", "那是我小时候的照片"),
        changes("这道题我想想不通", "这道题我想不通"),
        changes("她想想要一间书房", "她想要一间书房"),
        changes("她大大三的时候出国了", "她大三的时候出国了"),
        changes("仓库好好多年没人来", "仓库好多年没人来"),
        keeps("你要好好多练练", why="to do it well"),
        changes("你写写的那份稿子", "你写的那份稿子"),
        keeps("带着试试的想法", why="a set phrase"),
        keeps("那部片子我还挺想看看的。", why="of what one would do a little"),
        keeps("她的哥哥们都在国外", why="kinship"),
        keeps("新办法可以大大地省电", why="how much"),
        keeps("我想想要怎么办", why="to think how"),
        keeps("他小小年纪就会了", why="the doubled word stands by itself"),
        keeps("人人生而平等", why="each of them"),
        keeps("我们聊聊天", why="a verb doubled before its object"),
        keeps("好好学习天天向上", why="each day"),
        keeps("他常常迟到，刚刚才来", why="adverbs"),
        keeps("我再试试看", why="a verb doubled"),
    ),
)
