"""A copy of the vault that has been opened and checked before it is called a backup."""

import contextlib
import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from confidant.environment import Progress
from confidant.errors import BackupError, CancelledError, ConfidantError, OutputExistsError
from confidant.vault import header_files, integrity, private_files
from confidant.vault.connection import open_database
from confidant.vault.database import Database
from confidant.vault.failures import file_errors
from confidant.vault.header import SignedHeader
from confidant.vault.links import LinkKey

_CHUNK = 1024 * 1024
_COUNTS = "SELECT kind, count(*) FROM rev GROUP BY kind"


@dataclass(frozen=True)
class Backup:
    """A backup that was proved: where it is, its size in bytes, rows in all and per kind."""

    path: Path
    size: int
    revisions: int
    counts: dict[str, int]


def directory_name(now_ms: int) -> str:
    """Return the name of a backup that is made at this instant."""
    instant = datetime.fromtimestamp(now_ms // 1000, UTC)
    return instant.strftime("%Y%m%dT%H%M%SZ")


def copy(database: Database, source: Path, signed: SignedHeader, target: Path) -> int:
    """Copy header and database into a new directory, on the vault thread between transactions.

    Returns the number of bytes of the database.

    Raises:
        OSError: the operating system refuses.
    """
    private_files.ensure_directory(target.parent)
    private_files.make_directory(target)
    private_files.replace(target / header_files.NAME, signed.data)
    return _copy_file(database.descriptor(source), target / source.name)


def prove(target: Path, signed: SignedHeader, vmk: bytes | bytearray, progress: Progress) -> Backup:
    """Open a copy on its own and check pages, chain and head; may run on any thread.

    Raises:
        BackupError: it is not a whole vault.
    """
    header = signed.header
    key = LinkKey(vmk, header.vault_id)
    try:
        if header_files.read(target / header_files.NAME) != signed.data:
            raise BackupError
        path = target / header.database
        database = open_database(path, vmk, header.vault_id)
        try:
            head = integrity.full_check(database, key, progress, with_derived=False)
            counts: dict[str, int] = dict(database.rows(_COUNTS))
        finally:
            database.close()
        if sum(counts.values()) != head.seq:
            raise BackupError
        return Backup(target, path.stat().st_size, head.seq, counts)
    finally:
        key.wipe()


def make(
    database: Database,
    source: Path,
    signed: SignedHeader,
    vmk: bytes | bytearray,
    target: Path,
    progress: Progress,
) -> Backup:
    """Copy, prove, and only then give the backup its name.

    Args:
        database: the open one, outside a transaction.
        source: its file.
        signed: the present header.
        vmk: the vault key.
        target: the directory to make; must not exist.
        progress: hears the rows of the chain check.

    Raises:
        OutputExistsError: `target` exists.
        BackupError: the copy could not be proved; it has been removed.
        DiskFullError, NotWritableError: the copy could not be written.
    """
    if target.exists():
        raise OutputExistsError(name=target.name)
    unproved = target.with_name(target.name + ".tmp")
    try:
        with file_errors(writing=True, name=target.name):
            shutil.rmtree(unproved, ignore_errors=True)
            copy(database, source, signed, unproved)
        backup = _proved(unproved, signed, vmk, progress)
        _compare(backup, database)
        with file_errors(writing=True, name=target.name):
            unproved.rename(target)
            private_files.sync_directory(target.parent)
    except BaseException:
        shutil.rmtree(unproved, ignore_errors=True)
        raise
    return Backup(target, backup.size, backup.revisions, backup.counts)


def _proved(
    unproved: Path, signed: SignedHeader, vmk: bytes | bytearray, progress: Progress
) -> Backup:
    try:
        return prove(unproved, signed, vmk, progress)
    except (BackupError, CancelledError):
        raise
    except ConfidantError:
        raise BackupError from None


def _compare(backup: Backup, database: Database) -> None:
    """Make sure that the copy holds what the vault holds, kind by kind."""
    counts: dict[str, int] = dict(database.rows(_COUNTS))
    if (backup.revisions, backup.counts) != (integrity.read_head(database).seq, counts):
        raise BackupError


def _copy_file(descriptor: int, target: Path) -> int:
    os.lseek(descriptor, 0, os.SEEK_SET)
    written = 0
    with contextlib.closing(os.fdopen(private_files.create(target), "wb")) as stream:
        while chunk := os.read(descriptor, _CHUNK):
            stream.write(chunk)
            written += len(chunk)
        stream.flush()
        os.fsync(stream.fileno())
    return written
