"""Damaged files of every kind that is read: python benchmarks/mutilate.py [--count 5000] [--first SEED] [KIND...]

Each is made of a small whole file: bits flipped, stretches cut out, zeroed, doubled or exchanged, numbers put beyond
all bounds; in a docx the parts inside of it too. It must be read, or refused with a CleanerError: anything else is a
bug, and is listed with the number that makes it again (--first N --count 1). A mutant that takes longer than 30 s ends
the run with a traceback; it lies in the folder that is printed. The exit code is 1 where something was found.
"""

import argparse
import faulthandler
import io
import json
import random
import re
import resource
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from cleaner import clean, compare, formats
from cleaner.batch.manifest import Manifest, Output, Row, rows
from cleaner.batch.task import Figures, State
from cleaner.cleaned import Cleaned
from cleaner.delivery import delivery
from cleaner.delivery.progress import Take, progress
from cleaner.errors import CleanerError
from cleaner.formats import decisions, documents
from cleaner.formats.encoding import decode
from cleaner.glossary import glossary
from cleaner.hearing import channels
from cleaner.report import terminal
from cleaner.report.html import page
from cleaner.transcript import Segment, Span, Transcript, Word

LONGEST = 30  # s
TEXT = (
    "# 开场\n\n各位老师好，我姓周。\n\n- 嗯，我我先介绍一下 TensorFlow。\n\n> （停顿）后来，2020年春天，不对，秋天。\n"
)
CUES = "00:00:01{0}000 --> 00:00:03{0}500\n嗯，我我姓周。\n\n00:00:04{0}000 --> 00:01:06{0}000\n<v 周>后来自学 Go。\n"
HEARD = Transcript(
    "嗯，我我姓周。后来自学。",
    (Segment(Span(0, 7), 1000, 3500, -0.2, 0.01, 1.2), Segment(Span(7, 12), 4000, 6000, speaker="周")),
    (Word(Span(0, 1), 1000, 1300, 0.9), Word(Span(2, 7), 1400, 3500, 0.8)),
    language="zh",
    duration=7000,
)
WHISPER = {
    "language": "zh",
    "segments": [
        {"start": 0.5, "end": 2.25, "text": "嗯，我我姓周。", "avg_logprob": -0.2, "no_speech_prob": 0.01},
        {"start": 3, "end": 4.5, "text": "后来", "words": [{"word": "后来", "start": 3, "end": 3.5, "score": 0.9}]},
    ],
}
ODD = (b"1e400", b"-1", b"9" * 400, b"9" * 5000, b"NaN", b"-Infinity", b"[" * 5000, b"null", b'"', b"{}", b"0")
NUMBER = re.compile(rb"-?[0-9]+(?:\.[0-9]+)?")
CONTAINERS = {
    "wav": "pcm_s16le",
    "mp3": "libmp3lame",
    "m4a": "aac",
    "aac": "aac",
    "flac": "flac",
    "ogg": "vorbis",
    "opus": "libopus",
    "webm": "libopus",
    "wma": "wmav2",
    "mkv": "flac",
    "mov": "pcm_s16le",
    "aiff": "pcm_s16be",
}


