"""Several takes of one script: the table, and the sentences that stumble every time."""

import json

import pytest
from comparisons import compared

from cleaner.comparison import State
from cleaner.delivery import Delivery, Evidence, Occurrence, Pause, Tally
from cleaner.delivery.progress import Stumble, Take, progress
from cleaner.formats import comparison_json
from cleaner.report import markdown, terminal
from cleaner.transcript import Span


def delivery(
    *, repeats: tuple[int, ...] = (), pauses: tuple[tuple[int, int, bool], ...] = (), fillers: float | None = None
) -> Delivery:
    """A delivery with repeats at these code points, pauses of (code point, ms, inside), and fillers a minute."""
    return Delivery(
        duration=60_000,
        latency=300,
        speaking=50_000,
        syllables=200,
        rate=200.0,
        articulation=240.0,
        paces=(),
        pauses=tuple(Pause(1000, 1000 + length, at, inside, Evidence.HEARD) for at, length, inside in pauses),
        tallies=(
            Tally("filled pauses", (), fillers, Evidence.HEARD),
            Tally("discourse fillers", (), fillers, Evidence.HEARD),
            Tally("repeats", tuple(Occurrence(Span(at, at + 1), "我") for at in repeats), 1.0, Evidence.HEARD),
        ),
    )


FIRST = Take("第一次.m4a", compared("我们讲第一章。", "[再讲第二章。/]", "谢谢[大家/各位]。", seconds=5))
SECOND = Take(
    "take 2.m4a",
    compared("我们讲第一章。", ("再[讲/]第二章。", State.PARTLY), "谢谢大家。", cer=0.06),
    delivery(repeats=(8,), pauses=((3, 2500, True), (7, 3000, False)), fillers=1.25),
)
THIRD = Take(
    "take 3.m4a",
    compared("我们讲第一章。", ("再讲第二章。", State.TWICE), "谢谢大家。"),
    delivery(repeats=(7, 8, 9), pauses=((3, 1900, True),)),
)
TAKES = (FIRST, SECOND, THIRD)


def test_sentences_that_stumble_in_most_takes() -> None:
    assert progress(TAKES).stumbles == (
        Stumble(1, (0, 1, 2), (("left out",), ("partly", "repeat"), ("retake", "repeat"))),
    )


def test_the_worst_come_first_and_half_of_the_takes_is_not_most() -> None:
    assert [(one.sentence, one.takes) for one in progress([FIRST, FIRST, SECOND]).stumbles] == [
        (1, (0, 1, 2)),
        (2, (0, 1)),
    ]
    assert [one.sentence for one in progress([FIRST, SECOND, THIRD, THIRD]).stumbles] == [1]


def test_a_long_pause_inside_a_sentence_is_a_stumble() -> None:
    assert progress([SECOND, SECOND]).stumbles[0] == Stumble(0, (0, 1), (("long pause",), ("long pause",)))


def test_one_take_has_no_stumbles() -> None:
    assert progress([FIRST]).stumbles == ()
    assert progress([]).takes == ()


def test_takes_are_of_one_script() -> None:
    with pytest.raises(ValueError, match="different scripts"):
        progress([FIRST, Take("other", compared("别的。"))])


def test_what_was_taken_out_before_a_sentence_belongs_to_it() -> None:
    from cleaner.comparison.compare import compare

    comparison = compare("今天讲第一章。我我们再讲第二章。", "今天讲第一章。我们再讲第二章。")
    at = comparison.cleaned.transcript.text.index("我")
    take = Take("talk", comparison, delivery(repeats=(at,)))
    assert progress([take, take]).stumbles == (Stumble(1, (0, 1), (("repeat",), ("repeat",))),)


STUMBLE = "2 「再讲第二章。」 in 3 of 3 takes: left out (1), partly (2), repeat (2, 3), retake (3)"


def test_table_in_a_terminal() -> None:
    assert terminal.write(progress(TAKES), width=100).splitlines()[-7:] == [
        "   take          said  CER  order  time  字/分  pauses  fillers/min",
        "1  第一次.m4a  53.3 %  0 %  100 %     –      –       –            –",
        "2  take 2.m4a  94.4 %  6 %  100 %  1:00    200       2          2.5",
        "3  take 3.m4a   100 %  0 %  100 %  1:00    200       1            –",
        "",
        "Stumbles in most takes",
        STUMBLE,
    ]


def test_takes_in_a_narrow_terminal() -> None:
    lines = terminal.write(progress(TAKES), width=40).splitlines()
    assert lines[lines.index("2 take 2.m4a") :][:3] == [
        "2 take 2.m4a",
        "   said 94.4 %, CER 6 %, order 100 %,",
        "   time 1:00, 字/分 200, pauses 2,",
    ]


def test_a_long_name_is_cut() -> None:
    long = Take("一次很长很长很长很长很长很长很长很长很长的排练.m4a", FIRST.comparison)
    lines = terminal.write(progress([long, SECOND]), width=64).splitlines()
    assert "1  一次很…  53.3 %  0 %  100 %     –      –       –            –" in lines


def test_table_in_markdown() -> None:
    assert markdown.write(progress(TAKES)).splitlines()[2:14] == [
        "|  | take | said | CER | order | time | 字/分 | pauses | fillers/min |",
        "|---|---|---:|---:|---:|---:|---:|---:|---:|",
        "| 1 | 第一次.m4a | 53.3 % | 0 % | 100 % | – | – | – | – |",
        "| 2 | take 2.m4a | 94.4 % | 6 % | 100 % | 1:00 | 200 | 2 | 2.5 |",
        "| 3 | take 3.m4a | 100 % | 0 % | 100 % | 1:00 | 200 | 1 | – |",
        "",
        "## Stumbles in most takes",
        "",
        f"- {STUMBLE}",
        "",
        "## take 3.m4a",
        "",
    ]


def test_every_take_is_in_the_json() -> None:
    value = json.loads(comparison_json.write(progress(TAKES)))
    assert (value["format"], value["version"]) == ("cleaner progress", 1)
    assert [take["name"] for take in value["takes"]] == ["第一次.m4a", "take 2.m4a", "take 3.m4a"]
    alone = json.loads(comparison_json.write(progress([SECOND])))
    assert {"format": "cleaner comparison", "version": 1, **value["takes"][1]} == alone
    assert value["stumbles"] == [
        {"sentence": 1, "takes": [0, 1, 2], "how": [["left out"], ["partly", "repeat"], ["retake", "repeat"]]}
    ]
