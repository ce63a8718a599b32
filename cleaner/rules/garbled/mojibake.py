"""Restore text read with the wrong encoding, where nothing was lost: 浣犲ソ or ÄãºÃ is 你好, cafÃ© is café.

Leaves alone: what does not come back whole; accented words; anything that would not become common characters.
Evidence: ftfy restores every UTF-8 text read as Latin-1, but spoils GBK read as Latin-1 (34 of 100 left, against 91):
that one is tried first.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from cleaner.edits import Finding, Safety
from cleaner.language.letters import Characters
from cleaner.rule import WHOLE, Rule, changes, keeps
from cleaner.rules.garbled._rare import may_have
from cleaner.view import ONE_HANZI, View

# What cp1252 shows for the bytes 80 to 9F.
_CP1252 = "\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122"
_LATIN_1 = re.compile("[\u0080-\u00ff]")
# GB 2312 uses no byte below A1, UTF-8 does.
_HIGH = re.compile(
    f"[\u00a1-\u00fe](?<![\u0080-\u00a0{_CP1252}].)[\u00a1-\u00fe][\u00a1-\u00fe]*(?![\u0080-\u00a0{_CP1252}])"
)
# UTF-8 that was read as Latin-1 and written as UTF-8 again has no other bytes than these.
_TWICE = re.compile("(?:[\u00c2\u00c3][\u0080-\u00bf])+")
# The first two bytes of a UTF-8 character, each shown as a Latin-1 or cp1252 one, and what may stand around them.
_LEAD = re.compile("[\u00c2-\u00f4]")
_PAIR = re.compile(f"{_LEAD.pattern}[\u0080-\u00bf{_CP1252}]")
_AROUND = re.compile(f"[\\x20-\\x7e\u0080-\u00ff{_CP1252}]*")
# A continuation byte A0, a no-break space, that was turned into a blank.
_BLANK_FOR_A0 = re.compile(f"(?<=[\u00e3-\u00e9][\u0080-\u00bf{_CP1252}]) (?=[\u00e3-\u00ef])")
_LETTERS = re.compile(ONE_HANZI)
# Scripts that pairs of GBK bytes turn into when they are read as UTF-8, but that no Chinese text is written in.
_UNLIKELY = re.compile("[\u0250-\u036f\u0530-\u1dff\ufffd]")


def find(view: View) -> Iterator[Finding]:
    """Every run that comes back whole and reads better."""
    runs = [(*run, "UTF-8 read as GBK") for run in _utf8_as_gbk(view.text)]
    if may_have(view, _LATIN_1) and _LATIN_1.search(view.text):
        gbk = list(_gbk_as_latin(view.text))
        runs += [(*run, "GBK read as Latin-1") for run in gbk]
        # Bytes of GBK can look like UTF-8: where there was GBK, nothing else is tried until it is gone.
        latin = () if gbk or not may_have(view, _LEAD) else _utf8_as_latin(view.text)
        runs += [(*run, "UTF-8 read as Latin-1") for run in latin]
    for start, end, after, how in runs:
        yield Finding(start, end, after, f"{how}, restored without loss", Safety.SAFE)


@cache
def _gbk_faces() -> Characters:
    return Characters(_faces())


@cache
def _rare_faces() -> frozenset[str]:
    return frozenset(face for face in _faces() if not _is_first_level(face))


@cache
def _faces() -> tuple[str, ...]:
    """What UTF-8 bytes of hanzi and their marks become when they are read in pairs as GB18030."""
    leads, trails = [*range(0xE3, 0xEA), 0xEF], range(0x80, 0xC0)
    pairs = [(a, b) for a in leads for b in trails]
    pairs += [(a, b) for a in trails for b in (*trails, *leads)]
    faces = b"\n".join(map(bytes, pairs)).decode("gb18030", "replace").split("\n")
    return tuple(face for face in faces if len(face) == 1 and face != "\ufffd")


def _utf8_as_gbk(text: str) -> Iterator[tuple[int, int, str]]:
    for start, end in _gbk_faces().runs(text, least=3):
        run = text[start:end]
        if _rare_faces().isdisjoint(run):  # ordinary text, and much of it: not worth a try
            continue
        restored = _decoded(run, "gb18030", "utf-8")
        if len(restored) >= 2 and len(restored) < len(run) and _is_common(restored) and not _is_common(run):
            yield start, end, restored


def _gbk_as_latin(text: str) -> Iterator[tuple[int, int, str]]:
    lines_with: set[int] = set()
    found = []
    for match in _HIGH.finditer(text):
        run = match.group()
        if len(run) >= 4 and _TWICE.fullmatch(run):
            continue
        restored = _decoded(run, "latin-1", "gb2312")
        if restored and _is_common(restored) and (len(run) == 2 or len(set(run)) > 2):
            line = text.rfind("\n", 0, match.start())
            found.append((line, match.start(), match.end(), restored))
            if len(run) >= 4:  # a single hanzi is too little evidence by itself
                lines_with.add(line)
    for line, start, end, restored in found:
        if line in lines_with:
            yield start, end, restored


def _utf8_as_latin(text: str) -> Iterator[tuple[int, int, str]]:
    reached = 0
    for match in _PAIR.finditer(text):
        if match.start() < reached:
            continue
        start = match.start()
        while start > reached and _AROUND.fullmatch(text[start - 1]):
            start -= 1
        around = _AROUND.match(text, match.end())
        reached = around.end() if around else match.end()
        run = text[start:reached]
        bytewise = _BLANK_FOR_A0.sub("\u00a0", run)
        restored = _by_ftfy(bytewise)
        if restored != bytewise and not _UNLIKELY.search(restored):
            yield _trimmed(start, run, restored)


def _by_ftfy(text: str) -> str:
    from ftfy import TextFixerConfig, fix_encoding  # loads its tables: only when there is something to mend

    only_lossless = TextFixerConfig(
        unescape_html=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        replace_lossy_sequences=False,
    )
    return fix_encoding(text, only_lossless)


def _trimmed(start: int, run: str, restored: str) -> tuple[int, int, str]:
    """The range that really changed."""
    left = 0
    while left < min(len(run), len(restored)) and run[left] == restored[left]:
        left += 1
    right = 0
    while right < min(len(run), len(restored)) - left and run[-1 - right] == restored[-1 - right]:
        right += 1
    return start + left, start + len(run) - right, restored[left : len(restored) - right]


def _decoded(run: str, wrong: str, right: str) -> str:
    """The run read with the right encoding, or "" where that is not lossless."""
    try:
        restored = run.encode(wrong).decode(right)
    except UnicodeError:
        return ""
    return restored if restored.encode(right).decode(wrong) == run else ""


@lru_cache(maxsize=8192)
def _is_first_level(char: str) -> bool:
    """Whether a character is a mark, or one of the hanzi that GB 2312 puts first since they are common."""
    return b"\xa1" <= char.encode("gb2312", "ignore")[:1] <= b"\xd7"


def _is_common(text: str) -> bool:
    """Whether hanzi make up most of it, and three of four are among the 3,755 of GB 2312's first level."""
    hanzi = _LETTERS.findall(text)
    first = sum(map(_is_first_level, hanzi))
    return len(hanzi) * 2 >= len(text) and first * 4 >= len(hanzi) * 3


RULE = Rule(
    find=find,
    reach=WHOLE,
    cases=(
        changes("明天彩排，大家早点到".encode().decode("gb18030"), "明天彩排，大家早点到", "UTF-8 read as GBK"),
        changes("灯光准备，幕布拉开".encode("gbk").decode("latin-1"), "灯光准备，幕布拉开", "GBK read as Latin-1"),
        changes("灯光准备，幕布拉开".encode().decode("latin-1"), "灯光准备，幕布拉开", "UTF-8 read as Latin-1"),
        changes(
            "大家好，准备".encode().decode("latin-1").encode().decode("latin-1"), "大家好，准备", "the same, twice"
        ),
        changes("先ä½ å¥½再说", "先你好再说", "A0 became a blank"),
        changes("在cafÃ©里", "在café里"),
        keeps("café、Citroën、Ångström、Müller"),
        keeps("排练ÅÅ明天", "too short to be sure; another rule's"),
        keeps("±5℃，30㎡，€20，naïve"),
        keeps("他用饕餮、魑魅魍魉形容它", "rare but right"),
    ),
)
