"""Which brackets in a script hold a stage direction, and which hold something to say.

Directions are, in any bracket:
- a whole line in brackets: （以下脱稿）;
- what 【】, [], {}, 〔〕 and 〖〗 hold, if it is no longer than a line and no sentence: 【切换到下一页】, [3];
- what asks something of the speaker, the slides or the room, first or last in the bracket: an act (停顿, 微笑, 翻页,
  pause), also with where, how or how long (此处停顿两秒, 面带微笑); a verb with something of the stage (看向观众,
  切换到第三页, 放慢语速); a manner (激动地); a slide (PPT第3页) or a figure (见图1). The words are in
  data/script_acts.txt, script_verbs.txt and script_objects.txt.

Everything else in （） or () is said: a term's other name （TensorFlow）, a year （二〇一七年）, a remark. 《》 is a
title, and said.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache

from cleaner.language import wordlist
from cleaner.transcript import Span

_LONGEST = 200  # code points between brackets
_LINE = 40  # letters of what is no sentence
_BRACKET = re.compile(r"[()\[\]{}【】〔〕〖〗\n]")
_CLOSING = {"(": ")", "[": "]", "{": "}", "【": "】", "〔": "〕", "〖": "〗"}
_SENTENCE = re.compile("[。!?]")
_CLAUSE = re.compile(r"[,。;:!?、…\s]+")
_INDEX = re.compile(r"[a-z0-9_]\Z")
_COUNT = "[0-9一二两三四五六七八九十几半]+(?:[到至-][0-9一二两三四五六七八九十]+)?"
_MODIFIERS = (
    "(?:稍稍?作?|稍微|略微?作?|此处|这里|在此|这时|此时|到此|轻轻|慢慢|缓缓|再|请|先|然后|接着|同时|一?边|面带|面露|带着|"
    "做个?|作|长长?地?|短暂|适当|自然|再次|全场|观众|台下|大家|一起|集体|热烈|深深|深|重新|可以?|需要?|注意|继续|用|有)"
)
_WITH = "(?:(?:[与和跟向对请让等]|邀请|等待).{0,4}?)?"
_PAGE = f"第?{_COUNT}页|手$|手机$|水$"
_AFTER_OBJECT = "(?![器面码率量])[^的以]{0,4}"  # 翻页器, 换手率; 对同学的关心
_TAIL = (
    f"(?:[着了]|一下|一?[点些]|片刻|一会儿?|(?:大?约)?{_COUNT}(?:秒|分|拍|次|下|s)钟?|约?{_COUNT}页|致意|示意|致谢|欢迎|"
    "结束|停止|过后|响起|[地着]?说|"
    "(?:[,并后然再]|[向对到至给于].).*)"
)
_NO_MANNER = "目的|当|基|内|外|某|各|本|产|场|土|草|湿|高|盆|此|原|工|营|圣|异|实|落|余|天"
_MANNER = re.compile(f"(?!.*(?:{_NO_MANNER})地)[^a-z0-9]{{1,4}}地[说讲念读问喊道]?")
_SLIDE = re.compile(
    rf"(?:ppt|幻灯片|slide|page)\W*(?:第?{_COUNT}[页张]?.*)?|第?{_COUNT}[页张](?:ppt|幻灯片)?|p{_COUNT}"
    rf"|(?:[如见]|参见|详见)?(?:[上下左右]?[图表]|附录|附件|脚注)\W*(?:[a-z]|{_COUNT})*(?:所示)?"
)


def directions(folded: str) -> list[Span]:
    """The brackets that are stage directions, with what they hold, in order and apart.

    Args:
        folded: text of a script, as `fold` gives it; what is known not to be said may be blanks.
    """
    found: list[Span] = []
    for span, is_line in _bracketed(folded):
        if found and span.start < found[-1].end:
            continue
        if is_direction(folded, span, is_line=is_line):
            found.append(span)
    return found


def is_direction(folded: str, span: Span, *, is_line: bool = False) -> bool:
    """Whether a bracket with what it holds is a direction; `is_line`: nothing else is said on its line."""
    content = folded[span.start + 1 : span.end - 1].strip()
    letters = sum(map(str.isalnum, content))
    if not letters or _asks(content):
        return True
    is_sentence = bool(_SENTENCE.search(content[:-1])) or letters > _LINE
    if is_line:
        return not is_sentence
    if folded[span.start] == "(" or is_sentence:
        return False
    return not (content.isascii() and _INDEX.search(folded, span.start - 1, span.start))


def _bracketed(folded: str) -> Iterator[tuple[Span, bool]]:
    """Pairs of brackets on a line, the outer before the inner ones; and whether all letters of the line are in it."""
    pairs: list[tuple[int, int]] = []
    opened: list[int] = []
    ends = [match.start() for match in re.finditer("\n", folded)]
    for match in _BRACKET.finditer(folded):
        bracket, at = match[0], match.start()
        if bracket == "\n":
            opened.clear()
        elif bracket in _CLOSING:
            opened.append(at)
        elif opened and _CLOSING[folded[opened[-1]]] == bracket:
            start = opened.pop()
            if at - start <= _LONGEST:
                pairs.append((start, at + 1))
    for start, end in sorted(pairs, key=lambda pair: (pair[0], -pair[1])):
        line = bisect_left(ends, start)
        first = ends[line - 1] + 1 if line else 0
        last = ends[bisect_right(ends, end - 1)] if ends and end <= ends[-1] else len(folded)
        is_line = start - first <= _LONGEST and last - end <= _LONGEST
        is_line = is_line and not any(map(str.isalnum, folded[first:start] + folded[end:last]))
        yield Span(start, end), is_line


def _asks(content: str) -> bool:
    """Whether the first or the last clause of what a bracket holds asks something of the speaker or the stage."""
    if _SLIDE.fullmatch(content) or _patterns()[0].fullmatch(content):
        return True
    clauses = [clause for clause in _CLAUSE.split(content) if clause]
    return bool(clauses) and any(_is_asked(clause) for clause in (clauses[0], clauses[-1]))


def _is_asked(clause: str) -> bool:
    act, verb = _patterns()
    return any(pattern.fullmatch(clause) for pattern in (act, verb, _MANNER, _SLIDE))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """An act with what may stand around it; a verb with something of the stage."""
    acts, verbs, objects = (
        "|".join(sorted(map(re.escape, wordlist.entries(f"script_{name}")), key=lambda word: (-len(word), word)))
        for name in ("acts", "verbs", "objects")
    )
    act = re.compile(f"{_MODIFIERS}{{0,3}}{_WITH}(?:{acts}){_TAIL}?")
    verb = re.compile(f"{_MODIFIERS}{{0,3}}(?:{verbs}).{{0,8}}?(?:{objects}|{_PAGE}){_AFTER_OBJECT}")
    return act, verb
