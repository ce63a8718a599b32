"""What was heard: one immutable text, with times where an engine or a subtitle file gave them."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points. An empty span is the place between two characters."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Word:
    """What an engine calls a word (one to a few tokens), with its time in the recording.

    Attributes:
        span: its code points in the transcript's text.
        start: in ms from the beginning of the recording.
        end: in ms, never before start.
        probability: the engine's own, 0 to 1, or None.
    """

    span: Span
    start: int
    end: int
    probability: float | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A line of speech as the engine or the file cut it: a Whisper segment, a subtitle cue.

    Attributes:
        span: its code points in the transcript's text.
        start: in ms from the beginning of the recording.
        end: in ms, never before start.
        avg_logprob: mean log probability of its tokens, or None.
        no_speech_prob: the engine's probability that nobody speaks, or None.
        compression_ratio: zlib's on its UTF-8 text (Whisper's sign of a loop above 2.4), or None.
        speaker: a label, where the file had one.
    """

    span: Span
    start: int
    end: int
    avg_logprob: float | None = None
    no_speech_prob: float | None = None
    compression_ratio: float | None = None
    speaker: str | None = None


@dataclass(frozen=True)
class Transcript:
    """What was heard, never changed afterwards.

    Attributes:
        text: everything, segments one a line.
        segments: in order, without overlap in the text; empty for plain text.
        words: in order, without overlap in the text; empty where there are no word times.
        language: as the engine names it ("zh"), or None.
        duration: of the recording in ms, or None.
        engine: "openai-whisper", "faster-whisper", or None for a file.
        model: as it was asked for, or None.
        prompt: what the engine was prompted with (evidence for prompt echoes), or "".
        warnings: one line each, what the reader of the recording or file could not take in whole.
        voice: when somebody speaks, as (start ms, end ms), in order and apart, measured in the recording with pauses
            of at least 0.2 s between; empty where it is not known. Words' times are the engine's, off by some tenths
            of a second: these are not.
        unheard: where somebody speaks and nothing was written, though it was listened to again, as (start ms, end ms),
            in order and apart: a hesitation, a first try, or speech that the engine cannot make out.
    """

    text: str
    segments: tuple[Segment, ...] = ()
    words: tuple[Word, ...] = ()
    language: str | None = None
    duration: int | None = None
    engine: str | None = None
    model: str | None = None
    prompt: str = ""
    warnings: tuple[str, ...] = ()
    voice: tuple[tuple[int, int], ...] = ()
    unheard: tuple[tuple[int, int], ...] = ()

    def __post_init__(self) -> None:
        for kind in (self.segments, self.words):
            reached = 0
            for part in kind:
                if part.span.start < reached or part.span.end > len(self.text):
                    raise ValueError(f"{type(part).__name__} out of order or outside the text: {part.span}")
                if not 0 <= part.start <= part.end:
                    raise ValueError(f"not a time: {part.start}..{part.end} ms")
                reached = part.span.end
        for name, stretches in (("voice", self.voice), ("unheard voice", self.unheard)):
            silent = 0
            for start, end in stretches:
                if not silent <= start < end:
                    raise ValueError(f"{name} out of order or not a time: {start}..{end} ms")
                silent = end

    def time_of(self, span: Span) -> tuple[int, int] | None:
        """Start and end in ms of the speech that the span's characters come from, or None where no times are known.

        By words where there are any under the span, else by segments. An empty span has the time of the word or segment
        that it is inside of; between two it is an instant, the end of the earlier; before the first, the first's start.
        """
        for parts, ends in ((self.words, self._word_ends), (self.segments, self._segment_ends)):
            first = bisect_right(ends, span.start)
            if not len(span):
                if first < len(parts) and parts[first].span.start < span.start:  # inside a word
                    return parts[first].start, parts[first].end
                if first:
                    return parts[first - 1].end, parts[first - 1].end
                if parts:
                    return parts[0].start, parts[0].start
                continue
            last = first
            while last < len(parts) and parts[last].span.start < span.end:
                last += 1
            if last > first:
                return parts[first].start, max(part.end for part in parts[first:last])
        return None

    @cached_property
    def _word_ends(self) -> list[int]:
        return [word.span.end for word in self.words]

    @cached_property
    def _segment_ends(self) -> list[int]:
        return [segment.span.end for segment in self.segments]


@dataclass(frozen=True, slots=True)
class Timed:
    """A piece of speech before it has a place in a transcript: what engines and subtitle readers hand to `lines`.

    Attributes:
        text: one line; line ends inside are turned into blanks.
        start: ms. end: ms.
        words: (text, start ms, end ms, probability or None), whose texts follow one another in `text`.
        avg_logprob, no_speech_prob, compression_ratio, speaker: as in Segment.
        temperature: at which the engine sampled it, 0 for the likeliest text; higher where that looked wrong to it; or
            None.
    """

    text: str
    start: int
    end: int
    words: tuple[tuple[str, int, int, float | None], ...] = ()
    avg_logprob: float | None = None
    no_speech_prob: float | None = None
    compression_ratio: float | None = None
    speaker: str | None = None
    temperature: float | None = None


def lines(pieces: Iterable[Timed]) -> tuple[str, tuple[Segment, ...], tuple[Word, ...]]:
    """Put pieces one a line: the text of a transcript, its segments and its words.

    Pieces without a visible character are left out. A word whose text is not found in order in its piece has no place
    and is left out; times are made monotone (an end before its start becomes the start).
    """
    texts: list[str] = []
    segments: list[Segment] = []
    words: list[Word] = []
    at = 0
    for piece in pieces:
        text = " ".join(piece.text.split())
        if not text:
            continue
        if texts:
            at += 1
        start = max(0, piece.start)
        segments.append(
            Segment(
                Span(at, at + len(text)),
                start,
                max(start, piece.end),
                piece.avg_logprob,
                piece.no_speech_prob,
                piece.compression_ratio,
                piece.speaker,
            )
        )
        reached = 0
        for said, begin, end, probability in piece.words:
            said = " ".join(said.split())
            found = text.find(said, reached) if said else -1
            if found < 0:
                continue
            reached = found + len(said)
            begin = max(0, begin)
            words.append(Word(Span(at + found, at + reached), begin, max(begin, end), probability))
        texts.append(text)
        at += len(text)
    return "\n".join(texts), tuple(segments), tuple(words)
