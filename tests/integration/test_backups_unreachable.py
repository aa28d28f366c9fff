"""A place for backups that refuses to be looked at is away; nothing that was changed gets lost."""

import shutil
from pathlib import Path

import pytest

from confidant.crypto import argon2
from confidant.errors import DiskFullError, ExpectedError
from confidant.records.ids import RecordId
from confidant.services import (
    backup_failures,
    backups,
    erasing,
    keys,
    owed,
    restores,
    settings,
    vaults,
)
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


def unmounted(stick: Path) -> Path:
    """Take a stick out as fstab does: the folder where it was mounted stays, and is empty."""
    away = stick.with_name("out")
    stick.rename(away)
    stick.mkdir()
    return away


def erased(vault: Vault, place: Place, text: str) -> RecordId:
    (record,) = write(vault, text)
    place.clock.advance(MINUTE)
    backups.back_up(vault)
    place.clock.advance(MINUTE)
    return record


def test_a_stick_that_was_taken_out_of_its_folder_is_away(place: Place, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with place.create() as vault:
        backups.choose_second_place(vault, place.clock, directory=stick)
        record = erased(vault, place, "what must go")
        away = unmounted(stick)
        assert not backups.overview(vault).second_there
        erasing.erase(vault, place.clock, records=[record], replaces_backups=True)
        done = erasing.replace_backups(vault)
        assert (done.is_complete, done.away) == (False, 1)
        assert owed.is_owed(vault)
        assert list(stick.iterdir()) == []
        changed = keys.change_passphrase(vault, present=OLD, passphrase=NEW)
        assert changed.places_away == 1
        stick.rmdir()
        away.rename(stick)
        place.clock.advance(MINUTE)
        assert erasing.replace_backups(vault).is_complete
        assert not owed.is_owed(vault)
        assert len(list(stick.glob("*/2*Z"))) == 1


def test_so_is_one_that_is_not_the_second_place_any_more(place: Place, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with place.create() as vault:
        backups.choose_second_place(vault, place.clock, directory=stick)
        erased(vault, place, "text")
        unmounted(stick)
        backups.choose_second_place(vault, place.clock, directory=None)
        assert backups.overview(vault).away == 1


def test_whoever_chooses_an_empty_place_again_means_it(place: Place, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with place.create() as vault:
        backups.choose_second_place(vault, place.clock, directory=stick)
        erased(vault, place, "text")
        unmounted(stick)
        backups.choose_second_place(vault, place.clock, directory=stick)
        assert backups.back_up(vault).second == "done"


def test_a_place_chosen_in_an_earlier_version_is_known_from_the_next_backup_on(
    place: Place, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with place.create() as vault:
        settings.put(vault, place.clock, name=backups.SECOND_PLACE, value=str(stick))
        record = erased(vault, place, "what must go")
        assert backups.is_current(vault)
        unmounted(stick)
        erasing.erase(vault, place.clock, records=[record], replaces_backups=True)
        assert erasing.replace_backups(vault).away == 1


def test_a_folder_from_before_is_found_after_the_vault_was_renamed(
    place: Place, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with place.create() as vault:
        backups.choose_second_place(vault, place.clock, directory=stick)
        backups.back_up(vault)
        backups.places(vault)[1].rename(stick / "Journal.confidant-backups")
    place.directory = place.directory.rename(tmp_path / "Diary.confidant")
    with place.open() as vault:
        record = erased(vault, place, "what must go")
        assert erasing.out_of_reach(vault, records=[record]).backups == 4
        erasing.erase(vault, place.clock, records=[record], replaces_backups=True)
        assert erasing.replace_backups(vault).is_complete
        (left,) = stick.glob("*/2*Z")
        assert left.name == backups.beside(vault)[-1].name


def test_a_failure_is_not_noted_where_the_vault_was_moved_away(place: Place) -> None:
    place.create().close()
    folder = place.directory / "backups"
    backup_failures.note(folder, DiskFullError(name="x"), 1)
    assert backup_failures.last(folder) is not None
    shutil.rmtree(place.directory)
    backup_failures.note(folder, DiskFullError(name="x"), 1)
    assert not place.directory.exists()
