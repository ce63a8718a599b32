"""Drop the first start of a phrase that was started twice: 消防员上车消防员上来, 还是收好，还是要收好.

Leaves alone: 一个人一个房间, 人比人, 我要去，我也要去, parallel clauses.
"""

from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.grammar.clauses import next_word, previous_word
from cleaner.grammar.copies import Copy, resumed
from cleaner.grammar.verse import is_classical
from cleaner.grammar.word_classes import DIGITS, PRONOUNS, is_function_word
from cleaner.language.dictionary import tag
from cleaner.language.wordlist import entries
from cleaner.rule import Rule, changes, keeps
from cleaner.view import View

_LONGEST = 8  # characters put in between
_LINKS = frozenset("和跟与或比到对给是不又也都就的得了吧吗呢啊、者说看有想爱在去来要让叫做把被向往从为由以")
_COMPLEMENTS = frozenset("成到给在于为")
_COPULAR = frozenset({"就是", "还是", "不是", "也是", "只是", "都是", "觉得"})
_SAYING = frozenset({"说", "觉得", "知道", "想"})
_JOINING = frozenset({"就是", "因为", "但是", "所以", "而且", "虽然", "如果"})
_ADDED = frozenset("也不没还又都更再却才")
_PARTICLES = frozenset("吧呗啦嘛了呀哦啊")
_IN_TURN = ("有时", "有的", "有些", "有人", "一边", "一会")


def find(view: View) -> Iterator[Finding]:
    """Every copy with an insertion or a fragment between."""
    for copy in resumed(view, _LONGEST + 4):
        gap = view.folded[copy.first + copy.length : copy.second]
        core = gap.strip(", ")
        if not core or not core.isalnum() or "、" in gap or len(core) > _LONGEST:
            continue
        if view.folded[copy.first] == "越":
            continue  # 越走越远越走越累
        if view.folded[copy.first] in DIGITS and copy.length < 3:
            continue
        if view.closes_clause(copy.second + copy.length):
            continue
        if "," in gap and view.folded.startswith(_IN_TURN, copy.first):
            continue  # 有时是风声，有时是远处风声里的歌
        finding = _repeated(view, copy, gap) or _inserted(view, copy, gap) or _fragment(view, copy, gap)
        if finding is not None and not is_classical(view, copy.first, copy.second):
            yield finding


def _repeated(view: View, copy: Copy, gap: str) -> Finding | None:
    """P x P y x: said again with y put in. The first P x goes."""
    text, core, end = view.folded, gap.strip(", "), copy.end
    at = text.find(core, end, end + 3 + len(core))  # `resumed` counts on it that this is near
    if at <= end:
        return None
    # The less is shared, the more likely the two only resemble each other (我爱他我也爱他).
    head, word = view.word_at(copy.first), view.word_at(copy.second)
    broken = word is not None and word.start == copy.second and word.end == at  # 肯是肯定是
    if head is None or head.end > copy.first + copy.length or (core[0] in _LINKS and not broken):
        return None  # 有时间有事的时间
    shared = copy.length + len(core)
    if shared < (5 if "," in gap and copy.length < 2 else 4 if "," in gap else 3) and not broken:
        return None
    if "," in gap and view.closes_clause(at + len(core)):
        return None
    if head.folded[0] in PRONOUNS and "的" in text[at + len(core) : at + len(core) + 3]:
        return None  # 他们讲他们自己讲过的故事
    between = text[end:at]
    if head.folded[0] in PRONOUNS and (between[0] in PRONOUNS or core in _SAYING):
        return None  # 我还是我你还是你, 我说我会说英语
    if between[0] in "的们" or any(char in _ADDED or not char.isalnum() for char in between):
        return None
    return Finding(copy.first, copy.second, "", f"said again with {between}", Safety.LIKELY)


