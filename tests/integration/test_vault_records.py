"""Records in a real vault: revisions, seals, erasing, authors, drafts, attachments."""

import contextlib
from pathlib import Path

import pytest

from confidant.crypto import strict_base64
from confidant.errors import (
    AlreadySealedError,
    AmbiguousIdError,
    BugError,
    IdError,
    ManifestSchemaError,
    NotErasableError,
    RecordErasedError,
    RecordNotFoundError,
    RevisionNotFoundError,
    SealedFieldError,
    VaultLockedError,
    WrongKindError,
)
from confidant.records import ids
from confidant.records.body import Link
from confidant.records.contact import CardHeld, Contact
from confidant.records.decision import Decision
from confidant.records.decision_parts import Verdict
from confidant.records.disclosure import Commitment, Dispatch, Receipt, ReceivedItem, SentItem
from confidant.records.doubt import Doubt
from confidant.records.entry import Entry
from confidant.records.forecast import Forecast
from confidant.records.ids import RecordId
from confidant.vault.vault import MINE, RowQuery, Vault
from tests.support.vaults import NOON, Place, entry, new_vault, write

ZEROS = strict_base64.encode(bytes(32))
TAG = strict_base64.encode(bytes(64))


def contact(petname: str = "Helena") -> Contact:
    card = CardHeld(card="card", card_id=ZEROS, first_seen=NOON)
    return Contact(petname=petname, role="my_mentor", state="verified", cards=(card,))


def receipt(sender: RecordId, *records: RecordId) -> Receipt:
    return Receipt(
        bundle=ids.to_b64(bytes(16)),
        contact=ids.to_b64(sender),
        sender=ZEROS,
        sequence=1,
        tag=TAG,
        opened_at=NOON,
        items=tuple(ReceivedItem(record=ids.to_b64(record), rev=1) for record in records),
        state="new",
    )


def names(vault: Vault) -> list[str]:
    return [row.title for row in vault.rows(RowQuery())]


def test_a_new_vault_holds_the_identity_and_nothing_else(tmp_path: Path) -> None:
    with new_vault(tmp_path, name="Ann Leader") as vault:
        ((record, found),) = vault.bodies("identity")
        assert (found.rev, found.seq, vault.head.seq) == (1, 1, 1)
        assert vault.rows(RowQuery()) == []
        assert vault.row(record).title == "Ann Leader"
        assert vault.name == "Journal"


def test_revisions_are_numbered_and_all_of_them_can_be_read(tmp_path: Path) -> None:
    with new_vault(tmp_path) as vault:
        (record,) = write(vault, "one")
        with vault.transaction() as transaction:
            added = transaction.revise(record, entry("two"))
        assert added is not None
        assert added.rev == 2
        assert [r.body for r in vault.revisions(record)] == [entry("one"), entry("two")]
        assert vault.current(record).body == entry("two")
        assert vault.revision(record, 1).body == entry("one")
        with pytest.raises(RevisionNotFoundError):
            vault.revision(record, 3)
        vault.full_check()


def test_an_equal_body_makes_no_revision(tmp_path: Path) -> None:
    with new_vault(tmp_path) as vault:
        (record,) = write(vault, "same")
        before = vault.head
        with vault.transaction() as transaction:
            assert transaction.revise(record, entry("same")) is None
            assert not transaction.changes
        assert vault.head == before


def test_a_transaction_that_raises_leaves_nothing(tmp_path: Path) -> None:
    with new_vault(tmp_path) as vault:
        before = vault.head
        with contextlib.suppress(ZeroDivisionError), vault.transaction() as transaction:
            transaction.create(entry("lost"))
            assert names(vault) == ["lost"]
            raise ZeroDivisionError
        assert vault.head == before
        assert names(vault) == []
        write(vault, "kept")
        assert names(vault) == ["kept"]
        vault.full_check()


def test_what_a_transaction_has_written_is_read_inside_it(tmp_path: Path) -> None:
    with new_vault(tmp_path) as vault, vault.transaction() as transaction:
        created = transaction.create(entry("inside"))
        assert vault.current(created.record).body == entry("inside")
        assert vault.search("inside").hits[0].row.id == created.record
        assert transaction.changes.records == {created.record}


def test_a_body_that_breaks_a_rule_is_not_written(tmp_path: Path) -> None:
    with new_vault(tmp_path) as vault:
        wrong = Forecast(question="q", shape="binary", resolve_by="2027-01-01")
        with pytest.raises(ManifestSchemaError), vault.transaction() as transaction:
            transaction.create(wrong)
        assert vault.head.seq == 1


