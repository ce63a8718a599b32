"""Write radicals and compatibility forms as the hanzi they look like: ⼈ (U+2F08) is 人.

Leaves alone: a radical that stands for itself in a lesson on radicals (⺮), which has no hanzi of its own.
"""

import re
import unicodedata
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.rule import Rule, changes, keeps
from cleaner.rules.garbled._rare import may_have
from cleaner.view import View

_LIKE = "\u2e9f\u2ef3\u2f00-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f"
_RADICALS = re.compile(f"[{_LIKE}][{_LIKE}]*")


def find(view: View) -> Iterator[Finding]:
    """Runs of such characters; their normal form is the same character by Unicode's own definition."""
    for match in view.finditer_as_is(_RADICALS) if may_have(view, _RADICALS) else ():
        after = unicodedata.normalize("NFKC", match.group())
        yield Finding(match.start(), match.end(), after, f"{match.group()} looks like {after} but is not", Safety.SAFE)


RULE = Rule(
    find=find,
    cases=(
        changes("⼤家⼀起来", "大家一起来"),
        changes("\uf9e4工出身", "理工出身", "a compatibility form"),
        keeps("竹字头写作⺮"),
        keeps("大家一起来，五十㎡，三十℃，①号"),
    ),
)
