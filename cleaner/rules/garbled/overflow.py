"""Drop uninitialised memory read as GBK: long runs of 烫 (byte CC) or 屯 (byte CD).

Leaves alone: 烫烫烫, which people do say; it is only offered.
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.rule import Rule, changes, keeps, offers
from cleaner.rules.garbled._rare import may_have
from cleaner.view import View

_JUNK = re.compile("[烫屯]")
_RUN = re.compile("烫{3,}|屯{3,}|(?:烫+屯+){2,}")
# In 816,706 characters of real speech no character came more than six times in a row.
_NEVER_SAID = 8


def find(view: View) -> Iterator[Finding]:
    """Every run; those too long to have been said are applied."""
    if not may_have(view, _JUNK):
        return
    if "烫烫烫" not in view.folded and "屯屯" not in view.folded and "烫屯" not in view.folded:
        return
    for match in view.finditer(_RUN):
        safety = Safety.LIKELY if len(match.group()) >= _NEVER_SAID else Safety.ASK
        yield Finding(match.start(), match.end(), "", "memory junk read as hanzi", safety)


RULE = Rule(
    find=find,
    cases=(
        changes("第一行烫烫烫烫烫烫烫烫烫烫\n第二行", "第一行\n第二行"),
        changes("屯屯屯屯屯屯屯屯好的", "好的"),
        offers("小心，烫烫烫！", "小心，！", "most likely said"),
        keeps("这碗汤烫烫的"),
        keeps("屯屯都有学校"),
    ),
)
