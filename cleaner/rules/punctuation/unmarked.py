"""Write the marks that speech was written down without: between clauses, as pauses and words tell.

Only where a recogniser wrote hardly any: a text without marks, or a long stretch of one. A pause is a mark where a word
ends there that can end a clause. Words tell by what opens a clause (所以, 但是, 因为; a pronoun after an adjective) and
what ends one (吗, 吧), greets, or announces a topic (接下来看, 以上就是). What is right 95 times of 100 is written,
what is right 80 times only at level thorough, the rest is offered. A comma becomes a full stop where the sentence is
long by then, or the pause is, or a topic is announced.
Leaves alone: text that is written with marks; titles, verse, columns, code; a conjunction that belongs to what stands
before it (就是因为, 我如果).
"""

from collections.abc import Iterable, Iterator
from itertools import chain

from cleaner.edits import Finding, Safety
from cleaner.rule import LINE, Rule, changes, keeps, offers
from cleaner.rules.punctuation._announced import announced
from cleaner.rules.punctuation._boundaries import PRONOUNS, Boundary, boundaries, is_open
from cleaner.rules.punctuation._clauses import final_mark, is_opening, is_subordinate
from cleaner.rules.punctuation._pauses import pauses
from cleaner.rules.punctuation._places import in_literal
from cleaner.rules.punctuation._questions import asks
from cleaner.rules.punctuation._sentences import ends
from cleaner.rules.punctuation._stretches import letters, stretches
from cleaner.transcript import Span
from cleaner.view import SENTENCE_ENDS, View

_NEAR = 3  # letters of a clause, at least
_SENTENCE = 30  # letters, after which an opening word begins another sentence
_REACH = 200  # characters back to look for the sentence's beginning
_PAUSE = 200  # ms between words that are a mark
_DRAWN = 300  # ms that a word takes too long
_AHEAD = 24  # characters after a place that tell whether a sentence begins
_STOP = 1000  # ms of silence that end a sentence


def find(view: View) -> Iterator[Finding]:
    """Every place for a mark within a stretch that has none."""
    spans = list(stretches(view))
    paused = list(_paused(view)) if spans else []
    first = 0
    for span in spans:
        while first < len(paused) and paused[first].at <= span.start:
            first += 1
        last = first
        while last < len(paused) and paused[last].at < span.end:
            last += 1
        told = chain(announced(view, span.start, span.end), boundaries(view, span.start, span.end))
        if found := [*paused[first:last], *told]:
            yield from _marked(view, span, _apart(view, span, found))
        first = last


def _paused(view: View) -> Iterator[Boundary]:
    """The pauses at which a clause can end."""
    for pause in pauses(view, _PAUSE):
        if not view.is_cut(pause.at) or is_open(view, pause.at):
            continue
        if pause.silence >= _PAUSE:
            reason = f"a pause of {pause.silence / 1000:.1f} s"
            yield Boundary(pause.at, Safety.LIKELY, reason, pause.silence)
        elif pause.drawn >= _DRAWN:
            yield Boundary(pause.at, _drawn(view, pause.at), "a word that took a pause in")


def _drawn(view: View, at: int) -> Safety:
    """How sure a word that took long is the first of a clause: speakers draw out verbs and numbers within one, too."""
    word = view.word_at(at)
    if word is None or word.folded == "就":
        return Safety.ASK
    if word.tag[0] in "rc" or word.folded in PRONOUNS:
        return Safety.LIKELY
    return Safety.UNSURE if word.tag[0] in "adelt" else Safety.ASK


def _apart(view: View, span: Span, found: Iterable[Boundary]) -> list[Boundary]:
    """Those that leave room for a clause on both sides, the surer before the less sure; in order."""
    taken: list[Boundary] = []
    free = bytearray(b"\1" * (span.end - span.start + 1))
    for boundary in sorted(found, key=lambda b: (b.safety, -b.silence, b.at)):
        at = boundary.at
        low, high = max(at - _NEAR + 1, span.start), min(at + _NEAR - 1, span.end)
        if (
            at - span.start >= _NEAR
            and span.end - at >= _NEAR
            and free.find(0, low - span.start, high - span.start + 1) < 0
            and not in_literal(view, at)
        ):
            free[at - span.start] = 0
            taken.append(boundary)
    return sorted(taken, key=lambda b: b.at)


