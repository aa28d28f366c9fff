"""What a proof covers: headers, unsaved text, attachments; and what a clock that goes back does."""

import json
from pathlib import Path

import pytest

from confidant.crypto import strict_base64
from confidant.errors import BackupError
from confidant.records import canonical
from confidant.records.ids import RecordId
from confidant.services import attachments, backups, drafts, restores
from confidant.vault import header_files, proofs
from confidant.vault.header import SignedHeader
from confidant.vault.proofs import ProofKey
from confidant.vault.vault import PassphraseSecret, Vault
from tests.support.vaults import PASSPHRASE, Place, write

MINUTE, DAY = 60_000, 24 * 60 * 60_000
UNSAVED = RecordId(bytes(range(16)))
HEADERS = (header_files.NAME, header_files.COPY_NAME)


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def drafted(vault: Vault, text: str) -> None:
    drafts.save(vault, record=UNSAVED, kind="entry", fields={"as_felt": text})


@pytest.mark.parametrize("at", [3, 40, 200, 300, -20])
def test_a_backup_whose_headers_rotted_is_not_called_good_and_is_mended(
    tmp_path: Path, at: int
) -> None:
    place = Place(tmp_path)
    with place.create() as vault:
        write(vault, "one")
        path = backups.back_up(vault).backup.path
        good = (path / header_files.NAME).read_bytes()
        flip(path / header_files.NAME, at)
        assert backups.is_current(vault)  # its copy opens it
        flip(path / header_files.COPY_NAME, at)
        assert not backups.is_current(vault)
        place.clock.advance(MINUTE)
        done = backups.begin(vault, whole=True, keep=False).run()
        assert done.rotten == 0
        assert [(path / name).read_bytes() for name in HEADERS] == [good, good]
        assert backups.is_current(vault)
    other = tmp_path / "Restored.confidant"
    with restores.open_backup(
        backup=path, directory=other, secret=PassphraseSecret(PASSPHRASE)
    ) as opened:
        assert opened.head.seq == 2


@pytest.mark.parametrize("garbage", [b"", b"garbage\n" * 100])
def test_headers_that_are_garbage_are_mended_too(tmp_path: Path, garbage: bytes) -> None:
    place = Place(tmp_path)
    with place.create() as vault:
        path = backups.back_up(vault).backup.path
        for name in HEADERS:
            (path / name).write_bytes(garbage)
        assert not backups.is_current(vault)
        place.clock.advance(MINUTE)
        backups.begin(vault, whole=True, keep=False).run()
        assert backups.is_current(vault)


