"""Drop what cannot be seen: zero-width characters, direction marks, soft hyphens, controls.

Unicode's line separators become line ends.
Leaves alone: the joiners and selectors inside emoji, tabs and line ends.
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.rule import Rule, changes, keeps
from cleaner.rules.garbled._rare import may_have
from cleaner.view import View

_BREAK = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_ANY = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e0fff\ud800-\udfff"
)
_INVISIBLE = re.compile(rf"[{_ANY}](?:(?<=\x1b)\[[0-9;]*[A-Za-z])?[{_ANY}]*")
_EMOJI = "\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff"
# A joiner between emoji, a selector after one (or a keycap's digit, or a hanzi's ideographic variant), a flag's tags.
_IN_EMOJI = re.compile(
    f"(?<=[{_EMOJI}])\ufe0f?\u200d(?=[{_EMOJI}])|(?<=[{_EMOJI}#*0-9])[\ufe0e\ufe0f]+"
    "|(?<=\U0001f3f4)[\U000e0020-\U000e007f]+|(?<=[\u3400-\u9fff])[\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)


def find(view: View) -> Iterator[Finding]:
    """Every run of invisible characters but those that make up an emoji."""
    if not (may_have(view, _INVISIBLE) and _INVISIBLE.search(view.text)):
        return
    kept = {at for match in _IN_EMOJI.finditer(view.text) for at in range(*match.span())}
    for match in _INVISIBLE.finditer(view.text):
        start = match.start()
        while start < match.end():
            end = start + 1
            if start not in kept:
                while end < match.end() and end not in kept:
                    end += 1
                run = view.text[start:end]
                after = "\n" if _BREAK.search(run) else ""
                reason = f"invisible: {', '.join(dict.fromkeys(f'U+{ord(char):04X}' for char in run))}"
                yield Finding(start, end, after, reason, Safety.SAFE)
            start = end


RULE = Rule(
    find=find,
    cases=(
        changes("\ufeff大家\u200b好", "大家好"),
        changes("他说\u202a你好\u202c。\u00ad", "他说你好。"),
        changes("第一行\u2028第二行", "第一行\n第二行", "a line separator ends a line"),
        changes("完\x1a", "完"),
        changes("\x1b[31m红灯\x1b[0m亮了", "红灯亮了", "a terminal's colours"),
        keeps("一家人👨\u200d👩\u200d👧来了", "joiners hold a family together"),
        keeps("爱你❤\ufe0f，三1\ufe0f\u20e3"),
        keeps("第一幕\t第二幕\n第三幕"),
    ),
)
