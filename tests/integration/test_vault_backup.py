"""Backups are proved by opening, or they are none."""

import shutil
from pathlib import Path

import pytest

from confidant.errors import (
    BackupError,
    OutputExistsError,
)
from confidant.vault import backup
from confidant.vault.database import Database
from confidant.vault.header import SignedHeader
from confidant.vault.vault import RowQuery
from tests.support.vaults import Place, new_vault, write

OPEN_ELSEWHERE = """
import sys
from pathlib import Path
from confidant.errors import ExpectedError
from tests.support.vaults import Place
place = Place(Path(sys.argv[1]))
try:
    place.open().close()
except ExpectedError as error:
    print(error.code)
else:
    print("opened")
"""


def test_a_backup_is_proved_and_opens_by_itself(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with place.create() as vault:
        write(vault, "one", "two")
        made = vault.backup()
        assert made.path.parent == place.directory / "backups"
        assert made.counts == {"identity": 1, "entry": 2}
        assert (made.revisions, made.size) == (3, place.database.stat().st_size)
        with pytest.raises(OutputExistsError):
            vault.backup()
        write(vault, "three")
        place.clock.advance(60_000)
        assert vault.backup(tmp_path / "elsewhere").revisions == 4
    restored = Place(tmp_path / "restored")
    (tmp_path / "restored").mkdir()
    shutil.copytree(made.path, restored.directory)
    with restored.open() as vault:
        assert vault.healed
        assert vault.count(RowQuery()) == 2
        vault.full_check()


@pytest.mark.parametrize("at", [40, 4096 + 70, -30])
def test_a_backup_with_a_flipped_bit_is_never_called_good(tmp_path: Path, at: int) -> None:
    with new_vault(tmp_path) as vault:
        write(vault, "one", "two")
        made = vault.backup()
        path = next(made.path.glob("journal-*.db"))
        data = bytearray(path.read_bytes())
        data[at] ^= 1
        path.write_bytes(data)
        parts = vault._parts
        with pytest.raises(BackupError):
            backup._proved(made.path, parts.signed, parts.vmk.data, lambda _d, _t: None)


def test_a_copy_that_cannot_be_proved_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with new_vault(tmp_path) as vault:
        write(vault, "one")
        real = backup.copy

        def damaged(database: Database, source: Path, signed: SignedHeader, target: Path) -> int:
            size = real(database, source, signed, target)
            path = next(target.glob("journal-*.db"))
            path.write_bytes(path.read_bytes()[:-4096])
            return size

        monkeypatch.setattr(backup, "copy", damaged)
        with pytest.raises(BackupError):
            vault.backup()
        assert list((vault.directory / "backups").iterdir()) == []
