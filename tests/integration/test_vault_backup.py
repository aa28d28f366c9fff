"""Backups are proved by opening, or they are none."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from confidant.errors import (
    BackupError,
    BugError,
    CancelledError,
)
from confidant.vault import backup, backup_store, connection, proofs
from confidant.vault.backup_store import Kept
from confidant.vault.database import Database
from confidant.vault.header import SignedHeader
from confidant.vault.vault import RowQuery, Vault
from tests.support.vaults import FixedClock, Place, new_vault, write

MINUTE = 60_000


def kept(vault: Vault, place: Path | None = None) -> tuple[Kept, ...]:
    key = vault.proof_key()
    try:
        return backup_store.read_place(place or vault.directory / "backups", key)
    finally:
        key.wipe()


def rotate(vault: Vault) -> tuple[Path, ...]:
    key = vault.proof_key()
    try:
        return backup_store.rotate(vault.directory / "backups", key)
    finally:
        key.wipe()


def later(vault: Vault) -> None:
    clock = vault._parts.clock
    assert isinstance(clock, FixedClock)
    clock.advance(MINUTE)


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def test_a_backup_is_proved_and_opens_by_itself(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with place.create() as vault:
        write(vault, "one", "two")
        made = vault.backup()
        assert made.path.parent == place.directory / "backups"
        assert made.counts == {"identity": 1, "entry": 2}
        assert (made.revisions, made.size) == (3, place.database.stat().st_size)
        write(vault, "three")
        place.clock.advance(60_000)
        assert vault.backup(tmp_path / "elsewhere").revisions == 4
    restored = Place(tmp_path / "restored")
    (tmp_path / "restored").mkdir()
    shutil.copytree(made.path, restored.directory)
    with restored.open() as vault:
        assert not vault.healed
        assert vault.count(RowQuery()) == 2
        vault.full_check()


def test_what_was_erased_is_not_counted_and_lists_are_compared_when_asked(tmp_path: Path) -> None:
    with new_vault(tmp_path) as vault:
        first, _ = write(vault, "one", "two")
        with vault.transaction() as transaction:
            transaction.erase([first])
        made = vault.begin_backup().prove(with_derived=True)
        assert made.counts == {"identity": 1, "entry": 1}
        assert made.derived is True
        (one,) = kept(vault)
        assert one.is_unchanged()
        with vault.transaction():
            vault._parts.database.execute("UPDATE item SET title = 'another'")
        later(vault)
        assert vault.begin_backup().prove(with_derived=True).derived is False
        assert all(one.is_unchanged() for one in kept(vault))


def test_a_proof_can_happen_on_another_thread_while_the_vault_is_written(tmp_path: Path) -> None:
    with new_vault(tmp_path) as vault, ThreadPoolExecutor(max_workers=1) as other:
        write(vault, *(f"entry {n}" for n in range(200)))
        proof = other.submit(vault.begin_backup().prove)
        for n in range(50):
            write(vault, f"meanwhile {n}")
        made = proof.result()
        assert made.revisions == 201
        assert vault.head.seq == 251
        vault.full_check()


def test_a_stopped_proof_leaves_nothing_and_forgets_its_keys(tmp_path: Path) -> None:
    with new_vault(tmp_path) as vault:
        write(vault, "one")
        unproved = vault.begin_backup()
        unproved.stop()
        with pytest.raises(CancelledError):
            unproved.prove()
        assert list((vault.directory / "backups").iterdir()) == []
        with pytest.raises(BugError):
            _ = unproved._vmk.data


def test_a_proof_that_is_not_to_be_kept_leaves_nothing(tmp_path: Path) -> None:
    with new_vault(tmp_path) as vault:
        made = vault.begin_backup().prove(with_derived=True, keep=False)
        assert made.derived is True
        assert list((vault.directory / "backups").iterdir()) == []


@pytest.mark.parametrize("at", [40, 4096 + 70, -30])
def test_a_copy_with_a_flipped_bit_is_never_called_good(tmp_path: Path, at: int) -> None:
    with new_vault(tmp_path) as vault:
        write(vault, "one", "two")
        unproved = vault.begin_backup()
        flip(unproved._database, at)
        with pytest.raises(BackupError):
            unproved.prove()
        assert list((vault.directory / "backups").iterdir()) == []


@pytest.mark.parametrize("at", [40, 4096 + 70, -30])
def test_a_backup_that_rots_is_not_called_unchanged(tmp_path: Path, at: int) -> None:
    with new_vault(tmp_path) as vault:
        write(vault, "one", "two")
        vault.backup()
        (one,) = kept(vault)
        assert one.is_unchanged()
        flip(one.database, at)
        assert not one.is_unchanged()


def test_an_older_copy_of_the_database_is_not_taken_for_the_present_one(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with place.create() as vault:
        write(vault, "one")
        older = vault.backup(tmp_path / "elsewhere").path
        write(vault, "two")
        unproved = vault.begin_backup()
        shutil.copy(older / place.database.name, unproved._database)
        with pytest.raises(BackupError):
            unproved.prove()


def test_a_copy_that_cannot_be_proved_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with new_vault(tmp_path) as vault:
        write(vault, "one")
        real = backup.copy

        def damaged(database: Database, source: Path, signed: SignedHeader, target: Path) -> int:
            size = real(database, source, signed, target)
            path = next(target.glob("journal-*.db"))
            path.write_bytes(path.read_bytes()[:-4096])
            return size

        monkeypatch.setattr(backup, "copy", damaged)
        with pytest.raises(BackupError):
            vault.backup()
        assert list((vault.directory / "backups").iterdir()) == []


def test_only_this_vaults_key_proves(tmp_path: Path) -> None:
    other = Place(tmp_path / "other")
    (tmp_path / "other").mkdir()
    with new_vault(tmp_path) as vault, other.create() as stranger:
        made = vault.backup()
        assert [one.proof is not None for one in kept(vault)] == [True]
        place = made.path.parent
        assert [one.proof for one in kept(stranger, place)] == [None]
        proof = (made.path / proofs.NAME).read_bytes()
        forged = proof.replace(b'"entry":', b'"entri":').replace(b'"identity":1', b'"identity":2')
        (made.path / proofs.NAME).write_bytes(forged)
        assert [one.proof for one in kept(vault)] == [None]
        (made.path / proofs.NAME).unlink()
        assert [one.proof for one in kept(vault)] == [None]


def test_a_proof_moved_beside_a_later_backup_proves_nothing(tmp_path: Path) -> None:
    with new_vault(tmp_path) as vault:
        made = vault.backup()
        made.path.rename(made.path.with_name("20300101T000000Z"))
        assert [one.proof for one in kept(vault)] == [None]


def make_days(vault: Vault, days: int) -> list[Path]:
    made = []
    for _ in range(days):
        later(vault)
        made.append(vault.backup().path)
    return made


def test_the_eleventh_backup_of_a_day_takes_the_first_away(tmp_path: Path) -> None:
    with new_vault(tmp_path) as vault:
        made = make_days(vault, 11)
        assert rotate(vault) == (made[0],)
        assert [one.path for one in kept(vault)] == made[1:]
        assert rotate(vault) == ()


def test_a_bad_backup_never_pushes_out_a_good_one(tmp_path: Path) -> None:
    with new_vault(tmp_path) as vault:
        made = make_days(vault, 11)
        flip(next(made[-1].glob("journal-*.db")), 4096 + 70)
        assert rotate(vault) == ()
        assert made[0].is_dir()


def test_folders_that_nobody_proved_are_neither_counted_nor_removed(tmp_path: Path) -> None:
    with new_vault(tmp_path) as vault:
        made = make_days(vault, 10)
        stranger = vault.directory / "backups" / "20350101T000000Z"
        stranger.mkdir()
        (stranger / "vault.hdr").write_bytes(b"something else")
        assert rotate(vault) == ()
        assert all(path.is_dir() for path in (*made, stranger))


def test_what_a_kill_left_behind_goes(tmp_path: Path) -> None:
    with new_vault(tmp_path) as vault:
        made = vault.backup().path
        half = made.with_name("20260101T000000Z.tmp")
        half.mkdir()
        (half / "journal-00000000.db").write_bytes(b"half")
        other = made.with_name("notes.tmp")
        other.mkdir()
        backup_store.tidy(made.parent)
        assert sorted(made.parent.iterdir()) == sorted((made, other))


def test_a_second_place_gets_the_same_bytes(tmp_path: Path) -> None:
    with new_vault(tmp_path) as vault:
        write(vault, "one")
        vault.backup()
        (one,) = kept(vault)
        twin = backup_store.duplicate(one, tmp_path / "stick")
        assert backup_store.duplicate(one, tmp_path / "stick") == twin
        (other,) = kept(vault, tmp_path / "stick")
        assert other.proof == one.proof
        assert other.is_unchanged()
        assert oct(twin.stat().st_mode & 0o777) == "0o700"
        assert {oct(file.stat().st_mode & 0o777) for file in twin.iterdir()} == {"0o600"}


def test_a_bad_backup_is_not_carried_to_the_second_place(tmp_path: Path) -> None:
    with new_vault(tmp_path) as vault:
        vault.backup()
        (one,) = kept(vault)
        flip(one.database, 5000)
        with pytest.raises(BackupError):
            backup_store.duplicate(one, tmp_path / "stick")
        assert list((tmp_path / "stick").iterdir()) == []


def test_a_changed_body_is_found_where_the_chain_was_verified_before(tmp_path: Path) -> None:
    with new_vault(tmp_path) as vault:
        (one,) = write(vault, "one")
        vault.verify_chain()
        unproved = vault.begin_backup()
        assert unproved._claim.is_verified
        copy = connection.open_copy(unproved._database, unproved._vmk.data, vault.vault_id)
        copy.execute("UPDATE rev SET body = replace(body, 'one', 'two') WHERE record = ?", (one,))
        copy.close()
        with pytest.raises(BackupError):
            unproved.prove()
        assert vault.begin_backup().prove().revisions == 2