def _marked(view: View, span: Span, places: Iterable[Boundary]) -> Iterator[Finding]:
    low = max(span.start - _REACH, 0)
    sentence = max(low, *(1 + view.folded.rfind(mark, low, span.start) for mark in SENTENCE_ENDS))
    for place in places:
        start = end = place.at
        while start > span.start and view.folded[start - 1] == " ":
            start -= 1
        mark = _mark(view, sentence, place)
        yield Finding(start, end, mark, place.reason, place.safety)
        if mark != "，" and place.safety <= Safety.LIKELY:
            sentence = end


def _mark(view: View, sentence: int, place: Boundary) -> str:
    """The mark for a place in a sentence that began at `sentence`."""
    said = view.folded[max(sentence, place.at - _REACH) : place.at].rstrip()
    if said.endswith("吗") or asks(said):
        return "？"
    if is_subordinate(said):
        return "，"
    ended = place.silence >= _STOP or (
        len(said) >= _SENTENCE and is_opening(view.folded[place.at : place.at + 8]) and letters(said) >= _SENTENCE
    )
    told = place.safety <= Safety.LIKELY and not place.silence
    if ended or (told and ends(said, view.folded[place.at : place.at + _AHEAD])):
        return final_mark(said)
    return "，"


RULE = Rule(
    find=find,
    reach=LINE,
    cases=(
        changes(
            "我昨天下午骑车去图书馆还书但是那边正在装修没有开门所以我又把三本书都原样背回来了",
            "我昨天下午骑车去图书馆还书，但是那边正在装修没有开门，所以我又把三本书都原样背回来了",
            "what opens a clause",
        ),
        changes(
            "你们周末有空一起去爬山吗我想叫上小陈和他妹妹顺便把那台旧相机也带上去拍红叶吧要是下雨就改天",
            "你们周末有空一起去爬山吗？我想叫上小陈和他妹妹顺便把那台旧相机也带上去拍红叶吧，要是下雨就改天",
            "what ends one",
        ),
        changes(
            "那家面馆的老板做事特别认真我每次路过都会进去吃一碗最便宜的素面再跟他聊几句天南海北的话",
            "那家面馆的老板做事特别认真，我每次路过都会进去吃一碗最便宜的素面再跟他聊几句天南海北的话",
            "a pronoun after an adjective",
        ),
        changes(
            "这学期我们排了一个短剧一共有八个同学参加每个星期三晚上都在小礼堂里练两个小时还请了学校剧社的师姐"
            "来教我们怎么走位但是到了演出那天灯坏了",
            "这学期我们排了一个短剧一共有八个同学参加每个星期三晚上都在小礼堂里练两个小时还请了学校剧社的师姐"
            "来教我们怎么走位。但是到了演出那天灯坏了",
            "the sentence is long by then",
        ),
        changes(
            "各位老师好我叫周宁我的汇报分为两个部分第一是教学第二是科研先看教学我在镇上的中学教了三年地理接下来看科研"
            "我写过两篇文章以上就是我的汇报谢谢各位老师",
            "各位老师好，我叫周宁，我的汇报分为两个部分，第一是教学，第二是科研。先看教学，我在镇上的中学教了三年地理，"
            "接下来看科研，我写过两篇文章。以上就是我的汇报，谢谢各位老师",
            "a topic is announced",
        ),
        keeps("这封信里提到的就是第一个最先看到的人最后说的那些谁也不相信的话的大概的意思", "nothing is announced"),
        offers(
            "这条老街上的灯到了晚上十点就会一盏一盏地灭掉了那时候街口卖馄饨的大爷才开始慢慢收他的摊子",
            "这条老街上的灯到了晚上十点就会一盏一盏地灭掉了，那时候街口卖馄饨的大爷才开始慢慢收他的摊子",
            "it could be so",
        ),
        keeps("我昨天下午骑车去图书馆还书但是没有开门，所以我又把三本书都背回来了。", "written with marks"),
        keeps(
            "我迟到的原因就是因为闹钟没响和前一天晚上睡得太晚的关系并没有什么别的说得出口的借口了",
            "因为 belongs to 就是",
        ),
        keeps("关于图书馆座位预约系统改造但是经费不足的情况说明", "a title"),
        keeps("彼黍离离彼稷之苗行迈靡靡中心摇摇知我者谓我心忧不知我者谓我何求悠悠苍天此何人哉", "verse of old"),
        keeps("姓名\t备注\n小陈\t家里有一只猫但是从来不让别人摸所以大家都没有见过它的样子也不知道名字", "columns"),
    ),
)
