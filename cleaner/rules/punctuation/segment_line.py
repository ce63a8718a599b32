"""Join lines to sentences where subtitles were pasted as text: a segment a line, without times and without marks.

Only in a text that is nothing else: eight lines or more, hardly one with a mark, of different lengths as speech has
them, some of which end within a clause. The end of a line is a pause: it becomes nothing within a clause, a comma, or
the end of a sentence where it is long by then and what follows opens another one.
Leaves alone: verse and songs, whose lines are clauses; lists, titles, dialogue, code; lines with times.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from statistics import mean

from cleaner.edits import Finding
from cleaner.rule import WHOLE, Rule, changes, keeps
from cleaner.rules.punctuation._clauses import goes_on, is_attached
from cleaner.rules.punctuation._sentences import Gap, divided
from cleaner.rules.punctuation._stretches import is_speech
from cleaner.view import View

_BREAK = re.compile(r"[^\S\n]*\n[^\S\n]*(?!\n)(?<!\n\n)")
_MARKS = re.compile(r"[、。!?;:…—|\t/<>#*•·\[\]()]|,(?!\d)|\n\s*\n|^\s*[-\d]", re.MULTILINE)
_LINES = 8
_LENGTH = 4, 24  # letters of a line, on the average
_LENGTHS = 5  # different ones
_CUT = 12  # one line in so many ends within a clause, at least


def find(view: View) -> Iterator[Finding]:
    """Every line end of a text that has nothing else."""
    if view.transcript.segments or not _is_segmented(view.folded):
        return
    body = view.folded.strip()
    start = view.folded.index(body)
    gaps = (Gap(*found.span()) for found in _BREAK.finditer(view.folded, start, start + len(body)))
    yield from divided(view, start, start + len(body), gaps, "a segment ends")


def _is_segmented(folded: str) -> bool:
    """Whether a folded text is a segment a line."""
    body = folded.strip()
    if body.count("\n") < _LINES - 1 or _MARKS.search(body):
        return False
    lines = [line.strip() for line in body.split("\n")]
    sizes = [len(line) for line in lines]
    cut = sum(goes_on(line) or is_attached(after) for line, after in pairwise(lines))
    return (
        _LENGTH[0] <= mean(sizes) <= _LENGTH[1]
        and len(set(sizes)) >= _LENGTHS
        and cut * _CUT >= len(lines)
        and is_speech(" ".join(lines))
    )


RULE = Rule(
    find=find,
    reach=WHOLE,
    cases=(
        changes(
            "大家好我叫周宁\n今天想跟大家分享的\n是我在山里支教的故事\n我去的那个村子在\n两座山的中间\n学校只有一间教室\n"
            "一共十九个孩子\n他们每天要走很远的路才能到学校\n有一天下了很大的雪\n我以为没有人会来上课了\n"
            "可是十九个人一个也不少",
            "大家好我叫周宁，今天想跟大家分享的是我在山里支教的故事，我去的那个村子在两座山的中间，学校只有一间教室，"
            "一共十九个孩子，他们每天要走很远的路才能到学校。有一天下了很大的雪，我以为没有人会来上课了。"
            "可是十九个人一个也不少",
        ),
        keeps(
            "我站在山的这边\n看着云慢慢地走\n你站在海的那一头\n等一阵风\n我们说过的那些话\n都留在了那个旧的小车站里\n雨下了一整个夏天\n"
            "我没有再见过你\n只有那盏还没有熄灭的灯\n记得那年我们的样子\n那时候你常常说起远方的家\n说你总有一天会回来看我",
            "a song: its lines are clauses",
        ),
        keeps(
            "大家好我叫周宁\n今天想跟大家分享的\n是我在山里支教的故事\n我去的那个村子在\n两座山的中间\n学校只有一间教室",
            "few lines",
        ),
        keeps(
            "大家好我叫周宁\n今天想跟大家分享的\n是我在山里支教的故事\n我去的那个村子在\n两座山的中间\n学校只有一间教室\n"
            "一共十九个孩子\n他们每天要走很远的路才能到学校\n有一天下了很大的雪\n我以为没有人会来上课了。\n可是十九个人一个也不少",
            "it has a mark",
        ),
        keeps("好吧\n那就是\n我说的\n好的\n你在\n他来了\n我们都在\n家里\n是吗", "short"),
        keeps("买牛奶\n取快递\n给妈妈打电话\n交水电费\n修自行车\n还书\n订机票\n写周报\n洗车\n遛狗", "a list"),
    ),
)
