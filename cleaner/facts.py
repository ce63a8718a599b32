"""Facts: numbers, dates, negations, names and Latin terms, which must not go unseen; and which of them edits took out.

A fact that an edit removes has not gone where it still stands in what is kept beside it: a stutter leaves its copy.
What is gone lawfully was taken back (repair) or told again (retake); `benchmarks/facts.py` and tests hold all rules to
that. Not looked at are edits of what nobody said (garbled; hallucinations that are SAFE) and of spelling (hanzi,
wording), which write a fact in another way. A hallucination that is only LIKELY may have been said: its facts count.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from cleaner.cleaned import Cleaned
from cleaner.edits import Edit, Safety
from cleaner.language import dictionary, numeral, segmenter, wordlist
from cleaner.language.announcement import without_cue
from cleaner.language.fold import fold

KINDS = ("number", "date", "negation", "name", "Latin term")
NAMED = ("nr", "ns", "nt", "nz")  # tags of names


class Fact(NamedTuple):
    """Something that a text must not lose unseen.

    Attributes:
        kind: one of KINDS.
        text: as it stands, folded.
    """

    kind: str
    text: str


class Gone(NamedTuple):
    """A fact that stands no longer where it was said, and the edit that took it out."""

    fact: Fact
    edit: Edit


_NUMERAL = "[零〇一二两三四五六七八九十百千万亿]"
_NUMBER = re.compile(rf"百分之(?:\d+(?:\.\d+)?|{_NUMERAL}+)|\d+(?:[.:]\d+)*%?|{_NUMERAL}+")
_NONE = ("一", "万", "千")  # alone they are mostly parts of words
_UNCOUNTED = frozenset({"万一", "十分", "千万", "百般", "一一"})  # numerals to jieba's dictionary
_COUNTED = frozenset("楼层号月日岁级班届章页幕课")
_COUNT = re.compile(
    rf"(?:星期|礼拜|(?<!{_NUMERAL[:-1]}每几\d])周)[一二三四五六日天]"
    rf"|(?P<number>{_NUMBER.pattern})(?:(?P<unit>年代|月份?|[日号](?![线称])|点[钟半])|(?P<year>年))?"
)
_YEAR = re.compile(r"\d{2,4}|[零〇一二三四五六七八九]{2,4}")
_LATIN = re.compile(r"[a-z][a-z0-9_.+#-]*[a-z0-9+#]|[a-z]")
_HESITATION = re.compile(r"u+[hm]+|e+r+m*|h+m+|mm+|oh|ah+|eh|ok|okay")
# Words in which these characters deny nothing.
_NOT_DENYING = re.compile(
    r"不好意思|对不起|不过|非常|特别|别的|别人|分别|区别|级别|类别|个别|无论|不管|不仅|不但|不光|不只|不同|没错|不断|差不多|要不|"
    r"不是[吗嘛]|[^,。]不[^,。]?(?=[吗呢?])|是不是|能不能|有没有|好不好|对不对|会不会|要不要|可不可以|是否|不一会儿|未来|不客气"
)
_SOUND = re.compile("[嗯恩呃唔]")
_DENIAL = re.compile(r"[不没无未非别勿]*(没有|[不没无未非别勿])(?=([^,。!?、;: \n·]{0,2}))")
_NEAR = 40  # characters beside an edit where its copy or repair stands, beyond its own length
_FAR = 1000  # characters in which a telling comes again
_UNSAID = ("garbled", "hanzi", "wording")  # stages
_RUN_IN = re.compile("[哦噢]不[对是]")
_CLAUSE = re.compile(r"[^,、。!?;: \n]+")


@lru_cache(maxsize=4096)
def facts(folded: str) -> tuple[Fact, ...]:
    """The facts of a folded text, by kind."""
    words = segmenter.segmenter()(folded)
    tags = list(map(dictionary.tag, words))
    found = [*_counts(folded, words, tags), *(Fact("negation", phrase) for phrase in denials(folded))]
    found += (Fact("Latin term", term) for term in latin(folded) if not _HESITATION.fullmatch(term))
    for word, tag in zip(words, tags, strict=True):
        if len(set(word)) >= 2 and word not in wordlist.entries("facts_vague"):
            if tag.startswith(NAMED):
                found.append(Fact("name", word))
            elif tag == "t" and not _NUMBER.search(word) and not _DENIAL.search(word):
                found.append(Fact("date", word))
    return tuple(sorted(found, key=lambda fact: KINDS.index(fact.kind)))


def _counts(folded: str, words: list[str], tags: list[str]) -> Iterator[Fact]:
    """Numbers and dates. A numeral that is a part of a word counts nothing (四川, 一起, 万一)."""
    inside = bytearray()  # for each character whether its word is one that counts nothing
    for word, tag in zip(words, tags, strict=True):
        counts = len(word) == 1 or (tag[0] in "mqtx" and word not in _UNCOUNTED)
        inside += bytes([not counts]) * len(word)
    for match in _COUNT.finditer(folded):
        at, number = match.start(), match["number"]
        if number is None:
            yield Fact("date", match.group())
        elif (number not in _NONE and (number[0].isdigit() or not inside[at])) or _is_counted(folded, at):
            unit = match["unit"] or ("年" if match["year"] and _YEAR.fullmatch(number) else "")
            yield Fact("date" if unit else "number", number + unit)


def _is_counted(folded: str, at: int) -> bool:
    """Whether a lone 一 counts: 第一, 一楼."""
    return folded[at] == "一" and (folded[at - 1 : at] == "第" or folded[at + 1 : at + 2] in _COUNTED)


def numbers(folded: str) -> list[tuple[str, str]]:
    """All numbers, those of dates too: as they stand, and in one way of writing; no lone 一, which is mostly none."""
    found = [match["number"] or match.group()[-1] for match in _COUNT.finditer(folded)]  # 星期三三十二: 三, 三十二
    return [(number, value(number)) for number in found if number not in (*_NONE, *"日天")]


def value(number: str) -> str:
    """A number in one way of writing: 二零一七 and 2017, 三百 and 300 are the same."""
    if number.startswith("百分之"):
        return value(number[3:]) + "%"
    if number[0].isdigit():
        return number
    if all(char in numeral.DIGITS for char in number):
        return numeral.digits(number)
    exact = numeral.value(number)
    return number if exact is None else str(exact)


def _are_several(number: str) -> bool:
    """Whether numerals run together that make no number: 第二三十二个."""
    numerals = number.removeprefix("百分之")
    return not numerals[0].isdigit() and value(numerals) == numerals


def latin(folded: str) -> list[str]:
    """Its Latin words."""
    return _LATIN.findall(folded)


def denials(folded: str) -> list[str]:
    """What is denied, each with the two characters after the negation; questions (是不是) and 不过 deny nothing."""
    text = _NOT_DENYING.sub("·", _SOUND.sub("", folded))
    return ["".join(match.groups()) for match in _DENIAL.finditer(text)]


def stands(fact: Fact, folded: str) -> bool:
    """Whether a folded text says a fact too."""
    if fact.kind == "Latin term":
        return fact.text in folded and fact.text in latin(folded)
    if fact.kind == "negation":
        denied = fact.text.replace("没有", "没")  # 没批评 and 没有批评 are the same
        return fact.text[:2] in folded or any(
            phrase.replace("没有", "没").startswith(denied) for phrase in denials(folded)
        )
    number = _NUMBER.match(fact.text) if fact.kind in ("number", "date") else None
    if number is None or number.group() in _NONE:
        return fact.text in folded
    mine = number.group()  # 二零 was cut off and stands in 二零一七, 三百 in 300; but 二十号 is not 二十一号
    is_begun = mine == fact.text
    return any(
        value(mine) == other or (is_begun and text.startswith(mine)) or (_are_several(text) and text.endswith(mine))
        for text, other in numbers(folded)
    )


def removed(edit: Edit) -> list[Fact]:
    """The facts that an edit's own text loses; nothing for edits of what nobody said, and for spelling."""
    if edit.stage in _UNSAID or (edit.stage == "hallucination" and edit.safety is Safety.SAFE):
        return []
    before = fold(edit.before)
    if not any(map(str.isalnum, before)):
        return []
    if edit.stage == "retake":
        before = without_cue(before)
    if edit.stage in ("repair", "retake"):  # its editing term denies what was said, not what is meant
        terms = wordlist.entries("editing_terms") | {"不", "不是"}
        before = _RUN_IN.sub("·", before)  # 三倍哦不是四倍
        before = _CLAUSE.sub(lambda clause: "·" if clause.group() in terms else clause.group(), before)
    after = fold(edit.after)
    return [fact for fact in facts(before) if not (after and stands(fact, after))]


