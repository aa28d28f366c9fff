"""Reading everything of a damaged vault that verifies, from a copy; the original is only read.

A row counts where its link follows from the row before it and its body has its hash. Where the
row before cannot be read, the hash and the page's own code have to do; a row whose link is wrong
is left out, whatever it says: somebody may have put an older page there.
"""

import contextlib
import hmac
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from confidant.crypto.secret import Secret
from confidant.environment import Progress
from confidant.errors import (
    AttachmentMissingError,
    ConfidantError,
    DatabaseMissingError,
    ExpectedError,
    NotAVaultError,
    NothingToSalvageError,
    SecretError,
    VaultInUseError,
    VaultMissingError,
)
from confidant.records.body import Body
from confidant.vault import (
    attachments,
    connection,
    database,
    drafts,
    header_files,
    private_files,
)
from confidant.vault.chain import ERASE, SEAL, ChainRow, has_types
from confidant.vault.drafts import Draft
from confidant.vault.failures import file_errors
from confidant.vault.header import Header
from confidant.vault.leftovers import whereabouts
from confidant.vault.links import NO_LINK, LinkKey, body_hash
from confidant.vault.rebuilding import read_body
from confidant.vault.unlocking import Unlocked, VaultSecret, unlock

_COLUMNS = "seq, record, kind, rev, ts, salt, hash, body, link"
_MANY = f"SELECT {_COLUMNS} FROM rev WHERE seq BETWEEN ? AND ?"  # noqa: S608 -- fixed names
_ONE = f"SELECT {_COLUMNS} FROM rev WHERE seq = ?"  # noqa: S608 -- fixed names
_STEP = 64
_GIVE_UP = 4096
"""Rows in succession that cannot be read before the end of an unknown chain is assumed."""


@dataclass(frozen=True)
class SavedRow:
    """A revision that verifies."""

    seq: int
    record: bytes
    kind: str
    rev: int
    ts: int
    body: Body = field(repr=False)


@dataclass
class Salvage:
    """What was read, and what was not.

    Attributes:
        rows: revisions that verify and were not erased, in the order of the chain.
        sealed: records that have a seal.
        drafts: unsaved text; nothing but its page vouches for it.
        unreadable: rows whose pages are damaged.
        refused: rows that can be read and do not verify.
    """

    rows: list[SavedRow] = field(default_factory=list)
    sealed: set[bytes] = field(default_factory=set)
    drafts: list[Draft] = field(default_factory=list)
    unreadable: int = 0
    refused: int = 0


class Damaged:
    """A private copy of a damaged database. Use as a context manager: it removes the copy."""

    def __init__(self, folder: Path, path: Path, vmk: Secret, header: Header) -> None:
        """Take over a copy and its key."""
        self._folder = folder
        self._key = LinkKey(vmk.data, header.vault_id)
        self._vmk = vmk
        try:
            self._database = connection.open_copy(path, vmk.data, header.vault_id)
        except ExpectedError:
            self._forget()
            raise NothingToSalvageError from None

    def read(self, progress: Progress) -> Salvage:
        """Read everything that verifies."""
        found, erased = Salvage(), set[int]()
        last, before = self._last(), NO_LINK
        blank = 0
        for seq, row in self._rows(last):
            progress(seq, last or seq)
            if row is None:
                before, blank = b"", blank + 1
                found.unreadable += 1
                if last is None and blank >= _GIVE_UP:
                    found.unreadable -= blank
                    break
                continue
            blank = 0
            if self._links(row, before):
                _take(row, found, erased)
            else:
                found.refused += 1
            before = row[8] if has_types(row) else b""
        found.rows = [row for row in found.rows if row.seq not in erased]
        # A table may be missing too: whatever the driver says, the rest is still read.
        with contextlib.suppress(ConfidantError):
            found.drafts = drafts.load_all(self._database)
        return found

    def attachment(self, sha256: bytes) -> bytes:
        """Return an attachment. Raises AttachmentMissingError where it cannot be read whole."""
        try:
            return attachments.load(self._database, sha256)
        except ConfidantError:
            raise AttachmentMissingError from None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        with contextlib.suppress(ConfidantError):
            self._database.close()
        self._forget()

    def _forget(self) -> None:
        self._key.wipe()
        self._vmk.wipe()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _last(self) -> int | None:
        """Return the highest number that any readable page tells, None when none does."""
        told: list[int] = []
        for find in (
            "SELECT value FROM meta WHERE key = 'head_seq'",
            "SELECT seq FROM rev ORDER BY seq DESC LIMIT 1",
        ):
            with contextlib.suppress(ConfidantError):
                value = self._database.value(find)
                told += [value] if isinstance(value, int) else []
        return max(told, default=None)

    def _rows(self, last: int | None) -> Iterator[tuple[int, ChainRow | None]]:
        first = 1
        while last is None or first <= last:
            until = first + _STEP - 1 if last is None else min(first + _STEP - 1, last)
            yield from self._some(first, until)
            first = until + 1

    def _some(self, first: int, until: int) -> Iterator[tuple[int, ChainRow | None]]:
        """Yield rows together; one by one where a page among them is damaged."""
        try:
            rows = {row[0]: row for row in self._database.rows(_MANY, (first, until))}
        except ConfidantError:
            rows = {seq: row for seq in range(first, until + 1) if (row := self._one(seq))}
        for seq in range(first, until + 1):
            yield seq, rows.get(seq)

    def _one(self, seq: int) -> ChainRow | None:
        try:
            return self._database.row(_ONE, (seq,))
        except ConfidantError:
            return None

    def _links(self, row: ChainRow, before: bytes) -> bool:
        if not has_types(row):
            return False
        seq, record, kind, rev, ts, _salt, digest, _body, link = row
        expected = self._key.link(before, seq, rev, ts, record, digest, kind)
        return not before or hmac.compare_digest(expected, link)


