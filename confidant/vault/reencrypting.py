"""Re-encryption: the same records under a new vault key, in a new file (formats.md §3.5).

The new database is built and proved beside the old one. The header that names it is the commit
point: whatever ends the work before leaves the old vault, whatever ends it afterwards the new one.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from confidant.crypto.argon2 import at_least
from confidant.crypto.secret import Secret
from confidant.environment import Progress, ignore_progress
from confidant.errors import BugError, ChainError, DatabaseIntegrityError
from confidant.vault import (
    connection,
    copying,
    header_files,
    integrity,
    leftovers,
    private_files,
    rekeying,
)
from confidant.vault.database import Database
from confidant.vault.failures import file_errors
from confidant.vault.header import Header, SignedHeader, sign
from confidant.vault.links import LinkKey
from confidant.vault.parts import Parts
from confidant.vault.proving import Prover
from confidant.vault.seen import SeenKey
from confidant.vault.unlocked import Vault
from confidant.vault.unlocking import (
    PassphraseSecret,
    PreparedSlot,
    RecoverySecret,
    new_recovery_slot,
    prepare_slot,
)

_VMK_SIZE = 32


@dataclass(frozen=True)
class Reencrypted:
    """A vault under a new key. The code is shown once and kept nowhere.

    `older_backups` beside it still open with what opened them when they were made.
    """

    recovery_code: str = field(repr=False)
    revisions: int
    older_backups: int


@dataclass(frozen=True, repr=False)
class _Target:
    """The vault to be: its key, header and the file that is being filled."""

    vmk: Secret
    signed: SignedHeader
    path: Path
    prepared: PreparedSlot
    code: str


def reencrypt(
    vault: Vault,
    secret: PassphraseSecret,
    *,
    given: bytes | None = None,
    progress: Progress = ignore_progress,
) -> Reencrypted:
    """Copy everything into a new database under a new vault key, and go on with that one.

    Runs on the vault's thread; `progress` may raise `CancelledError` until the last step.

    Args:
        vault: an open vault.
        secret: what shall open it: the passphrase so far, or another.
        given: the 16 bytes of the new recovery code if it was written down already.
        progress: hears rows, three times: copied, made searchable, verified.

    Raises:
        CancelledError, DiskFullError, NotWritableError: the vault is what it was.
        VaultChangedError: another header lies there by now; nothing was changed.
        ChainError, DatabaseIntegrityError: its records do not verify, so they are not copied.
        PassphraseError, KdfMemoryError: the secret.
        VaultReadOnlyError, VaultLockedError: the vault.
    """
    parts = vault.for_rekeying()
    target = _target(parts, secret, given)
    try:
        with _cleared_away(target):
            head = _fill(parts, target, progress)
            secrets = (target.prepared, RecoverySecret(target.code))
            rekeying.check_in_place(parts)
            rekeying.write_header(parts.directory, target.signed, secrets, target.vmk.data)
    finally:
        target.prepared.wipe()
    _take_over(vault, parts, target)
    return Reencrypted(target.code, head, _older_backups(vault))


def _target(parts: Parts, secret: PassphraseSecret, given: bytes | None) -> _Target:
    old, entropy = parts.signed.header, parts.entropy
    cost = at_least(old.passphrase.kdf, old.passphrase.kdf)
    prepared = prepare_slot(secret, cost, old.vault_id, entropy)
    vmk = Secret(entropy.token(_VMK_SIZE))
    recovery, code = new_recovery_slot(vmk.data, old.vault_id, entropy, given)
    header = Header(
        database=f"journal-{entropy.token(4).hex()}.db",
        generation=old.generation + 1,
        passphrase=prepared.wrap(vmk.data, old.vault_id),
        recovery=recovery,
        vault_id=old.vault_id,
    )
    if header.database == old.database:
        raise BugError("random bytes that repeat")
    name = leftovers.name_under_way(header.database, old.database)
    return _Target(vmk, sign(header, vmk.data), parts.directory / name, prepared, code)


@contextlib.contextmanager
def _cleared_away(target: _Target) -> Iterator[None]:
    """Remove the new file and its key when the block does not come to its end.

    Never when a header names it already: a person can stop the program between any two steps.
    """
    directory = target.path.parent
    try:
        yield
    except BaseException:
        target.vmk.wipe()
        if target.signed.data not in header_files.read_both(directory):
            # What cannot be removed now goes at the next opening.
            with contextlib.suppress(OSError):
                leftovers.remove(target.path)
        raise


def _fill(parts: Parts, target: _Target, progress: Progress) -> int:
    """Build the new database, close it, open it on its own and prove it; return its rows."""
    header = target.signed.header
    with file_errors(writing=True, name=parts.directory.name):
        database = connection.create_database(target.path, target.vmk.data, header.vault_id)
    new_key = LinkKey(target.vmk.data, header.vault_id)
    try:
        with contextlib.closing(database):
            source = copying.Source(parts.database, parts.key)
            copying.copy_all(source, database, new_key, header, progress)
            connection.check_encrypted(target.path, database)
        _prove(parts.database, target, progress)
    finally:
        new_key.wipe()
    with file_errors(writing=True, name=parts.directory.name):
        private_files.sync_directory(parts.directory)
    return integrity.read_head(parts.database).seq


def _prove(old: Database, target: _Target, progress: Progress) -> None:
    """Check pages, structure, chain, attachments and counts of the copy, as of a backup.

    Raises:
        CancelledError: by `progress`.
        DatabaseIntegrityError: the copy is not what was copied; it is not used.
    """
    count = old.value("SELECT count(*) FROM rev")
    prover = Prover(target.path, target.vmk.data, target.signed.header.vault_id)
    try:
        found = prover.prove(lambda done, _all: progress(2 * count + done, 3 * count))
    except ChainError as error:
        raise DatabaseIntegrityError from error
    with contextlib.closing(_open(target)) as new:
        same = copying.counts(old) == copying.counts(new)
    if found.head.seq != count or not same:
        raise DatabaseIntegrityError


def _open(target: _Target) -> Database:
    return connection.open_database(target.path, target.vmk.data, target.signed.header.vault_id)


def _older_backups(vault: Vault) -> int:
    """Return how many backups beside the vault the old secrets still open."""
    return rekeying.refresh_backups(vault).left


def _take_over(vault: Vault, parts: Parts, target: _Target) -> None:
    """Go on with the new database; where it cannot be opened the vault locks.

    The header names it already, so the next opening ends what is left to do.
    """
    try:
        parts.database.close()
        new = _reopened(parts, target)
    except BaseException:
        target.vmk.wipe()
        vault.close()
        raise
    vault.adopt(new)
    vault.chain_verified = True
    rekeying.note_generation(new, vault)
    parts.key.wipe()
    parts.vmk.wipe()
    if parts.seen is not None:
        parts.seen.wipe()


def _reopened(parts: Parts, target: _Target) -> Parts:
    header = target.signed.header
    with file_errors(writing=True, name=parts.directory.name):
        leftovers.settle(parts.directory, header.database)
    path = leftovers.whereabouts(parts.directory, header.database)
    database = connection.open_database(path, target.vmk.data, header.vault_id)
    key = LinkKey(target.vmk.data, header.vault_id)
    seen = None
    if parts.seen is not None:
        seen = parts.seen.under(SeenKey(target.vmk.data, header.vault_id))
    return replace(
        parts,
        signed=target.signed,
        vmk=target.vmk,
        database=database,
        key=key,
        seen=seen,
        by_recovery=False,
    )
