"""Two people with open vaults who know each other, for tests of services."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from confidant.environment import SystemEntropy
from confidant.records.ids import RecordId
from confidant.services import contacts, inbox, sharing
from confidant.services.contacts import ContactNote
from confidant.services.inbox import TakenIn
from confidant.services.selection import Selection
from confidant.services.sharing import Shared
from confidant.vault.vault import Vault
from tests.support.vaults import FixedClock, Place


@dataclass
class Side:
    """One of the two, with the name that the other goes by here."""

    vault: Vault
    clock: FixedClock
    other: str
    entropy: SystemEntropy

    @property
    def contact(self) -> ContactNote:
        return contacts.find(self.vault, self.other)

    def share(self, *records: RecordId, **settings: object) -> Shared:
        """Share records with the other side and return what was made; nothing is written."""
        return sharing.share(
            self.vault,
            self.clock,
            self.entropy,
            contact=self.contact,
            selection=Selection(records=records, **settings),  # type: ignore[arg-type] # the test's own settings
            output=None,
        )

    def open(self, shared: Shared) -> TakenIn:
        return inbox.take_in(self.vault, self.clock, untrusted_data=shared.data)


@contextmanager
def one(root: Path, name: str = "Ada") -> Iterator[Side]:
    """Give somebody who knows nobody."""
    root.mkdir(parents=True, exist_ok=True)
    place = Place(root, name)
    with place.create(name=name) as vault:
        yield Side(vault, place.clock, "", SystemEntropy())


@contextmanager
def two(root: Path) -> Iterator[tuple[Side, Side]]:
    """Give a leader and a mentor who have verified each other."""
    with one(root / "leader", "Ada") as leader, one(root / "mentor", "Helena") as mentor:
        leader.other, mentor.other = "Helena", "Ada"
        know(leader, mentor)
        know(mentor, leader)
        yield leader, mentor


def know(holder: Side, owner: Side) -> RecordId:
    """Let `holder` add the card of `owner` and verify it."""
    card = contacts.my_card(owner.vault)
    added = contacts.add(
        holder.vault,
        holder.clock,
        untrusted_card=card.text.encode(),
        petname=holder.other,
        role="peer",
    )
    words = contacts.my_words(owner.vault)
    contacts.verify(holder.vault, holder.clock, contact=added.record, words=words)
    return added.record
