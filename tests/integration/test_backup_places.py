"""The second place: shared by vaults, unplugged, full, from before; nobody loses a backup there."""

import errno
import shutil
from pathlib import Path

import pytest

from confidant.errors import NotWritableError, OutputExistsError
from confidant.services import backup_places, backups, erasing, keys, owed, restores, settings
from confidant.vault import backup_store, header_files, private_files
from confidant.vault.vault import PassphraseSecret, Vault
from tests.support.vaults import PASSPHRASE, Place, write

MINUTE = 60_000
OLD = PassphraseSecret(PASSPHRASE)
NEW = "five quiet words over a hill"


def twin(vault: Vault) -> Path:
    return backups.places(vault)[1]


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def with_stick(tmp_path: Path, place: Place) -> tuple[Vault, Path]:
    stick = tmp_path / "stick"
    stick.mkdir(exist_ok=True)
    vault = place.create()
    backups.choose_second_place(vault, place.clock, directory=stick)
    return vault, stick


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def two_of_a_name(tmp_path: Path) -> tuple[Place, Place]:
    places = []
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        places.append(Place(tmp_path / folder))
    return places[0], places[1]


def test_two_vaults_of_one_name_never_touch_each_others_backups(tmp_path: Path) -> None:
    first, other = two_of_a_name(tmp_path)
    one, stick = with_stick(tmp_path, first)
    two, _ = with_stick(tmp_path, other)
    with one, two:
        assert first.clock.now == other.clock.now
        made = [backups.back_up(vault) for vault in (one, two)]
        assert [done.second for done in made] == ["done", "done"]
        for vault, done in zip((one, two), made, strict=True):
            there = twin(vault) / done.backup.path.name
            database = next(done.backup.path.glob("journal-*.db"))
            assert (there / database.name).read_bytes() == database.read_bytes()
        other.clock.advance(MINUTE)
        assert backups.replace_older(two).removed == 2
        assert names(twin(one)) == [made[0].backup.path.name]
        assert len(backups.overview(one).second) == 1
    assert len(names(stick)) == 2


def test_a_folder_from_before_is_used_while_it_is_this_vaults_alone(tmp_path: Path) -> None:
    place = Place(tmp_path)
    vault, stick = with_stick(tmp_path, place)
    with vault:
        backups.back_up(vault)
        before = stick / "Journal.confidant-backups"
        twin(vault).rename(before)
        assert backups.places(vault) == (place.directory / "backups", before)
        assert len(backups.overview(vault).second) == 1
        place.clock.advance(MINUTE)
        assert backups.back_up(vault).second == "done"
        assert len(names(before)) == 2
        assert restores.place_for(before / "x", tmp_path).name == "Journal.confidant"


def test_a_shared_folder_from_before_keeps_what_is_not_this_vaults(tmp_path: Path) -> None:
    first, other = two_of_a_name(tmp_path)
    one, stick = with_stick(tmp_path, first)
    two, _ = with_stick(tmp_path, other)
    with one, two:
        backups.back_up(one)
        other.clock.advance(MINUTE)
        backups.back_up(two)
        before = stick / "Journal.confidant-backups"
        mine, theirs = twin(one), twin(two)
        mine.rename(before)
        (foreign,) = theirs.iterdir()
        foreign = foreign.rename(before / foreign.name)
        theirs.rmdir()
        nobodys = before / "20200101T000000Z"
        nobodys.mkdir()
        (nobodys / "vault.hdr").write_bytes(b"not to be read")
        half = before / "20200102T000000Z.tmp"
        half.mkdir()
        assert twin(one) == mine  # new ones go to a folder of this vault's own
        assert len(backups.overview(one).second) == 1
        first.clock.advance(2 * MINUTE)
        assert backups.replace_older(one).removed == 2
        assert names(before) == sorted((foreign.name, nobodys.name, half.name))
        assert len(names(mine)) == 1
        assert restores.place_for(mine / "x", tmp_path).name == "Journal.confidant"


def test_a_vault_that_was_renamed_finds_its_backups(tmp_path: Path) -> None:
    place = Place(tmp_path)
    vault, _ = with_stick(tmp_path, place)
    with vault:
        backups.back_up(vault)
    renamed = Place(tmp_path, "Diary")
    place.directory.rename(renamed.directory)
    with renamed.open() as vault:
        assert len(backups.overview(vault).second) == 1


