"""Where a speaker greets, announces a topic or takes leave, in speech without marks: a sentence ends there."""

import re
from collections.abc import Iterator

from cleaner.edits import Safety
from cleaner.rules.punctuation._boundaries import Boundary, is_open
from cleaner.rules.punctuation._sentences import is_item
from cleaner.view import View

_ANNOUNCED = re.compile(
    r"接下来(?=我|咱|大家|请|[看讲说是])|首先(?=我|咱|[看讲说是])|最后(?=我|[看讲说是])|先[看讲说](?=[^了过着不完到得])|"
    r"第[一二三四五六七八九十](?=是|个(?:方面|问题|部分|项目))|以上就?是|我的(?:汇报|介绍|分享|演讲)(?=完|到|结|就|分|题)|"
    r"我(?=叫|是(?!不|否))|谢谢(?=大家|各位)"
)
_GREETED = re.compile(r"(?:大家|老师们?|各位|面试官|评委|同学们|朋友们|领导|上午|下午|早上|晚上)好(?=我|今|很|欢|首)")


def announced(view: View, start: int, end: int) -> Iterator[Boundary]:
    """The places within a range of the view before an announcement, and after a greeting."""
    for match in _ANNOUNCED.finditer(view.folded, start + 1, end):
        at = match.start()
        before, after = view.folded[max(start, at - 16) : at], view.folded[at : at + 16]
        if view.is_cut(at) and not is_open(view, at) and (match.group() != "我" or _is_named(view, at)):
            reason = "an item of a list" if is_item(before, after) else "a topic is announced"
            yield Boundary(at, Safety.LIKELY, reason)
    for match in _GREETED.finditer(view.folded, start, end):
        yield Boundary(match.end(), Safety.LIKELY, "a greeting ends")


def _is_named(view: View, at: int) -> bool:
    """Whether 我叫, 我是 stands after a noun or a greeting: somebody introduces himself."""
    before = view.word_before(at)
    return before is not None and before.tag[0] in "nay"
