"""How it was said: pace, pauses, fillers, by the clock and by the edits."""

from cleaner.cleaned import Cleaned
from cleaner.comparison import Comparison
from cleaner.delivery.budget import budget
from cleaner.delivery.said import Said
from cleaner.delivery.suspicions import suspicions
from cleaner.delivery.tallies import tallies
from cleaner.delivery.values import LONG, Budget, Delivery, Evidence, Occurrence, Pace, Pause, Tally
from cleaner.delivery.wordless import wordless
from cleaner.transcript import Transcript

__all__ = ["LONG", "Budget", "Delivery", "Evidence", "Occurrence", "Pace", "Pause", "Tally", "delivery"]

_SHORTEST = 500  # ms of a pause
_MINUTE = 60_000


def delivery(cleaned: Cleaned, comparison: Comparison | None = None, *, target: int | None = None) -> Delivery:
    """Tell how a rehearsal was said.

    Args:
        cleaned: what was heard, with its edits. Pauses are measured where its transcript has `voice`, roughly known
            where it has words, and only between its segments where those are all it has.
        comparison: of the same with a script: paces and pauses go by its sentences then, not by those of the text.
        target: the time that it may take from the first word to the last, ms.

    Raises:
        ValueError: the target is not a time, or the comparison is of another text.
    """
    if target is not None and target <= 0:
        raise ValueError(f"not a time to keep to: {target} ms")
    if comparison is not None and comparison.cleaned.text != cleaned.text:
        raise ValueError("the comparison is of another text")
    said = Said(cleaned, comparison)
    paces = tuple(_paces(said))
    pauses = tuple(_pauses(said))
    hidden = tuple(suspicions(said))
    syllables, whole, speaking = said.syllables(), said.whole, said.speaking
    return Delivery(
        duration=cleaned.transcript.duration or (whole[1] if whole else None),
        latency=whole[0] if whole else None,
        speaking=speaking,
        syllables=syllables,
        rate=_rate(syllables, whole[1] - whole[0]) if whole else None,
        articulation=_rate(syllables, speaking) if speaking else None,
        paces=paces,
        pauses=pauses,
        tallies=tuple(tallies(said, len(hidden))),
        suspicions=hidden,
        budget=budget(said, paces, pauses, target) if target and whole else None,
        notes=tuple(_notes(said)),
    )


def _rate(syllables: int, ms: int) -> float | None:
    return syllables * _MINUTE / ms if ms else None


def _paces(said: Said) -> list[Pace]:
    paces = []
    for number, span in said.sentences:
        time = said.time_of(span)
        syllables = said.syllables(said.cleaned.origin(span))
        if time and syllables and (rate := _rate(syllables, time[1] - time[0])):
            paces.append(Pace(number, span, *time, syllables, rate))
    return paces


def _pauses(said: Said) -> list[Pause]:
    evidence = Evidence.HEARD if said.is_measured else Evidence.TIMED
    return [
        Pause(start, end, at, said.is_inside(at), evidence) for start, end, at in said.gaps if end - start >= _SHORTEST
    ]


def _notes(said: Said) -> list[str]:
    transcript = said.cleaned.transcript
    missing = [wordless(transcript.unheard)] if transcript.unheard else []
    return [*missing, *_doubts(said, transcript)]


def _doubts(said: Said, transcript: Transcript) -> list[str]:
    if not transcript.segments and not transcript.words:
        return ["there are no times in the text: pace, pauses and length cannot be told"]
    if not transcript.words:
        return [
            "there are times of lines only, not of words: pauses inside a line, the time spent speaking, and the pace "
            "of a sentence that is part of a line cannot be told"
        ]
    if not said.is_measured:
        return ["pauses are told from the times of words, which may be off by some tenths of a second"]
    return []
