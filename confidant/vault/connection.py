"""A connection to the encrypted database that has passed every check of formats.md §4."""

import os
import re
from pathlib import Path

import sqlcipher3 as driver

from confidant.crypto.derive import derive
from confidant.crypto.secret import wipe
from confidant.errors import (
    BugError,
    DatabaseEmptyError,
    DatabaseFormatError,
    DatabaseIntegrityError,
    DatabaseKeyError,
    DatabaseMissingError,
    DatabasePlaintextError,
    KeySpecError,
    VaultInUseError,
    VaultTooNewError,
)
from confidant.vault import failures, private_files
from confidant.vault.database import Database, open_here

APPLICATION_ID = 0x434E4644  # "CNFD"
USER_VERSION = 1
CACHE_KIB = 16 * 1024
PLAINTEXT_MAGIC = b"SQLite format 3\x00"

_KEY_SPECIFICATION = re.compile(rb"x'[0-9a-f]{96}'\Z")
_CIPHER_SETTINGS = {
    "PRAGMA kdf_iter = 256000;",
    "PRAGMA cipher_page_size = 4096;",
    "PRAGMA cipher_use_hmac = 1;",
    "PRAGMA cipher_plaintext_header_size = 0;",
    "PRAGMA cipher_hmac_algorithm = HMAC_SHA512;",
    "PRAGMA cipher_kdf_algorithm = PBKDF2_HMAC_SHA512;",
}
# What step 9 sets, and what reading it back must give.
_SETTINGS: tuple[tuple[str, str, object], ...] = (
    ("journal_mode", "DELETE", "delete"),
    ("locking_mode", "EXCLUSIVE", "exclusive"),
    ("synchronous", "EXTRA", 3),
    ("secure_delete", "ON", 1),
    ("foreign_keys", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("mmap_size", "0", 0),
    # In this locking mode the journal is kept; at full length it would hold erased pages.
    ("journal_size_limit", "0", 0),
    ("cache_size", f"-{CACHE_KIB}", -CACHE_KIB),
)


def key_specification(vmk: bytes | bytearray, vault_id: bytes) -> bytearray:
    """Return the 99 bytes that `set_key` takes; the caller wipes them.

    Raises:
        KeySpecError: the form is wrong; the driver would take it for a passphrase.
    """
    raw = derive(vmk, vault_id, "sqlcipher", 48)
    specification = bytearray(b"x'" + b"0" * 96 + b"'")
    digits = b"0123456789abcdef"
    for at, byte in enumerate(raw):
        specification[2 + 2 * at] = digits[byte >> 4]
        specification[3 + 2 * at] = digits[byte & 15]
    wipe(raw)
    check_key_specification(specification)
    return specification


def check_key_specification(specification: bytearray) -> None:
    """Refuse a key specification of another form (formats.md §4)."""
    if not _KEY_SPECIFICATION.match(specification):
        raise KeySpecError("the key specification has the wrong form")


def create_database(path: Path, vmk: bytes | bytearray, vault_id: bytes) -> Database:
    """Make an empty encrypted database with mode 0600, and open it.

    Raises:
        OSError: the file cannot be made, or exists.
    """
    os.close(private_files.create(path))
    database = _connect(path, vmk, vault_id, mode="rw")
    try:
        database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        database.execute(f"PRAGMA user_version = {USER_VERSION}")
        _check_format(database)
        _configure(database)
        _lock(database)
    except BaseException:
        database.close()
        raise
    return database


def check_encrypted(path: Path, database: Database) -> None:
    """Make sure, after the first write, that what lies on the disk is not plain SQLite."""
    descriptor = database.descriptor(path)
    os.lseek(descriptor, 0, os.SEEK_SET)
    if os.read(descriptor, len(PLAINTEXT_MAGIC)) == PLAINTEXT_MAGIC:
        raise BugError("a new database that is not encrypted")


def open_database(
    path: Path, vmk: bytes | bytearray, vault_id: bytes, *, read_only: bool = False
) -> Database:
    """Open the database in the mandatory order of formats.md §4, steps 1–10.

    With `read_only` the file is only read, where it may be written too; that also opens one that
    lies in a directory without leave to write.

    Raises:
        DatabaseMissingError, DatabaseEmptyError, DatabasePlaintextError, DatabaseKeyError,
        DatabaseIntegrityError, DatabaseFormatError, VaultTooNewError: steps 1–9.
        VaultInUseError: somebody else has it open.
        NotReadableError, NotWritableError: the file or its directory may not be used.
    """
    _check_file(path)
    mode = "ro" if read_only and not _is_writable(path) else "rw"
    database = _connect(path, vmk, vault_id, mode=mode)
    try:
        _check_format(database)
        _configure(database)
        _lock(database)
    except BaseException:
        database.close()
        raise
    return database


def open_copy(path: Path, vmk: bytes | bytearray, vault_id: bytes) -> Database:
    """Open a private copy that nobody else knows, to read it; several times if need be.

    Makes the checks of `open_database`, but takes no exclusive lock: that is what lets one thread
    check its pages while another walks its chain. Never for a vault that may be in use.

    Raises:
        As `open_database`.
    """
    _check_file(path, shared=True)
    database = _connect(path, vmk, vault_id, mode="rw" if _is_writable(path) else "ro")
    try:
        _check_format(database)
        _configure(database)
    except BaseException:
        database.close()
        raise
    return database


def _is_writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _identity(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_dev, status.st_ino


def _check_file(path: Path, *, shared: bool = False) -> None:
    if not path.is_file():
        raise DatabaseMissingError
    with failures.file_errors(writing=False, name=path.parent.name):
        # Closing a descriptor gives up this process's locks, which on a copy guard nothing.
        if not shared and _identity(path) in open_here:
            raise VaultInUseError
        if path.stat().st_size == 0:
            raise DatabaseEmptyError
        with path.open("rb") as stream:
            first = stream.read(16)
    if first == PLAINTEXT_MAGIC:
        raise DatabasePlaintextError


def _connect(path: Path, vmk: bytes | bytearray, vault_id: bytes, *, mode: str) -> Database:
    uri = f"{path.resolve().as_uri()}?mode={mode}"
    with failures.driver_errors(path.parent.name):
        connection = driver.connect(uri, timeout=0, isolation_level=None, uri=True)
    database = Database(connection, _identity(path), path.parent.name)
    open_here.add(_identity(path))
    specification = key_specification(vmk, vault_id)
    try:
        with failures.driver_errors(path.parent.name):
            connection.set_key(specification)
            connection.execute("PRAGMA cipher_log_level = NONE").fetchall()
        _check_key(connection)
    except BaseException:
        database.close()
        raise
    finally:
        wipe(specification)
    return database


def _check_key(connection: driver.Connection) -> None:
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except driver.Error as error:
        code = failures.primary_code(error)
        if code == failures.NOTADB:
            raise DatabaseKeyError from None
        if code in {failures.BUSY, failures.LOCKED, failures.CANTOPEN, failures.READONLY}:
            raise failures.translate(error) from None
        raise DatabaseIntegrityError from None


def _check_format(database: Database) -> None:
    settings = {row[0] for row in database.rows("PRAGMA cipher_settings")}
    if database.value("PRAGMA cipher_provider") != "openssl" or settings != _CIPHER_SETTINGS:
        raise DatabaseFormatError
    if database.value("PRAGMA application_id") != APPLICATION_ID:
        raise DatabaseFormatError
    version = database.value("PRAGMA user_version")
    if version > USER_VERSION:
        raise VaultTooNewError
    page_size = str(database.value("PRAGMA page_size"))
    vacuum, encoding = database.value("PRAGMA auto_vacuum"), database.value("PRAGMA encoding")
    if (version, page_size, vacuum, encoding) != (USER_VERSION, "4096", 0, "UTF-8"):
        raise DatabaseFormatError


def _configure(database: Database) -> None:
    for name, setting, expected in _SETTINGS:
        database.rows(f"PRAGMA {name} = {setting}")
        if database.value(f"PRAGMA {name}") != expected:
            raise DatabaseFormatError
    database.guard()


def _lock(database: Database) -> None:
    """Take the exclusive lock now: the locking mode alone would wait for the first change."""
    database.execute("BEGIN EXCLUSIVE")
    database.execute("COMMIT")
