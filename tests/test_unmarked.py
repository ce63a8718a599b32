"""Speech that was written down without marks gets them where its words and pauses tell, and only there."""

from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.cleaned import Cleaned
from cleaner.edits import Safety
from cleaner.pipeline import clean, run
from cleaner.rules import stage_rules
from cleaner.transcript import Timed, Transcript, lines

STAGE = [stage_rules("punctuation")]
SYLLABLE = 200  # ms


def spoken(*said: str | int) -> Transcript:
    """One segment: words one after the other, each as long as it has syllables; a number is a pause of so many ms."""
    at, words, text = 0, [], ""
    for part in said:
        if isinstance(part, int):
            at += part
        else:
            words.append((part, at, at + SYLLABLE * len(part), 0.9))
            at += SYLLABLE * len(part)
            text += part
    return Transcript(*lines([Timed(text, 0, at, tuple(words))]))


def drawn(transcript: Transcript, which: int, longer: int) -> Transcript:
    """The same with one word that takes so many ms longer."""
    (segment,) = transcript.segments
    words, late = [], 0
    for index, word in enumerate(transcript.words):
        text = transcript.text[word.span.start : word.span.end]
        words.append((text, word.start + late, word.end + late + longer * (index == which), 0.9))
        late += longer * (index == which)
    return Transcript(*lines([Timed(transcript.text, 0, segment.end + late, tuple(words))]))


EVENING = (
    "我们",
    "晚上",
    "排练",
    "完",
    "大家",
    "一起",
    "收拾",
    "教室",
    "老师",
    "检查",
    "了",
    "灯",
    "和",
    "窗户",
    "才",
    "走",
)
EVENING_AND = (*EVENING, "回家", "路上", "还", "买", "了", "烤", "红薯", "和", "豆浆", "当", "夜宵")


def script(transcript: Transcript, level: str = "standard") -> str:
    return run(transcript, STAGE, level=level).text


def offered(cleaned: Cleaned) -> list[Safety]:
    return [edit.safety for edit in cleaned.offered if edit.rule == "punctuation.unmarked"]


def test_a_pause_between_words_is_a_comma() -> None:
    heard = spoken(*EVENING_AND[:8], 450, *EVENING_AND[8:])
    assert script(heard) == "我们晚上排练完大家一起收拾教室，老师检查了灯和窗户才走回家路上还买了烤红薯和豆浆当夜宵。"


def test_a_long_one_ends_the_sentence() -> None:
    heard = spoken(*EVENING_AND[:8], 1200, *EVENING_AND[8:])
    assert script(heard) == "我们晚上排练完大家一起收拾教室。老师检查了灯和窗户才走回家路上还买了烤红薯和豆浆当夜宵。"


def test_a_pause_within_a_clause_is_none() -> None:
    heard = spoken(*EVENING_AND[:13], 450, *EVENING_AND[13:])  # 灯和 … 窗户
    assert script(heard) == "".join(EVENING_AND) + "。"


def test_a_word_that_took_a_pause_in_is_as_sure_as_its_kind() -> None:
    heard = spoken(*EVENING_AND)
    assert script(drawn(heard, 4, 500)).startswith("我们晚上排练完，大家一起")  # a pronoun
    noun = run(drawn(heard, 8, 500), STAGE)
    assert noun.text == "".join(EVENING_AND) + "。"
    assert offered(noun) == [Safety.ASK]


def test_where_a_word_was_taken_out_its_time_is_no_pause() -> None:
    heard = spoken(*EVENING_AND[:8], 100, "嗯", 200, *EVENING_AND[8:])
    cleaned = run(heard, [stage_rules("filler"), *STAGE])
    assert cleaned.text == "".join(EVENING_AND) + "。"


def test_a_pause_before_a_last_word_that_was_taken_out_is_none() -> None:
    heard = spoken(*EVENING_AND, 1500, "嗯")
    cleaned = clean(heard)
    assert cleaned.text == "".join(EVENING_AND) + "。"
    assert cleaned.without(*cleaned.edits).text == heard.text


def test_what_is_written_with_marks_keeps_its_pauses_to_itself() -> None:
    heard = spoken("我们", "晚上", "排练", "完，", 100, "大家", 900, "一起", "收拾", "教室。")
    assert script(heard) == "我们晚上排练完，大家一起收拾教室。"


def test_a_segment_of_a_bare_transcript_is_marked_though_it_is_short() -> None:
    pieces = [
        Timed("今天想跟大家聊聊我家楼下那个菜市场", 0, 4000),
        Timed("地方不大但是什么都买得到", 4100, 7000),
        Timed("卖豆腐的阿姨认得每一个客人", 7100, 10000),
    ]
    assert script(Transcript(*lines(pieces))) == (
        "今天想跟大家聊聊我家楼下那个菜市场，地方不大，但是什么都买得到，卖豆腐的阿姨认得每一个客人。"
    )


def test_light_only_offers() -> None:
    text = "我昨天下午骑车去图书馆还书但是那边正在装修没有开门所以我又把三本书都原样背回来了"
    cleaned = run(text, STAGE, level="light")
    assert cleaned.text == text
    assert offered(cleaned) == [Safety.LIKELY, Safety.LIKELY]


def test_names_and_numbers_are_left_alone() -> None:
    text = "我们把那个文件叫做a所以b.py放在版本3.5的目录里面了就这么定了的话以后都不用再改了对的对的"
    cleaned = run(text, STAGE, level="thorough")
    assert "3.5" in cleaned.text


OPENERS = ["但是", "所以", "因为", "然后", "我们", "还有", "我觉得", "第二"]
OTHERS = [*"他那吗吧呢啊了的是说就，。", "特别", "高兴", "教室", "老师", "一个", "上课", "Python", "2017", "3.5"]
BITS = st.lists(st.sampled_from(OPENERS + OTHERS), max_size=40)


def test_the_last_mark_does_not_change_which_stretches_are_bare() -> None:
    heard = "第二段。(E 12 12 ER model) 系统要换 Citron 买了两台云主你可以说实话如果下雨的话着老街往南走"
    marked = heard.replace("如果", "，如果") + "。"
    assert [script(Transcript(text)) for text in (heard, marked)] == [marked, marked]


@settings(deadline=None)
@given(BITS, st.lists(st.sampled_from([0, 0, 0, 250, 700, 1500]), min_size=40, max_size=40), st.booleans())
def test_what_was_marked_is_clean_and_can_be_undone(said: list[str], silences: list[int], timed: bool) -> None:
    heard = spoken(*(part for pair in zip(said, silences, strict=False) for part in pair))
    heard = heard if timed else Transcript(heard.text)
    for level in ("standard", "thorough"):
        cleaned = run(heard, STAGE, level=level)
        assert cleaned.without(*cleaned.edits).text == heard.text
        assert script(Transcript(cleaned.text), level) == cleaned.text
