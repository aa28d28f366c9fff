"""A copy of the vault that is opened and checked before it is called a backup.

The copy is made on the vault thread between two transactions; the rest happens on any thread, so
that nothing waits for it. Until then it lies under a name that nobody takes for a backup.
"""

import contextlib
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from confidant.crypto.secret import Secret
from confidant.environment import Progress, ignore_progress
from confidant.errors import (
    BackupError,
    CancelledError,
    ConfidantError,
    DiskFullError,
    NotWritableError,
    OutputExistsError,
)
from confidant.vault import (
    attachments,
    drafts,
    header_files,
    integrity,
    private_files,
    proofs,
    under_way,
)
from confidant.vault.database import Database
from confidant.vault.failures import file_errors
from confidant.vault.header import SignedHeader, parse
from confidant.vault.links import Head
from confidant.vault.proofs import Proof, ProofKey
from confidant.vault.proving import Found, Prover

UNPROVED = ".tmp"
"""Ends the name of a copy that has not been proved yet, or is being removed."""

_CHUNK = 1024 * 1024
_RANGE = 1 << 30
_SECOND_MS, _PATIENCE = 1000, 60
_COUNTS = "SELECT kind, count(*) FROM item GROUP BY kind"


@dataclass(frozen=True)
class Backup:
    """A backup that was proved: where it is, its size in bytes, rows in all, records per kind.

    `derived` says whether its lists and search say what its records say; None: not looked at.
    `missing` counts attachments that were not in the vault any more.
    """

    path: Path
    size: int
    revisions: int
    counts: Mapping[str, int]
    made_ms: int
    derived: bool | None = None
    missing: int = 0


@dataclass(frozen=True)
class Claim:
    """What the vault held at the moment of copying, which the copy must be found to hold."""

    made_ms: int
    head: Head
    counts: dict[str, int]
    is_verified: bool = False
    """Whether every body of this chain was read since the vault was opened."""
    drafts: bytes | None = None
    """Stands for the unsaved text."""
    missing: int = 0
    """Attachments that revisions name and that are not in the vault."""


