"""Write a term of the glossary as the user does: golang is Golang, tensor flow is TensorFlow.

Leaves alone: the letters within a longer word; an ordinary English word that only looks like a term (go, not Go) in an
English phrase; two words that sentences are built with (not able, Notable); hanzi with a mark between (文件-保存).
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.rule import WHOLE, Rule, changes, keeps
from cleaner.rules.wording._terms import (
    Found,
    is_in_english,
    is_joining,
    is_known,
    is_ordinary,
    is_same,
    lexicon,
    squeezed,
    standing,
)
from cleaner.view import ONE_HANZI, View

_SHORT = 3  # so few letters are a word of some phrase as well
_MARKED = re.compile(f"{ONE_HANZI} *[-_] *{ONE_HANZI}")


def find(view: View) -> Iterator[Finding]:
    """Every term that is spelt with other capitals or blanks."""
    known = lexicon(view)
    if known is None:
        return
    for found in standing(known, view.folded):
        here = view.text[found.start : found.end]
        if not found.spelling.alias and not is_same(here, found.spelling.written) and _is_the_term(view, found, here):
            yield Finding(
                found.start,
                found.end,
                found.spelling.written,
                f"the glossary writes {found.spelling.written}",
                Safety.SAFE,
            )


def _is_the_term(view: View, found: Found, here: str) -> bool:
    written = found.spelling.written
    if found.spelling.is_barred(view, found.start, found.end):
        return False
    if not written.isascii():
        return not _MARKED.search(here)
    if "\n" in here:
        return False
    in_english = is_in_english(view.folded, found.start, found.end)
    parts = here.split()
    if len(parts) > len(written.split()):
        if _joins(written, parts):
            return True
        return not in_english and (not is_known(squeezed(written)) or not any(map(is_joining, here.lower().split())))
    if is_ordinary(written.lower()) or len(written) < _SHORT:
        return not in_english and here.lower() == written.lower()
    return True


def _joins(written: str, parts: list[str]) -> bool:
    """Whether the term has a capital or a digit where each part begins: TensorFlow joins tensor and flow."""
    plain = "".join(char for char in written if char.isalnum())
    at = 0
    for part in parts[:-1]:
        at += sum(char.isalnum() for char in part)
        if at >= len(plain) or plain[at].islower():
            return False
    return True


_GLOSSARY = ("TensorFlow", "Golang", "Node.js", "Go", "Notable", "GPT-4", "Vue")

RULE = Rule(
    find=find,
    reach=WHOLE,
    cases=(
        changes("我们用golang写，用tensor flow训练", "我们用Golang写，用TensorFlow训练", glossary=_GLOSSARY),
        changes("后端是NODEJS，模型是gpt 4", "后端是Node.js，模型是GPT-4", glossary=_GLOSSARY),
        changes("用go写的", "用Go写的", "among hanzi it is the term", glossary=_GLOSSARY),
        changes("go lang和 ＴｅｎｓｏｒＦｌｏｗ", "Golang和 TensorFlow", glossary=_GLOSSARY),
        keeps("let us go now", "in an English phrase", glossary=_GLOSSARY),
        changes(
            "用 sun flower 画的，跑在 java script 上",
            "用 Sunflower 画的，跑在 JavaScript 上",
            glossary=("Sunflower", "JavaScript"),
        ),
        changes("搭了ci cd", "搭了CI/CD", glossary=("CI/CD",)),
        keeps("he is not able to，他not able了", "two words", glossary=_GLOSSARY),
        keeps("点文件 - 保存，是键-值对", "hanzi with a mark between", glossary=("文件保存", "键值")),
        keeps("golangci和vuex是别的东西", "within a longer word", glossary=_GLOSSARY),
        keeps("TensorFlow和Golang", glossary=_GLOSSARY),
        keeps("这个vue是法语，说de-vue", "kept away", glossary=("Vue !法语 ≠ de-vue",)),
        keeps("用智聊 ChatX写，看Wow！", "blanks and width are the punctuation's", glossary=("智聊ChatX", "Wow!")),
        keeps("用golang写", "no glossary"),
    ),
)
