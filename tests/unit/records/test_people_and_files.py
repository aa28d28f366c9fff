"""Contacts, identities, what was sent and what came, and answering a response."""

import base64

import pytest

from confidant.errors import InvalidValueError, TransitionError
from confidant.records import edit, ids, record
from confidant.records.contact import CardHeld, Contact, Identity
from confidant.records.disclosure import (
    TRANSITIONS,
    Commitment,
    Dispatch,
    Receipt,
    ReceivedItem,
    SentItem,
)
from confidant.records.response import About, Response, answer_to

AT = 1_795_000_000_000
ONE = ids.to_b64(b"\x01" * 16)
TWO = ids.to_b64(b"\x02" * 16)
HASH = "A" * 43
TAG = "A" * 86


def card_id(number: int) -> str:
    return base64.b64encode(bytes([number]) * 32).decode().rstrip("=")


def contact(**changes: object) -> Contact:
    card = CardHeld(card="card 1", card_id=card_id(1), first_seen=1)
    made = Contact(petname="Ada", role="my_mentor", state="unverified", cards=(card,))
    return made.with_changes(**changes)


def test_verifying_keeps_when_and_how() -> None:
    verified = contact().verify(AT, "phone")
    assert verified.state == "verified"
    assert verified.current_card.verified_at == AT
    assert verified.current_card.channel == "phone"
    assert record.check(verified)


def test_a_new_card_retires_the_old_one_and_asks_to_verify_again() -> None:
    changed = contact().verify(AT).change_card("card 2", card_id(2), AT + 1)
    assert changed.state == "changed"
    old, new = changed.cards
    assert (old.card_id, old.retired_at, old.verified_at) == (card_id(1), AT + 1, AT)
    assert changed.current_card is new
    assert (new.card, new.first_seen, new.verified_at) == ("card 2", AT + 1, None)
    assert record.check(changed)
    again = changed.verify(AT + 2)
    assert (again.state, again.cards[0].verified_at) == ("verified", AT)


@pytest.mark.parametrize("number", [1, 2])
def test_a_card_is_held_once(number: int) -> None:
    changed = contact().change_card("card 2", card_id(2), AT)
    with pytest.raises(InvalidValueError) as caught:
        changed.change_card("again", card_id(number), AT)
    assert caught.value.params == {"field": "cards", "hint": "differ"}


def test_no_more_cards_than_a_body_holds() -> None:
    full = contact()
    for number in range(2, 41):
        full = full.change_card("card", card_id(number), AT)
    with pytest.raises(InvalidValueError):
        full.change_card("card", card_id(41), AT)


def test_editing_verifies_nobody() -> None:
    assert edit.with_fields(contact(), {"note": "Calls on Mondays"}).note == "Calls on Mondays"
    with pytest.raises(InvalidValueError) as caught:
        edit.with_fields(contact(), {"state": "verified"})
    assert caught.value.params == {"field": "state", "hint": "fixed"}


def test_an_identity_retires_and_keeps_its_seed() -> None:
    identity = Identity(name="Ada", created=1, seed=HASH)
    retired = identity.retire(AT)
    assert (retired.retired_at, retired.seed) == (AT, HASH)
    assert record.check(retired)
    with pytest.raises(InvalidValueError):
        edit.with_fields(identity, {"seed": "B" * 42 + "A"})


def dispatch() -> Dispatch:
    made = [
        Commitment(record=target, rev=1, sha256=HASH, nonce=HASH, value='{"p":1}')
        for target in (ONE, TWO)
    ]
    return Dispatch(
        bundle=ONE,
        contact=TWO,
        recipient=HASH,
        sequence=1,
        tag=TAG,
        sealed_at=AT,
        reply_to=TWO,
        note="For you",
        respond_by="2027-01-01",
        items=(SentItem(record=ONE, rev=1, sha256=HASH, kind="entry", fields=("genre",)),),
        commitments=tuple(made),
        reason="Board",
        authority="Chair",
    )


def receipt() -> Receipt:
    return Receipt(
        bundle=ONE,
        contact=TWO,
        sender=HASH,
        sequence=1,
        tag=TAG,
        opened_at=AT,
        reply_to=TWO,
        note="For you",
        respond_by="2027-01-01",
        items=(ReceivedItem(record=ONE, rev=1),),
        state="new",
    )


def test_cutting_leaves_what_the_ledger_needs() -> None:
    required = {"kind", "bundle", "contact", "sequence", "tag", "items"}
    cut = dispatch().cut()
    assert set(record.to_plain(cut)) == required | {"recipient", "sealed_at"}
    assert record.check(cut)
    assert set(record.to_plain(receipt().cut())) == required | {"sender", "opened_at", "state"}
    assert record.check(receipt().cut())


def test_an_erased_record_takes_its_openings_along() -> None:
    left = dispatch().without_commitments(b"\x01" * 16)
    assert [made.record for made in left.commitments or ()] == [TWO]
    assert left.without_commitments(b"\x02" * 16).commitments is None
    assert left.without_commitments(b"\x02" * 16).without_commitments(b"\x02" * 16).items


def test_the_inbox_moves_along_its_table() -> None:
    assert receipt().mark("read").mark("done").mark("read").mark("new").state == "new"
    assert receipt().mark("new") == receipt()
    with pytest.raises(TransitionError) as caught:
        receipt().mark("done").mark("new")
    assert caught.value.params == {"current": "done", "wanted": "new"}
    assert set(TRANSITIONS) == {"new", "read", "done"}


@pytest.mark.parametrize("body", [dispatch(), receipt()], ids=["dispatch", "receipt"])
def test_the_ledger_is_not_edited(body: record.Body) -> None:
    for name in body.fixed:
        with pytest.raises(InvalidValueError) as caught:
            body.check_change(body.with_changes(**{name: "other"}))
        assert caught.value.params == {"field": name, "hint": "fixed"}
    assert set(body.__struct_fields__) - body.fixed <= {"state"}


def test_an_answer_names_the_response_and_its_revision() -> None:
    answer = answer_to(b"\x01" * 16, 3, "declined", "Not\r\nnow")
    assert answer.about == About(target=ONE, rev=3)
    assert (answer.outcome, answer.text) == ("declined", "Not\nnow")
    assert record.check(answer)
    with pytest.raises(InvalidValueError):
        answer_to(b"\x01" * 16, 3, "answered", " ")


def test_general_advice_is_about_nothing() -> None:
    assert record.check(Response(form="advise", text="Sleep on it"))
