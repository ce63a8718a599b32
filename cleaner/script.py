"""What somebody means to say: a script with its sentences, and what in it is not to be said."""

from dataclasses import dataclass

from cleaner.transcript import Span


@dataclass(frozen=True)
class Script:
    """A script as it was written.

    Attributes:
        text: all of it, headings, marks and stage directions too.
        sentences: what is to be said, in order, without overlap; each begins and ends with what is said or its mark.
        unspoken: what is not said, in order, without overlap: headings, markdown marks, stage directions in brackets.
            It may lie inside a sentence.
        paragraphs: for each sentence the number of its paragraph, from 0.
        name: of the file, or "".
    """

    text: str
    sentences: tuple[Span, ...] = ()
    unspoken: tuple[Span, ...] = ()
    paragraphs: tuple[int, ...] = ()
    name: str = ""
