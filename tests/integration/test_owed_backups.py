"""An erasure that wants older backups replaced is not done before they are, whatever comes."""

from pathlib import Path

import pytest

from confidant.errors import BackupError
from confidant.services import backups, erasing, owed
from confidant.vault.backup import Unproved
from tests.support.vaults import Place, write


def test_a_wish_to_replace_outlives_a_lock(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with place.create() as vault:
        (record,) = write(vault, "what must go")
        backups.back_up(vault)
        place.clock.advance(60_000)
        done = erasing.erase(vault, place.clock, records=[record], replaces_backups=True)
        assert "setting" in done.changes.kinds
    with place.open() as vault:
        assert owed.is_owed(vault)
        fresh = backups.begin(vault).run().backup
        assert fresh is not None
        assert erasing.remove_replaced(vault, fresh=fresh).removed == 1
        assert backups.beside(vault) == (fresh.path,)
        assert not owed.is_owed(vault)


def test_nothing_is_owed_where_nobody_asked(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with place.create() as vault:
        (record,) = write(vault, "what must go")
        erasing.erase(vault, place.clock, records=[record])
        assert not owed.is_owed(vault)
        assert not owed.settle(vault)


def test_it_is_still_owed_where_the_fresh_one_could_not_be_proved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_self: Unproved, *_args: object, **_named: object) -> None:
        raise BackupError

    place = Place(tmp_path)
    with place.create() as vault:
        (record,) = write(vault, "what must go")
        erasing.erase(vault, place.clock, records=[record], replaces_backups=True)
        with monkeypatch.context() as patched:
            patched.setattr(Unproved, "prove", refuse)
            with pytest.raises(BackupError):
                erasing.replace_backups(vault)
        assert owed.is_owed(vault)
        erasing.replace_backups(vault)
        assert not owed.is_owed(vault)


def test_it_stays_owed_while_the_second_place_is_away(tmp_path: Path) -> None:
    place, stick = Place(tmp_path), tmp_path / "stick"
    stick.mkdir()
    with place.create() as vault:
        backups.choose_second_place(vault, place.clock, directory=stick)
        (record,) = write(vault, "what must go")
        backups.back_up(vault)
        stick.rename(tmp_path / "away")
        place.clock.advance(60_000)
        erasing.erase(vault, place.clock, records=[record], replaces_backups=True)
        erasing.replace_backups(vault)
        assert owed.is_owed(vault)
        (tmp_path / "away").rename(stick)
        place.clock.advance(60_000)
        erasing.replace_backups(vault)
        assert not owed.is_owed(vault)
        (left,) = backups.places(vault)[1].iterdir()
        assert left.name == backups.beside(vault)[-1].name
