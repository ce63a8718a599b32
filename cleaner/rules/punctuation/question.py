"""Write a question mark after a question that has a full stop (准备好了吗。) or nothing.

Questions are known by 吗 at the end, by 呢 with a question word, by 对不对 and its like at the end.
Leaves alone: a reported question (我不知道他是不是来了。); 呢 without a question word; a rhetorical list.
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.rule import Rule, changes, keeps
from cleaner.rules.punctuation._questions import asks
from cleaner.view import View

_MARK = r"(?P<mark>。|\.(?!\.)|(?=\n|\Z))"
_END = re.compile(
    r"[吗呢对好是行有能要会可想知](?:(?<![想知])|(?:(?<=[是能会要想可])不|(?<=有)没)[是有能会要想可][^,。!?….\n]{1,16}"
    rf"|(?<=知)不知道[^,。!?….\n]{{1,16}}){_MARK}"
)


def find(view: View) -> Iterator[Finding]:
    """Every sentence that asks and does not show it."""
    for match in view.finditer(_END):
        at = match.start("mark")
        if (match.group("mark") or _lacks_mark(view, at)) and asks(view.folded, at):
            yield Finding(at, match.end(), "？", "a question without its mark", Safety.LIKELY)


def _lacks_mark(view: View, at: int) -> bool:
    """Whether the text has marks, so that one is missing here. Lines with times are for punctuation.line_end."""
    timed = bool(view.transcript.segments) and at < len(view.text)
    return not timed and any(mark in view.text for mark in "，。？！")


RULE = Rule(
    find=find,
    cases=(
        changes("大家准备好了吗。我们开始。", "大家准备好了吗？我们开始。"),
        changes("那该怎么办呢。办法有两个。", "那该怎么办呢？办法有两个。"),
        changes("先讲结论，对不对。", "先讲结论，对不对？"),
        changes("第一点讲完了。\n听懂了吗\n往下讲。", "第一点讲完了。\n听懂了吗？\n往下讲。"),
        changes("你们有没有遇到过这种情况。我遇到过。", "你们有没有遇到过这种情况？我遇到过。"),
        keeps("大家讨论一下我们是不是要改。", "reported"),
        keeps("我不知道该怎么办呢。", "reported"),
        keeps("他还在外面等着呢。", "no question word"),
        keeps("听懂了吗", "a line alone in a text without marks"),
    ),
)
