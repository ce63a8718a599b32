"""Write the term where an alias of it stands that the user gave: 坦索弗洛 is TensorFlow.

Leaves alone: an alias within a longer word; an alias that is a term itself, or part of one that stands there; what the
glossary keeps away (张量流 !水管: not in a sentence with 水管).
"""

from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.rule import WHOLE, Rule, changes, keeps
from cleaner.rules.wording._terms import FACTS, is_same, lexicon, standing
from cleaner.view import View

_SURE = 4  # so many hanzi are no part of another word


def find(view: View) -> Iterator[Finding]:
    """Every alias that stands by itself."""
    known = lexicon(view)
    if known is None:
        return
    for found in standing(known, view.folded):
        start, end, spelling = found.start, found.end, found.spelling
        here = view.text[start:end]
        if not spelling.alias or "\n" in here or is_same(here, spelling.written):
            continue
        if spelling.is_barred(view, start, end):
            continue
        is_sure = len(here) >= _SURE and view.folded[end - 1] not in FACTS  # but GPT四月 is no GPT-4
        if here.isascii() or is_sure or view.is_words(start, end):
            yield Finding(start, end, spelling.written, f"the glossary's word for {here}", Safety.LIKELY)


_GLOSSARY = (
    "TensorFlow = 坦索弗洛, TF",
    "Spring Boot = Spring",
    "开放平台 = 平台",
    "平台部",
    "小禾 = 小何",
    "GPT-4",
    "5G网络",
    "张量 = 张亮 !同学",
)

RULE = Rule(
    find=find,
    reach=WHOLE,
    cases=(
        changes("我们用坦索弗洛训练", "我们用TensorFlow训练", glossary=_GLOSSARY),
        changes("tf很快", "TensorFlow很快", glossary=_GLOSSARY),
        changes("用Spring写的", "用Spring Boot写的", glossary=_GLOSSARY),
        keeps("用Spring Boot写的", "it stands there already", glossary=_GLOSSARY),
        keeps("平台部和开放平台", "a term itself; part of its own term", glossary=_GLOSSARY),
        keeps("tfidf是算法", "within a longer word", glossary=_GLOSSARY),
        changes("五G网络很快，GPT四也快", "5G网络很快，GPT-4也快", "digits as they are said", glossary=_GLOSSARY),
        keeps("GPT四月发布", "another number", glossary=_GLOSSARY),
        keeps("大小何妨", "within other words", glossary=_GLOSSARY),
        changes("这个张亮很大。张亮同学来了", "这个张量很大。张亮同学来了", "not with 同学", glossary=_GLOSSARY),
    ),
)
