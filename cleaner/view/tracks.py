"""What runs beside a text, a byte a code point: where its words and sentences begin, and when it was last changed.

A text that is cleaned changes in a few places at a time. Here only what lies around a change is cut into words and
sentences again, and a stage that runs again can ask what has changed since it last looked.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from cleaner.language.letters import codes
from cleaner.language.segmenter import segmenter

Range = tuple[int, int]
Change = tuple[int, int, str]
"""A range of the folded text, and what stands there afterwards."""

# In the folded text, where full-width marks are ASCII: a sentence with its closing marks, or the rest of a line.
_SENTENCE = re.compile(r"[^。!?…\n]*(?:[。!?…]+[”’」』\"')\]》]*|\n|$)")
# What jieba takes for parts of words: it cuts at everything else.
_WORD_PART = re.compile("[\u4e00-\u9fd5a-z0-9+#&._%-]*")
_SEPARATOR = "\U0010ffff"  # no character, and to jieba as good as a blank
# Code points: what a change bears on within its line; this close to a line's edge, it bears on the next one too.
FAR, NEAR = 60, 8


class _Around(NamedTuple):
    """Sentences around a change: from, to before it, and from, to after it; quiet: see `Tracks._is_quiet`."""

    low: int
    high: int
    start: int
    end: int
    quiet: bool


class Tracks:
    """The tracks of one folded text.

    Attributes:
        folded: the text.
        words: 1 where a word begins, else 0.
        sentences: 1 where a sentence begins, else 0.
    """

    def __init__(self, folded: str) -> None:
        self.folded = folded
        self.words = _words(folded)
        self.sentences = _sentences(folded, 0, len(folded))
        # When something was changed there at all, and when something that is said.
        self._changed, self._said = bytearray(len(folded)), bytearray(len(folded))

    def edited(self, changes: Sequence[Change], now: int) -> "Tracks":
        """The tracks of the text after changes, in order and apart; what they bear on is marked as changed `now`."""
        following = object.__new__(Tracks)
        folded: list[str] = []
        changed: list[bytes | bytearray] = []
        said: list[bytes | bytearray] = []
        reached = 0
        for start, end, after in changes:
            folded += self.folded[reached:start], after
            changed += self._changed[reached:start], bytes(len(after))
            said += self._said[reached:start], bytes(len(after))
            reached = end
        following.folded = "".join([*folded, self.folded[reached:]])
        following._changed = bytearray().join([*changed, self._changed[reached:]])
        following._said = bytearray().join([*said, self._said[reached:]])

        sentences: list[bytes] = []
        reached = 0
        for low, high, start, end, quiet in self._around(changes):
            sentences += self.sentences[reached:low], _sentences(following.folded, start, end)
            stamps = bytes((now,)) * (end - start)
            following._changed[start:end] = stamps
            if not quiet:
                following._said[start:end] = stamps
            reached = high
        following.sentences = b"".join([*sentences, self.sentences[reached:]])
        following.words = self._recut(changes, following.folded)
        return following

    def _around(self, changes: Iterable[Change]) -> list[_Around]:
        """The sentences that changes may bear on, in order and apart."""
        ranges: list[_Around] = []
        shift = 0
        for start, end, after in changes:
            line = self.folded.rfind("\n", max(start - FAR, 0), max(start - NEAR, 0)) + 1
            low = self.sentence_start(max(line, start - FAR, 0))
            line_end = self.folded.find("\n", end + NEAR, end + FAR)
            high = max(self.sentence_end(min(line_end if line_end >= 0 else end + FAR, len(self.folded) - 1)), end)
            new = low + shift
            shift += len(after) - (end - start)
            quiet = self._is_quiet(start, end, after)
            if ranges and low <= ranges[-1].high and quiet == ranges[-1].quiet:
                low, _, new, _, _ = ranges.pop()
            elif ranges and low < ranges[-1].high:  # one of both is to be seen by all: so is what they share
                low, _, new, _, _ = ranges.pop()
                quiet = False
            ranges.append(_Around(low, high, new, high + shift, quiet))
        return ranges

    def _is_quiet(self, start: int, end: int, after: str) -> bool:
        """Whether a change leaves what is said as it was: it is one of width or case, or puts a blank in.

        Marks part clauses, and a blank that goes brings together what may be one thing said twice: these are not.
        """
        before = self.folded[start:end]
        return before == after or (len(after) > len(before) and before.strip(" \t") == after.strip(" \t"))

    def _recut(self, changes: Iterable[Change], folded: str) -> bytes:
        """The words after changes: cut anew only between the nearest characters that no word has."""
        ranges: list[tuple[int, int, int, int]] = []  # from, to before, and from, to after
        shift = 0
        for start, end, after in changes:
            if self.folded[start:end] != after:
                low, find = self.sentence_start(start), self.folded.rfind
                low = max(low, find(",", low, start) + 1, find(" ", low, start) + 1, find("、", low, start) + 1)
                part = _WORD_PART.match(self.folded, end)
                high = min(part.end() + 1 if part else end, len(self.folded))
                if ranges and low <= ranges[-1][1]:
                    low, high, new = ranges[-1][0], max(high, ranges[-1][1]), ranges.pop()[2]
                else:
                    new = low + shift
                shift += len(after) - (end - start)
                ranges.append((low, high, new, high + shift))
        recut = _words("".join([folded[start:end] for _, _, start, end in ranges]))
        words: list[bytes] = []
        reached = taken = 0
        for low, high, start, end in ranges:
            words += self.words[reached:low], recut[taken : taken + end - start]
            reached = high
            taken += end - start
        return b"".join([*words, self.words[reached:]])

    def changed_since(self, then: int, *, only_said: bool) -> list[Range]:
        """The ranges that were changed after `then`; all where that is negative.

        Args:
            then: as the `now` of `edited`.
            only_said: without those where only marks and blanks were made better.
        """
        if then < 0:
            return [(0, len(self.folded))]
        track = self._said if only_said else self._changed
        changed = np.frombuffer(b"\0" + track + b"\0", dtype=np.uint8) > then
        edges = np.flatnonzero(changed[1:] != changed[:-1]).tolist()
        return list(zip(edges[::2], edges[1::2], strict=True))

    def sentence_start(self, at: int) -> int:
        """Where the sentence of the character at `at` begins."""
        return max(self.sentences.rfind(1, 0, at + 1), 0)

    def sentence_end(self, at: int) -> int:
        """Where the sentence of the character at `at` ends."""
        end = self.sentences.find(1, at + 1)
        return end if end >= 0 else len(self.folded)

    def line_start(self, at: int) -> int:
        """Where the line of a place begins."""
        return self.folded.rfind("\n", 0, at) + 1

    def line_end(self, at: int) -> int:
        """Where the line of a place ends: before its line end."""
        end = self.folded.find("\n", at)
        return end if end >= 0 else len(self.folded)


def _sentences(folded: str, start: int, end: int) -> bytes:
    """The track of a range: 1 where a sentence begins, else 0."""
    track = bytearray(end - start)
    for match in _SENTENCE.finditer(folded, start, end):
        if match.end() > match.start():
            track[match.start() - start] = 1
    return bytes(track)


def _words(folded: str) -> bytes:
    """The track of a text: 1 where a word begins, else 0."""
    joined = _SEPARATOR.join(segmenter()(folded.replace(_SEPARATOR, " ")))
    between = codes(joined) == ord(_SEPARATOR)
    begins = np.concatenate(([True], between))[: len(between)]
    return bytes(begins[~between])
