"""Drop a phrase that stands twice, whole or broken off: 她写的她写的, 那个地那个地方, 愿不愿不愿意.

Leaves alone: 走着走着, 一个一个地, 很久很久, a whole clause said twice (知道了知道了，).
"""

from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.grammar.reduplication import doubles_lawfully
from cleaner.grammar.verse import is_classical
from cleaner.grammar.word_classes import function_characters, is_number
from cleaner.language.dictionary import tag
from cleaner.rule import Rule, changes, keeps
from cleaner.rules.repetition._placed import Placed, placed_runs
from cleaner.view import View

# Nouns that nothing else has: 开会的时候的时候.
_NOBODYS = frozenset({"时候", "话"})


def find(view: View) -> Iterator[Finding]:
    """Every doubled phrase."""
    for run in placed_runs(view):
        word = view.word_at(run.start)
        if word is None or word.end >= run.start + len(run.unit):
            continue
        if is_number(run.unit) or (run.whole and doubles_lawfully(view, run.start, run.end, run.unit)):
            continue
        if run.unit[-1] in "说想" and view.folded[run.end : run.end + 1] == "得":
            continue  # 她说她说得对
        if _is_chain(view, run) or _is_paired(run) or is_classical(view, run.start, run.end):
            continue
        yield Finding(run.start, run.last, "", f"said {run.times} times: {run.unit}", Safety.LIKELY)


def _is_paired(run: Placed) -> bool:
    """Whether two things are said at once, of which one begins as the other: 又高又高傲."""
    unit = run.unit
    return not run.whole and len(unit) == 2 and unit[0] in "又边" and unit[1] not in function_characters()


def _is_chain(view: View, run: Placed) -> bool:
    """Whether one thing is another's: 我的朋友的朋友, 朋友的朋友的朋友."""
    unit = run.unit
    owner = unit[:-1] if unit[-1] == "的" else unit[1:]
    if "的" not in (unit[0], unit[-1]) or not owner or owner in _NOBODYS or tag(owner)[:1] != "n":
        return False
    return unit[0] == "的" or view.folded.startswith(owner, run.end)


RULE = Rule(
    find=find,
    cases=(
        changes("她写的她写的是一封信", "她写的是一封信"),
        changes("那个地那个地方远吗", "那个地方远吗", "broken off inside a word"),
        changes("你愿不愿不愿意明天来", "你愿不愿意明天来"),
        changes("我还我还和他看过", "我还和他看过"),
        changes("院里有很老的很老的槐树", "院里有很老的槐树"),
        changes("仓库里一共有一共有九个货架", "仓库里一共有九个货架", "it counts nothing"),
        keeps("她说她说得对", why="what she says of herself"),
        changes("我在想要不要去要不要去找她", "我在想要不要去找她", "where jieba sees 想要"),
        keeps("很长很长的路", why="stress"),
        keeps("孩子们大口大口地吃着西瓜", why="how much at a time"),
        keeps("她又高又高傲", why="又 A 又 B"),
        changes("换班的时候的时候要签字", "换班的时候要签字", "nothing is a time's"),
        keeps("他是我的同事的同事", why="whose colleague"),
        keeps("同学的同学的同学", why="whose"),
        keeps("走着走着就忘了", why="while walking"),
        keeps("很久很久以前", why="stress"),
        keeps("知道了知道了，我马上来", why="an answer"),
        keeps("店主笑着说：“不急不急，你慢慢挑。”", why="an answer that is quoted"),
        keeps("转啊转啊就晕了", why="on and on"),
        keeps("他扑通扑通跳下水", why="a sound"),
        keeps("日子一天一天地过", why="one after the other"),
        keeps("说着说着就哭了", why="while saying so"),
        keeps("我们一个战役一个战役地打", why="one after the other"),
        keeps("他就一个村子一个村子去找", why="one after the other"),
        keeps("布啦布啦讲了很多", why="and so on"),
        keeps("我在哔哩哔哩上看的", why="a brand"),
    ),
)