def _inserted(view: View, copy: Copy, gap: str) -> Finding | None:
    """X g X: g was put before X. The first X goes."""
    if copy.length < 2 or not view.is_cut(copy.end) or not view.is_cut(copy.first + copy.length):
        return None  # 委员会委员
    if gap in ("就", "就是") and view.folded[copy.end] in _PARTICLES:
        return None  # 不去就不去吧
    if view.folded[copy.first] == "一" and gap[-1] in "着又连":
        return None  # 一个回合接着一个回合
    if "的" in view.folded[copy.end : copy.end + 2] and tag(view.folded[copy.second : copy.end])[:1] == "v":
        return None  # 得到应该得到的
    unit = view.folded[copy.first : copy.first + copy.length]
    if _is_framed(view, copy, unit, gap):
        anywhere = True
    elif gap in entries("repair_inserted"):
        if gap in _JOINING and not is_function_word(unit) and previous_word(view, copy.first) is not None:
            return None  # 需要帮助但是帮助的人很少
        anywhere = True
    elif copy.length < 4 or unit[-1] in "的了" or gap[-1] in _LINKS or not _is_start(view, gap, copy):
        return None
    else:
        anywhere = False
    before = previous_word(view, copy.first)
    if before is not None and (not anywhere or (before.tag[:1] in ("m", "q") and gap in ("这", "那"))):
        return None  # 来了一个小偷这小偷…
    takes = before is not None and (before.tag[:1] in ("v", "p", "u") or before.folded in ("将", "把"))
    takes = takes and before is not None and not before.folded.endswith("是")
    if takes and (gap != "还" or tag(unit) != "d"):
        return None  # 喜欢手机，因为手机…
    if gap == "最" and view.folded[copy.end] == "的":
        return None  # 喜欢最喜欢的人
    return Finding(copy.first, copy.first + copy.length, "", f"begun again after {gap}: {unit}", Safety.LIKELY)


def _is_framed(view: View, copy: Copy, unit: str, gap: str) -> bool:
    """Whether a pronoun or an adverb was put before a word that takes it: 可以这里可以, 已经它已经."""
    if gap[-1] in _LINKS or unit in _COPULAR or gap in _COPULAR:
        return False
    word = view.word_at(copy.first)
    if word is None or word.folded != unit or word.tag not in ("c", "d", "v"):
        return False
    kind = tag(gap)[:1]
    if word.tag in ("c", "d"):
        before = previous_word(view, copy.first)
        person = kind == "r" and gap[-1] in "们我你他她它您"
        following = next_word(view, copy.end)
        parallel = person and (
            (before is not None and before.tag == "r") or (following is not None and following.tag == "r")
        )  # 如果你如果他都不来
        return not parallel and (kind == "d" or gap == "还" or (kind == "r" and gap[0] in PRONOUNS))
    return kind == "d" and gap not in _ADDED and gap not in entries("repair_inserted")


def _is_start(view: View, gap: str, copy: Copy) -> bool:
    """Whether the gap begins a clause: with a pronoun, an adverb or a conjunction."""
    word = view.word_at(copy.first + copy.length)
    return word is not None and is_function_word(word.folded) and "," not in gap and gap[0] not in _LINKS


def _fragment(view: View, copy: Copy, gap: str) -> Finding | None:
    """X g X: g broke off. X g goes."""
    if len(gap) > 1:
        return None
    unit = view.folded[copy.first : copy.first + copy.length]
    complement = len(unit) == 2 and gap in _COMPLEMENTS and tag(unit)[:1] == "v"
    if unit[-1] == "的" or unit[0] in DIGITS:
        return None  # 不停的吵不停的闹, 一天一课一天一练
    subject = unit[0] in PRONOUNS and view.opens_clause(copy.first) and tag(gap)[:1] in ("m", "q", "d", "p", "c")
    least = 2 if subject and gap not in _ADDED else 3  # 你穿几你穿一次
    head, last = view.word_at(copy.first), view.word_before(copy.second)
    takes = head is not None and head.tag[:1] in ("v", "r")
    within = takes and last is not None and last.start < copy.first + copy.length and last.tag[:1] == "n"
    if gap in DIGITS and head is not None and head.tag[:1] == "n" and view.folded[copy.end] in DIGITS:
        return None  # 初级班二初级班三
    if within or _is_parallel(view, copy, gap):
        return None  # 喜欢诗篇喜欢诗歌
    if last is not None and last.start < copy.first + copy.length and last.tag[:1] == "n":
        again = view.word_at(copy.end - 1)
        if again is not None and again.tag[:1] == "n" and again.start - copy.second == last.start - copy.first:
            return None  # 不同阶级不同阶层
    if not complement and (gap in _LINKS or copy.length < least):
        return None
    return Finding(copy.first, copy.second, "", f"begun again: {unit}", Safety.LIKELY)


