"""Lawful reduplication: what Chinese says twice because its grammar does."""

from cleaner.grammar.clauses import begins, fills_clause, next_word, previous_word
from cleaner.grammar.word_classes import (
    DEGREES,
    DIGITS,
    PERSONS,
    PRONOUNS,
    function_characters,
    is_function_word,
    is_number,
    is_word,
)
from cleaner.language.dictionary import tag
from cleaner.language.segmenter import segmenter
from cleaner.language.wordlist import entries
from cleaner.view import View, Word

# They begin with 一 and count nothing.
_ADVERBS = frozenset({"一起", "一直", "一定", "一般", "一样", "一共", "一边", "一旦"})
# Characters that speakers stammer over and writers do not.
_NEVER_TWICE = frozenset("我你他她咱就")
_TO_PERSONS = frozenset("爱叫问找等恨骂打帮陪喊救追") | {
    *("喜欢", "告诉", "认识", "遇见", "碰见", "遇到", "碰到", "看见", "忘记", "通知", "提醒", "联系", "介绍", "答应"),
    *("拒绝", "欺负", "感谢", "原谅", "照顾", "保护", "支持", "鼓励", "批评", "表扬"),
}
_TAKING = frozenset("在是到进")  # one of something
_STATING = frozenset({"是", "有", "在", "要", "会", "能"})
_SUCH = frozenset({"如何", "怎样", "怎么", "怎么样", "如此", "这样", "那样", "多少", "这般"})
_AFTER_A_LITTLE = ("再", "吧", "嘛", "呗", "一下", "就", "看", "而已", "罢了", "什么", "怎么")
# What is named, then spoken of, where a recogniser wrote no mark: 第一件事是搬家|搬家的时候.
_OCCASIONS = ("的时候", "的话")
_NAMING = frozenset({"是", "就是", "叫"})
_FILLERS = frozenset({"呢", "啊", "嘛", "嗯", "呃", "恩", "额", "唉", "哎", "那个", "这个", "什么", "自己"})


def is_emphasis(view: View, start: int, end: int, word: str) -> bool:
    """Whether a word is said again to stress it: 对对对, 非常非常."""
    if word in entries("reduplication_intensive") or word in entries("reduplication_sound"):
        return True
    if word[0] in PERSONS and view.after(end) == ",":
        return False  # 我我，我来: who is asked for answers 我！
    return fills_clause(view, start, end) or (word in entries("reduplication_emphasis") and begins(view, start))


def is_name(view: View, start: int, char: str) -> bool:
    """Whether a doubled character is a given name or a brand: 郭芳芳, 钉钉."""
    if char * 2 in entries("reduplication_name"):
        return True
    before = None if char in function_characters() else view.word_before(start)
    return before is not None and before.end == start and before.folded in entries("reduplication_surname")


def is_object(before: Word | None, following: Word | None) -> bool:
    """Whether a pronoun between them is the object of a verb that takes a person, and what that one does follows."""
    if before is None or following is None:
        return False
    said = following.tag[:1] in ("d", "v") or following.folded[0] in "怎为什"
    return said and before.folded in _TO_PERSONS


def is_adverb(char: str) -> bool:
    """Whether a character is hardly said but doubled, as an adverb or a description: 齐齐, 窃窃."""
    return char not in function_characters() and char * 2 in entries("reduplication_adverb")


def is_doubled_pair(view: View, start: int, end: int) -> bool:
    """Whether a doubled character stands beside another one: 来来往往."""
    text = view.folded
    after, before = text[end : end + 2], text[max(start - 2, 0) : start]
    return any(len(pair) == 2 and pair[0] == pair[1] and pair.isalpha() for pair in (after, before))


def is_certain(view: View, start: int, end: int, said: str) -> bool:
    """Whether nobody could mean the copies of `said` from start to end, whatever stands around them.

    What writers double by oversight (的的, 在在) is left to them. After a verb the first of two pronouns may be its
    object (我问他他说), and before a filler the second copy may be the beginning of more that is taken back.
    """
    if said not in _NEVER_TWICE and (len(said) == 1 or not is_function_word(said)):
        return False
    before, following = previous_word(view, start), next_word(view, end)
    if said[0] in PRONOUNS and before is not None and before.tag[:1] not in ("c", "d", "t", "y"):
        return False
    return following is not None and following.folded not in _FILLERS


