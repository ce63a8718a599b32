"""Drop a beginning that was given up for another that begins the same: 我还是后两我还, 下雨了下雨不关窗.

Five beginnings that cannot stand side by side in a clause: a subject with its adverb, a conjunction before any verb
came, 把 before its verb, a verb with 了 or 的, a number without what it counts.
Leaves alone: what a verb of saying says (我就说我就知道), 然后 from deed to deed, 大一 and 第一, nouns with 的.
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.grammar.clauses import previous_word, words
from cleaner.grammar.copies import Copy, unbroken
from cleaner.grammar.verse import is_classical
from cleaner.grammar.word_classes import DIGITS, PRONOUNS, SUBJECTS
from cleaner.rule import Rule, changes, keeps, offers
from cleaner.view import View, Word

_CONJUNCTIONS = frozenset(
    {"因为", "而且", "然后", "其实", "反正", "但是", "所以", "如果", "虽然", "不过", "毕竟", "另外", "比如"}
)
_BEGINNINGS = ("把", *sorted(_CONJUNCTIONS))
_ADVERBS = frozenset("就也都还才又很")
# Their object may be a clause that begins with the same subject.
_SAYING = frozenset("说想看怕猜问听爱") | {"觉得", "知道", "认为", "以为", "希望", "感觉", "发现", "记得"}
_NUMBER = re.compile(f"[一两三四五六七八九几](?={SUBJECTS}|这|那)")
_NOT_COUNTING = frozenset("大第初周研高小")
_AS_WELL = re.compile("(?P<did>[^\\W的]{1,3})的(?P=did)")
_LONGEST = 8


def find(view: View) -> Iterator[Finding]:
    """Every beginning of these before another."""
    for copy in unbroken(view):
        if copy.second - copy.first <= _LONGEST and (copy.length > 1 or view.folded[copy.first] == "把"):
            found = _given_up(view, copy)
            if found is not None and not is_classical(view, copy.first, copy.second):
                end, safety = found
                yield Finding(copy.first, end, "", f"given up: {view.folded[copy.first : end]}", safety)
    for match in view.finditer(_NUMBER):
        start, end = match.span()
        before = view.before(start)
        said = previous_word(view, start)
        if said is None or said.tag[:1] in ("n", "x", "e", "m", "q") or not view.is_words(start, end):
            continue  # 一我没钱，二我没时间; 如图三我们可以看到
        if before not in DIGITS and before not in _NOT_COUNTING and not before.isascii():
            yield Finding(_start_of(view, start, end), end, "", "a number without what it counts", Safety.LIKELY)


def _given_up(view: View, copy: Copy) -> tuple[int, Safety] | None:
    """Where what was given up ends, and how sure that is; or None."""
    first, second = copy.first, copy.second
    gap = view.folded[first + copy.length : second]
    begins = view.folded[first] in PRONOUNS or view.folded.startswith(_BEGINNINGS, first)
    if not begins and gap not in ("了", "的"):
        return None
    between = words(view, first, second)
    head, rest, last = between[0], between[1:], between[-1]
    if copy.length < 2 or head.folded == "把":
        return (second, Safety.LIKELY) if head.folded == "把" and _is_reworded(view, first, second) else None
    if head.folded in _CONJUNCTIONS:
        if copy.lag - len(head.folded) > 4 or any(_is_predicate(word) for word in rest):
            return None
        if (len(rest) == 1 and rest[0].tag == "r") or any(word.folded == head.folded for word in rest):
            return None
        # What ends with a noun may be one of a list: 因为钱因为名.
        return second, Safety.ASK if last.tag[:1] == "n" else Safety.LIKELY
    if gap in ("了", "的"):
        if view.folded[copy.end] == "的":
            return None  # 他给了他给的东西
        around = view.folded[max(first - _LONGEST, 0) : copy.end + _LONGEST] if gap == "的" else ""
        if len(_AS_WELL.findall(around)) > 1:
            return None  # 结婚的结婚出国的出国
        if gap == "的" and head.tag[:1] == "v" and _is_attribute(view, copy):
            return None  # 接生的接生员, 预测的预测区间
        given = head.tag[:1] in ("v", "p", "d") or (head.folded[0] in PRONOUNS and gap == "了")
        return (second, Safety.LIKELY) if given else None
    if (
        head.folded[0] not in PRONOUNS
        or copy.length <= len(head.folded)
        or rest[0].folded not in _ADVERBS
        or len(gap) > 3
        or any(word.folded in _SAYING for word in rest)
        or not view.opens_clause(first)
    ):
        return None
    # What can stand before the subject belongs to the second beginning: 她也|当然她也没. A verb may be all of a clause.
    end = last.start if len(last.folded) > 1 and last.tag in ("d", "c") else second
    return end, Safety.ASK if last.tag[:1] in ("v", "a", "n") else Safety.LIKELY


def _is_attribute(view: View, copy: Copy) -> bool:
    """Whether the second copy is the first half of a thing's name."""
    if not view.is_cut(copy.end):
        return True
    word = view.word_at(copy.end)
    return copy.length > 1 and word is not None and word.tag[:1] == "n"


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
        changes("我还是后两我还五一出去过", "我还五一出去过"),
        offers("她也来她也是来帮忙的", "她也是来帮忙的", "he may just go"),
        offers("因为钱因为名他什么都做", "因为名他什么都做", "it may be a list"),
        changes("所以你也可以所以排练可以提前", "所以排练可以提前"),
        changes("他把一号会议室好把二号会议室锁了", "他把二号会议室锁了"),
        changes("他们家下雨了下雨不关窗", "他们家下雨不关窗"),
        changes("她也当然她也没生气", "当然她也没生气"),
        changes("这里有一我们公司的仓库", "这里有我们公司的仓库"),
        changes("药的话你吃几你吃一片就够", "药的话你吃一片就够"),
        keeps("大家结婚的结婚出国的出国了", why="each something else"),
        keeps("他给了他给的东西", why="what he gave"),
        keeps("如图三我们可以看到", why="a label"),
        keeps("我不去，一我没钱，二我没时间", why="firstly and secondly"),
        keeps("我就说我就知道", why="what is said"),
        keeps("吃饭然后睡觉然后上班", why="from deed to deed"),
        keeps("别把书弄脏把笔弄丢", why="把 and its verb"),
        keeps("修手表的手表店", why="a noun with 的"),
        keeps("大一那年我第一次坐船", why="a year of study"),
        keeps("他们结婚了结婚了", why="said twice to cheer"),
        keeps("坚持改革坚持开放坚持创新", why="parallel"),
        keeps("人不犯我我不犯人", why="an object, then a subject"),
        keeps("我看了又看", why="again and again"),
        keeps("这是给孕妇接生的接生员", why="what she does, and what she is"),
    ),
)
