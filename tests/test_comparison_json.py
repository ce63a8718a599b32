"""A comparison as json: complete, and json whatever was said."""

import json
from dataclasses import replace
from typing import Any

import pytest
from comparisons import compared
from test_terminal import ALL, DELIVERY

from cleaner.comparison import Comparison, State
from cleaner.delivery import Delivery
from cleaner.delivery.progress import Take, progress
from cleaner.formats import comparison_json, read_text
from cleaner.transcript import Span


def written(comparison: Comparison, delivery: Delivery | None = None) -> dict[str, Any]:
    text = comparison_json.write(progress([Take("talk.m4a", comparison, delivery)]))
    text.encode()
    return json.loads(text, parse_constant=lambda name: pytest.fail(f"{name} is not json"))


def test_all_of_it_is_there() -> None:
    value = written(ALL, DELIVERY)
    assert list(value) == [
        *("format", "version", "name", "same", "coverage", "cer", "cer_alike", "order", "states", "script"),
        *("chunks", "sentences", "added", "moves", "delivery", "cleaned"),
    ]
    assert (value["format"], value["version"], value["same"]) == ("cleaner comparison", 1, False)
    assert value["states"] == {state.value: ALL.count(state) for state in State}
    assert value["script"]["sentences"] == [[span.start, span.end] for span in ALL.script.sentences]
    assert value["chunks"][3] == {
        "kind": "replaced",
        "heard": [30, 32],
        "script": [30, 32],
        "units": [2, 2],
        "alike": False,
        "time": [8000, 12000],
    }
    assert value["moves"] == [{"sentences": [5, 6], "heard": [80, 88], "after": 2, "time": [24000, 28000]}]
    assert value["delivery"]["pauses"][1] == {
        "start": 7000,
        "end": 9400,
        "at": 10,
        "inside": False,
        "evidence": "heard",
    }
    assert value["delivery"]["suspicions"] == [[[4, 6], [3000, 4200], "stretched to 1.2 s"]]
    assert value["delivery"]["budget"] == {
        "target": 90_000,
        "over": 5_400,
        "cuts": [["pause before 我先", 2400], ["sentence 4", 4000]],
    }


def test_what_was_heard_reads_back_from_it() -> None:
    value = written(ALL)
    assert read_text(json.dumps(value["cleaned"]), "talk.json") == ALL.cleaned
    assert value["delivery"] is None


def test_it_is_json_whatever_was_said() -> None:
    odd = compared("今天[讲/\ud83d]第一章\ud800。")
    value = written(replace(odd, coverage=float("nan"), cer=float("inf")))
    assert (value["coverage"], value["cer"], value["cleaned"]["text"]) == (None, None, "今天\ud83d第一章\ud800。")


def test_spans_are_code_points() -> None:
    value = written(compared("𠀀𠀁[好/𠀂]。"))
    assert value["chunks"][1]["script"] == [2, 3]
    assert Span(*value["chunks"][1]["heard"]) == Span(2, 3)
