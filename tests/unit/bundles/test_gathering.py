"""What the vault knows, built from identities, contacts, dispatches and receipts."""

from confidant.bundles import card, gathering
from confidant.bundles.knowledge import Knowledge, KnownRecord, SentBundle
from confidant.bundles.mask import Release
from confidant.bundles.preview import Selected
from confidant.crypto import strict_base64
from confidant.records.contact import CardHeld, Contact, Identity
from confidant.records.decision import Decision
from confidant.records.disclosure import Dispatch, Receipt
from confidant.records.entry import Entry
from confidant.records.ids import RecordId
from tests.support import exchange
from tests.support.bundle_vectors import card_of, index, keys_of
from tests.support.exchange import LEADER, MENTOR, leader, mentor, record_id, share

ENTRY = record_id("entry")
DECISION = record_id("decision")
LOCAL = record_id("local")
KINDS = {ENTRY: "entry", DECISION: "decision", LOCAL: "setting"}


def identity(person: str, retired_at: int | None = None) -> Identity:
    seed = bytes.fromhex(index()["identities"][person]["seed"])
    return Identity(name=person, created=1, seed=strict_base64.encode(seed), retired_at=retired_at)


def contact(person: str, *retired: str) -> Contact:
    held = tuple(
        CardHeld(
            card=card.encode(card_of(one)),
            card_id=strict_base64.encode(card_of(one).card_id),
            first_seen=1,
            retired_at=None if one == person else 2,
        )
        for one in (*retired, person)
    )
    return Contact(petname=person, role="peer", state="verified", cards=held)


def exchanged() -> tuple[list[Dispatch], list[Receipt]]:
    dispatches, receipts = [], []
    asked = Decision(status="pending", confidence=6500)
    for sequence in (5, 4):
        sealed = exchange.seal(
            share(
                Selected(ENTRY, 1, Entry(genre="quick", title="t")),
                Selected(DECISION, sequence, asked, Release(blind=True)),
            ),
            leader(),
            sequence,
        )
        dispatches.append(sealed.dispatch(1))
        receipts.append(exchange.read(sealed, mentor()).receipt(1))
    return dispatches, receipts


def of_leader(dispatches: list[Dispatch]) -> Knowledge:
    return gathering.gather(
        identities=[identity("other", retired_at=9), identity("leader")],
        contacts=[(MENTOR, contact("mentor"))],
        dispatches=dispatches,
        receipts=[],
        kinds=KINDS,
    )


def of_mentor(receipts: list[Receipt]) -> Knowledge:
    return gathering.gather(
        identities=[identity("mentor")],
        contacts=[(LEADER, contact("leader", "other"))],
        dispatches=[],
        receipts=receipts,
        kinds=KINDS,
    )


def test_identities_and_contacts() -> None:
    known = of_leader([])
    assert known.identity().keys.card_id == keys_of("leader").card_id
    assert [one.retired for one in known.own] == [True, False]
    held = of_mentor([]).contact(LEADER)
    assert held is not None
    assert (held.card, held.retired, held.state) == (
        card_of("leader"),
        (card_of("other"),),
        "verified",
    )
    assert of_mentor([]).contact(MENTOR) is None


def test_wiped_knowledge_holds_no_secret_key() -> None:
    known = of_leader([])
    known.wipe()
    for one in known.own:
        assert not any(one.keys.auth_secret)
        assert not any(one.keys.age_seed)


def test_what_was_sent_is_known_to_the_sender() -> None:
    dispatches, _ = exchanged()
    known = of_leader(dispatches)
    first = dispatches[0]
    assert known.sent[strict_base64.decode(first.bundle)] == SentBundle(
        MENTOR, strict_base64.decode(first.tag)
    )
    assert known.records[ENTRY] == KnownRecord("entry", sent_to=frozenset({MENTOR}))
    assert known.records[LOCAL] == KnownRecord("setting")
    assert known.has(MENTOR, ENTRY) == known.records[ENTRY]
    assert known.has(MENTOR, LOCAL) is None
    assert known.has(MENTOR, record_id("unknown")) is None
    assert (len(known.records), set(known.records)) == (3, set(KINDS))
    for rev in (4, 5):
        held = known.committed[MENTOR, DECISION, rev]
        assert {one.author for one in held} == {
            keys_of("leader").card_id,
            keys_of("other").card_id,
        }
        assert {one.fields for one in held} == {("confidence",)}
        assert {one.kind for one in held} == {"decision"}


def test_what_was_received_is_known_to_the_reader() -> None:
    _, receipts = exchanged()
    known = of_mentor(receipts)
    assert known.highest == {LEADER: 5}
    assert known.received == {
        (LEADER, RecordId(strict_base64.decode(one.bundle))): strict_base64.decode(one.tag)
        for one in receipts
    }
    assert known.records[DECISION] == KnownRecord("decision", author=LEADER)
    (held,) = known.commitments[LEADER, DECISION, 4]
    assert held.author == keys_of("leader").card_id
    assert held.fields == ("confidence",)
    assert list(known.commitments) == [(LEADER, DECISION, 5), (LEADER, DECISION, 4)]


def test_the_first_receipt_names_the_author() -> None:
    _, receipts = exchanged()
    other = strict_base64.encode(record_id("other"))
    later = receipts[0].with_changes(contact=other)
    assert of_mentor([*receipts, later]).records[ENTRY].author == LEADER
    assert of_mentor([later, *receipts]).records[ENTRY].author == record_id("other")
