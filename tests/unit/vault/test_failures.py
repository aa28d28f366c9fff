"""Driver and file errors become Confidant's errors, by code, with nothing of their text."""

import errno

import pytest
import sqlcipher3

from confidant.errors import (
    BugError,
    CancelledError,
    ConfidantError,
    DatabaseIntegrityError,
    DiskFullError,
    NotReadableError,
    NotWritableError,
    VaultInUseError,
    VaultLockedError,
)
from confidant.vault import failures


def made(code: int) -> sqlcipher3.Error:
    error = sqlcipher3.OperationalError("secret table name")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "family"),
    [
        (5, VaultInUseError),
        (6, VaultInUseError),
        (261, VaultInUseError),
        (8, NotWritableError),
        (14, NotWritableError),
        (1034, NotWritableError),
        (3, NotWritableError),
        (13, DiskFullError),
        (11, DatabaseIntegrityError),
        (267, DatabaseIntegrityError),
        (26, DatabaseIntegrityError),
        (19, DatabaseIntegrityError),
        (522, DatabaseIntegrityError),
        (266, DatabaseIntegrityError),
        (9, CancelledError),
        (1, BugError),
        (21, BugError),
    ],
)
def test_a_primary_code_says_what_happened(code: int, family: type[ConfidantError]) -> None:
    found = failures.translate(made(code))
    assert type(found) is family
    assert "secret" not in f"{found!s}{found!r}"


def test_a_closed_database_is_a_locked_vault() -> None:
    connection = sqlcipher3.connect(":memory:")
    connection.close()
    with pytest.raises(VaultLockedError), failures.driver_errors():
        connection.execute("SELECT 1")


def test_a_wrong_statement_is_our_mistake() -> None:
    connection = sqlcipher3.connect(":memory:")
    with pytest.raises(BugError) as caught, failures.driver_errors():
        connection.execute("SELECT secret FROM nowhere")
    assert "secret" not in str(caught.value)
    connection.close()


@pytest.mark.parametrize(
    ("number", "writing", "family"),
    [
        (errno.ENOSPC, True, DiskFullError),
        (errno.EDQUOT, True, DiskFullError),
        (errno.EACCES, True, NotWritableError),
        (errno.EROFS, True, NotWritableError),
        (errno.EACCES, False, NotReadableError),
        (errno.EIO, False, NotReadableError),
    ],
)
def test_a_refused_file_operation_says_which(
    number: int, writing: object, family: type[ConfidantError]
) -> None:
    with pytest.raises(family) as caught, failures.file_errors(writing=bool(writing)):
        raise OSError(number, "why", "/a/secret/path")
    assert "secret" not in str(caught.value)
