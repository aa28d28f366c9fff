"""The same records under a new vault key: nothing lost, nothing left, safe at every step."""

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from confidant.crypto import argon2, recovery_code, strict_base64
from confidant.errors import (
    CancelledError,
    ChainError,
    DatabaseIntegrityError,
    DatabaseKeyError,
    DatabaseMissingError,
    PassphraseError,
    VaultInUseError,
    VaultReadOnlyError,
    VaultRollbackError,
    WrongSecretError,
)
from confidant.vault import connection, copying, header_files, integrity, leftovers
from confidant.vault.connection import open_database
from confidant.vault.database import Database
from confidant.vault.header import parse
from confidant.vault.reencrypting import reencrypt
from confidant.vault.vault import PassphraseSecret, RecoverySecret, RowQuery, Vault
from tests.support.killing import killed_at
from tests.support.vaults import CHEAP, PASSPHRASE, Place, entry, write

NEW = "another quiet harbour at dusk"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """Return a closed vault with entries, an erased one, a draft and an attachment."""
    monkeypatch.setattr(argon2, "MINIMUM_WRITTEN", CHEAP)
    made = Place(tmp_path)
    with made.create() as vault:
        _, second, third = write(vault, "one", "two", "three harbours")
        with vault.transaction() as transaction:
            sha256 = transaction.put_attachment(b"a drawing")
            transaction.erase([second])
            transaction.revise(third, entry("four harbours"))
            names = f'{{"sha256":"{strict_base64.encode(sha256)}"}}'.encode()
            transaction.save_draft(third, "entry", 2, names)
    return made


def told(vault: Vault) -> object:
    """Return everything that a vault says, with what its links cover."""
    records = [row.id for row in vault.rows(RowQuery(limit=1000))]
    history = [vault.revisions(record) for record in records]
    drafts = vault.drafts()
    hits = vault.search("harbours").hits
    return (
        records,
        history,
        [(d.record, d.kind, d.base_rev, d.changed_ms, d.data) for d in drafts],
        [hit.row.id for hit in hits],
        vault.head.seq,
        vault.vault_id,
    )


def files_in(directory: Path) -> list[str]:
    return sorted(path.name for path in directory.iterdir() if path.name != "backups")


def test_everything_is_there_under_another_key_and_the_old_file_is_gone(place: Place) -> None:
    old_file, old_header = place.database, (place.directory / header_files.NAME).read_bytes()
    vmk = PassphraseSecret(PASSPHRASE).unwrap(parse(old_header).header)
    assert vmk is not None
    with place.open() as vault:
        before, link = told(vault), vault.head.link
        done = reencrypt(vault, PassphraseSecret(NEW))
        assert told(vault) == before
        assert vault.head.link != link
        assert vault.header_generation == 2
        assert vault.chain_verified
        write(vault, "and on it goes")
        vault.full_check()
    assert done.revisions == 6
    assert not old_file.exists()
    assert files_in(place.directory) == [place.database.name, "vault.hdr", "vault.hdr.copy"]
    with pytest.raises(DatabaseKeyError):
        open_database(place.database, vmk, parse(old_header).header.vault_id)
    with place.open(PassphraseSecret(NEW)) as vault:
        assert vault.count(RowQuery()) == 3
        assert vault.verify_chain().seq == 7
    with place.open(RecoverySecret(done.recovery_code)) as vault:
        vault.full_check()
    for gone in (PassphraseSecret(PASSPHRASE), RecoverySecret(place.recovery_code)):
        with pytest.raises(WrongSecretError):
            place.open(gone)


def test_the_attachment_travels_along(place: Place) -> None:
    with place.open() as vault:
        reencrypt(vault, PassphraseSecret(PASSPHRASE))
        assert vault.attachment(hashlib.sha256(b"a drawing").digest()) == b"a drawing"


