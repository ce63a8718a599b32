"""Every rule's cases, and the laws that hold for each rule alone and for all of them together."""

import random
from itertools import combinations
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleaner.cleaned import Cleaned
from cleaner.pipeline import LEVELS, clean, run
from cleaner.rule import Case, Rule
from cleaner.rules import STAGES, all_rules, stage_rules
from cleaner.transcript import Timed, Transcript, lines

RULES = all_rules()
CASES = [
    pytest.param(
        rule,
        case,
        id=f"{rule.id}-{case.before[:20]}",
        marks=[pytest.mark.xfail(reason=case.broken, strict=True)] if case.broken else [],
    )
    for rule in RULES
    for case in rule.cases
]

# What rules look for, so that generated text is full of it.
BITS = sorted(
    {
        bit
        for rule in RULES
        for case in rule.cases
        for bit in (case.before[:6], case.before[-6:], case.before[2:5])
        if bit
    }
    | set("嗯呃啊我你他的是不对那这个就然后一二十年月，。、？！,.?! \n　TensorFlow\ufffdÅ\u200b個這")
    | {
        "那个",
        "就是",
        "然后",
        "我们",
        "不对",
        "不好意思",
        "我重新说一下",
        "二零一七年",
        "Kubernetes",
        "3.5",
        "。。",
        "，，",
    }
)
TEXTS = st.lists(st.sampled_from(BITS), max_size=30).map("".join)
MIXED = st.one_of(TEXTS, st.text(max_size=40), st.lists(st.one_of(TEXTS, st.text(max_size=3)), max_size=8).map("".join))
LEVEL_NAMES = st.sampled_from(sorted(LEVELS))
GLOSSARY = ("TensorFlow = 坦索弗洛", "Golang", "Kubernetes", "5G网络", "平安科技 !饲料 ≠ 平安客机")
thorough = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def asked(case: Case) -> dict[str, Any]:
    return {"glossary": case.glossary, "hanzi": case.hanzi, "numbers": case.numbers}


def alone(rule: Rule, case: Case) -> Cleaned:
    cleaned = run(case.before, [[rule]], level="thorough", **asked(case))
    return cleaned.accepting(*cleaned.offered) if case.offers else cleaned


def test_every_stage_has_rules() -> None:
    assert [stage for stage in STAGES if not stage_rules(stage)] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_says_what_it_does_and_shows_what_it_leaves_alone(rule: Rule) -> None:
    assert rule.doc.strip()
    assert any(case.before == case.after for case in rule.cases)
    assert any(case.before != case.after for case in rule.cases)


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_case(rule: Rule, case: Case) -> None:
    cleaned = alone(rule, case)
    assert cleaned.text == case.after
    if case.offers:
        assert {edit.safety.name for edit in cleaned.edits} == {"ASK"}


@pytest.mark.parametrize(("rule", "case"), [case for case in CASES if not case.marks])
def test_a_case_can_be_undone_and_is_stable(rule: Rule, case: Case) -> None:
    cleaned = alone(rule, case)
    assert cleaned.without(*cleaned.edits).text == case.before
    if not case.offers:
        again = run(cleaned.text, [[rule]], level="thorough", **asked(case))
        assert again.text == cleaned.text


@thorough
@given(MIXED, LEVEL_NAMES, st.booleans())
def test_undoing_everything_gives_the_original(text: str, level: str, numbers: bool) -> None:
    cleaned = clean(text, level=level, glossary=GLOSSARY, numbers=numbers)
    assert cleaned.without(*cleaned.edits).text == text


@thorough
@given(MIXED, LEVEL_NAMES, st.sampled_from(["simplified", "traditional", "keep"]), st.booleans())
def test_cleaning_what_is_clean_changes_nothing(text: str, level: str, hanzi: str, numbers: bool) -> None:
    once = clean(text, level=level, glossary=GLOSSARY, hanzi=hanzi, numbers=numbers).text
    assert clean(once, level=level, glossary=GLOSSARY, hanzi=hanzi, numbers=numbers).text == once


@thorough
@given(MIXED, st.randoms(use_true_random=False))
def test_the_order_of_rules_in_a_stage_is_no_matter(text: str, chance: random.Random) -> None:
    shuffled = [chance.sample(rules, len(rules)) for rules in map(stage_rules, STAGES)]
    assert run(text, shuffled) == clean(text)


