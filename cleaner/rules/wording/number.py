"""Write spoken numbers in digits, where the user asks for it with --numbers: 二零一七年 is 2017年, 百分之十 is 10%.

Figures only: years, dates, times of day, percents, fractions, decimals, money, what is measured, what is counted from
eleven up, numbers said digit by digit. 万 and 亿 stay where the number is whole in them (350万), as they are said.
Leaves alone: numbers that are not exact (七八千, 十几, 三五天); small and round ones that count (三个, 十天, 一百种);
ordinals below eleven; feasts and events (十一, 五四); counting aloud; sayings, names and the glossary's terms.
"""

import re
from collections.abc import Iterator
from functools import cache, partial
from typing import TYPE_CHECKING

from cleaner import rule
from cleaner.edits import Finding, Safety
from cleaner.language import wordlist
from cleaner.rule import Rule
from cleaner.rules.wording._terms import lexicon, standing
from cleaner.view import View

if TYPE_CHECKING:
    from cleaner.rules.wording._figures import Figure

_NAMING = ("i", "l", "ns", "nt", "nz")  # sayings, places, bodies, other names


def find(view: View) -> Iterator[Finding]:
    """Every figure that is written in words."""
    if not view.settings.numbers:
        return
    from cleaner.rules.wording._figures import NUMERAL, figures  # many patterns, and only for who asks for numbers

    stays = None
    reached = 0
    for match in view.finditer(NUMERAL):
        if match.start() < reached or _touches_digits(view, match):
            continue
        found = figures(view, match.start())
        if not found:
            continue
        reached = max(figure.end for figure in found)
        stays = _staying(view) if stays is None else stays
        if any(any(stays[figure.start : figure.end]) or _is_in_a_name(view, figure) for figure in found):
            continue  # all of a date or none of it
        for figure in found:
            here = view.text[figure.start : figure.end]
            safety = Safety.SAFE if figure.sure else Safety.LIKELY
            yield Finding(figure.start, figure.end, _in_script(view, figure), f"{here} in digits", safety)


def _touches_digits(view: View, match: re.Match[str]) -> bool:
    """Whether digits that are there already stand beside a numeral: who wrote them decided (3千, 第2十)."""
    before, after = view.folded[max(match.start() - 2, 0) : match.start()], view.folded[match.end() : match.end() + 2]
    return bool(re.search(r"(?:\d\.?|○)$", before) or re.match(r"\d|点?○", after))


def _staying(view: View) -> bytearray:
    """For each character whether it belongs to a saying, or to a term of the glossary that stands there."""
    ranges = [match.span() for match in _sayings().finditer(view.folded)]
    if known := lexicon(view):
        ranges += [(found.start, found.end) for found in standing(known, view.folded)]
    stays = bytearray(len(view.folded))
    for start, end in ranges:
        stays[start:end] = b"\1" * (end - start)
    return stays


@cache
def _sayings() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(wordlist.entries("number_stays"), key=len, reverse=True))))


def _is_in_a_name(view: View, figure: "Figure") -> bool:
    """Whether a numeral begins or ends within a word that is more than a number: 统一百姓, 一百年好合."""
    from cleaner.rules.wording._figures import NUMERAL, is_counted

    first, last = view.word_at(figure.start), view.word_at(figure.end - 1)
    if first and first.start < figure.start and not NUMERAL.match(first.folded) and first.tag[:1] not in ("m", "t"):
        return True
    rest = last.folded[figure.end - last.start :] if last else ""
    return bool(last and rest and last.tag.startswith(_NAMING) and not is_counted(rest))


def _in_script(view: View, figure: "Figure") -> str:
    """The figure with 万 and 亿 as the text writes them (萬, 億)."""
    own = dict(zip(view.folded[figure.start : figure.end], view.text[figure.start : figure.end], strict=True))
    return "".join(own.get(char, char) for char in figure.after)


changes, keeps = partial(rule.changes, numbers=True), partial(rule.keeps, numbers=True)

