"""Drop a number or a time that was taken back for another of the same unit: 十七年，不对，十八年.

Leaves alone: numbers of different units, numbers without an editing term between them.
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.rule import Rule, changes, keeps
from cleaner.rules.repair._terms import Term, terms
from cleaner.view import View

_UNITS = (
    "年代|年|个月|月份|月|日|号|小时|点钟|点半|点|分钟|分|秒|块钱|块|元|万|亿|个人|个|名|位|岁|倍|家|种|次|天|周"
    "|份|瓶|杯|碗|只|双|间|盒|包|箱|袋|首|篇|句|条|章|页|幕|场|%|成|度|米|公里|届|楼|层|公斤|斤|吨|亩|本|部|张|台|辆|件|套|遍|趟|站|集|节|期|班|组|队|人"
    "|起|例|项|笔|户|棵|级|毫升|厘米|千克"
)
_NUMBER = (
    "(?P<which>[上下本这]+个?(?=星期|周|礼拜))?(?P<head>第|百分之|星期|周|礼拜|上午|下午|早上|晚上)?"
    rf"[0-9零〇一二三四五六七八九十百千万亿两半几.:]+(?P<unit>{_UNITS})?"
)
_AT_END = re.compile(rf"(?:{_NUMBER})$")
_AT_START = re.compile(_NUMBER)
_NUMERALS = frozenset("0123456789零〇一二三四五六七八九十百千万亿两半几.:第")
# Two numbers of one measure before one noun: 四十分钟的半小时的会.
_COUNTED_TWICE = re.compile(
    "([0-9一二两三四五六七八九十百千万几多半][0-9一二两三四五六七八九十百千万几多半]{0,5}(个小时|小时|分钟|个月|年|天|岁|次|块钱?|公里|米|斤)的)"
    "[0-9一二两三四五六七八九十百千万几多半]{1,6}(?:\\2)的"
)
# Where a recogniser wrote no marks: 三倍哦不是四倍. Without the interjection 不是 denies.
_RUN_IN = re.compile("[哦噢]不[对是]")
# Units of one measure, by the one they stand for.
_ALIKE = {"块钱": "块", "月份": "月", "点半": "点", "点钟": "点"}
_FARTHEST = 14  # characters of a number
_WEEKDAY = ("星期", "周", "礼拜")


def find(view: View) -> Iterator[Finding]:
    """Every number before an editing term that is followed by one of its kind."""
    for term in terms(view):
        clause = view.folded[term.left : term.start]
        meant = term.end
        if view.folded[meant] == "是" and "不是" not in clause:
            meant += 1  # 三天，说错了，是四天
        right = _AT_START.match(view.folded, meant)
        if right is None:
            continue
        left = _last_number(clause.removesuffix("了")) or _before_noun(view, term, right)
        if left is None:
            continue
        same = _measure(left) == _measure(right)
        if (same or _is_bare(left, right)) and _kind(left["head"]) == _kind(right["head"]):
            start = term.left + left.start()
            if right["head"] is None and left["head"] in ("上午", "下午", "早上", "晚上"):
                start += len(left["head"])
            bare = term.word == "不对" and len(left.group()) == len(right.group()) > 2
            if left["which"] and not right["which"]:
                start += len(left["which"])
            if right["unit"] or right["head"] or not term.weak or bare:
                yield Finding(start, meant, "", f"taken back with {term.word}", Safety.LIKELY)
    for match in view.finditer(_RUN_IN):
        left = _last_number(view.folded[max(match.start() - _FARTHEST, 0) : match.start()])
        right = _AT_START.match(view.folded, match.end())
        if left and right and right["unit"] and _measure(left) == _measure(right) and left["head"] == right["head"]:
            start = match.start() - len(left.group())
            yield Finding(start, match.end(), "", f"taken back with {match.group()}", Safety.LIKELY)
    for match in view.finditer(_COUNTED_TWICE):
        if view.before(match.start()) not in _NUMERALS and not _is_listed(view, match.end()):
            yield Finding(match.start(), match.end(1), "", "a number said again", Safety.LIKELY)


def _is_listed(view: View, at: int) -> bool:
    """Whether both numbers stand for what they count: 三年的五年的都有."""
    return view.closes_clause(at) or view.folded[at] in "都也就和跟还不"


def _is_bare(left: re.Match[str], right: re.Match[str]) -> bool:
    """Whether a number without its unit has as many figures as the other, which brings it: 十八，不，十九岁."""
    figures = len(left.group()) - len(left["head"] or "")
    meant = len(right.group()) - len(right["head"] or "") - len(right["unit"] or "")
    return left["unit"] is None and figures == meant > 1


def _before_noun(view: View, term: Term, right: re.Match[str]) -> re.Match[str] | None:
    """The number before the noun that both count: 两个部门，不对，三个部门."""
    noun = view.word_before(term.start)
    if noun is None or noun.end != term.start or not view.folded.startswith(noun.folded, right.end()):
        return None
    return _last_number(view.folded[term.left : noun.start])


def _last_number(clause: str) -> re.Match[str] | None:
    """The number that a clause ends with: the longest one."""
    for start in range(max(len(clause) - _FARTHEST, 0), len(clause)):
        match = _AT_END.match(clause, start)
        if match:
            return match
    return None


def _measure(number: re.Match[str]) -> str | None:
    unit = number["unit"]
    return _ALIKE.get(unit, unit)


def _kind(head: str | None) -> str:
    return "week" if head in _WEEKDAY else head if head in ("第", "百分之") else ""


RULE = Rule(
    find=find,
    tells=3,
    cases=(
        changes("她2008年，应该是2009年入职的", "她2009年入职的"),
        changes("第四章，哦不对，第五章讲运费", "第五章讲运费"),
        changes("集合在下午两点，不，三点", "集合在下午三点"),
        changes("一共三十个人，部队，四十个人", "一共四十个人", "不对, misheard"),
        changes("我们星期三，说错了，星期四见", "我们星期四见"),
        changes("开了四十分钟的三十分钟的会", "开了三十分钟的会"),
        changes("他今年三十八，哦不，三十九岁", "他今年三十九岁"),
        changes("我们有两个仓库，不对，三个仓库", "我们有三个仓库"),
        changes("买了三斤，不对，四斤橘子", "买了四斤橘子"),
        changes("我们下周一，不是，下周二彩排", "我们下周二彩排"),
        changes("我们下周一，不对，周二彩排", "我们下周二彩排"),
        changes("来两碗，不对，三碗面", "来三碗面"),
        changes("门票是三百二，不对三百五", "门票是三百五"),
        changes("今年有八起，不对，九起投诉", "今年有九起投诉"),
        changes("干粮够吃五天，说错了，是六天", "干粮够吃六天"),
        changes("我改过两遍了，不对，三遍", "我改过三遍"),
        changes("闹钟定在七点，不，六点半", "闹钟定在六点半"),
        changes("去年三月，不，是四月份开的业", "去年四月份开的业"),
        changes("产量是前年的三倍哦不是四倍", "产量是前年的四倍", "a recogniser wrote no marks"),
        keeps("产量是前年的三倍不是四倍", why="不是 denies"),
        keeps("他要的不是五天，不，是六天", why="what is denied stays"),
        keeps("排第三哦不是四个人吗", why="another unit"),
        keeps("我们有两个仓库，不对，三个车间", why="something else"),
        keeps("我选一，不，三个人都选", why="another unit"),
        keeps("有三年的五年的。", why="a list"),
        keeps("他带来三十个人，部队来了四十辆车", why="部队 means troops"),
        keeps("这是第一点，不是第二点", why="不是 denies"),
        keeps("一共三个人，不对，来了五次", why="another unit"),
        keeps("买了三斤，应该是够了", why="no second number"),
        keeps("三年的三年的都行。", why="a list"),
        keeps("二零二零年", why="digit by digit"),
    ),
)
