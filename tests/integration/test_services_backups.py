"""Backups as the window and the command line make them: where they go, and what is said."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from confidant.environment import ignore_progress
from confidant.errors import BackupError, CancelledError, DiskFullError, NotWritableError
from confidant.services import backups
from confidant.services.backup_jobs import Job
from confidant.vault import backup
from tests.support.vaults import FixedClock, Place, write

MINUTE = 60_000
KILLED = """
import sys
from pathlib import Path
from confidant.services import backups
from confidant.services.backup_jobs import Job
from tests.support.vaults import Place
place = Place(Path(sys.argv[1]))
place.clock.now = int(sys.argv[2])
with place.open() as vault:
    print("open", flush=True)
    while True:
        backups.back_up(vault)
        print("made", flush=True)
        place.clock.advance(60_000)
"""


def test_a_backup_is_current_until_something_changes(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with place.create() as vault:
        assert not backups.is_current(vault)
        done = backups.back_up(vault)
        assert done.backup is not None
        assert (done.second, done.removed) == ("none", 0)
        assert backups.is_current(vault)
        write(vault, "one")
        assert not backups.is_current(vault)
        seen = backups.overview(vault)
        assert [one.proof.records for one in seen.here if one.proof] == [1]
        assert not seen.is_current


def test_what_is_due_is_a_backup_then_the_weekly_check_then_nothing(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with place.create() as vault:
        job = backups.begin_due(vault, place.clock)
        assert job is not None
        done = job.run()
        assert done.backup is not None
        assert done.verdict == "whole"
        backups.note_check(vault, place.clock, verdict="whole")
        assert backups.last_check(vault) == backups.LastCheck(place.clock.now, "whole")
        place.clock.advance(MINUTE)
        after_note = backups.begin_due(vault, place.clock)
        assert after_note is not None
        assert after_note.run().verdict is None
        assert backups.begin_due(vault, place.clock) is None
        place.clock.advance(backups.CHECK_EVERY_MS)
        weekly = backups.begin_due(vault, place.clock)
        assert weekly is not None
        only_checked = weekly.run()
        assert (only_checked.backup, only_checked.verdict) == (None, "whole")
        assert len(backups.beside(vault)) == 2


def test_nothing_is_due_for_a_vault_that_is_only_read(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.create().close()
    with place.open(read_only=True) as vault:
        assert backups.begin_due(vault, place.clock) is None
        assert not (place.directory / "backups").exists()


def test_the_second_place_gets_every_backup_and_what_it_missed(tmp_path: Path) -> None:
    place, stick = Place(tmp_path), tmp_path / "stick"
    stick.mkdir()
    with place.create() as vault:
        backups.choose_second_place(vault, place.clock, directory=stick)
        assert backups.back_up(vault).second == "done"
        twin = backups.places(vault)[1]
        assert [one.name for one in twin.iterdir()] == [backups.beside(vault)[0].name]
        unplugged = tmp_path / "unplugged"
        stick.rename(unplugged)
        place.clock.advance(MINUTE)
        write(vault, "one")
        done = backups.back_up(vault)
        assert done.second == "missing"
        assert done.backup is not None
        assert not stick.exists()
        seen = backups.overview(vault)
        assert (seen.second_there, seen.second) == (False, ())
        backups.note_check(vault, place.clock, verdict="whole")
        place.clock.advance(MINUTE)
        backups.back_up(vault)
        unplugged.rename(stick)
        job = backups.begin_due(vault, place.clock)
        assert job is not None
        assert not job.has_copy
        assert job.run().second == "done"
        names = sorted(one.name for one in twin.iterdir())
        assert names[-1] == backups.beside(vault)[-1].name
        backups.choose_second_place(vault, place.clock, directory=None)
        assert backups.second_place(vault) is None


def test_a_second_place_that_refuses_is_said_and_the_backup_is_kept(tmp_path: Path) -> None:
    place, stick = Place(tmp_path), tmp_path / "stick"
    stick.mkdir()
    with place.create() as vault:
        backups.choose_second_place(vault, place.clock, directory=stick)
        backups.places(vault)[1].rmdir()
        backups.places(vault)[1].write_text("a file where the folder should be")
        done = backups.back_up(vault)
        assert done.second == "failed"
        assert isinstance(done.second_error, NotWritableError)
        assert done.backup is not None
        assert done.backup.path.is_dir()


def test_the_second_place_is_not_inside_the_vault(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with place.create() as vault:
        for wrong in (place.directory, place.directory / "backups", tmp_path / "missing"):
            with pytest.raises(NotWritableError):
                backups.choose_second_place(vault, place.clock, directory=wrong)


def test_a_stopped_job_leaves_nothing(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with place.create() as vault:
        job = backups.begin(vault)
        job.stop()
        with pytest.raises(CancelledError):
            job.run()
        assert backups.beside(vault) == ()
        backups.begin(vault).drop()
        assert list((place.directory / "backups").iterdir()) == []


def test_a_damaged_backup_rotates_nothing_away(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with place.create() as vault:
        for _ in range(10):
            backups.back_up(vault)
            place.clock.advance(MINUTE)
        before = backups.beside(vault)
        job = backups.begin(vault)
        assert job._unproved is not None
        data = bytearray(job._unproved._database.read_bytes())
        data[9000] ^= 4
        job._unproved._database.write_bytes(data)
        with pytest.raises(BackupError):
            job.run()
        assert backups.beside(vault) == before


def test_after_an_erasure_every_older_backup_is_replaced(tmp_path: Path) -> None:
    place, stick = Place(tmp_path), tmp_path / "stick"
    stick.mkdir()
    with place.create() as vault:
        backups.choose_second_place(vault, place.clock, directory=stick)
        for text in ("one", "two"):
            write(vault, text)
            backups.back_up(vault)
            place.clock.advance(MINUTE)
        done = backups.replace_older(vault)
        assert done.backup is not None
        assert done.removed == 4
        assert backups.beside(vault) == (done.backup.path,)
        twin = backups.places(vault)[1]
        assert [one.name for one in twin.iterdir()] == [done.backup.path.name]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux")
def test_a_full_disk_is_said_and_leaves_no_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Place(tmp_path)
    with place.create() as vault:
        write(vault, "one")

        def full(_descriptor: int, _chunk: bytes) -> int:
            with Path("/dev/full").open("wb", buffering=0) as stream:
                return stream.write(b"x") or 0

        with monkeypatch.context() as patched:
            patched.setattr(backup, "_copy_inside", lambda *_: 0)
            patched.setattr(backup, "_write_all", full)
            with pytest.raises(DiskFullError):
                backups.back_up(vault)
        assert list((place.directory / "backups").iterdir()) == []
        write(vault, "two")
        assert backups.back_up(vault).backup is not None


def test_a_kill_during_a_backup_leaves_good_backups_and_the_vault(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with place.create() as vault:
        write(vault, *(f"entry {n} " + "words " * 200 for n in range(400)))
    clock = FixedClock()
    for round_ in range(10):
        clock.advance(3_600_000)
        arguments = [sys.executable, "-c", KILLED, str(tmp_path), str(clock.now)]
        with subprocess.Popen(arguments, stdout=subprocess.PIPE, cwd=Path.cwd()) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"open\n"
            time.sleep(0.02 + 0.03 * round_)
            os.kill(process.pid, signal.SIGKILL)
    with place.open() as vault:
        assert vault.full_check().seq == 401
        backups.tidy(vault)
        seen = backups.overview(vault)
        assert all(one.proof is not None and one.is_unchanged() for one in seen.here)
        left = sorted(one.name for one in (place.directory / "backups").iterdir())
        assert left == sorted(one.path.name for one in seen.here)
        place.clock.advance(100 * 3_600_000)
        assert backups.back_up(vault).backup is not None


def test_progress_can_end_a_backup(tmp_path: Path) -> None:
    place = Place(tmp_path)

    def stop(_done: int, _total: int) -> None:
        raise CancelledError

    with place.create() as vault:
        write(vault, *(f"entry {n} " + "words " * 200 for n in range(400)))
        with pytest.raises(CancelledError):
            backups.back_up(vault, progress=stop)
        assert backups.beside(vault) == ()
        assert backups.back_up(vault, progress=ignore_progress).backup is not None


def test_what_is_kept_of_a_check_is_read_back_or_forgotten(tmp_path: Path) -> None:
    from confidant.services import settings

    place = Place(tmp_path)
    with place.create() as vault:
        for value in ("", "yesterday whole", "12 perfect", json.dumps({})):
            if value:
                settings.put(vault, place.clock, name=backups.LAST_CHECK, value=value)
            assert backups.last_check(vault) is None
        assert backups.check_is_due(vault, place.clock)
        backups.note_check(vault, place.clock, verdict="lists")
        assert not backups.check_is_due(vault, place.clock)
        place.clock.advance(-MINUTE)
        assert backups.check_is_due(vault, place.clock)


def test_a_full_check_takes_the_proof_from_backups_that_rotted(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with place.create() as vault:
        backups.back_up(vault)
        first = backups.overview(vault).here[0]
        place.clock.advance(MINUTE)
        data = bytearray(first.database.read_bytes())
        data[5000] ^= 16
        first.database.write_bytes(data)
        done = backups.begin(vault, whole=True).run()
        assert (done.verdict, done.rotten) == ("whole", 1)
        here = backups.overview(vault).here
        assert [one.proof is not None for one in here] == [True, False]
        place.clock.advance(MINUTE)
        assert backups.begin(vault, whole=True, keep=False).run().rotten == 0


def test_a_job_that_ends_before_it_begins_leaves_nothing(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with place.create() as vault:
        for end in (Job.end, Job.stop):
            job = backups.begin(vault)
            end(job)
            with pytest.raises(CancelledError):
                job.run()
            assert list((place.directory / "backups").iterdir()) == []
