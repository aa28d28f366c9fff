"""What the contacts screen shows, read from the vault in one go."""

from dataclasses import dataclass

from confidant.records.ids import RecordId, from_b64
from confidant.services import aliases, contacts, exchange, ledger
from confidant.services.aliases import AliasNote
from confidant.services.contacts import ContactNote, MyCard
from confidant.services.ledger import LedgerLine
from confidant.vault.vault import Vault


@dataclass(frozen=True, slots=True, repr=False)
class Book:
    """Everybody I know, and what I give them to know me by.

    Attributes:
        contacts: by petname.
        card: mine.
        words: my six.
        aliases: the whole dictionary, by name.
        heard_from: contacts of whom a file was opened here: they hold my card.
    """

    contacts: tuple[ContactNote, ...]
    card: MyCard
    words: tuple[str, ...]
    aliases: tuple[AliasNote, ...]
    heard_from: frozenset[RecordId]

    def find(self, record: RecordId | None) -> ContactNote | None:
        """Return a contact, None where there is none with that id."""
        return next((note for note in self.contacts if note.record == record), None)

    def named(self, petname: str) -> ContactNote | None:
        """Return the contact of that name, upper and lower case alike."""
        wanted = petname.strip().casefold()
        return next((n for n in self.contacts if n.contact.petname.casefold() == wanted), None)


def read(vault: Vault) -> Book:
    """Read the book. Runs on the vault thread."""
    return Book(
        contacts=contacts.every(vault),
        card=contacts.my_card(vault),
        words=contacts.my_words(vault),
        aliases=aliases.every(vault),
        heard_from=frozenset(
            from_b64(receipt.contact) for _, receipt in exchange.read(vault).receipts
        ),
    )


def held_by(vault: Vault, contact: RecordId) -> tuple[LedgerLine, ...]:
    """Return what a contact has from me, the latest first. Runs on the vault thread."""
    return tuple(reversed(ledger.lines(vault, contact=contact)))
