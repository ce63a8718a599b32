"""Drop a line that is only an invented sign-off or credit (谢谢观看, 中文字幕, 词曲 and a name), given a witness.

People do say such things, so the line alone is not enough: it must stand at the head or tail of the file, be too slow
to be speech, be doubted by the engine, or come again and again.
Any other line is only offered, and only where the engine itself heard no speech, or made a long silence of it.
Leaves alone: 谢谢大家, 再见, 嗯, 好 always; the same words within a longer line.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from functools import cache

from cleaner.edits import Finding, Safety
from cleaner.language.wordlist import entries
from cleaner.rule import Rule, changes, keeps
from cleaner.rules.hallucination._lines import (
    Line,
    all_lines,
    doubt,
    gap,
    is_compressed,
    is_silent,
    lines,
    surnames,
    whole_line,
    widened,
)
from cleaner.transcript import Segment
from cleaner.view import View

_REPEATS = 3
_JOINING = frozenset(" ,、。\n")
_LONG_SILENCE = 15_000  # ms: a subtitle of one word may stand for some seconds
# Said over a silence too, and all there is to hear.
_SAID = frozenset({"谢谢大家", "谢谢", "再见", "嗯", "好", "对", "是"})
_LONGEST = 40  # characters of a farewell
# Written in so many ways that lists would not do. 感谢聆听 is how a talk ends.
_THANKS = re.compile("(?:感谢|谢谢|多谢)(?:您|你们?|大家|各位|朋友们?|观众)*的?(?:观看|收看)")
_FAREWELL = re.compile(
    "(?:(?:好了?|那么?|今天|也|最后)?(?:"
    "(?:感谢|谢谢|多谢)(?:您|你们?|大家|各位|朋友们?|观众)*的?(?:观看|收看|收听|聆听)"
    "|(?:我们|咱们)?下(?:一?[期集次回]的?|个)?(?:视频|节目)?再[见会]"
    "|(?:以上就是)?[本这](?:[期集次]|一[期集])的?(?:视频|节目|影片|内容)?就?先?[说讲聊分享介绍]*到这里了?(?:结束了?)?"
    "|请?(?:请|记得|别忘了|不要忘记|欢迎)(?:点个?赞|按个?赞|订阅|关注|转发|收藏|打开小铃铛|[我们]{1,2}的?频道|三连|和|并|加|一下)*"
    "(?:点赞|按赞|订阅|转发|分享|收藏|关注我们?|打开小铃铛|[我们]{1,2}的?频道|三连)"
    ")[吧啦哦喔呀啊]?){1,4}"
)
_BEGINS = frozenset("词曲作编演中主混吉剪后感谢多好那今也最我咱下以本这请记别不欢点按订关收打")


@cache
def _music() -> re.Pattern[str]:
    name = rf"[{''.join(sorted(surnames()))}][\u4e00-\u9fff]{{1,2}}"
    glued = "(?:词曲|作词|作曲|编曲|演唱|中文字幕)[ :]*"
    apart = "(?:词|曲|主唱|混音|吉他|剪辑|后期)[ :]+"  # by themselves too much like a word's beginning
    return re.compile(rf"[ \t]*(?:(?:{glued}|{apart}){name}[ ,、/.。]*){{1,4}}|[ \t]*中文字幕[ :]+[a-z]{{2,12}}")


def find(view: View) -> Iterator[Finding]:
    """Every such line with a witness."""
    signoffs, farewells = entries("hallucination_signoffs"), entries("hallucination_farewells")
    every: list[Line] = []
    count: Counter[str] = Counter()
    dropped: list[Finding] = []

    def is_wanted(said: str) -> bool:
        return said in farewells or said in signoffs or said[:1] in _BEGINS

    for line in lines(view, is_wanted):
        is_signoff = line.letters in signoffs or _THANKS.fullmatch(line.letters) is not None
        is_farewell = not is_signoff and (line.letters in farewells or _is_farewell(line.letters))
        if not (is_farewell or is_signoff or _music().fullmatch(view.folded, line.start, line.end)):
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
            dropped.append(Finding(*whole_line(view, line.start, line.end), "", reason, safety))
    yield from _apart(dropped)
    if any(map(_is_doubtful, view.transcript.segments)):
        yield from _doubtful(view)


def _is_farewell(said: str) -> bool:
    return len(said) <= _LONGEST and _FAREWELL.fullmatch(said) is not None


def _apart(findings: list[Finding]) -> Iterator[Finding]:
    """Findings, with the last line of a text made one with those right before it: they share line ends."""
    while len(findings) > 1 and findings[-1].start < findings[-2].end and findings[-1].safety == findings[-2].safety:
        one, last = findings[-2:]
        start = max(one.start - 1, 0)  # with the line end before, as the last line of a text goes
        findings[-2:] = [Finding(start, last.end, "", f"{one.reason}; {last.reason}", one.safety)]
    yield from findings


def _doubtful(view: View) -> Iterator[Finding]:
    """Every segment whose words nobody has a reason to doubt, and whose recording speaks against them."""
    for start, end, segment in view.segments:
        while end > start and view.folded[end - 1] in _JOINING:  # it may have become part of a line
            end -= 1
        against = _strong_doubt(view, start, end, segment) if _is_doubtful(segment) else ""
        if against and any(low < end and start < high for low, high in view.fresh):
            reason = f"perhaps never said ({against}){gap(view, start, end)}"
            yield Finding(*widened(view, start, end), "", reason, Safety.ASK)


def _is_doubtful(segment: Segment) -> bool:
    """Whether there is anything against a segment, before its text is looked at."""
    is_long = segment.end - segment.start >= _LONG_SILENCE
    return is_long or is_silent(segment) or is_compressed(segment)


def _strong_doubt(view: View, start: int, end: int, segment: Segment) -> str:
    (read,) = view.letters.of([(start, end)])
    # Where less than half of it is left, what was doubtful in it is gone.
    if not read or read in _SAID or (end - start) * 2 < segment.span.end - segment.span.start:
        return ""
    if is_compressed(segment):
        return "its text repeats itself as speech does not"
    return doubt(view, Line(start, end, read))


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
        changes("第一幕\n第二幕\n中文字幕 Jo", "第一幕\n第二幕"),
        changes("第一幕\n下期再见", "第一幕", "only at level thorough: it may be how the speech ends"),
        changes("第一幕\n第二幕\n谢谢各位朋友的观看！", "第一幕\n第二幕"),
        changes("第一幕\n感谢收看\n感谢收看\n感谢收看", "第一幕", "all three of them"),
        changes("第一幕\n好了，本期节目就聊到这里，我们下期再见。", "第一幕", "at level thorough, however it is put"),
        changes("第一幕\n感谢大家的聆听。", "第一幕", "at level thorough: it is how a talk ends"),
        keeps("点赞、关注、转发\n第一幕\n第二幕", "a heading"),
        keeps("第一幕\n第二幕\n点赞是一种鼓励"),
        keeps("第一幕\n第二幕\n本节目到这里来拍"),
        keeps("剪辑金句\n第一幕"),
        keeps("第一幕\n谢谢大家\n再见"),
        keeps("把文件打开，谢谢观看"),
        keeps("第一幕\n谢谢观看\n第二幕", "no witness"),
        keeps("这首歌词曲林小禾\n好"),
        keeps("谢谢观看", "all there is"),
    ),
)
