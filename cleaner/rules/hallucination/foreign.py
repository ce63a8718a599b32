"""Drop lines in a script that is not the transcript's: wholly kana, Hangul, Cyrillic, Thai; and "thank you" in them.

Leaves alone: a transcript that is in such a language; names and words in a foreign script within a Chinese line;
a phrase in quotation marks, or in a sentence that speaks of a language.
"""

import re
from collections.abc import Iterator
from functools import cache

from cleaner.edits import Finding, Safety
from cleaner.language.fold import fold
from cleaner.language.wordlist import entries
from cleaner.rule import WHOLE, Rule, changes, keeps
from cleaner.rules.hallucination._lines import gap, whole_line, widened
from cleaner.view import ONE_HANZI, View
from cleaner.view.tracks import Range

_SCRIPT = (
    "\u0370-\u0dff\u0e00-\u11ff"  # Greek to Thai, Georgian, Hangul
    "\u3041-\u3096\u309d-\u30fa\u30fc-\u30ff\uff66-\uff9f\uac00-\ud7af"  # kana, Hangul
)
_FOREIGN = re.compile(f"[{_SCRIPT}]")
_HANZI = re.compile(ONE_HANZI)
_LANGUAGE = re.compile("[日韩俄泰鲜拉外]国?[语文话](?!章|件|化|案)|韩国|日本|俄罗斯|泰国|阿拉伯|朝鲜")
# Subtitlers and a newsreader, with whatever name.
_CREDITS = (
    "(?<![a-z])mbc 뉴스 [\uac00-\ud7af]{2,4}입니다",
    "субтитры [\u0430-\u044f]{4,12} [a-z]{3,20}",
    r"редактор субтитров [\u0430-\u044f.]+(?: корректор [\u0430-\u044f.]+)?",
)
_QUOTES = frozenset('“‘「『《("')
_CLOSING = frozenset('”’」』》)"')
_SENTENCE, _AFTER = 60, 12  # characters before and after a phrase that may speak of it


def find(view: View) -> Iterator[Finding]:
    """Foreign lines, and the best known foreign phrases within Chinese ones."""
    chinese: list[Range] = []
    foreign: list[Range] = []
    for start, end in _held(view.folded):
        line = view.folded[start:end]
        kind = foreign if _is_foreign(line) else chinese if _HANZI.search(line) else None
        if kind is not None:
            kind.append((start, end))
    if foreign:
        lines = sum(_HANZI.search(line) is not None for line in view.folded.split("\n"))
        lines -= sum(_HANZI.search(view.folded, *line) is not None for line in foreign)
        # Where foreign lines are not rare, they are what was said: another language, subtitles in two of them.
        if len(foreign) * 3 <= lines + 4 and lines:
            for start, end in foreign:
                reason = f"a line in another script: {view.text[start:end]}{gap(view, start, end)}"
                yield Finding(*whole_line(view, start, end), "", reason, Safety.LIKELY)
    for span in chinese:
        for match in _phrases().finditer(view.folded, *span):
            start, end = match.span()
            if _is_spoken_of(view.folded, start, end):
                continue
            reason = f"never said: {view.text[start:end]}{gap(view, start, end)}"
            yield Finding(*widened(view, start, end), "", reason, Safety.LIKELY)


def _is_spoken_of(folded: str, start: int, end: int) -> bool:
    """Whether a phrase is quoted, or its sentence names a language: 她用韩语说了一句…."""
    if folded[max(start - 1, 0) : start] in _QUOTES and folded[end : end + 1] in _CLOSING:
        return True
    low = max(0, start - _SENTENCE)
    begin = max(low, *(folded.rfind(mark, low, start) + 1 for mark in "。!?\n"))
    return _LANGUAGE.search(folded, begin, end + _AFTER) is not None


def _held(folded: str) -> Iterator[Range]:
    """The lines that hold a character of another script; every phrase has one."""
    reached = 0
    while found := _FOREIGN.search(folded, reached):
        start, end = folded.rfind("\n", 0, found.start()) + 1, folded.find("\n", found.start())
        reached = end if end >= 0 else len(folded)
        yield start, reached


def _is_foreign(line: str) -> bool:
    """Whether most letters of a line are of another script; beside hanzi two of three (Japanese has hanzi too)."""
    foreign = len(_FOREIGN.findall(line))
    every = sum(map(str.isalnum, line))
    return foreign > 0 and (foreign * 3 >= every * 2 if _HANZI.search(line) else foreign * 2 >= every)


@cache
def _phrases() -> re.Pattern[str]:
    said = sorted(map(re.escape, map(fold, entries("hallucination_foreign"))), key=len, reverse=True)
    return re.compile(rf"(?<![{_SCRIPT}])(?:{'|'.join((*said, *_CREDITS))})(?![{_SCRIPT}])(?:\.\.\.|…+|[.!。])?")


RULE = Rule(
    find=find,
    reach=WHOLE,
    cases=(
        changes("第一幕\nご視聴ありがとうございました\n第二幕", "第一幕\n第二幕"),
        changes("구독과 좋아요\n开始", "开始"),
        changes("第一幕\nПродолжение следует...", "第一幕"),
        changes("灯光感谢감사합니다，请坐", "灯光感谢，请坐", "glued to real speech"),
        changes("灯光好。MBC 뉴스 김하늘입니다. 请坐", "灯光好。请坐", "news of a broadcaster"),
        changes("我们再来一遍。Субтитры сделал Abcdef", "我们再来一遍。"),
        keeps("她用韩语说了一句감사합니다，全场都笑了"),
        keeps("台词里有一句“спасибо”，要念得慢"),
        keeps("我们排的是《となりのトトロ》"),
        keeps("こんにちは、元気ですか\nはい、元気です", "a Japanese transcript"),
        changes("第一幕\nСубтитры сделал Abcdef", "第一幕"),
        keeps("第一场\nこんにちは\n第二场\nはい\n第三场\nどうぞ", "a scene in Japanese"),
        keeps("第α幕和β幕"),
    ),
)
