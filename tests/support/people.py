"""People to share with, for tests of screens: cards made in vaults of their own."""

from dataclasses import dataclass
from pathlib import Path

from confidant.records.ids import RecordId
from confidant.services import contacts
from confidant.vault.vault import Vault
from tests.support import pair
from tests.support.vaults import FixedClock


@dataclass(frozen=True)
class Person:
    """Somebody's card, and the words that they would read aloud."""

    card: bytes
    words: tuple[str, ...]


def person(root: Path, name: str) -> Person:
    """Return a person with a card of their own."""
    with pair.one(root / name, name) as side:
        card = contacts.my_card(side.vault).text.encode()
        return Person(card, contacts.my_words(side.vault))


def meet(
    vault: Vault, who: Person, petname: str, *, verified: bool = True, channel: str = "in person"
) -> RecordId:
    """Add a person to a vault, verified or not."""
    clock = FixedClock()
    added = contacts.add(vault, clock, untrusted_card=who.card, petname=petname, role="peer")
    if verified:
        contacts.verify(vault, clock, contact=added.record, words=who.words, channel=channel)
    return added.record
