"""What a verb meets outside: streams, clock, entropy, where this computer remembers vaults."""

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO, TypeAlias

from confidant.environment import Clock, Entropy, SystemClock, SystemEntropy

if TYPE_CHECKING:
    from confidant.crypto.argon2 import KdfParameters

Screenshots: TypeAlias = Callable[[Path, Path, str, str], None]
"""(leader's vault, mentor's vault, passphrase of each) → pictures beside them."""
WindowCheck: TypeAlias = Callable[[], list[str]]
"""Loads fonts, icons and translations; returns a line for each thing that it looked at."""


@dataclass(slots=True)
class World:
    """The outside, as a program or a test sets it.

    Attributes:
        clock: tells the time.
        entropy: gives random bytes.
        state_directory: where this computer remembers the last head of each vault; None for the
            user's.
        kdf: cost of new vaults; None to calibrate.
        stdin: what `-` reads.
        ask: asks for a secret without echo; None where nobody can be asked.
        screenshots: takes pictures of two vaults for `demo`; None without Qt.
        window_check: the part of `self-test` that needs Qt; None without it.
    """

    clock: Clock = field(default_factory=SystemClock)
    entropy: Entropy = field(default_factory=SystemEntropy)
    state_directory: Path | None = None
    kdf: "KdfParameters | None" = None
    stdin: BinaryIO | None = None
    ask: Callable[[str], str] | None = None
    screenshots: Screenshots | None = None
    window_check: WindowCheck | None = None

    def input(self) -> BinaryIO:
        """Return the stream that `-` means."""
        if self.stdin is not None:
            return self.stdin
        return sys.stdin.buffer if _is_there(sys.stdin) else io.BytesIO()


def _is_there(stream: TextIO | None) -> bool:
    """Say whether a standard stream is one: Python has None for one that the shell has closed."""
    return stream is not None
