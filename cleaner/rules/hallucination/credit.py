"""Drop an invented subtitler's credit: 字幕志愿者 and a name, 字幕制作：and a name.

Leaves alone: speech about subtitles and volunteers, where no name follows as in a credit.
"""

import re
from collections.abc import Iterator
from functools import cache

from cleaner.edits import Finding, Safety
from cleaner.rule import Rule, changes, keeps
from cleaner.rules.hallucination._lines import gap, surnames, widened
from cleaner.view import View


@cache
def _credit() -> re.Pattern[str]:
    name = rf"(?:[{''.join(sorted(surnames()))}][\u4e00-\u9fff]{{1,2}}|[0-9]*[a-z][a-z0-9]*(?: [a-z]+){{0,2}})"
    work = "字幕(?:志愿者|制作人?|提供者|君|组|校对|翻译| ?by)"
    edge = r"(?=[ \t]*(?:[,、。!?;…)\]】\n]|\Z))"
    ends = r"(?=[ \t]*(?:[。!?…)\]】\n]|\Z))"  # else it is the first clause of what somebody says about subtitles
    opens = r"(?:^|(?<=[。!?]))"  # what is glued to the end of real speech
    return re.compile(
        rf"(?:cc|中文|整理|小编|发电){{0,2}}[&和 ]?{work}[ :/]+{name}{edge}"
        rf"|^(?:cc|中文|整理){{0,2}}[&和 ]?{work}{name}{edge}"
        rf"|{opens}[(\[【]?字幕 ?: ?{name}{edge}"
        # A nickname in brackets ends it, whatever it is glued to.
        rf"|字幕制作[/、]时间轴 ?: ?(?:[^,。、!?\n:()]{{1,12}}\([a-z ]{{1,20}}\)|[^,。、!?\n:]{{1,24}}{edge})"
        rf"|字幕由[^,。!?\n]{{1,20}}不得删改重复使用"
        rf"|(?:中文)?字幕由 ?[a-z][a-z. ]{{2,20}}(?:社区|社群)提供"
        rf"|{opens}{name} ?(?:中文)?字幕志愿者{edge}"
        rf"|^(?:视频|影片|节目|歌曲)?(?:中文)?字幕(?:组|由(?:ai|志愿者组?|字幕组))(?:提供|翻译|产生){ends}"
        rf"|{opens}[本此](?:视频|影片|节目|歌曲)?(?:中文)?字幕由(?:ai|志愿者组?|字幕组)(?:提供|翻译|产生){ends}",
        re.M,
    )


def find(view: View) -> Iterator[Finding]:
    """Every credit that ends its clause."""
    reached = 0
    while (found := view.folded.find("字幕", reached)) >= 0:
        left = view.folded.rfind("\n", 0, found) + 1
        right = view.folded.find("\n", found)
        reached = len(view.folded) if right < 0 else right
        for match in _credit().finditer(view.folded, left, reached):
            start, end = match.span()
            reason = f"a subtitler's credit, never said: {view.text[start:end]}{gap(view, start, end)}"
            yield Finding(*widened(view, start, end), "", reason, Safety.LIKELY)


RULE = Rule(
    find=find,
    cases=(
        changes("中文字幕志愿者 林小禾\n大家好", "大家好"),
        changes("大家好\n字幕志愿者林小禾", "大家好"),
        changes("大家好。（字幕製作：Jo Doe）", "大家好。"),
        changes("此字幕由AI產生\n开始", "开始"),
        changes("（字幕：Jo Doe）\n开始", "开始"),
        changes("字幕 by 林小禾\n开始", "开始"),
        changes("开始\n字幕制作/时间轴：秋水(Autumn)", "开始", "two works with a stroke between"),
        changes("字幕由Abel…不得刪改重複使用\n开始", "开始"),
        changes("开始吧字幕由 Abel.org 社區提供", "开始吧", "the domain misspelt"),
        changes("幕拉开了。本影片字幕由志願者提供", "幕拉开了。", "after the end of a sentence"),
        changes("幕拉开了。林小禾字幕志愿者", "幕拉开了。"),
        changes("幕拉开了。（字幕：Jo Doe）。", "幕拉开了。"),
        changes("字幕制作/时间轴：秋水(Autumn)幕拉开了，灯也亮了。", "幕拉开了，灯也亮了。", "glued to real speech"),
        keeps("字幕由你们社区提供"),
        keeps("本节目字幕由志愿者翻译，再由老师校对。"),
        keeps("我们商量好了。字幕由志愿者翻译，再由老师校对。"),
        keeps("我是一名字幕志愿者"),
        keeps("字幕志愿者都很辛苦"),
        keeps("中文字幕要不要做"),
        keeps("字幕制作 我们下周谈"),
        keeps("字幕：第一幕"),
        keeps("字幕由我们来做，不得删改。"),
    ),
)
