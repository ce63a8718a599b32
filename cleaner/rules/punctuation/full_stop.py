"""Write the full stop that is missing at the end of a text or a line.

Only where the text writes its sentences with marks, or is a transcript with times.
Leaves alone: titles, list items, verse, a string without any mark.
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.rule import Rule, changes, keeps
from cleaner.rules.punctuation._clauses import final_mark, goes_on
from cleaner.rules.punctuation._places import is_chinese
from cleaner.view import View

_LINE = re.compile(r"[^\n]+")
_ENDED = re.compile(r"[。!?…—~:;.][”’」』）》\"') ]*$")
_ITEM = re.compile(r"\s*(?:[-*•·#>|]|\d+[.、)]|[(（]?[一二三四五六七八九十]+[)）、.])")
_LEAST = 6  # characters of a sentence
_SHARE = 2  # one line in so many must end with a mark


def find(view: View) -> Iterator[Finding]:
    """Every line that is a sentence and does not end as one."""
    lines = [match for match in _LINE.finditer(view.folded) if match.group().strip()]
    if not lines:
        return
    timed = bool(view.transcript.segments)
    ended = sum(bool(_ENDED.search(line.group().rstrip()[-6:])) for line in lines)
    for place, line in enumerate(lines):
        last = place + 1 == len(lines)
        if timed and not last:  # where segments meet it is for punctuation.line_end
            continue
        text = line.group().rstrip()
        end = line.start() + len(text)
        if _is_open(text) and _is_sentence(text, timed) and (timed or _has_marks(text, ended, len(lines))):
            yield Finding(end, end, final_mark(text), "a full stop is missing", Safety.LIKELY)


def _has_marks(line: str, ended: int, lines: int) -> bool:
    """Whether the text ends its lines with marks, or the line itself has a sentence that ended before."""
    return bool(re.search(r"[。!?]", line)) or (lines > 1 and ended * _SHARE >= lines)


def _is_open(line: str) -> bool:
    char = line[-1]
    return (char.isalnum() or char in ")》%") and not _ENDED.search(line[-6:])


def _is_sentence(line: str, timed: bool) -> bool:
    """Whether a line is long enough, no list item, and has a clause before its last or is speech."""
    letters = sum(map(str.isalnum, line[:40]))
    if (
        re.split(r"[。!?…]", line)[-1].isascii()
        or letters < (1 if timed else _LEAST)
        or _ITEM.match(line)
        or goes_on(line)
    ):
        return False
    return timed or (is_chinese(line) and any(mark in line for mark in ",。!?;"))


RULE = Rule(
    find=find,
    cases=(
        changes("今天讲三点。第一点是时间，第二点是钱", "今天讲三点。第一点是时间，第二点是钱。"),
        changes(
            "先讲结论，再讲原因。\n这样听的人不累，也记得住\n谢谢。",
            "先讲结论，再讲原因。\n这样听的人不累，也记得住。\n谢谢。",
        ),
        keeps("关于加班的几点意见\n\n今天讲三点。", "a title"),
        keeps("1. 买牛奶，面包\n2. 取快递。", "list items"),
        keeps("今天天气不错", "a string alone"),
        keeps("床前明月光，疑是地上霜\n举头望明月，低头思故乡", "no line has marks at its end"),
    ),
)