def test_a_received_body_may_lack_what_its_author_withholds(tmp_path: Path) -> None:
    with new_vault(tmp_path) as vault:
        blind = Forecast(question="q", shape="binary", resolve_by="2027-01-01")
        with vault.transaction() as transaction:
            made = transaction.create(blind, withheld=frozenset({"p"}))
        assert vault.current(made.record).body == blind
        vault.rebuild()
        vault.full_check()


def test_a_record_keeps_its_kind_and_is_created_once(tmp_path: Path) -> None:
    with new_vault(tmp_path) as vault:
        (record,) = write(vault, "one")
        doubt = Doubt(statement="s", state="open")
        with pytest.raises(WrongKindError), vault.transaction() as transaction:
            transaction.revise(record, doubt)
        with pytest.raises(BugError), vault.transaction() as transaction:
            transaction.create(entry(), record=record)


def test_a_sealed_decision_refuses_change_and_takes_amendments(tmp_path: Path) -> None:
    decided = Decision(
        title="Larch",
        status="decided",
        problem="Sell or keep.",
        verdict=Verdict(option="Sell", because="Cash.", at=NOON),
    )
    with new_vault(tmp_path) as vault:
        with vault.transaction() as transaction:
            record = transaction.create(decided).record
            seal = transaction.seal(record)
        assert (seal.sealed_seq, seal.sealed_rev) == (2, 1)
        assert vault.seal_of(record) == seal
        assert vault.row(record).sealed
        with pytest.raises(SealedFieldError), vault.transaction() as transaction:
            transaction.revise(record, decided.with_changes(problem="Another one."))
        with pytest.raises(SealedFieldError), vault.transaction() as transaction:
            transaction.revise(record, decided.with_changes(problem=None))
        with pytest.raises(AlreadySealedError), vault.transaction() as transaction:
            transaction.seal(record)
        with vault.transaction() as transaction:
            changed = transaction.revise(record, decided.with_changes(review_on=("2027-01-01",)))
        assert changed is not None
        assert changed.rev == 3
        assert vault.row(record).sealed
        vault.full_check()


def test_erasing_leaves_hashes_and_the_chain_verifies(tmp_path: Path) -> None:
    with new_vault(tmp_path) as vault:
        kept, gone = write(vault, "kept walnut", "gone walnut")
        with vault.transaction() as transaction:
            transaction.revise(gone, entry("gone again walnut"))
            transaction.save_draft(gone, "entry", 2, b"{}")
        with vault.transaction() as transaction:
            erased = transaction.erase([gone])
        assert (erased.records, erased.revisions) == (1, 2)
        assert [hit.row.id for hit in vault.search("walnut").hits] == [kept]
        assert vault.draft(gone) is None
        assert vault.exists(gone)
        assert all(revision.erased for revision in vault.revisions(gone))
        for read in (vault.current, vault.row):
            with pytest.raises(RecordErasedError):
                read(gone)
        with pytest.raises(RecordErasedError), vault.transaction() as transaction:
            transaction.erase([gone])
        with pytest.raises(RecordErasedError):
            vault.revision(gone, 1)
        vault.full_check()


def test_what_was_received_stays_while_its_contact_exists(tmp_path: Path) -> None:
    with new_vault(tmp_path) as vault:
        with vault.transaction() as transaction:
            helena = transaction.create(contact()).record
            got = transaction.create(receipt(helena, RecordId(b"\x08" * 16))).record
        with pytest.raises(NotErasableError), vault.transaction() as transaction:
            transaction.erase([got])
        with vault.transaction() as transaction:
            transaction.erase([helena, got])
        assert list(vault.bodies("receipt")) == []


def test_a_dispatch_is_cut_down_by_a_new_revision(tmp_path: Path) -> None:
    with new_vault(tmp_path) as vault:
        (shared,) = write(vault, "shared")
        record = ids.to_b64(shared)
        value = Commitment(record=record, rev=1, sha256=ZEROS, nonce=ZEROS, value='{"p":1}')
        item = SentItem(record=record, rev=1, sha256=ZEROS, kind="entry", fields=("day",))
        with vault.transaction() as transaction:
            helena = transaction.create(contact()).record
            sent = Dispatch(
                bundle=ids.to_b64(bytes(16)),
                contact=ids.to_b64(helena),
                recipient=ZEROS,
                sequence=1,
                tag=TAG,
                sealed_at=NOON,
                items=(item,),
                commitments=(value,),
            )
            dispatch = transaction.create(sent).record
        with vault.transaction() as transaction:
            transaction.revise(dispatch, sent.with_changes(commitments=None))
            assert transaction.erase_older(dispatch) == 1
            assert transaction.erase_older(dispatch) == 0
        first, second = vault.revisions(dispatch)
        assert first.erased
        assert second.body == sent.with_changes(commitments=None)
        assert vault.current(dispatch) == second
        vault.full_check()


