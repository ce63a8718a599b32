"""Drop a word that broke off and was said again in full: 因|因为, 三月|三月份, 希不|希不希望.

Leaves alone: two words that only meet (比赛中|中国队), a verb doubled before its object (帮帮忙), a verb and an
object that begins with it (问|问题), numbers.
"""

from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.grammar.clauses import previous_word
from cleaner.grammar.copies import doubled
from cleaner.grammar.reduplication import is_adverb, is_doubled_pair, is_name
from cleaner.grammar.verse import is_classical
from cleaner.grammar.word_classes import DIGITS, PRONOUNS, function_characters, is_number
from cleaner.language.dictionary import frequency, tag
from cleaner.language.wordlist import entries
from cleaner.rule import Rule, changes, keeps
from cleaner.view import View, Word

# Said of the word before them, they meet a word that begins with them: 比赛中|中国队, 三天|天气.
_BOUND = frozenset("中上下后前里内外间时边天年月日人家国市省县")
# What a name or a noun before them makes a name of: 收费站|站长, 体育馆|馆长.
_BODIES = frozenset("站村司股队班校社所院厂馆镇乡局部团组会店网台园系厅处科室区州包")
# Before a noun they are prepositions that meet it: 对|对方, 和|和平.
_PREPOSITIONS = frozenset("对和在为与由比从跟向将以到用给")
_SIDES = frozenset("左右前后上下里外大小高低")
# What people belong to, and who leads it: 我们班班长, 他们村村口.
_GROUPS = frozenset("班校厂村组队院系所部店局社团镇乡县市")
_HEADED = _BODIES | _GROUPS | frozenset("军会")
_WHOSE = frozenset({"我们", "你们", "他们", "她们", "咱们", "咱", "这", "那", "各", "每", "全", "本", "该", "哪"})
# More often than this in jieba's dictionary, the doubled character is a word: 齐齐|声.
_KNOWN = 10
# A figure before one of these may be one of two.
_COUNTED = frozenset("年月日号点分秒块米度届级期路楼")
# A word as common as this is what was meant, even where its first character may be doubled: 远|远程, 沙|沙漠.
_COMMON = 300


def find(view: View) -> Iterator[Finding]:
    """Every character that the next word begins with."""
    for start, end in doubled(view):
        char = view.folded[start]
        whole = view.word_at(end - 1)
        if end - start != 2 or whole is None or whole.start != start + 1 or whole.end == end or not view.is_cut(start):
            continue
        if (char in DIGITS and not _is_name(view, start, whole)) or _is_lawful(view, start, char, whole):
            continue
        if is_classical(view, start, end):
            continue
        # 有有关部门的批文: a verb may be all that its clause has.
        certain = char in function_characters() and char not in _PREPOSITIONS
        if char in PRONOUNS:  # 你爱我|我爱你: after a verb it is its object
            before = previous_word(view, start)
            certain = certain and (before is None or before.tag[:1] != "v")
        certain = certain and whole.tag != "vn" and not (tag(char)[:1] == "v" and whole.tag[:1] == "n")
        safety = Safety.SAFE if certain else Safety.LIKELY
        yield Finding(start, start + 1, "", f"broken off before {whole.folded}: {char}", safety)


def _is_name(view: View, start: int, whole: Word) -> bool:
    """Whether a word that begins with a numeral is a name (三星), or has its measure in it (六年级)."""
    if is_number(whole.folded) or view.before(start) in DIGITS or view.before(start) in "点.":
        return False
    if whole.folded[0] == "一":
        if whole.folded[1] in _COUNTED:
            return False  # 一一年 is a year, 一一月 perhaps a month
        before = previous_word(view, start)
        return before is None or before.tag[:1] in ("v", "p", "d", "u", "r")
    return whole.tag[:1] == "n" or len(whole.folded) > 2


