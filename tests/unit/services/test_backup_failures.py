from pathlib import Path

import pytest

from confidant.errors import (
    BackupError,
    CancelledError,
    ChainError,
    DatabaseIntegrityError,
    DiskFullError,
)
from confidant.services import backup_failures
from confidant.services.backup_failures import Failure


def test_a_failure_is_remembered_until_it_is_forgotten(tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    assert backup_failures.last(folder) is None
    backup_failures.note(folder, BackupError(), 1_795_000_000_000)
    assert backup_failures.last(folder) == Failure("unproved", 1_795_000_000_000)
    backup_failures.note(folder, DatabaseIntegrityError(), 1_795_000_000_001)
    assert backup_failures.last(folder) == Failure("damaged", 1_795_000_000_001)
    backup_failures.note(folder, CancelledError(), 1_795_000_000_002)
    assert backup_failures.last(folder) == Failure("damaged", 1_795_000_000_001)
    backup_failures.forget(folder)
    backup_failures.forget(folder)
    assert backup_failures.last(folder) is None
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("data", [b"", b"whole 1\n", b"unproved 1", b"unproved x\n", b"\xff" * 99])
def test_a_mark_that_says_nothing_known_still_alarms(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "failure").write_bytes(data)
    assert backup_failures.last(tmp_path) == Failure("not-made", 0)


def test_a_folder_that_cannot_be_written_hides_no_other_error(tmp_path: Path) -> None:
    (tmp_path / "backups").write_bytes(b"a file where the folder belongs")
    backup_failures.note(tmp_path / "backups", BackupError(), 1)


def test_an_error_tells_what_failed() -> None:
    assert backup_failures.kind_of(BackupError()) == "unproved"
    assert backup_failures.kind_of(DiskFullError()) == "not-made"
    assert backup_failures.kind_of(DatabaseIntegrityError()) == "damaged"
    assert backup_failures.kind_of(ChainError(seq=3)) == "damaged"
