"""Identity cards against the golden vectors, and against every one-character change."""

import hashlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from confidant import errors
from confidant.bundles import card
from confidant.bundles.archive import Auth, auth_block, read_auth
from confidant.bundles.card import Card
from confidant.bundles.limits import PLAIN_MINIMUM
from confidant.crypto import pairing, strict_base64
from confidant.crypto.pairing import IdentityKeys
from tests.support.golden import golden

VECTORS = golden("cards.json")
PEOPLE = {one["who"]: one for one in VECTORS["identities"]}
CARDS = {person: one["card"] for person, one in PEOPLE.items()}


def named(case: dict[str, Any]) -> str:
    return str(case["name"])


def card_of(person: str) -> Card:
    return card.read(CARDS[person].encode())


@pytest.mark.parametrize("person", sorted(PEOPLE))
def test_a_seed_gives_its_card(person: str) -> None:
    vector = PEOPLE[person]
    keys = IdentityKeys.from_seed(bytes.fromhex(vector["seed"]))
    made = Card.of(keys, vector["name"])
    assert card.encode(made) == vector["card"]
    assert card.read(vector["card"].encode()) == made
    assert made.card_id == keys.card_id


@pytest.mark.parametrize("form", VECTORS["accepted_forms"])
def test_an_accepted_form_is_the_same_card(form: str) -> None:
    assert card.read(form.encode()).card_id in {card_of(person).card_id for person in PEOPLE}


@pytest.mark.parametrize("case", VECTORS["invalid"], ids=named)
def test_an_invalid_card_is_refused_by_name(case: dict[str, Any]) -> None:
    own = [card_of(case["own"])] if case.get("own") else []
    known = [card_of(person) for person in case["known"]]
    error = getattr(errors, case["error"])
    with pytest.raises(error) as caught:
        card.read(case["card"].encode(), own=own, known=known)
    assert caught.type is error


def test_one_flipped_character_anywhere_is_refused() -> None:
    text = CARDS["leader"].encode()
    for position, byte in enumerate(text.rstrip()):
        changed = bytearray(text)
        changed[position] = ord("A") if byte != ord("A") else ord("B")
        with pytest.raises((errors.CardFormatError, errors.CardTooNewError)):
            card.read(bytes(changed))


def test_a_known_card_is_read_again() -> None:
    leader = card_of("leader")
    assert card.read(CARDS["leader"].encode(), own=[card_of("mentor")], known=[leader]) == leader


@pytest.mark.parametrize("name", ["", "é" * 41, "a\nb", "a\tb", "a\x7f", "\ud800"])
def test_a_name_that_no_card_can_carry_is_refused(name: str) -> None:
    leader = card_of("leader")
    assert not card.is_name(name)
    with pytest.raises(errors.IdentityNameError):
        card.encode(Card(leader.auth_pk, leader.age_pk, name))


def test_the_longest_name_goes_on_a_card() -> None:
    leader = card_of("leader")
    longest = Card(leader.auth_pk, leader.age_pk, "é" * 40)
    assert card.read(card.encode(longest).encode()).name == "é" * 40


def test_a_card_shows_neither_name_nor_keys() -> None:
    assert repr(card_of("leader")) == f"Card({card_of('leader').card_id.hex()[:8]})"


@pytest.mark.parametrize("pair", VECTORS["pairs"], ids=lambda one: str(one["sender"]))
def test_both_sides_make_the_same_tag(pair: dict[str, Any]) -> None:
    people = {
        person: IdentityKeys.from_seed(bytes.fromhex(one["seed"])) for person, one in PEOPLE.items()
    }
    sender, recipient = people[pair["sender"]], people[pair["recipient"]]
    auth = Auth(
        sender.card_id, recipient.card_id, strict_base64.decode(pair["bundle"]), pair["seq"]
    )
    assert auth.text().decode() == pair["auth_text"]
    rest = bytes.fromhex(pair["rest"])
    for mine, theirs in ((sender, recipient), (recipient, sender)):
        key = pairing.pair_key(mine, theirs.auth_public, auth.sender, auth.recipient)
        assert key.hex() == pair["pair_key"]
        assert pairing.bundle_tag(key, auth.text(), rest).hex() == pair["tag"]
    block = auth_block(auth, bytes.fromhex(pair["tag"]))
    assert hashlib.sha256(block).hexdigest() == pair["auth_block_sha256"]
    read = read_auth(block.ljust(PLAIN_MINIMUM, b"\0"))
    assert (read.auth, read.text) == (auth, auth.text())
    assert read.tag.hex() == pair["tag"]


@given(st.binary(max_size=200))
def test_random_bytes_are_no_card(data: bytes) -> None:
    with pytest.raises(errors.CardFormatError):
        card.read(data)


@given(st.binary(max_size=1500))
def test_a_frame_around_anything_gives_a_card_error_or_a_card(payload: bytes) -> None:
    leader = card.encode(card_of("leader"))
    framed = leader.splitlines()
    text = "\n".join([framed[0], strict_base64.encode(payload), framed[-1], ""])
    with pytest.raises(errors.CardError):
        card.read(text.encode())
