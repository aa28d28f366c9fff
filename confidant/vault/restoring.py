"""Putting a backup in the place of a vault: what would be gained and lost, then the exchange.

Nothing is changed before `Restoring.commit`, and nothing is ever removed: the vault that was
there lies beside the restored one, under another name.
"""

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self, TypeAlias

from confidant.crypto.secret import Secret
from confidant.environment import Clock, Entropy, Progress, ignore_progress
from confidant.errors import (
    BackupDamagedError,
    CancelledError,
    ConfidantError,
    ExpectedError,
    HeaderCorruptError,
    HeaderTamperedError,
    NotAVaultError,
    OtherVaultError,
    VaultChangedError,
    VaultInUseError,
    VaultMissingError,
)
from confidant.vault import connection, exchanging, header_files, integrity, locks, private_files
from confidant.vault.backup import sync_file
from confidant.vault.difference import Contents, Difference, alone, between
from confidant.vault.failures import file_errors
from confidant.vault.header import Header, SignedHeader, parse
from confidant.vault.leftovers import whereabouts
from confidant.vault.links import Head
from confidant.vault.opening import open_unlocked
from confidant.vault.proving import Prover, digest
from confidant.vault.seen import Seen, SeenFile, SeenKey
from confidant.vault.unlocked import Vault
from confidant.vault.unlocking import Unlocked, VaultSecret, unlock

_COPIED_AT_ONCE = 1024 * 1024

_Trace: TypeAlias = tuple[tuple[str, int, int, int], ...]


@dataclass(frozen=True)
class Restored:
    """Where the vault is now, and where the one is that was replaced (None: there was none)."""

    directory: Path
    replaced: Path | None
    revisions: int


