"""Write the marks that blanks stand for, in speech that was written with a blank wherever the speaker paused.

Only in a line without any mark: six blanks between hanzi and 40 letters, in pieces of different lengths that are
clauses. A blank becomes a comma, or ends a sentence where it is long by then and what follows opens another one; a
pause within a clause leaves nothing.
Leaves alone: lines with marks; lists of names, verse, what is spelt out; speech with times, whose pauses tell more.
"""

import re
from collections.abc import Iterator
from statistics import mean

from cleaner.edits import Finding
from cleaner.rule import LINE, Rule, changes, keeps
from cleaner.rules.punctuation._places import HANZI
from cleaner.rules.punctuation._sentences import Gap, divided
from cleaner.rules.punctuation._stretches import is_speech, letters
from cleaner.view import View

_LINE = re.compile(r"[^\n]+")
_BLANK = re.compile(rf" +(?<=[{HANZI}] )(?=[{HANZI}])")
_MARKS = re.compile(r"[、。!?;:…—“”\"「」《》|]|,(?!\d)")
_LEAST = 40  # letters
_BLANKS = 6
_CLAUSE = 4, 16  # letters of a piece, on the average
_LENGTHS = 4  # different ones: verse has one or two


def find(view: View) -> Iterator[Finding]:
    """Every blank of a line that has nothing else."""
    if view.transcript.segments:
        return
    for low, high in view.fresh:
        for line in _LINE.finditer(view.folded, low, high):
            start, end = line.span()
            if _MARKS.search(line.group()):
                continue
            gaps = [Gap(*blank.span()) for blank in _BLANK.finditer(view.folded, start, end)]
            if len(gaps) >= _BLANKS and _is_paused(line.group()):
                yield from divided(view, start, end, gaps, "a pause that was written as a blank")


def _is_paused(line: str) -> bool:
    """Whether what lies between the blanks of a folded line are clauses of speech."""
    pieces = [len(piece) for piece in line.split()]
    return (
        letters(line) >= _LEAST
        and _CLAUSE[0] <= mean(pieces) <= _CLAUSE[1]
        and len(set(pieces)) >= _LENGTHS
        and is_speech(line)
    )


RULE = Rule(
    find=find,
    reach=LINE,
    cases=(
        changes(
            "各位同学 请跟我来 这里是我们学校最老的一栋楼 已经有八十年了 现在一楼是校史馆 里面有很多老照片 "
            "大家可以慢慢看 然后我们去操场",
            "各位同学，请跟我来，这里是我们学校最老的一栋楼，已经有八十年了。现在一楼是校史馆，里面有很多老照片，"
            "大家可以慢慢看，然后我们去操场",
        ),
        changes(
            "你们知道这栋楼为什么是红的吗 因为 当年的砖厂就在河的对面 烧出来的砖都是红的 "
            "我们看一下门口 那块石头是后来才搬来的 "
            "上面刻了字",
            "你们知道这栋楼为什么是红的吗？因为当年的砖厂就在河的对面，烧出来的砖都是红的，我们看一下门口，"
            "那块石头是后来才搬来的，上面刻了字",
            "a question; a pause within a clause",
        ),
        keeps(
            "各位同学，请跟我来 这里是我们学校最老的一栋楼 已经有八十年了 现在一楼是校史馆 里面有很多老照片 "
            "大家可以慢慢看",
            "it has a mark",
        ),
        keeps(
            "赵小明 钱多多 孙悦 李想 周到 吴越人 郑重 王一平 冯程程 陈词 褚遂 卫东 蒋山青 沈从 韩非烟 杨柳 朱砂",
            "names",
        ),
        keeps(
            "我在山的这边看着云 你在海的那边等着风 我们说了很多年的话 他们听了很多年的歌 就这样过了一个春天 "
            "就这样到了一个冬天 我还在山的这边等你 你还在海的那边等我",
            "verse",
        ),
        keeps("这里是我们的校史馆 有很多老照片 大家可以看 我们去操场 那是新的 好了 走吧", "short"),
        keeps(
            "这里是我们学校最老的一栋楼 已经有八十年了 里面有很多老照片 大家可以慢慢看一下 然后我们去后面的操场", "few"
        ),
        keeps(
            "我 们 今 天 要 说 的 是 这 个 学 期 的 安 排 你 们 都 听 到 了 吗 "
            "那 就 好 我 们 现 在 就 来 看 看 吧 谢 谢 大 家",
            "spelt",
        ),
        keeps(
            "红烧排骨 清蒸鲈鱼 宫保鸡丁 西红柿炒鸡蛋 鱼香肉丝 酸菜粉丝汤 糖醋里脊 青椒炒土豆丝 麻婆豆腐 米饭",
            "no speech",
        ),
    ),
)
