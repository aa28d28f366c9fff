"""An open SQLCipher database whose every error is one of Confidant's."""

import contextlib
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

import sqlcipher3 as driver

from confidant.vault import failures

FETCH = 256

Row: TypeAlias = tuple[Any, ...]

_DENIED_PRAGMAS = {"temp_store", "key", "rekey", "hexkey", "hexrekey", "writable_schema"}
_DENIED_FUNCTIONS = {"load_extension", "sqlcipher_export"}

# Databases that this process has open, by device and file number. A POSIX lock belongs to the
# process and goes with the first descriptor of the file that is closed, so looking at the first
# bytes of a database that is open here would let another program in.
open_here: set[tuple[int, int]] = set()


def is_open_here(path: Path) -> bool:
    """Tell whether this process has a database open; nobody may read its file then."""
    with contextlib.suppress(OSError):
        status = path.stat()
        return (status.st_dev, status.st_ino) in open_here
    return False


class Database:
    """An open database. Belongs to the thread that opened it; only `interrupt` may be elsewhere.

    Every method raises Confidant's errors, never the driver's.
    """

    def __init__(self, connection: driver.Connection, identity: tuple[int, int], name: str) -> None:
        """Wrap a connection that has passed the checks; `open_database` makes it.

        Args:
            connection: keyed and configured.
            identity: device and file number of its file.
            name: what a person calls the vault, for errors.
        """
        self._connection = connection
        self._name = name
        self._identity = identity
        self._descriptor: int | None = None

    @property
    def in_transaction(self) -> bool:
        """Tell whether a transaction is open; a full disk ends one by itself."""
        return self._connection.in_transaction

    def execute(self, sql: str, parameters: Sequence[object] = ()) -> int:
        """Run one statement that returns nothing, and return the number of rows it changed."""
        with failures.driver_errors(self._name):
            return self._connection.execute(sql, parameters).rowcount

    def execute_many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Run one statement for every row of parameters."""
        with failures.driver_errors(self._name):
            self._connection.executemany(sql, rows)

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[Row]:
        """Return all rows of a query."""
        with failures.driver_errors(self._name):
            return self._connection.execute(sql, parameters).fetchall()

    def row(self, sql: str, parameters: Sequence[object] = ()) -> Row | None:
        """Return the first row of a query, or None."""
        with failures.driver_errors(self._name):
            found: Row | None = self._connection.execute(sql, parameters).fetchone()
            return found

    def value(self, sql: str, parameters: Sequence[object] = ()) -> Any:  # noqa: ANN401 -- SQL
        """Return the first column of the first row, None when there is no row."""
        row = self.row(sql, parameters)
        return None if row is None else row[0]

    def stream(self, sql: str, parameters: Sequence[object] = ()) -> Iterator[Row]:
        """Yield the rows of a query without holding all of them."""
        with failures.driver_errors(self._name):
            cursor = self._connection.execute(sql, parameters)
        while True:
            with failures.driver_errors(self._name):
                rows = cursor.fetchmany(FETCH)
            if not rows:
                return
            yield from rows

    def interrupt(self) -> None:
        """End the running statement with `CancelledError`. May be called from any thread."""
        with failures.driver_errors(self._name):
            self._connection.interrupt()

    def roll_back(self) -> None:
        """End a transaction without its changes, if one is open."""
        with failures.driver_errors(self._name):
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    def guard(self) -> None:
        """Deny statements that could leak or weaken the vault (formats.md §4, step 10)."""
        self._connection.set_authorizer(_authorize)

    @contextmanager
    def unguarded(self) -> Iterator[None]:
        """Lift the authorizer for the full check and the proof of a backup."""
        self._connection.set_authorizer(None)
        try:
            yield
        finally:
            self.guard()

    def is_at(self, path: Path) -> bool:
        """Tell whether the open file is still the one that lies at a path."""
        with contextlib.suppress(OSError):
            status = path.stat()
            return (status.st_dev, status.st_ino) == self._identity
        return False

    def descriptor(self, path: Path) -> int:
        """Return a descriptor of the file for copying it; it is closed with the connection.

        Closing it earlier would give up the exclusive lock (see `open_here`).
        """
        if self._descriptor is None:
            with failures.file_errors(writing=False, name=self._name):
                self._descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        return self._descriptor

    def close(self) -> None:
        """Close the file. Closing twice does nothing."""
        open_here.discard(self._identity)
        try:
            with failures.driver_errors(self._name):
                self._connection.close()
        finally:
            if self._descriptor is not None:
                os.close(self._descriptor)
                self._descriptor = None


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