def test_the_old_header_put_back_finds_no_database(place: Place) -> None:
    old = (place.directory / header_files.NAME).read_bytes()
    with place.open() as vault:
        reencrypt(vault, PassphraseSecret(NEW))
    for name in (header_files.NAME, header_files.COPY_NAME):
        (place.directory / name).write_bytes(old)
    files = files_in(place.directory)
    with pytest.raises(DatabaseMissingError):
        place.open()
    assert files_in(place.directory) == files


def test_what_this_computer_remembers_belongs_to_the_new_key(place: Place) -> None:
    with place.open() as vault:
        reencrypt(vault, PassphraseSecret(NEW))
        keep = place.directory.parent / "keep"
    place.snapshot(keep)
    with place.open(PassphraseSecret(NEW)) as vault:
        write(vault, "later")
    place.put_back(keep)
    with pytest.raises(VaultRollbackError):
        place.open(PassphraseSecret(NEW))


def test_a_watch_over_the_old_chain_ends_quietly(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(integrity, "SLICE_S", 0.0)
    with place.open() as vault:
        write(vault, *(f"number {number}" for number in range(40)))
        slices = vault.verify_chain_slices()
        next(slices)
        reencrypt(vault, PassphraseSecret(PASSPHRASE))
        assert list(slices) == []
        assert not vault.read_only
        write(vault, "goes on")


@pytest.mark.parametrize("after", [0, 1, 2, 3, 5])
def test_stopping_leaves_the_vault_as_it_was(place: Place, after: int) -> None:
    calls = 0

    def progress(done: int, total: int) -> None:
        nonlocal calls
        assert 0 <= done <= total
        calls += 1
        if calls > after:
            raise CancelledError

    with place.open() as vault:
        write(vault, *(f"number {number}" for number in range(1200)))
        before, files = told(vault), files_in(place.directory)
        with pytest.raises(CancelledError):
            reencrypt(vault, PassphraseSecret(NEW), progress=progress)
        assert told(vault) == before
        assert files_in(place.directory) == files
        write(vault, "goes on")
    with place.open() as vault:
        vault.full_check()


def test_a_chain_that_does_not_hold_is_not_copied_into_one_that_does(place: Place) -> None:
    with place.open() as vault:
        database = vault.for_rekeying().database
        database.execute("UPDATE rev SET ts = ts + 1 WHERE seq = 3")
        with pytest.raises(ChainError) as caught:
            reencrypt(vault, PassphraseSecret(NEW))
        assert caught.value.params["seq"] == 3
        database.execute("UPDATE rev SET ts = ts - 1 WHERE seq = 3")
        assert leftovers.sweep(place.directory, place.database.name) == 0
    with place.open() as vault:
        vault.full_check()


def test_a_body_that_was_changed_is_found_before_anything_is_replaced(place: Place) -> None:
    with place.open() as vault:
        database = vault.for_rekeying().database
        (body,) = database.rows("SELECT body FROM rev WHERE seq = 2")[0]
        changed = body.replace(b'"one"', b'"two"')
        assert changed != body
        database.execute("UPDATE rev SET body = ? WHERE seq = 2", (changed,))
        with pytest.raises(DatabaseIntegrityError):
            reencrypt(vault, PassphraseSecret(NEW))
        assert vault.header_generation == 1
    assert len(files_in(place.directory)) == 3


def test_a_copy_that_lacks_something_is_not_used(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "_COPIED", copying._COPIED[:1])
    with place.open() as vault:
        with pytest.raises(DatabaseIntegrityError):
            reencrypt(vault, PassphraseSecret(NEW))
        assert len(vault.drafts()) == 1


def test_what_cannot_be_reencrypted_is_refused(place: Place) -> None:
    with place.open() as vault, pytest.raises(PassphraseError):
        reencrypt(vault, PassphraseSecret(""))
    with place.open(read_only=True) as vault, pytest.raises(VaultReadOnlyError):
        reencrypt(vault, PassphraseSecret(NEW))
    assert len(files_in(place.directory)) == 3


def test_older_backups_are_counted_and_keep_their_key(place: Place) -> None:
    with place.open() as vault:
        backup = vault.backup().path
        held = (backup / header_files.NAME).read_bytes()
        assert reencrypt(vault, PassphraseSecret(NEW)).older_backups == 1
    assert (backup / header_files.NAME).read_bytes() == held
    restored = Place(place.directory.parent, "Restored")
    shutil.copytree(backup, restored.directory)
    with restored.open() as vault:
        vault.full_check()


def test_a_kill_at_any_step_leaves_the_old_vault_or_the_new_one(
    place: Place, tmp_path: Path
) -> None:
    keep, state = tmp_path / "keep", tmp_path / "state-kept"
    with place.open() as vault:
        before = told(vault)
    place.snapshot(keep)
    shutil.copytree(place.state, state)
    given = bytes([7] * 16)

    def work(arm: Callable[[], None]) -> None:
        with place.open() as vault:
            arm()
            reencrypt(vault, PassphraseSecret(NEW), given=given)

    def opened(secret: PassphraseSecret | RecoverySecret) -> bool:
        try:
            with place.open(secret) as vault:
                assert told(vault) == before
                vault.full_check()
        except WrongSecretError:
            return False
        return True

    step, seen = 1, set()
    while killed_at(step, tmp_path, work):
        with place.open(_either(place), read_only=True) as vault:
            assert told(vault) == before
        works = (opened(PassphraseSecret(PASSPHRASE)), opened(PassphraseSecret(NEW)))
        codes = (
            opened(RecoverySecret(place.recovery_code)),
            opened(RecoverySecret(recovery_code.encode(given))),
        )
        assert works == codes
        assert sum(works) == 1, f"step {step}"
        assert files_in(place.directory) == [place.database.name, "vault.hdr", "vault.hdr.copy"]
        seen.add(works)
        place.put_back(keep)
        shutil.rmtree(place.state)
        shutil.copytree(state, place.state)
        step += 1
    assert step > 12
    assert seen == {(True, False), (False, True)}


def _either(place: Place) -> PassphraseSecret:
    header = parse((place.directory / header_files.NAME).read_bytes()).header
    old = PassphraseSecret(PASSPHRASE)
    return old if old.unwrap(header) is not None else PassphraseSecret(NEW)


def test_somebody_elses_unfinished_work_is_left_alone(place: Place) -> None:
    with place.open():
        unfinished = place.directory / leftovers.name_under_way(
            "journal-0a0a0a0a.db", place.database.name
        )
        unfinished.write_bytes(b"being filled")
        with pytest.raises(VaultInUseError):
            place.open()
        assert unfinished.exists()
    with place.open():
        assert not unfinished.exists()


def test_a_database_that_a_header_once_named_is_never_swept(place: Place) -> None:
    named = place.database.name
    stranger = place.directory / "journal-0b0b0b0b.db"
    stranger.write_bytes(b"perhaps the newer one")
    lookalike = place.directory / "journal-0b0b0b0b.db.after-lunch"
    lookalike.write_bytes(b"a copy of somebody's")
    leftovers.sweep(place.directory, named)
    assert stranger.exists()
    assert lookalike.exists()


def test_a_database_that_cannot_be_opened_again_locks_the_vault_and_is_there_next_time(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = connection.open_database
    opened = 0

    def open_once(path: Path, vmk: bytes, vault_id: bytes) -> Database:
        nonlocal opened
        opened += 1
        if opened > 1:
            raise VaultInUseError
        return really(path, vmk, vault_id)

    with place.open() as vault:
        monkeypatch.setattr(connection, "open_database", open_once)
        with pytest.raises(VaultInUseError):
            reencrypt(vault, PassphraseSecret(NEW))
        assert vault.closed
        monkeypatch.undo()
    with place.open(PassphraseSecret(NEW)) as vault:
        vault.full_check()