def _is_lawful(view: View, start: int, char: str, whole: Word) -> bool:
    before = previous_word(view, start)
    kind = tag(char)[:1]
    noun = whole.tag[:1] in ("n", "t", "s", "f")
    common = frequency(whole.folded) >= _COMMON
    if any(whole.folded in entries(name) for name in ("reduplication_separable", "verb_in_object")):
        return True
    if is_name(view, start, char):
        return True
    if char in "上下" and whole.folded[1] in "周个月次星集章卷期届季":
        return True  # 下下周
    if char in _HEADED and whole.folded[1] in "长官" and _is_named(before, start):
        return True  # 突击队|队长
    if is_adverb(char) and not (whole.tag == "n" and common):
        return True
    if char in _PREPOSITIONS and (noun or whole.folded == "对手"):  # which jieba takes for a verb
        return True
    if before is not None and (char in "了的过" or (char in _BOUND and before.tag[:1] not in ("u", "q", "m", "p"))):
        return True
    if char in PRONOUNS and view.before(start) == view.folded[start + 2] and tag(view.before(start)) == "v":
        return True  # 你爱我我爱你
    if is_doubled_pair(view, start, start + 2) and char not in function_characters():
        return True  # 左左|右|右, 愉|愉快|快
    if char in "年月日" and view.before(start) in DIGITS | frozenset("今去明前后当上下每") and whole.tag == "t":
        return True  # 一九九七年|年底
    if char == "个" and before is not None and noun:
        return True  # 不过是个|个体户
    if char in _BODIES and before is not None and before.tag[:1] in ("n", "j", "x") and before.end == start:
        return True  # 收费站|站长, 软件包|包含
    if char == "好" and whole.folded[1] in "多几久些":
        return False
    if (char == "好" and whole.folded[1] in "吃喝看听玩奇笑用") or (char == "小" and whole.tag == "d"):
        return True  # 好|好吃, 小小声
    if char in _GROUPS and noun and before is not None and before.folded in _WHOSE:
        return True  # 我们班|班长
    kind = tag(char)[:1]
    rest = whole.folded[1:]
    if char in entries("reduplication_verb") and (
        tag(rest)[:1] == "n"
        if whole.tag == "v"
        else whole.tag in ("l", "i") and len(rest) > 1 and rest[0] not in "不得来"
    ):
        return True  # 看|看书, 享|享清福
    if (
        char not in entries("reduplication_verb")
        and not noun
        and char not in function_characters()
        and char not in DIGITS
        and frequency(char * 2) >= _KNOWN
        and not common
    ):
        return True
    if noun and kind == "n" and before is not None and before.tag[:1] in ("q", "m"):
        return True  # 这本|书|书名
    return char in entries("reduplication_sound") and not (noun and common)


def _is_named(before: Word | None, start: int) -> bool:
    """Whether a name, of which jieba may know no more than its syllables, stands right before."""
    return (
        before is not None
        and before.end == start
        and before.folded not in function_characters()
        and before.tag[:1] not in ("p", "c", "d", "u", "r", "m")
    )


RULE = Rule(
    find=find,
    cases=(
        changes("因因为下雨", "因为下雨"),
        changes("我我们走吧", "我们走吧"),
        changes("要管管理好", "要管理好"),
        changes("他住在洛洛杉矶", "他住在洛杉矶"),
        changes("风在沙沙漠里吹", "风在沙漠里吹", "a common noun, not a sound"),
        changes("他上六六年级", "他上六年级", "a number that is doubled counts nothing"),
        changes("他一一天到晚不在家", "他一天到晚不在家"),
        changes("我在前前面等你", "我在前面等你"),
        changes("我有好好多钱", "我有好多钱"),
        keeps("她一零年入学，一一年转的专业", why="a year, figure by figure"),
        keeps("我们这儿会会计的只有她", why="a verb and its object"),
        keeps("我们厂厂长来了", why="whose director"),
        keeps("他们队队员都到齐了", why="whose members"),
        keeps("他上课最爱问问题", why="a verb and its object"),
        keeps("比赛中中国队赢了", why="two words that meet"),
        keeps("他左左右右看了一遍", why="a doubled pair"),
        keeps("一家人愉愉快快过了年", why="a doubled pair"),
        keeps("工程一九九六年年底完工", why="a year, and when in it"),
        keeps("他不过是个个体户", why="a measure meets a noun"),
        keeps("请来了长途汽车站站长", why="a name meets a noun"),
        keeps("退休了就在家享享清福", why="a verb doubled before its object"),
        keeps("你爱我我爱你", why="an object, then a subject"),
        keeps("下下周开会", why="the week after next"),
        keeps("下下集再讲", why="the one after next"),
        keeps("请山猫队队长上台", why="a name meets who leads it"),
        keeps("这碗面好好吃", why="stress"),
        keeps("我们先漱漱口", why="a verb doubled before its object"),
        keeps("他们齐齐声讨他", why="a doubled word"),
        keeps("请您帮帮忙", why="a verb doubled before its object"),
        keeps("他对对方很好", why="a preposition meets a noun"),
        keeps("他对对手很客气", why="a preposition meets a noun"),
        keeps("这本书书名很长", why="a noun meets a noun"),
        keeps("今天天气好", why="both belong to longer words"),
        keeps("他看了了解的人都说好", why="an aspect meets a verb"),
        keeps("他在上海海关上班", why="two words that meet"),
        keeps("他是学会会员", why="two words that meet"),
        keeps("上上个月来的", why="the month before last"),
        keeps("郭芳芳心大乱", why="a name"),
    ),
)
