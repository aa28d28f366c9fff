"""Each backup by itself: proved, from before a re-encryption, changed; and removing one."""

from pathlib import Path

import pytest

from confidant.crypto import argon2
from confidant.errors import BackupNotFoundError
from confidant.services import backups, kept_backups, keys
from confidant.vault.vault import PassphraseSecret
from tests.support.vaults import CHEAP, PASSPHRASE, Place, write

NEW = "another quiet harbour at dusk"


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(argon2, "MINIMUM_WRITTEN", CHEAP)


def standings(place: Place) -> list[str]:
    with place.open() as vault:
        return [one.standing for one in kept_backups.every(vault)]


def test_one_that_lost_its_proof_is_not_called_proved(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with place.create() as vault:
        older = backups.back_up(vault).backup.path
        write(vault, "more")
        place.clock.advance(60_000)
        backups.back_up(vault)
    assert standings(place) == ["proved", "proved"]
    (older / "proof.json").unlink()
    assert standings(place) == ["proved", "unproved"]


@pytest.mark.usefixtures("cheap")
def test_one_from_before_a_reencryption_opens_with_the_old_key(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with place.create() as vault:
        write(vault, "one")
        backups.back_up(vault)
    with place.open() as vault:
        present = PassphraseSecret(PASSPHRASE)
        keys.reencrypt(vault, place.clock, present=present, passphrase=NEW)
    place.clock.advance(60_000)
    with place.open(PassphraseSecret(NEW)) as vault:
        assert [one.standing for one in kept_backups.every(vault)] == ["earlier-key"]
        backups.back_up(vault)
        known = kept_backups.reread(vault)
        assert [one.standing for one in known] == ["proved", "earlier-key"]


def test_reading_again_finds_what_changed_and_touches_nothing(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with place.create() as vault:
        write(vault, "one")
        path = backups.back_up(vault).backup.path
        assert [one.standing for one in kept_backups.reread(vault)] == ["proved"]
        (database,) = path.glob("*.db")
        data = bytearray(database.read_bytes())
        data[5000] ^= 1
        database.write_bytes(data)
        assert [one.standing for one in kept_backups.reread(vault)] == ["changed"]
        assert [one.standing for one in kept_backups.every(vault)] == ["proved"]


def test_removing_one_removes_its_twin_and_no_other(tmp_path: Path) -> None:
    place, stick = Place(tmp_path), tmp_path / "stick"
    stick.mkdir()
    with place.create() as vault:
        backups.choose_second_place(vault, place.clock, directory=stick)
        first = backups.back_up(vault).backup.path
        write(vault, "more")
        place.clock.advance(60_000)
        second = backups.back_up(vault).backup.path
        assert len(kept_backups.every(vault)) == 4
        gone = kept_backups.remove(vault, name=first.name)
        assert len(gone) == 2
        assert not any(path.exists() for path in gone)
        assert {one.name for one in kept_backups.every(vault)} == {second.name}
        with pytest.raises(BackupNotFoundError):
            kept_backups.remove(vault, name="../../Journal.confidant")
