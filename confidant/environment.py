"""What varies for real: the clock, randomness, and somebody who watches long work."""

import contextlib
import os
import secrets
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


class Clock(Protocol):
    """Tells the time. Tests pass a fixed one."""

    def now_ms(self) -> int:
        """Return the instant in milliseconds since 1970 UTC, ≥ 0."""
        ...

    def today(self) -> date:
        """Return the local calendar day."""
        ...

    def zone(self) -> str:
        """Return the IANA name of the local time zone, `UTC` when it is unknown."""
        ...


class Entropy(Protocol):
    """Gives random bytes. Tests pass a counted one."""

    def token(self, size: int) -> bytes:
        """Return `size` bytes that nobody can predict."""
        ...


class Progress(Protocol):
    """Watches long work and may end it.

    Called from the thread that does the work. Raises `CancelledError` to stop it; the caller's
    transaction then rolls back.
    """

    def __call__(self, done: int, total: int, /) -> None:
        """Say that `done` of `total` steps are behind us; `total` 0 means unknown."""
        ...


class SystemClock:
    """The computer's clock."""

    def now_ms(self) -> int:
        """Return the instant in milliseconds since 1970 UTC; a clock before 1970 gives 0."""
        return max(0, time.time_ns() // 1_000_000)

    def today(self) -> date:
        """Return the local calendar day."""
        return datetime.now(UTC).astimezone().date()

    def zone(self) -> str:
        """Return the IANA name of the local time zone, `UTC` when it is unknown."""
        return _local_zone_name()


class SystemEntropy:
    """The operating system's generator."""

    def token(self, size: int) -> bytes:
        """Return `size` bytes from the operating system."""
        return secrets.token_bytes(size)


def ignore_progress(_done: int, _total: int) -> None:
    """Watch nothing: the default `Progress`."""


def _local_zone_name() -> str:
    candidates = [os.environ.get("TZ", "").removeprefix(":")]
    with contextlib.suppress(OSError, UnicodeDecodeError):
        candidates.append(Path("/etc/timezone").read_text(encoding="ascii").strip())
    link = os.path.realpath("/etc/localtime")
    if "zoneinfo/" in link:
        candidates.append(link.split("zoneinfo/", 1)[1])
    for name in candidates:
        if name and _is_zone(name):
            return name
    return "UTC"


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