def mutant(data: bytes, seed: int) -> bytes:
    """A file with one to four damages; the same for the same seed."""
    chance = random.Random(seed)
    found = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4))):
        length = len(found)
        if not length:
            break
        # Headers are small and matter most.
        at = chance.randrange(min(length, 200) if chance.random() < 0.4 else length)
        end = min(length, at + chance.choice((1, 2, 4, 16, 200, length // 4 + 1)))
        numbers = list(NUMBER.finditer(found))
        match chance.randrange(9):
            case 0 | 1:
                found[at] ^= 1 << chance.randrange(8)
            case 2:
                found[at:end] = chance.randbytes(end - at)
            case 3:
                found[at:end] = bytes([chance.choice((0, 0xFF, 0x7F, 0x80))]) * (end - at)
            case 4:
                del found[at:end]
            case 5:
                del found[at:]
            case 6:
                other = chance.randrange(length)
                found[other:other] = found[at:end]
            case 7 if numbers:
                number = chance.choice(numbers)
                found[number.start() : number.end()] = chance.choice(ODD)
            case _:
                found[at:at] = chance.choice(ODD)
    return bytes(found)


def package(data: bytes, seed: int) -> bytes:
    """A zip with one of its parts damaged, missing or empty; or the zip itself damaged."""
    chance = random.Random(seed)
    if chance.random() < 0.3:
        return mutant(data, seed)
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        texts = [name for name in old.namelist() if name.endswith((".xml", ".rels"))]
        chosen = chance.choice([*texts, "word/document.xml", "word/styles.xml"])
        for name in old.namelist():
            content = old.read(name)
            if name == chosen:
                if chance.random() < 0.1:
                    continue
                content = tags(content, chance) if chance.random() < 0.6 else mutant(content, seed)
            new.writestr(name, content)
    return made.getvalue()


def tags(content: bytes, chance: random.Random) -> bytes:
    """Xml that stays well formed: an element or attribute renamed or without its value, elements left out."""
    found = list(re.finditer(rb'w:[A-Za-z]+(?==")|(?<==")[^"<>]*(?=")|<w:([A-Za-z]+)(?: [^<>]*)?/>', content))
    for match in sorted(chance.sample(found, min(len(found), chance.choice((1, 3, 30)))), key=lambda one: -one.start()):
        new = b"" if match[1] else chance.choice((b"w:x", b"", b"-1", b"unknown", b"9" * 30))
        if match[0].startswith(b"w:") and not match[1]:
            new = b"w:x%d" % match.start()
        content = content[: match.start()] + new + content[match.end() :]
    return content


def sound(folder: Path, kind: str, tracks: int = 1) -> bytes:
    """A second of a tone in each track."""
    path = folder / f"whole.{kind}"
    tone = (np.sin(np.arange(16_000) / 6) * 9000).astype(np.int16)
    with av.open(str(path), "w") as container:
        codec = CONTAINERS[kind]
        for _ in range(tracks):
            stream = container.add_stream(codec, rate=48_000, layout="stereo", options={"strict": "experimental"})
            stream.bit_rate = 128_000
        for stream in container.streams.audio:
            frame = av.AudioFrame.from_ndarray(np.repeat(tone, 2)[None], format="s16", layout="stereo")
            frame.sample_rate = 16_000
            resampler = av.AudioResampler(stream.codec_context.format, "stereo", stream.codec_context.sample_rate)
            fifo = av.AudioFifo()
            for part in (*resampler.resample(frame), *resampler.resample(None)):
                part.pts = None
                fifo.write(part)
            done = 0
            while part := fifo.read(stream.codec_context.frame_size or 1024, partial=True):
                part.pts, part.time_base, done = done, Fraction(1, part.sample_rate), done + part.samples
                container.mux(stream.encode(part))
            container.mux(stream.encode(None))
    return path.read_bytes()


def wholes(folder: Path) -> dict[str, bytes]:
    """A small whole file of each kind."""
    from docx import Document

    document = Document()
    document.add_heading("开场")
    for line in TEXT.splitlines():
        document.add_paragraph(line, style="List Bullet" if line.startswith("-") else None)
    document.add_table(1, 1).cell(0, 0).text = "表"
    document.save(str(folder / "whole.docx"))
    place = folder / "out" / ".cleaner" / "manifest.sqlite"
    manifest = Manifest(place)
    outputs = {"txt": Output("一.txt", 1, 2, "ab")}
    figures = Figures(edits={"filler": 2}, flags=("offers a retake",), cer=0.1)
    manifest.record(
        Row(f"{name}.txt", 1, 2, False, "", "ab", "cd", State.DONE, "", 0.1, 1.0, figures, outputs)
        for name in range(30)
    )
    manifest.close()
    cleaned = clean(HEARD)
    edit = cleaned.edits[0]
    chosen = {"rule": edit.rule, "spans": [[span.start, span.end] for span in edit.spans], "after": edit.after}
    saved = {"format": decisions.FORMAT, "version": 1, "text": decisions.fingerprint(HEARD), "reject": [chosen]}
    return {
        "txt": TEXT.encode(),
        "gbk.txt": TEXT.encode("gbk"),
        "md": TEXT.encode(),
        "srt": CUES.format(",").encode(),
        "vtt": b"WEBVTT\n\n" + CUES.format(".").encode(),
        "json": formats.write(cleaned, "json").encode(),
        "whisper.json": json.dumps(WHISPER).encode(),
        "docx": (folder / "whole.docx").read_bytes(),
        "glossary": "TensorFlow = 坦索弗洛, tensor flow\n平安科技 !饲料\n张量 = 张亮 !同学 ≠ 张良\n".encode(),
        "decisions": json.dumps({**saved, "accept": []}).encode(),
        "manifest": place.read_bytes(),
        "amr": b"#!AMR\n" + b"".join(b"\x3c" + random.Random(5).randbytes(31) for _ in range(50)),
        **{kind: sound(folder, kind) for kind in CONTAINERS},
        "tracks.mkv": sound(folder, "mkv", tracks=2),
    }


def heard(path: Path) -> None:
    """Read a transcript, clean and compare it, and write it in every format."""
    given = formats.read(path)
    kept = given if isinstance(given, Cleaned) else Cleaned(given)
    for cleaned in (kept, clean(kept.transcript)):
        for kind in formats.FORMATS:
            try:
                formats.write(cleaned, kind).encode()
            except CleanerError:  # no times for subtitles
                continue
    take = Take(path.name, compare(cleaned, "各位老师好，我姓周。"), delivery(cleaned))
    terminal.write(progress([take]))
    page(cleaned, take.comparison, take.delivery, title=path.name)


def listed(path: Path) -> None:
    """Read the manifest of a folder of results, then write into it."""
    place = path.parent / "out" / ".cleaner" / "manifest.sqlite"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.with_name("manifest.sqlite-journal").unlink(missing_ok=True)
    place.write_bytes(path.read_bytes())
    known = rows(path.parent / "out")
    manifest = Manifest(place)
    try:
        manifest.record(known.values())
    finally:
        manifest.close()


READERS: dict[str, Callable[[Path], object]] = {
    **dict.fromkeys(("txt", "gbk.txt", "srt", "vtt", "json", "whisper.json"), heard),
    **dict.fromkeys(("md", "docx"), documents.read),
    "glossary": lambda path: glossary(decode(path.read_bytes(), str(path))[0].split("\n")),
    "decisions": decisions.read,
    "manifest": listed,
    **dict.fromkeys(("amr", *CONTAINERS, "tracks.mkv"), channels.decode),
}


def broken(kind: str, whole: bytes, seeds: range, folder: Path) -> Iterator[tuple[int, str]]:
    """The seeds whose mutant is an internal error, each with that."""
    path = folder / f"mutant.{kind}"
    make = package if kind == "docx" else mutant
    for seed in seeds:
        path.write_bytes(make(whole, seed))
        try:
            READERS[kind](path)
        except CleanerError as error:
            if "\n" in str(error):
                yield seed, f"several lines: {error!r}"
        except Exception as error:
            yield seed, f"{type(error).__name__}: {error}"


def main() -> None:
    """Try kind after kind."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=", ".join(READERS))
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp())
    print(folder)
    av.logging.set_level(None)
    found = 0
    whole = wholes(folder)
    for kind in asked.kinds or READERS:
        begun, bugs = time.perf_counter(), 0
        for first in range(asked.first, asked.first + asked.count, 10):
            faulthandler.dump_traceback_later(LONGEST, exit=True)
            for seed, error in broken(
                kind, whole[kind], range(first, min(first + 10, asked.first + asked.count)), folder
            ):
                bugs += 1
                print(f"  {kind} {seed}: {error[:200]}", flush=True)
        faulthandler.cancel_dump_traceback_later()
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        seconds = time.perf_counter() - begun
        print(f"{kind:13} {asked.count} mutants, {bugs} bugs, {seconds:.0f} s, {most} MB at most so far", flush=True)
        found += bugs
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
