"""Restoring a backup: the difference first, then the exchange, and nothing is ever lost."""

import io
import json
import shutil
from pathlib import Path

import pytest

from confidant.cli.main import main
from confidant.cli.world import World
from confidant.environment import SystemEntropy
from confidant.errors import (
    BackupDamagedError,
    ChainError,
    DatabaseMissingError,
    DiskFullError,
    HeaderCorruptError,
    NotAVaultError,
    NotWritableError,
    OtherVaultError,
    VaultInUseError,
    WrongSecretError,
)
from confidant.records.ids import RecordId, to_c32
from confidant.services import restores, vaults
from confidant.vault import restoring
from confidant.vault.difference import Difference
from confidant.vault.restoring import Restored
from confidant.vault.unlocking import PassphraseSecret, RecoverySecret, VaultSecret
from confidant.vault.vault import RowQuery
from tests.support.vaults import PASSPHRASE, FixedClock, Place, entry, write

SECRET = PassphraseSecret(PASSPHRASE)


def titles(place: Place) -> list[str]:
    with place.open() as vault:
        vault.full_check()
        return sorted(row.title for row in vault.rows(RowQuery(limit=100)))


def made(root: Path) -> tuple[Place, Path, list[RecordId]]:
    """Make a vault with a backup, then change it in every way that a difference tells apart."""
    place = Place(root)
    with place.create() as vault:
        ids = write(vault, "stays", "is changed", "is erased")
        backup = vault.backup().path
        with vault.transaction() as transaction:
            transaction.revise(ids[1], entry("is changed later"))
            transaction.erase([ids[2]])
        ids += write(vault, "is new")
    return place, backup, ids


def compared(place: Place, backup: Path, secret: VaultSecret = SECRET) -> Difference:
    with restores.open_backup(backup=backup, directory=place.directory, secret=secret) as opened:
        return restores.compare(opened, secret=secret).difference


def restored(place: Place, backup: Path) -> Restored:
    with restores.open_backup(backup=backup, directory=place.directory, secret=SECRET) as opened:
        restores.compare(opened, secret=SECRET)
        return restores.restore(opened, place.clock, place.entropy, state_directory=place.state)


