"""Making a vault: database first, header last (formats.md §3–5)."""

import contextlib
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from confidant.crypto import strict_base64
from confidant.crypto.argon2 import KdfParameters, calibrate
from confidant.crypto.secret import Secret
from confidant.environment import Clock, Entropy, ignore_progress
from confidant.errors import (
    BugError,
    VaultExistsError,
)
from confidant.records.contact import Identity
from confidant.vault import (
    connection,
    header_files,
    private_files,
    rebuilding,
)
from confidant.vault.database import Database
from confidant.vault.failures import file_errors
from confidant.vault.header import ID_SIZE, Header, SignedHeader, sign
from confidant.vault.links import EMPTY, LinkKey
from confidant.vault.opening import remember, seen_file
from confidant.vault.parts import Parts
from confidant.vault.schema import CREATE_CORE
from confidant.vault.unlocked import Vault
from confidant.vault.unlocking import (
    PassphraseSecret,
    new_passphrase_slot,
    new_recovery_slot,
    opens,
)

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
    with contextlib.ExitStack() as undo:
        undo.callback(_remove, directory, fresh=_make_directory(directory))
        undo.callback(vmk.wipe)
        code, signed = _new_header(secret, kdf or calibrate(), vmk, entropy, recovery_secret)
        database = _new_database(directory, signed, vmk)
        undo.callback(database.close)
        parts = Parts(
            directory=directory,
            signed=signed,
            vmk=vmk,
            database=database,
            key=LinkKey(vmk.data, signed.header.vault_id),
            seen=seen_file(state_directory, vmk, signed),
            clock=clock,
            entropy=entropy,
            read_only=False,
            healed=False,
        )
        undo.callback(parts.key.wipe)
        vault = Vault(parts)
        _first_record(vault, name, clock, entropy)
        _write_header(database, directory, signed, secret, vmk)
        remember(parts, vault)
        undo.pop_all()
    vault.chain_verified = True
    return Created(vault, code)


def _write_header(
    database: Database,
    directory: Path,
    signed: SignedHeader,
    secret: PassphraseSecret,
    vmk: Secret,
) -> None:
    """Write the header last: a directory without one is no vault yet."""
    connection.check_encrypted(directory / signed.header.database, database)
    with file_errors(writing=True, name=directory.name):
        header_files.write_both(directory, signed, lambda parsed: opens(parsed, secret, vmk.data))


def _make_directory(directory: Path) -> bool:
    """Make the vault's directory, or take an empty one; tell whether it was made."""
    if directory.is_symlink() or (directory.exists() and not directory.is_dir()):
        raise VaultExistsError(name=directory.name)
    with file_errors(writing=True, name=directory.name):
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
    with file_errors(writing=True, name=directory.name):
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