class Restoring:
    """A backup that was opened, beside the vault that it may replace. Use as a context manager.

    Attributes:
        head: the backup's last row, proved.
        trouble: why the present vault cannot be read; None where it can, or where there is none.
    """

    def __init__(
        self, place: Path, directory: Path, signed: SignedHeader, vmk: Secret, head: Head
    ) -> None:
        """Take over what `open_backup` has opened and proved; `vmk` is wiped at the end."""
        self._place, self._directory = place, directory
        self._signed, self._vmk = signed, vmk
        self.head = head
        self.trouble: ExpectedError | None = None
        self._compared: _Trace | None = None

    @property
    def replaces(self) -> bool:
        """Whether there is something at the vault's place."""
        return self._directory.is_dir() and any(self._directory.iterdir())

    def compare(self, secret: VaultSecret) -> Difference:
        """Compare the backup with the vault, as far as that can be read; changes nothing.

        Args:
            secret: tried on the vault where its keys were changed after the backup.

        Raises:
            OtherVaultError: the backup is another vault's.
            VaultInUseError: a window or command has the vault open.
        """
        with locks.held(self._directory):
            pass  # whatever its key is
        header = self._signed.header
        path = self._place / header.database
        backup = connection.open_copy(path, self._vmk.data, header.vault_id)
        try:
            there = Contents(backup)
            self._compared = _trace(self._directory)
            if not self.replaces:
                return alone(there)
            try:
                return self._against(there, secret)
            except (OtherVaultError, VaultInUseError):
                raise
            except ExpectedError as error:
                self.trouble = error
                return alone(there)
        finally:
            backup.close()

    def _against(self, there: Contents, secret: VaultSecret) -> Difference:
        header, vmk = self._present_key(secret)
        with vmk:
            path = whereabouts(self._directory, header.database)
            database = connection.open_database(path, vmk.data, header.vault_id, read_only=True)
            try:
                return between(Contents(database), there)
            finally:
                database.close()

    def commit(
        self,
        prepare: Callable[[Vault], object],
        *,
        clock: Clock,
        entropy: Entropy,
        state_directory: Path | None,
        progress: Progress = ignore_progress,
    ) -> Restored:
        """Put a copy of the backup in the vault's place, and keep what was there beside it.

        The copy is made, proved to be the same and prepared before anything is renamed. From
        before that until the end nobody else can open the vault that is replaced.

        Args:
            prepare: writes into the copy what has to be in it before anybody uses it.
            clock: tells the time of that, and of the exchange.
            entropy: gives salts and ids.
            state_directory: where this computer remembers what it saw; None for nowhere.
            progress: hears the bytes that were copied.

        Raises:
            BackupDamagedError: what was copied is not the backup.
            VaultInUseError: a window or command has the vault open.
            VaultChangedError: it is not what was compared any more.
            DiskFullError, NotWritableError: the vault is as it was.
        """
        directory = exchanging.followed(self._directory)
        exchanging.finish(directory)
        with file_errors(writing=True, name=directory.name):
            private_files.ensure_directory(directory.parent)
        with locks.held(directory):
            if self._compared not in {None, _trace(directory)}:
                raise VaultChangedError
            if self.replaces:
                exchanging.sweep(directory)
            staged = exchanging.staging(directory)
            with _removed_unless_used(staged):
                with file_errors(writing=True, name=directory.name):
                    self._stage(staged, progress)
                with self._opened(staged, clock, entropy) as vault:
                    prepare(vault)
                    head = vault.head
                replaced = self._exchange(staged, directory, clock.now_ms(), head)
            self._remember(state_directory, head)
        return Restored(self._directory, replaced, self.head.seq)

    def close(self) -> None:
        """Forget the keys."""
        self._vmk.wipe()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _present_key(self, secret: VaultSecret) -> tuple[Header, Secret]:
        """Return the present header and its key: the backup's, unless the keys were changed."""
        own = self._signed.header
        parsed = _parsed(self._directory)
        if parsed and all(one.header.vault_id != own.vault_id for one in parsed):
            raise OtherVaultError(name=self._directory.name)
        for one in parsed:
            if one.is_genuine(self._vmk.data):
                return one.header, Secret(bytes(self._vmk.data))
        if not parsed:
            return own, Secret(bytes(self._vmk.data))
        unlocked = unlock(*header_files.read_both(self._directory), secret)
        return unlocked.signed.header, unlocked.vmk

    def _stage(self, staged: Path, progress: Progress) -> None:
        name = self._signed.header.database
        private_files.make_directory(staged)
        for copy in (header_files.NAME, header_files.COPY_NAME):
            private_files.replace(staged / copy, self._signed.data)
        descriptor = private_files.create(staged / name)
        with os.fdopen(descriptor, "wb") as out, (self._place / name).open("rb") as stream:
            total = os.fstat(stream.fileno()).st_size
            while piece := stream.read(_COPIED_AT_ONCE):
                out.write(piece)
                progress(out.tell(), total)
        sync_file(staged / name)
        if digest(staged / name) != digest(self._place / name):
            raise BackupDamagedError
        vmk, header = self._vmk.data, self._signed.header
        if _head_of(staged / name, vmk, header) != self.head:
            raise BackupDamagedError

    def _opened(self, staged: Path, clock: Clock, entropy: Entropy) -> Vault:
        unlocked = Unlocked(Secret(bytes(self._vmk.data)), self._signed, heal=False)
        return open_unlocked(staged, unlocked, clock=clock, entropy=entropy)

    def _exchange(self, staged: Path, directory: Path, now_ms: int, head: Head) -> Path | None:
        """Put the staged vault in the place of the present one; return where that lies now."""
        when = f"{datetime.fromtimestamp(now_ms // 1000, UTC):%Y-%m-%d %H.%M}"
        replaced = exchanging.replaced_name(directory, when) if self.replaces else None
        with file_errors(writing=True, name=directory.name):
            exchanging.exchange(staged, directory, replaced, partial(self._check_whole, head))
        return replaced

    def _check_whole(self, head: Head, staged: Path) -> None:
        """See that nobody has cleared the copy away, in whole or in part.

        Where no lock is held while it is made (Windows), whoever opens the vault meanwhile does.
        """
        header, data = self._signed.header, self._signed.data
        if header_files.read_both(staged) != (data, data):
            raise VaultChangedError
        try:
            found = _head_of(staged / header.database, self._vmk.data, header)
        except BackupDamagedError:
            raise VaultChangedError from None
        if found != head:
            raise VaultChangedError

    def _remember(self, state_directory: Path | None, head: Head) -> None:
        """Let this computer expect the restored vault: its owner has just chosen it."""
        if state_directory is None:
            return
        header = self._signed.header
        file = SeenFile(state_directory, SeenKey(self._vmk.data, header.vault_id))
        try:
            file.write(Seen(header.generation, head))
        finally:
            file.wipe()


