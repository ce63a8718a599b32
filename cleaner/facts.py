"""Facts: numbers, dates, negations, names and Latin terms, which must not go unseen; and which of them edits took out.

A fact that an edit removes has not gone where it still stands in what is kept beside it: a stutter leaves its copy.
What is gone lawfully was taken back (repair) or told again (retake); `benchmarks/facts.py` and tests hold all rules to
that. Not looked at are edits of what nobody said (garbled; hallucinations that are SAFE) and of spelling (hanzi,
wording), which write a fact in another way. A hallucination that is only LIKELY may have been said: its facts count.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from cleaner import segmenter, wordlist
from cleaner.cleaned import Cleaned
from cleaner.edits import Edit, Rendering, Safety
from cleaner.fold import fold
from cleaner.transcript import Span

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


_DIGITS = dict(zip("零〇一二两三四五六七八九", "001223456789", strict=True))
_TENS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_NUMERAL = "[零〇一二两三四五六七八九十百千万亿]"
_NUMBER = re.compile(rf"百分之(?:\d+(?:\.\d+)?|{_NUMERAL}+)|\d+(?:[.:]\d+)*%?|{_NUMERAL}+")
_NONE = ("一", "万", "千")  # alone they are mostly parts of words
_UNIT = re.compile("年代|(?:月份?|[日号](?![线称])|点[钟半])")
_YEAR = re.compile(r"\d{2,4}|[零〇一二三四五六七八九]{2,4}")
_WEEKDAY = re.compile("(?:星期|礼拜|周)[一二三四五六日天]")
_LATIN = re.compile(r"[a-z][a-z0-9_.+#-]*[a-z0-9+#]|[a-z]")
_HESITATION = re.compile(r"u+[hm]+|e+r+m*|h+m+|mm+|oh|ah+|eh|ok|okay")
# Words in which these characters deny nothing.
_NOT_DENYING = re.compile(
    r"不好意思|对不起|不过|非常|特别|别的|别人|分别|区别|级别|类别|个别|无论|不管|不仅|不但|不光|不只|不同|没错|不断|差不多|要不|"
    r"不是[吗嘛]|[^,。]不[^,。]?(?=[吗呢?])|是不是|能不能|有没有|好不好|对不对|会不会|要不要|可不可以|是否|不一会儿|未来|不客气"
)
_DENIAL = re.compile(r"[不没无未非别勿]+")
_NEAR = 40  # characters beside an edit where its copy or repair stands, beyond its own length
_FAR = 1000  # characters in which a telling comes again
_STEPS = 32  # edits looked back over
_UNSAID = ("garbled", "hanzi", "wording")  # stages
_CLAUSE = re.compile(r"[^,、。!?;: \n]+")


@lru_cache(maxsize=4096)
def facts(folded: str) -> tuple[Fact, ...]:
    """The facts of a folded text, by kind."""
    words = segmenter.segmenter()(folded)
    tags = [segmenter.tag(word) for word in words]
    found = [*_counts(folded, words, tags), *(Fact("negation", phrase) for phrase in denials(folded))]
    found += (Fact("Latin term", term) for term in latin(folded) if not _HESITATION.fullmatch(term))
    for word, tag in zip(words, tags, strict=True):
        if len(word) >= 2 and word not in wordlist.entries("facts_vague"):
            if tag.startswith(NAMED):
                found.append(Fact("name", word))
            elif tag == "t" and not _NUMBER.search(word):
                found.append(Fact("date", word))
    return tuple(sorted(found, key=lambda fact: KINDS.index(fact.kind)))


def _counts(folded: str, words: list[str], tags: list[str]) -> Iterator[Fact]:
    """Numbers and dates. A numeral that is a part of a word counts nothing (四川, 一起, 万一)."""
    inside = bytearray()  # for each character whether its word is one that counts nothing
    for word, tag in zip(words, tags, strict=True):
        inside += bytes([len(word) >= 2 and tag[0] not in "mqtx"]) * len(word)
    for match in _NUMBER.finditer(folded):
        number = match.group()
        if number in _NONE or (not number[0].isdigit() and inside[match.start()]):
            continue
        unit = _UNIT.match(folded, match.end())
        if unit:
            yield Fact("date", number + unit.group())
        elif folded.startswith("年", match.end()) and _YEAR.fullmatch(number):
            yield Fact("date", number + "年")
        else:
            yield Fact("number", number)
    yield from (Fact("date", match.group()) for match in _WEEKDAY.finditer(folded))


def numbers(folded: str) -> list[tuple[str, str]]:
    """All numbers, those of dates too: as they stand, and in one way of writing; no lone 一, which is mostly none."""
    found = [match.group() for match in _NUMBER.finditer(folded)]
    return [(number, value(number)) for number in found if number not in _NONE]


def value(number: str) -> str:
    """A number in one way of writing: 二零一七 and 2017, 三百 and 300 are the same."""
    if number.startswith("百分之"):
        return value(number[3:]) + "%"
    if number[0].isdigit():
        return number
    if not any(char in _TENS for char in number):
        return "".join(_DIGITS[char] for char in number)
    total = part = digit = 0
    for char in number:
        if char in _DIGITS:
            digit = int(_DIGITS[char])
        elif _TENS[char] < 10_000:
            part += (digit or 1) * _TENS[char]
            digit = 0
        else:
            total = (total + part + digit or 1) * _TENS[char]
            part = digit = 0
    return str(total + part + digit)


def latin(folded: str) -> list[str]:
    """Its Latin words."""
    return _LATIN.findall(folded)


def denials(folded: str) -> list[str]:
    """What is denied, each with the two characters after the negation; questions (是不是) and 不过 deny nothing."""
    text = _NOT_DENYING.sub("·", folded)
    return [text[match.end() - 1 : match.end() + 2].rstrip(",。!?、;: \n·") for match in _DENIAL.finditer(text)]


def stands(fact: Fact, folded: str) -> bool:
    """Whether a folded text says a fact too."""
    if fact.kind == "Latin term":
        return fact.text in folded and fact.text in latin(folded)
    if fact.text in folded:
        return True
    if fact.kind == "negation":
        return fact.text[:2] in folded or any(phrase.startswith(fact.text) for phrase in denials(folded))
    said = {written for _, written in numbers(folded)}
    return any(written in said for _, written in numbers(fact.text))


def removed(edit: Edit) -> list[Fact]:
    """The facts that an edit's own text loses; nothing for edits of what nobody said, and for spelling."""
    if edit.stage in _UNSAID or (edit.stage == "hallucination" and edit.safety is Safety.SAFE):
        return []
    before = fold(edit.before)
    if not any(map(str.isalnum, before)):
        return []
    if edit.stage in ("repair", "retake"):  # its editing term denies what was said, not what is meant
        terms = wordlist.entries("editing_terms") | {"不", "不是"}
        before = _CLAUSE.sub(lambda clause: "·" if clause.group() in terms else clause.group(), before)
    after = fold(edit.after)
    return [fact for fact in facts(before) if not (after and stands(fact, after))]


