"""Backups that were proved by opening them, and the full check of a vault."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from confidant.environment import Progress, ignore_progress
from confidant.records.changes import NO_CHANGES, Changes
from confidant.services import waiting

if TYPE_CHECKING:
    from confidant.vault.backup import Backup
    from confidant.vault.vault import Vault

_FOLDER = "backups"
_NAME = re.compile(r"[0-9]{8}T[0-9]{6}Z\Z")


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A backup that was made and proved."""

    backup: "Backup"
    changes: Changes = NO_CHANGES


@dataclass(frozen=True, slots=True)
class Checked:
    """A vault in which everything holds.

    Attributes:
        revisions: rows of the chain, all verified.
        healed: whether one of the two headers had to be mended on opening.
        waiting: files that wait for something from their sender.
        backups: how many backups lie beside the vault.
        key_slots: what opens the vault: `passphrase`, `key file`, `recovery code`.
    """

    revisions: int
    healed: bool
    waiting: int
    backups: int
    key_slots: tuple[str, ...]


def back_up(
    vault: "Vault", *, directory: Path | None = None, progress: Progress = ignore_progress
) -> BackedUp:
    """Copy the vault, open the copy on its own, check it whole, and only then keep it.

    Args:
        vault: an open vault.
        directory: where backups go; None for the folder beside the database.
        progress: watches the proof.

    Raises:
        BackupError: the copy could not be proved; it is not kept.
        DiskFullError, NotWritableError, OutputExistsError: it could not be written.
    """
    return BackedUp(vault.backup(directory, progress))


def check(vault: "Vault", *, progress: Progress = ignore_progress) -> Checked:
    """Check pages, structure, every link of the chain, attachments, lists and search.

    Raises:
        DatabaseIntegrityError, ChainError: the vault is damaged; it is read-only from now on.
        DerivedTablesError: lists and search are; `rebuild` mends them.
    """
    head = vault.full_check(progress)
    return Checked(
        revisions=head.seq,
        healed=vault.healed,
        waiting=waiting.count(vault),
        backups=len(beside(vault)),
        key_slots=key_slots(vault),
    )


def key_slots(vault: "Vault") -> tuple[str, ...]:
    """Return what opens the vault, as its header says."""
    from confidant.vault import header, header_files

    present = [data for data in header_files.read_both(vault.directory) if data is not None]
    slots = header.parse(present[0]).header
    names = ["passphrase"]
    if slots.passphrase.keyfile:
        names.append("key file")
    if slots.recovery is not None:
        names.append("recovery code")
    return tuple(names)


def rebuild(vault: "Vault", *, progress: Progress = ignore_progress) -> Changes:
    """Make lists and search anew from the records. No record changes."""
    vault.rebuild(progress)
    return NO_CHANGES


def beside(vault: "Vault") -> tuple[Path, ...]:
    """Return the backups beside the database, the oldest first."""
    folder = vault.directory / _FOLDER
    if not folder.is_dir():
        return ()
    return tuple(sorted(place for place in folder.iterdir() if _NAME.match(place.name)))
