"""Where a numeral is a figure, by what stands around it: one form a kind of figure, tried in order where it begins.

A numeral is only a figure where its neighbours say so: a unit, a percent, a date, a time of day, a decimal point.
Numbers below ten and round ones stay as words before things that are counted (三个, 十天, 一百种).
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from cleaner.language import wordlist
from cleaner.language.numeral import DIGITS, digits, is_counting, is_elliptic, value, written
from cleaner.view import View

NUMERAL = re.compile("[零〇幺一二两三四五六七八九十百千万亿]+")
_N = "[零〇一二两三四五六七八九十百千万亿]"
_D = "[零〇幺一二三四五六七八九]"
_T = "[一二三四五六七八九十]"
_END = r"(?=[,。!?;:、…)\]”’\n]|\Z)"


def _alternatives(name: str) -> str:
    return "|".join(sorted(wordlist.entries(name), key=lambda entry: (-len(entry), entry)))


# What is measured is a figure from two up; what is counted from eleven up, and not if it is a round number.
_MEASURES, _COUNTED = _alternatives("number_measures"), _alternatives("number_counted")
_MONEY = ("块钱", "块", "元", "美元", "美金", "欧元", "日元", "英镑", "港币", "人民币")
_MEASURE = re.compile(_MEASURES)
_UNIT = re.compile(f"{_MEASURES}|{_COUNTED}")
_COUNTING = re.compile(f"(?:月份?|{_N}|{_MEASURES}|{_COUNTED})+")
_SCALED = re.compile(f"[万亿%折a-z版]|{_MEASURES}")
_ORDERED = ("届", "名", "页", "期", "集", "位", "个", "天", "年", "周", "次", "层", "级")
_ROUND = ("个", "种", "次", "遍", "句", "年", "条", "天")  # 一百个 is many, 一百分 is a mark
_TELLING = ("是", "为", "约", "到", "于", "达", "近")
_ABOUT = re.compile("左右|上下|以[上下内外]|的")
_AFTER_UNITS = tuple("前后来内里间初底末")
_DAYTIME = re.compile("(?:早上|早晨|清晨|上午|中午|下午|傍晚|晚上|夜里|半夜|深夜|凌晨|[今明昨当]晚|[今明]早)$")
_CLOCK_TO = re.compile(r"点(?:钟|半|整|[一三]刻|\d+|[一二三四五六七八九十零]+)?分?[到至]$")
_IS = re.compile("(?:(?<!现在)(?<!时间)(?<!已经)是|[为达了率])$")
_TO_CLOCK = re.compile(f"[到至]{_T}{{1,3}}点")
_AROUND_ONE = re.compile("左右|[前后到至开见]|[之以][前后]")
_SOME_TENS = re.compile(f"十[万亿]*(?!{_N})")  # 数十万人; but 人数十五人
_OR = re.compile(f"(?<!{_N})[一二两三四五六七八九]、$")  # 一、二十株: ten or twenty
_LATIN_BEFORE = re.compile("[a-z][- ]?$")
_NO_MONTH = re.compile(f"初?{_N}")
_MONTH_TO = re.compile("月[份底初]?[到至]$")
_MONTH_PART = re.compile("[份底末]|初(?!恋)|[上中下]旬|[到至].月")
_DATED = re.compile(r"(?:\d月|个月|本月|当月|[日号][到至和、])$")
_LUNAR = re.compile("(?:[农阴旧]历|正|腊)(?:的)?$")
_LABEL = re.compile(
    "(?:号码|电话|手机号?|尾号|密码|编号|公元前?|工号|学号|验证码|代码|卡号|账号|邮编|区号|分机|热线)[是为:]?$"
)


class Figure(NamedTuple):
    """A numeral and how it is written in digits. `sure`: it can be nothing else."""

    start: int
    end: int
    after: str
    sure: bool = True


Form = tuple[re.Pattern[str], Callable[[View, re.Match[str]], Iterator[Figure]]]


def is_counted(text: str) -> bool:
    """Whether a text is only what follows numerals, units and further numerals: 月十日."""
    return bool(_COUNTING.fullmatch(text))


def figures(view: View, at: int) -> list[Figure]:
    """The figures of the first form that a numeral at `at` has; none where it stays in words."""
    if _before(view, at) == "几" or (_before(view, at) == "数" and _SOME_TENS.match(view.folded, at)):
        return []
    if _OR.search(_before(view, at, 3)) and view.folded[at] in DIGITS:
        return []
    for pattern, read in _FORMS:
        if (match := pattern.match(view.folded, at)) and (found := list(read(view, match))):
            return found
    return []


def _after(view: View, at: int, count: int = 1) -> str:
    return view.folded[at : at + count]


def _before(view: View, at: int, count: int = 1) -> str:
    return view.folded[max(at - count, 0) : at]


def _decimal(numeral: str) -> str | None:
    """A numeral with or without 点 in digits; None where it is no exact number."""
    whole, point, rest = numeral.partition("点")
    number = value(whole)
    if number is None:
        return None
    return f"{number}.{digits(rest)}" if point else written(number)


def _minus(view: View, at: int) -> int:
    """Where a figure begins: before 负, if that is a word of its own."""
    return at - 1 if _before(view, at) == "负" and view.is_words(at - 1, at) else at


def _percent(view: View, match: re.Match[str]) -> Iterator[Figure]:
    """百分之十, 千分之三点五, 百分之三到五."""
    sign = "%" if match["of"] == "百" else "‰"
    low = "100" if match["low"] == "百" else _decimal(match["low"])
    if low is None or _after(view, match.end("low")) in ("几", "来"):
        return
    if match["low"] == "百" and not view.closes_clause(match.end()):
        return  # 百分之百支持: wholly
    if _UNIT.match(view.folded, match.end()):
        return  # 百分之一秒
    start = _minus(view, match.start())
    yield Figure(start, match.end("low"), "-" * (start < match.start()) + low + sign)
    if match["high"] and (high := _decimal(match["high"])):
        yield Figure(match.start("second"), match.end("high"), high + sign)


def _fraction(view: View, match: re.Match[str]) -> Iterator[Figure]:
    """三分之一."""
    below, above = value(match["below"]), value(match["above"])
    if below and above and 2 <= below <= 100 and above < 100 and _after(view, match.end()) != "几":
        yield Figure(match.start(), match.end(), f"{above}/{below}")


def _clock(view: View, match: re.Match[str]) -> Iterator[Figure]:
    """三点二十分, 八点半, 下午三点."""
    hour = value(match["hour"])
    before = _before(view, match.start(), 8)
    if hour is None or hour > 24 or before[-1:] in ("第", "这", "那") or _LATIN_BEFORE.search(before):
        return
    by_day = _DAYTIME.search(before)
    goes_on = before[-1:] in ("到", "至") and _CLOCK_TO.search(before)
    end, rest = match.end(), _after(view, match.end(), 4)
    if minute := match["minute"]:
        said = f"0{value(minute[1:])}" if minute[0] in "零〇" else str(value(minute))
        if len(said) != 2 or match["hour"] == "二":
            return  # 二点零八 is no time: that is 两点
        if said[0] == "0" and not (match["fen"] or by_day or goes_on) and _IS.search(before):
            return  # 均值是三点零八
        ends = view.closes_clause(end) or rest[:1] in tuple("的开到出集起左前之以见准")
        if not by_day and not goes_on and not (ends or (match["fen"] and minute != "十")):
            return
        yield Figure(match.start("minute"), match.end("minute"), said)
    elif part := match["part"]:
        if not view.is_cut(end) or (part.endswith("刻") and rest[:1] in tuple("也都不")):
            return
    elif not by_day and not goes_on and not _TO_CLOCK.match(view.folded, end):
        return
    elif hour == 1 and not view.closes_clause(end) and not _AROUND_ONE.match(rest):
        return  # 晚上一点都不困
    yield Figure(match.start("hour"), match.end("hour"), str(hour))


def _dotted(view: View, match: re.Match[str]) -> Iterator[Figure]:
    """三点一一点二: a version, an address."""
    parts = match.group().split("点")
    if len(set(parts)) > 1 and not NUMERAL.match(view.folded, match.end()) and _after(view, match.end()) != "点":
        yield Figure(match.start(), match.end(), ".".join(map(digits, parts)))


def _point(view: View, match: re.Match[str]) -> Iterator[Figure]:
    """三点五, 三点一四, 四点零; after a Latin word also 三点十二."""
    whole, rest = match["whole"], match["rest"]
    number = value(whole)
    before = _before(view, match.start())
    after = _after(view, match.end(), 4)
    if number is None or number >= 10_000 or before in ("第", "这", "那") or after[:1] == "点":
        return
    if before in ("有", "讲", "说") and number < 10 and len(rest) == 1 and not _SCALED.match(after):
        return  # 有三点一个人做不了
    if "十" in rest:
        minor = value(rest)
        if minor is not None and _LATIN_BEFORE.search(_before(view, match.start(), 2)):
            yield Figure(match.start(), match.end(), f"{number}.{minor}")
        return
    counted = _SCALED.match(after) or _UNIT.match(after)
    told = view.closes_clause(match.end())
    if rest == "一" and not (told and before in _TELLING) and not _SCALED.match(after):
        return  # 这些要求三点一个都不能少
    if not counted and (whole == "两" or not view.is_cut(match.end())):
        return
    if counted or told or len(rest) > 1 or whole in ("零", "〇") or rest in ("零", "〇") or number > 24:
        start = _minus(view, match.start())
        number_written = "-" * (start < match.start()) + f"{number}.{digits(rest)}"
        yield Figure(start, match.end(), number_written, sure=len(rest) > 1 or bool(counted) or number == 0)


def _split(_view: View, match: re.Match[str]) -> Iterator[Figure]:
    """一米七五, 三块五, 三十七度五."""
    number = value(match["whole"])
    if number is not None and (match["unit"] != "度" or number > 10):
        yield Figure(match.start("whole"), match.end("whole"), written(number), sure=False)
        for name in ("rest", "last"):
            if match[name]:
                yield Figure(match.start(name), match.end(name), digits(match[name]), sure=False)


def _year(view: View, match: re.Match[str]) -> Iterator[Figure]:
    """一七年, 零八级, 九零后, 八五折; not 七八年, which may be seven or eight."""
    first, second = (int(DIGITS[char]) for char in match["digits"])
    if match["unit"] == "后" and (second not in (0, 5) or not view.is_cut(match.end())):
        return
    if match["unit"] in "级届" and first in range(3, 8):
        return  # 四六级
    is_about = second == first + 1 or (first, second) == (3, 5)
    if not is_about and "幺" not in match["digits"] and _after(view, match.end()) not in ("多", "来", "级"):
        yield Figure(match.start(), match.end("digits"), digits(match["digits"]), sure=first == 0)


def _date(view: View, match: re.Match[str]) -> Iterator[Figure]:
    """三月五号, 去年三月, 三月份, 十二月; not 八月十五, 三月的风."""
    month = value(match["month"])
    before = _before(view, match.start(), 4)
    if month is None or not 1 <= month <= 12 or _LUNAR.search(before):
        return
    if match["day"]:
        days = [(name, value(match[name])) for name in ("day", "until") if match[name]]
        if any(day is None or not 1 <= day <= 31 for _, day in days):
            return
        yield from (Figure(match.start(name), match.end(name), str(day)) for name, day in days)
    else:
        if _NO_MONTH.match(view.folded, match.end()):
            return
        told = before.endswith("年") or _MONTH_TO.search(before)
        if not told and month < 11 and not _MONTH_PART.match(view.folded, match.end()):
            return
    yield Figure(match.start("month"), match.end("month"), str(month))


def _quantity(view: View, match: re.Match[str]) -> Iterator[Figure]:
    """二十五个, 三公里, 三百五十万元, 八到十二个人, 第二十三届."""
    unit = match["unit"]
    bounds = [(name, value(match[name])) for name in ("low", "high") if match[name]]
    before, end = _before(view, match.start(), 4), match.end()
    if any(number is None for _, number in bounds) or before[-1:] == "初":
        return
    numbers = [number or 0 for _, number in bounds]
    if unit[0] != "个" and _goes_on(view, end, match.end("count")):
        return
    follows = NUMERAL.match(view.folded, end)
    if follows and (unit in ("块", "元", "度", "点") or (unit == "米" and numbers[0] < 10)):
        return  # 三十七度五左右: both or none
    if len(numbers) > 1 and numbers[0] >= numbers[1]:
        return  # 三十到五楼
    if any(is_elliptic(match[name]) for name, _ in bounds) and unit not in _MONEY:
        return  # 两千三个人
    if before[-1:] == "第":
        if unit not in _ORDERED or numbers[0] < 11:
            return
    elif not _is_figure(unit, max(numbers), match["count"], before):
        return
    if unit == "分" and match["count"] == "十二" and not view.closes_clause(end):
        return  # 十二分努力
    below_zero = unit in ("度", "摄氏度") and len(bounds) == 1
    start = _minus(view, match.start()) if below_zero else match.start()
    for name, number in bounds:
        after = "-" * (start < match.start("low")) + written(number or 0)
        yield Figure(
            start if name == "low" else match.start(name), match.end(name), after, not is_elliptic(match[name])
        )


def _goes_on(view: View, end: int, counted: int) -> bool:
    """Whether a word begins with the unit or before it and goes on: 二十四节气, 三元里; but 二十年前 counts years."""
    word = None if view.is_cut(end) else view.word_at(end)
    return word is not None and word.start <= counted and word.folded[end - word.start :] not in _AFTER_UNITS


def _is_figure(unit: str, number: int, count: str, before: str) -> bool:
    if _MEASURE.fullmatch(unit):
        return number > 1
    if unit == "元":
        return number > 3
    if unit == "度" and before.endswith(("零下", "负")):
        return True
    if unit in ("日", "号") and _DATED.search(before):
        return 1 <= number <= 31
    return number > (99 if unit == "字" else 10) and not (
        unit in _ROUND and count in ("一百", "一千", "一万", "十万", "一亿")
    )


def _string(view: View, match: re.Match[str]) -> Iterator[Figure]:
    """幺三八零零一三八, 二零一七; not 一二三四, 七七八八, 一二一二."""
    said, end = match.group(), match.end()
    labelled = bool(_LABEL.search(_before(view, match.start(), 5)))
    after = _after(view, end)
    if (
        after in ("几", "多", "点", "月")
        or NUMERAL.match(view.folded, end)
        or (after == "年" and len(said) != 4 and not labelled)
    ):
        return
    read = digits(said)
    is_year = after == "年" and read[0] in "12"
    telling = len(said) >= 4 or "零" in said or "〇" in said or "幺" in said
    if labelled or is_year or (telling and not is_counting(read)):
        yield Figure(match.start(), end, read)


def _score(_view: View, match: re.Match[str]) -> Iterator[Figure]:
    """三比二领先."""
    for name in ("ours", "theirs"):
        number = value(match[name])
        if number is None or number > 200:
            return
    for name in ("ours", "theirs"):
        yield Figure(match.start(name), match.end(name), str(value(match[name])))


def _bare(view: View, match: re.Match[str]) -> Iterator[Figure]:
    """一共三百二十五, 四十万买入, 三十多万, 三百多, 一万五到一万六左右."""
    low, high = value(match["low"]), value(match["high"]) if match["high"] else None
    if _before(view, match.start()) in ("月", "第", "初"):
        return
    names: tuple[str, ...] = ()
    if low and high and low < high and _is_large(view, match, "high", high):
        names = ("low", "high")
    elif low and _is_large(view, match, "low", low):
        names = ("low",)
    for name in names:
        sure = not is_elliptic(match[name])
        yield Figure(match.start(name), match.end(name), written(value(match[name]) or 0), sure)


def _is_large(view: View, match: re.Match[str], name: str, number: int) -> bool:
    """Whether a number without a unit is too large and exact for a word, and nothing that is counted follows."""
    said, end = match[name], match.end()
    more = match["more"] or ""
    if name == "low" and match["high"]:
        end, more = match.end("low"), ""
    if number < 21 or said in ("二百五", "一百", "一千", "一万", "十万", "一亿"):
        return False
    if more[1:] or (said[-1] in "万亿" and len(said) >= 3):
        return True
    large = number > 99 and (len(said) >= 3 or bool(more))
    ends = view.closes_clause(end) or (large and _ABOUT.match(view.folded, end))
    # A clause by itself may count: 二十一, 二十二.
    return bool(ends) and (large or ((len(said) >= 3 or number >= 10_000) and not view.opens_clause(match.start())))


def _latin(view: View, match: re.Match[str]) -> Iterator[Figure]:
    """五G, 三D."""
    if _after(view, match.end() + 1) != "党":
        yield Figure(match.start(), match.end(), digits(match.group()))


def _measured(view: View, match: re.Match[str]) -> Iterator[Figure]:
    """二十四G, 五百一十二MB, 一百二十千瓦."""
    if (number := value(match.group())) is not None and number > 9 and _before(view, match.start()) != "第":
        yield Figure(match.start(), match.end(), written(number))


def _times(_view: View, match: re.Match[str]) -> Iterator[Figure]:
    """一千九百二十乘一千零八十."""
    sizes = [(name, value(match[name])) for name in ("width", "height")]
    if all(number is not None and number > 9 for _, number in sizes):
        yield from (Figure(match.start(name), match.end(name), written(number or 0)) for name, number in sizes)


_NUMBER = f"{_N}{{1,20}}(?:点{_D}{{1,12}})?"
_FORMS: tuple[Form, ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (
            rf"(?P<of>[百千])分之(?P<low>{_NUMBER})(?:[到至](?P<second>(?:(?P=of)分之)?)(?P<high>{_NUMBER})"
            rf"(?:(?=[的左之以])|{_END}))?",
            _percent,
        ),
        (rf"(?P<below>{_N}{{1,4}})分之(?P<above>{_N}{{1,4}})", _fraction),
        (
            rf"(?P<hour>[零两]|{_T}{{1,3}})(?:点|时(?={_T}{{2,3}}分))(?:(?P<part>多?钟|半|整|[一三]刻|多|左右)|(?P<minute>[零〇]{_T}|[二三四五]?十{_T}?)"
            rf"(?P<fen>分(?!钟|之))?(?!{_N}))?",
            _clock,
        ),
        (f"{_D}{{1,5}}(?:点{_D}{{1,5}}){{2,4}}", _dotted),
        (rf"(?P<whole>{_N}{{1,8}})点(?P<rest>{_D}{{1,12}}(?![十百]|{_D})|[二三四五六七八九]?十{_T}?)", _point),
        (
            rf"(?P<whole>{_N}{{1,6}})(?P<unit>[米块度元])(?P<rest>[一二三四五六七八九]{{1,2}})"
            rf"(?:[毛角](?:(?P<last>[一二三四五六七八九])(?!{_N}))?|(?=钱|[的高])|{_END})",
            _split,
        ),
        (rf"(?P<digits>{_D}{{2}})(?P<unit>[年级届后折])", _year),
        (
            rf"(?P<month>{_T}{{1,2}})月(?:(?P<day>{_T}{{1,3}})(?:[到至](?P<until>{_T}{{1,3}}))?[日号])?",
            _date,
        ),
        (
            rf"(?P<count>(?P<low>{_N}{{1,20}})(?:[到至](?P<high>{_N}{{1,20}}))?)[多余]?"
            rf"(?P<unit>{_MEASURES}|{_COUNTED})(?!(?<=分)之)",
            _quantity,
        ),
        (
            rf"(?P<ours>{_N}{{1,4}})比(?P<theirs>{_N}{{1,4}})(?:(?=领先|落后|战胜|击败|获胜|[胜负平赢输])|{_END})",
            _score,
        ),
        (rf"{_D}{{3,}}", _string),
        ("[二三四五六八](?=[gdk](?![a-z0-9]))|[三四五](?=a级|s店)", _latin),
        (rf"{_N}{{1,8}}(?= ?(?:[kmgt]b?|[kmg]?hz|[kmcn]?m|kg|ms|kw|[wv]|fps|px)(?![a-z0-9]))", _measured),
        (rf"{_N}{{0,8}}十[一二三四五六七八九]?(?=千(?:瓦|克|米|卡|赫))", _measured),
        (rf"(?P<width>{_N}{{2,8}})乘以?(?P<height>{_N}{{2,8}})(?!点)", _times),
        (rf"(?P<low>{_N}{{2,20}})(?:[到至](?P<high>{_N}{{2,20}}))?(?P<more>[多余][万亿]?)?", _bare),
    )
)
