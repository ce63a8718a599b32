"""End sentences where speech was written with commas only, as many recognisers and people in a hurry do.

Only in a long stretch that has commas and nothing else: 120 letters and eight commas without the end of a sentence, or
240 letters where the text has its full stops elsewhere. A comma becomes a full stop, or a question mark, where the
sentence is long by then and what follows opens another one.
Leaves alone: prose with long sentences; lists, dialogue, code; speech with times, whose pauses tell more.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from cleaner.edits import Finding
from cleaner.rule import LINE, Rule, changes, keeps
from cleaner.rules.punctuation._sentences import Gap, divided
from cleaner.rules.punctuation._stretches import is_speech, letters
from cleaner.view import View

_STRETCH = re.compile(r"[^。.!?;:…\n“”\"「」、]+")
_COMMA = re.compile(r"(?<=\w),(?=\w)(?!\d)")
_LEAST = 120  # letters
_LONG = 240  # letters, where sentences end elsewhere
_COMMAS = 8  # of a stretch, and for each sentence end of a text that hardly has one


def find(view: View) -> Iterator[Finding]:
    """Every comma of a stretch without another mark that ends a sentence."""
    if view.transcript.segments:
        return
    least = _LEAST if _is_run_on(view.transcript.text) else _LONG
    for low, high in view.fresh:
        for match in _STRETCH.finditer(view.folded, low, high):
            start, end = match.span()
            if view.folded.count(",", start, end) < _COMMAS:
                continue
            if letters(match.group()) < least or not is_speech(match.group()):
                continue
            gaps = (Gap(*comma.span()) for comma in _COMMA.finditer(view.folded, start, end))
            for finding in divided(view, start, end, gaps, "a sentence ends"):
                if finding.after in ("。", "？"):
                    yield finding


@lru_cache(maxsize=4)
def _is_run_on(heard: str) -> bool:
    """Whether a whole text was written with commas and hardly a full stop."""
    return sum(map(heard.count, "。！？!?")) * _COMMAS <= sum(map(heard.count, "，,"))


RULE = Rule(
    find=find,
    reach=LINE,
    cases=(
        changes(
            "我叫周宁，在镇上的中学教了三年地理，当时学校里没有地球仪，我就用柚子给学生们画了一个，他们看得特别认真，"
            "还抢着要吃那个柚子，后来我把这件事写成了一篇文章，投给了本地的报纸，编辑给我打来了电话，问能不能再写几篇，"
            "接下来我讲讲我为什么要换工作，因为我想去更大的地方看看，也想让更多的孩子听到我的课",
            "我叫周宁，在镇上的中学教了三年地理，当时学校里没有地球仪，我就用柚子给学生们画了一个，他们看得特别认真，"
            "还抢着要吃那个柚子，后来我把这件事写成了一篇文章，投给了本地的报纸，编辑给我打来了电话，问能不能再写几篇。"
            "接下来我讲讲我为什么要换工作，因为我想去更大的地方看看，也想让更多的孩子听到我的课",
        ),
        keeps("我叫周宁，在镇上的中学教地理，当时学校里没有地球仪，我就用柚子画了一个。", "a sentence"),
        keeps(
            "好。对。行。我叫周宁，在镇上的中学教了三年地理，当时学校里没有地球仪，我就用柚子给学生们画了一个，他们看得特别认真，"
            "还抢着要吃那个柚子，后来我把这件事写成了一篇文章，投给了本地的报纸，编辑给我打来了电话，问能不能再写几篇，"
            "接下来我讲讲我为什么要换工作，因为我想去更大的地方看看，也想让更多的孩子听到我的课",
            "sentences end elsewhere",
        ),
        keeps(
            "我叫周宁在镇上的中学教了三年地理，当时学校里没有地球仪我就用柚子给学生们画了一个，他们看得特别认真"
            "还抢着要吃那个柚子，后来我把这件事写成了一篇文章投给了本地的报纸，编辑给我打来了电话问能不能再写几篇，"
            "接下来我讲讲我为什么要换工作因为我想去更大的地方看看，也想让更多的孩子听到我的课",
            "few commas",
        ),
        keeps(
            "我叫周宁，在镇上的中学教地理，当时没有地球仪，我就用柚子给学生们画了一个，他们看得特别认真，还抢着吃，"
            "后来我写了一篇文章，投给了报纸，编辑打来了电话，接下来我讲讲我为什么要换工作",
            "no long stretch",
        ),
        keeps(
            "小雨，小雪，大雨，大雪，雷阵雨，雨夹雪，冻雨，冰雹，阴天，晴天，多云，沙尘，浮尘，扬沙，大风，台风，寒潮，高温，"
            "霜冻，雷电，干旱，森林火险，道路结冰，山洪，滑坡，泥石流，渍涝，海浪，风暴潮，海冰，赤潮，海啸，洪水，空气污染，"
            "低温，连阴雨，龙卷风，雪灾，暴雨，大雾",
            "no speech",
        ),
    ),
)
