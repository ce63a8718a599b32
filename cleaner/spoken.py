"""What is said of a text, in a form to compare: one unit a syllable or letter, whatever way it was written.

Nothing but letters and digits is said; width, case and simplified or traditional do not matter, and a number is the
same in digits and in characters (二零一七年 = 2017年, 百分之十 = 10%).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cleaner.transcript import Span


@dataclass(frozen=True)
class Spoken:
    """The units of a text, and where each comes from.

    Attributes:
        units: one code point a unit: a hanzi (simplified), a letter (lower case), a digit, % for 百分之.
        starts: for each unit the first code point of the text that it comes from.
        ends: for each unit the end (half open) of what it comes from. Units of one numeral may share a range.
    """

    units: str
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]

    def span(self, first: int, last: int) -> Span:
        """The code points of the text that units first..last, half open, come from; the place between, of none."""
        if first == last:
            at = int(self.ends[first - 1]) if first else int(self.starts[0]) if len(self.units) else 0
            return Span(at, at)
        return Span(int(self.starts[first]), int(self.ends[last - 1]))
