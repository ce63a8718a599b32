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
from cleaner.rule import Rule, changes, keeps
from cleaner.rules.filler._marker import drop, is_quoted, last_word, next_word, sentence_before
from cleaner.view import CLAUSE_ENDS, SENTENCE_ENDS, View, Word
from cleaner.wordlist import entries

_PARTICLE = re.compile("[呢啊嘛吧啦呀喽呐]")
_QUESTION_WORDS = re.compile("什么|怎|谁|哪|几|多少|何|为啥|干嘛|还是|[是有能会要好]不|[是有能会]没")
_TOPIC_TAGS = ("r", "t", "c", "f")
_ANSWERS = frozenset({"对", "是", "好", "行", "走", "来", "可以", "好的", "是的", "ok"})


def find(view: View) -> Iterator[Finding]:
    """Every particle after a word, with what the level must be to drop it."""
    for found in _PARTICLE.finditer(view.folded):
        start, end = found.span()
        before = last_word(view, start)
        word = view.word_at(start)
        if before is None or word is None or word.end > end or word.start < start or is_quoted(view, start, end):
            continue
        if (
            _in_lexical(view, start)
            or (before.folded in _ANSWERS and view.opens_clause(before.start))
            or view.folded[end : end + 1] == view.folded[start - 1]
        ):
            continue
        if view.folded[end : end + 1] in ("的", *"呢嘛吧啦呀喽啊"):
            continue
        particle = found.group()
        after = view.after(end)
        question = bool(_QUESTION_WORDS.search(sentence_before(view, start)))
        if after in "?!" and particle in "呢吧" and not question:
            continue
        safety = Safety.UNSURE
        if after not in SENTENCE_ENDS and not question and _marks_topic(view, before, end, particle):
            safety = Safety.LIKELY
        if after in CLAUSE_ENDS:  # the comma after a particle is the clause's own
            yield Finding(start, end, "", f"particle {particle}", safety)
        else:
            yield drop(view, start, end, f"particle {particle}", safety)


def _marks_topic(view: View, before: Word, end: int, particle: str) -> bool:
    """Whether 呢 stands after a topic: a pronoun, a time, a conjunction; or runs into what is said of it."""
    after = next_word(view, end)
    if particle != "呢":
        return particle in "嘛啦" and after is not None and before.tag[:1] in "rtnsf"
    if before.folded in ("什么", "怎么", "谁", "哪", "怎么办", "如何", "为何"):
        return False
    return before.tag.startswith(_TOPIC_TAGS) or before.tag[:1] in "ns" or after is not None


def _in_lexical(view: View, at: int) -> bool:
    around = view.folded[max(0, at - 3) : at + 4]
    return any(word in around for word in entries("filler_lexical") if view.folded[at] in word)


RULE = Rule(
    find=find,
    cases=(
        changes("后来呢，我们换了方案。", "后来，我们换了方案。"),
        changes("她呢已经毕业了。", "她已经毕业了。"),
        changes("这个方案是最好的啦。", "这个方案是最好的。"),
        changes("我们先看这一页吧。", "我们先看这一页。"),
        keeps("你的呢？", why="the particle is the question"),
        keeps("这样行吗？", why="it makes the question"),
        keeps("他在网吧干嘛？", why="part of a word"),
        keeps("好吧。", why="an answer"),
    ),
)
