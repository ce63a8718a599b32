"""Which facts cleaning takes out, and whether lawfully. Run: python benchmarks/facts.py FOLDER [LEVEL...]

FOLDER holds *.jsonl, whose lines have a `raw` text, or *.txt. A fact (number, date, negation, name, Latin term) may
only go where it was taken back (stage repair) or told again (stage retake), or in what was probably never said
(hallucination); an exact copy keeps it. Anything else is listed, and is a defect: the exit code is 1. Then the counts
of facts gone, by stage and kind.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from cleaner.facts import gone, is_lawful
from cleaner.pipeline import LEVELS, clean


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Every text with its name."""
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            row = json.loads(line)
            yield f"{path.name.split('.')[0]}:{row.get('id', number)}", row["raw"]
    for path in sorted(folder.glob("*.txt")):
        yield path.name, path.read_text("utf-8")


def main() -> None:
    """Print violations and counts."""
    folder, levels = Path(sys.argv[1]), sys.argv[2:] or list(LEVELS)
    violations = 0
    for level in levels:
        counts: Counter[tuple[str, str]] = Counter()
        for name, text in texts(folder):
            cleaned = clean(text, level=level, hanzi="keep")
            for lost in gone(cleaned):
                counts[lost.edit.stage, lost.fact.kind] += 1
                if not is_lawful(lost):
                    violations += 1
                    edit = lost.edit
                    span = edit.span
                    around = text[max(span.start - 12, 0) : span.start], text[span.end : span.end + 12]
                    shown = f"{around[0]}[-{edit.before}-]{{+{edit.after}+}}{around[1]}".replace("\n", "⏎")
                    print(f"{level} {name} {edit.rule} {edit.safety.name}: {lost.fact.kind} {lost.fact.text}: {shown}")
        listed = ", ".join(f"{stage} {kind} {count}" for (stage, kind), count in sorted(counts.items()))
        print(f"{level}: {listed or 'nothing gone'}")
    sys.exit(bool(violations))


if __name__ == "__main__":
    main()
