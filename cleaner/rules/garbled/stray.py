"""Drop stray letters glued to hanzi that no Chinese text has there: ÅÅ, ää, ḥ, half-width katakana.

Leaves alone: accented words (café, Ångström); pinyin with tones; a unit after a number (5 Å).
"""

import re
from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.rule import Rule, changes, keeps, offers
from cleaner.rules.garbled._rare import may_have
from cleaner.view import ONE_HANZI, View

# Latin letters that neither ASCII nor pinyin has; ḥ and its like are decoding junk even singly.
_LATIN = "ªºÀ-Öà-öØ-ßø-ÿ"  # not ×: 某×× is how a name is left out
_PINYIN = "üÜàáèéêìíòóùúÀÁÈÉÊÌÍÒÓÙÚ"
_LETTERS = "\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff\uff66-\uff9f"
_RUN = re.compile(f"[{_LETTERS}][{_LETTERS}]*")
_STRAY = re.compile(f"(?:(?![{_PINYIN}])[{_LATIN}]){{1,6}}|[\u1e00-\u1eff]|[\uff66-\uff9f]{{1,4}}")
_HANZI = re.compile(ONE_HANZI)
_CHINESE = re.compile(f"{ONE_HANZI}|[，。！？；：、]")
_BESIDE = re.compile("[A-Za-z0-9]")
_NEAR = 40  # characters in which hanzi show that the text is Chinese


def find(view: View) -> Iterator[Finding]:
    """Short runs with a hanzi on one side at least, nothing Latin on either; or alone on a line of a Chinese text."""
    for match in view.finditer_as_is(_RUN) if may_have(view, _RUN) else ():
        start, end = match.span()
        run = match.group()
        before, after = view.text[max(start - 1, 0) : start], view.text[end : end + 1]
        if not _STRAY.fullmatch(run) or before in (" ", "\t"):
            continue
        line = before in ("", "\n") and after in ("", "\n") and end - start > 1
        # A lone letter between marks may be a heading's; several are none.
        beside = _CHINESE if end - start > 1 else _HANZI
        if _BESIDE.search(before + after) or not (line or beside.search(before + after)):
            continue
        if line and not _HANZI.search(view.text, max(start - _NEAR, 0), end + _NEAR):
            continue
        safety = Safety.ASK if end - start == 1 and run < "\u0250" else Safety.LIKELY
        yield Finding(start, end, "", f"stray letters {run}", safety)


RULE = Rule(
    find=find,
    cases=(
        changes("排练ÅÅ从明天开始", "排练从明天开始"),
        changes("灯光ḥ暗下来。", "灯光暗下来。"),
        changes("走到台前ﾊﾟ，停下", "走到台前，停下"),
        changes("第一幕。\nÅÅÅ\n第二幕。", "第一幕。\n\n第二幕。", "alone on a line"),
        changes("灯亮了。ÃÃÃ，大家坐好", "灯亮了。，大家坐好", "between marks; the comma is another rule's"),
        offers("我们Ø再来一次", "我们再来一次", "one letter may be meant"),
        keeps("在café里遇见Müller和Citroën"),
        keeps("第一声是ā，第二声是á，鱼读yú"),
        keeps("波长是5Å，大约3×4，张××来了"),
        keeps("Ångström是单位"),
    ),
)
