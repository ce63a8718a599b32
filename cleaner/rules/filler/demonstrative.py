"""Drop a demonstrative that points at nothing: 那个 and 这个 while the speaker looks for words; 那种 at `thorough`.

Leaves alone: one that points (那个红色的, 这个问题, 我选这个), a noun's (那个时候).
Evidence: 那个 before a pronoun (这个 among them) 88 %, between commas or before a hesitation 100 %, before a noun
23 % in dialogue and 69 % in monologue; 这个 10 % before a noun in dialogue, 39 % in monologue; 那种 between a verb and
a thing 67 % in monologue.
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.grammar.clauses import first_word, is_lone, is_quoted, last_word, rest_of_clause
from cleaner.grammar.word_classes import PERSON_WORDS
from cleaner.language.dictionary import tag
from cleaner.rule import Rule, changes, keeps
from cleaner.rules.filler._marker import drop
from cleaner.view import View, Word

_MARKER = re.compile("那个(?:那个)*|这个(?:这个)*|那种")
_HESITATIONS = frozenset("嗯呃恩")
# What points is the object of these: 把那个嗯箱子.
_POINTING = frozenset({"把", "被", "给", "用", "了", "过", "选", "要", "喜欢"})
_CONJUNCTIONS = frozenset(
    {
        "因为",
        "所以",
        "但是",
        "如果",
        "首先",
        "其次",
        "然后",
        "而且",
        "不过",
        "虽然",
        "还有",
        "比如",
        "比如说",
        "第一",
        "第二",
        "第三",
    }
)
_AGAIN = re.compile(",[那这]个,")
# What one says before one asks or goes on: it points at nothing.
_ADDRESSES = re.compile(
    "请问|麻烦(?:您|大家|各位)|不好意思|对不起|我(?:想|先)?(?:问|请教|说|补充|插)一(?:下|句)|我想(?:问|请教|补充)"
)
_DEMONSTRATIVES = frozenset({"这个", "那个", "这些", "那些", "这", "那"})
_NOUNS = frozenset(
    {"时候", "时期", "时代", "年代", "年龄", "年纪", "地方", "人", "样子", "样", "问题", "方向", "意思", "领域"}
    | {"行业", "专业", "方法", "办法", "环境", "世界", "过程", "前提", "角色", "事实", "人物", "方面", "世纪", "社会"}
)
_KINDS = frozenset({"活动", "情况", "感觉", "状态", "形象", "东西", "事", "事情", "人"})
_ADVERBS = frozenset("就也都又")
_DEGREES = frozenset({"比较", "非常", "特别", "有点", "很", "更", "最", "挺"})
_EXTENTS = frozenset("代期段度龄层级时份")
_PLACED = frozenset("里上下边面头中间")
_VERBAL = frozenset({"在", "去", "来", "把", "被", "跟", "从", "会", "想", "让", "给", "也", "都", "就"})


def find(view: View) -> Iterator[Finding]:
    """Every 那个 and 这个 that a speaker filled a pause with."""
    for found in view.finditer(_MARKER):
        start, end = found.span()
        if not view.is_words(start, end) or is_quoted(view, start, end):
            continue
        safety = _kind(view, start, end) if found.group() == "那种" else _safety(view, start, end, found.group())
        if safety is not None:
            yield drop(view, start, end, f"demonstrative {found.group()} that points at nothing", safety)


def _safety(view: View, start: int, end: int, marker: str) -> Safety | None:
    if _is_doubled(view, start, end, marker):
        return Safety.LIKELY
    marker = marker[:2]
    if is_lone(view, start, end):
        return Safety.LIKELY
    before, after = last_word(view, start), first_word(view, end)
    left = before.folded if before else ""
    if after is None:
        placed = before is not None and view.before(before.start) in _PLACED  # 抽屉里的那个
        return Safety.LIKELY if marker == "那个" and left == "的" and view.after(end) == "," and not placed else None
    if after.folded[0] in _HESITATIONS and len(set(after.folded)) == 1:
        return Safety.UNSURE if left in _POINTING else Safety.LIKELY
    if _is_likely(view, left, after, marker) or (marker == "那个" and _is_between(view, before, after)):
        return Safety.LIKELY
    return Safety.UNSURE if _is_unsure(view, left, before, after, marker) else None


def _is_doubled(view: View, start: int, end: int, marker: str) -> bool:
    """Whether it is said twice, and neither a noun before it nor one after it is what it points at."""
    if _AGAIN.match(view.folded, end) and view.folded.startswith(marker[:2], end + 1):
        return True  # 负责那个，那个，排版
    if len(marker) == 2:
        return False
    before, after = last_word(view, start), first_word(view, end)
    if after is None or (before is not None and tag(before.folded[-1])[:1] in "vp"):
        return False
    return after.tag[:1] in "rtpc" or (after.tag == "v" and after.folded in _VERBAL)


def _kind(view: View, start: int, end: int) -> Safety | None:
    """那种 before a thing that one sees or goes to: 在那种仓库里."""
    before, after = last_word(view, start), first_word(view, end)
    if before is None or after is None or before.tag[:1] not in "vpt" or after.tag[:1] != "n":
        return None
    return None if after.folded in _NOUNS | _KINDS else Safety.UNSURE


def _is_likely(view: View, left: str, after: Word, marker: str) -> bool:
    """Before a conjunction or an ordinal; between a person and what that one does."""
    if after.folded in _CONJUNCTIONS or (
        after.folded[0] == "第" and (len(after.folded) > 2 or view.after(after.end).isalnum())
    ):
        return True
    if after.folded in _DEMONSTRATIVES and not left:  # the second one points
        following = view.after(after.end)
        return following.isalnum() and following not in "的都也一"
    if marker != "那个":
        return False
    if not left and _ADDRESSES.match(view.folded, after.start):
        return True
    return left in PERSON_WORDS and after.folded in _VERBAL


def _is_between(view: View, before: Word | None, after: Word) -> bool:
    """A 那个 that has no noun to point at: 比较那个有意思, 觉得那个我们, 一张那个就是."""
    if before is None:
        return False
    if before.folded in _DEGREES:
        return after.tag[:1] in "avl"
    if after.folded in PERSON_WORDS:  # 喜欢那个你送的花: what follows tells which
        return before.tag[:1] in "vp" and "的" not in rest_of_clause(view, after.end)
    if before.folded in _ADVERBS:  # 他就那个去了
        who = last_word(view, before.start)
        return who is not None and who.folded in PERSON_WORDS and after.folded in _VERBAL - _ADVERBS
    if after.folded == "就是":
        return before.tag[:1] in "mq" or before.folded in ("过", "了")
    return False


def _is_unsure(view: View, left: str, before: Word | None, after: Word, marker: str) -> bool:
    """Where monologues are smoothed: anywhere within a clause but before what one points at."""
    if view.folded.startswith("的", after.end) and view.closes_clause(after.end + 1):  # 那个红色的
        return False
    if after.folded in _NOUNS or after.folded in ("是", "的", "就", "也", "都") or after.folded[0] in "时地人":
        return False
    if after.folded in ("什么", "谁", "啥"):
        return False
    if after.folded == "就是":
        return marker == "那个" and not view.opens_clause(after.start - 2)
    if before is not None and before.tag[:1] in "vp" and after.tag[:1] in "daz":  # 觉得这个很好
        return False
    noun = after.tag[:1] == "n"
    if marker == "那个":
        if after.folded in PERSON_WORDS and "的" in rest_of_clause(view, after.end):  # 那个你送的杯子
            return False
        if left in PERSON_WORDS and after.folded[-1] in _EXTENTS:
            return False
        return not (noun and view.folded.startswith("的是", after.end))
    if before is None:  # at a sentence's beginning it points at what was said before
        return view.before(after.start - 2) in ",、" and after.tag[:1] in "nvlp"
    return not noun or before.tag[:1] in "uydecmvp"


RULE = Rule(
    find=find,
    cases=(
        changes("那个这个系统昨天上线了。", "这个系统昨天上线了。", "the second one points"),
        keeps("红的不要，抽屉里的那个，先给我", why="which one"),
        keeps("这个那个的说了一大堆。", "one thing and another"),
        changes("我那个在上海工作。", "我在上海工作。", "between a person and what that one does"),
        changes("我们做那个呃市场分析。", "我们做呃市场分析。", "the hesitation is another rule's"),
        changes("这个，各位下午好。", "各位下午好。"),
        changes("所以，那个，我们换了供应商。", "所以，我们换了供应商。"),
        changes("我们那个那个昨天去看了场地。", "我们昨天去看了场地。", "said twice"),
        changes("她负责那个，那个，排版。", "她负责排版。", "said twice"),
        changes("那个麻烦您签一下字。", "麻烦您签一下字。"),
        changes("她就那个去仓库找了。", "她就去仓库找了。"),
        changes("那个第二点是成本。", "第二点是成本。"),
        changes("当时那个我们团队很小。", "当时我们团队很小。"),
        changes("这一页我觉得那个我们可以删掉。", "这一页我觉得我们可以删掉。"),
        changes("这本书比较那个有意思。", "这本书比较有意思。"),
        changes("他画了一张那个就是封面图。", "他画了一张就是封面图。"),
        changes("他那个校长亲自来了。", "他校长亲自来了。"),
        changes("我们在那种仓库里排练。", "我们在仓库里排练。"),
        keeps("我喜欢那种感觉。", why="it points at what was said"),
        keeps("他那个年龄还不懂。", why="a stage of life"),
        keeps("我喜欢那个你送的杯子。", why="what follows tells which"),
        keeps("那个红色的是我的。", why="it points"),
        keeps("这个问题很好。", why="it points"),
        keeps("我选这个。", why="it points"),
        keeps("那个时候我们只有三个人。", why="a time"),
    ),
)
