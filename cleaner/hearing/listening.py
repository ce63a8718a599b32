"""How a window is heard: once as a whole, and again in part where there is voice without words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from cleaner.hearing.audio import RATE
from cleaner.hearing.engines import Engine
from cleaner.hearing.unheard import Heard
from cleaner.hearing.unsaid import may_be_said
from cleaner.hearing.voice_activity import Window
from cleaner.transcript import Timed

_LONG_PAUSE = 2000  # ms of silence left out inside a segment at which it becomes two


@dataclass(frozen=True)
class Listener:
    """An engine that hears a recording, and how it is asked.

    Attributes:
        engine: a loaded one.
        samples: of the recording.
        language: a code such as "zh".
        told: what the engine is told before each window.
        prompt: the part of it that nobody said and nobody may say.
        beam_size: as in Engine.
    """

    engine: Engine
    samples: NDArray[np.int16]
    language: str
    told: str
    prompt: str
    beam_size: int | None

    def hear(self, window: Window, voice: Sequence[tuple[int, int]]) -> list[Timed]:
        """What is said in a window, with its words, in ms of the recording.

        Args:
            window: of the recording.
            voice: where there is voice in the recording, as (start ms, end ms).
        """
        voice = _within(voice, window)
        heard = Heard(self._heard(window, voice), voice)
        tried: set[tuple[int, int]] = set()
        while part := next((part for part in heard.parts() if part[:2] not in tried), None):
            tried.add(part[:2])
            again = window.between(part.start, part.end)
            pieces = heard.mended(part, self._heard(again, voice)) if again.regions else None
            if pieces is not None:
                heard = Heard(pieces, voice)
        return list(heard.pieces)

    def _heard(self, window: Window, voice: Sequence[tuple[int, int]]) -> list[Timed]:
        """The same, heard once."""
        samples = window.samples(self.samples)
        pieces = self.engine.hear(samples, language=self.language, told=self.told, beam_size=self.beam_size)
        if not all(piece.words for piece in pieces):
            pieces = self.engine.align(samples, pieces, language=self.language)
        found = [part for piece in pieces for part in in_recording(piece, window)]
        return [piece for piece in found if may_be_said(piece, self.prompt, voice)]


def _within(voice: Sequence[tuple[int, int]], window: Window) -> list[tuple[int, int]]:
    """The voice that is in a window."""
    found = []
    for region in window.stretches():
        low, high = region.start * 1000 // RATE, region.end * 1000 // RATE
        found += [(max(start, low), min(end, high)) for start, end in voice if start < high and end > low]
    return found


def in_recording(piece: Timed, window: Window) -> Iterator[Timed]:
    """A segment heard in a window, with the recording's times; where a long silence was left out in it, as two."""
    words = tuple((said, *window.span(start, end), probability) for said, start, end, probability in piece.words)
    # Its first and last words know best on which side of a silence it begins and ends.
    begin, _ = window.span(piece.start, piece.words[0][2] if words else piece.end)
    _, end = window.span(piece.words[-1][1] if words else piece.start, piece.end)
    reached = first = 0
    after_word = 0  # in the text: a word is looked for behind the one before it
    for at, (said, start, _, _) in enumerate(words):
        found = piece.text.find(said, after_word)
        if found < 0:
            continue
        after_word = found + len(said)
        if at == first:
            continue
        before = words[at - 1][2]
        left_out = start - before - (piece.words[at][1] - piece.words[at - 1][2])
        if left_out >= _LONG_PAUSE:
            yield replace(piece, text=piece.text[reached:found], start=begin, end=before, words=words[first:at])
            begin, reached, first = start, found, at
    yield replace(piece, text=piece.text[reached:], start=begin, end=end, words=words[first:])
