"""Drop an echo of the engine's prompt: a line that is part of what the engine was told before it heard anything.

Prompts are written in many ways: a line that only says what language follows, or how to write it down, is one too.
Leaves alone: a short line that a person may say as well (我们开始吧), unless the recording speaks against it; a prompt
in quotation marks.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from cleaner.edits import Finding, Safety
from cleaner.language.fold import fold
from cleaner.language.letters import letters
from cleaner.language.wordlist import entries
from cleaner.rule import Rule, changes, keeps
from cleaner.rules.hallucination._lines import Line, doubt, gap, lines, whole_line
from cleaner.view import View

_SHORTEST = 4
_LONG = 8  # nobody says so many characters of a prompt by chance
_INSTRUCTION = ("普通话", "国语", "简体", "繁体", "中文", "转写", "标点")
# Small models go on with the names of the marks that the prompt spoke of.
_MARK_NAMES = ("逗号", "句号", "顿号", "问号", "标点")

_HANZI = "[\u4e00-\u9fff]"
_TONGUE = "(?:普通话|国语|汉语|(?:简体|繁体)?中文)"
_ABOUT = rf"[是为](?:一[段份个])?{_HANZI}{{0,4}}?{_TONGUE}(?:和(?:english|英[语文])混合)?的?{_HANZI}{{0,4}}?"
_WRITE = rf"请(?:使?用|以|[将把]{_HANZI}{{0,8}}?){_TONGUE}?{_HANZI}{{0,4}}?(?:转写|转录|听写)(?:[成为]{_TONGUE})?"
# 下面是中文演讲 is what a host says; with how to write it down it is none.
_MADE = re.compile(
    rf"以下{_ABOUT}(?:句子|录音|语音|音频)|(?:以下|下面){_ABOUT}{_HANZI}{{2,4}}{_WRITE}|(?={_HANZI}*{_TONGUE}){_WRITE}"
)
_MADE_HEAD = re.compile(rf"(?:以下|下面){_ABOUT}{_HANZI}{{2,4}}{_WRITE}")
_MADE_BEGINS = ("以下", "下面", "请使", "请用", "请以", "请将", "请把")
_LONGEST_MADE = 60
_QUOTES = frozenset("“‘「『《\"'")


def find(view: View) -> Iterator[Finding]:
    """Every line that echoes a prompt, and every prompt that a line begins with."""
    own = letters(fold(view.transcript.prompt)).text
    prompts = (*_known(), own) if own else _known()
    heads = tuple(prompt for prompt in prompts if len(prompt) >= _LONG)
    every = "\n".join(prompts)
    begins = _begins(every)
    longest = max(map(len, prompts)) + _LONG

    def echoes(said: str) -> str:
        return _without_mark_names(said) if len(said) <= longest else said

    def is_wanted(said: str) -> bool:
        known = said[:_SHORTEST] in begins and (echoes(said) in every or said.startswith(heads))
        return known or said.startswith(_MADE_BEGINS)

    for line in lines(view, is_wanted):
        if view.folded[line.start] in _QUOTES:
            continue
        echoed = echoes(line.letters)
        if _is_made(echoed):
            reason = f"an engine's prompt{gap(view, line.start, line.end)}"
            yield Finding(*whole_line(view, line.start, line.end), "", reason, Safety.LIKELY)
        elif len(echoed) >= _SHORTEST and echoed in every:
            against = doubt(view, line)
            is_instruction = len(echoed) > _SHORTEST and any(word in echoed for word in _INSTRUCTION)
            plain = is_instruction or len(echoed) >= _LONG
            reason = f"an echo of the prompt{f' ({against})' if against else ''}{gap(view, line.start, line.end)}"
            safety = Safety.LIKELY if plain or against else Safety.UNSURE if view.segments else Safety.ASK
            yield Finding(*whole_line(view, line.start, line.end), "", reason, safety)
        elif (made := _MADE_HEAD.match(echoed)) and len(made.group()) < len(echoed):
            yield from _head(view, line, len(made.group()))
        elif echoed.startswith(heads):
            yield from _head(view, line, max(len(head) for head in heads if echoed.startswith(head)))


def _is_made(said: str) -> bool:
    """Whether a line is all prompt, in whatever words, and names a language to write in."""
    return len(said) <= _LONGEST_MADE and _MADE.fullmatch(said) is not None


def _head(view: View, line: Line, length: int) -> Iterator[Finding]:
    """The prompt at the head of a line, with the mark that ends it; the rest was said."""
    at = view.letters.between(line.start, line.end).places.tolist()
    while line.letters[length : length + 2] in _MARK_NAMES and view.folded.startswith(")", at[length + 1] + 1):
        length += 2
        if length == len(at):
            yield Finding(*whole_line(view, line.start, line.end), "", "an echo of the prompt", Safety.LIKELY)
            return
    if at[length] > at[length - 1] + 1:  # else a longer sentence only begins like a prompt
        end = at[length]
        yield Finding(line.start, end, "", "an echo of the prompt before what was said", Safety.LIKELY)


@lru_cache(maxsize=4)
def _begins(every: str) -> frozenset[str]:
    """What a part of a prompt can begin with: nearly no line does, and this is quick to see."""
    return frozenset(every[at : at + _SHORTEST] for at in range(len(every) - _SHORTEST + 1))


def _without_mark_names(read: str) -> str:
    while read.endswith(_MARK_NAMES) and len(read) > 2:
        read = read[:-2]
    return read


@cache
def _known() -> tuple[str, ...]:
    return tuple(sorted(entries("hallucination_prompts"), key=len, reverse=True))


RULE = Rule(
    find=find,
    cases=(
        changes("以下是普通話的句子。\n大家好", "大家好"),
        changes("大家好\n请用简体中文转写。", "大家好"),
        changes("请使用简体中文和标点符号）逗号）逗号）", ""),
        changes("请使用简体中文和标点符号）逗号）逗号）明天排第二幕", "明天排第二幕", "with the marks' names"),
        changes("以下是普通话的句子，今天我们排第二幕", "今天我们排第二幕", "glued to real speech"),
        changes("大家好\n以下是一段普通话的课堂录音，请用简体中文听写。", "大家好"),
        changes("大家好\n请把下面的录音转录成中文。", "大家好"),
        changes("下面是一段普通话的采访录音，请用简体中文转写。那年我六岁", "那年我六岁", "glued to real speech"),
        keeps("“以下是普通话的句子。”", "spoken of"),
        keeps("请用普通话回答"),
        keeps("下面是中文系的同学的节目"),
        keeps("以下是中文版的内容。\n下面是中文演讲。\n下面是一段普通话录音。"),
        keeps("简体中文", "short, and people say it"),
        keeps("普通话"),
        keeps("请用简体中文转写这段话", "a sentence of its own"),
    ),
)
