"""What `check` says of backups, and `backup --remove`."""

import shutil
from pathlib import Path

import pytest

from confidant.errors import BackupError
from confidant.services import backup_failures
from tests.support.story import Person


@pytest.fixture
def ada(tmp_path: Path) -> Person:
    made = Person(tmp_path, "Ada")
    made.create()
    made.do("add", "one")
    return made


def folders(ada: Person) -> list[Path]:
    return sorted((ada.vault / "backups").iterdir())


def test_check_reads_every_backup_and_names_each_that_is_none(ada: Person) -> None:
    for _ in range(3):
        ada.do("backup")
        ada.clock.advance(60_000)
    good, rotten, unproved = folders(ada)
    (database,) = rotten.glob("*.db")
    data = bytearray(database.read_bytes())
    data[5000] ^= 1
    database.write_bytes(data)
    (unproved / "proof.json").unlink()
    told = ada.run("check").out
    assert f"1 backup is still what was proved, as reading again told: {good.name}." in told
    assert f"Backup {rotten.name}: has changed since it was proved and is not good" in told
    assert f"Backup {unproved.name}: nobody has proved it." in told
    found = {one["name"]: one["standing"] for one in ada.do("check")["each_backup"]}
    assert found == {good.name: "proved", rotten.name: "changed", unproved.name: "unproved"}
    assert (rotten / "proof.json").exists()  # a check only says it


def test_check_says_what_failed_in_the_window_until_a_backup_is_made(ada: Person) -> None:
    backup_failures.note(ada.vault / "backups", BackupError(), 1_795_000_000_000)
    assert ada.do("check")["last_failure"] == "unproved"
    assert "could not be proved good and was not kept" in ada.run("check").out
    ada.do("backup")
    assert ada.do("check")["last_failure"] is None


def test_one_backup_is_removed_here_and_in_the_second_place(ada: Person, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    ada.do("backup", "--second-place", str(stick))
    ada.clock.advance(60_000)
    ada.do("backup")
    first, second = folders(ada)
    removed = ada.do("backup", "--remove", first.name)
    assert len(removed["removed"]) == 2
    assert removed["proved_left"] == 1
    assert folders(ada) == [second]
    assert len(list(stick.glob("*/*"))) == 1
    refused = ada.run("backup", "--remove", first.name)
    assert refused.code == 1
    assert f"No backup of this vault is called “{first.name}”." in refused.err
    assert "No proved backup is left." in ada.run("backup", "--remove", second.name).out
    assert folders(ada) == []


def test_an_earlier_second_place_that_is_lost_is_forgotten(ada: Person, tmp_path: Path) -> None:
    stick = tmp_path / "a" / "stick"
    stick.mkdir(parents=True)
    ada.do("backup", "--second-place", str(stick))
    shutil.rmtree(stick.parent)
    ada.clock.advance(60_000)
    ada.do("backup", "--no-second-place")
    made = len(folders(ada))
    refused = ada.run("backup", "--forget-place", str(tmp_path))
    assert refused.code == 1
    assert "is no earlier second place of this vault." in refused.err
    done = ada.do("backup", "--forget-place", str(stick))
    assert done == {"forgotten": str(stick), "places_left": []}
    assert len(folders(ada)) == made
    assert ada.run("backup", "--forget-place", str(stick)).code == 1