def open_backup(
    place: Path, directory: Path, secret: VaultSecret, progress: Progress = ignore_progress
) -> Restoring:
    """Open a backup and prove it before anything else; nothing is changed anywhere.

    Args:
        place: the backup's folder.
        directory: the vault's, where it would go; need not exist.
        secret: what opened the vault when the backup was made, or opens it now.
        progress: hears the rows of the chain check.

    Raises:
        VaultMissingError, NotAVaultError: there is no backup, or something else is in the way,
            a link that leads nowhere included.
        SecretError: a family; the secret does not open it.
        BackupDamagedError: it is not whole.
    """
    if not place.exists():
        raise VaultMissingError(name=place.name)
    if header_files.read_both(place) == (None, None) and not any(place.glob("journal-*.db")):
        raise NotAVaultError(name=place.name)
    if directory.is_symlink() and not directory.exists() and not exchanging.is_away(directory):
        # Its disk is perhaps not there: a vault would come to lie below where that is mounted.
        raise VaultMissingError(name=directory.name)
    if directory.exists() and not _is_vault(directory):
        raise NotAVaultError(name=directory.name)
    unlocked = _unlocked(place, directory, secret)
    try:
        header = unlocked.signed.header
        head = _proved(place / header.database, unlocked.vmk, header, progress)
    except BaseException:
        unlocked.vmk.wipe()
        raise
    return Restoring(place, directory, unlocked.signed, unlocked.vmk, head)


def _unlocked(place: Path, directory: Path, secret: VaultSecret) -> Unlocked:
    """Unlock a backup by its own header, or by the vault's where its own is damaged."""
    with contextlib.suppress(HeaderCorruptError, HeaderTamperedError):
        return unlock(*header_files.read_both(place), secret)
    # Another vault's names another database. What the key opens is proved afterwards anyhow.
    if any((place / one.header.database).is_file() for one in _parsed(directory)):
        with contextlib.suppress(HeaderCorruptError, HeaderTamperedError):
            return unlock(*header_files.read_both(directory), secret)
    raise BackupDamagedError


def _proved(path: Path, vmk: Secret, header: Header, progress: Progress) -> Head:
    try:
        return Prover(path, vmk.data, header.vault_id).prove(progress).head
    except CancelledError:
        raise
    except ConfidantError:
        raise BackupDamagedError from None


def _head_of(path: Path, vmk: bytes | bytearray, header: Header) -> Head:
    try:
        database = connection.open_copy(path, vmk, header.vault_id)
        try:
            return integrity.read_head(database)
        finally:
            database.close()
    except ConfidantError:
        raise BackupDamagedError from None


def _parsed(directory: Path) -> list[SignedHeader]:
    found: list[SignedHeader] = []
    for data in header_files.read_both(directory):
        with contextlib.suppress(ExpectedError):
            found.append(parse(data or b""))
    return found


def _is_vault(directory: Path) -> bool:
    if not directory.is_dir():
        return False
    names = [one.name for one in directory.iterdir()]
    ours = (header_files.NAME, header_files.COPY_NAME)
    return not names or any(name in ours or name.startswith("journal-") for name in names)


@contextlib.contextmanager
def _removed_unless_used(staged: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        shutil.rmtree(staged, ignore_errors=True)
        raise


def _trace(directory: Path) -> _Trace:
    """Return what changes with any change of the vault at a place; opens nothing."""
    names = (*directory.glob("journal-*"), *directory.glob(f"{header_files.NAME}*"))
    found: list[tuple[str, int, int, int]] = []
    for path in sorted(names):
        with contextlib.suppress(OSError):
            status = path.stat()
            # An empty rollback journal comes and goes with a mere look.
            if status.st_size:
                found.append((path.name, status.st_ino, status.st_size, status.st_mtime_ns))
    return tuple(found)