def _is_parallel(view: View, copy: Copy, gap: str) -> bool:
    """Whether a thing is said of one and of another: 有一个人有一个梦, 我给我妈我给我爸."""
    following = next_word(view, copy.end)
    other = view.folded[copy.end : copy.end + 1]
    if not entries("retake_opposites").isdisjoint((gap + other, other + gap)):
        return True  # 上周最高上周最低
    kind = tag(gap)[:1]
    if kind not in ("n", "r", "z", "f") or following is None or len(following.folded) > 1:
        return gap == "家"
    return following.tag[:1] in (kind, "z")


RULE = Rule(
    find=find,
    cases=(
        changes("消防员上车消防员上来一共五个", "消防员上来一共五个"),
        changes("英语课一年级从一年级就学", "英语课从一年级就学"),
        changes("反正还是收好，还是要收好票据", "反正还是要收好票据"),
        changes("把钥匙转交成转交给邻居", "把钥匙转交给邻居"),
        changes("游客可以这里可以寄存", "游客这里可以寄存", "a pronoun was put before it"),
        changes("城里已经它已经有地铁了", "城里它已经有地铁了"),
        changes("看样子已经还已经够用", "看样子还已经够用"),
        keeps("有时是风声，有时是远处风声里的歌", why="in turn"),
        keeps("不参加就不参加吧", why="so be it"),
        keeps("他们想将城市从城市里搬走", why="what is taken, and from where"),
        keeps("大家都盼着放假但是放假的日子很短", why="the end of one clause is the head of the next"),
        keeps("院里跑来一个小偷这小偷胆子真大", why="the end of one clause is the head of the next"),
        keeps("教室有机房二机房三也有", why="a series"),
        keeps("不喜欢才喜欢的人少", why="two clauses"),
        keeps("我可以你可以吗", why="he and I"),
        keeps("大家花大家的我花我的", why="each his own"),
        keeps("我喜欢手机因为手机好用", why="an object, then a subject"),
        keeps("他们讲他们自己讲过的故事", why="what they told"),
        keeps("如果你如果他都不来", why="he and you"),
        keeps("越走越远越走越累", why="more and more"),
        keeps("我们都喜欢最喜欢的人", why="whom one likes most"),
        keeps("我要去，我也要去", why="he and I"),
        keeps("一个人一个房间", why="one each"),
        keeps("有一个人有一个梦", why="parallel"),
        keeps("我喜欢诗篇喜欢诗歌", why="one and the other"),
        keeps("我还是我你还是你", why="X is X"),
        keeps("我说我会说英语", why="what I say"),
        keeps("在院子里在院子外都找过", why="inside and outside"),
        keeps("我不同意我们不同意的方案", why="not the same person"),
        keeps("我给我妈我给我爸各买了一件", why="the one and the other"),
        keeps("我们家我们做主", why="our home"),
        keeps("学校和学校不一样", why="X and X"),
        keeps("有的店开了，有的店关了", why="parallel"),
        keeps("问题是问题，办法是办法", why="X is X"),
        keeps("知之为知之，不知为不知", why="verse"),
        keeps("我看了又看", why="again and again"),
        keeps("坚持改革，坚持开放，坚持创新", why="parallel"),
        keeps("为人民服务，为人民谋利", why="parallel"),
        keeps("这是学术委员会委员的名单", why="a body and its members"),
        keeps("他们一个回合接着一个回合地打", why="one after the other"),
        keeps("他只想得到应该得到的东西", why="what one should get"),
        keeps("上周最高上周最低都在表里", why="the highest and the lowest"),
        keeps("说一是一，说二是二", why="X is X"),
        keeps("一年又一年地过", why="again and again"),
    ),
)