RULE = Rule(
    find=find,
    cases=(
        changes("二零一七年三月五号搬家，二〇年回来", "2017年3月5号搬家，20年回来"),
        changes("从一九九八到二零零八年，九零后长大了", "从1998到2008年，90后长大了"),
        changes("上世纪八十年代，去年十二月份", "上世纪80年代，去年12月份"),
        changes("上午九时二十分", "上午9时20分"),
        changes("下午三点到五点，八点半，六点零五分", "下午3点到5点，8点半，6点05分"),
        changes("涨了百分之十，跌了百分之三到五", "涨了10%，跌了3%到5%"),
        changes("完成率百分之百，三分之一的人", "完成率100%，1/3的人"),
        changes("三点五倍，零点八，版本三点一一点二", "3.5倍，0.8，版本3.11.2"),
        changes("用Python三点十二", "用Python3.12", "after a Latin word a version"),
        changes("气温负五度，体温三十七度五", "气温-5度，体温37度5"),
        changes("三万五千块钱，五百万元", "35000块钱，500万元", "as it is said: 三点五万 would be other words"),
        changes("我們賣了三億五千萬元", "我們賣了3億5000萬元", "in the text's own script", hanzi="keep"),
        changes("输了三十多万，工资一万三。", "输了30多万，工资13000。"),
        changes("二十五个人跑三公里要八到十二分钟", "25个人跑3公里要8到12分钟"),
        changes("第二十三届，十五号线，五G网络", "第23届，15号线，5G网络"),
        changes("打幺三八零零一三八零零零，密码是一二三四", "打13800138000，密码是1234"),
        changes("二十年前，电费一百八十七块五毛你付了没", "20年前，电费187块5毛你付了没"),
        changes("一万五到一万六左右，公元前二二一年", "15000到16000左右，公元前221年"),
        changes("三比二领先，身高一米七五。", "3比2领先，身高1米75。"),
        changes("均值是三点零八，现在是三点零八", "均值是3.08，现在是3点08"),
        changes("平均分二点零八，显存二十四G，屏幕一千二百乘八百", "平均分2.08，显存24G，屏幕1200乘800"),
        keeps("七八千人，十几个，三五天，二三十，百十来个，几十年", "no exact number"),
        keeps("百分之七八十，百分之十几，三十几岁，一两点钟，七八年", "nor here"),
        keeps("百分之一秒，三百分之一，三十到五楼，三十七度五左右", "no percent, no range; both parts or none"),
        keeps("数十公里，几十万人，三十来个，一、二十棵，一九七九五月", "nor here"),
        keeps("一个，两年，三天，十个人，一百种，一分钟", "small or round, and counted"),
        keeps("一下，一点，一会儿，万一，千万别，十分好，百分百，百分之百支持", "words"),
        keeps("三心二意，一五一十，七七八八，二十四节气，三十年河东，一千零一夜", "sayings, names"),
        keeps("星期一，十一放假，五四运动，双十一，正月十五，八月十五", "feasts and events"),
        keeps("三月的风，农历三月初三", "months of poems, of the moon"),
        keeps("第一，第三章，第一百零八条", "ordinals"),
        keeps("一二三四，二二三四，三七二十一", "counting aloud"),
        keeps("三星手机，五道口，八达岭，三K党，统一百姓", "names, other words"),
        keeps("我讲三点，这三点半天没懂，晚上一点都不困", "a matter, a little"),
        keeps("他负三个人的责任，胜负五五开", "负 is a verb here"),
        keeps("一万个理由，不怕一万，二百五", "many, a fool"),
        keeps("三一重工有二零四九计划", "terms of the glossary", glossary=("三一重工", "二零四九计划")),
        changes("功率一百二十千瓦，写了四万五千字", "功率120千瓦，写了45000字"),
        keeps("一百二十个放心，十二分努力，三乘五，十六字", "sayings, small numbers"),
        keeps("3千，第2十，二零一七7，一百点○五亿", "digits already"),
        rule.keeps("二零一七年", "not asked for"),
    ),
)
