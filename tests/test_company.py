"""What stands alone in a fluent text is offered, not done; where somebody stumbles it is done as ever."""

from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.edits import Safety
from cleaner.pipeline import clean

FLUENT = (
    "我们厂去年换了两条生产线，老师傅们一开始很不习惯。新机器的屏幕上全是图标，按错了要等半分钟才能退回来。"
    "车间主任请来了厂家的工程师，每天下午开一个小时的课，从开机讲到排除故障。学得最快的是装配组的几个年轻人，"
    "他们把步骤画成图贴在墙上，谁忘了就抬头看一眼。到了秋天，废品率降到了百分之一以下，比旧机器好了三倍。"
    "食堂也跟着改了时间，中班的人终于能吃上热饭。有人说机器抢了人的活，其实只是活变了样子，检验和维护的人反而不够。"
    "今年春天我们又招了十二个学徒，第一个月只看不做，第二个月跟着师傅做，第三个月才许自己上机。"
    "现在回头看，那几张贴在墙上的图救了大家，后来印成了小册子，兄弟厂也来要。"
    "印册子的钱是工会出的，封面用了装配组那位姑娘画的第一张草图，底下写着每个人的名字和画图的日期。"
)
ALONE = "最后定下来的方案方案由车间自己改，改完再报上来。"
STUMBLING = "呃，这个方案，我我我觉得可以。"


def applied(text: str, level: str = "standard") -> list[str]:
    return [edit.before for edit in clean(text, level=level).edits if edit.stage == "repetition"]


def test_a_sentence_by_itself_says_nothing_about_its_place() -> None:
    assert applied(ALONE) == ["方案"]


def test_what_stands_alone_in_a_fluent_text_is_offered() -> None:
    cleaned = clean(FLUENT + ALONE)
    assert cleaned.text == FLUENT + ALONE
    assert [(edit.before, edit.safety) for edit in cleaned.offered] == [("方案", Safety.UNSURE)]
    assert cleaned.accepting(*cleaned.offered).text == FLUENT + ALONE.replace("方案方案", "方案")


def test_it_is_done_where_somebody_stumbles_near_by() -> None:
    assert applied(FLUENT + STUMBLING + ALONE) == ["我我", "方案"]
    assert "方案" in applied(ALONE + STUMBLING + FLUENT)


def test_far_away_is_no_company() -> None:
    assert applied(STUMBLING + FLUENT + FLUENT.replace("我们厂", "他们厂") + ALONE) == ["我我"]


def test_thorough_smooths_everything_all_the_same() -> None:
    assert applied(FLUENT + ALONE, "thorough") == ["方案"]


def test_what_carries_no_meaning_needs_no_company() -> None:
    assert clean(FLUENT + "呃，就这样。").text == FLUENT + "就这样。"


def test_what_is_taken_back_in_so_many_words_needs_no_company() -> None:
    assert clean(FLUENT + "下次开会是周二，不对，周三。").text == FLUENT + "下次开会是周三。"


def test_a_mark_that_followed_from_what_stands_alone_is_put_as_if_it_had_never_been_tried() -> None:
    text = FLUENT + "很难，很难说，" + ALONE
    cleaned = clean(text)
    assert cleaned.without(*cleaned.edits).text == text
    assert [edit.number for edit in cleaned.edits] == list(range(1, len(cleaned.edits) + 1))
    assert clean(cleaned.text).text == cleaned.text


SENTENCES = [f"{sentence}。" for sentence in FLUENT.split("。") if sentence]
BITS = st.sampled_from(
    [
        *SENTENCES,
        ALONE,
        STUMBLING,
        "很，很好。",
        "我们我们走吧。",
        "就是，就这样吧，然后因为下雨，",
        "三点，不对，四点。",
        "他叫叫什么，",
    ]
)


@settings(deadline=None)
@given(st.lists(BITS, min_size=10, max_size=30).map("".join))
def test_documents_come_to_rest_and_are_undone(text: str) -> None:
    cleaned = clean(text)
    assert cleaned.without(*cleaned.edits).text == text
    assert clean(cleaned.text).text == cleaned.text