def test_a_proof_that_vanished_is_told_once(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with place.create() as vault:
        first = backups.back_up(vault).backup.path
        place.clock.advance(MINUTE)
        second = backups.back_up(vault).backup.path
        (first / proofs.NAME).unlink()
        flip(second / proofs.NAME, 30)
        stranger = place.directory / "backups" / "20200101T000000Z"
        stranger.mkdir()
        assert backups.begin(vault, whole=True, keep=False).run().rotten == 2
        place.clock.advance(MINUTE)
        assert backups.begin(vault, whole=True, keep=False).run().rotten == 0
        assert not backups.is_current(vault)


def test_a_shorter_database_is_told(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with place.create() as vault:
        path = backups.back_up(vault).backup.path
        database = next(path.glob("journal-*.db"))
        database.write_bytes(database.read_bytes()[:-4096])
        place.clock.advance(MINUTE)
        assert backups.begin(vault, whole=True, keep=False).run().rotten == 1


def test_backups_under_an_older_key_are_not_called_rotten(tmp_path: Path) -> None:
    from confidant.services import keys

    place, secret = Place(tmp_path), PassphraseSecret(PASSPHRASE)
    with place.create() as vault:
        path = backups.back_up(vault).backup.path
        before = {one.name: one.read_bytes() for one in path.iterdir()}
        keys.reencrypt(vault, place.clock, present=secret, passphrase=PASSPHRASE)
        place.clock.advance(MINUTE)
        assert backups.begin(vault, whole=True).run().rotten == 0
        assert {one.name: one.read_bytes() for one in path.iterdir()} == before


def test_unsaved_text_is_part_of_what_a_backup_holds(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with place.create() as vault:
        backups.back_up(vault)
        drafted(vault, "half a sentence")
        assert not backups.is_current(vault)
        place.clock.advance(MINUTE)
        path = backups.back_up(vault).backup.path
        assert backups.is_current(vault)
        assert b"half" not in (path / proofs.NAME).read_bytes()
        drafted(vault, "half a sentence more")
        assert not backups.is_current(vault)
        vault.drop_draft(UNSAVED)
        assert backups.is_current(vault)  # the first backup is what the vault is again


def test_a_copy_with_other_unsaved_text_is_not_called_good(tmp_path: Path) -> None:
    from confidant.vault import connection

    with Place(tmp_path).create() as vault:
        drafted(vault, "half a sentence")
        unproved = vault.begin_backup()
        copy = connection.open_copy(unproved._database, unproved._vmk.data, vault.vault_id)
        copy.execute("UPDATE draft SET data = CAST('{}' AS BLOB)")
        copy.close()
        with pytest.raises(BackupError):
            unproved.prove()


def test_a_proof_from_before_unsaved_text_counted_is_still_read(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with place.create() as vault:
        path = backups.back_up(vault).backup.path
        fields = json.loads((path / proofs.NAME).read_bytes())
        assert fields.keys() == proofs._FIELDS
        assert backups.is_current(vault)
        drafted(vault, "something")
        place.clock.advance(MINUTE)
        later = backups.back_up(vault).backup.path
        fields = json.loads((later / proofs.NAME).read_bytes())
        assert fields.keys() == proofs._FIELDS | {"drafts"}
        key = vault.proof_key()
        try:
            del fields["drafts"], fields["mac"]
            fields["mac"] = strict_base64.encode(key._mac(fields))
            (later / proofs.NAME).write_bytes(canonical.encode(fields) + b"\n")
            old = key.decode((later / proofs.NAME).read_bytes())
        finally:
            key.wipe()
        assert old is not None
        assert old.drafts is None
        assert all(one.proof for one in backups.overview(vault).here)
        assert not backups.is_current(vault)


def with_missing_attachment(place: Place, vault: Vault, tmp_path: Path) -> Path:
    """Back a vault up, and then lose one of its attachments; return the good backup."""
    (record,) = write(vault, "one")
    file = tmp_path / "notes.txt"
    file.write_bytes(b"what the board said")
    attachments.attach(vault, place.clock, record=record, files=[file])
    good = backups.back_up(vault).backup.path
    place.clock.advance(MINUTE)
    with vault.transaction():
        vault._parts.database.execute("DELETE FROM blob")
    return good


def test_a_missing_attachment_is_told_and_nothing_is_rotated_away(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with place.create() as vault:
        good = with_missing_attachment(place, vault, tmp_path)
        for whole in (True, False):
            job = backups.begin(vault, whole=whole)
            assert job.run().verdict == "damaged"
            place.clock.advance(MINUTE)
        for _ in range(12):
            write(vault, "later")
            assert backups.back_up(vault).removed == 0
            place.clock.advance(MINUTE)
        assert good.is_dir()


def test_an_attachment_that_only_the_copy_lacks_makes_it_none(tmp_path: Path) -> None:
    from confidant.vault import connection

    place = Place(tmp_path)
    with place.create() as vault:
        (record,) = write(vault, "one")
        file = tmp_path / "notes.txt"
        file.write_bytes(b"what the board said")
        attachments.attach(vault, place.clock, record=record, files=[file])
        unproved = vault.begin_backup()
        copy = connection.open_copy(unproved._database, unproved._vmk.data, vault.vault_id)
        copy.execute("DELETE FROM blob")
        copy.close()
        with pytest.raises(BackupError):
            unproved.prove()


def test_a_clock_that_goes_back_a_year_costs_no_new_backup(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with place.create() as vault:
        for _ in range(60):
            write(vault, "a day")
            backups.back_up(vault)
            place.clock.advance(7 * DAY)
        place.clock.advance(-60 * 7 * DAY - 30 * DAY)
        made = []
        for _ in range(4):
            write(vault, "after")
            made.append(backups.back_up(vault).backup.path)
            assert backups.is_current(vault)
            place.clock.advance(MINUTE)
        assert all(path.is_dir() for path in made)
        again = backups.back_up(vault).backup.path  # nothing changed, and still it is there
        assert again.is_dir()


def test_an_older_header_never_takes_the_place_of_a_later_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from confidant.services import keys
    from confidant.vault import backup_headers

    place, secret = Place(tmp_path), PassphraseSecret(PASSPHRASE)
    with place.create() as vault:
        path = backups.back_up(vault).backup.path
        before = vault._parts.signed
        keys.change_passphrase(vault, present=secret, passphrase="five quiet words over a hill")
        present = (place.directory / header_files.NAME).read_bytes()
        # A job that read the vault's header just before it was changed.
        read, answers = backup_headers.present, [before]

        def late(directory: Path, key: ProofKey) -> SignedHeader | None:
            return answers.pop() if answers else read(directory, key)

        monkeypatch.setattr(backup_headers, "present", late)
        key = vault.proof_key()
        done = backup_headers.refresh([path.parent], place.directory, key)
        assert (done.changed, done.left, answers) == (1, 0, [])
        assert [(path / name).read_bytes() for name in HEADERS] == [present, present]
