"""Dynamic time warping: the cheapest way through a matrix of costs, by numpy."""

import numpy as np
from numpy.typing import NDArray


def warped(costs: NDArray[np.floating]) -> NDArray[np.int64]:
    """The path from one corner of the matrix to the other, each step one row on, one column on, or both.

    Among paths of equal cost it is the one that `whisper.timing.dtw_cpu` finds.

    Args:
        costs: (rows, columns), at least one of each.

    Returns:
        (2, steps): the row of each step, and its column.
    """
    rows, columns = costs.shape
    # Sheared: what can be worked out at once, a diagonal from below left to above right, lies in one line.
    sheared = np.full((rows + columns - 1, rows), np.inf, np.float32)
    row, column = np.indices((rows, columns))
    sheared[row + column, row] = costs
    total = np.full((rows + columns + 1, rows + 1), np.inf, np.float32)  # with an empty row and column before all
    total[0, 0] = 0
    step = np.zeros((rows + columns - 1, rows), np.int8)
    for line, cost in enumerate(sheared):
        both, down, along = total[line, :-1], total[line + 1, :-1], total[line + 1, 1:]
        shorter = np.where((both < down) & (both < along), 0, np.where((down < both) & (down < along), 1, 2))
        step[line] = shorter
        total[line + 2, 1:] = cost + np.choose(shorter, (both, down, along))
    path = []
    row_at, column_at = rows - 1, columns - 1
    while row_at >= 0 or column_at >= 0:
        path.append((row_at, column_at))
        if row_at < 0 or column_at < 0:  # along the edge
            row_at, column_at = (row_at, column_at - 1) if row_at < 0 else (row_at - 1, column_at)
            continue
        taken = step[row_at + column_at, row_at]
        row_at, column_at = row_at - (taken != 2), column_at - (taken != 1)
    return np.array(path[::-1], np.int64).T
