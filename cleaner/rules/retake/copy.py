"""Drop the earlier of two tellings that are word for word the same, with its cue.

Leaves alone: refrains and verse; a short sentence (对，是的。); one long sentence that comes again much later is only
offered, since speakers do it on purpose.
"""

import re
from collections.abc import Iterator
from operator import add

from cleaner.edits import Finding, Safety
from cleaner.rule import Rule, changes, keeps, offers
from cleaner.rules.retake._found import dropped
from cleaner.rules.retake._units import REACH, Unit, cues, is_verse, units
from cleaner.view import View
from cleaner.view.tracks import Range

_WINDOW = 40  # units
_NEAR = 8  # units between two tellings, without a cue
_LEAST = 8  # characters
_LONG = 30  # characters: no written text of the development sets has so many in several sentences word for word again
_SPOKEN = re.compile('[!?“”「」"]')  # a tale's refrain
_ALIKE = 0.6  # of the pairs of neighbouring characters of a sentence


def find(view: View) -> Iterator[Finding]:
    """Every run of sentences that comes again word for word."""
    for within in view.fresh:
        yield from _copies(view, within)


def _copies(view: View, within: Range) -> Iterator[Finding]:
    texts = units(view, within)
    seen: dict[str, int] = {}
    index = 0
    while index < len(texts):
        core = texts[index].core
        earlier = seen.get(core, -1) if len(core) >= _LEAST else -1
        if earlier < 0 or index - earlier > _WINDOW:
            seen[core] = index
            index += 1
            continue
        length = _run(texts, earlier, index)
        safety = None if _goes_on(texts, earlier, index, length) else _safety(view, within, earlier, index, length)
        if safety is not None:
            why = "told again below, word for word"
            yield from dropped(view, within, earlier, earlier + length - 1, index, why, safety)
        for at in range(index, index + length):
            seen[texts[at].core] = at
        index += length


def _run(texts: tuple[Unit, ...], earlier: int, later: int) -> int:
    """How many units from `later` on read as those from `earlier` on."""
    length = 1
    while (
        earlier + length < later
        and later + length < len(texts)
        and texts[earlier + length].core == texts[later + length].core
    ):
        length += 1
    return length


def _goes_on(texts: tuple[Unit, ...], earlier: int, later: int, length: int) -> bool:
    """Whether what stands beside the two copies is one telling too, in nearly the same words: `retelling` has it all.

    Half of a telling must not go by itself.
    """
    before, after = (earlier - 1, later - 1), (earlier + length, later + length)
    return (before[0] >= 0 and before[1] >= earlier + length and _alike(texts, *before)) or (
        after[0] < later and after[1] < len(texts) and _alike(texts, *after)
    )


def _alike(texts: tuple[Unit, ...], one: int, other: int) -> bool:
    first, second = texts[one].core, texts[other].core
    if min(len(first), len(second)) < _LEAST:
        return False
    pairs, again = (set(map(add, core, core[1:])) for core in (first, second))
    return len(pairs & again) >= _ALIKE * max(len(pairs), len(again))


def _safety(view: View, within: Range, earlier: int, later: int, length: int) -> Safety | None:
    texts, cued, folded = units(view, within), cues(view, within), view.folded
    between = [cued.get(at) for at in range(earlier + length, later)]
    cue = any(end is not None for end in between)
    if not cue and is_verse(folded[texts[earlier].start : texts[earlier + length - 1].end]):
        return None
    last = texts[earlier + length - 1]
    emphatic = not cue and any(mark in folded[last.start : last.end] for mark in "!?")
    if emphatic:
        return Safety.ASK
    if all(end is not None for end in between):
        return Safety.SAFE
    characters = sum(len(unit.core) for unit in texts[earlier : earlier + length])
    near = characters >= 20 and len(between) <= _NEAR
    told = folded[texts[earlier].start : last.end]
    if cue or (length >= 2 and (near or (characters >= _LONG and not _SPOKEN.search(told)))):
        return Safety.LIKELY
    return Safety.ASK if characters >= 14 else None