def reads_on(view: View, start: int, skipped: int) -> bool:
    """Whether jieba sees a word begin at `start` when the `skipped` characters from there are left out."""
    before = view.folded[max(start - 4, 0) : start]
    at = 0
    for word in segmenter()(before + view.folded[start + skipped : start + skipped + 8]):
        if at >= len(before):
            break
        at += len(word)
    return at == len(before)


def doubles_lawfully(view: View, start: int, end: int, word: str) -> bool:
    """Whether a word of two characters or more that stands twice from start to end is reduplicated (ABAB)."""
    if is_number(word) or is_emphasis(view, start, end, word):
        return True
    if view.folded.startswith(("再" + word, "又" + word, "还是" + word), end):
        return True  # 努力努力再努力
    if view.folded.startswith(_OCCASIONS, end) and (naming := previous_word(view, start)) and naming.folded in _NAMING:
        return True
    if word[0] in "几某":
        return True  # 几点几点, 某年某年
    if not is_word(word) and (word.startswith(("怎么", "什么", "哪")) or word.endswith(("什么", "谁", "多少"))):
        return True  # 爱怎么玩怎么玩, 想吃什么吃什么
    if (
        word[-1] in "着啊呀又啦"
        or (word[0] in "很太挺" and word[-1] != "的" and len(word) <= 4 and not is_word(word))
        or (word[0] in "很好" and len(word) == 2)
        or (word[0] == "最" and word[1] not in "终后初近先" and len(word) == 2 and view.folded[end : end + 1] == "的")
        or (word[0] in "老真特极" and len(word) == 2 and tag(word[1]) == "a")
        or (word[0] in "大小" and len(word) == 2 and word[1] in "口把块片步堆团批桶杯盘碗勺段滴")
    ):
        return True  # 走着走着, 转啊转啊, 很久很久, 大口大口
    if len(word) == 2 and word[0] in PRONOUNS | {"是", "有", "就", "也"}:
        return False
    following = next_word(view, end)
    after = "" if following is None else following.folded
    kind = tag(word)
    if "点" in word or "号" in word:
        return False
    if word in _ADVERBS or word.startswith("一共"):
        return False
    if word[0] == "一" and len(word) > 2 and following is not None and word[1] not in DIGITS and "到" not in word:
        each = after[0] in "的地" or (following.tag[:1] == "v" and after not in _STATING)
        if each:
            return True  # 一个战役一个战役地打
    if word in _SUCH and not after:
        return True  # 如何如何, 怎样怎样
    if (
        word[0] in DIGITS and len(word) <= 3 and kind[:1] in ("m", "q", "x")
    ):  # 一步一步, 三个三个, but 一个一个 before a noun
        held = previous_word(view, start)
        if held is not None and held.folded in _TAKING and following is not None and following.tag[:1] == "n":
            return False  # 在一家一家工厂
        return word[1:] not in ("个", "种", "位", "些", "方面") or following is None or not _is_nominal(following)
    before = previous_word(view, start)
    if before is not None and before.folded in DEGREES:
        return False  # nobody says 很高兴高兴
    if (len(word) == 2 and kind in ("v", "vn") and word not in entries("repetition_stative")) or word in entries(
        "reduplication_verb"
    ):
        taken = following is not None and following.tag[:1] == "n"
        if taken and end - start == 2 * len(word) and word in entries("reduplication_task"):
            return True  # 收拾收拾屋子
        return after == "" or after[0] in PRONOUNS or after.startswith(_AFTER_A_LITTLE)
    return after in ("", "的", "地") if kind in ("z", "o") else kind in ("a", "ad", "an") and after in ("", "地")


def _is_nominal(word: Word) -> bool:
    return word.tag[:1] in ("n", "a", "r", "z", "b", "d", "t", "s", "i", "l", "x") and word.folded not in ("地", " ")
