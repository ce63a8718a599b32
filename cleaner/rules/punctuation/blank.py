"""Make blanks consistent: none between hanzi or around their marks, one between hanzi and Latin words.

Between hanzi and digits the text keeps its own custom: blanks are put in only where most such places have one.
A blank that stood beside a deleted filler goes with it; two Latin words that a filler stood between stay apart.
Leaves alone: the indent of a paragraph; columns made with tabs; titles and lists of names without any mark; words such
as T恤 and 卡拉OK; addresses and code.
"""

import re
from collections import Counter
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.rule import Rule, changes, keeps
from cleaner.rules.punctuation._places import HANZI, in_literal, is_chinese, is_hanzi, taken_out
from cleaner.view import View

_BLANKS = re.compile(r"[^\S\n][^\S\n]*")
_BEFORE_MARKS = frozenset("，。！？；：、）”’」』》")
_BEFORE_LATIN = frozenset(",.;:?!)")
_AFTER_MARKS = frozenset("，。！？；：、（“‘「『《")
_SPELT = re.compile(rf"[{HANZI}](?<![{HANZI}].)(?: [{HANZI}])(?: [{HANZI}])* ?[{HANZI}]?(?![{HANZI}])")
_LATIN = re.compile(r"[A-Za-z](?<![A-Za-z0-9._+#-].)[A-Za-z0-9._+#-]*[A-Za-z0-9+#]")
_WORDS = re.compile("[A-Za-z0-9][A-Za-z0-9]+")
_CHUNK = re.compile(rf"[{HANZI}a-zA-Z0-9]+")
_DIGITS = re.compile(r"\d\d*")
_APART = re.compile(rf" (?:(?<=\d )(?=[{HANZI}])|(?<=[{HANZI}] )(?=\d))")
_CLAUSE = 3  # characters
# Answers that a blank may part from what follows; those of them that may begin it too are left as they are.
_ANSWERS = frozenset({"好", "行", "嗯", "好的", "是的", "对的", "可以", "没错"})
_ALSO_WORDS = frozenset("对是不没有会能要啊哦")
_PERSONS = frozenset("我你您他她它咱大这那")
_SPELT_LEAST = 5  # code points: three hanzi with blanks between


def find(view: View) -> Iterator[Finding]:
    """Every blank that is too much or missing."""
    text = view.text
    single: list[int] = []
    for match in view.finditer_as_is(_BLANKS):
        start, end = match.span()
        before, after = text[start - 1 : start] or "\n", text[end : end + 1] or "\n"
        if after == "\n":
            if before != "\n" or end == len(text):
                yield Finding(start, end, "", "blanks at the end of a line", Safety.SAFE)
        elif "\t" in match.group():
            continue
        elif before == "\n":
            if _was_within(view, start):
                yield Finding(start, end, "", "a blank after what was taken out", Safety.SAFE)
        elif after in _BEFORE_LATIN and taken_out(view, end) and not in_literal(view, end):
            yield Finding(start, end, "", "a blank after what was taken out", Safety.SAFE)
        elif before in _AFTER_MARKS or after in _BEFORE_MARKS:
            yield Finding(start, end, "", "a blank beside a mark", Safety.SAFE)
        elif end - start > 1:
            if "\u3000" not in match.group() and not in_literal(view, start) and _is_prose(view, start):
                yield Finding(start, end, " ", "several blanks", Safety.SAFE)
        elif is_hanzi(before) and is_hanzi(after):
            single.append(start)
        elif not before.isascii() and not after.isascii() and taken_out(view, start):
            yield Finding(start, end, "", "a blank after what was taken out", Safety.SAFE)
    if single:
        yield from _between_hanzi(view, single)
    yield from _beside_words(view)
    yield from _within_words(view)


def _was_within(view: View, at: int) -> bool:
    """Whether a blank that now begins a line had something before it on its line."""
    return taken_out(view, at)[-1:] not in ("", "\n")


def _within_words(view: View) -> Iterator[Finding]:
    """Where a filler stood between two Latin words or numbers and nothing else."""
    heard, origin = view.transcript.text, view.rendering.origin
    for match in view.finditer_as_is(_WORDS):
        start, end = match.span()
        if heard.startswith(match.group(), origin(start)) and origin(end - 1) - origin(start) == end - 1 - start:
            continue  # as it was heard, without a filler
        for at in range(start + 1, end):
            if any(map(is_hanzi, taken_out(view, at))):
                yield Finding(at, at, " ", "two words that were apart", Safety.SAFE)


def _is_prose(view: View, at: int) -> bool:
    """Whether the line has a mark of Chinese text, or was spoken: else blanks may be what divides it."""
    start, end = view.text.rfind("\n", 0, at) + 1, view.text.find("\n", at)
    line = view.text[start : end if end >= 0 else len(view.text)]
    return is_chinese(line) and (bool(view.transcript.segments) or any(mark in line for mark in "，。？！；："))