def test_the_author_is_the_contact_of_the_first_receipt_that_lists_it(tmp_path: Path) -> None:
    with new_vault(tmp_path) as vault:
        foreign = RecordId(b"\x07" * 16)
        with vault.transaction() as transaction:
            helena = transaction.create(contact("Helena")).record
            marcus = transaction.create(contact("Marcus")).record
            transaction.create(entry("foreign text"), record=foreign)
            got = transaction.create(receipt(helena, foreign)).record
            transaction.create(receipt(marcus, foreign))
        (mine,) = write(vault, "my text")
        assert vault.author(foreign) == helena
        assert vault.author(mine) is None
        assert vault.row(foreign).author == helena
        assert [row.id for row in vault.rows(RowQuery(author=helena))] == [foreign]
        assert [row.id for row in vault.rows(RowQuery(author=MINE))] == [mine]
        assert [hit.row.id for hit in vault.search("text", author=helena).hits] == [foreign]
        assert [hit.row.id for hit in vault.search("text", author=MINE).hits] == [mine]
        with vault.transaction() as transaction:
            transaction.revise(got, receipt(helena, foreign).with_changes(state="read"))
        assert vault.author(foreign) == helena
        with vault.transaction() as transaction:
            transaction.erase([helena, got])
        assert vault.author(foreign) == marcus
        assert vault.row(foreign).author == marcus
        vault.full_check()


def test_an_id_is_found_by_any_unique_beginning(tmp_path: Path) -> None:
    with new_vault(tmp_path) as vault:
        with vault.transaction() as transaction:
            for record in (bytes(15) + b"\x01", bytes(15) + b"\x02", b"\xff" * 16):
                transaction.create(entry(), record=RecordId(record))
        assert vault.find_prefix("zzzz") == b"\xff" * 16
        assert vault.find_prefix(ids.to_c32(bytes(15) + b"\x02")) == bytes(15) + b"\x02"
        with pytest.raises(AmbiguousIdError) as caught:
            vault.find_prefix("0000")
        assert str(caught.value.params["candidates"]).count(",") == 1
        with pytest.raises(RecordNotFoundError):
            vault.find_prefix("1234")
        with pytest.raises(IdError):
            vault.find_prefix("12")


def test_an_unknown_record_is_not_found(tmp_path: Path) -> None:
    with new_vault(tmp_path) as vault:
        nobody = RecordId(bytes(16))
        for read in (vault.current, vault.revisions, vault.row):
            with pytest.raises(RecordNotFoundError):
                read(nobody)
        assert not vault.exists(nobody)
        for verb in ("seal", "erase_older"):
            with pytest.raises(RecordNotFoundError), vault.transaction() as transaction:
                getattr(transaction, verb)(nobody)


def test_backlinks_name_the_relation_or_the_field(tmp_path: Path) -> None:
    with new_vault(tmp_path) as vault:
        (target,) = write(vault, "target")
        name = ids.to_b64(target)
        linked = entry("a").with_changes(links=(Link(relation="became", target=name),))
        forecast = Forecast(
            question="q", shape="binary", p=5000, resolve_by="2027-01-01", decision=name
        )
        with vault.transaction() as transaction:
            one = transaction.create(linked).record
            two = transaction.create(forecast).record
        assert vault.linked(target) == [(one, "became"), (two, "decision")]
        with vault.transaction() as transaction:
            transaction.revise(one, entry("no link any more"))
        assert vault.linked(target) == [(two, "decision")]


def test_a_locked_vault_answers_nothing(tmp_path: Path) -> None:
    place = Place(tmp_path)
    vault = place.create()
    vault.close()
    vault.close()
    assert vault.closed
    with pytest.raises(VaultLockedError):
        vault.rows(RowQuery())
    with pytest.raises(VaultLockedError), vault.transaction():
        pass


def test_a_transaction_inside_another_is_our_mistake(tmp_path: Path) -> None:
    with new_vault(tmp_path) as vault:
        with vault.transaction(), pytest.raises(BugError), vault.transaction():
            pass
        assert vault.head.seq == 1


def test_nothing_that_holds_text_shows_it(tmp_path: Path) -> None:
    with new_vault(tmp_path) as vault:
        (record,) = write(vault, "canary")
        with vault.transaction() as transaction:
            shown = [
                transaction.create(Entry(genre="quick", title="canary", tags=("canary",))),
                transaction,
            ]
        shown += [vault, vault.row(record), vault.search("canary"), vault.current(record)]
        assert "canary" not in repr(shown)