def open_damaged(directory: Path, secret: VaultSecret, workshop: Path) -> Damaged:
    """Copy a damaged vault's database into a private folder below `workshop`, and open the copy.

    Where both headers are damaged, that of a backup with the same key will do.

    Raises:
        VaultMissingError, NotAVaultError, DatabaseMissingError: there is nothing to read.
        SecretError: a family; the secret does not open it.
        NothingToSalvageError: the first page is damaged, or it is another key's.
        VaultInUseError: it is open in this program; lock it first.
        DiskFullError, NotWritableError: the copy could not be made.
    """
    if not directory.exists():
        raise VaultMissingError(name=directory.name)
    if not directory.is_dir():
        raise NotAVaultError(name=directory.name)
    unlocked = _unlock_somehow(directory, secret)
    source = whereabouts(directory, unlocked.signed.header.database)
    if not source.is_file():
        unlocked.vmk.wipe()
        raise DatabaseMissingError
    if database.is_open_here(source):
        unlocked.vmk.wipe()
        raise VaultInUseError
    folder = workshop / f".salvage-{os.urandom(8).hex()}"
    try:
        with file_errors(writing=True, name=workshop.name):
            private_files.make_directory(folder)
            path = _copy(source, folder)
    except BaseException:
        unlocked.vmk.wipe()
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return Damaged(folder, path, unlocked.vmk, unlocked.signed.header)


def _unlock_somehow(directory: Path, secret: VaultSecret) -> Unlocked:
    try:
        return unlock(*header_files.read_both(directory), secret)
    except SecretError as error:
        for backup in sorted((directory / "backups").glob("*"), reverse=True):
            with contextlib.suppress(SecretError):
                return unlock(header_files.read(backup / header_files.NAME), None, secret)
        raise error from None


def _copy(source: Path, folder: Path) -> Path:
    """Copy a database and its journal, which belongs to it after a crash."""
    for path in (source, source.with_name(source.name + "-journal")):
        if path.is_file():
            descriptor = private_files.create(folder / path.name)
            with os.fdopen(descriptor, "wb") as out, path.open("rb") as stream:
                shutil.copyfileobj(stream, out, 1024 * 1024)
    return folder / source.name


def _take(row: ChainRow, found: Salvage, erased: set[int]) -> None:
    """Take a row whose link is right, unless its body is another."""
    seq, record, kind, rev, ts, salt, digest, body, _link = row
    if body is None:
        return
    if salt is None or body_hash(salt, body) != digest:
        found.refused += 1
    elif kind == SEAL:
        found.sealed.add(record)
    elif kind == ERASE:
        erased.update(json.loads(body)["erases"])
    else:
        try:
            found.rows.append(SavedRow(seq, record, kind, rev, ts, read_body(body)))
        except ExpectedError:
            found.refused += 1
