"""Drop a sequence word that orders nothing: 然后 before a conjunction, 那么 and 那 that only open a clause.

然后呢 is shortened to 然后. Leaves alone: a real sequence (先…，然后), 那么难, 那张表, and 然后呢？; below
`thorough` 如果…那么.
Evidence: 然后 before a conjunction 62 to 94 %, between a person and the verb 83 %, opening a sentence 38 to 59 %; 那么
opening a clause 90 % in monologue, 8 % in dialogue; 那 before a pronoun 50 to 69 %.
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.grammar.clauses import first_word, is_asked, is_conditional, is_lone, is_quoted, last_word, sentence_before
from cleaner.grammar.word_classes import PERSON_WORDS, is_word
from cleaner.rule import Rule, changes, keeps
from cleaner.rules.filler._marker import drop
from cleaner.view import SENTENCE_ENDS, View, Word

_MARKER = re.compile("然后(?:然后)*呢?|那么(?:那么)*呢?|那那*(?![么个些样种边时里会年天位次儿])")
_SO_MUCH = re.compile(r"那么\w{1,4},\Z")
_CONJUNCTIONS = frozenset({"所以", "但是", "而且", "如果", "并且", "不过", "虽然", "后来", "接着", "之后", "紧接着"})
_OPINIONS = frozenset({"觉得", "感觉", "认为"})
# What a real sequence goes on with.
_ORDERED = frozenset({"把", "将", "用", "拿", "再", "又", "我们", "他们"})
# What 那么 says how much of (那么多人), and what it may speak of the manner of (那么不好看, 那么对我).
_AMOUNTS = frozenset({"大", "点", "些", "一", "一个", "一点", "一些", "一点儿"})
_GRADED = frozenset({"不", "没", "没有", "对", "给", "跟"})
_GOES_ON = frozenset({"因为", "如果", "看来", "没有", "没", "正好", "这个", "当然", "肯定", "一定"})
# What a speaker announces.
_ANNOUNCED = frozenset({"今天", "接下来", "下面", "首先", "大家", "各位", "现在"})


def find(view: View) -> Iterator[Finding]:
    """Every 然后, 那么 and 那 that orders nothing."""
    for found in view.finditer(_MARKER):
        start, end = found.span()
        marker = found.group()
        if is_quoted(view, start, end):
            continue
        if marker.startswith("然后"):
            yield from _then(view, start, end)
        elif marker.startswith("那么") and view.folded[end : end + 1] not in ("早", "晚"):
            yield from _so(view, start, end)
        elif not marker.startswith("那么"):
            yield from _well(view, start, end)


def _then(view: View, start: int, end: int) -> Iterator[Finding]:
    if view.folded.startswith("来", end) and is_word(view.folded[max(start - 1, 0) : start + 1]):
        return  # 虽然|后来
    if view.after(end) in "?!" or "先" in sentence_before(view, start):
        return
    before, after = last_word(view, start), first_word(view, end)
    left = before.folded if before else ""
    long = view.folded[end - 1] == "呢"
    if left in PERSON_WORDS and after is not None:
        safety = Safety.LIKELY if long or after.folded in _CONJUNCTIONS else Safety.UNSURE
        yield drop(view, start, end, "然后 that orders nothing", safety)
    elif after is not None and left in _OPINIONS:
        yield drop(view, start, end, "然后 that orders nothing", Safety.LIKELY)
    elif after is not None and not long and (after.folded in _CONJUNCTIONS or _gives_reason(view, start, after)):
        yield drop(view, start, end, "然后 before another conjunction", Safety.LIKELY)
    elif long:
        comma = view.folded[end : end + 1] in (",", "、") and view.opens_clause(start)
        if after is not None or comma:
            yield Finding(end - 1, end + comma, "", "呢 after 然后", Safety.LIKELY)
    elif _is_loose(view, start, end, before, after):
        yield drop(view, start, end, "然后 that orders nothing", Safety.UNSURE)


def _gives_reason(view: View, start: int, after: Word) -> bool:
    """Whether a sentence begins with it and its reason: within one, the reason may be another deed's."""
    return after.folded == "因为" and view.before(start) in SENTENCE_ENDS


def _is_loose(view: View, start: int, end: int, before: Word | None, after: Word | None) -> bool:
    """Whether it opens a clause, or runs from a noun into what is said: 看小说然后不写作业."""
    if view.opens_clause(start):
        return after.folded not in _ORDERED if after else view.after(end) == ","
    return before is not None and before.tag[:1] == "n" and after is not None and after.tag[:1] in "vda"


