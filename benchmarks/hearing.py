"""What is heard of recordings, beside the bare engines: errors, seconds, and what was lost without a word about it.

Run: python benchmarks/hearing.py FOLDER [NAME ...] [--engine faster-whisper] [--way cleaner ...] [--json kept.json]

FOLDER holds recordings (NAME.flac, .wav, .m4a …) and beside each NAME.tsv: a line of speech a row, its start and end in
seconds and what was said. Each recording is heard in a process of its own, on one thread:

- `cleaner`: by `cleaner.transcribe`, as any command does, before anything is cleaned;
- `bare`: by the engine with its own defaults, the language told;
- `bare vad`: the same with `vad_filter`, which only faster-whisper has.

CER, in percent, is over letters, digits and hanzi, simplified, in lower case, digits read out. CPU s are those of the
whole process, loading included. A passage is lost where six letters or more in a row have nothing like them in what was
heard; `unsaid` are those whose line no warning's and no mark's time touches. `invented` are runs of six letters or more
that nobody said.
"""

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from rapidfuzz.distance import Levenshtein

from cleaner.language.fold import fold

ENGINES = ("faster-whisper", "openai-whisper")
WAYS = ("cleaner", "bare", "bare vad")
LEAST = 6  # letters of a passage
_DIGITS = str.maketrans("0123456789", "零一二三四五六七八九")
_STRETCH = re.compile(r"(\d+):(\d\d\.\d)-(\d+):(\d\d\.\d)")
_ROOM = 1.0  # s that a warning's time may be off


class Line(NamedTuple):
    """A row of a tsv: start s, end s, the letters said."""

    start: float
    end: float
    said: str


def letters(text: str) -> str:
    """What is compared."""
    return "".join(filter(str.isalnum, fold(text))).translate(_DIGITS)


def lines(path: Path) -> list[Line]:
    """The rows of a tsv."""
    rows = [row.split("\t") for row in path.read_text("utf-8").splitlines()]
    return [Line(float(start), float(end), letters(said)) for start, end, said in rows]


def runs(said: str, heard: str) -> tuple[list[tuple[int, int]], list[str]]:
    """Passages of `said` without a letter in `heard`, as (first, last + 1), and those of `heard` that nobody said."""
    lost, invented = [], []
    for tag, start, end, first, last in Levenshtein.opcodes(said, heard):
        if tag == "delete" and end - start >= LEAST:
            lost.append((start, end))
        if tag == "insert" and last - first >= LEAST:
            invented.append(heard[first:last])
    return lost, invented


def without_warning(lost: list[tuple[int, int]], told: list[Line], marks: list[list[int]]) -> Iterator[str]:
    """The lost passages that lie in no marked time, by the times of their lines."""
    at = 0
    for line in told:
        for start, end in lost:
            first, last = max(start - at, 0), min(end - at, len(line.said))
            if first >= last:
                continue
            pace = (line.end - line.start) / len(line.said)
            begin, finish = line.start + first * pace - _ROOM, line.start + last * pace + _ROOM
            if not any(begin <= mark[1] / 1000 and mark[0] / 1000 <= finish for mark in marks):
                yield line.said[first:last]
        at += len(line.said)


def _times(warnings: Iterable[str]) -> list[list[int]]:
    """The stretches that warnings name (1:02.5-1:04.0), in ms."""
    named = (match for warning in warnings for match in _STRETCH.findall(warning))
    return [[round((int(a) * 60 + float(b)) * 1000), round((int(c) * 60 + float(d)) * 1000)] for a, b, c, d in named]


def hear(way: str, engine: str, recording: Path) -> dict[str, Any]:
    """What one way hears, in this process."""
    marks: list[Any] = []
    if way == "cleaner":
        from cleaner import transcribe

        heard = transcribe(recording, engine=engine, word_times=False)
        text, marks = heard.text, _times(heard.warnings)
    else:
        from cleaner.hearing.audio import decode
        from cleaner.hearing.engines import embedded

        samples = decode(recording).samples.astype("float32") / 32768
        if engine == "faster-whisper":
            import faster_whisper

            network = faster_whisper.WhisperModel(str(embedded.folder()), "cpu", compute_type="int8")
            found, _ = network.transcribe(samples, language="zh", vad_filter=way == "bare vad")
            text = " ".join(segment.text for segment in found)
        else:
            import whisper

            text = whisper.load_model(str(embedded.checkpoint_file())).transcribe(samples, language="zh")["text"]
    usage = resource.getrusage(resource.RUSAGE_SELF)
    peak = usage.ru_maxrss / 1024
    return {"text": text, "marks": marks, "seconds": usage.ru_utime + usage.ru_stime, "peak": peak}


def heard_apart(way: str, engine: str, recording: Path) -> dict[str, Any]:
    """The same in a process of its own, on one thread."""
    with tempfile.NamedTemporaryFile(suffix=".json") as out:
        command = [sys.executable, __file__, "--hear", way, engine, str(recording), out.name]
        threads = {"OMP_NUM_THREADS": "1", "NUMBA_NUM_THREADS": "1"}
        subprocess.run(command, check=True, env=os.environ | threads, stderr=subprocess.DEVNULL)
        found: dict[str, Any] = json.loads(Path(out.name).read_text("utf-8"))
        return found


def main() -> None:
    """Print the table."""
    if sys.argv[1:2] == ["--hear"]:
        *asked, out = sys.argv[2:]
        Path(out).write_text(json.dumps(hear(asked[0], asked[1], Path(asked[2]))), "utf-8")
        return
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--engine", action="append", choices=ENGINES)
    parser.add_argument("--way", action="append", choices=WAYS)
    parser.add_argument("--json", type=Path, help="keep what was heard here; the bare engines are not asked again")
    asked = parser.parse_args()
    kept = json.loads(asked.json.read_text("utf-8")) if asked.json and asked.json.exists() else {}
    print(f"{'tape':22}{'engine':16}{'way':10}{'CER':>7}{'CPU s':>8}{'MB':>6}  lost / unsaid / invented")
    for tsv in sorted(asked.folder.glob("*.tsv")):
        if asked.names and tsv.stem not in asked.names:
            continue
        (recording,) = (path for path in tsv.parent.glob(f"{tsv.stem}.*") if path.suffix != ".tsv")
        told = lines(tsv)
        said = "".join(line.said for line in told)
        for engine in asked.engine or ENGINES:
            for way in asked.way or WAYS:
                if way == "bare vad" and engine != "faster-whisper":
                    continue
                name = f"{tsv.stem}/{engine}/{way}"
                if way == "cleaner" or name not in kept:
                    kept[name] = heard_apart(way, engine, recording)
                heard = letters(kept[name]["text"])
                cer = 100 * Levenshtein.distance(said, heard) / max(len(said), 1)
                lost, invented = runs(said, heard)
                unsaid = list(without_warning(lost, told, kept[name]["marks"]))
                found = f"{[said[start:end] for start, end in lost]} / {unsaid} / {invented}".replace("'", "")
                figures = f"{cer:7.1f}{kept[name]['seconds']:8.1f}{kept[name]['peak']:6.0f}"
                print(f"{tsv.stem:22}{engine:16}{way:10}{figures}  {found}", flush=True)
                if asked.json:
                    asked.json.write_text(json.dumps(kept, ensure_ascii=False, indent=1), "utf-8")


if __name__ == "__main__":
    main()
