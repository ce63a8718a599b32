"""Part of a folder for each of many runs that know nothing of each other: the jobs of a scheduler such as Slurm."""

import hashlib
import os
import re
from dataclasses import dataclass

from cleaner.errors import CleanerError

_LARGEST = 100_000


@dataclass(frozen=True, slots=True)
class Shard:
    """The files of one run of several: each file is in exactly one shard of a count, whatever else is in the folder.

    Attributes:
        number: 1 to count.
        count: how many shards there are.
    """

    number: int
    count: int

    @classmethod
    def parse(cls, text: str) -> "Shard":
        """Read "3/8".

        Raises:
            CleanerError: it is no shard; the message says what one looks like.
        """
        found = re.fullmatch(r"\s*([0-9]{1,9})\s*/\s*([0-9]{1,9})\s*", text)
        if not found:
            raise CleanerError(f"--shard {text!r}: give which of how many, such as 3/8")
        number, count = map(int, found.groups())
        if not 1 <= count <= _LARGEST:
            raise CleanerError(f"--shard {text.strip()}: there can be 1 to {_LARGEST:,} shards")
        if number == 0:
            raise CleanerError(f"--shard {text.strip()}: the first is 1/{count} (Slurm: --array=1-{count})")
        if number > count:
            raise CleanerError(f"--shard {text.strip()}: of {count} shards, the last is {count}/{count}")
        return cls(number, count)

    def __str__(self) -> str:
        return f"{self.number}/{self.count}"

    def __contains__(self, source: str) -> bool:
        """Whether a file, by its path in FOLDER (`Task.source`), is done by this run.

        SHA-256 and not `hash`, which differs from process to process. A recording and its script may be in different
        shards: whoever does the recording reads both.
        """
        digest = hashlib.sha256(os.fsencode(source)).digest()
        return int.from_bytes(digest[:8], "big") % self.count == self.number - 1

    @property
    def name(self) -> str:
        """As part of a file's name: "shard-3-of-8"."""
        return f"shard-{self.number}-of-{self.count}"
