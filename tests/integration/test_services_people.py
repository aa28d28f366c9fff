"""What the contacts page asks of the services, between two real vaults."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from confidant.errors import (
    CardKnownError,
    ContactBlockedError,
    OwnCardError,
    WordsMismatchError,
)
from confidant.services import contacts, ledger, sharing
from confidant.services.selection import Selection
from tests.support.pair import Side, one, two
from tests.support.vaults import write


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Side, Side]]:
    with two(tmp_path_factory.mktemp("people")) as sides:
        yield sides


def test_a_card_tells_its_name_before_it_is_added(pair: tuple[Side, Side], tmp_path: Path) -> None:
    leader, _ = pair
    before = contacts.every(leader.vault)
    with one(tmp_path / "third", "Tomás Rey") as third:
        card = contacts.my_card(third.vault).text.encode()
        assert contacts.card_name(leader.vault, untrusted_card=card) == "Tomás Rey"
    assert contacts.every(leader.vault) == before


def test_a_card_that_cannot_be_added_says_so_before_it_is_added(pair: tuple[Side, Side]) -> None:
    leader, mentor = pair
    with pytest.raises(OwnCardError):
        contacts.card_name(
            leader.vault, untrusted_card=contacts.my_card(leader.vault).text.encode()
        )
    with pytest.raises(CardKnownError):
        contacts.card_name(
            leader.vault, untrusted_card=contacts.my_card(mentor.vault).text.encode()
        )


def test_the_ledger_can_be_asked_for_one_contact(pair: tuple[Side, Side], tmp_path: Path) -> None:
    leader, _ = pair
    with one(tmp_path / "third", "Tomás Rey") as third:
        card = contacts.my_card(third.vault).text.encode()
    other = contacts.add(
        leader.vault, leader.clock, untrusted_card=card, petname="Tomás", role="peer"
    )
    (record,) = write(leader.vault, "A note that Helena has.")
    leader.share(record)
    [line] = ledger.lines(leader.vault, contact=leader.contact.record)
    assert (line.holder, line.record) == (leader.contact.record, record)
    assert ledger.lines(leader.vault, contact=other.record) == ()


def test_a_refusal_names_the_contact(pair: tuple[Side, Side]) -> None:
    leader, _ = pair
    (record,) = write(leader.vault, "A note.")
    blocked = contacts.change(
        leader.vault, leader.clock, contact=leader.contact.record, fields={"blocked": True}
    )
    with pytest.raises(ContactBlockedError) as refused:
        sharing.check(leader.vault, contact=leader.contact, selection=Selection((record,)))
    assert refused.value.params["petname"] == "Helena"
    contacts.change(leader.vault, leader.clock, contact=blocked.record, fields={"blocked": None})


def test_the_one_word_with_a_dash_is_a_word_of_the_list(pair: tuple[Side, Side]) -> None:
    leader, _ = pair
    words = ["acid", "yo-yo", "lava", "ocean", "rust", "tulip"]
    with pytest.raises(WordsMismatchError):
        contacts.verify(leader.vault, leader.clock, contact=leader.contact.record, words=words)
