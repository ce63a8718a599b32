"""Write the full stop that is missing at the end of a text or a line.

Only where the text writes its sentences with marks, or is speech: a transcript with times, or a paragraph of it that
was written without marks and has got them (punctuation.unmarked).
Leaves alone: titles, list items, verse, a string without any mark.
"""

import re
from collections.abc import Iterator
from itertools import accumulate

from cleaner.edits import Finding, Safety
from cleaner.rule import WHOLE, Rule, changes, keeps
from cleaner.rules.punctuation._clauses import final_mark, goes_on
from cleaner.rules.punctuation._places import is_chinese
from cleaner.rules.punctuation._stretches import LINE_LEAST, is_bare, is_speech, letters
from cleaner.view import View

_ENDED = re.compile(r"[。!?…—~:;.][”’」』）》\"') ]*$")
_MARKS = frozenset("。!?…—~:;.")
_CLOSING = frozenset("”’」』）》\"') ")
_ITEM = re.compile(r"\s*(?:[-*•·#>|]|\d+[.、)]|[(（]?[一二三四五六七八九十]+[)）、.])")
_INNER = re.compile("[,。!?;]")
_PARAGRAPH_END = re.compile(r"[^\S\n]*(?:\n[^\S\n]*)?(?:\n|\Z)")
_HUNG = tuple(",、。;:?!")
_LEAST = 6  # characters of a sentence
_SHARE = 2  # one line in so many must end with a mark


def find(view: View) -> Iterator[Finding]:
    """Every line that is a sentence and does not end as one."""
    lines = view.folded.split("\n")
    timed = bool(view.transcript.segments)
    first = 0
    if timed:  # where segments meet it is for punctuation.line_end
        first = max((place for place, line in enumerate(lines) if line.strip()), default=0)
    last = len(lines)
    if not view.is_tail:  # the last line may go on
        last = max((place for place, line in enumerate(lines) if line.strip()), default=0)
    marked = timed or _are_marked(lines)
    starts = list(accumulate(map(len, lines), initial=0))
    for place in range(first, last):
        line = lines[place].rstrip()
        if not line or not _is_open(line):
            continue
        if place + 1 < len(lines) and lines[place + 1].lstrip()[:1] in _HUNG:
            continue  # its mark is there: punctuation.leading
        # Either the text ends its lines with marks, or this one has a sentence that ended before, or was bare speech.
        end = starts[place] + place + len(line)
        if not (marked or "。" in line or "!" in line or "?" in line or _was_unmarked(view, line, end)):
            continue
        if _is_sentence(line, timed):
            yield Finding(end, end, final_mark(line), "a full stop is missing", Safety.LIKELY)


def _are_marked(lines: list[str]) -> bool:
    """Whether there are several lines, and one in so many ends with a mark."""
    spoken = [end for line in lines if (end := line[-6:].rstrip())]
    ended = sum(map(_is_ended, spoken))
    return len(spoken) > 1 and ended * _SHARE >= len(spoken)


def _is_ended(line: str) -> bool:
    """Whether a line ends with a mark, or with what closes after one."""
    return line[-1] in _MARKS or (line[-1] in _CLOSING and _ENDED.search(line[-6:]) is not None)


def _was_unmarked(view: View, line: str, end: int) -> bool:
    """Whether a line is speech of a text that was written without marks, and the end of a paragraph."""
    return (
        len(line) >= LINE_LEAST
        and is_bare(view.transcript.text)
        and bool(_PARAGRAPH_END.match(view.folded, end))
        and is_speech(line)
    )


def _is_open(line: str) -> bool:
    char = line[-1]
    return char.isalnum() or (char in ")》%" and not _is_ended(line))


def _is_sentence(line: str, timed: bool) -> bool:
    """Whether a line is long enough, no list item, and has a clause before its last or is speech."""
    if not timed and not (_INNER.search(line) and is_chinese(line)):
        return False
    if not line[:_LEAST].isalnum() and letters(line[:40]) < (1 if timed else _LEAST):
        return False
    if _ITEM.match(line):
        return False
    last = line[max(map(line.rfind, "。!?…")) + 1 :]
    return not (last.isascii() or goes_on(last))


RULE = Rule(
    find=find,
    reach=WHOLE,
    cases=(
        changes("今天讲三点。第一点是时间，第二点是钱", "今天讲三点。第一点是时间，第二点是钱。"),
        changes(
            "先讲结论，再讲原因。\n这样听的人不累，也记得住\n谢谢。",
            "先讲结论，再讲原因。\n这样听的人不累，也记得住。\n谢谢。",
        ),
        keeps("今天下雨。\n等灯亮了我们\n，就上台走一遍。\n好的，先这样。", why="its mark opens the next line"),
        keeps("关于加班的几点意见\n\n今天讲三点。", "a title"),
        keeps("1. 买牛奶，面包\n2. 取快递。", "list items"),
        changes(
            "周末我去看了美术馆的那个展览人不算多可还是有一幅画前面排着很长很长的队，我站了整整半个小时才看到的",
            "周末我去看了美术馆的那个展览人不算多可还是有一幅画前面排着很长很长的队，我站了整整半个小时才看到的。",
            "speech with hardly any marks",
        ),
        keeps("今天天气不错", "a string alone"),
        keeps("床前明月光，疑是地上霜\n举头望明月，低头思故乡", "no line has marks at its end"),
    ),
)
