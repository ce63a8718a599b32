"""What the comparison promises, on rehearsals of all scripts of benchmarks/rehearsals, with a fixed seed."""

from functools import cache

import pytest
from comparison import Tally, accuracy, f1, scores
from rehearsal import materials

from cleaner.comparison import State


@cache
def tally(rate: int) -> Tally:
    return accuracy(rate, materials())


@pytest.mark.parametrize(("rate", "least"), [(10, 0.95), (20, 0.90)])
@pytest.mark.parametrize("state", State)
def test_states_are_told(rate: int, least: float, state: State) -> None:
    assert f1(tally(rate), state) >= least


@pytest.mark.parametrize("what", ["added", "moves"])
@pytest.mark.parametrize(("rate", "least"), [(10, 0.95), (20, 0.90)])
def test_passages_and_moves_are_found(rate: int, least: float, what: str) -> None:
    counts = getattr(tally(rate), what)
    assert scores(counts["true"], counts["called"], counts["right"])[2] >= least