def directory_name(now_ms: int) -> str:
    """Return the name of a backup that is made at this instant."""
    instant = datetime.fromtimestamp(now_ms // 1000, UTC)
    return instant.strftime("%Y%m%dT%H%M%SZ")


def copy(database: Database, source: Path, signed: SignedHeader, target: Path) -> int:
    """Copy header and database into a new directory, on the vault thread between transactions.

    The header goes there twice, as in the vault: with one of them damaged the other opens it.

    Nothing is synced: `Unproved.prove` does that, elsewhere. Returns the database's bytes.

    Raises:
        OSError: the operating system refuses.
    """
    private_files.ensure_directory(target.parent)
    private_files.make_directory(target)
    under_way.hold(target)
    for name in (header_files.NAME, header_files.COPY_NAME):
        private_files.replace(target / name, signed.data)
    return _copy_file(database.descriptor(source), target / signed.header.database)


def begin(
    database: Database,
    source: Path,
    signed: SignedHeader,
    vmk: bytes | bytearray,
    parent: Path,
    now_ms: int,
    *,
    is_verified: bool = False,
) -> "Unproved":
    """Copy the vault, on its thread and outside a transaction; milliseconds for most vaults.

    A second backup within a second is called after the next second that is free.

    Raises:
        OutputExistsError: a minute's names are taken.
        DiskFullError, NotWritableError: it could not be copied; nothing is left.
    """
    made_ms = _free_instant(parent, now_ms)
    target = parent / directory_name(made_ms)
    unproved = target.with_name(target.name + UNPROVED)
    under_way.begin(unproved)
    try:
        with file_errors(writing=True, name=parent.name):
            copy(database, source, signed, unproved)
        claim = Claim(
            made_ms,
            integrity.read_head(database),
            dict(database.rows(_COUNTS)),
            is_verified,
            _drafted(database, vmk, signed.header.vault_id),
            attachments.missing(database),
        )
    except BaseException:
        shutil.rmtree(unproved, ignore_errors=True)
        under_way.end(unproved)
        raise
    return Unproved(unproved, target, signed, Secret(bytes(vmk)), claim)


def _free_instant(parent: Path, now_ms: int) -> int:
    for made_ms in range(now_ms, now_ms + _PATIENCE * _SECOND_MS, _SECOND_MS):
        name = directory_name(made_ms)
        if not any(os.path.lexists(parent / one) for one in (name, name + UNPROVED)):
            return made_ms
    raise OutputExistsError(name=parent.name)


def _drafted(database: Database, vmk: bytes | bytearray, vault_id: bytes) -> bytes | None:
    key = ProofKey(vmk, vault_id)
    try:
        return key.of_drafts(drafts.load_all(database))
    finally:
        key.wipe()


class Unproved:
    """A copy with keys of its own; call `prove` or `drop` once, on any thread."""

    def __init__(
        self, path: Path, target: Path, signed: SignedHeader, vmk: Secret, claim: Claim
    ) -> None:
        """Take over a copy at `path` that will be called `target`, and wipe `vmk` in the end."""
        self._path, self._target = path, target
        self._signed, self._vmk, self._claim = signed, vmk, claim
        header = signed.header
        self._database = path / header.database
        self._prover = Prover(self._database, vmk.data, header.vault_id)

    @property
    def head(self) -> Head:
        """The last row of the chain when the copy was made."""
        return self._claim.head

    def stop(self) -> None:
        """End the proof with `CancelledError`; from any thread, also before it began."""
        self._prover.stop()

    def drop(self) -> None:
        """Remove the copy, and forget its keys."""
        self._vmk.wipe()
        shutil.rmtree(self._path, ignore_errors=True)
        under_way.end(self._path)

    def prove(
        self, progress: Progress = ignore_progress, *, with_derived: bool = False, keep: bool = True
    ) -> Backup:
        """Open the copy, check it whole, and only then give it its name.

        Args:
            progress: hears the rows of the chain check.
            with_derived: compare lists and search with the records too.
            keep: otherwise only the check is wanted, and the copy goes.

        Raises:
            BackupError: the copy is not what the vault was; it has been removed.
            CancelledError: it was stopped; the copy has been removed.
            DiskFullError, NotWritableError, OutputExistsError: it could not be written.
        """
        try:
            proof, found = self._proved(progress, with_derived=with_derived)
            if keep:
                self._publish(proof)
        finally:
            self.drop()
        return Backup(
            self._target,
            proof.size,
            proof.head.seq,
            proof.counts,
            proof.made_ms,
            found.derived,
            proof.missing,
        )

    def _proved(self, progress: Progress, *, with_derived: bool) -> tuple[Proof, Found]:
        claim = self._claim
        try:
            with file_errors(writing=True, name=self._target.parent.name):
                sync_file(self._database)
            # The head binds every hash: a copy of a verified chain need only have its bytes.
            reads = with_derived or not claim.is_verified
            found = self._prover.prove(progress, with_derived=with_derived, reads_bodies=reads)
            opens = self._has_header()
        except (BackupError, CancelledError, DiskFullError, NotWritableError):
            raise
        except (ConfidantError, OSError):
            raise BackupError from None
        held = (found.head, found.counts, found.drafts, found.missing)
        if not opens or held != (claim.head, claim.counts, claim.drafts, claim.missing):
            raise BackupError
        proof = Proof(
            claim.made_ms,
            found.size,
            found.sha256,
            found.head,
            found.counts,
            found.drafts,
            found.missing,
        )
        return proof, found

    def _has_header(self) -> bool:
        """Tell whether headers of this key lie there; a change of passphrase may renew them."""
        database = self._signed.header.database
        found = [parse(data or b"") for data in header_files.read_both(self._path)]
        return all(
            one.header.database == database and one.is_genuine(self._vmk.data) for one in found
        )

    def _publish(self, proof: Proof) -> None:
        key = ProofKey(self._vmk.data, self._signed.header.vault_id)
        try:
            data = key.encode(proof)
        finally:
            key.wipe()
        with file_errors(writing=True, name=self._target.parent.name):
            private_files.replace(self._path / proofs.NAME, data)
            if os.path.lexists(self._target):
                raise OutputExistsError(name=self._target.name)
            self._path.rename(self._target)
            private_files.sync_directory(self._target.parent)


def sync_file(path: Path) -> None:
    """Bring what was written to a file to the disk."""
    descriptor = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _copy_file(descriptor: int, target: Path) -> int:
    with contextlib.closing(os.fdopen(private_files.create(target), "wb", buffering=0)) as stream:
        written = _copy_inside(descriptor, stream.fileno())
        os.lseek(descriptor, written, os.SEEK_SET)
        os.lseek(stream.fileno(), written, os.SEEK_SET)
        while chunk := os.read(descriptor, _CHUNK):
            written += _write_all(stream.fileno(), chunk)
    return written


def _copy_inside(source: int, target: int) -> int:
    """Let the system copy what it can by itself, some file systems at once; return the bytes."""
    copy_range = getattr(os, "copy_file_range", None)
    written = 0
    if copy_range is None:
        return written
    # Between file systems, and where the system cannot, it refuses; reading and writing goes on.
    with contextlib.suppress(OSError):
        while done := copy_range(source, target, _RANGE, written, written):
            written += done
    return written


def _write_all(descriptor: int, chunk: bytes) -> int:
    rest = memoryview(chunk)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
    return len(chunk)
