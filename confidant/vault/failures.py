"""What the driver and the operating system report, as Confidant's errors: the one place."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

import sqlcipher3 as driver

from confidant.errors import (
    BugError,
    CancelledError,
    ConfidantError,
    DatabaseIntegrityError,
    DiskFullError,
    ExpectedError,
    NotReadableError,
    NotWritableError,
    VaultInUseError,
    VaultLockedError,
)

# Primary result codes of SQLite (sqlite.org/rescode.html); the low byte of an extended one.
ERROR, PERM, BUSY, LOCKED, NOMEM, READONLY, INTERRUPT = 1, 3, 5, 6, 7, 8, 9
IOERR, CORRUPT, FULL, CANTOPEN, CONSTRAINT, NOTADB = 10, 11, 13, 14, 19, 26
# Extended codes of IOERR that speak of what was read, not of a refused write.
_READ_FAULTS = {266, 522, 8202, 8458}

_FAMILIES: dict[int, type[ExpectedError]] = {
    BUSY: VaultInUseError,
    LOCKED: VaultInUseError,
    PERM: NotWritableError,
    READONLY: NotWritableError,
    CANTOPEN: NotWritableError,
    IOERR: NotWritableError,
    INTERRUPT: CancelledError,
    FULL: DiskFullError,
    CORRUPT: DatabaseIntegrityError,
    NOTADB: DatabaseIntegrityError,
    # Our statements respect the constraints, so a violated one means pages that disagree.
    CONSTRAINT: DatabaseIntegrityError,
}
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def primary_code(error: driver.Error | driver.Warning) -> int:
    """Return SQLite's primary result code, 0 where the driver itself complains."""
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF


def translate(error: driver.Error | driver.Warning, name: str = "") -> ConfidantError:
    """Return the error that a driver error means; `name` says what could not be written.

    The driver's text can quote SQL and names of tables and is never passed on.
    """
    code: int = getattr(error, "sqlite_errorcode", 0)
    if code in _READ_FAULTS:
        return DatabaseIntegrityError()
    family = _FAMILIES.get(code & 0xFF)
    if family is NotWritableError:
        return NotWritableError(name=name)
    if family is not None:
        return family()
    if isinstance(error, driver.ProgrammingError) and "closed database" in str(error):
        return VaultLockedError()
    return BugError(f"the driver refused a statement (code {code})")


def translate_os(error: OSError, *, writing: bool, name: str = "") -> ExpectedError:
    """Return the error that a failed file operation on `name` means; the path stays out of it."""
    if error.errno in _FULL:
        return DiskFullError()
    if writing:
        return NotWritableError(name=name)
    return NotReadableError(name=name)


@contextmanager
def file_errors(*, writing: bool, name: str = "") -> Iterator[None]:
    """Turn what the operating system refuses inside the block into Confidant's errors."""
    try:
        yield
    except OSError as error:
        raise translate_os(error, writing=writing, name=name) from None


@contextmanager
def driver_errors(name: str = "") -> Iterator[None]:
    """Turn what the driver raises inside the block into Confidant's errors."""
    try:
        yield
    except (driver.Error, driver.Warning) as error:
        raise translate(error, name) from None
