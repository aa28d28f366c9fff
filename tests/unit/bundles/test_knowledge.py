"""What the vault knows, asked."""

from confidant.bundles.knowledge import KnownRecord, OwnIdentity
from confidant.crypto.pairing import IdentityKeys
from tests.support.bundle_vectors import card_of, keys_of
from tests.support.exchange import LEADER, MENTOR, leader, mentor, mine, record_id

SENT, LOCAL, THEIRS = record_id("sent"), record_id("local"), record_id("theirs")


def test_a_contact_has_what_was_sent_to_them_or_came_from_them() -> None:
    known = leader(
        records={**mine([SENT]), **mine([LOCAL], sent=False), THEIRS: KnownRecord("turn", MENTOR)}
    )
    assert known.has(MENTOR, SENT) == KnownRecord("entry", sent_to=frozenset({MENTOR}))
    assert known.has(MENTOR, THEIRS) == KnownRecord("turn", author=MENTOR)
    assert known.has(MENTOR, LOCAL) is None
    assert known.has(MENTOR, record_id("unknown")) is None
    assert known.has(LEADER, SENT) is None


def test_a_contact_is_found_by_its_record() -> None:
    known = mentor().contact(LEADER)
    assert known is not None
    assert known.card == card_of("leader")
    assert mentor().contact(MENTOR) is None


def test_the_identity_that_is_not_retired_seals() -> None:
    old, new = OwnIdentity(keys_of("other"), retired=True), OwnIdentity(keys_of("leader"))
    known = type(leader())(own=(old, new))
    assert known.identity() is new


def test_wiped_knowledge_holds_no_secret_key() -> None:
    keys = IdentityKeys.from_seed(b"s" * 32)
    type(leader())(own=(OwnIdentity(keys),)).wipe()
    assert not any(keys.auth_secret)
    assert not any(keys.age_seed)
