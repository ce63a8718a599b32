"""What an engine wrote that nobody said, by evidence of the engine and of the voice, not by the text alone.

Leaves alone: what it was sure of, whatever it reads like. The rules of the stage `hallucination` look at the text.
"""

from collections.abc import Sequence

from rapidfuzz.distance import LCSseq

from cleaner.language.fold import fold
from cleaner.language.letters import letters
from cleaner.language.syllables import syllables
from cleaner.transcript import Timed

_ECHO = 4  # letters of the prompt in a row
_UNLIKELY = -1.0  # mean log probability; Whisper itself tries again below
_DOUBTED = -0.5  # below, what has hardly any voice under it is a second look at the end of what was heard before
_SYLLABLE = 60  # ms of voice; nobody speaks faster
_NEAR = 200  # ms that an engine's time may be off
_LOOP = 2.4  # zlib's ratio; Whisper itself tries again above


def may_be_said(piece: Timed, prompt: str, voice: Sequence[tuple[int, int]]) -> bool:
    """Whether somebody may have said it.

    Args:
        piece: in ms of the recording.
        prompt: what the engine was told, without the user's terms.
        voice: where there is voice, as (start ms, end ms); empty where it is not known.
    """
    return not (_is_echo(piece, prompt) or _is_loop(piece) or _is_without_voice(piece, voice))


def _is_doubted(piece: Timed) -> bool:
    return bool(piece.temperature) or (piece.avg_logprob is not None and piece.avg_logprob < _UNLIKELY)


def _is_echo(piece: Timed, prompt: str) -> bool:
    """Whether it was guessed, and most of it is in the prompt in its order, four letters of it in a row."""
    if not _is_doubted(piece):
        return False
    text, told = letters(fold(piece.text)).text, letters(fold(prompt)).text
    in_a_row = any(text[at : at + _ECHO] in told for at in range(len(text) - _ECHO + 1))
    return in_a_row and 2 * LCSseq.similarity(text, told) > len(text)


def _is_loop(piece: Timed) -> bool:
    """Whether it was guessed, and still goes round in a circle."""
    return _is_doubted(piece) and piece.compression_ratio is not None and piece.compression_ratio > _LOOP


def _is_without_voice(piece: Timed, voice: Sequence[tuple[int, int]]) -> bool:
    """Whether there is too little voice under it for so many syllables, and the engine doubted it, too."""
    if not voice or piece.avg_logprob is None or piece.avg_logprob >= _DOUBTED:
        return False
    low, high = piece.start - _NEAR, piece.end + _NEAR
    voiced = sum(max(min(end, high) - max(start, low), 0) for start, end in voice)
    return voiced < _SYLLABLE * syllables(piece.text)
