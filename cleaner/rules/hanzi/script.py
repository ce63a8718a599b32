"""Write one script: traditional characters become simplified ones, or the other way, as it is set.

Leaves alone: what is right in both scripts (里, 后, 著名); everything where the setting is "keep".
Evidence: OpenCC's t2s touches 17 of 19,484 clean lines, its regional settings 1,166.
"""

from collections.abc import Iterator

from cleaner.edits import Finding, Safety
from cleaner.language.conversion import runs
from cleaner.rule import Rule, changes, keeps
from cleaner.view import View


def find(view: View) -> Iterator[Finding]:
    """Every run of characters that are written differently."""
    script = view.settings.hanzi
    if script == "keep":
        return
    for start, end, after in runs(view.text, script):
        yield Finding(start, end, after, f"{script} for {view.text[start:end]}", Safety.SAFE)


RULE = Rule(
    find=find,
    cases=(
        changes("這個劇本還沒寫完", "这个剧本还没写完"),
        changes("下午彩排，燈光師請準備", "下午彩排，灯光师请准备", "mixed in one line"),
        changes("乾隆年間的餅乾", "乾隆年间的饼干", "by the word, not by the character"),
        changes("万里长城在头发后面", "萬里長城在頭髮後面", hanzi="traditional"),
        keeps("萬里長城", "converted once", hanzi="traditional"),
        keeps("皇后走了三里路，著名"),
        keeps("這個劇本还没写完", hanzi="keep"),
    ),
)
