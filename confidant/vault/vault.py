"""Making a vault and opening one (formats.md §3–5): the door to this room."""

import contextlib
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from confidant.crypto import strict_base64
from confidant.crypto.argon2 import KdfParameters, calibrate
from confidant.crypto.secret import Secret
from confidant.environment import Clock, Entropy, Progress, ignore_progress
from confidant.errors import (
    BugError,
    DatabaseFormatError,
    DerivedTablesError,
    HeaderRollbackError,
    NotAVaultError,
    NotWritableError,
    VaultExistsError,
    VaultMissingError,
)
from confidant.records.contact import Identity
from confidant.vault import (
    connection,
    derived,
    header_files,
    integrity,
    private_files,
    rebuilding,
    seen,
)
from confidant.vault.connection import Database
from confidant.vault.drafts import Draft
from confidant.vault.failures import file_errors
from confidant.vault.header import ID_SIZE, Header, SignedHeader, sign
from confidant.vault.history import Seal
from confidant.vault.links import EMPTY, LinkKey
from confidant.vault.rows import MINE, RecordRow, RowQuery
from confidant.vault.schema import CREATE_CORE
from confidant.vault.search import SearchHit, SearchPage
from confidant.vault.seen import Seen, SeenFile, SeenKey
from confidant.vault.transaction import Erased, Transaction
from confidant.vault.unlocked import Parts, Vault
from confidant.vault.unlocking import (
    PassphraseSecret,
    RecoverySecret,
    VaultSecret,
    new_passphrase_slot,
    new_recovery_slot,
    opens,
    unlock,
)

__all__ = [
    "MINE",
    "Created",
    "Draft",
    "Erased",
    "PassphraseSecret",
    "RecordRow",
    "RecoverySecret",
    "RowQuery",
    "Seal",
    "SearchHit",
    "SearchPage",
    "Transaction",
    "Vault",
    "VaultSecret",
    "create_vault",
    "open_vault",
]

VMK_SIZE = 32
SEED_SIZE = 32


@dataclass(frozen=True)
class Created:
    """A new vault, open, and the recovery code, which is shown once and kept nowhere."""

    vault: Vault
    recovery_code: str = field(repr=False)


