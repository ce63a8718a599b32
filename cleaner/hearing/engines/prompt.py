"""What an engine is told before it hears: a prompt in the style the transcript should have, and the user's terms."""

from collections.abc import Callable, Sequence

MANDARIN = "以下是普通话的排练录音,嗯,呃,那个,就是,"
"""Simplified, punctuated, with fillers: so Whisper writes simplified characters and marks, and keeps what was said.

What stands last is what Whisper is likeliest to write where it hears nothing: no sentence that a speaker may say.
"""

TOKENS = 200
"""How long prompt and terms may be. Whisper looks at 223 tokens and would silently drop what comes first."""

# A full-width comma is three byte tokens to Whisper, and small models then write 1, 4 or U+FFFD for every comma.
_HALFWIDTH = str.maketrans("，、？！：；（）“”‘’《》", ",,?!:;()\"\"''<>")


def halfwidth(text: str) -> str:
    """The text with half-width punctuation, but for the full stop 。 (one token, and harmless), on one line."""
    return " ".join(text.translate(_HALFWIDTH).split())


def joined(prompt: str, glossary: Sequence[str], tokens: Callable[[str], int]) -> str:
    """Prompt and terms in one line, the first terms first, as many as fit into TOKENS.

    Args:
        prompt: may be empty.
        glossary: the user's terms, the most important first.
        tokens: how many tokens the engine counts in a text.
    """
    line = halfwidth(prompt)
    for term in dict.fromkeys(halfwidth(term) for term in glossary):
        longer = f"{line}{',' if line and line[-1] not in ',。.?!' else ''}{term}" if term else line
        if tokens(longer) > TOKENS:
            break
        line = longer
    return line