def gone(cleaned: Cleaned) -> tuple[Gone, ...]:
    """The facts that the edits took out and that are not kept beside them, in the order of the text.

    Where one copy was removed and the other later, it is the later edit that took the fact.
    """
    taken = [(edit, lost) for edit in cleaned.edits if (lost := removed(edit))]
    if not taken:
        return ()
    rendering = Rendering(cleaned.transcript.text, cleaned.edits)
    taken.sort(key=lambda pair: (pair[0].span.start, pair[0].number))
    found = []
    for index, (edit, lost) in enumerate(taken):
        reach = _NEAR + 2 * len(edit.before) + _FAR * (edit.stage == "retake")
        kept = fold(_beside(rendering, edit.span, reach))
        for fact in lost:
            copies = (other.before for other in _around(taken, index, reach) if other.number > edit.number)
            if not stands(fact, kept) and not any(stands(fact, fold(copy)) for copy in copies):
                found.append(Gone(fact, edit))
    return tuple(found)


def _beside(rendering: Rendering, span: Span, reach: int) -> str:
    """What is kept within reach of where a span of the original stood."""
    start, end = rendering.locate(span.start), rendering.locate(span.end)
    return rendering.text[max(start - reach, 0) : end + reach]


def _around(taken: list[tuple[Edit, list[Fact]]], index: int, reach: int) -> Iterator[Edit]:
    """The edits that lie within reach of one of them."""
    span = taken[index][0].span
    for at in range(index - 1, max(index - 1 - _STEPS, -1), -1):  # a long one may begin far before
        if taken[at][0].span.end >= span.start - reach:
            yield taken[at][0]
    for at in range(index + 1, len(taken)):
        if taken[at][0].span.start > span.end + reach:
            break
        yield taken[at][0]


def is_lawful(lost: Gone) -> bool:
    """Whether a fact went as facts may: taken back, told again, or in what was probably never said."""
    return lost.edit.stage in ("repair", "retake", "hallucination")
