"""Drop phrases that are never said: the credits of subtitled videos, which Whisper writes over silence and noise.

Matched without blanks and marks, in either script, with a cut-off head or tail, glued to real speech or by themselves.
Leaves alone: the words that such phrases are made of (订阅, 点赞, 字幕, 志愿者), which people do say.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

from cleaner.edits import Finding, Safety
from cleaner.language.wordlist import entries
from cleaner.rule import Rule, changes, keeps
from cleaner.rules.hallucination._lines import gap, whole_line, widened
from cleaner.view import View

_A_HESITATION = 6  # code points, with its marks
_LONGEST = 80  # characters of a phrase, with blanks and marks


@cache
def _phrases() -> tuple[tuple[str, str, str], ...]:
    """(head, what the phrase is known by, tail); the longest first."""
    parts = [tuple(entry.split("*")) for entry in entries("hallucination_phrases")]
    return tuple(sorted(((a, b, c) for a, b, c in parts), key=lambda part: (-len("".join(part)), part)))


@cache
def _automaton() -> Any:
    from ahocorasick_rs import AhoCorasick  # a shared library

    return AhoCorasick([known for _, known, _ in _phrases()])


def find(view: View) -> Iterator[Finding]:
    """Every such phrase, as much of it as is there."""
    for low, high in view.fresh:
        read = view.letters.between(low, high)
        ranges = sorted(_ranges(read.text))
        at = read.places.tolist() if ranges else []
        taken = 0
        for index, (first, last) in enumerate(ranges):
            if first < taken:
                continue
            while index + 1 < len(ranges) and ranges[index + 1][0] <= last:  # phrases run into one another
                index += 1
                last = max(last, ranges[index][1])
            taken = last
            start, end = at[first], at[last - 1] + 1
            if _inside_latin(view.folded, start, end):
                continue
            reason = f"never said: {view.text[start:end]}{gap(view, start, end)}"
            if (line := _only_hesitation_beside(view, start, end)) is not None:
                yield Finding(*whole_line(view, *line), "", reason, Safety.LIKELY)
            else:
                yield Finding(*widened(view, start, end), "", reason, Safety.SAFE)


def _only_hesitation_beside(view: View, start: int, end: int) -> tuple[int, int] | None:
    """The line of a phrase that has nothing before it but a 嗯: the engine wrote both over the same noise."""
    low, high = max(0, start - _A_HESITATION), min(len(view.folded), end + _A_HESITATION)
    left, right = view.folded.rfind("\n", low, start), view.folded.find("\n", end, high)
    if (left < 0 < low) or (right < 0 and high < len(view.folded)):
        return None
    left, right = left + 1, high if right < 0 else right
    before, after = view.letters.of([(left, start), (end, right)])
    return (left, right) if before and not after and set(before) <= set("嗯呃啊哦") else None


def _ranges(read: str) -> Iterator[tuple[int, int]]:
    for index, first, last in _automaton().find_matches_as_indexes(read, overlapping=True):
        head, _, tail = _phrases()[index]
        while head and first and read[first - 1] == head[-1]:
            first, head = first - 1, head[:-1]
        while tail and last < len(read) and read[last] == tail[0]:
            last, tail = last + 1, tail[1:]
        yield first, last


def _inside_latin(folded: str, start: int, end: int) -> bool:
    """Whether a range cuts a Latin word: 'baby bwd60' is none of these."""
    around = (folded[start - 1 : start] + folded[start], folded[end - 1] + folded[end : end + 1])
    return any(len(pair) == 2 and pair.isascii() and pair.isalnum() for pair in around)


RULE = Rule(
    find=find,
    reach=_LONGEST,
    cases=(
        changes("请不吝点赞 订阅 转发 打赏支持明镜与点点栏目\n第二幕", "第二幕"),
        changes("嗯 请不吝点赞 订阅 转发 打赏支持明镜与点点栏目\n第二幕", "第二幕", "the 嗯 was noise too"),
        changes("好 请不吝点赞 订阅 转发 打赏支持明镜与点点栏目\n第二幕", "好\n第二幕", "an answer stays"),
        changes("第二幕\n轉發打賞支持明鏡與點點欄目", "第二幕", "its head cut off, in traditional characters"),
        changes("灯光再暗一点字幕由Amara.org社群提供", "灯光再暗一点", "glued to real speech"),
        changes("开始。明镜需要您的支持，欢迎订阅明镜。好的。", "开始。好的。"),
        changes("再来一次，字幕by索兰娅。", "再来一次。"),
        changes("优优独播剧场——YoYo Television Series Exclusive", ""),
        changes("MING PAO CANADA // MING PAO TORONTO\n开场", "开场"),
        changes("完。「本歌曲来自〖云上工作室〗」", "完。", "with its brackets"),
        changes("多謝您收睇時局新聞,再會!", ""),
        keeps("我们要订阅这个服务吗"),
        keeps("字幕提供给剧场的版本"),
        keeps("请大家点赞、转发"),
        keeps("墙上有一面明镜"),
    ),
)
