"""Whether a sentence asks, by its last clause: shared by the rules that write final marks."""

import re

_END = re.compile(r"(?:吗|呢|(?P<a>[\u4e00-\u9fff])[不没](?P<b>[\u4e00-\u9fff]))$")
_WORD = re.compile(r"什么|为什么|谁|哪|怎么|怎样|如何|多少|几[个点次天年]|是不是|有没有|能不能|会不会|要不要|何")
_REPORTED = re.compile(
    r"不知道|知道|不清楚|问[他她我你们]|想知道|看看|看一看|不管|无论|不论|说不清|讨论|研究|考虑|告诉|不在乎|取决于|就问"
)
_TO_YOU = re.compile(
    r"(?:那|那么|所以)?(?:你|您|你们|大家|各位)[^,。]{0,3}"
    r"(?:是不是|有没有|能不能|会不会|要不要|想不想|知不知道|可不可以|愿不愿意)"
)
_ASKED = re.compile(r"(?:那|所以|但是|可是)?(?:你|您|你们|大家)知道")
_TAGS = frozenset("对好是行有能要会可")
_CLAUSE = re.compile(r"[^,、;:“\"。!?…\n]*")
_LONGEST = 3  # characters of what _END looks for
_REACH = 60  # characters back to look for the clause's beginning


def asks(folded: str, end: int | None = None) -> bool:
    """Whether what stands before `end` (by default all of it) is a question.

    It is one with 吗, with 呢 and a question word, or with 对不对 and its like as a clause, or when it
    asks the hearer 是不是, 有没有, ...; a reported one is not.
    """
    end = len(folded) if end is None else end
    said = folded[max(end - _REACH, 0) : end]
    backwards = _CLAUSE.match(said[::-1])
    clause = said[len(said) - (backwards.end() if backwards else 0) :].strip()
    match = _END.search(clause, max(len(clause) - _LONGEST, 0))
    if match is None:
        return bool(_TO_YOU.match(clause)) and not _REPORTED.search(clause)
    if match.group("a"):
        return match.group("a") == match.group("b") and match.group("a") in _TAGS and len(clause) == 3
    if _REPORTED.search(clause):
        return clause.endswith("吗") and bool(_ASKED.match(clause))
    return len(clause) >= 2 if clause.endswith("吗") else bool(_WORD.search(clause))