def _between_hanzi(view: View, blanks: list[int]) -> Iterator[Finding]:
    spelt = bytearray(len(view.text))
    for match in _SPELT.finditer(view.text):
        if len(match.group()) >= _SPELT_LEAST:
            spelt[match.start() : match.end()] = b"\1" * len(match.group())
    prose: dict[int, bool] = {}
    lines = Counter(view.text.rfind("\n", max(at - 4000, 0), at) for at in blanks)
    for at in blanks:
        line = view.text.rfind("\n", max(at - 4000, 0), at)
        if line not in prose:
            prose[line] = _is_prose(view, at)
        # Beside what was taken out it was the pause of that, unless blanks divide the line elsewhere too.
        left = bool(taken_out(view, at))
        own = not left and (lines[line] > 1 or not taken_out(view, at + 1))
        answer = "" if spelt[at] or not prose[line] else _answer(view, at)
        if answer in _ALSO_WORDS:
            continue
        if prose[line] and not spelt[at] and (answer or (own and _divides(view, at))):
            yield Finding(at, at + 1, "，", "a blank where a clause ends", Safety.LIKELY)
        elif spelt[at] or prose[line] or left:
            yield Finding(at, at + 1, "", "a blank between hanzi", Safety.SAFE)


def _answer(view: View, at: int) -> str:
    """The answer that all of the clause before a blank is, where somebody or something is spoken of after it."""
    before = _CHUNK.match(view.text[max(at - _CLAUSE, 0) : at][::-1])
    word = "" if before is None else before.group()[::-1]
    said = word in _ALSO_WORDS or word in _ANSWERS
    return word if said and view.text[at + 1 : at + 2] in _PERSONS and len(view.text) > at + 2 else ""


def _divides(view: View, at: int) -> bool:
    """Whether what stands on both sides of a blank is long enough for a clause."""
    before = _CHUNK.match(view.text[max(at - _CLAUSE, 0) : at][::-1])
    after = _CHUNK.match(view.text, at + 1, at + 1 + _CLAUSE)
    return all(side is not None and len(side.group()) >= _CLAUSE for side in (before, after))


def _beside_words(view: View) -> Iterator[Finding]:
    text = view.text
    for match in view.finditer_as_is(_LATIN):
        start, end = match.span()
        for at, beside in ((start, text[start - 1 : start]), (end, text[end : end + 1])):
            if beside and is_hanzi(beside) and not _is_inside(view, at) and view.is_cut(at):
                yield Finding(at, at, " ", "a blank between hanzi and a Latin word", Safety.SAFE)
    with_blank = len(_APART.findall(text))
    without: list[int] = []
    for match in _DIGITS.finditer(text):
        if with_blank <= len(without):  # the text's own custom, often told by the first digits
            return
        start, end = match.span()
        if is_hanzi(text[start - 1 : start]):
            without.append(start)
        if is_hanzi(text[end : end + 1]):
            without.append(end)
    if with_blank > len(without):
        for at in without:
            if not _is_inside(view, at):
                yield Finding(at, at, " ", "a blank beside digits, as elsewhere", Safety.SAFE)


def _is_inside(view: View, at: int) -> bool:
    """Whether a place lies within an address, a file name or code."""
    return at > 0 and in_literal(view, at - 1) and in_literal(view, at)


RULE = Rule(
    find=find,
    cases=(
        changes("为 什 么 要 学", "为什么要学", "spelt out"),
        changes("我们 今天讲三点， 第一点", "我们今天讲三点，第一点"),
        changes("大家好 我是小王 今天讲三点。", "大家好，我是小王，今天讲三点。", "where clauses end"),
        changes("用Python写的后台", "用 Python 写的后台"),
        changes("用iPhone15拍的", "用 iPhone15 拍的"),
        changes("一共 3 个人，2 天，还有5只猫", "一共 3 个人，2 天，还有 5 只猫", "as elsewhere in the text"),
        changes("第一行。  \n第二行。", "第一行。\n第二行。"),
        changes("好 那个杯子给我。", "好，那个杯子给我。", "an answer"),
        keeps("对 那个方案可以，我们用它。", "an answer, but it may be a preposition"),
        keeps("不 我不同意，我反对。", "an answer"),
        keeps("一共3个人", "digits as the text has them"),
        keeps("李雷 韩梅梅\n第一章 绪论", "blanks that divide"),
        keeps("　　今天开会。", "an indent"),
        keeps("一件T恤", "one letter is part of the word"),
        keeps("姓名\t年龄", "columns"),
    ),
)
