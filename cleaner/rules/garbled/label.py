"""Drop a speaker's label or a time code that a program put before the speech: [SPEAKER_00]:, 说话人1 00:03.

Leaves alone: a person's name without a program's mark; a time somebody speaks of.
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
    r"|^[ \t]*[\[(]\d+\.\d+ *- *\d+\.\d+[\])]:? *"
    r"|[\[(] ?speaker[ _](?:\d+|turn) ?[\])]:? ?",
    re.M,
)


# Quick to look for: a clock, a speaker or a time in brackets.
_HINT = re.compile(r":\d\d|speaker|\(\d+[.:]|\[\d")


def find(view: View) -> Iterator[Finding]:
    """Every label."""
    reached = 0
    for hint in view.finditer(_HINT):
        if hint.start() < reached:
            continue
        line = view.folded.rfind("\n", reached, hint.start()) + 1 or reached
        end = view.folded.find("\n", hint.end())
        reached = len(view.folded) if end < 0 else end + 1
        yield from _labels(view, line, reached)


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
        keeps("下午 12:30\n我们 12:30 集合"),
        keeps("[12:30 - 13:00] 午饭"),
        keeps("主持人：欢迎"),
        keeps("说话人1没有来"),
    ),
)
