"""How a speaker announces another telling: 再来一遍, 不好意思，我重新说一下, 刚才没说清楚，再讲一次. In folded text."""

import re

_OPENING = r"(?:嗯|呃|啊|哎|哦|那个|对|好|好的|不)?[, ]*"
_APOLOGIES = "不好意思|对不起|抱歉"
_BADLY = (
    r"(?:(?:我|刚才|刚刚|上面|前面|[这那][段句遍]){0,3}"
    r"(?:没有?[说讲念读录]|[说讲念读录]得?(?:不|不太|不够|没))(?:好|对|全|顺|清楚|明白|完整)|卡住?了|卡壳了|忘词了)"
)
_SORRY = (
    r"(?:(?:哎呀|啊|实在|非常)?"
    rf"(?:{_APOLOGIES}|等一下|等等|稍等|不对|不是|错了|(?:我)?(?:刚才|刚刚)?[说讲念读]错了"
    rf"|{_BADLY})[,。! ]*)"
)
_WHO = (
    r"(?:我们|咱们|我|咱|让|把|那|这|刚才|刚刚|上面|前面|一|[段句块个]|部分|里|儿|边|话|"
    r"还是|要|想|得|可以|能|应该|,|会儿?){0,7}"
)
_WHAT = r"(?:刚才|刚刚|上面|前面)?(?:[这那]?一?[段句块个]|[这那]?部分)?(?:话|内容)?"
_AGAIN = (
    rf"(?:{_WHO}(?!再说(?:[,:。!?… \n]|$))(?:再|重新|重|从头(?:再|开始)?|从这里|换种说法)"  # 再说，: besides
    r"(?:(?:来|说|讲|念|读|录|讲述|开始|重复|说明|复述|表达|陈述)(?:一?[遍次下段回]|过|起|吧|啊|哈|开始)*|一[遍次]吧?)"
    rf"{_WHAT})"
)
_MISSAID = rf"(?:{_APOLOGIES}|(?:我)?(?:刚才|刚刚)?[说讲念读]错了)"
# A blank before Latin letters is no pause: rules for punctuation write one there.
_PAUSE = r"(?: *[,:。!?…][,:。!?… ]*| +(?![a-z0-9 ])|(?=\n)|$)"
CUE = re.compile(rf"{_OPENING}{_SORRY}{{0,3}}(?:{_AGAIN}|{_MISSAID}){_PAUSE}")
"""What announces another telling, with the marks after it."""
APOLOGY = re.compile(rf"{_OPENING}(?:{_APOLOGIES})[,:。!?… ]*")
"""A cue that may as well be said to somebody, for something else."""

_CLAUSE = re.compile(r"[^,。!?;:… \n]+")


def without_cue(folded: str) -> str:
    """A telling that was taken back, without the cue at its end."""
    said = folded.rstrip()
    for clause in _CLAUSE.finditer(said):
        cue = CUE.match(said, clause.start())
        if cue and cue.end() == len(said):
            return said[: clause.start()]
    return folded
