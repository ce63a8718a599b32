"""Mark where characters were lost: U+FFFD, private-use characters, and U+FFFD pairs read as GBK (锟斤拷).

What is lost is never guessed, and taking the mark away would hide that something is missing: beside letters it is
only offered, with the time to listen to. A mark that stands by itself between punctuation is junk, and goes.
Leaves alone: 曹锟, 斤, 拷 as they are; a mark in quotation marks, which is what is spoken of.
"""

import re
from collections.abc import Iterable, Iterator

from cleaner.edits import Finding, Safety
from cleaner.rule import Rule, changes, keeps, offers
from cleaner.rules.garbled._rare import may_have
from cleaner.view import View

# A word whose bytes were split over two tokens leaves one mark a token; files cut at the ends leave parts of 锟斤拷.
_MARK = re.compile("[\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff][\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]*")
_OF_LATIN = re.compile("[ïÃ]")
_AS_LATIN = re.compile("(?:ï¿½|Ã¯Â¿Â½)(?:ï¿½|Ã¯Â¿Â½)*")
_QUOTES = dict(zip("“‘「『《\"'", "”’」』》\"'", strict=True))
_OF_GBK = re.compile("锟")
_AS_GBK = re.compile("(?:斤拷)?(?:锟斤拷)+(?:锟斤?(?![\u4e00-\u9fff]))?")


def find(view: View) -> Iterator[Finding]:
    """Every run of marks, applied only where no letter touches it."""
    if may_have(view, _MARK):
        yield from _findings(view, view.finditer_as_is(_MARK))
    if may_have(view, _OF_LATIN):  # its bytes read as Latin-1
        yield from _findings(view, view.finditer_as_is(_AS_LATIN))
    if may_have(view, _OF_GBK) and "锟斤拷" in view.folded:
        yield from _findings(view, view.finditer(_AS_GBK))


def _findings(view: View, matches: Iterable[re.Match[str]]) -> Iterator[Finding]:
    for match in matches:
        start, end = match.span()
        before, after = view.text[max(start - 1, 0) : start], view.text[end : end + 1]
        if after and _QUOTES.get(before) == after:
            continue
        if not any(map(str.isalnum, before + after)):
            yield Finding(start, end, "", "nothing but a mark of lost characters", Safety.LIKELY)
            continue
        when = view.time_of(start, end)
        at = f", listen at {when[0] / 1000:.1f} s" if when else ""
        yield Finding(start, end, "", f"characters were lost here{at}", Safety.ASK)


RULE = Rule(
    find=find,
    cases=(
        changes(
            "好，\ufffd\ufffd，我们开始", "好，，我们开始", "by itself between marks; the commas are another rule's"
        ),
        changes("今天到这里。\ufffd\n再见", "今天到这里。\n再见"),
        changes("开始。锟斤拷锟斤拷\n第二幕", "开始。\n第二幕"),
        offers("大家\ufffd\ufffd光临", "大家光临", "a word is missing, which one nobody knows"),
        offers("他来自\ue5e5州", "他来自州", "a private-use character"),
        offers("第二锟斤拷锟斤拷场", "第二场", "saved after it was lost"),
        changes("开始。ï¿½ï¿½\n第二幕", "开始。\n第二幕", "the mark's own bytes read as Latin-1"),
        offers("第二ï¿½场", "第二场"),
        keeps("屏幕上是“锟斤拷”和“\ufffd”", "spoken of"),
        keeps("曹锟和两斤拷贝纸"),
    ),
)