def create_vault(  # noqa: PLR0913 -- what a vault is made of
    directory: Path,
    *,
    name: str,
    passphrase: str,
    clock: Clock,
    entropy: Entropy,
    kdf: KdfParameters | None = None,
    keyfile: bytes | None = None,
    state_directory: Path | None = None,
    recovery_secret: bytes | None = None,
) -> Created:
    """Make a vault with its first record, the identity, and leave it open.

    Args:
        directory: must not exist, or be empty; its parent must exist.
        name: the person's name, as it will stand on their card, at most 80 bytes.
        passphrase: as typed; how strong it is has been judged before.
        clock: tells when the vault was made.
        entropy: gives keys, salts and ids.
        kdf: cost of the passphrase slot; measured on this computer if None (some seconds).
        keyfile: the 32 bytes of a key file that the passphrase shall need.
        state_directory: where this computer remembers what it saw; None remembers nothing.
        recovery_secret: the 16 bytes of a recovery code that was written down already; None
            makes one.

    Raises:
        VaultExistsError: something is there already.
        PassphraseError, ManifestSchemaError: the passphrase or the name cannot be used.
        DiskFullError, NotWritableError: nothing is left behind.
    """
    secret = PassphraseSecret(passphrase, keyfile)
    vmk = Secret(entropy.token(VMK_SIZE))
    fresh = _make_directory(directory)
    try:
        code, signed = _new_header(secret, kdf or calibrate(), vmk, entropy, recovery_secret)
        database = _new_database(directory, signed, vmk)
        parts = Parts(
            directory=directory,
            signed=signed,
            vmk=vmk,
            database=database,
            key=LinkKey(vmk.data, signed.header.vault_id),
            seen=_seen_file(state_directory, vmk, signed),
            clock=clock,
            entropy=entropy,
            read_only=False,
            healed=False,
        )
        vault = Vault(parts)
        try:
            _first_record(vault, name, clock, entropy)
            connection.check_encrypted(directory / signed.header.database, database)
            # The header comes last: a directory without one is no vault yet.
            with file_errors(writing=True):
                header_files.write_both(
                    directory, signed, lambda parsed: opens(parsed, secret, vmk.data)
                )
        except BaseException:
            vault.close()
            raise
    except BaseException:
        vmk.wipe()
        _remove(directory, fresh=fresh)
        raise
    _remember(parts, vault)
    vault.chain_verified = True
    return Created(vault, code)


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
        VaultError: a family; the database cannot be used.
    """
    hdr, copy = _read_headers(directory)
    unlocked = unlock(hdr, copy, secret)
    header, vmk = unlocked.signed.header, unlocked.vmk
    try:
        path = directory / header.database
        database = connection.open_database(path, vmk.data, header.vault_id, read_only=read_only)
        try:
            seen_file = _seen_file(state_directory, vmk, unlocked.signed)
            stored = _check_meta(database, header)
            _ask(database, header, stored, seen_file, answered=accept or read_only)
            healed = False
            if not read_only:
                _raise_generation(database, header, stored)
                healed = unlocked.heal and _heal(directory, unlocked.signed)
            _bring_up_to_date(database, progress)
            parts = Parts(
                directory=directory,
                signed=unlocked.signed,
                vmk=vmk,
                database=database,
                key=LinkKey(vmk.data, header.vault_id),
                seen=seen_file,
                clock=clock,
                entropy=entropy,
                read_only=read_only,
                healed=healed,
            )
            vault = Vault(parts)
        except BaseException:
            database.close()
            raise
    except BaseException:
        vmk.wipe()
        raise
    if not read_only:
        _remember(parts, vault)
    return vault


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


def _raise_generation(database: Database, header: Header, stored: int) -> None:
    if stored != header.generation:
        database.execute("UPDATE meta SET value = ? WHERE key = 'header_gen'", (header.generation,))


def _heal(directory: Path, signed: SignedHeader) -> bool:
    # The good copy has opened the vault; that the other cannot be mended must not close it.
    with contextlib.suppress(OSError):
        header_files.heal(directory, signed)
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


def _seen_file(state_directory: Path | None, vmk: Secret, signed: SignedHeader) -> SeenFile | None:
    if state_directory is None:
        return None
    return SeenFile(state_directory, SeenKey(vmk.data, signed.header.vault_id))


def _remember(parts: Parts, vault: Vault) -> None:
    if parts.seen is not None:
        parts.seen.write(Seen(vault.header_generation, vault.head))


def _make_directory(directory: Path) -> bool:
    """Make the vault's directory, or take an empty one; tell whether it was made."""
    if directory.is_symlink() or (directory.exists() and not directory.is_dir()):
        raise VaultExistsError(name=directory.name)
    with file_errors(writing=True):
        if not directory.exists():
            private_files.make_directory(directory)
            return True
        if any(directory.iterdir()):
            raise VaultExistsError(name=directory.name)
        directory.chmod(private_files.DIRECTORY_MODE)
        return False


def _new_header(
    secret: PassphraseSecret,
    kdf: KdfParameters,
    vmk: Secret,
    entropy: Entropy,
    recovery_secret: bytes | None,
) -> tuple[str, SignedHeader]:
    vault_id = entropy.token(ID_SIZE)
    database = f"journal-{entropy.token(4).hex()}.db"
    slot = new_passphrase_slot(secret, kdf, vmk.data, vault_id, entropy)
    recovery, code = new_recovery_slot(vmk.data, vault_id, entropy, recovery_secret)
    header = Header(database, 1, slot, recovery, vault_id)
    return code, sign(header, vmk.data)


def _new_database(directory: Path, signed: SignedHeader, vmk: Secret) -> Database:
    header = signed.header
    with file_errors(writing=True):
        database = connection.create_database(
            directory / header.database, vmk.data, header.vault_id
        )
    try:
        database.execute("BEGIN IMMEDIATE")
        for statement in CREATE_CORE:
            database.execute(statement)
        database.execute_many(
            "INSERT INTO meta(key, value) VALUES(?, ?)",
            [
                ("vault", header.vault_id),
                ("header_gen", header.generation),
                ("head_seq", EMPTY.seq),
                ("head_link", EMPTY.link),
            ],
        )
        rebuilding.rebuild(database, ignore_progress)
        database.execute("COMMIT")
    except BaseException:
        database.close()
        raise
    return database


def _first_record(vault: Vault, name: str, clock: Clock, entropy: Entropy) -> None:
    seed = entropy.token(SEED_SIZE)
    body = Identity(name=name, created=clock.now_ms(), seed=strict_base64.encode(seed))
    with vault.transaction() as transaction:
        transaction.create(body)


def _remove(directory: Path, *, fresh: bool) -> None:
    """Take back what creating has made; the directory was empty before."""
    if not directory.is_dir():
        raise BugError("a vault's directory that has gone")
    for path in directory.iterdir():
        path.unlink(missing_ok=True)
    if fresh:
        shutil.rmtree(directory, ignore_errors=True)
