"""Unsaved text and attachments in a real vault."""

from pathlib import Path

import pytest

from confidant.crypto import strict_base64
from confidant.errors import (
    AttachmentMissingError,
    AttachmentTooLargeError,
)
from confidant.records.body import Attachment
from confidant.records.ids import RecordId
from tests.support.vaults import NOON, Place, entry, new_vault

ZEROS = strict_base64.encode(bytes(32))
TAG = strict_base64.encode(bytes(64))


def attachment(data_hash: bytes, size: int) -> Attachment:
    return Attachment(
        sha256=strict_base64.encode(data_hash), name="a.txt", media="text/plain", size=size
    )


def test_an_attachment_goes_with_the_last_revision_that_names_it(tmp_path: Path) -> None:
    with new_vault(tmp_path) as vault:
        with vault.transaction() as transaction:
            shared = transaction.put_attachment(b"shared")
            assert transaction.put_attachment(b"shared") == shared
            lone = transaction.put_attachment(b"lone")
            both = (attachment(shared, 6), attachment(lone, 4))
            one = transaction.create(entry().with_changes(attachments=both)).record
            two = transaction.create(entry().with_changes(attachments=both[:1])).record
            # A later revision without them: the first one still names both.
            transaction.revise(one, entry("without"))
        assert vault.attachment(lone) == b"lone"
        with vault.transaction() as transaction:
            assert transaction.erase([one]).attachments == 1
        with pytest.raises(AttachmentMissingError):
            vault.attachment(lone)
        assert vault.attachment(shared) == b"shared"
        with vault.transaction() as transaction:
            assert transaction.erase([two]).attachments == 1
        vault.full_check()


def test_an_attachment_that_nothing_names_goes_with_the_transaction(tmp_path: Path) -> None:
    with Place(tmp_path).create() as vault:
        with vault.transaction() as transaction:
            named = transaction.put_attachment(b"named")
            lone = transaction.put_attachment(b"lone")
            body = entry().with_changes(attachments=(attachment(named, 5),))
            record = transaction.create(body).record
        assert vault.attachment(named) == b"named"
        with pytest.raises(AttachmentMissingError):
            vault.attachment(lone)
        with vault.transaction() as transaction:
            transaction.revise(record, entry())
            transaction.put_attachment(b"named")
        assert vault.attachment(named) == b"named"  # the first revision names it


def test_no_revision_names_an_attachment_that_is_not_here(tmp_path: Path) -> None:
    elsewhere = attachment(bytes(32), 4)
    with Place(tmp_path).create() as vault:
        with vault.transaction() as transaction:
            record = transaction.create(entry()).record
        with pytest.raises(AttachmentMissingError), vault.transaction() as transaction:
            transaction.create(entry().with_changes(attachments=(elsewhere,)))
        with pytest.raises(AttachmentMissingError), vault.transaction() as transaction:
            transaction.revise(record, entry().with_changes(attachments=(elsewhere,)))
        assert len(vault.revisions(record)) == 1
        with vault.transaction() as transaction:
            here = attachment(transaction.put_attachment(b"here"), 4)
            transaction.revise(record, entry().with_changes(attachments=(here,)))
        vault.full_check()
        vault._parts.database.execute("DELETE FROM blob")
        with pytest.raises(AttachmentMissingError):
            vault.full_check()


def test_an_attachment_of_a_draft_goes_with_the_draft(tmp_path: Path) -> None:
    with new_vault(tmp_path) as vault:
        record = RecordId(b"\x01" * 16)
        with vault.transaction() as transaction:
            sha256 = transaction.put_attachment(b"data")
            name = strict_base64.encode(sha256)
            draft = f'{{"attachments":[{{"sha256":"{name}"}}],"kind":"entry"}}'.encode()
            transaction.save_draft(record, "entry", 0, draft)
        assert vault.attachment(sha256) == b"data"
        assert vault.drop_draft(record)
        with pytest.raises(AttachmentMissingError):
            vault.attachment(sha256)
        assert not vault.drop_draft(record)


def test_a_file_over_25_mib_is_refused(tmp_path: Path) -> None:
    with new_vault(tmp_path) as vault, vault.transaction() as transaction:
        transaction.put_attachment(bytes(26_214_400))
        with pytest.raises(AttachmentTooLargeError):
            transaction.put_attachment(bytes(26_214_401))


def test_the_latest_draft_is_kept_per_record(tmp_path: Path) -> None:
    place = Place(tmp_path)
    one, two = RecordId(b"\x01" * 16), RecordId(b"\x02" * 16)
    with place.create() as vault:
        vault.save_draft(one, "entry", 0, b"first")
        place.clock.advance(1000)
        vault.save_draft(two, "share", 0, b"composer")
        place.clock.advance(1000)
        vault.save_draft(one, "entry", 3, b"second")
    with place.open() as vault:
        found = vault.draft(one)
        assert found is not None
        assert (found.kind, found.base_rev, found.data) == ("entry", 3, b"second")
        assert found.changed_ms == NOON + 2000
        assert [draft.record for draft in vault.drafts()] == [one, two]
        assert "second" not in repr(found)