def gone(cleaned: Cleaned) -> tuple[Gone, ...]:
    """The facts that the edits took out and that did not stand beside them then, in the order of the text.

    Where one copy was removed and later the other, it is the later edit that took the fact.
    """
    edits = sorted(cleaned.edits, key=lambda edit: (edit.spans[0].start, edit.number))
    found = []
    for index, edit in enumerate(edits):
        if lost := removed(edit):
            left = _left_by(cleaned.transcript.text, edits, index)
            if not (edit.stage in ("repetition", "hallucination") and _is_copy(fold(edit.before), left)):
                standing = {
                    fact: stands(fact, left) for fact in dict.fromkeys(lost)
                }  # a loop says a fact ten thousand times
                found += [Gone(fact, edit) for fact in lost if not standing[fact]]
    return tuple(found)


def _left_by(text: str, edits: list[Edit], index: int) -> str:
    """What an edit left standing around it, folded: the text within reach, without what was removed by then."""
    edit = edits[index]
    reach = _NEAR + 2 * len(edit.before) + _FAR * (edit.stage == "retake")
    low, high = max(edit.span.start - reach, 0), edit.span.end + reach
    around = [edit, *takewhile(lambda other: other.spans[0].start < high, edits[index + 1 : index + 1 + reach])]
    around += (other for other in edits[max(index - reach, 0) : index] if other.span.end > low)
    chars = list(text[low:high])
    for other in sorted(around, key=lambda other: other.number):
        if other.number <= edit.number:
            for span in other.spans:
                for at in range(max(span.start, low) - low, min(span.end - low, len(chars))):
                    chars[at] = ""
            if other.after and 0 <= (at := other.spans[0].start - low) < len(chars):
                chars[at] = other.after + chars[at]
    return fold("".join(chars))


def _is_copy(before: str, kept: str) -> bool:
    """Whether what was removed is kept beside it letter by letter; said three times, two copies go."""
    letters = "".join(filter(str.isalnum, before))
    once = letters[: (letters + letters).find(letters, 1)]
    return len(once) >= 2 and once in "".join(filter(str.isalnum, kept))


def is_lawful(lost: Gone) -> bool:
    """Whether a fact went as facts may: taken back, told again, or in what was probably never said."""
    return lost.edit.stage in ("repair", "retake", "hallucination")
