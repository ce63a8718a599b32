"""What a batch is asked for, what there is to do, what came of it: values that go from process to process."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from cleaner.hearing.engines import ENGINES


class State(StrEnum):
    """Where a file stands."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Asked:
    """What results depend on, besides the file itself.

    Attributes:
        formats: to write, of `cleaner.formats.FORMATS` ("txt", "srt", "vtt", "json").
        level: of the cleaning.
        hanzi: the characters to write.
        numbers: whether spoken numbers become digits.
        glossary: its lines, or none.
        engine: which program listens.
        model: as given, or None for the default.
        device: "auto", "cpu" or "cuda".
        language: a code, or "auto".
        prompt: or None for the default.
        vad: hear only where somebody speaks.
        beam_size: or None for the engine's default.
        track: the audio track to hear, or None: those in which somebody speaks.
        report: whether each file gets an html page too.
    """

    formats: tuple[str, ...] = ("txt",)
    level: Literal["light", "standard", "thorough"] = "standard"
    hanzi: Literal["simplified", "traditional", "keep"] = "simplified"
    numbers: bool = False
    glossary: tuple[str, ...] = ()
    engine: str = ENGINES[0]
    model: str | None = None
    device: str = "auto"
    language: str = "zh"
    prompt: str | None = None
    vad: bool = True
    beam_size: int | None = None
    track: int | None = None
    report: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """A file to do.

    Attributes:
        source: its path in FOLDER, with "/" between its parts; bytes that are no UTF-8 as surrogates (os.fsdecode).
        recording: whether it is to be heard, or already a transcript.
        size: bytes.
        modified: ns since 1970, or what a store has instead (an etag's hash): it changes when the file does.
        outputs: by format (and "html" for its report, "diff" for the comparison with its script) the path in OUT.
        script: path in the folder of scripts where one is given, else in FOLDER, of what was meant; or None.
        script_modified: of that script, as `modified`; 0 without one.
    """

    source: str
    recording: bool
    size: int
    modified: int
    outputs: Mapping[str, str] = field(default_factory=dict)
    script: str | None = None
    script_modified: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """What a finished file's row shows.

    Attributes:
        duration: ms of the recording or of the last time in it, or None.
        heard: characters before cleaning.
        written: characters of the script.
        edits: applied, by stage.
        offered: edits only offered.
        facts: facts gone with the edits.
        flags: what a person should look at, a few words each ("nobody speaks in it", "offers a retake").
        coverage, cer, order: against its script, as in `cleaner.comparison.Comparison`; None without one.
        states: sentences of the script by the value of their `cleaner.comparison.State`; empty without one.
        stumbled: sentences of the script with which something was the matter: number from 0, text, what it was (as
            `cleaner.delivery.progress.stumbling` tells); empty without one.
    """

    duration: int | None = None
    heard: int = 0
    written: int = 0
    edits: Mapping[str, int] = field(default_factory=dict)
    offered: int = 0
    facts: int = 0
    flags: tuple[str, ...] = ()
    coverage: float | None = None
    cer: float | None = None
    order: float | None = None
    states: Mapping[str, int] = field(default_factory=dict)
    stumbled: tuple[tuple[int, str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a task.

    Attributes:
        source: as in Task.
        state: DONE or FAILED.
        error: one line that says why it failed, or "".
        seconds: it took.
        figures: of what is done.
        content: SHA-256 of what was read, in hex; "" where it could not be read.
        heard: path in OUT and content of the transcript of a recording, if it was not there yet: who cleans the same
            recordings in another way need not hear them again.
        files: path in OUT and content of each output; nothing is written before all of them are there.
    """

    source: str
    state: State
    error: str = ""
    seconds: float = 0.0
    figures: Figures = field(default_factory=Figures)
    content: str = ""
    files: tuple[tuple[str, bytes], ...] = ()
    heard: tuple[str, bytes] | None = None
