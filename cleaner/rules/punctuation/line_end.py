"""End lines where sentences end: join a transcript's segments to sentences, and end a paragraph with a full stop.

Where lines have times, a line that ends within a sentence is joined with the next one: by nothing within a clause, by a
comma or a full stop as the pause and the words tell. A pause of two seconds or another speaker begins a paragraph.
A text without times keeps its lines; a comma at the end of a paragraph becomes a full stop.
Leaves alone: a comma whose sentence goes on in the next line.
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.rule import WHOLE, Rule, changes, keeps
from cleaner.rules.punctuation._clauses import final_mark, goes_on, is_subordinate
from cleaner.rules.punctuation._paragraphs import joins
from cleaner.view import View

_COMMA = re.compile(r"[,、](?=\s|\Z)(?<=\w[,、])[^\S\n]*(?=\n[^\S\n]*\n|\s*\Z)")
_LEAST = 4  # characters of a sentence


def find(view: View) -> Iterator[Finding]:
    """Every line end between segments, and every comma that ends a paragraph."""
    yield from joins(view)
    for match in view.finditer(_COMMA):
        if match.end() == len(view.folded) and not view.is_tail:
            continue
        start = view.folded.rfind("\n", 0, match.start()) + 1
        line = view.folded[max(start, match.start() - 80) : match.start()]
        if sum(map(str.isalnum, line)) >= _LEAST and not (goes_on(line) or is_subordinate(line) or line.isascii()):
            reason = "a comma at the end of a paragraph"
            yield Finding(match.start(), match.end(), final_mark(line), reason, Safety.LIKELY)


RULE = Rule(
    find=find,
    reach=WHOLE,
    cases=(
        changes("今天就讲到这里，谢谢大家，", "今天就讲到这里，谢谢大家。", "the text ends"),
        changes("先讲时间，再讲钱，\n\n接下来看图。", "先讲时间，再讲钱。\n\n接下来看图。", "the paragraph ends"),
        keeps("他想说，\n可是没有说。", "the sentence goes on in the next line"),
        keeps("今天我们讲三点，\n第一点是时间。", "no times"),
        keeps("因为下雨，", "a sentence that was broken off"),
    ),
)
