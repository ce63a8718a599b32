"""What a terminal shows of a comparison: marks, columns, folds, figures."""

import re

import pytest
from comparisons import compared
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from cleaner.comparison import Comparison, State
from cleaner.delivery import Budget, Delivery, Evidence, Occurrence, Pace, Pause, Tally
from cleaner.delivery.progress import Take, progress
from cleaner.report import terminal
from cleaner.transcript import Span

ALL = compared(
    "各位老师好，我姓周。",
    "我先介绍一下我的经历。",
    "我们小组二零二零年[秋天/春天]拿了第三名。",
    "+这一段我没有写在稿子里，讲的是前年的事情。",
    "我进了一家公司，主要负责{温室/温饰}里的图像识别。",
    "[我们把代码都放在 GitHub 上面。/]",
    ("平时我喜欢跑步。", State.OUT_OF_ORDER),
    "谢谢你们的时间。",
    moves=[((5, 6), 2)],
    seconds=4,
    cer=0.123,
    cer_alike=0.04,
)


def shown(comparison: Comparison, delivery: Delivery | None = None, **settings: object) -> list[str]:
    """The lines of a report, without the figures where there is no delivery."""
    lines = terminal.write(progress([Take("talk.m4a", comparison, delivery)]), **settings).splitlines()
    assert lines[:2] == ["talk.m4a against script.txt", ""]
    return lines[2:] if delivery else lines[2 : lines.index("", 2)]


def test_side_by_side_in_80_columns() -> None:
    assert shown(ALL) == [
        "1–2 said 0:00–0:08  各位老师好，我姓周。…",
        "3 said differently 0:08",
        "   我们小组二零二零年[-秋天-]拿了第三    │ 我们小组二零二零年{+春天+}拿了第三",
        "   名。                                  │ 名。",
        "+ not in the script 0:12",
        "                                         │ {+这一段我没有写在稿子里，讲的是前年",
        "                                         │ 的事情。+}",
        "4 said 0:16–0:20 ~2  我进了一家公司，主要负责温室里的图像识别。",
        "5 left out",
        "   [-我们把代码都放在 GitHub 上面。-]    │",
        "6 said out of order, after 3 0:24–0:28  平时我喜欢跑步。",
        "7 said 0:28–0:32  谢谢你们的时间。",
    ]


def test_one_below_the_other_in_40_columns() -> None:
    assert shown(ALL, width=40)[:9] == [
        "1–2 said 0:00–0:08  各位老师好，我姓周…",
        "3 said differently 0:08",
        "-  我们小组二零二零年[-秋天-]拿了第三",
        "   名。",
        "+  我们小组二零二零年{+春天+}拿了第三",
        "   名。",
        "+ not in the script 0:12",
        "+  {+这一段我没有写在稿子里，讲的是前年",
        "   的事情。+}",
    ]


def test_all_sentences_where_somebody_wants_them() -> None:
    assert shown(ALL, width=120, every=True)[:4] == [
        "1 said 0:00",
        "   各位老师好，我姓周。                                      │ 各位老师好，我姓周。",
        "2 said 0:04",
        "   我先介绍一下我的经历。                                    │ 我先介绍一下我的经历。",
    ]


def test_a_move_is_told_once_and_its_sentences_where_they_differ() -> None:
    moved = compared(
        "我们先看第一章。",
        ("然后看第二章。", State.OUT_OF_ORDER),
        ("最后看第[三/五]章。", State.OUT_OF_ORDER),
        moves=[((1, 3), -1)],
    )
    assert shown(moved) == [
        "1 said  我们先看第一章。",
        "2–3 said out of order, before all others",
        "2 said  然后看第二章。",
        "3 said out of order",
        "   最后看第[-三-]章。                    │ 最后看第{+五+}章。",
    ]


def test_what_the_recogniser_misheard_is_marked_apart() -> None:
    assert shown(compared("我们的{订单/定单}都[到/丢]了。")) == [
        "1 said differently, ~2 misheard",
        "   我们的~订单~都[-到-]了。              │ 我们的~定单~都{+丢+}了。",
    ]


def test_a_short_addition_is_one_line() -> None:
    assert shown(compared("今天讲第一章。", "+那个嘛")) == ["1 said  今天讲第一章。", "+ not in the script  {+那个嘛+}"]


def test_a_latin_word_is_marked_whole() -> None:
    assert shown(compared("放在[K/Q]ub[e/]rnetes上面。"))[1] == (
        "   放在[-Kubernetes-]上面。              │ 放在{+Qubrnetes+}上面。"
    )


