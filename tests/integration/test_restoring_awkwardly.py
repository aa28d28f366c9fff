"""A restore where the place, the backup or what lies beside them is not as one expects."""

import io
import os
import shutil
from pathlib import Path

import pytest

from confidant.cli.main import main
from confidant.cli.world import World
from confidant.crypto import argon2
from confidant.environment import SystemEntropy
from confidant.errors import (
    BackupDamagedError,
    NotAVaultError,
    VaultChangedError,
    VaultMissingError,
    WrongSecretError,
)
from confidant.services import backup_places, restores
from confidant.vault import exchanging, header_files, rekeying
from confidant.vault.reencrypting import reencrypt
from confidant.vault.restoring import Restored
from confidant.vault.vault import PassphraseSecret, RowQuery, Vault
from tests.support.vaults import CHEAP, PASSPHRASE, FixedClock, Place, write

SECRET = PassphraseSecret(PASSPHRASE)
NEW = PassphraseSecret("another quiet harbour at dusk")
_HEADERS = (header_files.NAME, header_files.COPY_NAME)


def made(root: Path) -> tuple[Place, Path]:
    """Make a closed vault with a backup and one entry more than that has."""
    place = Place(root)
    with place.create() as vault:
        write(vault, "in both")
        backup = vault.backup().path
        write(vault, "only in the vault")
    return place, backup


def titles(place: Place, secret: PassphraseSecret = SECRET) -> list[str]:
    with place.open(secret) as vault:
        vault.full_check()
        return sorted(row.title for row in vault.rows(RowQuery(limit=100)))


def restored(place: Place, backup: Path, secret: PassphraseSecret = SECRET) -> Restored:
    with restores.open_backup(backup=backup, directory=place.directory, secret=secret) as opened:
        restores.compare(opened, secret=secret)
        return restores.restore(opened, place.clock, place.entropy, state_directory=place.state)


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


