"""Opening a vault: every check of formats.md §3–5 that comes before use."""

import contextlib
from dataclasses import replace
from pathlib import Path

from confidant.crypto.secret import Secret
from confidant.environment import Clock, Entropy, Progress, ignore_progress
from confidant.errors import (
    DatabaseFormatError,
    DerivedTablesError,
    HeaderRollbackError,
    NotAVaultError,
    NotWritableError,
    VaultChangedError,
    VaultMissingError,
)
from confidant.vault import (
    connection,
    derived,
    exchanging,
    header_files,
    integrity,
    leftovers,
    rebuilding,
    seen,
)
from confidant.vault.database import Database
from confidant.vault.header import Header, SignedHeader
from confidant.vault.links import LinkKey
from confidant.vault.parts import Parts
from confidant.vault.seen import Seen, SeenFile, SeenKey
from confidant.vault.unlocked import Vault
from confidant.vault.unlocking import RecoverySecret, Unlocked, VaultSecret, unlock


def open_vault(
    directory: Path,
    secret: VaultSecret,
    *,
    clock: Clock,
    entropy: Entropy,
    state_directory: Path | None = None,
    read_only: bool = False,
    accept: bool = False,
    progress: Progress = ignore_progress,
) -> Vault:
    """Unlock a vault and make every check of formats.md §3–5 that comes before use.

    Takes the time of the header's Argon2id. The chain itself is verified afterwards.

    Args:
        directory: the vault's.
        secret: passphrase or recovery code.
        clock: tells the time of changes.
        entropy: gives salts and ids.
        state_directory: where this computer remembers what it saw; None asks no questions.
        read_only: refuse changes, and answer the questions below with "look only".
        accept: answer them with "go on from what is here now".
        progress: hears the records when derived tables have to be made anew.

    Raises:
        VaultMissingError, NotAVaultError: there is no vault.
        SecretError: a family; the secret does not open it, or its header cannot be used.
        VaultRollbackError, VaultDivergedError, HeaderRollbackError: questions to the person.
        VaultInUseError: another window or command has it open.
        VaultChangedError: it was replaced, or given other keys, while its key was derived.
        VaultError: a family; the database cannot be used.
    """
    if not read_only:
        exchanging.finish(directory)
    unlocked = unlock(*_read_headers(directory), secret)
    return open_unlocked(
        directory,
        replace(unlocked, by_recovery=isinstance(secret, RecoverySecret)),
        clock=clock,
        entropy=entropy,
        state_directory=state_directory,
        read_only=read_only,
        accept=accept,
        progress=progress,
    )


def open_unlocked(
    directory: Path,
    unlocked: Unlocked,
    *,
    clock: Clock,
    entropy: Entropy,
    state_directory: Path | None = None,
    read_only: bool = False,
    accept: bool = False,
    progress: Progress = ignore_progress,
) -> Vault:
    """Make every check of `open_vault` that comes after the key is known. Takes over the key."""
    header, vmk = unlocked.signed.header, unlocked.vmk
    with contextlib.ExitStack() as undo:
        undo.callback(vmk.wipe)
        path = _settled(directory, header.database, read_only=read_only)
        database = connection.open_database(path, vmk.data, header.vault_id, read_only=read_only)
        undo.callback(database.close)
        _check_same(directory, path, database, unlocked.signed)
        memory = seen_file(state_directory, vmk, unlocked.signed)
        stored = _check_meta(database, header)
        _ask(database, header, stored, memory, answered=accept or read_only)
        healed = not read_only and _mend(directory, database, stored, unlocked)
        _bring_up_to_date(database, progress)
        parts = Parts(
            directory=directory,
            signed=unlocked.signed,
            vmk=vmk,
            database=database,
            key=LinkKey(vmk.data, header.vault_id),
            seen=memory,
            clock=clock,
            entropy=entropy,
            read_only=read_only,
            healed=healed,
            by_recovery=unlocked.by_recovery,
        )
        vault = Vault(parts)
        undo.pop_all()
    _settle_in(parts, vault)
    return vault


