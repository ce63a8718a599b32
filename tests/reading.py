"""What the tests of formats share."""

import pytest

from cleaner import formats
from cleaner.errors import CleanerError
from cleaner.transcript import Transcript


def read(text: str, name: str) -> Transcript:
    found = formats.read_text(text, name)
    assert isinstance(found, Transcript)
    return found


def heard(transcript: Transcript) -> list[tuple[int, int, str, str | None]]:
    return [
        (segment.start, segment.end, transcript.text[segment.span.start : segment.span.end], segment.speaker)
        for segment in transcript.segments
    ]


def refusal(content: str | bytes, name: str) -> str:
    with pytest.raises(CleanerError) as raised:
        formats.read_bytes(content.encode() if isinstance(content, str) else content, name)
    assert "\n" not in str(raised.value)
    return str(raised.value)
