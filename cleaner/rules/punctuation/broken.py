"""Drop a full stop that cuts a number off from its verb: 15秒改成。50秒.

Leaves alone: a sentence that ends before a number (一共五个。2019年……); a whole answer (到。).
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.rule import Rule, changes, keeps
from cleaner.view import View

_STOP = re.compile(
    r"。(?:(?<=[成到为是约在从至比第和与或及把被按用]。)(?=[ ]?\d)"
    r"|(?<=[成为约从至比第和与或及把被]。)(?=[一二三四五六七八九十百两几]))"
)
_LEAST = 3  # characters of the clause before it: a shorter one can be an answer


def find(view: View) -> Iterator[Finding]:
    """Every full stop after a verb or preposition that needs the number after it."""
    for match in view.finditer(_STOP):
        at = match.start()
        if view.folded[max(at - _LEAST, 0) : at].isalnum() and at >= _LEAST:
            yield Finding(at, at + 1, "", "a full stop before the number that belongs to it", Safety.LIKELY)


RULE = Rule(
    find=find,
    cases=(
        changes("把15秒改成。50秒", "把15秒改成50秒"),
        changes("温度要调成。三十度以下", "温度要调成三十度以下"),
        keeps("我们一共来了五个人。2019年又走了两个。", "a sentence ends there"),
        keeps("老师点名，他说到。三班的人都到了。", "an answer"),
    ),
)