def test_older_backups_stay_where_the_fresh_one_has_not_arrived(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Place(tmp_path)
    vault, _ = with_stick(tmp_path, place)
    with vault:
        backups.back_up(vault)
        before = names(twin(vault))
        place.clock.advance(MINUTE)
        write(vault, "one")

        def full(*_arguments: object) -> None:
            raise OSError(errno.ENOSPC, "full")

        with monkeypatch.context() as patched:
            patched.setattr(backup_store, "_copy_plain", full)
            done = erasing.replace_backups(vault)
        assert (done.removed, done.left, done.left_elsewhere, done.away) == (1, 0, 1, 0)
        assert not done.is_complete
        assert names(twin(vault)) == before
        assert owed.can_be_settled(vault)
        place.clock.advance(MINUTE)
        later = backups.back_up(vault)
        assert later.older is not None
        assert later.older.is_complete
        assert before[0] not in names(twin(vault))
        assert not owed.is_owed(vault)


def test_what_refuses_to_go_is_counted_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Place(tmp_path)
    vault, stick = with_stick(tmp_path, place)
    with vault:
        backups.back_up(vault)
        place.clock.advance(MINUTE)
        real = Path.rename

        def refuse(self: Path, target: Path) -> Path:
            if stick in self.parents and str(target).endswith(".tmp"):
                raise PermissionError(errno.EPERM, "no")
            return real(self, target)

        monkeypatch.setattr(Path, "rename", refuse)
        done = erasing.replace_backups(vault)
        assert (done.removed, done.left, done.left_elsewhere) == (1, 0, 1)
        assert owed.is_owed(vault)


def test_a_second_place_that_is_away_is_owed_and_made_good(tmp_path: Path) -> None:
    place = Place(tmp_path)
    vault, stick = with_stick(tmp_path, place)
    unplugged = tmp_path / "unplugged"
    with vault:
        (record,) = write(vault, "what shall go")
        backups.back_up(vault)
        old = names(twin(vault))[0]
        stick.rename(unplugged)
        place.clock.advance(MINUTE)
        reach = erasing.erase(vault, place.clock, records=[record]).reach
        assert (reach.backups, reach.away) == (1, 1)
        done = erasing.replace_backups(vault)
        assert (done.removed, done.left, done.left_elsewhere, done.away) == (1, 0, 0, 1)
        assert owed.is_owed(vault)
        assert not owed.can_be_settled(vault)
        place.clock.advance(MINUTE)
        backups.back_up(vault)
        kept = len(backups.beside(vault))
        unplugged.rename(stick)
        assert names(twin(vault)) == [old]
        place.clock.advance(MINUTE)
        backups.back_up(vault)
        assert old not in names(twin(vault))
        # What was made after the erasure does not hold it, and stays.
        assert len(backups.beside(vault)) == kept + 1
        assert not owed.is_owed(vault)


def test_what_is_owed_is_made_good_while_the_vault_stays_open(tmp_path: Path) -> None:
    place = Place(tmp_path)
    vault, stick = with_stick(tmp_path, place)
    unplugged = tmp_path / "unplugged"
    with vault:
        (record,) = write(vault, "what shall go")
        backups.back_up(vault)
        old = names(twin(vault))[0]
        stick.rename(unplugged)
        place.clock.advance(MINUTE)
        erasing.erase(vault, place.clock, records=[record], replaces_backups=True)
        erasing.replace_backups(vault)
        unplugged.rename(stick)
        place.clock.advance(MINUTE)
        job = backups.begin_due(vault, place.clock)
        assert job is not None
        assert old in names(twin(vault))  # nothing later has arrived there yet
        assert job.run().second == "done"
        job = backups.begin_due(vault, place.clock)
        if job is not None:
            job.drop()
        assert old not in names(twin(vault))
        assert not owed.is_owed(vault)


def test_an_earlier_second_place_and_replaced_vaults_are_counted(tmp_path: Path) -> None:
    place = Place(tmp_path)
    vault, stick = with_stick(tmp_path, place)
    with vault:
        (record,) = write(vault, "one")
        backups.back_up(vault)
        first = twin(vault)
        elsewhere = tmp_path / "elsewhere"
        elsewhere.mkdir()
        backups.choose_second_place(vault, place.clock, directory=elsewhere)
        aside = tmp_path / "Journal (replaced 2026-11-24 15.30).confidant"
        aside.mkdir()
        shutil.copy(place.directory / header_files.NAME, aside)
        reach = erasing.out_of_reach(vault, records=[record])
        assert (reach.backups, reach.away, reach.replaced_vaults) == (2, 0, 1)
        place.clock.advance(MINUTE)
        assert erasing.replace_backups(vault).removed == 2
        assert names(first) == []
        backups.choose_second_place(vault, place.clock, directory=None)
        assert settings.get(vault, backup_places.FORMER_PLACES) == str(elsewhere)
        shutil.rmtree(elsewhere)
        assert erasing.out_of_reach(vault, records=[record]).away == 1
        backups.choose_second_place(vault, place.clock, directory=stick)
        assert settings.get(vault, backup_places.FORMER_PLACES) == str(elsewhere)
        elsewhere.mkdir()  # another disk, or none, where backups were: nobody knows that they went
        assert erasing.out_of_reach(vault, records=[record]).away == 1
        (elsewhere / first.name).mkdir()
        backups.choose_second_place(vault, place.clock, directory=stick)
        assert settings.get(vault, backup_places.FORMER_PLACES) == ""


def test_a_place_that_a_change_of_passphrase_missed_is_said_and_follows(tmp_path: Path) -> None:
    place = Place(tmp_path)
    vault, stick = with_stick(tmp_path, place)
    unplugged = tmp_path / "unplugged"
    with vault:
        backups.back_up(vault)
        copy = twin(vault) / names(twin(vault))[0]
        stick.rename(unplugged)
        done = keys.change_passphrase(vault, present=OLD, passphrase=NEW)
        assert (done.backups_changed, done.backups_left, done.places_away) == (1, 0, 1)
        place.clock.advance(MINUTE)
        backups.note_check(vault, place.clock, verdict="whole")
        backups.back_up(vault)
        unplugged.rename(stick)
        present = (place.directory / header_files.NAME).read_bytes()
        assert (copy / header_files.NAME).read_bytes() != present
        job = backups.begin_due(vault, place.clock)
        assert job is not None
        assert job.run().second == "done"
        assert {(copy / name).read_bytes() for name in ("vault.hdr", "vault.hdr.copy")} == {present}


def test_a_header_that_refused_follows_with_the_next_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Place(tmp_path)
    with place.create() as vault:
        first = backups.back_up(vault).backup.path
        real = private_files.replace

        def refuse(path: Path, data: bytes) -> None:
            if first in path.parents:
                raise PermissionError(errno.EPERM, "no")
            real(path, data)

        with monkeypatch.context() as patched:
            patched.setattr(private_files, "replace", refuse)
            done = keys.change_passphrase(vault, present=OLD, passphrase=NEW)
        assert (done.backups_changed, done.backups_left) == (0, 1)
        place.clock.advance(MINUTE)
        backups.back_up(vault)
        present = (place.directory / header_files.NAME).read_bytes()
        assert (first / header_files.NAME).read_bytes() == present


def test_a_rotted_twin_is_replaced_in_the_same_run(tmp_path: Path) -> None:
    place = Place(tmp_path)
    vault, _ = with_stick(tmp_path, place)
    with vault:
        backups.back_up(vault)
        (copy,) = backups.overview(vault).second
        flip(copy.database, 5000)
        done = backups.begin(vault, whole=True, keep=False).run()
        assert (done.rotten, done.second) == (1, "done")
        (mended,) = backups.overview(vault).second
        assert mended.proof is not None
        assert mended.is_unchanged()
        assert names(twin(vault)) == [copy.path.name]


def test_a_good_backup_of_that_name_is_not_replaced(tmp_path: Path) -> None:
    place = Place(tmp_path)
    vault, _ = with_stick(tmp_path, place)
    with vault:
        first = backups.back_up(vault).backup.path
        shutil.rmtree(first)
        write(vault, "one")
        done = backups.back_up(vault)
        assert done.backup.path == first
        assert done.second == "failed"
        assert isinstance(done.second_error, OutputExistsError)
        (kept,) = backups.overview(vault).second
        assert kept.proof is not None


def test_what_a_kill_left_in_the_second_place_goes_too(tmp_path: Path) -> None:
    place = Place(tmp_path)
    vault, _ = with_stick(tmp_path, place)
    with vault:
        backups.back_up(vault)
        for name in ("20260101T000000Z.tmp", "20260102T000000Z.old.tmp"):
            (twin(vault) / name).mkdir()
            (twin(vault) / name / "journal-00000000.db").write_bytes(b"half")
        backups.tidy(vault)
        assert len(names(twin(vault))) == 1
        half = twin(vault) / "20260101T000000Z.tmp"
        half.mkdir()
        place.clock.advance(MINUTE)
        assert backups.replace_older(vault).removed == 2
        assert not half.exists()


def test_a_copy_that_is_being_proved_is_not_tidied_away(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with place.create() as vault:
        job = backups.begin(vault)
        backups.tidy(vault)
        assert job.run().backup is not None


def test_two_backups_in_one_second_are_two(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with place.create() as vault:
        made = [backups.back_up(vault).backup for _ in range(3)]
        assert len({one.path for one in made}) == 3
        assert all(one.proof for one in backups.overview(vault).here)


def test_a_folder_that_refuses_is_called_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Place(tmp_path)

    def refuse(_path: Path) -> None:
        raise PermissionError(errno.EACCES, "no")

    with place.create() as vault:
        monkeypatch.setattr(private_files, "make_directory", refuse)
        with pytest.raises(NotWritableError) as caught:
            backups.back_up(vault)
    assert caught.value.params == {"name": "backups"}
