"""Places where backups lie: what is there, what of it is good, what may go."""

import contextlib
import os
import re
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from confidant.errors import BackupError, HeaderCorruptError, SecretError
from confidant.vault import header_files, private_files, proofs, rotation
from confidant.vault.backup import UNPROVED, sync_file
from confidant.vault.failures import file_errors
from confidant.vault.header import parse
from confidant.vault.proofs import Proof, ProofKey
from confidant.vault.proving import digest

_FORM = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"[0-9]{8}T[0-9]{6}Z\Z")
_LEFT_OVER = re.compile(r"[0-9]{8}T[0-9]{6}Z\.tmp\Z")


@dataclass(frozen=True)
class Kept:
    """A folder named like a backup.

    Attributes:
        path: the folder.
        made_ms: the instant that its name tells.
        proof: what was proved of it with this vault's key; None: nobody can say that it is good.
    """

    path: Path
    made_ms: int
    proof: Proof | None

    @property
    def database(self) -> Path:
        """Its database, as its header names it. Raises HeaderCorruptError."""
        return self.path / _database_name(self.path)

    def is_unchanged(self) -> bool:
        """Read the whole database and tell whether it still is what was proved."""
        try:
            found = digest(self.database)
        except (OSError, SecretError):
            return False
        return self.proof is not None and found == (self.proof.sha256, self.proof.size)


def read_place(place: Path, key: ProofKey) -> tuple[Kept, ...]:
    """Return what lies in a place, the oldest first; nothing where there is no such place."""
    try:
        names = [one.name for one in place.iterdir() if _NAME.match(one.name)]
    except OSError:
        return ()
    kept = (_read(place / name, key) for name in sorted(names))
    return tuple(one for one in kept if one is not None)


def tidy(place: Path) -> None:
    """Remove what a kill left behind: copies that nobody proved."""
    try:
        names = [one.name for one in place.iterdir() if _LEFT_OVER.match(one.name)]
    except OSError:
        return
    for name in names:
        shutil.rmtree(place / name, ignore_errors=True)


def rotate(place: Path, key: ProofKey) -> tuple[Path, ...]:
    """Remove the backups that may go; return where they were.

    A backup goes only while the one that stands in for it is still what was proved, so that a bad
    one never pushes out a good one. Folders without a proof of ours are left alone.
    """
    good = {one.made_ms: one for one in read_place(place, key) if one.proof is not None}
    trusted: set[int] = set()
    gone: list[Path] = []
    while True:
        plan = rotation.superfluous(tuple(good))
        doubtful = {step.instead_ms for step in plan} - trusted
        bad = {made for made in doubtful if not good[made].is_unchanged()}
        trusted |= doubtful - bad
        if not bad:
            break
        for made in bad:
            del good[made]
    for step in plan:
        remove(good[step.made_ms].path)
        gone.append(good[step.made_ms].path)
    return tuple(gone)


def disprove(kept: Kept) -> None:
    """Take the proof away from a backup that is not what was proved any more; it stays there."""
    with contextlib.suppress(OSError):
        (kept.path / proofs.NAME).unlink()


def remove(path: Path) -> None:
    """Remove a backup so that no half of it is left under its name."""
    going = path.with_name(path.name + UNPROVED)
    try:
        path.rename(going)
    except OSError:
        return
    shutil.rmtree(going, ignore_errors=True)


def duplicate(kept: Kept, place: Path) -> Path:
    """Copy a proved backup into another place, and prove by reading that it is the same.

    Raises:
        BackupError: what was read back is something else; it has been removed.
        DiskFullError, NotWritableError: it could not be written; nothing is left.
    """
    target = place / kept.path.name
    if target.exists():
        return target
    unproved = target.with_name(target.name + UNPROVED)
    try:
        with file_errors(writing=True, name=place.name):
            shutil.rmtree(unproved, ignore_errors=True)
            private_files.ensure_directory(place)
            private_files.make_directory(unproved)
            for name in (header_files.NAME, proofs.NAME, _database_name(kept.path)):
                _copy_plain(kept.path / name, unproved / name)
            _check_twin(Kept(unproved, kept.made_ms, kept.proof))
            unproved.rename(target)
            private_files.sync_directory(place)
    except BaseException:
        shutil.rmtree(unproved, ignore_errors=True)
        raise
    return target


def _check_twin(twin: Kept) -> None:
    if not twin.is_unchanged():
        raise BackupError


def _read(path: Path, key: ProofKey) -> Kept | None:
    try:
        instant = datetime.strptime(path.name, _FORM).replace(tzinfo=UTC)
    except ValueError:
        return None
    made_ms = round(instant.timestamp() * 1000)
    try:
        with (path / proofs.NAME).open("rb") as stream:
            proof = key.decode(stream.read(proofs.MAX_SIZE + 1))
        size = (path / _database_name(path)).stat().st_size
    except (OSError, SecretError):
        return Kept(path, made_ms, None)
    # A proof lies beside the backup that it speaks of, not beside a later one.
    ours = proof is not None and proof.size == size and proof.made_ms // 1000 == made_ms // 1000
    return Kept(path, made_ms, proof if ours else None)


def _database_name(path: Path) -> str:
    data = header_files.read(path / header_files.NAME)
    if data is None:
        raise HeaderCorruptError
    return parse(data).header.database


def _copy_plain(source: Path, target: Path) -> None:
    descriptor = private_files.create(target)
    with os.fdopen(descriptor, "wb") as out, source.open("rb") as stream:
        shutil.copyfileobj(stream, out, 1024 * 1024)
    sync_file(target)
    _read_from_disk(target)


def _read_from_disk(path: Path) -> None:
    """Ask the system to forget what it remembers of a file, so that the next read is one."""
    advise = getattr(os, "posix_fadvise", None)
    if advise is None:
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        advise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(descriptor)
