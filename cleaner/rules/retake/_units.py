"""What a telling is made of: sentences or lines, what they are about, and the cues that announce another telling.

All of it works on the folded text and is kept from one pass to the next, since most passes change nothing here.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from cleaner import wordlist

_UNIT = re.compile(r"[^。!?…\n]+[。!?…]*[”’」』\"')\]》]*|[。!?…]+")
_CLAUSE = re.compile(r"[^,、;:。!?…—\n]+")
_SOUND = re.compile(r"嗯|呃|唔|就是说|然后|那个|这个|我觉得|的话")
_OPENING = r"(?:嗯|呃|啊|哎|哦|那个|对|好|好的|不)?[, ]*"
_SORRY = (
    r"(?:(?:哎呀|啊|实在|非常)?"
    r"(?:不好意思|对不起|抱歉|等一下|等等|稍等|不对|不是|错了|(?:我)?(?:刚才|刚刚)?[说讲念读]错了)[,。! ]*)"
)
_WHO = (
    r"(?:我们|咱们|我|咱|让|把|那|这|刚才|刚刚|上面|前面|一|[段句块个]|部分|里|儿|边|话|"
    r"还是|要|想|得|可以|能|应该|,|会儿?){0,7}"
)
_WHAT = r"(?:刚才|刚刚|上面|前面)?(?:[这那]?一?[段句块个]|[这那]?部分)?(?:话|内容)?"
_AGAIN = (
    rf"(?:{_WHO}(?:再|重新|重|从头(?:再|开始)?|从这里|换种说法)"
    r"(?:(?:来|说|讲|念|读|录|讲述|开始|重复|说明|复述|表达|陈述)(?:一?[遍次下段回]|过|起|吧|啊|哈|开始)*|一[遍次]吧?)"
    rf"{_WHAT})"
)
_MISSAID = r"(?:不好意思|对不起|抱歉|(?:我)?(?:刚才|刚刚)?[说讲念读]错了)"
CUE = re.compile(rf"{_OPENING}{_SORRY}{{0,3}}(?:{_AGAIN}|{_MISSAID})(?:[,:。!?… ]+|(?=\n)|$)")


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence with its marks, or what a line has after its last one.

    Attributes:
        start: code point of the folded text.
        end: where it ends, the line end not counted.
        core: its letters and digits, without filler.
        grams: pairs of neighbours in it that are not both common characters.
    """

    start: int
    end: int
    core: str
    grams: frozenset[str]


@lru_cache(maxsize=65536)
def _core(folded: str) -> str:
    return "".join(filter(str.isalnum, _SOUND.sub("", folded)))


@lru_cache(maxsize=65536)
def _grams(core: str) -> frozenset[str]:
    common = wordlist.entries("retake_common")
    pairs = {core[at : at + 2] for at in range(len(core) - 1)}
    return frozenset(pair for pair in pairs if pair[0] not in common or pair[1] not in common)


@lru_cache(maxsize=4)
def units(folded: str) -> tuple[Unit, ...]:
    """The units of a text, in order; blank lines are none."""
    made = []
    for match in _UNIT.finditer(folded):
        bare = match.group().lstrip()
        if not bare:
            continue
        start = match.end() - len(bare)
        core = _core(bare)
        made.append(Unit(start, match.end(), core, _grams(core)))
    return tuple(made)


@lru_cache(maxsize=4096)
def content(folded: str) -> frozenset[str]:
    """The characters and Latin words that say what a passage is about."""
    latin = re.findall(r"[a-z]+", folded)
    hanzi = (char for char in folded if char.isalnum() and not char.isascii())
    return (frozenset(hanzi) - wordlist.entries("retake_common")) | frozenset(latin)


def clauses(folded: str) -> list[str]:
    """Its clauses, without marks."""
    return [match.group().strip() for match in _CLAUSE.finditer(folded) if match.group().strip()]


def cue_end(folded: str, unit: Unit) -> int | None:
    """Where the cue that a unit opens with ends (we say it again, ...), or None."""
    match = CUE.match(folded, unit.start, unit.end)
    return match.end() if match and match.end() > unit.start else None


def is_verse(folded: str) -> bool:
    """Whether its clauses are short and nearly all of one length: lines of a poem or a song may come again."""
    lengths = [len("".join(filter(str.isalnum, clause))) for clause in clauses(folded)]
    most = max(map(lengths.count, lengths), default=0)
    return len(lengths) >= 2 and max(lengths) <= 9 and most * 3 >= len(lengths) * 2


def whole(folded: str, start: int, end: int) -> tuple[int, int]:
    """A range of units that is to go, with the line end or the blanks that would be left behind."""
    line = folded.rfind("\n", 0, start) + 1
    while end < len(folded) and folded[end] in " \t":
        end += 1
    if not folded[line:start].strip():
        start = line
        if end < len(folded) and folded[end] == "\n":
            end += 1
            while end < len(folded) and folded[end] == "\n" and start == 0:
                end += 1
    return start, end
