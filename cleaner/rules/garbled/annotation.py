"""Drop an engine's note of a sound that is not speech: [音乐], (掌声), *music*, ♪.

Leaves alone: what is in brackets otherwise, since the speaker may have meant it; round brackets within a clause.
"""

import re
from collections.abc import Iterator
from functools import cache

from cleaner.edits import Finding, Safety
from cleaner.language.wordlist import entries
from cleaner.rule import Rule, changes, keeps
from cleaner.rules.garbled._rare import may_have
from cleaner.view import View

_NOTES = re.compile("[♩♪♫♬🎵🎶🎼][♩♪♫♬🎵🎶🎼]*")
_BRACKETS = {"[": "]", "【": "】", "〔": "〕", "*": "*", "(": ")"}


@cache
def _bracketed() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, entries("garbled_sounds")), key=len, reverse=True))
    said = rf" ?(?:{words})(?:[,、 ](?:{words}))* ?"
    closing = re.escape("".join(_BRACKETS.values()))
    return re.compile(rf"[{re.escape(''.join(_BRACKETS))}]{said}(?:[{closing}]|(?P<open>$))", re.M)


def find(view: View) -> Iterator[Finding]:
    """Notes of music anywhere, notes in words where they cannot be part of a clause."""
    for match in view.finditer_as_is(_NOTES) if may_have(view, _NOTES) else ():
        yield Finding(match.start(), match.end(), "", f"a note of music {match.group()[0]}", Safety.SAFE)
    for match in view.finditer(_bracketed()):
        start, end = match.span()
        if match["open"] is not None:  # [音乐 at a line's end
            if view.folded[start] != "[":
                continue
        elif view.folded[end - 1] != _BRACKETS[view.folded[start]]:
            continue
        if view.folded[start] == "(" and not (view.opens_clause(start) or view.closes_clause(end)):
            continue
        when = view.time_of(start, end)
        gap = f"; if somebody spoke at {when[0] / 1000:.1f}-{when[1] / 1000:.1f} s, it is lost" if when else ""
        yield Finding(start, end, "", f"a note of a sound {view.text[start:end]}{gap}", Safety.LIKELY)


RULE = Rule(
    find=find,
    cases=(
        changes("♪♪请进♪", "请进"),
        changes("谢谢各位[掌声]，下一位", "谢谢各位，下一位"),
        changes("（音樂播放中）", "", "either script and width"),
        changes("他走上台【笑声】说", "他走上台说"),
        changes("[static\n好的", "\n好的", "its bracket never closed"),
        changes("*music* 好的", " 好的"),
        keeps("降B调写作♭B，升号是♯", "signs of a score"),
        keeps("这个 (ERP) 系统要换"),
        keeps("艺术（音乐）史是必修课", "a parenthesis somebody wrote"),
        keeps("音乐响起，掌声雷动"),
    ),
)
