"""A restore leaves a line of changes; its backups hold more, and are not newer for all that."""

from pathlib import Path

from confidant.records.ids import RecordId
from confidant.services import backups, erasing, owed, restores
from confidant.vault import backup_store
from confidant.vault.vault import PassphraseSecret, Vault
from tests.support.vaults import PASSPHRASE, Place, write

SECRET = PassphraseSecret(PASSPHRASE)
MINUTE = 60_000


def put_back(place: Place, backup: Path) -> None:
    with restores.open_backup(backup=backup, directory=place.directory, secret=SECRET) as opened:
        restores.compare(opened, secret=SECRET)
        restores.restore(opened, place.clock, place.entropy, state_directory=place.state)


def left_line(place: Place, stick: Path) -> tuple[RecordId, Path]:
    """Go back to a first backup; return a record of it, and the second, which holds much more."""
    stick.mkdir()
    with place.create() as vault:
        (record,) = write(vault, "what must go")
        backups.choose_second_place(vault, place.clock, directory=stick)
        first = backups.back_up(vault).backup.path
        write(vault, *(f"more {number}" for number in range(30)))
        place.clock.advance(MINUTE)
        second = backups.back_up(vault).backup.path
    put_back(place, first)
    place.clock.advance(MINUTE)
    return record, second


def found(stick: Path) -> list[str]:
    return sorted(path.name for path in stick.glob("*/2*Z"))


def names(vault: Vault) -> list[str]:
    return [path.name for path in backups.beside(vault)]


def test_an_erasure_reaches_the_backups_of_a_line_that_was_left(tmp_path: Path) -> None:
    place, stick = Place(tmp_path), tmp_path / "stick"
    record, second = left_line(place, stick)
    with place.open() as vault:
        assert second.name in names(vault)
        erasing.erase(vault, place.clock, records=[record], replaces_backups=True)
        done = erasing.replace_backups(vault)
        assert done.is_complete
        assert not owed.is_owed(vault)
        (left,) = names(vault)
        assert found(stick) == [left]
        assert left != second.name


def test_replacing_without_an_erasure_reaches_them_too(tmp_path: Path) -> None:
    place, stick = Place(tmp_path), tmp_path / "stick"
    left_line(place, stick)
    with place.open() as vault:
        fresh = backups.replace_older(vault).backup
        assert names(vault) == found(stick) == [fresh.path.name]


def test_the_second_place_gets_the_newest_of_the_present_line(tmp_path: Path) -> None:
    place, stick = Place(tmp_path), tmp_path / "stick"
    left_line(place, stick)
    with place.open() as vault:
        stick.rename(tmp_path / "away")
        backups.note_check(vault, place.clock, verdict="whole")
        made = backups.back_up(vault)
        assert made.second == "missing"
        (tmp_path / "away").rename(stick)
        place.clock.advance(MINUTE)
        job = backups.begin_due(vault, place.clock)
        assert job is not None
        assert not job.has_copy
        assert job.run().second == "done"
        assert made.backup.path.name in found(stick)


def test_rotation_keeps_the_newest_of_the_present_line(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with place.create() as vault:
        write(vault, "one")
        first = backups.back_up(vault).backup.path
        write(vault, *(f"more {number}" for number in range(30)))
        for _ in range(9):
            place.clock.advance(MINUTE)
            write(vault, "much more")
            backups.back_up(vault)
    put_back(place, first)
    with place.open() as vault:
        made: list[Path] = []
        for _ in range(3):
            place.clock.advance(MINUTE if made else -20 * MINUTE)
            write(vault, "after")
            made.append(backups.back_up(vault).backup.path)
        key = vault.proof_key()
        kept = [one.path for one in backup_store.read_place(made[0].parent, key)]
        key.wipe()
        assert set(made) <= set(kept)
