"""What came of a fault that was made many times."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

_NUMBER = re.compile(r"\d[\d,.]*\d|\d")


@dataclass
class Tally:
    """Counts tries, what was lost, and the sentences that were said.

    `lost` names tries after which something was gone that had been acknowledged, or damage was
    taken for good. `note` says why a fault could not be made here.
    """

    tries: int = 0
    lost: list[str] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)
    note: str = ""

    def add(self, sentence: str, *, kept: bool, where: str = "") -> None:
        """Count one try: what the person was told, and whether everything was kept."""
        self.tries += 1
        self.seen[_NUMBER.sub("…", sentence.strip())] += 1
        if not kept:
            self.lost.append(where or f"try {self.tries}")

    @property
    def is_good(self) -> bool:
        """Whether nothing was lost; a fault that was never made proves nothing."""
        return not self.lost and (self.tries > 0 or bool(self.note))


Run: TypeAlias = Callable[[Path, int], Tally]
"""(an empty folder, how often) → what came of it."""


@dataclass(frozen=True)
class Fault:
    """A fault of the list: where it belongs, its name in the table, how often it is made."""

    area: str
    name: str
    tries: int
    run: Run
