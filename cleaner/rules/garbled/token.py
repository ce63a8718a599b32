"""Drop what an engine writes for itself: <|zh|>, [_TT_205], [_BEG_], ▁, subtitle tags such as <u>.

Leaves alone: what is said between two tags; other brackets; < and > as signs.
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.rule import Rule, changes, keeps
from cleaner.rules.garbled._rare import may_have
from cleaner.view import View

_TOKEN = re.compile(
    r"<\|[^|<>\n]{1,40}\|>"
    r"|\[ ?_(?:beg|eot|sot|solm|prev|not|extra|lang|tt)_(?: ?\w{1,6})? ?\]|(?<![a-z0-9_])_tt_\d+\]"
    r"|</?(?:u|b|i|s|c|v|font|ruby|rt|span)(?:[ .][^<>\n]{0,60})?>"
    r"|<(?:unk|pad|eos|bos|sos)>"
    r"|\{\\[a-z][^{}\n]{0,60}\}"
    r"|\u2581+|&nbsp;"
)

_HEAD = re.compile("[<[{\u2581_&]")
_HINT = re.compile("<|\\[|{|\u2581|_tt_|&nbsp;")  # what a token begins with


def find(view: View) -> Iterator[Finding]:
    """Every token; between two Latin words it leaves a blank."""
    reached = 0
    for hint in view.finditer(_HINT) if may_have(view, _HEAD) else ():
        match = _TOKEN.match(view.folded, hint.start()) if hint.start() >= reached else None
        if match is None:
            continue
        start, reached = match.span()
        end = reached
        around = view.folded[start - 1 : start] + view.folded[end : end + 1] if start else ""
        # A tag may stand inside a word, a token between two.
        parts = match.group().startswith(("<|", "▁", "&"))
        glues = parts and len(around) == 2 and around.isascii() and around.isalnum()
        yield Finding(start, end, " " if glues else "", f"engine token {match.group().strip()}", Safety.SAFE)


RULE = Rule(
    find=find,
    cases=(
        changes("<|zh|><|NEUTRAL|>各位好，[_TT_310]请坐", "各位好，请坐"),
        changes("[_BEG_]灯光准备[_EOT_]", "灯光准备"),
        changes("灯光_TT_310]准备<unk>", "灯光准备", "its head cut off; a token that stands for none"),
        changes("▁我们▁用▁Kafka", "我们用Kafka"),
        changes("open<|0.00|>source", "open source", "two words stay two"),
        changes("第<u>二</u>幕<font color=red>红</font>", "第二幕红"),
        changes(r"{\an8}旁白", "旁白"),
        changes("open&nbsp;source，第一幕&nbsp;", "open source，第一幕", "a blank of subtitles"),
        keeps("如果 a < b 而且 c > d"),
        keeps("这个[TT]型号_TT_是对的"),
        keeps("《<序>》"),
    ),
)