def _settle_in(parts: Parts, vault: Vault) -> None:
    """Remember what is current, and remove what an interrupted re-encryption has left."""
    if parts.read_only:
        return
    remember(parts, vault)
    # Only now: whoever is re-encrypting this vault holds its lock.
    with contextlib.suppress(OSError):
        leftovers.sweep(parts.directory, parts.signed.header.database)
        exchanging.sweep(parts.directory)


def _settled(directory: Path, database: str, *, read_only: bool) -> Path:
    """End a re-encryption that was interrupted after its commit; return where the database is."""
    if not read_only:
        # The database opens under the name that it has, if it cannot be given another now.
        with contextlib.suppress(OSError):
            leftovers.settle(directory, database)
    return leftovers.whereabouts(directory, database)


def _check_same(directory: Path, path: Path, database: Database, signed: SignedHeader) -> None:
    """Make sure that the header that opened the vault is the present one, now that it is locked.

    Between reading it and the lock lies a key derivation: time enough for a restore, or for
    another program to change the passphrase. Going on would write the old header over the new.
    """
    if signed.data not in header_files.read_both(directory) or not database.is_at(path):
        raise VaultChangedError


def seen_file(state_directory: Path | None, vmk: Secret, signed: SignedHeader) -> SeenFile | None:
    """Return the file in which this computer remembers a vault; None without a directory."""
    if state_directory is None:
        return None
    return SeenFile(state_directory, SeenKey(vmk.data, signed.header.vault_id))


def remember(parts: Parts, vault: Vault) -> None:
    """Write down what is current, so that an older vault is noticed next time."""
    if parts.seen is not None:
        parts.seen.write(Seen(vault.header_generation, vault.head))


def _read_headers(directory: Path) -> tuple[bytes | None, bytes | None]:
    if not directory.exists():
        raise VaultMissingError(name=directory.name)
    if not directory.is_dir():
        raise NotAVaultError(name=directory.name)
    hdr, copy = header_files.read_both(directory)
    if hdr is None and copy is None and not any(directory.glob("journal-*.db")):
        raise NotAVaultError(name=directory.name)
    return hdr, copy


def _check_meta(database: Database, header: Header) -> int:
    """Make sure that the tables are there and belong to this header; return the generation."""
    find = "SELECT name FROM sqlite_schema WHERE type = 'table'"
    if not {"meta", "rev", "blob"} <= {row[0] for row in database.rows(find)}:
        raise DatabaseFormatError
    meta: dict[str, object] = dict(database.rows("SELECT key, value FROM meta"))
    generation = meta.get("header_gen")
    if meta.get("vault") != header.vault_id or not isinstance(generation, int):
        raise DatabaseFormatError
    return generation


def _ask(
    database: Database, header: Header, stored: int, file: SeenFile | None, *, answered: bool
) -> None:
    """Raise the question that this vault's past asks, unless it has been answered."""
    if answered:
        return
    if stored > header.generation:
        raise HeaderRollbackError
    found = None if file is None else file.read()
    if found is None:
        return

    def link_of(seq: int) -> bytes | None:
        link: bytes | None = database.value("SELECT link FROM rev WHERE seq = ?", (seq,))
        return link

    head = integrity.read_head(database)
    seen.compare(found, header.generation, head.seq, link_of)


def _mend(directory: Path, database: Database, stored: int, unlocked: Unlocked) -> bool:
    """Note the header's generation, and make its copies equal; tell whether one was mended."""
    generation = unlocked.signed.header.generation
    if stored != generation:
        database.execute("UPDATE meta SET value = ? WHERE key = 'header_gen'", (generation,))
    if unlocked.heal:
        # One copy has opened the vault; that the other cannot be mended must not close it.
        with contextlib.suppress(OSError):
            header_files.heal(directory, unlocked.signed)
            return True
    return False


def _bring_up_to_date(database: Database, progress: Progress) -> None:
    if derived.is_current(database):
        return
    # Writing over a damaged file could hide the damage from every later check.
    integrity.check_pages(database)
    try:
        database.execute("BEGIN IMMEDIATE")
        rebuilding.rebuild(database, progress)
        database.execute("COMMIT")
    except NotWritableError:
        raise DerivedTablesError from None
    finally:
        database.roll_back()