def test_the_difference_names_what_would_be_gained_and_lost(tmp_path: Path) -> None:
    place, backup, ids = made(tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    found = compared(place, backup)
    assert [line.title for line in found.lost] == ["is new"]
    assert [(line.title, line.record) for line in found.back] == [("is changed later", ids[1])]
    assert [line.title for line in found.returned] == ["is erased"]
    assert (found.gained, found.forward) == ((), ())
    assert (found.same, found.total, found.compared) == (2, 4, True)
    assert "later" not in repr(found)
    after = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    assert after == before


def test_what_the_vault_lost_is_gained(tmp_path: Path) -> None:
    place, backup, _ = made(tmp_path)
    older = tmp_path / "older"
    place.snapshot(older)
    with place.open() as vault:
        write(vault, "later")
        place.clock.advance(60_000)
        newer = vault.backup(tmp_path / "elsewhere").path
    place.put_back(older)
    found = compared(place, newer)
    assert [line.title for line in found.gained] == ["later"]
    assert not found.is_nothing
    place.put_back(older)
    assert compared(place, backup).back


def test_a_backup_of_the_present_state_changes_nothing(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with place.create() as vault:
        write(vault, "one")
        backup = vault.backup().path
    assert compared(place, backup).is_nothing


def test_restoring_keeps_the_replaced_vault_and_asks_nothing_afterwards(tmp_path: Path) -> None:
    place, backup, _ = made(tmp_path)
    present = titles(place)
    (place.directory / "waiting").mkdir()
    (place.directory / "waiting" / "one.age").write_bytes(b"waits")
    done = restored(place, backup)
    assert done.replaced is not None
    assert done.replaced.name == "Journal (replaced 2026-11-18 11.06).confidant"
    assert titles(place) == ["is changed", "is erased", "stays"]
    assert (place.directory / "backups" / backup.name).is_dir()
    assert (place.directory / "waiting" / "one.age").read_bytes() == b"waits"
    old = Place(tmp_path, done.replaced.name.removesuffix(".confidant"))
    old.state = tmp_path / "other-state"
    assert titles(old) == present
    assert oct(place.directory.stat().st_mode & 0o777) == "0o700"
    assert not list(tmp_path.glob(".*restoring*"))


def test_two_restores_in_one_minute_keep_both_vaults(tmp_path: Path) -> None:
    place, backup, _ = made(tmp_path)
    first = restored(place, backup).replaced
    second = restored(place, place.directory / "backups" / backup.name).replaced
    assert first is not None
    assert second is not None
    assert first != second
    assert second.name == "Journal (replaced 2026-11-18 11.06) 2.confidant"
    assert first.is_dir()


def test_restoring_works_without_a_database(tmp_path: Path) -> None:
    place, backup, _ = made(tmp_path)
    place.database.unlink()
    with pytest.raises(DatabaseMissingError):
        place.open()
    with restores.open_backup(backup=backup, directory=place.directory, secret=SECRET) as opened:
        found = restores.compare(opened, secret=SECRET)
        assert isinstance(found.trouble, DatabaseMissingError)
        assert not found.difference.compared
        assert len(found.difference.gained) == 4
        restores.restore(opened, place.clock, place.entropy, state_directory=place.state)
    assert titles(place) == ["is changed", "is erased", "stays"]


def test_restoring_works_with_damaged_headers_and_pages(tmp_path: Path) -> None:
    place, backup, _ = made(tmp_path)
    for name in ("vault.hdr", "vault.hdr.copy"):
        (place.directory / name).write_bytes(b"nothing")
    with pytest.raises(HeaderCorruptError):
        place.open()
    data = bytearray(place.database.read_bytes())
    data[4096 : 4096 * 3] = bytes(4096 * 2)
    place.database.write_bytes(data)
    damaged = {path.name: path.read_bytes() for path in place.directory.iterdir() if path.is_file()}
    done = restored(place, backup)
    assert titles(place) == ["is changed", "is erased", "stays"]
    assert done.replaced is not None
    kept = {path.name: path.read_bytes() for path in done.replaced.iterdir() if path.is_file()}
    assert kept == damaged


def test_restoring_to_an_empty_place_makes_the_vault(tmp_path: Path) -> None:
    place, backup, _ = made(tmp_path)
    other = Place(tmp_path / "elsewhere")
    done = restored(other, backup)
    assert done.replaced is None
    assert titles(other) == ["is changed", "is erased", "stays"]
    assert titles(place) == ["is changed later", "is new", "stays"]


@pytest.mark.parametrize("at", [40, 4096 + 70, -30])
def test_a_damaged_backup_replaces_nothing(tmp_path: Path, at: int) -> None:
    place, backup, _ = made(tmp_path)
    path = next(backup.glob("journal-*.db"))
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)
    with pytest.raises(BackupDamagedError):
        restored(place, backup)
    assert titles(place) == ["is changed later", "is new", "stays"]


def test_a_backup_with_an_older_page_is_refused(tmp_path: Path) -> None:
    place, backup, _ = made(tmp_path)
    with place.open() as vault:
        place.clock.advance(60_000)
        later = vault.backup().path
    old, new = (next(one.glob("journal-*.db")) for one in (backup, later))
    pages, older = new.read_bytes(), old.read_bytes()
    refused = 0
    for start in range(4096, len(older), 4096):
        if older[start : start + 4096] == pages[start : start + 4096]:
            continue
        new.write_bytes(pages[:start] + older[start : start + 4096] + pages[start + 4096 :])
        try:
            compared(place, later)
        except BackupDamagedError:
            refused += 1
    assert refused
    new.write_bytes(pages)
    assert compared(place, later).is_nothing


def test_a_wrong_secret_opens_no_backup_and_the_recovery_code_does(tmp_path: Path) -> None:
    place, backup, _ = made(tmp_path)
    with pytest.raises(WrongSecretError):
        compared(place, backup, PassphraseSecret("not this one at all"))
    assert compared(place, backup, RecoverySecret(place.recovery_code)).lost


def test_another_vaults_backup_is_refused(tmp_path: Path) -> None:
    place, _, _ = made(tmp_path)
    (tmp_path / "other").mkdir()
    other = Place(tmp_path / "other")
    with other.create() as vault:
        backup = vault.backup().path
    with pytest.raises(OtherVaultError):
        compared(place, backup)


def test_an_open_vault_is_not_replaced(tmp_path: Path) -> None:
    place, backup, _ = made(tmp_path)
    with place.open(), pytest.raises(VaultInUseError):
        restored(place, backup)


def test_a_folder_that_is_no_vault_is_not_replaced(tmp_path: Path) -> None:
    _, backup, _ = made(tmp_path)
    other = Place(tmp_path, "Photographs")
    other.directory.mkdir()
    (other.directory / "holiday.jpg").write_bytes(b"sea")
    with pytest.raises(NotAVaultError):
        restored(other, backup)
    with pytest.raises(NotAVaultError):
        restored(other, other.directory)


def test_a_rename_that_fails_leaves_the_vault_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, backup, _ = made(tmp_path)
    real = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self.name.startswith(".Journal"):
            raise PermissionError
        return real(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", refuse)
        with pytest.raises(NotWritableError):
            restored(place, backup)
    assert titles(place) == ["is changed later", "is new", "stays"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["Journal.confidant", "state"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux")
def test_a_full_disk_leaves_the_vault_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, backup, _ = made(tmp_path)

    def full(_path: Path) -> None:
        with Path("/dev/full").open("wb", buffering=0) as stream:
            stream.write(b"x")

    with monkeypatch.context() as patched:
        patched.setattr(restoring, "sync_file", full)
        with pytest.raises(DiskFullError):
            restored(place, backup)
    assert titles(place) == ["is changed later", "is new", "stays"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["Journal.confidant", "state"]


def test_a_broken_chain_in_the_present_vault_does_not_keep_it(tmp_path: Path) -> None:
    place, backup, _ = made(tmp_path)
    with place.open() as vault:
        vault._parts.database.execute("UPDATE rev SET ts = ts + 1 WHERE seq = 2")
    with place.open() as vault, pytest.raises(ChainError):
        vault.verify_chain()
    restored(place, backup)
    assert titles(place) == ["is changed", "is erased", "stays"]


def test_backups_are_found_from_any_folder_around_them(tmp_path: Path) -> None:
    place, backup, _ = made(tmp_path)
    stick = tmp_path / "stick" / "Journal.confidant-backups"
    stick.mkdir(parents=True)
    shutil.copytree(backup, stick / backup.name)
    assert restores.backups_in(place.directory) == (backup,)
    assert restores.backups_in(backup.parent) == (backup,)
    assert restores.backups_in(backup) == (backup,)
    assert restores.backups_in(tmp_path / "stick") == (stick / backup.name,)
    assert restores.backups_in(tmp_path / "state") == ()
    assert restores.vault_around(backup) == place.directory
    assert restores.vault_around(stick / backup.name) is None
    new = tmp_path / "new"
    assert restores.place_for(stick / backup.name, new) == new / "Journal.confidant"
    assert restores.place_for(tmp_path / "x" / "y", new) == new / "Restored.confidant"


def cli(place: Place, *arguments: str) -> tuple[int, str]:
    out, err = io.StringIO(), io.StringIO()
    world = World(
        clock=FixedClock(place.clock.now + 60_000),
        entropy=SystemEntropy(),
        state_directory=place.state,
        ask=lambda _: PASSPHRASE,
    )
    code = main(arguments, out=out, err=err, world=world)
    return code, out.getvalue() + err.getvalue()


def test_the_command_line_says_the_difference_and_restores_only_with_yes(tmp_path: Path) -> None:
    place, backup, ids = made(tmp_path)
    code, said = cli(place, "restore", str(backup), str(place.directory))
    assert code == 0
    assert "1 record would be gone: entry 1" in said
    assert f"    {to_c32(ids[3])[:8]}  2026-11-18  entry  is new\n" in said
    assert "1 record would be there again after having been erased: entry 1" in said
    assert f"    {to_c32(ids[2])[:8]}  2026-11-18  entry  is erased\n" in said
    assert "Nothing was changed." in said
    assert titles(place) == ["is changed later", "is new", "stays"]
    code, said = cli(place, "restore", str(backup), str(place.directory), "--yes", "--json")
    assert code == 0
    data = json.loads(said)
    assert (data["restored"], data["lost"], data["back"], data["returned"]) == (True, 1, 1, 1)
    assert [(one["change"], one["id"], one["title"]) for one in data["changes"]] == [
        ("lost", to_c32(ids[3]), "is new"),
        ("back", to_c32(ids[1]), "is changed later"),
        ("returned", to_c32(ids[2]), "is erased"),
    ]
    assert Path(data["replaced"]).is_dir()
    assert titles(place) == ["is changed", "is erased", "stays"]
    code, said = cli(place, "restore", str(tmp_path / "nowhere"), str(place.directory))
    assert (code, "There is no vault at “nowhere”" in said) == (1, True)


def test_one_record_is_said_as_one(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with place.create() as vault:
        backup = vault.backup().path
    code, said = cli(place, "restore", str(backup), str(place.directory))
    assert (code, "1 record, 1 change." in said) == (0, True)


def test_read_only_replaces_nothing_whatever_else_is_said(tmp_path: Path) -> None:
    place, backup, _ = made(tmp_path)
    restore = ("restore", str(backup), str(place.directory), "--read-only")
    code, said = cli(place, *restore, "--yes")
    assert (code, "open for reading only" in said) == (1, True)
    assert titles(place) == ["is changed later", "is new", "stays"]
    assert [one.name for one in tmp_path.iterdir() if "replaced" in one.name] == []
    code, said = cli(place, *restore)
    assert (code, "1 record would be gone" in said) == (0, True)


def test_text_that_was_not_saved_is_told_before_it_is_replaced(tmp_path: Path) -> None:
    place = Place(tmp_path)
    unsaved, share = RecordId(b"u" * 16), RecordId(b"s" * 16)
    with place.create() as vault:
        (saved,) = write(vault, "one")
        typed = b'{"as_observed":"**Was** there already","kind":"entry"}'
        vault.save_draft(saved, "entry", 1, typed)
        backup = vault.backup().path
    assert compared(place, backup).is_nothing
    with place.open() as vault:
        vault.save_draft(unsaved, "entry", 0, b'{"as_observed":"# Begun\\nmore","kind":"entry"}')
        vault.save_draft(share, "share", 0, b'{"ticked":[]}')
    found = compared(place, backup)
    assert not found.is_nothing
    assert {(line.record, line.kind, line.title) for line in found.unsaved} == {
        (unsaved, "entry", "Begun"),
        (share, "share", ""),
    }
    with place.open() as vault:
        vault.save_draft(saved, "entry", 1, b'{"as_observed":"Went on","kind":"entry"}')
    assert "Went on" in [line.title for line in compared(place, backup).unsaved]
    code, said = cli(place, "restore", str(backup), str(place.directory))
    assert (code, "3 unsaved texts would be gone: entry 2, share 1" in said) == (0, True)
    assert "Went on" in said


def test_the_command_line_restores_with_the_recovery_code_too(tmp_path: Path) -> None:
    place, backup, _ = made(tmp_path)
    good, bad = tmp_path / "code", tmp_path / "other"
    good.write_text(place.recovery_code + "\n")
    bad.write_text(vaults.new_recovery_code(SystemEntropy()) + "\n")
    restore = ("restore", str(backup), str(place.directory), "--yes", "--code-file")
    code, said = cli(place, *restore, str(bad))
    assert code == 1
    assert "does not open" in said
    assert titles(place) == ["is changed later", "is new", "stays"]
    code, said = cli(place, *restore, str(good))
    assert (code, "The backup is in place" in said) == (0, True)
    assert titles(place) == ["is changed", "is erased", "stays"]


def test_the_command_line_says_that_a_backup_is_damaged(tmp_path: Path) -> None:
    place, backup, _ = made(tmp_path)
    database = next(backup.glob("*.db"))
    data = bytearray(database.read_bytes())
    data[len(data) // 2] ^= 1
    database.write_bytes(data)
    code, said = cli(place, "restore", str(backup), str(place.directory), "--yes")
    assert code == 1
    assert "That backup is damaged. Nothing was changed." in said
    assert titles(place) == ["is changed later", "is new", "stays"]