def test_colours_stand_in_for_brackets() -> None:
    found = terminal.write(progress([Take("talk", compared("拿了[秋天/春天]的{订单/定单}。"))]), colours="standard")
    assert re.findall(r"\x1b\[((?!0)[\d;]+)m([^\x1b]+)", found.splitlines()[3])[:4] == [
        ("1;33", "秋天"),
        ("36", "~订单~"),
        ("2", " │ "),
        ("1;33", "春天"),
    ]


def test_nothing_acts_on_the_terminal() -> None:
    assert shown(compared("今天[\x1b[31m/讲]"), width=120)[1].split() == ["今天[-\\u001b[31m-]", "│", "今天{+讲+}"]


def test_a_script_without_sentences() -> None:
    assert terminal.write(progress([Take("talk", compared("+我先随便说几句话，还没有稿子。"))])).splitlines()[2] == (
        "+ not in the script"
    )


DELIVERY = Delivery(
    duration=95_400,
    latency=1_200,
    speaking=80_000,
    syllables=320,
    rate=204.4,
    articulation=240.0,
    paces=tuple(
        Pace(number, Span(0, 9), number * 4000, number * 4000 + 4000, 20, rate)
        for number, rate in enumerate((180, 310, 220))
    ),
    pauses=(Pause(3000, 3600, 4, True, Evidence.HEARD), Pause(7000, 9400, 10, False, Evidence.HEARD)),
    tallies=(
        Tally("filled pauses", (), None, Evidence.UNKNOWN, "none in the text; 2 more only offered"),
        Tally("repeats", (Occurrence(Span(0, 2), "我我，", 3, (500, 900)),), 0.63, Evidence.HEARD, "at least"),
        Tally("retakes", (), 0.0, Evidence.HEARD),
    ),
    suspicions=((Span(4, 6), (3000, 4200), "stretched to 1.2 s"),),
    budget=Budget(90_000, 5_400, (("pause before 我先", 2400), ("sentence 4", 4000))),
)


def test_figures() -> None:
    lines = terminal.write(progress([Take("talk.m4a", ALL, DELIVERY)])).splitlines()
    assert lines[lines.index("", 2) + 1 :] == [
        "said                84 % of the script",
        "CER                 12.3 % against the script, of it 4 % the recogniser's (~)",
        "order               85.7 % of the sentences in order",
        "sentences           7: 4 said, 1 said differently, 1 left out, 1 said out of",
        "                    order",
        "added               1 passage not in the script, 19 characters",
        "time                1:35, first word at 0:01",
        "budget              1:30, 0:05 over; to fit, cut",
        "                      2.4 s: pause before 我先",
        "                      4.0 s: sentence 4",
        "pace                204 字/分钟, 240 without the pauses",
        "                      fastest: sentence 2 at 0:04, 310 字/分钟",
        "                      slowest: sentence 1 at 0:00, 180 字/分钟",
        "pauses              2 of 0.5 s or more, 1 inside a sentence; 1 of 2 s or more",
        "                      0:07 2.4 s before 「我先介绍一下我的…」",
        "repeats             1 heard, 0.6 a minute: 0:00 我我",
        "                      at least",
        "retakes             none heard",
        "cannot be known     filled pauses: none in the text, which proves nothing, since",
        "                    recognisers leave them out",
        "                      filled pauses: 2 more only offered",
        "listen to           1 place where a filler or a restart may be hidden",
        "                      0:03 「好，」: stretched to 1.2 s",
    ]


@pytest.mark.parametrize("width", [40, 63, 64, 80, 121])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    for line in terminal.write(progress([Take("talk.m4a", ALL, DELIVERY)] * 3), width=width).splitlines():
        assert cell_len(line) <= width, line


@given(st.text("我们讲 TensorFlow，。「」（)ab-[]{+}~\u3000é"), st.integers(2, 30))
def test_wrapping_loses_nothing_and_keeps_to_the_width(text: str, width: int) -> None:
    lines = terminal.wrapped(Text(text), width)
    assert "".join("".join(line.plain.split()) for line in lines) == "".join(text.split())
    assert all(cell_len(line.plain) <= width for line in lines)


def test_no_line_begins_with_a_closing_mark() -> None:
    assert [line.plain for line in terminal.wrapped(Text("我们今天讲「图像」，好吗？"), 10)] == [
        "我们今天讲",
        "「图像」，",
        "好吗？",
    ]
