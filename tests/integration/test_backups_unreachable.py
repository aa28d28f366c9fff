"""A place for backups that refuses to be looked at is away; nothing that was changed gets lost."""

import shutil
from pathlib import Path

import pytest

from confidant.crypto import argon2
from confidant.errors import DiskFullError, ExpectedError
from confidant.services import backups, keys, restores, settings, vaults
from confidant.vault.vault import PassphraseSecret, Vault
from tests.support.vaults import CHEAP, PASSPHRASE, Place, write

OLD = PassphraseSecret(PASSPHRASE)
NEW = "another quiet harbour at dusk"
THIRD = "third quiet lantern by noon"
MINUTE = 60_000


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    monkeypatch.setattr(argon2, "MINIMUM_WRITTEN", CHEAP)
    return Place(tmp_path)


def refuse(vault: Vault, place: Place) -> Path:
    """Choose a place that the system refuses to look at, whoever asks: its name is too long."""
    refused: Path = place.directory.parent / ("n" * 300)
    with pytest.raises(OSError, match="too long"):
        refused.is_dir()
    settings.put(vault, place.clock, name=backups.SECOND_PLACE, value=str(refused / "stick"))
    return refused


def test_a_place_that_refuses_never_keeps_a_new_secret_from_being_told(place: Place) -> None:
    with place.create() as vault:
        refuse(vault, place)
        backups.back_up(vault)
        made = keys.new_recovery_code(vault, place.clock, present=OLD)
        assert (made.rekeying.backups_changed, made.rekeying.places_away) == (1, 1)
        changed = keys.change_passphrase(vault, present=OLD, passphrase=NEW)
        assert (changed.backups_changed, changed.places_away) == (1, 1)
    place.open(vaults.recovery_secret(made.code)).close()
    with place.open(PassphraseSecret(NEW)) as vault:
        done = keys.reencrypt(
            vault, place.clock, present=PassphraseSecret(NEW), passphrase=PASSPHRASE
        )
        assert (done.older_backups, done.places_away) == (1, 1)
    place.open(vaults.recovery_secret(done.recovery_code)).close()


def test_a_place_that_refuses_is_away_for_backups_and_can_be_dropped(place: Place) -> None:
    with place.create() as vault:
        refuse(vault, place)
        made = backups.back_up(vault)
        assert made.second == "missing"
        seen = backups.overview(vault)
        assert (len(seen.here), seen.away, seen.second_there) == (1, 1, False)
        backups.choose_second_place(vault, place.clock, directory=None)
        assert backups.second_place(vault) is None
        # Nobody can say that nothing lies there.
        assert backups.overview(vault).away == 1


def test_a_disk_that_is_full_never_keeps_a_new_code_from_being_told(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object, **_named: object) -> None:
        raise DiskFullError(name="Journal")

    with place.create() as vault:
        with monkeypatch.context() as patched:
            patched.setattr(settings, "put", full)
            made = keys.new_recovery_code(vault, place.clock, present=OLD)
            done = keys.reencrypt(vault, place.clock, present=OLD, passphrase=PASSPHRASE)
        assert made.code != done.recovery_code
    place.open(vaults.recovery_secret(done.recovery_code)).close()


def put_back(place: Place, backup: Path, opens: str, *, now: str) -> None:
    with restores.open_backup(
        backup=backup, directory=place.directory, secret=PassphraseSecret(opens)
    ) as opened:
        restores.compare(opened, secret=PassphraseSecret(now))
        restores.restore(opened, place.clock, place.entropy, state_directory=place.state)


def opens(place: Place, backup: Path, passphrase: str) -> bool:
    try:
        restores.open_backup(
            backup=backup,
            directory=place.directory.with_name("O.confidant"),
            secret=PassphraseSecret(passphrase),
        ).close()
    except ExpectedError:
        return False
    return True


def test_a_change_after_a_restore_reaches_backups_with_a_higher_number(
    place: Place, tmp_path: Path
) -> None:
    with place.create() as vault:
        write(vault, "text")
        made = backups.back_up(vault).backup.path
        shutil.copytree(made, tmp_path / "stick" / made.name)
        for before, after in ((PASSPHRASE, THIRD), (THIRD, NEW)):
            present = PassphraseSecret(before)
            keys.change_passphrase(vault, present=present, passphrase=after)
        assert vault.header_generation == 3
    put_back(place, tmp_path / "stick" / made.name, PASSPHRASE, now=NEW)
    beside = place.directory / "backups" / made.name
    with place.open() as vault:
        assert vault.header_generation == 1
        done = keys.change_passphrase(vault, present=OLD, passphrase=THIRD)
        assert (done.generation, done.backups_left) == (2, 0)
        assert done.backups_changed >= 1
    assert opens(place, beside, THIRD)
    assert not opens(place, beside, NEW)
