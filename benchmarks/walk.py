"""How long `cleaner batch` takes to find what there is to do. Run: python benchmarks/walk.py [FILES]

A folder of FILES (50,000) recordings and transcripts is made and walked; then 2,000 results are written, in groups of
64 and one by one. Times are of the processor, so that others on the machine do not count, and for comparison as a
multiple of the bare listing of the folder, and of writing without any care.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from cleaner.batch.storage import store
from cleaner.batch.walk import walk

_FOLDERS = 200
_RESULTS = 2000
_GROUP = 64


def fill(folder: Path, files: int) -> None:
    """Talks of many speakers, half of them recordings, and an ignore file."""
    for number in range(_FOLDERS):
        (folder / f"speaker {number}" / "讲").mkdir(parents=True)
    for number in range(files):
        name = f"talk {number}.m4a" if number % 2 else f"第{number}讲.txt"
        (folder / f"speaker {number % _FOLDERS}" / "讲" / name).touch()
    (folder / ".cleanerignore").write_text("draft*\n*.bak\n/old/\n")


def listing(folder: Path) -> int:
    """Every file with its size and time, and nothing else."""
    return sum(os.stat(f"{place}/{name}").st_size for place, _, names in os.walk(folder) for name in names)  # noqa: PTH116


def best(run: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    """Seconds of the fastest of three runs."""
    times = []
    for _ in range(3):
        begun = clock()
        run()
        times.append(clock() - begun)
    return min(times)


def main() -> None:
    """Print times."""
    files = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    with tempfile.TemporaryDirectory(dir=".") as place:
        folder = Path(place, "in")
        fill(folder, files)
        bare = best(lambda: listing(folder))
        found = best(lambda: walk(store(str(folder)), store(f"{place}/out"), report=True, exclude=["*.tmp"]))
        print(f"{files} files: walked in {found:.2f} s, {found / bare:.1f} times the bare listing")
        data = b"x" * 3000
        results = [(f"{number % 20}/{number}.txt", data) for number in range(_RESULTS)]
        for number in range(20):
            Path(place, "plain", str(number)).mkdir(parents=True)
        plain = best(lambda: [Path(place, "plain", path).write_bytes(data) for path, _ in results], time.perf_counter)
        out = store(f"{place}/out")
        for group in (_GROUP, 1):
            groups = [results[at : at + group] for at in range(0, _RESULTS, group)]
            taken = best(lambda groups=groups: [out.write_many(some) for some in groups], time.perf_counter)  # type: ignore[misc]
            each = taken / _RESULTS * 1000
            print(f"in groups of {group}: {each:.2f} ms a result, {taken / plain:.1f} times writing without care")


if __name__ == "__main__":
    main()
