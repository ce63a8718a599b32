"""A recording becomes a transcript."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

from cleaner.errors import CleanerError
from cleaner.hearing import engines
from cleaner.hearing.engines.prompt import MANDARIN
from cleaner.transcript import Timed, Transcript, lines

if TYPE_CHECKING:
    from _typeshed import StrPath

AUTO = "auto"


class Memory(Protocol):
    """What has been heard of one recording, window by window: a hearing that was stopped goes on where it was."""

    def recall(self, window: int) -> Sequence[Timed] | None:
        """What was heard in a window, in ms of the recording, or None if it was not heard yet."""
        ...

    def keep(self, window: int, pieces: Sequence[Timed]) -> None:
        """Remember what was heard in a window, in ms of the recording."""
        ...


def transcribe(
    path: "StrPath",
    *,
    engine: str | engines.Engine = "openai-whisper",
    model: str | None = None,
    language: str = "zh",
    glossary: Sequence[str] = (),
    prompt: str | None = None,
    device: str = "auto",
    vad: bool = True,
    beam_size: int | None = None,
    word_times: bool = True,
    track: int | None = None,
    begun: Callable[[Sequence[int]], None] | None = None,
    progress: Callable[[int, int], None] | None = None,
    heard: Callable[[Timed], None] | None = None,
    memory: Memory | None = None,
) -> Transcript:
    """Hear a recording, offline.

    Args:
        path: a recording in any usual format.
        engine: "openai-whisper" or "faster-whisper"; or an engine that `engines.load` has loaded, to hear several
            recordings with (model and device are its own then).
        model: as in `engines.load`.
        language: a code such as "zh", or "auto": as heard in the first window.
        glossary: terms and names that may be said, the most important first.
        prompt: what the engine is told before each window; None for a short Mandarin one where the language is zh.
            Full-width punctuation in it becomes half-width, which Whisper needs.
        device: "auto", "cpu" or "cuda".
        vad: hear only where somebody speaks. Without it, silence and noise may become text that nobody said, and
            pauses are not measured.
        beam_size: hypotheses kept while decoding, 1 or more; None for the engine's default.
        word_times: the transcript has the times of words. They are worked out in any case: what is left out is found
            by them. So the text is the same.
        track: the number of the audio track to hear, from 1; None: those in which somebody speaks.
        begun: called with the ms of speech in each window, once they are known and before the engine is loaded.
        progress: called with the ms of the recording done and in all, first and after each window.
        heard: called with each piece of text as soon as it is heard, its times those of the recording.
        memory: asked before a window is heard, and told what was heard in it.

    Returns:
        The transcript, whose times are ms in the recording, and whose prompt is what the engine was told.

    Raises:
        CleanerError: the recording cannot be read or is silent, or the engine or model cannot be had.
    """
    # Heavy, so imported when somebody transcribes and not with the package.
    from cleaner.delivery.wordless import times, wordless
    from cleaner.hearing import channels, voice_activity, voice_edges
    from cleaner.hearing.listening import Listener
    from cleaner.hearing.second_opinion import left_out, reconsidered
    from cleaner.hearing.unheard import unheard

    if beam_size is not None and beam_size < 1:
        raise CleanerError(f"a beam of {beam_size}: give 1 or more")
    recording = channels.decode(path, track=track)
    if voice_activity.is_silent(recording.samples):
        raise CleanerError(f"{path}: silent from beginning to end; was the right microphone on?")
    regions = [voice_activity.Region(0, len(recording.samples))]
    spoken: tuple[tuple[int, int], ...] = ()
    warnings = recording.warnings
    if vad:
        likely = reconsidered(recording.samples, voice_activity.probabilities(recording.samples))
        regions = voice_activity.regions(likely, len(recording.samples))
        spoken = voice_edges.stretches(recording.samples, regions, likely)
        if doubtful := left_out(recording.samples, likely):
            warnings += (f"{path}: taken for music or noise, and not listened to: {times(doubtful)}",)
    windows = voice_activity.windows(regions, recording.samples)
    if begun:
        begun([window.length for window in windows])
    if not windows:
        warnings += (f"{path}: nobody speaks in it",)
    hearing = engines.load(engine, model, device) if isinstance(engine, str) else engine
    if language == AUTO:
        language = hearing.language(windows[0].samples(recording.samples)) if windows else AUTO
    prompt = prompt if prompt is not None else MANDARIN if language == "zh" else ""
    told = hearing.told(prompt, glossary)
    listener = Listener(hearing, recording.samples, language, told, prompt, beam_size)

    def pieces() -> Iterator[Timed]:
        for number, window in enumerate(windows):
            report(window.time(0))
            known = memory.recall(number) if memory is not None else None
            found = listener.hear(window, spoken) if known is None else known
            if memory is not None and known is None:
                memory.keep(number, found)
            for piece in found:
                if heard:
                    heard(piece)
                yield piece
        report(recording.duration)

    def report(done: int) -> None:
        if progress:
            progress(done, recording.duration)

    found = list(pieces())
    text, segments, words = lines(found)
    missing = unheard(found, spoken)
    if missing:
        warnings += (f"{path}: {wordless(missing)}",)
    return Transcript(
        text,
        segments,
        words if word_times else (),
        language=None if language == AUTO else language,
        duration=recording.duration,
        engine=hearing.name,
        model=hearing.model,
        prompt=told,
        warnings=warnings,
        voice=spoken,
        unheard=missing,
    )
