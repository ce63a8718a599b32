"""Whether a text has any of the characters that hardly a text has: one look for all the rules that want some."""

import re

from cleaner.language.fold import fold
from cleaner.language.letters import characters
from cleaner.view import View


def may_have(view: View, wanted: re.Pattern[str]) -> bool:
    """Whether one of the characters that a pattern is a set of may be in what is fresh, as it is or folded.

    A text has some thousand characters, each again and again: to look through each of them once is much faster. Where
    only little is fresh, it is not.
    """
    if not view.is_mostly_fresh:
        return True
    if may_have not in view.memo:
        every = characters(view.text)
        view.memo[may_have] = every + fold(every)
    return wanted.search(view.memo[may_have]) is not None
