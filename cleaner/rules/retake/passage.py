"""Offer to drop a paragraph that a later one tells again in other words.

A rewording seldom says all that the first telling said, so it is a person's choice: the reason names what only the
earlier one says. Scored by the characters that carry meaning, both ways, since a rewording keeps few words whole.
Leaves alone: paragraphs on one subject that say different things; short ones.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from operator import add

from cleaner.edits import Finding, Safety
from cleaner.language.announcement import CUE
from cleaner.rule import Rule, keeps, offers
from cleaner.rules.retake._facts import only_earlier, reason
from cleaner.rules.retake._pairs import alike_texts
from cleaner.rules.retake._units import REACH, content, is_verse, whole
from cleaner.view import View
from cleaner.view.tracks import Range

_WINDOW = 8  # paragraphs
_LEAST = 40  # characters
_LONG = 60  # characters: two shorter paragraphs share as much by chance
_ALIKE = 0.70
_SHORT_ALIKE = 0.85
_CANDIDATE = 0.45  # of the characters that mean something, without which no score comes to that


def find(view: View) -> Iterator[Finding]:
    """Every paragraph that one of the next paragraphs tells again."""
    for within in view.fresh:
        for earlier, later, cue in _paragraph_pairs(view, within):
            why = reason("told again below in other words", only_earlier(view, earlier, later))
            yield Finding(*whole(view.folded, *earlier), "", why, Safety.ASK)
            if cue:
                yield Finding(*whole(view.folded, *cue), "", why, Safety.ASK)


def _paragraph_pairs(view: View, within: Range) -> Iterator[tuple[Range, Range, Range | None]]:
    """(earlier, later, the cue that stands before the later or None)."""
    folded = view.folded
    lines = _lines(folded, *within)
    places = [at for at, (start, end) in enumerate(lines) if end - start >= _LEAST]
    sizes = map(len, view.letters.of([lines[at] for at in places]))
    long = [(at, size) for at, size in zip(places, sizes, strict=True) if size >= _LEAST]
    if len(long) < 2:
        return
    near = alike_texts([folded[slice(*lines[at])] for at, _ in long], window=_WINDOW, least=_CANDIDATE)
    for place, others in near:
        at, size = long[place]
        best, score = -1, 0.0
        for other, other_size in (long[index] for index in others):
            least = _ALIKE if min(size, other_size) >= _LONG else _SHORT_ALIKE
            alike = _alike(folded, lines[at], lines[other]) if other - at <= _WINDOW else 0.0
            if alike >= max(least, score):
                best, score = other, alike
        if best >= 0 and not is_verse(folded[slice(*lines[at])]):
            cue = lines[best - 1] if CUE.fullmatch(folded, *lines[best - 1]) else None
            yield lines[at], lines[best], cue


def _lines(folded: str, low: int, high: int) -> list[Range]:
    written = folded[low:high].split("\n")
    starts = accumulate((len(line) + 1 for line in written), initial=low)
    return [(start, start + len(line.rstrip())) for start, line in zip(starts, written, strict=False) if line.strip()]


def _alike(folded: str, one: Range, other: Range) -> float:
    """Shared characters of meaning, and half as much shared pairs of neighbours (Dice)."""
    first, second = folded[slice(*one)], folded[slice(*other)]
    return _dice(content(first), content(second)) + _dice(_pairs(first), _pairs(second)) / 2


@lru_cache(maxsize=64)
def _pairs(folded: str) -> frozenset[str]:
    about = content(folded)
    letters = "".join(filter(str.isalnum, folded))
    pairs = set(map(add, letters, letters[1:]))
    return frozenset([pair for pair in pairs if pair[0] in about or pair[1] in about])


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other) or 1)


RULE = Rule(
    find=find,
    reach=REACH,
    tells=0,
    cases=(
        offers(
            "我们村以前没有自来水，家家户户都要去山脚下的井里挑水。我妈每天早上五点就起床，挑完两担水才去做早饭，"
            "冬天井台结了冰，她就在鞋底绑一圈草绳。\n"
            "那时候日子是慢的。\n"
            "早年间村里不通自来水，每家每户都得到山脚的水井挑水。母亲每天清晨五点起床，先挑两担水，再做早饭，"
            "到了冬天井台结冰，就在鞋底绑上草绳。",
            "那时候日子是慢的。\n"
            "早年间村里不通自来水，每家每户都得到山脚的水井挑水。母亲每天清晨五点起床，先挑两担水，再做早饭，"
            "到了冬天井台结冰，就在鞋底绑上草绳。",
        ),
        keeps(
            "我们村以前没有自来水，家家户户都要去山脚下的井里挑水。我妈每天早上五点就起床，挑完两担水才去做早饭。\n"
            "后来村里通了水管，井就荒了。去年我回去看，井边长满了草，只有几个孩子在那儿捉蜻蜓，问他们都不知道那是井。",
            "one subject, another thing said",
        ),
    ),
)
