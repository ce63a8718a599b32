"""Two sequences aligned: everything is in it once, and it costs hardly more than the least."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from cleaner.comparison.align import Pair, Run, align, chain, runs

SYMBOLS = st.lists(st.integers(0, 5), max_size=60)


def array(values: list[int]) -> np.ndarray:
    return np.array(values, np.int32)


def numbers(text: str) -> np.ndarray:
    return array([ord(char) for char in text])


def cost(pairs: list[Pair]) -> int:
    return sum(max(p.a_end - p.a, p.b_end - p.b) for p in pairs if not p.equal)


@given(SYMBOLS, SYMBOLS)
def test_an_alignment_has_everything_once_and_in_order(a: list[int], b: list[int]) -> None:
    pairs = align(array(a), array(b))
    assert [at for p in pairs for at in range(p.a, p.a_end)] == list(range(len(a)))
    assert [at for p in pairs for at in range(p.b, p.b_end)] == list(range(len(b)))
    assert [a[p.a : p.a_end] for p in pairs if p.equal] == [b[p.b : p.b_end] for p in pairs if p.equal]


@given(SYMBOLS, SYMBOLS)
def test_without_runs_to_follow_it_costs_the_least(a: list[int], b: list[int]) -> None:
    assert cost(align(array(a), array(b), ())) == Levenshtein.distance(a, b)


def test_what_both_have_is_a_run_also_where_it_crosses_another() -> None:
    assert runs(numbers("甲乙丙丁子丑寅卯"), numbers("子丑寅卯甲乙丙丁")) == [Run(0, 4, 4), Run(4, 0, 4)]


def test_short_runs_on_one_diagonal_belong_together() -> None:
    once, twice = "甲乙丙丁戊己庚辛", "甲乙丙一二己庚辛"
    assert runs(numbers(once), numbers(twice + "子" + twice)) == [Run(0, b, 3) for b in (0, 9)] + [
        Run(5, b, 3) for b in (5, 14)
    ]
    assert runs(numbers(once[:4]), numbers("甲乙丙子甲乙丙丑")) == []


def test_the_chain_is_the_heaviest_in_the_order_of_both() -> None:
    crossing = [Run(0, 10, 5), Run(5, 0, 8), Run(13, 20, 4)]
    assert chain(crossing) == [Run(5, 0, 8), Run(13, 20, 4)]


@given(st.lists(st.builds(Run, st.integers(0, 40), st.integers(0, 40), st.integers(3, 8))))
def test_no_other_chain_is_heavier(found: list[Run]) -> None:
    def follows(one: Run, other: Run) -> bool:
        return one.a + one.length - 1 <= other.a and one.b + one.length - 1 <= other.b

    best: dict[int, int] = {}
    ordered = sorted(found)
    for place, run in enumerate(ordered):
        best[place] = run.length + max((best[p] for p in range(place) if follows(ordered[p], run)), default=0)
    chosen = chain(found)
    assert sum(run.length for run in chosen) == max(best.values(), default=0)
    assert all(follows(one, other) for one, other in pairwise(chosen))
