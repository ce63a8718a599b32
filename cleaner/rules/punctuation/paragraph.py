"""Begin a paragraph where a speaker announces the next topic (接下来看实验, 最后说不足), in talk that has none.

Only in a text without times that is one long line of sentences: 150 letters, at least one of which speaks of the
speaker or the hearers. Both paragraphs are left with 40 letters, and a question keeps its answer.
Leaves alone: a text that has lines; written prose; items that follow one another (第一，…。第二，…。); what is quoted.
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.rule import WHOLE, Rule, changes, keeps
from cleaner.rules.punctuation._stretches import is_speech, letters
from cleaner.view import View

_TOPIC = re.compile(
    r"(?:[。!?]|(?<=[a-z])\.)[ ]*(?=(?:好的?,?|嗯,?|那么?,?|然后,?)*(?:"
    r"(?:(?:接下来|下面|首先|最后|另外)(?:呢|啊)?,?(?:我们?|咱们?|请?大家)?(?:再|就|先|来|想)?"
    r"(?:[看讲说谈]|介绍|汇报|分享|演示|聊|做|炒|进入|是(?!因|不|否)))|"
    r"(?:我们?|咱们?)?[先再]来?[看讲说谈](?!了|过|着|不|一点|下去)|"
    r"第[二三四五六七八九十][个点件部步](?:分|项目|问题|方面|事)?是|第[一二三四五六七八九十]是|"
    r"以上就?是|(?:那|那么)?怎么办呢|(?:所以)?从那以后|"
    r"(?:我的|那我的|那么我的)(?:问题|结论|建议|不足|体会|第[一二三四五]个)))"
)
_QUOTES = "“”「」《》"
_SPOKEN = re.compile("[我咱你您]|大家|各位")
_TEXT = 150  # letters
_PARAGRAPH = 40  # letters


def find(view: View) -> Iterator[Finding]:
    """Every sentence of a text in one line that announces a topic."""
    folded = view.folded.rstrip()
    if view.transcript.segments or "\n" in folded or not (view.is_head and view.is_tail):
        return
    if letters(folded) < _TEXT or not (_SPOKEN.search(folded) and is_speech(folded)):
        return
    begun = 0
    for match in _TOPIC.finditer(folded):
        at = match.end()
        if match.group()[0] == "?" or folded.count("“", 0, at) != folded.count("”", 0, at):
            continue
        if letters(folded[begun:at]) >= _PARAGRAPH <= letters(folded[at:]):
            yield Finding(match.start() + 1, at, "\n", "a topic is announced", Safety.LIKELY)
            begun = at


_HEAD = (
    "各位老师好，我是应聘语文教师的周宁，在镇上的中学教了三年书。当时学校里没有图书馆，我就把自己的书搬到教室后面，"
    "让孩子们随便拿。一个学期下来，有十七个人养成了每天看书的习惯，家长们也都说好。"
)
_TAIL = (
    "比如我的板书写得太快，后排的同学常常看不清楚，我还在练。另外有的孩子不爱说话，我总是忘了去问他们是怎么想的，"
    "后来我准备了一个小本子，每天记两个人。希望有机会跟各位老师多学习，谢谢。"
)

RULE = Rule(
    find=find,
    reach=WHOLE,
    cases=(
        changes(f"{_HEAD}接下来说说我的不足。{_TAIL}", f"{_HEAD}\n接下来说说我的不足。{_TAIL}"),
        changes(f"{_HEAD}第二是我的不足。{_TAIL}", f"{_HEAD}\n第二是我的不足。{_TAIL}"),
        keeps(f"{_HEAD}\n接下来说说我的不足。{_TAIL}{_HEAD}最后说说打算。{_TAIL}", "it has paragraphs"),
        keeps(f"{_HEAD}再看了一遍教案。{_TAIL}", "no announcement"),
        keeps(f"{_HEAD}有人问：“您是怎么想的？接下来说说您的不足。”{_TAIL}", "quoted"),
        keeps(f"您先说哪一个？先说说您的不足。{_TAIL}{_HEAD}", "an answer"),
        keeps(
            "长江发源于青藏高原，是中国最长的河流，流经十一个省市，最后注入东海，古人称它为江水或大江。流域里的湖泊有很多，其中最大的是鄱阳湖。"
            "首先说上游的水能，上游的落差很大，是水电站最多的地方，也是鱼类最多的地方，到了冬天水就浅了，船是过不去的。"
            "最后说航运，中下游的河道很宽，大船可以从海口一直到武汉，每年的货物都在增加，已经是世界上最忙的内河了，两岸的城市也都是因为它才兴起的。",
            "nobody speaks",
        ),
        keeps(f"各位好，我是周宁。接下来说说我的不足。{_TAIL}{_HEAD}", "a greeting is no paragraph"),
        keeps(f"{_TAIL}{_HEAD}以上就是我的介绍，谢谢各位老师。", "nor is a farewell"),
        keeps("先看背景。传统的方法很慢，一天只能做十张。再看方法。我们换了模型，用了新数据。", "a short text"),
    ),
)
