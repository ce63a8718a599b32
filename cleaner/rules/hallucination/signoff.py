"""Drop a line that is only an invented sign-off or credit (谢谢观看, 中文字幕, 词曲 and a name), given a witness.

People do say such things, so the line alone is not enough: it must stand at the head or tail of the file, be too slow
to be speech, be doubted by the engine, or come again and again.
Leaves alone: 谢谢大家, 再见, 嗯, 好 always; the same words within a longer line.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from functools import cache

from cleaner.edits import Finding, Safety
from cleaner.rule import Rule, changes, keeps
from cleaner.rules.hallucination._lines import Line, all_lines, doubt, gap, lines, surnames, whole_line
from cleaner.view import View
from cleaner.wordlist import entries

_REPEATS = 3
_MUSIC_BEGINS = frozenset("词曲作编演中主混吉剪后")  # what a line of `_music` begins with


@cache
def _music() -> re.Pattern[str]:
    name = rf"[{''.join(sorted(surnames()))}][\u4e00-\u9fff]{{1,2}}"
    glued = "(?:词曲|作词|作曲|编曲|演唱|中文字幕)[ :]*"
    apart = "(?:词|曲|主唱|混音|吉他|剪辑|后期)[ :]+"  # by themselves too much like a word's beginning
    return re.compile(rf"[ \t]*(?:(?:{glued}|{apart}){name}[ ,、/.。]*){{1,4}}")


def find(view: View) -> Iterator[Finding]:
    """Every such line with a witness."""
    signoffs, farewells = entries("hallucination_signoffs"), entries("hallucination_farewells")
    every: list[Line] = []
    count: Counter[str] = Counter()
    for line in lines(view, lambda said: said in farewells or said in signoffs or said[:1] in _MUSIC_BEGINS):
        is_farewell = line.letters in farewells
        if not (is_farewell or line.letters in signoffs or _music().fullmatch(view.folded, line.start, line.end)):
            continue
        if not every:
            every = all_lines(view)
            count.update(other.letters for other in every)
        index = bisect_left(every, line)
        if witness := _witness(view, line, index, len(every), count[line.letters]):
            at_end = witness == "the end of the file"
            # A speaker may well end on a farewell: there the end of the file speaks for it.
            safety = Safety.UNSURE if at_end and is_farewell else Safety.LIKELY
            said = view.text[line.start : line.end]
            reason = f"probably never said: {said} ({witness}){gap(view, line.start, line.end)}"
            yield Finding(*whole_line(view, line.start, line.end), "", reason, safety)


def _witness(view: View, line: Line, index: int, of: int, times: int) -> str:
    if against := doubt(view, line):
        return against
    if times >= _REPEATS:
        return f"{times} times in the file"
    if of > 1 and ((index == 0 and view.is_head) or (index == of - 1 and view.is_tail)):
        return "the head of the file" if index == 0 else "the end of the file"
    return ""


RULE = Rule(
    find=find,
    cases=(
        changes("谢谢观看\n第一幕\n第二幕", "第一幕\n第二幕", "the head of the file"),
        changes("第一幕\n第二幕\n感谢收看！", "第一幕\n第二幕"),
        changes("詞曲 林小禾\n第一幕\n第二幕", "第一幕\n第二幕"),
        changes("第一幕\n中文字幕\n灯光\n中文字幕\n音响\n中文字幕\n完毕", "第一幕\n灯光\n音响\n完毕"),
        changes("第一幕\n下期再见", "第一幕", "only at level thorough: it may be how the speech ends"),
        keeps("剪辑金句\n第一幕"),
        keeps("第一幕\n谢谢大家\n再见"),
        keeps("把文件打开，谢谢观看"),
        keeps("第一幕\n谢谢观看\n第二幕", "no witness"),
        keeps("这首歌词曲林小禾\n好"),
        keeps("谢谢观看", "all there is"),
    ),
)