def _so(view: View, start: int, end: int) -> Iterator[Finding]:
    if not view.opens_clause(start):
        yield from _so_within(view, start, end)
        return
    if _SO_MUCH.search(sentence_before(view, start)):
        return  # 那么投入，那么动情
    if is_conditional(view, start):
        if first_word(view, end) is not None and view.folded[end - 1] == "么":
            yield drop(view, start, end, "那么 after a condition that 如果 marks", Safety.UNSURE)
        return
    if is_lone(view, start, end):
        announced = first_word(view, end + 1)
        likely = announced is not None and announced.folded in _ANNOUNCED and view.before(start) in SENTENCE_ENDS
        yield drop(view, start, end, "那么 that concludes nothing", Safety.LIKELY if likely else Safety.UNSURE)
        return
    after = first_word(view, end)
    if after is None or view.folded[end - 1] != "么":
        return
    if (
        len(after.folded) == 1
        and after.tag[:1] not in ("r", "v", "n")
        and view.folded[after.end : after.end + 1] == "的"
    ):
        return  # 那么热的天
    if after.tag[:1] == "m" and after.folded not in _AMOUNTS and after.folded[0] not in "多少":  # 那么三个班都
        yield drop(view, start, end, "那么 that concludes nothing", Safety.UNSURE)
    elif after.tag[:1] not in "azm":
        # Before a verb it may be a degree (那么爱你的人); in a question, and before what points back, a conclusion.
        likely = after.tag[:1] in "rntdpcsf" and after.folded[0] not in "这那" and not is_asked(view, end)
        yield drop(view, start, end, "那么 that concludes nothing", Safety.LIKELY if likely else Safety.UNSURE)


def _so_within(view: View, start: int, end: int) -> Iterator[Finding]:
    """Within a clause: before what has neither degree nor manner (那么就, not 那么对我)."""
    after = first_word(view, end)
    if after is not None and after.tag[:1] in "pcd" and after.folded not in _GRADED and view.is_words(start, end):
        yield drop(view, start, end, "那么 that concludes nothing", Safety.UNSURE)


def _well(view: View, start: int, end: int) -> Iterator[Finding]:
    if not view.is_words(start, end) or not view.opens_clause(start) or is_conditional(view, start):
        return
    if is_lone(view, start, end):
        yield drop(view, start, end, "那 that points at nothing", Safety.LIKELY)
        return
    after = first_word(view, end)
    if after is None:
        return
    if after.folded in ("然后", "接下来") and view.before(start) in SENTENCE_ENDS:
        yield drop(view, start, end, "那 before another conjunction", Safety.LIKELY)
    elif after.folded in PERSON_WORDS or after.folded in _GOES_ON or after.tag[:1] == "t":
        yield drop(view, start, end, "那 that concludes nothing", Safety.UNSURE)


RULE = Rule(
    find=find,
    cases=(
        changes("然后所以我们换了方案。", "所以我们换了方案。", "another conjunction follows"),
        changes("我觉得然后这一段可以删。", "我觉得这一段可以删。"),
        changes("我们然后呢又试了一次。", "我们又试了一次。"),
        changes("那么，今天我来讲三点。", "今天我来讲三点。"),
        changes("那么我们部门去年换了系统。", "我们部门去年换了系统。"),
        changes("那，我们开始吧。", "我们开始吧。"),
        changes("那么三个班都要参加。", "三个班都要参加。"),
        changes("后来我们那么就换了一家。", "后来我们就换了一家。"),
        changes("雨下得很大，那现在只能等。", "雨下得很大，现在只能等。"),
        changes("然后因为那天停电，排练就取消了。", "因为那天停电，排练就取消了。"),
        keeps("那么多人都来了。", why="an amount"),
        keeps("看起来那么不自然。", why="a degree"),
        keeps("他那么对我，我很难过。", why="a manner"),
        keeps("先看图，然后看表。", why="a real sequence"),
        keeps("先看图。然后用尺子量。", why="a real sequence"),
        keeps("然后呢？", why="a question"),
        keeps("没有那么难。", why="a degree"),
        keeps("他讲得那么投入，那么动情。", why="a degree, twice"),
        keeps("饭馆那么早就关门了。", why="a degree"),
        keeps("路上虽然后来通了车，还是慢。", why="two words that meet"),
        changes("如果停电，那么备用电源会启动。", "如果停电，备用电源会启动。", "如果 marks the condition"),
        changes("他每天在家看小说然后不写作业。", "他每天在家看小说不写作业。"),
        keeps("那张表是去年的。", why="it points"),
    ),
)
