"""A person's choices among the edits of a cleaning: which offers are taken, and which edits are undone.

As saved by the HTML page:

    {"format": "cleaner-decisions", "version": 1, "text": "<SHA-256 of the transcript's text>",
     "accept": [{"rule": "retake.passage", "spans": [[3, 9]], "after": ""}, ...], "reject": [...]}

Spans are [first, last + 1] code points of the transcript's text. An edit is found again by its rule, its spans and what
it puts there; its number changes with the settings of a cleaning.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cleaner.cleaned import Cleaned
from cleaner.edits import Edit
from cleaner.errors import CleanerError
from cleaner.transcript import Span, Transcript

FORMAT = "cleaner-decisions"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Choice:
    """What names an edit at any settings."""

    rule: str
    spans: tuple[Span, ...]
    after: str

    @classmethod
    def of(cls, edit: Edit) -> "Choice":
        """The choice of an edit."""
        return cls(edit.rule, edit.spans, edit.after)


@dataclass(frozen=True)
class Decisions:
    """What is to be done with the edits of a transcript.

    Attributes:
        text: fingerprint of the transcript's text.
        accept: edits to be applied.
        reject: edits not to be applied.
    """

    text: str
    accept: tuple[Choice, ...] = ()
    reject: tuple[Choice, ...] = ()


def fingerprint(transcript: Transcript) -> str:
    """SHA-256 of its text in UTF-8, in hexadecimal digits."""
    return hashlib.sha256(transcript.text.encode("utf-8", "surrogatepass")).hexdigest()


def read(path: Path) -> Decisions:
    """Read a file of decisions.

    Raises:
        CleanerError: it cannot be read, or is none.
    """
    from cleaner.formats import opened  # above this floor, and only files need it

    with opened(path) as file:
        data = file.read()
    try:
        return _decisions(json.loads(data.decode("utf-8-sig")))
    except (ValueError, RecursionError) as error:  # of json and of UTF-8, too
        raise CleanerError(f"{path}: not the decisions that a page of cleaner saves ({error})") from error


def choices(path: Path | None, accept: Sequence[int], reject: Sequence[int]) -> Callable[[Cleaned], Cleaned]:
    """What makes of a cleaning what a person has chosen: by a file of decisions, then by the numbers of edits.

    Raises:
        CleanerError: as `read`; and the function that it returns as `decided` and `chosen`.
    """
    saved = read(path) if path else None
    return lambda cleaned: chosen(decided(cleaned, saved) if saved else cleaned, accept, reject)


def decided(cleaned: Cleaned, decisions: Decisions) -> Cleaned:
    """What a cleaning is after the decisions: an edit that is as wished already stays so.

    Raises:
        CleanerError: they are about another transcript, or about an edit that this cleaning does not have.
    """
    if decisions.text != fingerprint(cleaned.transcript):
        raise CleanerError("the decisions are about another transcript: give the file that the page was made from")
    known: defaultdict[Choice, list[Edit]] = defaultdict(list)
    for edit in (*cleaned.edits, *cleaned.offered):
        known[Choice.of(edit)].append(edit)
    for choice in (*decisions.accept, *decisions.reject):
        if choice not in known:
            start, end = choice.spans[0].start, choice.spans[-1].end
            raise CleanerError(
                f"the decisions are about an edit that is not there ({choice.rule} in characters {start} to {end}): "
                "clean with the --level, --glossary and other options of the page, and the same version of cleaner"
            )
    accept, reject = (
        [edit.number for choice in choices for edit in known[choice]]
        for choices in (decisions.accept, decisions.reject)
    )
    return chosen(cleaned, accept, reject)


def chosen(cleaned: Cleaned, accept: Iterable[int], reject: Iterable[int]) -> Cleaned:
    """The same with edits applied and undone by their numbers; one that is as wished already stays so.

    Raises:
        CleanerError: there is no such edit, or it is both to be applied and undone.
    """
    edits = {edit.number: edit for edit in (*cleaned.edits, *cleaned.offered)}
    wanted, unwanted = dict.fromkeys(accept), dict.fromkeys(reject)
    for number in (*wanted, *unwanted):
        if number not in edits:
            raise CleanerError(
                f"there is no edit {number}: --explain shows their numbers, which change with the options"
            )
        if number in wanted and number in unwanted:
            raise CleanerError(
                f"edit {number} ({edits[number].rule}) is both accepted and rejected: take one of them out"
            )
    applied = cleaned.accepting(*(edits[number] for number in wanted))
    return applied.without(*(edits[number] for number in unwanted))


def _decisions(value: Any) -> Decisions:
    """Decisions from json. ValueError says what is wrong with it."""
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise ValueError(f'"format" is not "{FORMAT}"')
    version = value.get("version")
    if type(version) is not int or version < 1:
        raise ValueError('"version" is no number')
    if version > VERSION:
        raise ValueError(f"version {version}, of a newer cleaner: update this one")
    text = value.get("text")
    if not isinstance(text, str):
        raise ValueError('"text" is missing')  # noqa: TRY004 - one error for all that is wrong with a file
    accept, reject = (tuple(map(_choice, _list(value.get(key, []), key))) for key in ("accept", "reject"))
    return Decisions(text, accept, reject)


def _choice(record: Any) -> Choice:
    if not isinstance(record, dict):
        raise ValueError(f"{record!r:.40} is no edit")  # noqa: TRY004
    rule, after = record.get("rule"), record.get("after")
    if not isinstance(rule, str) or not isinstance(after, str):
        raise ValueError('an edit without "rule" or "after"')  # noqa: TRY004
    spans = tuple(map(_span, _list(record.get("spans"), "spans")))
    if not spans:
        raise ValueError('an edit without "spans"')
    return Choice(rule, spans, after)


def _list(value: Any, key: str) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError(f'"{key}" is no list')  # noqa: TRY004
    return value


def _span(pair: Any) -> Span:
    if not (isinstance(pair, list) and len(pair) == 2 and all(type(place) is int for place in pair)):
        raise ValueError(f"not a span: {pair!r:.40}")
    return Span(*pair)