RULE = Rule(
    find=find,
    reach=REACH,
    tells=0,
    cases=(
        changes(
            "这座桥是我爷爷那一代人修的。\n这座桥是我爷爷那一代人修的。\n它后来被洪水冲过。",
            "这座桥是我爷爷那一代人修的。\n它后来被洪水冲过。",
            "nothing between",
        ),
        changes(
            "下面介绍实验的三个步骤。先把样品称重。\n再来一遍。\n下面介绍实验的三个步骤。先把样品称重。",
            "下面介绍实验的三个步骤。先把样品称重。",
            "the cue goes too",
        ),
        changes(
            "大家看这张照片，左边是老校门。右边这棵树是校友种的。\n稍等，灯没亮。\n"
            "大家看这张照片，左边是老校门。右边这棵树是校友种的。",
            "稍等，灯没亮。\n大家看这张照片，左边是老校门。右边这棵树是校友种的。",
            "what stands between is kept",
        ),
        offers(
            "我们要做的就是把这件小事做好。\n去年我们修了三所学校的屋顶。\n我们要做的就是把这件小事做好。",
            "去年我们修了三所学校的屋顶。\n我们要做的就是把这件小事做好。",
            "perhaps on purpose",
        ),
        keeps(
            "渔船早上四点出海。风大的时候要等到六点，大家坐在岸边补网。\n重来。\n"
            "渔船早上四点出海。风大的时候要等到六点多，大家就坐在岸边补网。",
            "half of a telling: `retelling` has all of it",
        ),
        changes(
            "我们的菜园在村子北边，一共有六块地。春天种豆角和黄瓜，秋天种白菜和萝卜，一年到头都有新鲜的菜吃。\n"
            "他叫小林。\n她叫小禾。\n狗叫大黄。\n猫叫三花。\n牛叫阿福。\n鸡叫点点。\n鸭叫嘎嘎。\n鹅叫白白。\n羊叫棉花。\n"
            "我们的菜园在村子北边，一共有六块地。春天种豆角和黄瓜，秋天种白菜和萝卜，一年到头都有新鲜的菜吃。",
            "他叫小林。\n她叫小禾。\n狗叫大黄。\n猫叫三花。\n牛叫阿福。\n鸡叫点点。\n鸭叫嘎嘎。\n鹅叫白白。\n羊叫棉花。\n"
            "我们的菜园在村子北边，一共有六块地。春天种豆角和黄瓜，秋天种白菜和萝卜，一年到头都有新鲜的菜吃。",
            "much later, but too long to be said twice on purpose",
        ),
        offers(
            "狐狸说：“我的洞又深又暖和。你进来坐一坐，我给你讲一个山那边的故事，再给你吃甜甜的浆果。”\n"
            "小鸡摇头。\n狐狸走了。\n天亮了。\n天黑了。\n下雨了。\n雨停了。\n风来了。\n小鸭来了。\n小鸭累了。\n"
            "狐狸说：“我的洞又深又暖和。你进来坐一坐，我给你讲一个山那边的故事，再给你吃甜甜的浆果。”",
            "小鸡摇头。\n狐狸走了。\n天亮了。\n天黑了。\n下雨了。\n雨停了。\n风来了。\n小鸭来了。\n小鸭累了。\n"
            "狐狸说：“我的洞又深又暖和。你进来坐一坐，我给你讲一个山那边的故事，再给你吃甜甜的浆果。”",
            "a tale's refrain",
        ),
        keeps("小船儿轻轻，飘荡在水中。\n小船儿轻轻，飘荡在水中。", "verse"),
        offers(
            "这件事一定要做成！这件事一定要做成！",
            "这件事一定要做成！",
            "said with force, perhaps on purpose",
        ),
        keeps("是的，没错。\n是的，没错。", "too short to be a telling"),
    ),
)