def damage(folder: Path) -> None:
    for name in _HEADERS:
        data = bytearray((folder / name).read_bytes())
        data[len(data) // 2] = 0
        (folder / name).write_bytes(data)


def linked(place: Place, far: Path) -> Path:
    """Move the vault away and put a link in its place; return where it is."""
    far.mkdir()
    real = far / place.directory.name
    place.directory.rename(real)
    place.directory.symlink_to(real)
    return real


@pytest.mark.parametrize("at_once", [True, False])
def test_a_vault_behind_a_link_is_restored_where_it_is_with_its_backups(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, at_once: bool
) -> None:
    if not at_once:
        monkeypatch.setattr(exchanging, "swap", lambda _one, _other: False)
    home = tmp_path / "home"
    home.mkdir()
    place, backup = made(home)
    real = linked(place, tmp_path / "far")
    done = restored(place, place.directory / "backups" / backup.name)
    assert place.directory.is_symlink()
    assert sorted(one.name for one in home.iterdir()) == [place.directory.name, "state"]
    assert done.replaced is not None
    assert done.replaced.parent == real.parent
    assert sorted(real.parent.iterdir()) == sorted([real, done.replaced])
    assert (real / "backups" / backup.name).is_dir()
    assert titles(place) == ["in both"]
    with place.open() as vault:
        assert backup_places.replaced_vaults(vault) == 1


def test_the_command_line_names_the_folder_behind_a_link(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    place, backup = made(home)
    real = linked(place, tmp_path / "far")
    chosen = str(place.directory / "backups" / backup.name)
    code, said = cli(place, "restore", chosen, str(place.directory), "--yes")
    (replaced,) = [one for one in real.parent.iterdir() if "(replaced" in one.name]
    assert (code, f"kept as “{replaced}”" in said) == (0, True)


def test_a_restore_behind_a_link_that_was_killed_is_finished(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    place, backup = made(home)
    real = linked(place, tmp_path / "far")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(exchanging, "swap", lambda _one, _other: False)
        patched.setattr(exchanging, "finish", lambda _directory: False)
        restored(place, place.directory / "backups" / backup.name)
    # As if it had been killed between the two renames.
    real.rename(real.with_name(f".{real.name}.exchange"))
    assert restores.is_away(place.directory)
    assert titles(place) == ["in both"]
    assert (real / "backups" / backup.name).is_dir()


def test_nothing_is_restored_through_a_link_that_leads_nowhere(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    place, backup = made(home)
    kept = shutil.copytree(backup, tmp_path / backup.name)
    real = linked(place, tmp_path / "far")
    shutil.rmtree(real.parent)
    with pytest.raises(VaultMissingError):
        restored(place, kept)
    assert not real.parent.exists()


def test_what_lies_where_the_exchange_would_be_stops_no_restore_and_is_kept(
    tmp_path: Path,
) -> None:
    place, backup = made(tmp_path)
    left = tmp_path / ".Journal.confidant.exchange"
    left.mkdir()
    (left / "whatever").write_text("x")
    done = restored(place, backup)
    assert done.replaced is not None
    assert titles(place) == ["in both"]
    assert not left.exists()
    seen = tmp_path / "Journal (replaced earlier).confidant"
    assert (seen / "whatever").read_text() == "x"
    assert (done.replaced / header_files.NAME).is_file()
    # A vault that lost its note there counts among those that were put aside.
    shutil.copy(done.replaced / header_files.NAME, seen)
    with place.open() as vault:
        assert backup_places.replaced_vaults(vault) == 2


def test_what_lies_there_is_not_taken_for_a_vault_either(tmp_path: Path) -> None:
    place, backup = made(tmp_path)
    kept = shutil.copytree(backup, tmp_path / backup.name)
    shutil.rmtree(place.directory)
    left = tmp_path / ".Journal.confidant.exchange"
    left.mkdir()
    (left / "whatever").write_text("x")
    assert not restores.is_away(place.directory)
    assert not restores.finish(place.directory)
    restored(place, kept)
    assert titles(place) == ["in both"]


def test_a_restore_to_an_empty_folder_that_was_killed_stops_no_other(tmp_path: Path) -> None:
    source, backup = made(tmp_path)
    room = tmp_path / "room"
    room.mkdir()
    place = Place(room)
    place.directory.mkdir()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(exchanging, "finish", lambda _directory: False)
        restored(place, backup)
    place.directory.rename(room / ".Journal.confidant.exchange")
    place.directory.mkdir()
    assert restores.finish(place.directory)
    assert titles(place) == ["in both"]
    assert restored(place, backup).replaced is not None
    assert titles(source) == ["in both", "only in the vault"]


@pytest.mark.parametrize("gone", ["vault.hdr", "vault.hdr.copy", "journal-*.db"])
def test_a_copy_that_was_half_cleared_away_takes_no_place(tmp_path: Path, gone: str) -> None:
    place, backup = made(tmp_path)
    before = sorted(path.name for path in tmp_path.iterdir())
    real = exchanging.exchange

    def swept(staged: Path, *more: object) -> None:
        # What another program's opening does where no lock keeps it out.
        next(staged.glob(gone)).unlink()
        real(staged, *more)  # type: ignore[arg-type] # passed on as it came

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(exchanging, "exchange", swept)
        with pytest.raises(VaultChangedError):
            restored(place, backup)
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert titles(place) == ["in both", "only in the vault"]


def test_a_copy_with_rows_that_are_not_its_own_takes_no_place(tmp_path: Path) -> None:
    place, backup = made(tmp_path)
    real = exchanging.exchange

    def other(staged: Path, *more: object) -> None:
        (name,) = (path.name for path in staged.glob("journal-*.db"))
        shutil.copy(backup / name, staged / name)
        real(staged, *more)  # type: ignore[arg-type] # passed on as it came

    def prepare(vault: Vault) -> None:
        write(vault, "prepared")

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(exchanging, "exchange", other)
        with (
            restores.open_backup(backup=backup, directory=place.directory, secret=SECRET) as opened,
            pytest.raises(VaultChangedError),
        ):
            opened.commit(
                prepare, clock=place.clock, entropy=place.entropy, state_directory=place.state
            )
    assert titles(place) == ["in both", "only in the vault"]


def test_a_backup_without_a_good_header_is_opened_by_that_of_its_vault(tmp_path: Path) -> None:
    place, backup = made(tmp_path)
    damage(backup)
    code, said = cli(place, "restore", str(backup), str(place.directory))
    assert (code, "1 record would be gone" in said) == (0, True)
    restored(place, backup)
    assert titles(place) == ["in both"]
    present, (data, copy) = place.directory, header_files.read_both(place.directory)
    assert data == copy == (present / header_files.NAME).read_bytes()


@pytest.mark.parametrize("gone", [True, False])
@pytest.mark.usefixtures("cheap")
def test_the_present_passphrase_opens_such_a_backup(tmp_path: Path, *, gone: bool) -> None:
    place, backup = made(tmp_path)
    kept = shutil.copytree(backup, tmp_path / backup.name)
    with place.open() as vault:
        rekeying.change_passphrase(vault, NEW)
    damage(kept)
    if gone:
        for name in _HEADERS:
            (kept / name).unlink()
    with pytest.raises(WrongSecretError):
        restored(place, kept)
    restored(place, kept, NEW)
    assert titles(place, NEW) == ["in both"]


@pytest.mark.usefixtures("cheap")
def test_a_backup_without_a_good_header_is_said_to_be_damaged(tmp_path: Path) -> None:
    place, backup = made(tmp_path)
    kept = shutil.copytree(backup, tmp_path / backup.name)
    damage(kept)
    away = str(tmp_path / "New.confidant")
    code, said = cli(place, "restore", str(kept), away)
    assert (code, "That backup is damaged. Nothing was changed." in said) == (1, True)
    assert "header" not in said
    other = Place(tmp_path, "Other")
    other.create().close()
    with pytest.raises(BackupDamagedError):
        restored(other, kept)
    with place.open() as vault:
        reencrypt(vault, NEW)
    with pytest.raises(BackupDamagedError):
        restored(place, kept, NEW)
    damage(place.directory)
    with pytest.raises(BackupDamagedError):
        restored(place, kept, NEW)


def test_a_header_that_somebody_changed_opens_no_backup_either(tmp_path: Path) -> None:
    place, backup = made(tmp_path)
    for name in _HEADERS:
        data = (backup / name).read_bytes()
        (backup / name).write_bytes(data.replace(b'"gen":1', b'"gen":2'))
        assert (backup / name).read_bytes() != data
    away = tmp_path / "New.confidant"
    with pytest.raises(BackupDamagedError):
        restores.open_backup(backup=backup, directory=away, secret=SECRET)
    restored(place, backup)
    assert titles(place) == ["in both"]


def test_a_folder_without_any_part_of_a_vault_is_no_backup(tmp_path: Path) -> None:
    place, _ = made(tmp_path)
    with pytest.raises(NotAVaultError):
        restores.open_backup(backup=place.state, directory=place.directory, secret=SECRET)


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(argon2, "MINIMUM_WRITTEN", CHEAP)


def test_a_place_named_by_a_dot_is_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, _ = made(tmp_path)
    monkeypatch.chdir(place.directory)
    assert exchanging.followed(Path()) == Path(os.path.realpath(place.directory))
    assert exchanging.followed(place.directory) == place.directory
    assert cli(place, "list", ".")[0] == 0
