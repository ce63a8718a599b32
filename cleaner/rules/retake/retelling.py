"""Drop the earlier of two tellings of the same sentences, said again in nearly the same words, with its cue.

What only the earlier telling says (a number, a name, a negation, a clause) must not vanish: then it is only offered.
Leaves alone: lists (第一, 第二), summaries, refrains, sentences of one frame with other words in it. What is asked or
exclaimed again may be rhetoric, and a question does not tell again what was stated: without a cue it is only offered.
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.rule import Rule, changes, keeps, offers
from cleaner.rules.retake._facts import only_earlier, reason
from cleaner.rules.retake._found import dropped
from cleaner.rules.retake._tellings import STRONG, Telling, tellings
from cleaner.rules.retake._units import REACH, units
from cleaner.view import View

_SURE = 0.55  # mean of what is found again, without a cue
_SURE_WITH_CUE = 0.40
# What holds under one condition and what holds under another are two things, and who quotes writes.
_SUPPOSED = re.compile("(?:[但而那]|那么)?(?:如果|若|假如|假设|要|当|在|作为|对于?)")
_QUOTED = frozenset('“”‘’「」『』"`()')
_AGAIN = re.compile(r"(又|再次|也|还是|仍|同样)(\w\w)")


def find(view: View) -> Iterator[Finding]:
    """Every run of sentences that is told again."""
    for within in view.fresh:
        texts = units(view, within)
        for told in tellings(view, within):
            earlier = texts[told.first].start, texts[told.last].end
            later = texts[told.again].start, texts[min(told.until + 1, len(texts) - 1)].end
            lost = only_earlier(view, earlier, later)
            if lost and told.first == told.last and told.score < STRONG and not told.cue:
                continue  # another sentence of the same words
            asked = not told.cue and (
                any(mark in view.folded[slice(*earlier)] for mark in "!?")
                or "?" in view.folded[later[0] : texts[told.until].end]
                or _happens_again(view.folded[slice(*earlier)], view.folded[slice(*later)])
            )
            alone = not told.cue and told.first == told.last
            other = alone and (
                not _begins_alike(view, texts[told.first].start, texts[told.again].start)
                or _SUPPOSED.match(view.folded, earlier[0]) is not None
                or not _QUOTED.isdisjoint(view.folded[slice(*earlier)])
            )
            sure = not lost and not asked and not other and _is_sure(told)
            safety = Safety.LIKELY if sure else Safety.ASK
            why = reason("told again below", lost)
            yield from dropped(view, within, told.first, told.last, told.again, why, safety)


def _happens_again(earlier: str, later: str) -> bool:
    """Whether the later says that it is so once more, or of another too: 又敲了敲门, 他们也很忙."""
    return any(match[1] not in earlier and match[2] in earlier for match in _AGAIN.finditer(later))


def _begins_alike(view: View, earlier: int, later: int) -> bool:
    """Whether two sentences begin with the same word, as one that is begun again does; else one explains the other."""
    word = view.word_at(earlier)
    return word is not None and view.folded.startswith(word.folded, later)


def _is_sure(told: Telling) -> bool:
    gap = told.again - told.last - 1
    if told.cue:
        return told.score >= _SURE_WITH_CUE
    return gap == 0 and told.score >= STRONG if told.first == told.last else gap <= 6 and told.score >= _SURE


RULE = Rule(
    find=find,
    reach=REACH,
    tells=0,
    cases=(
        changes(
            "这次活动最难的地方是人手不够。\n我们只有两个志愿者。\n不好意思，我重新说一下。\n"
            "这次活动最难的是人手不够，志愿者只有两个。\n后来学校派了人来。",
            "这次活动最难的是人手不够，志愿者只有两个。\n后来学校派了人来。",
            "a cue between",
        ),
        changes(
            "图书馆是一九九八年建成的，藏书有三十万册。图书馆是一九九八年建成的，现在藏书三十万册，座位也多。",
            "图书馆是一九九八年建成的，现在藏书三十万册，座位也多。",
            "no cue, and nothing is lost",
        ),
        changes(
            "咱们村的路灯天天傍晚六点亮，早上五点灭。电费由村里出。\n我们村的路灯每天傍晚六点亮，早上五点灭。电费由村里出。",
            "我们村的路灯每天傍晚六点亮，早上五点灭。电费由村里出。",
            "two words for the same",
        ),
        changes(
            "大坝一共修了六年，用了三千个工人。\n刚才没讲清楚，我再讲一遍。\n大坝修了六年，三千个工人一起干。",
            "大坝修了六年，三千个工人一起干。",
            "the cue says why",
        ),
        offers(
            "我妹妹喜欢收集树叶，家里有四大本。我妹妹最喜欢的就是收集各种树叶，家里已经有了四大本。",
            "我妹妹最喜欢的就是收集各种树叶，家里已经有了四大本。",
            "one sentence turned otherwise at once",
        ),
        keeps(
            "是是是，弟弟已经长高了。\n我先走了。\n抱歉，弟弟长高了就忘了这件事。",
            "an apology to somebody, for something else",
        ),
        keeps("我才没有这把钥匙。\n再说，这把钥匙也打不开门。", why="再说 is besides"),
        keeps("上半场我们队进了三个球，守得很稳。下半场我们队也进了三个球，守得不稳。", "the same words of another"),
        keeps(
            "水渠要从山腰绕过去。\n后来下雨停了工。\n我们重新来一遍。\n先把图纸铺开。\n再量地基。\n"
            "然后拉线。\n晚上我去山腰看了看水渠，星星很亮。",
            "long after the cue another thing is said",
        ),
        offers(
            "我们的图书馆是一九九八年建成的，藏书有三十万册。\n再来一遍。\n我们的图书馆建成以后，藏书是全省有名的。",
            "我们的图书馆建成以后，藏书是全省有名的。",
            "the year and the number stand only in the earlier telling",
        ),
        offers(
            "我们请工人来帮忙，每天多拍100张照片。\n再来一遍。\n我们请工人来帮忙，每天多拍照片，准了百分之七十。",
            "我们请工人来帮忙，每天多拍照片，准了百分之七十。",
            "a percentage is not the number 100",
        ),
        offers(
            "要是明天停电停水，我们怎么办呢？这个问题值得好好想一想。\n"
            "要是明天停电停水，我们又怎么办呢？这个问题值得大家想一想。",
            "要是明天停电停水，我们又怎么办呢？这个问题值得大家想一想。",
            "asked again, perhaps on purpose",
        ),
        offers(
            "对，每个小朋友分到两本画册。\n如果只剩一本画册，平均分给两个小朋友，每个小朋友分到几本画册？",
            "如果只剩一本画册，平均分给两个小朋友，每个小朋友分到几本画册？",
            "an answer, then another question",
        ),
        offers(
            "分数线下面的数字叫做分母，\n分数线上面的数字叫做分子，它表示我们取了其中的几份。",
            "分数线上面的数字叫做分子，它表示我们取了其中的几份。",
            "of its opposite",
        ),
        offers(
            "如果表格只有一行，就复制最左边的内容。如果表格有多行，就复制每一行最左边的内容。",
            "如果表格有多行，就复制每一行最左边的内容。",
            "two conditions",
        ),
        offers(
            "这就是我们三年来的经济规划。在这个经济规划里，三年来我们改了两次。",
            "在这个经济规划里，三年来我们改了两次。",
            "a sentence that explains the one before",
        ),
        offers(
            "小熊敲了敲门，里面没有人答应。\n小熊又敲了敲门，里面还是没有人答应。",
            "小熊又敲了敲门，里面还是没有人答应。",
            "it happens again",
        ),
        offers(
            "一号线的首班车是六点，末班车是十点。\n二号线的首班车是六点，末班车是十点半。",
            "二号线的首班车是六点，末班车是十点半。",
            "the first of its kind",
        ),
        keeps("他们的教室很干净，他们很热情。我们的教室很干净，我们很热情。", "another person"),
        offers(
            "刚才讲的是为什么要做，现在讲怎么做。\n刚才讲的是目标，现在讲路径。",
            "刚才讲的是目标，现在讲路径。",
            "what was asked is not in the later",
        ),
        keeps("第一个办法是少吃多动，每天走一万步。\n第二个办法是少吃多动，每天睡八小时。", "a list"),
        keeps("春天来了，花都开了，孩子们去放风筝。\n夏天来了，蝉都叫了，孩子们去玩泥巴。", "one frame, other words"),
        keeps("好的团队都愿意听用户说话。\n总之，好的团队都愿意听用户说话，也愿意改。", "a summary"),
        keeps("我负责的第一个项目是订票系统的后台。\n我负责的第一个小组后来去了成都。", "only the opening is shared"),
    ),
)
