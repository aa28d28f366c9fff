"""Changing what opens a vault: passphrase, key file, cost, recovery code (formats.md §3.5).

Every change is one new header. Until its first byte is in place the old secret opens the vault,
from then on the new one does, and the slot that was not asked for is copied byte for byte.
"""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from confidant.crypto.argon2 import KdfParameters, at_least
from confidant.crypto.secret import wipe
from confidant.errors import (
    ConfidantError,
    ExpectedError,
    VaultChangedError,
    WrongSecretError,
)
from confidant.vault import backup_headers, header_files, leftovers
from confidant.vault.backup_headers import Refreshed
from confidant.vault.failures import file_errors
from confidant.vault.header import Header, SignedHeader, parse, sign
from confidant.vault.parts import Parts
from confidant.vault.seen import Seen
from confidant.vault.unlocked import BACKUPS, Vault
from confidant.vault.unlocking import (
    PassphraseSecret,
    PreparedSlot,
    RecoverySecret,
    Unwraps,
    VaultSecret,
    new_recovery_slot,
    opens,
    prepare_slot,
)


@dataclass(frozen=True)
class Rekeyed:
    """A header that was changed: its generation, and what became of the backups."""

    generation: int
    backups: Refreshed


@dataclass(frozen=True)
class NewCode:
    """A new recovery code, which is shown once and kept nowhere."""

    code: str = field(repr=False)
    rekeyed: Rekeyed


def check_secret(vault: Vault, secret: VaultSecret) -> None:
    """Make sure that somebody who sits before an open vault could have opened it.

    Takes the time of one derivation.

    Raises:
        SecretError: a family; they could not.
    """
    parts = vault.for_rekeying()
    found = secret.unwrap(parts.signed.header)
    same = found is not None and found == parts.vmk.data
    if found is not None:
        wipe(found)
    if not same:
        raise WrongSecretError


def change_passphrase(
    vault: Vault,
    secret: PassphraseSecret,
    *,
    kdf: KdfParameters | None = None,
    folders: Sequence[Path] | None = None,
) -> Rekeyed:
    """Let another passphrase, with or without a key file, open the vault from now on.

    Args:
        vault: an open vault; which secret opened it does not matter.
        secret: the new one; how strong it is has been judged before.
        kdf: cost of the new slot, raised to the present one's and to the least that is written;
            None keeps the present one.
        folders: where backups are kept; `backups` inside the vault if None.

    Raises:
        PassphraseError, KdfMemoryError: the new secret; nothing was changed.
        DiskFullError, NotWritableError: nothing was changed.
        VaultChangedError: another header lies there by now; nothing was changed.
        VaultReadOnlyError, VaultLockedError: the vault.
    """
    parts = vault.for_rekeying()
    present = parts.signed.header
    cost = at_least(kdf or present.passphrase.kdf, present.passphrase.kdf)
    prepared = prepare_slot(secret, cost, present.vault_id, parts.entropy)
    try:
        return put_slot(vault, prepared, folders=folders)
    finally:
        prepared.wipe()


def put_slot(
    vault: Vault, prepared: PreparedSlot, *, folders: Sequence[Path] | None = None
) -> Rekeyed:
    """Write a header with a passphrase slot whose derivation was done before, on any thread.

    Raises:
        As `change_passphrase`, secrets apart.
    """
    parts = vault.for_rekeying()
    present = parts.signed.header
    slot = prepared.wrap(parts.vmk.data, present.vault_id)
    header = replace(present, generation=present.generation + 1, passphrase=slot)
    return _change(vault, header, prepared, folders)


def new_recovery_code(
    vault: Vault, *, given: bytes | None = None, folders: Sequence[Path] | None = None
) -> NewCode:
    """Make another recovery code; the one before opens nothing from now on.

    Args:
        vault: an open vault.
        given: the 16 bytes of a code that was written down already; None makes one.
        folders: as in `change_passphrase`.

    Raises:
        As `change_passphrase`, secrets apart.
    """
    parts = vault.for_rekeying()
    present = parts.signed.header
    slot, code = new_recovery_slot(parts.vmk.data, present.vault_id, parts.entropy, given)
    header = replace(present, generation=present.generation + 1, recovery=slot)
    return NewCode(code, _change(vault, header, RecoverySecret(code), folders))


def refresh_backups(vault: Vault, folders: Sequence[Path] | None = None) -> Refreshed:
    """Give the present header to the backups that a crash or a missing disk kept from it."""
    places = (vault.directory / BACKUPS,) if folders is None else folders
    key = vault.proof_key()
    try:
        return backup_headers.refresh(places, vault.directory, key)
    finally:
        key.wipe()


def check_in_place(parts: Parts) -> None:
    """Make sure that a header is not written over one that this open vault does not know.

    The database that is open may have been moved away, and another vault or another state of
    this one put in its place; a header of ours would then open nothing there.

    Raises:
        VaultChangedError: it is so; nothing was changed.
    """
    header = parts.signed.header
    known = parts.database.is_at(leftovers.whereabouts(parts.directory, header.database))
    found = header_files.read_both(parts.directory)
    others = [one for data in found if data != parts.signed.data for one in _parsed(data)]
    ours = parts.signed.data in found
    later = any(
        one.header.generation > header.generation and one.is_genuine(parts.vmk.data)
        for one in others
    )
    # Copies that say nothing at all are damage, and a new header mends it.
    if not known or later or (others and not ours):
        raise VaultChangedError


def _parsed(data: bytes | None) -> tuple[SignedHeader, ...]:
    with contextlib.suppress(ExpectedError):
        return (parse(data or b""),)
    return ()


def write_header(
    directory: Path, signed: SignedHeader, secrets: Sequence[Unwraps], vmk: bytes | bytearray
) -> None:
    """Write both copies of a new header; its first copy in place is the commit point.

    Args:
        directory: the vault's.
        signed: the new header.
        secrets: what was made anew in it; each must open what is parsed back.
        vmk: the vault key that they must find.

    Raises:
        DiskFullError, NotWritableError: the old header stands.
    """
    try:
        with file_errors(writing=True, name=directory.name):
            header_files.write_both(
                directory, signed, lambda read: all(opens(read, one, vmk) for one in secrets)
            )
    except ConfidantError:
        # With the first copy in place the change has happened: the next opening mends the other.
        if header_files.read(directory / header_files.NAME) != signed.data:
            raise


def _change(
    vault: Vault, header: Header, opener: Unwraps, folders: Sequence[Path] | None
) -> Rekeyed:
    parts = vault.for_rekeying()
    check_in_place(parts)
    signed = sign(header, parts.vmk.data)
    write_header(vault.directory, signed, (opener,), parts.vmk.data)
    # Whoever set a passphrase knows it: from now on it is asked for.
    known = header.passphrase != parts.signed.header.passphrase
    changed = replace(parts, signed=signed, by_recovery=parts.by_recovery and not known)
    vault.adopt(changed)
    note_generation(changed, vault)
    return Rekeyed(header.generation, refresh_backups(vault, folders))


def note_generation(parts: Parts, vault: Vault) -> None:
    """Note the new generation inside the vault and on this computer.

    Comes after the header: a number ahead of it would look like a roll-back. What cannot be noted
    now is noted by the next opening.
    """
    note = "UPDATE meta SET value = ? WHERE key = 'header_gen'"
    try:
        parts.database.execute(note, (vault.header_generation,))
    except ConfidantError:
        parts.database.roll_back()
    if parts.seen is not None:
        parts.seen.write(Seen(vault.header_generation, vault.head))
