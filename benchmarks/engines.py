"""Both engines on the sample recordings: CER, real-time factor, peak memory. Run: python benchmarks/engines.py

Each row is a fresh `cleaner transcribe` in a process of its own, loading of the model included. CER counts letters,
digits and hanzi only, case folded: `heard` against what was said (NAME.said.txt), `clean` against the script that was
meant (NAME.script.txt), `uncleaned` is what that would be without cleaning, and `taken` with the offered retakes taken.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from cleaner.formats import read
from cleaner.language.fold import fold

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
ENGINES = ("openai-whisper", "faster-whisper")
COLUMNS = ("heard", "uncleaned", "clean", "taken", "× real time", "peak MB")


def letters(text: str) -> str:
    """What is compared."""
    return "".join(filter(str.isalnum, fold(text)))


def cer(text: str, truth: str) -> float:
    """Character error rate in percent."""
    return 100 * Levenshtein.distance(letters(text), letters(truth)) / len(letters(truth))


def main() -> None:
    """Print the table."""
    print(f"{'sample':12}{'engine':16}" + "".join(f"{name:>12}" for name in COLUMNS))
    for said in sorted(SAMPLES.glob("*.said.txt")):
        name = said.name.removesuffix(".said.txt")
        (recording,) = (path for path in SAMPLES.glob(f"{name}.*") if path.suffix in (".m4a", ".mp3", ".opus", ".flac"))
        script = (SAMPLES / f"{name}.script.txt").read_text("utf-8")
        for engine in ENGINES:
            with tempfile.TemporaryDirectory() as folder:
                out = Path(folder) / "out.json"
                command = [sys.executable, "-m", "cleaner", "transcribe", str(recording), "--engine", engine]
                start = time.perf_counter()
                process = subprocess.Popen([*command, "--quiet", "-o", str(out)])
                _, status, usage = os.wait4(process.pid, 0)
                seconds = time.perf_counter() - start
                if status:
                    sys.exit(f"{' '.join(command)}: status {status}")
                cleaned = read(out)
                duration = json.loads(out.read_text("utf-8"))["transcript"]["duration"] / 1000
            heard = cleaned.transcript.text
            taken = cleaned.accepting(*(edit for edit in cleaned.offered if edit.stage == "retake")).text
            errors = (
                cer(heard, said.read_text("utf-8")),
                cer(heard, script),
                cer(cleaned.text, script),
                cer(taken, script),
            )
            print(f"{name:12}{engine:16}" + "".join(f"{error:12.1f}" for error in errors), end="")
            print(f"{seconds / duration:12.2f}{usage.ru_maxrss / 1024:12.0f}")


if __name__ == "__main__":
    main()
