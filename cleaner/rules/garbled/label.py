"""Drop a speaker's label or a time code that a program put before the speech: [SPEAKER_00]:, 说话人1 00:03.

A bare clock before every line is a subtitle's where it runs from the beginning of a recording, line by line.
Leaves alone: a person's name without a program's mark; a time somebody speaks of; a timetable.
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.rule import Rule, changes, keeps
from cleaner.view import View

_CLOCK = r"(?:\d{1,2}:)?\d{1,3}:\d\d(?:[.,]\d{1,3})?"
_SPEAKER = r"(?:说话人|发言人|讲话人|speaker) ?[\da-z]{1,3}"
_LABEL = re.compile(
    rf"^{_SPEAKER} +{_CLOCK} *(?:\n|\Z)"  # an export's heading, a line of its own
    # A name has a clock with seconds: 下午 12:30 is something to say.
    r"|^(?!.{0,2}[午上晨间])[\u4e00-\u9fff]{2,4} +\d{1,2}:\d\d:\d\d(?:[.,]\d{1,3})? *(?:\n|\Z)"
    rf"|^[ \t]*[\[(]{_CLOCK} *-+> *{_CLOCK}[\])]:? *"
    rf"|^(?:\d+[ \t]*\n)?[ \t]*{_CLOCK} *-+> *{_CLOCK} *(?:\n|\Z)"  # a subtitle's heading, with its number
    r"|^[ \t]*[\[(]\d+\.\d+ *- *\d+\.\d+[\])]:? *"
    r"|^[ \t]*speaker[ _]\d{1,3} ?: ?"
    r"|[\[(] ?speaker[ _](?:\d+|turn) ?[\])]:? ?",
    re.M,
)

_STAMP = re.compile(rf"^[ \t]*[\[(]?({_CLOCK})[\])]?(?:[ \t:]+|(?<=[\])]))(?=\S)", re.M)
_LEAST_STAMPS = 3
_SOON = 60  # seconds from a recording's beginning to its first line

# Quick to look for: a clock, a speaker or a time in brackets.
_HINT = re.compile(r":\d\d|speaker|\(\d+[.:]|\[\d")


def find(view: View) -> Iterator[Finding]:
    """Every label."""
    reached = 0
    hints = list(view.finditer(_HINT))
    if len(hints) >= _LEAST_STAMPS:
        yield from _stamps(view)
    for hint in hints:
        if hint.start() < reached:
            continue
        line = view.folded.rfind("\n", reached, hint.start()) + 1 or reached
        number = view.folded.rfind("\n", reached, max(line - 1, reached)) + 1 or reached
        if view.folded[number:line].strip().isdecimal():  # of a subtitle: the line before its times
            line = number
        end = view.folded.find("\n", hint.end())
        reached = len(view.folded) if end < 0 else end + 1
        yield from _labels(view, line, reached)


def _stamps(view: View) -> Iterator[Finding]:
    """The clocks before the lines of a text, where they are a recording's."""
    lines = [match for match in _STAMP.finditer(view.folded) if match[1]]
    if len(lines) < _LEAST_STAMPS or 2 * len(lines) < view.folded.count("\n"):
        return
    times = [_seconds(match[1]) for match in lines]
    # A timetable has no seconds, does not begin at midnight, and counts by five minutes.
    begins = times[0] < _SOON or not view.is_head or all(match[1].count(":") == 2 for match in lines)
    fine = any("." in match[1] or "," in match[1] or int(match[1][-1]) % 5 for match in lines)
    if begins and fine and times == sorted(times):
        for match in lines:
            yield Finding(match.start(), match.end(), "", f"a program's time code {match[1]}", Safety.LIKELY)


def _seconds(clock: str) -> float:
    seconds = 0.0
    for part in clock.replace(",", ".").split(":"):
        seconds = seconds * 60 + float(part)
    return seconds


def _labels(view: View, start: int, end: int) -> Iterator[Finding]:
    for match in _LABEL.finditer(view.folded, start, end):
        shown = " ".join(view.text[match.start() : match.end()].split())
        yield Finding(match.start(), match.end(), "", f"a program's label {shown}", Safety.LIKELY)


RULE = Rule(
    find=find,
    cases=(
        changes("[SPEAKER_00]: 请大家就座", "请大家就座"),
        changes("说话人1 00:03\n欢迎\n发言人2  01:02:07\n谢谢", "欢迎\n谢谢"),
        changes("[00:00:01.000 --> 00:00:04.200]  第一幕", "第一幕"),
        changes("[0.0 - 10.28]：第一幕", "第一幕"),
        changes("林小禾 00:01:02\n欢迎", "欢迎"),
        changes(
            "1\n00:00:01,000 --> 00:00:04,200\n第一幕\n\n2\n00:00:05,000 --> 00:00:07,000\n第二幕", "第一幕\n\n第二幕"
        ),
        changes("SPEAKER_01: 欢迎\nSpeaker 2：谢谢", "欢迎\n谢谢"),
        changes("01:10:02 欢迎\n01:10:07 请坐\n01:11:40 开始", "欢迎\n请坐\n开始", "a part of a recording"),
        changes("00:02 欢迎\n00:05 请坐\n01:10 开始", "欢迎\n请坐\n开始", "a recording's clock before each line"),
        changes("[00:02] 欢迎\n[00:05]请坐\n[01:10] 开始", "欢迎\n请坐\n开始"),
        keeps("09:00 签到\n09:30 开幕\n10:10 茶歇", "a timetable"),
        keeps("00:00 熄灯\n00:30 查房\n05:00 起床", "a timetable too"),
        keeps("00:02 是倒计时\n我们等着\n灯亮了\n火箭升空\n大家鼓掌", "one line of many"),
        keeps("下午 12:30\n我们 12:30 集合"),
        keeps("[12:30 - 13:00] 午饭"),
        keeps("主持人：欢迎"),
        keeps("说话人1没有来"),
    ),
)
