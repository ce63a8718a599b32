"""The tour for strangers shows what the code does."""

import doctest
from pathlib import Path

DOCS = Path(__file__).parent.parent / "docs"


def test_the_tour_is_true() -> None:
    failed, tried = doctest.testfile(str(DOCS / "tour.md"), module_relative=False)
    assert (failed, tried > 10) == (0, True)
