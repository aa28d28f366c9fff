"""What went wrong with the last backup, remembered from one opening of the vault to the next.

A backup that fails while the program quits fails after the vault was closed: no record can say so
any more. So a file beside the backups says it, two words without anything private: what failed,
and when, as the names of the backups tell anyhow. It is not kept among this computer's
preferences, because another computer that opens the vault has to hear of it as well. Nobody signs
it: whoever could forge it could remove the backups themselves, and the next proved backup
removes it.
"""

import contextlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from confidant.environment import Progress
from confidant.errors import (
    BackupError,
    CancelledError,
    ChainError,
    DatabaseIntegrityError,
    ExpectedError,
)
from confidant.services.backup_jobs import Done, Job

FailureKind: TypeAlias = Literal["unproved", "not-made", "damaged"]
"""The copy was not what the vault was; there was no copy; the vault itself is damaged."""

_NAME = "failure"
_FORM = re.compile(rb"([a-z-]{1,16}) ([0-9]{1,15})\n\Z")
_MOST = 64
_KINDS: Mapping[bytes, FailureKind] = {
    b"unproved": "unproved",
    b"not-made": "not-made",
    b"damaged": "damaged",
}


@dataclass(frozen=True, slots=True)
class Failure:
    """What failed, and when, in UTC milliseconds."""

    kind: FailureKind
    at_ms: int


def kind_of(error: ExpectedError) -> FailureKind:
    """Return what an error says about the last backup."""
    if isinstance(error, DatabaseIntegrityError | ChainError):
        return "damaged"
    return "unproved" if isinstance(error, BackupError) else "not-made"


def note(folder: Path, error: ExpectedError, now_ms: int) -> None:
    """Remember a failure beside the backups in `folder`, as far as the disk lets it."""
    from confidant.vault import presence, private_files

    # A vault that was moved away, or its disk pulled, must not seem to lie there again.
    if isinstance(error, CancelledError) or not presence.is_folder(folder.parent):
        return
    kind = kind_of(error)
    with contextlib.suppress(OSError):
        if not presence.is_folder(folder):
            private_files.make_directory(folder)
        private_files.replace(folder / _NAME, f"{kind} {max(now_ms, 0)}\n".encode())


def last(folder: Path) -> Failure | None:
    """Return what is remembered; a file that nobody here wrote says that no copy was made."""
    try:
        with (folder / _NAME).open("rb") as stream:
            data = stream.read(_MOST)
    except FileNotFoundError:
        return None
    except OSError:
        return Failure("not-made", 0)
    match = _FORM.match(data)
    kind = _KINDS.get(match[1]) if match is not None else None
    if match is None or kind is None:
        return Failure("not-made", 0)
    return Failure(kind, int(match[2]))


def forget(folder: Path) -> None:
    """Forget it: a copy was proved after it."""
    with contextlib.suppress(OSError):
        (folder / _NAME).unlink(missing_ok=True)


def run(job: Job, progress: Progress, now_ms: int) -> Done:
    """Run a job, and remember that it failed; a copy that was proved makes it forgotten.

    Raises:
        ExpectedError: as `Job.run`; what failed is on the disk before anybody hears of it.
    """
    try:
        done = job.run(progress)
    except ExpectedError as error:
        note(job.place, error, now_ms)
        raise
    if job.has_copy:
        forget(job.place)
    return done
