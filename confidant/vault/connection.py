"""A connection to the encrypted database that has passed every check of formats.md §4."""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

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

APPLICATION_ID = 0x434E4644  # "CNFD"
USER_VERSION = 1
CACHE_KIB = 16 * 1024
PLAINTEXT_MAGIC = b"SQLite format 3\x00"
FETCH = 256

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
_DENIED_PRAGMAS = {"temp_store", "key", "rekey", "hexkey", "hexrekey", "writable_schema"}
_DENIED_FUNCTIONS = {"load_extension", "sqlcipher_export"}

# Databases that this process has open, by device and file number. A POSIX lock belongs to the
# process and goes with the first descriptor of the file that is closed, so looking at the first
# bytes of a database that is open here would let another program in.
_open_here: set[tuple[int, int]] = set()

Row: TypeAlias = tuple[Any, ...]


class Database:
    """An open database. Belongs to the thread that opened it; only `interrupt` may be elsewhere.

    Every method raises Confidant's errors, never the driver's.
    """

    def __init__(self, connection: driver.Connection, identity: tuple[int, int]) -> None:
        """Wrap a connection that has passed the checks; `open_database` makes it."""
        self._connection = connection
        self._identity = identity
        self._descriptor: int | None = None

    @property
    def in_transaction(self) -> bool:
        """Tell whether a transaction is open; a full disk ends one by itself."""
        return self._connection.in_transaction

    def execute(self, sql: str, parameters: Sequence[object] = ()) -> int:
        """Run one statement that returns nothing, and return the number of rows it changed."""
        with failures.driver_errors():
            return self._connection.execute(sql, parameters).rowcount

    def execute_many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Run one statement for every row of parameters."""
        with failures.driver_errors():
            self._connection.executemany(sql, rows)

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[Row]:
        """Return all rows of a query."""
        with failures.driver_errors():
            return self._connection.execute(sql, parameters).fetchall()

    def row(self, sql: str, parameters: Sequence[object] = ()) -> Row | None:
        """Return the first row of a query, or None."""
        with failures.driver_errors():
            found: Row | None = self._connection.execute(sql, parameters).fetchone()
            return found

    def value(self, sql: str, parameters: Sequence[object] = ()) -> Any:  # noqa: ANN401 -- SQL
        """Return the first column of the first row, None when there is no row."""
        row = self.row(sql, parameters)
        return None if row is None else row[0]

    def stream(self, sql: str, parameters: Sequence[object] = ()) -> Iterator[Row]:
        """Yield the rows of a query without holding all of them."""
        with failures.driver_errors():
            cursor = self._connection.execute(sql, parameters)
        while True:
            with failures.driver_errors():
                rows = cursor.fetchmany(FETCH)
            if not rows:
                return
            yield from rows

    def interrupt(self) -> None:
        """End the running statement with `CancelledError`. May be called from any thread."""
        with failures.driver_errors():
            self._connection.interrupt()

    def roll_back(self) -> None:
        """End a transaction without its changes, if one is open."""
        if self._connection.in_transaction:
            with failures.driver_errors():
                self._connection.execute("ROLLBACK")

    @contextmanager
    def unguarded(self) -> Iterator[None]:
        """Lift the authorizer for the full check and the proof of a backup."""
        self._connection.set_authorizer(None)
        try:
            yield
        finally:
            self._connection.set_authorizer(_authorize)

    def descriptor(self, path: Path) -> int:
        """Return a descriptor of the file for copying it; it is closed with the connection.

        Closing it earlier would give up the exclusive lock (see `_open_here`).
        """
        if self._descriptor is None:
            with failures.file_errors(writing=False):
                self._descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        return self._descriptor

    def close(self) -> None:
        """Close the file. Closing twice does nothing."""
        _open_here.discard(self._identity)
        try:
            with failures.driver_errors():
                self._connection.close()
        finally:
            if self._descriptor is not None:
                os.close(self._descriptor)
                self._descriptor = None


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


def _is_writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _identity(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_dev, status.st_ino


def _check_file(path: Path) -> None:
    if not path.is_file():
        raise DatabaseMissingError
    with failures.file_errors(writing=False):
        if _identity(path) in _open_here:
            raise VaultInUseError
        if path.stat().st_size == 0:
            raise DatabaseEmptyError
        with path.open("rb") as stream:
            first = stream.read(16)
    if first == PLAINTEXT_MAGIC:
        raise DatabasePlaintextError


def _connect(path: Path, vmk: bytes | bytearray, vault_id: bytes, *, mode: str) -> Database:
    uri = f"{path.resolve().as_uri()}?mode={mode}"
    with failures.driver_errors():
        connection = driver.connect(uri, timeout=0, isolation_level=None, uri=True)
    database = Database(connection, _identity(path))
    _open_here.add(_identity(path))
    specification = key_specification(vmk, vault_id)
    try:
        with failures.driver_errors():
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
    database._connection.set_authorizer(_authorize)  # noqa: SLF001 -- same module


def _lock(database: Database) -> None:
    """Take the exclusive lock now: the locking mode alone would wait for the first change."""
    database.execute("BEGIN EXCLUSIVE")
    database.execute("COMMIT")


def _authorize(
    action: int,
    first: str | None,
    second: str | None,
    _database: str | None,
    _trigger: str | None,
) -> int:
    if action in {driver.SQLITE_ATTACH, driver.SQLITE_DETACH}:
        return driver.SQLITE_DENY
    if action == driver.SQLITE_PRAGMA:
        name = (first or "").lower()
        if name in _DENIED_PRAGMAS or name.startswith("cipher_"):
            return driver.SQLITE_DENY
    if action == driver.SQLITE_FUNCTION and (second or "").lower() in _DENIED_FUNCTIONS:
        return driver.SQLITE_DENY
    return driver.SQLITE_OK
