"""A night's batch in small: thousands of transcripts, some recordings, files that are broken.

    PYTHONPATH=. python benchmarks/batch.py [--transcripts 10000] [--recordings 20]

Told are: all files accounted for, time, memory over the run, the second run, two processes against one, and what a file
costs over the bare `clean()`.
"""

import argparse
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import wave
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from rehearsal import materials

from cleaner import clean
from cleaner.batch.manifest import rows
from cleaner.batch.task import State
from cleaner.hearing import audio

SAMPLES = Path(__file__).parent.parent / "samples"
SILENT = b"RIFF\x24\x7d\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x80\x3e\0\0\0\x7d\0\0\2\0\x10\0data\0\x7d\0\0"  # its header
SIZES = (("notes", 2000, (3, 10)), ("talks", 4000, (110, 130)))  # for the ratios: name, how many, sentences


def make(folder: Path, transcripts: int, recordings: int, length: tuple[int, int] = (3, 10)) -> None:
    """Fill a folder with transcripts of so many sentences, and with recordings."""
    chance = random.Random(1)
    sentences = [line.text for material in materials() for line in material.lines]
    for number in range(transcripts):
        place = folder / "transcripts" / f"{number % 100:02}"
        place.mkdir(parents=True, exist_ok=True)
        said = chance.sample(sentences, chance.randint(*length))
        text = "".join("嗯，" * (chance.random() < 0.2) + one for one in said)
        (place / f"talk {number:05}.txt").write_text(text)
    if recordings:
        (folder / "recordings").mkdir(parents=True)
        samples = audio.decode(SAMPLES / "lesson.mp3").samples
        for number in range(recordings):
            start = number * 2 * audio.RATE
            with wave.open(str(folder / "recordings" / f"take {number:02}.wav"), "wb") as file:
                file.setnchannels(1)
                file.setsampwidth(2)
                file.setframerate(audio.RATE)
                file.writeframes(samples[start : start + 8 * audio.RATE].tobytes())


def spoil(folder: Path) -> int:
    """Bad files of every kind; returns how many."""
    (folder / "bad").mkdir()
    kinds = {
        "noise.txt": bytes(range(256)) * 64,
        "noise.mp3": random.Random(2).randbytes(20_000),
        "empty.m4a": b"",
        "cut.json": b'{"segments": [{"start": 0, "te',
        "wrong.srt": b"1\n00:00:01,000 --> \n",
        "silent.wav": SILENT + bytes(32000),
    }
    for number in range(5):
        for name, content in kinds.items():
            (folder / "bad" / f"{number} {name}").write_bytes(content)
    return 5 * len(kinds)


class Cost(NamedTuple):
    """Seconds by the clock and of processors, and the memory of all processes over the run, in MB."""

    seconds: float
    cpu: float
    memory: list[int]


def run(folder: Path, out: Path, *options: str) -> Cost:
    """What a run costs."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    command = [sys.executable, "-m", "cleaner", "batch", str(folder), "-o", str(out), "-q", *options]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        memory: list[int] = []
        over = threading.Event()

        def watch() -> None:
            while not over.wait(0.5):
                memory.append(tree(process.pid) >> 20)

        watcher = threading.Thread(target=watch)
        watcher.start()
        process.wait()
        over.set()
        watcher.join()
    seconds = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, memory)


def tree(pid: int) -> int:
    """Bytes of a process and those below it, what they share counted once each."""
    total = 0
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1]) << 10
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            total += tree(int(child))
    except OSError:
        pass
    return total


def compare(place: Path, name: str, count: int, length: tuple[int, int]) -> None:
    """Two processes against one, and one against the bare `clean()`."""
    few = place / "in"
    make(few, count, 0, length)
    texts = [path.read_text() for path in sorted(few.rglob("*.txt"))]
    clean(texts[0])
    begun, busy = time.perf_counter(), time.process_time()
    for text in texts:
        clean(text)
    bare, busy = time.perf_counter() - begun, time.process_time() - busy
    start = run(few / "transcripts" / "00", place / "start", "--jobs", "1")  # a hundredth: mostly starting
    one = run(few, place / "one", "--jobs", "1")
    two = run(few, place / "two", "--jobs", "2")
    print(f"{count} {name} of {sum(map(len, texts)) // count} characters, seconds (of processors):", end=" ")
    print(f"bare clean() {bare:.2f} ({busy:.2f}), starting {start.seconds:.2f} ({start.cpu:.2f}),", end=" ")
    print(f"one process {one.seconds:.2f} ({one.cpu:.2f}), two {two.seconds:.2f} ({two.cpu:.2f})")
    ratio = (one.seconds - start.seconds) / (two.seconds - start.seconds)
    print(f"  two against one: {one.seconds / two.seconds:.2f} ({ratio:.2f} without starting)")
    over = (one.seconds - start.seconds - bare) / count * 1000, (one.cpu - start.cpu - busy) / count * 1000
    print(f"  over bare clean(): {over[0]:.2f} ms a file ({over[1]:.2f} of processors)", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--transcripts", type=int, default=10_000)
    parser.add_argument("--recordings", type=int, default=20)
    options = parser.parse_args()
    place = Path(tempfile.mkdtemp(prefix="cleaner-batch-"))
    try:
        whole = place / "all"
        make(whole, options.transcripts, options.recordings)
        bad = spoil(whole)
        seconds, _, memory = run(whole, place / "out")
        states = Counter(row.state for row in rows(place / "out").values())
        print(f"{options.transcripts} transcripts, {options.recordings} recordings, {bad} bad files:", dict(states))
        assert sum(states.values()) == options.transcripts + options.recordings + bad
        quarters = [max(memory[len(memory) * at // 4 : len(memory) * (at + 1) // 4], default=0) for at in range(4)]
        print(f"  {seconds:.1f} s; memory of all processes, most of each quarter: {quarters} MB")
        print(f"  second run: {run(whole, place / 'out').seconds:.2f} s")
        print("  failed:", Counter(row.error[:60] for row in rows(place / "out").values() if row.state is State.FAILED))

        for name, count, length in SIZES:
            compare(place / name, name, count, length)
    finally:
        shutil.rmtree(place)


if __name__ == "__main__":
    main()