@thorough
@given(MIXED, st.randoms(use_true_random=False))
def test_any_subset_is_undone_in_any_order(text: str, chance: random.Random) -> None:
    cleaned = clean(text, level="thorough", glossary=GLOSSARY, numbers=True)
    chosen = chance.sample(cleaned.edits, chance.randint(0, len(cleaned.edits)))
    together = cleaned.without(*chosen)
    one_by_one = cleaned
    for edit in chosen:
        one_by_one = one_by_one.without(edit)
    assert one_by_one.text == together.text
    assert together.accepting(*chosen).text == cleaned.text
    assert together.without(*cleaned.edits).text == text


@thorough
@given(MIXED)
def test_accepting_offers_can_be_undone(text: str) -> None:
    cleaned = clean(text, level="light")
    all_in = cleaned.accepting(*cleaned.offered)
    assert all_in.without(*cleaned.offered).text == cleaned.text


@thorough
@given(MIXED)
def test_light_does_no_more_than_it_promises(text: str) -> None:
    cleaned = clean(text, level="light")
    assert [edit for edit in cleaned.edits if edit.safety > LEVELS["light"]] == []
    assert {edit.safety for edit in cleaned.offered} <= {1, 2, 3}


@st.composite
def transcripts(draw: st.DrawFn) -> Transcript:
    """Segments with times, long and short pauses between them, a third of them with word times."""
    pieces, at = [], 0
    for said in draw(st.lists(TEXTS, max_size=6)):
        start = at + draw(st.sampled_from([0, 200, 1500, 4000]))
        at = start + draw(st.integers(1, 9000))
        words = ((said, start, at, 0.9),) if draw(st.integers(0, 2)) == 0 else ()
        pieces.append(Timed(said, start, at, words, draw(st.sampled_from([None, -0.2, -1.4])), 0.4, 1.2))
    text, segments, words = lines(pieces)
    return Transcript(text, segments, words, duration=at, prompt="以下是普通话的排练录音,嗯,呃。")


@st.composite
def spoken_transcripts(draw: st.DrawFn) -> Transcript:
    """Segments of which every word has its time, pauses between words, fillers at both ends, one or two speakers."""
    pieces, at = [], 0
    for bits in draw(st.lists(st.lists(st.sampled_from(BITS), min_size=8, max_size=20), min_size=1, max_size=3)):
        ends = st.sampled_from(["", "嗯", "呃", "那个"])
        words, start = [], at
        for bit in (draw(ends), *bits, draw(ends)):
            begin = at + draw(st.sampled_from([0, 0, 250, 1500]))
            at = begin + draw(st.sampled_from([100, 200, 900]))
            words.append((bit, begin, at, 0.9))
        said = "".join(word for word, *_ in words)
        pieces.append(Timed(said, start, at, tuple(words), speaker=draw(st.sampled_from([None, "甲", "乙"]))))
    text, segments, times = lines(pieces)
    return Transcript(text, segments, times, duration=at)


@thorough
@given(st.one_of(transcripts(), spoken_transcripts()), LEVEL_NAMES)
def test_a_transcript_with_times_is_undone_and_its_cues_stay_true(heard: Transcript, level: str) -> None:
    cleaned = clean(heard, level=level)
    assert cleaned.without(*cleaned.edits).text == heard.text
    times = [(segment.start, segment.end) for segment in heard.segments]
    cues = [(cue.start, cue.end) for cue in cleaned.segments]
    assert [time for time in times if time in cues] == cues
    assert [cue.text for cue in cleaned.segments if not cue.text] == []
    again = clean(cleaned.transcript, level=level)
    assert again == cleaned


def test_every_edit_of_a_text_is_undone_alone() -> None:
    text = "嗯，我我们那個，那个今天講講 Tenorflow，，\n\n对吗。他是十九年七月，不对，十九年下半年来的"
    cleaned = clean(text, level="thorough", glossary=GLOSSARY)
    assert len(cleaned.edits) >= 5
    for pair in combinations(cleaned.edits, 2):
        left = cleaned.without(*pair)
        assert {edit.number for edit in left.edits} == {e.number for e in cleaned.edits} - {e.number for e in pair}
        assert left.accepting(*pair).text == cleaned.text


def test_what_is_at_the_end_of_one_fresh_range_is_not_said_again_at_the_beginning_of_the_next() -> None:
    # The commas change their width in the first round, so that clauses are fresh in the second, and they are not.
    chain = "机器的道理很简单,水烧开了变成蒸汽,蒸汽推动活塞,活塞带动轮子。\n"
    told_twice = "最后一个展区是关于储存的。\n最后一个展区关于储存的。一种办法是用电池,反应快,但是价格贵。"
    assert clean(chain + told_twice).text.startswith("机器的道理很简单，水烧开了变成蒸汽，蒸汽推动活塞，活塞带动轮子。")
