"""Drop a modal particle that only marks a topic or softens an end: 呢 啊 嘛 吧 啦 呀 喽.

At `standard` only 呢 after the topic of a clause (后来呢，; 她呢已经…); at `thorough` all of them, also at the end.
Leaves alone: 吗, which makes the question; 呢 of a question without a question word (你的呢？); 对吧 是吧 好吧; a
character of a word (网吧, 干嘛); one between two copies (走啊走).
Evidence: 呢 within a sentence 98 % in monologue, 68 % in dialogue; at the end 95 to 98 % in monologue, 10 to 26 % in
dialogue.
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.grammar.clauses import clause_before, has_word, is_quoted, last_word, rest_of_clause, sentence_before
from cleaner.rule import Rule, changes, keeps
from cleaner.rules.filler._marker import drop, is_lexical
from cleaner.view import CLAUSE_ENDS, SENTENCE_ENDS, View, Word

_PARTICLE = re.compile("[呢啊嘛吧啦呀喽呐][呢啊嘛吧啦呀喽呐]*")
_QUESTION_WORDS = re.compile(
    "什么|怎|谁|哪|几|多少|何|为啥|干嘛|还是|是不|有不|能不|会不|要不|好不|是没|有没|能没|会没"
)
_PREDICATE = frozenset("是有还才正了着得")
_NOT_LAST = frozenset("的吗")
_ANSWERS = frozenset({"对", "是", "好", "行", "走", "来", "可以", "好的", "是的", "ok"})


def find(view: View) -> Iterator[Finding]:
    """Every particle after a word, with what the level must be to drop it."""
    for found in view.finditer(_PARTICLE):
        start, end = found.span()
        if not view.is_words(start, end) or is_lexical(view, start) or is_quoted(view, start, end):
            continue
        before = last_word(view, start)
        if before is None or _is_answer(view, before, start, end):
            continue
        particle = found.group()
        after = view.after(end)
        if view.folded.endswith(("怎么说", "怎么讲"), 0, start):  # 怎么说呢 goes whole or stays whole
            continue
        if after == "!":
            continue
        if after == "?" and particle[-1] in "呢吧" and (not _is_asked(view, start) or before.folded == "怎么办"):
            continue
        topic = after not in SENTENCE_ENDS and _marks_topic(view, particle, before, end) and not _is_asked(view, start)
        safety = Safety.LIKELY if topic else Safety.UNSURE
        if after in CLAUSE_ENDS:  # the comma after a particle is the clause's own
            yield Finding(start, end, "", f"particle {particle}", safety)
        else:
            yield drop(view, start, end, f"particle {particle}", safety)


def _is_answer(view: View, before: Word, start: int, end: int) -> bool:
    """Whether it is an answer's, stands between two copies (走啊走), or is not the last of its kind."""
    if before.folded in _ANSWERS and view.opens_clause(before.start):
        return True
    copied = (view.folded[end : end + 1], view.folded[max(0, start - 3) : max(0, start - 2)])
    return view.folded[start - 1] in copied or view.folded[end : end + 1] in _NOT_LAST


def _is_asked(view: View, start: int) -> bool:
    """Whether a question word stands before it in its sentence."""
    return _QUESTION_WORDS.search(sentence_before(view, start)) is not None


def _marks_topic(view: View, particle: str, before: Word, end: int) -> bool:
    """Whether it stands after a topic (a pronoun, a time, a conjunction), or runs into what is said of it."""
    runs_on = has_word(view, end)
    if "呢" not in particle:
        if not runs_on:
            return particle == "嘛" and before.tag[:1] == "r"
        # 苹果呀香蕉呀: where it comes again, it lists
        listed = particle[0] in rest_of_clause(view, end) or particle[0] in clause_before(view, before.start)
        tags = "rtnsfzl" if particle[0] == "嘛" else "rtnsf"
        return particle[0] in "嘛啦呀" and before.tag[:1] in tags and not listed
    if runs_on or before.tag[:1] in "rtcf":
        return True
    # 还有中国演员呢，: a noun that ends a predicate is no topic.
    return before.tag[:1] in "ns" and _PREDICATE.isdisjoint(clause_before(view, before.start))


RULE = Rule(
    find=find,
    cases=(
        changes("后来呢，我们换了方案。", "后来，我们换了方案。"),
        changes("她呢已经毕业了。", "她已经毕业了。"),
        changes("这个方案是最好的啦。", "这个方案是最好的。"),
        changes("我们先看这一页吧。", "我们先看这一页。"),
        changes("这个模块呢，已经上线了。", "这个模块，已经上线了。"),
        changes("下了班以后呀我们再商量。", "下了班以后我们再商量。"),
        changes("他嘛，一向如此。", "他，一向如此。"),
        keeps("这里的风景真美啊！", why="an exclamation"),
        keeps("他的电脑呢？", why="the particle is the question"),
        keeps("你的呢？", why="the particle is the question"),
        keeps("这样行吗？", why="it makes the question"),
        keeps("他在网吧干嘛？", why="part of a word"),
        keeps("好吧。", why="an answer"),
    ),
)
