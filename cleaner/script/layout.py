"""What a script's lines have around what is said: titles, facts about the script, numbers, speakers, notes.

Written text tells them by how it is laid out. Where it could be either, the line is said: a line too many in a script
shows as left out, a line too few would go unnoticed.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile

from cleaner.language import wordlist
from cleaner.transcript import Span

_HAN = "一二三四五六七八九十"
_NUMBER = re.compile(
    rf"\(?\d{{1,2}}[.、)](?!\d)\s*|\([{_HAN}]{{1,3}}\)\s*|[{_HAN}]{{1,3}}、(?![{_HAN}])\s*"
    rf"|第[{_HAN}\d]{{1,3}}(?:章|节|幕|部分|篇章?|板块|环节|页)(?:[:、\s]\s*|$)"
)
_BULLET = re.compile(r"(?:[-*+•·●○◆◇■□▪▶►※☆★]\s*)+(?=\S)")
_HASH = re.compile(r"#{1,6}\s+\S|#{1,6}[^\W\d_#]")
_NOTE = re.compile(
    r"(?:ppt|幻灯片|画面|镜头|配乐|音乐|背景音乐|bgm|音效|灯光|动作|手势|语气|提示|备注|注|道具|字幕|板书|slide|note)"
    r"\s*[\d一二三四五六七八九十]*\s*:|\[\^[^\]\n]+\]:"
)
_SLIDE = re.compile(
    rf"(?:(?:ppt|幻灯片|slide|page)\W*)?(?:第\W*[\d{_HAN}]+\W*[页张]|p\.?\d{{1,3}}|\d{{1,3}})(?:\W*(?:ppt|幻灯片))?"
    rf"|(?:ppt|幻灯片|slide|page)\W*[\d{_HAN}]+"
)
_LABEL = re.compile(r"([^\s:,。!?;、]{1,8}(?: [^\s:,。!?;、]{1,8})?)\s*:\s*(?!//)")
_DATE = re.compile(r"[\d〇零一二三四五六七八九十]{2,4}[年./-][\d一二三四五六七八九十./年月日号-]*")
_PAUSES = re.compile("[,。!?;…]")
_END = re.compile(r"[。!?…;][”’」』)\"']*$")
_ADDRESS = re.compile("大家|各位|您|你好|你们|我是|我叫|谢谢|尊敬|亲爱|(?:好|吗|吧|呢|了|啊)$")
_EMPTY_LINE = re.compile(r"[^\S\n]*\n[^\S\n]*\n")
_TITLE, _HEADING = 30, 25  # letters at most
_TOP = 6  # lines above a script, at most


def unspoken(folded: str, lines: Sequence[Span], *, has_headings: bool) -> Iterator[Span]:
    """What of the lines is not said, in order and apart: whole lines, or what stands before what is said.

    Args:
        folded: text of a script, as `fold` gives it.
        lines: where the lines that have letters are, without blanks around them.
        has_headings: whether headings are known already, so that no line is taken for one.
    """
    texts = [folded[line.start : line.end] for line in lines]
    speakers = _speakers(texts)
    titles = _titles(folded, lines, texts)
    head = True  # above all that is said
    for index, (line, text) in enumerate(zip(lines, texts, strict=True)):
        following = texts[index + 1] if index + 1 < len(texts) else ""
        is_heading = not has_headings and (_HASH.match(text) or _is_heading(text, following) or index < titles)
        if is_heading or _is_note(text) or (head and _is_about(text)):
            yield line
        else:
            head = False
            said = _said_from(text, speakers)
            if said:
                yield Span(line.start, line.start + said)


def _said_from(text: str, speakers: frozenset[str]) -> int:
    """Where on a line what is said begins: after bullet, number and speaker."""
    at = 0
    if bullet := _BULLET.match(text):
        at = bullet.end()
    if number := _NUMBER.match(text, at):
        at = number.end()
    label = _LABEL.match(text, at)
    if label and (label[1] in speakers or label[1] in wordlist.entries("script_speakers")):
        at = label.end()
    return at


def _speakers(texts: Sequence[str]) -> frozenset[str]:
    """Labels of those who talk with each other: nearly all lines have one, or half of them and it comes again."""
    counts = Counter(label[1] for text in texts if (label := _LABEL.match(text)))
    if 2 * counts.total() < len(texts) or max(counts.values(), default=0) < 2:
        return frozenset()
    nearly_all = 4 * counts.total() >= 3 * len(texts)
    return frozenset(label for label, count in counts.items() if nearly_all or count > 1)


def _is_about(text: str) -> bool:
    """Whether a line tells something about the script: 标题：…, a date."""
    label = _LABEL.match(text)
    if label and label[1] in wordlist.entries("script_facts"):
        return True
    return bool(_DATE.fullmatch(text))


def _is_note(text: str) -> bool:
    """Whether a line is a note for slides or stage, or the name of a part of the script."""
    if _NOTE.match(text) or _SLIDE.fullmatch(text):
        return True
    number = _NUMBER.match(text)
    name = text[number.end() if number else 0 :].rstrip(":").strip("—- =*")
    return name in wordlist.entries("script_sections")


def _is_heading(text: str, following: str) -> bool:
    """Whether a numbered line is a heading: short, without a mark, and what follows it is text."""
    number = _NUMBER.match(text)
    if number is None or _PAUSES.search(text, number.end()) or len(text) > _HEADING:
        return False
    return not _NUMBER.match(following) and bool(_PAUSES.search(following))


def _titles(folded: str, lines: Sequence[Span], texts: Sequence[str]) -> int:
    """How many lines at the top are a title and what belongs to it, where a text in sentences follows.

    All before the first empty line; where there is none, the first line and those after it that begin with a dash.
    """
    top = list(takewhile(_is_title, texts[:_TOP]))
    for count, line in enumerate(lines[: len(top)], 1):
        if _EMPTY_LINE.match(folded, line.end):
            return count if count == 1 or any(map(_PAUSES.search, texts[count : count + _TOP])) else 0
    if not top or not any(map(_END.search, texts[len(top) : len(top) + 1])):
        return 0
    return 1 + len(list(takewhile(lambda text: text.startswith("—"), top[1:])))


def _is_title(text: str) -> bool:
    """Whether a line may be a title, or tell who speaks and when: short, and nobody is addressed."""
    if _is_about(text):
        return True
    return not (_PAUSES.search(text) or text.endswith(":") or len(text) > _TITLE or _ADDRESS.search(text))
