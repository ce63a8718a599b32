"""Drop a noun, time or pronoun that was taken back for another of its class: 送给小王，不对，小李.

Leaves alone: weak terms (不是, 应该是), words of different classes.
"""

from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.rule import Rule, changes, keeps
from cleaner.rules.repair._terms import Term, terms
from cleaner.view import View, Word

_CLASSES = {
    "n": "n",
    "nr": "nr",
    "nrt": "nr",
    "ns": "ns",
    "nt": "n",
    "nz": "n",
    "t": "t",
    "r": "r",
    "s": "ns",
    "f": "f",
    "eng": "eng",
}

_KIN = frozenset(char * 2 for char in "爸妈爷奶哥姐弟妹叔伯舅姑姨公婆")
_TAIL = 2  # words after the one that was changed: 左边|那|张


def find(view: View) -> Iterator[Finding]:
    """Every word before a strong editing term that is followed by one of its class."""
    for term in terms(view):
        before, after = view.word_before(term.start), view.word_at(term.end)
        if before is None or after is None or before.start < term.left:
            continue
        if term.weak and not (term.word == "不是" and before.tag == after.tag == "t"):
            continue  # 去年，不是，前年
        start = _taken_back(view, term, before, after)
        if start is not None:
            yield Finding(start, term.end, "", f"taken back with {term.word}", Safety.LIKELY)


def _class(word: Word) -> str | None:
    """Its class; jieba's dictionary has 哥哥 for a place."""
    return "n" if word.folded in _KIN else _CLASSES.get(word.tag)


def _taken_back(view: View, term: Term, before: Word, after: Word) -> int | None:
    """Where the word of the same class begins: the last one, or the one before what follows both of them too."""
    kind = _class(after)
    word: Word | None = before
    for _ in range(_TAIL + 1):
        if kind is None or word is None or word.start < term.left:
            break
        tail = view.folded[word.end : term.start]
        if view.folded.startswith(tail, after.end) and word.folded != after.folded and _class(word) == kind:
            prior = view.word_before(word.start)
            whole = prior is not None and prior.end == word.start and prior.start >= term.left
            if whole and prior is not None and prior.tag[:1] in ("n", "x") and after.folded.endswith(word.folded):
                return prior.start  # 产品|经理，不对，项目经理
            return word.start
        word = view.word_before(word.start)
    # 组长，哦不，副组长: whatever jieba's dictionary takes the one and the other for
    longer = len(before.folded) > 1 and after.folded != before.folded and after.folded.endswith(before.folded)
    return before.start if longer else None


RULE = Rule(
    find=find,
    tells=3,
    cases=(
        changes("他去了北京，不对，上海", "他去了上海"),
        changes("我们昨天，说错了，今天开会", "我们今天开会"),
        changes("左边那张，不对，右边那张是我画的", "右边那张是我画的"),
        changes("产品经理，不对，项目经理来讲", "项目经理来讲", "all of the name goes"),
        changes("她弟弟，不对，哥哥开的车", "她哥哥开的车"),
        changes("他是队长，哦不，副队长", "他是副队长"),
        changes("我们昨天，不是，前天交的稿", "我们前天交的稿"),
        keeps("他去了北京，不是上海", why="不是 denies"),
        keeps("他去了北京，不对，没去", why="another class"),
    ),
)
