"""Drop a beginning that was given up for another that begins the same: 我就去我就是不想, 欠钱了欠钱不还.

Five beginnings that cannot stand side by side in a clause: a subject with its adverb, a conjunction before any verb
came, 把 before its verb, a verb with 了 or 的, a number without what it counts.
Leaves alone: what a verb of saying says (我就说我就知道), 然后 from deed to deed, 大一 and 第一, nouns with 的.
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.rule import Rule, changes, keeps
from cleaner.rules.repetition._copies import Copy, unbroken
from cleaner.rules.repetition._guards import DIGITS, PRONOUNS, SUBJECTS, is_classical, previous_word, words
from cleaner.view import View, Word

_CONJUNCTIONS = frozenset(
    {"因为", "而且", "然后", "其实", "反正", "但是", "所以", "如果", "虽然", "不过", "毕竟", "另外", "比如"}
)
_ADVERBS = frozenset("就也都还才又很")
# Their object may be a clause that begins with the same subject.
_SAYING = frozenset("说想看怕猜问听爱") | {"觉得", "知道", "认为", "以为", "希望", "感觉", "发现", "记得"}
_NUMBER = re.compile(f"[一两三四五六七八九几](?={SUBJECTS}|这|那)")
_NOT_COUNTING = frozenset("大第初周研高小")
_LONGEST = 8


def find(view: View) -> Iterator[Finding]:
    """Every beginning of these before another."""
    for copy in unbroken(view):
        if copy.lag <= _LONGEST and (copy.length > 1 or view.folded[copy.first] == "把"):
            end = _given_up(view, copy)
            if end and not is_classical(view, copy.first, copy.second):
                reason = f"given up: {view.folded[copy.first : end]}"
                yield Finding(copy.first, end, "", reason, Safety.LIKELY)
    for match in view.finditer(_NUMBER):
        start, end = match.span()
        before = view.before(start)
        if view.is_words(start, end) and before not in DIGITS and before not in _NOT_COUNTING and not before.isascii():
            yield Finding(_start_of(view, start, end), end, "", "a number without what it counts", Safety.LIKELY)


def _given_up(view: View, copy: Copy) -> int | None:
    """Where what was given up ends, or None."""
    first, second = copy.first, copy.second
    between = words(view, first, second)
    head = between[0]
    if copy.length < 2 or head.folded == "把":
        return second if head.folded == "把" and _is_reworded(view, first, second) else None
    rest = between[1:]
    if head.folded in _CONJUNCTIONS:
        given = copy.lag - len(head.folded) <= 4 and not any(_is_predicate(word) for word in rest)
        return second if given and (len(rest) > 1 or rest[0].tag != "r") else None
    gap = view.folded[first + copy.length : second]
    if gap in ("了", "的"):
        given = head.tag[:1] in ("v", "p", "d") or (head.folded[0] in PRONOUNS and gap == "了")
        return second if given else None
    if (
        head.folded[0] not in PRONOUNS
        or copy.length <= len(head.folded)
        or rest[0].folded not in _ADVERBS
        or len(gap) > 3
        or any(word.folded in _SAYING for word in rest)
        or not view.opens_clause(first)
    ):
        return None
    # What can stand before the subject belongs to the second beginning: 我很|其实我很少.
    last = between[-1]
    return last.start if len(last.folded) > 1 and last.tag in ("d", "c") else second


def _is_reworded(view: View, first: int, second: int) -> bool:
    """Whether half of what 把 takes comes again after the second 把."""
    said, again = view.folded[first + 1 : second], view.folded[second + 1 : 2 * second - first + 1]
    return len(said) > 2 and 2 * sum(char in again for char in said) > len(said)


def _is_predicate(word: Word) -> bool:
    return word.tag[:1] in ("v", "a") and word.folded != "可以"


def _start_of(view: View, start: int, end: int) -> int:
    """Where what goes with a number begins: at the same subject as after it, if its clause opens with that."""
    subject = re.compile(SUBJECTS).match(view.folded, end)
    if subject is not None:
        at = view.folded.rfind(subject.group(), max(start - _LONGEST, 0), start)
        if at >= 0 and view.folded[at:start].isalnum() and view.is_cut(at):
            before = previous_word(view, at)
            if before is None or before.tag[:1] in ("c", "u", "d"):
                return at
    return start


RULE = Rule(
    find=find,
    cases=(
        changes("我就去我就是不想写作业", "我就是不想写作业"),
        changes("花了两小时而且还机车而且还让人等", "花了两小时而且还让人等"),
        changes("因为我就可以因为爬山可以减肥", "因为爬山可以减肥"),
        changes("有人把东门大桥好把西门大桥认错了", "有人把西门大桥认错了"),
        changes("老赖就是欠钱了欠钱不还", "老赖就是欠钱不还"),
        changes("我很其实我很少上街", "其实我很少上街"),
        changes("还有一我们国家很大", "还有我们国家很大"),
        changes("裙子的话你穿几你穿一次就洗", "裙子的话你穿一次就洗"),
        keeps("我就说我就知道", why="what is said"),
        keeps("吃饭然后睡觉然后上班", why="from deed to deed"),
        keeps("别把书弄脏把笔弄丢", why="把 and its verb"),
        keeps("卖小吃的小吃店", why="a noun with 的"),
        keeps("大一那年我第一次坐船", why="a year of study"),
        keeps("他们结婚了结婚了", why="said twice to cheer"),
        keeps("坚持改革坚持开放坚持创新", why="parallel"),
        keeps("人不犯我我不犯人", why="an object, then a subject"),
        keeps("我看了又看", why="again and again"),
    ),
)
