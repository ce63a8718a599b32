"""Make blanks consistent: none between hanzi or around their marks, one between hanzi and Latin words.

Between hanzi and digits the text keeps its own custom: blanks are put in only where most such places have one.
Leaves alone: the indent of a paragraph; columns made with tabs; titles and lists of names without any mark; words such
as T恤 and 卡拉OK; addresses and code.
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.rule import Rule, changes, keeps
from cleaner.rules.punctuation._places import HANZI, in_literal, is_chinese, is_hanzi
from cleaner.view import View

_TRAILING = re.compile(r"(?<=\S)[^\S\n]+(?=\n|\Z)|^[^\S\n]+\Z", re.M)
_MANY = re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)")
_AROUND = re.compile(
    r"(?<=[，。！？；：、（“‘「『《])[ \u3000\u00a0]+(?=\S)|(?<=\S)[ \u3000\u00a0]+(?=[，。！？；：、）”’」』》])"
)
_HANZI = re.compile(rf"(?<=[{HANZI}])[ \u3000\u00a0](?=[{HANZI}])")
_SPELT = re.compile(rf"(?<![{HANZI}])[{HANZI}](?: [{HANZI}])+ ?[{HANZI}]?(?![{HANZI}])")
_LATIN = re.compile(r"(?<![A-Za-z0-9._+#-])[A-Za-z][A-Za-z0-9._+#-]*[A-Za-z0-9+#]")
_CHUNK = re.compile(rf"[{HANZI}a-zA-Z0-9]+")
_DIGIT = re.compile(rf"(?<=[{HANZI}])( ?)(?=\d)|(?<=\d)( ?)(?=[{HANZI}])")
_CLAUSE = 3  # characters
_SPELT_LEAST = 5  # code points: three hanzi with blanks between


def find(view: View) -> Iterator[Finding]:
    """Every blank that is too much or missing."""
    text = view.text
    for match in _TRAILING.finditer(text):
        yield Finding(match.start(), match.end(), "", "blanks at the end of a line", Safety.SAFE)
    for match in _MANY.finditer(text):
        if not in_literal(view.folded, match.start()) and _is_prose(view, match.start()):
            yield Finding(match.start(), match.end(), " ", "several blanks", Safety.SAFE)
    for match in _AROUND.finditer(text):
        yield Finding(match.start(), match.end(), "", "a blank beside a mark", Safety.SAFE)
    yield from _between_hanzi(view)
    yield from _beside_words(view)


def _is_prose(view: View, at: int) -> bool:
    """Whether the line has a mark of Chinese text, or was spoken: else blanks may be what divides it."""
    start, end = view.text.rfind("\n", 0, at) + 1, view.text.find("\n", at)
    line = view.text[start : end if end >= 0 else len(view.text)]
    return is_chinese(line) and (bool(view.transcript.segments) or any(mark in line for mark in "，。？！；："))


def _between_hanzi(view: View) -> Iterator[Finding]:
    spelt = bytearray(len(view.text))
    for match in _SPELT.finditer(view.text):
        if len(match.group()) >= _SPELT_LEAST:
            spelt[match.start() : match.end()] = b"\1" * len(match.group())
    prose: dict[int, bool] = {}
    for match in _HANZI.finditer(view.text):
        at = match.start()
        line = view.text.rfind("\n", max(at - 4000, 0), at)
        if line not in prose:
            prose[line] = _is_prose(view, at)
        if prose[line] and not spelt[at] and _divides(view, at):
            yield Finding(at, at + 1, "，", "a blank where a clause ends", Safety.LIKELY)
        elif spelt[at] or prose[line]:
            yield Finding(at, at + 1, "", "a blank between hanzi", Safety.SAFE)


def _divides(view: View, at: int) -> bool:
    """Whether what stands on both sides of a blank is long enough for a clause."""
    before = _CHUNK.match(view.text[max(at - _CLAUSE, 0) : at][::-1])
    after = _CHUNK.match(view.text, at + 1, at + 1 + _CLAUSE)
    return all(side is not None and len(side.group()) >= _CLAUSE for side in (before, after))


def _beside_words(view: View) -> Iterator[Finding]:
    for match in _LATIN.finditer(view.text):
        for at in match.span():
            beside = view.text[at - 1 : at] if at == match.start() else view.text[at : at + 1]
            if beside and is_hanzi(beside) and not _is_inside(view, at) and view.is_cut(at):
                yield Finding(at, at, " ", "a blank between hanzi and a Latin word", Safety.SAFE)
    digits = list(_DIGIT.finditer(view.text))
    with_blank = sum(bool(match.group()) for match in digits)
    if with_blank * 2 > len(digits):
        for match in digits:
            if not match.group() and not _is_inside(view, match.start()):
                yield Finding(match.start(), match.start(), " ", "a blank beside digits, as elsewhere", Safety.SAFE)


def _is_inside(view: View, at: int) -> bool:
    """Whether a place lies within an address, a file name or code."""
    return at > 0 and in_literal(view.folded, at - 1) and in_literal(view.folded, at)


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
        keeps("一共3个人", "digits as the text has them"),
        keeps("李雷 韩梅梅\n第一章 绪论", "blanks that divide"),
        keeps("　　今天开会。", "an indent"),
        keeps("一件T恤", "one letter is part of the word"),
        keeps("姓名\t年龄", "columns"),
    ),
)
