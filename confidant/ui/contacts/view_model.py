"""The contacts that are shown, and everything that can be done with one."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from confidant.errors import ExpectedError, WordsMismatchError
from confidant.records.alias import AliasCategory
from confidant.records.canonical import JsonValue
from confidant.records.changes import Changes
from confidant.records.contact import ContactRole
from confidant.records.ids import RecordId
from confidant.services import aliases, contacts, output
from confidant.services.contacts import CardAdded, ContactNote
from confidant.services.ledger import LedgerLine
from confidant.services.results import Written
from confidant.ui.contacts import book
from confidant.ui.contacts.book import Book
from confidant.ui.session import Session
from confidant.vault.vault import Vault

TRIES: Final = 3
"""Wrong words after which a verification stops."""
MOST_CARD: Final = 1 << 20
"""Bytes of a file that are looked at; a card has under four thousand."""
_SHOWN_KINDS: Final = frozenset({"contact", "alias", "identity", "receipt"})
_HELD_KINDS: Final = frozenset({"dispatch", "acknowledgement", "receipt", "contact", "alias"})


class ContactsModel(QObject):
    """Reads the book, and changes it.

    `loaded` follows every reading; `held` follows when `lines` says what the contact that is
    shown has; `card_read` gives a card and the name on it, `card_added` a `CardAdded`;
    `card_saved` the path of my card; `verified` the contact; `mismatched` how many tries are
    left; `refused(field, error)` what a field of a contact, of an alias (`alias`), of a card
    (`card`, `add`) or of a verification (`words`) would not take.
    """

    loaded = Signal()
    held = Signal()
    card_read = Signal(object, str)
    card_added = Signal(object)
    card_saved = Signal(object)
    verified = Signal(object)
    mismatched = Signal(int)
    alias_kept = Signal()
    refused = Signal(str, object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Read nothing yet."""
        super().__init__(parent)
        self.session = session
        self.book: Book | None = None
        self.shown: RecordId | None = None
        self.lines: tuple[LedgerLine, ...] = ()
        self._tries = 0
        session.changed.connect(self._changed)

    @property
    def note(self) -> ContactNote | None:
        """The contact that is shown."""
        return self.book.find(self.shown) if self.book else None

    @property
    def tries_left(self) -> int:
        """How often words may still be compared in this verification."""
        return TRIES - self._tries

    def load(self) -> None:
        """Read everything; `loaded` follows."""
        self.session.read(self, book.read, self._loaded, key="book")

    def show(self, record: RecordId | None) -> None:
        """Make a contact the one that is shown; `held` follows."""
        if record != self.shown:
            self._tries = 0
            self.lines = ()
        self.shown = record
        self._read_held()

    def read_card(self, data: bytes | None, path: Path | None = None) -> None:
        """Look at a card before it is added: `card_read(data, name on it)` or `refused` follows."""

        def verb(vault: Vault) -> tuple[bytes, str]:
            found = output.read_whole(path, most=MOST_CARD) if path else data or b""
            return found, contacts.card_name(vault, untrusted_card=found)

        self.session.read(
            self,
            verb,
            lambda found: self.card_read.emit(*found),
            failed=partial(self.refused.emit, "card"),
            key="card",
        )

    def add(self, card: bytes, petname: str, role: ContactRole) -> None:
        """Add a card, or give a known contact a new one."""
        verb = partial(
            contacts.add,
            clock=self.session.clock,
            untrusted_card=card,
            petname=petname,
            role=role,
        )
        self.session.write(self, verb, self._added, failed=partial(self.refused.emit, "add"))

    def begin_verifying(self) -> None:
        """Begin anew with all tries."""
        self._tries = 0

    def verify(self, words: tuple[str, ...], channel: str) -> None:
        """Compare six words that were heard; only the vault's side knows the right ones."""
        if self.shown is None or self.tries_left <= 0:
            return
        contact = self.shown
        verb = partial(
            contacts.verify,
            clock=self.session.clock,
            contact=contact,
            words=words,
            channel=channel,
        )
        self.session.write(
            self,
            verb,
            lambda _written: self.verified.emit(contact),
            failed=self._not_verified,
        )

    def change(self, contact: RecordId, field: str, value: JsonValue | None) -> None:
        """Change one field of a contact; `refused` where it takes no such value."""
        self.session.write(
            self,
            self.change_verb(contact, {field: value}),
            failed=partial(self.refused.emit, field),
        )

    def change_verb(
        self, contact: RecordId, fields: dict[str, JsonValue | None]
    ) -> Callable[[Vault], Written]:
        """Return the verb that changes fields of a contact."""
        return partial(contacts.change, clock=self.session.clock, contact=contact, fields=fields)

    def put_alias(
        self, name: str, alias: str, category: AliasCategory, contact: RecordId | None
    ) -> None:
        """Give a name an alias; `alias_kept` or `refused` follows."""
        verb = partial(
            aliases.put,
            clock=self.session.clock,
            name=name,
            alias=alias,
            category=category,
            contact=contact,
        )
        self.session.write(
            self,
            verb,
            lambda _written: self.alias_kept.emit(),
            failed=partial(self.refused.emit, "alias"),
        )

    def remove_alias(self, record: RecordId) -> None:
        """Take a line out of the dictionary."""

        def verb(vault: Vault) -> "_Removed":
            return _Removed(aliases.remove(vault, record=record))

        self.session.write(self, verb)

    def save_card(self, folder: Path) -> None:
        """Write my card into a folder, beside what is there; `card_saved(path)` follows."""
        if self.book is None:
            return
        card = self.book.card

        def verb(_vault: Vault) -> Path:
            path = free_name(folder, card.file_name)
            output.write_new(path, card.text.encode())
            return path

        self.session.read(self, verb, self.card_saved.emit)

    def clear(self) -> None:
        """Forget everybody."""
        self.book = None
        self.shown = None
        self.lines = ()
        self._tries = 0

    def _loaded(self, found: Book) -> None:
        self.book = found
        self.loaded.emit()

    def _added(self, added: CardAdded) -> None:
        self.card_added.emit(added)

    def _not_verified(self, error: ExpectedError) -> None:
        if isinstance(error, WordsMismatchError):
            self._tries += 1
            self.mismatched.emit(self.tries_left)
        else:
            self.refused.emit("words", error)

    def _changed(self, changes: Changes) -> None:
        if self.book is None:
            return
        if changes.kinds & _SHOWN_KINDS:
            self.load()
        if changes.kinds & _HELD_KINDS:
            self._read_held()

    def _read_held(self) -> None:
        contact = self.shown
        if contact is None:
            return
        verb = partial(book.held_by, contact=contact)
        self.session.read(self, verb, self._held, key="held")

    def _held(self, lines: tuple[LedgerLine, ...]) -> None:
        self.lines = lines
        self.held.emit()


class _Removed:
    """The result of a removal, as a session takes it."""

    def __init__(self, changes: Changes) -> None:
        self.changes = changes


def free_name(folder: Path, name: str) -> Path:
    """Return a path in a folder that nothing has: `name`, or `name` with a number."""
    path = folder / name
    stem, dot, suffix = name.rpartition(".")
    number = 2
    while path.exists():
        path = folder / f"{stem} {number}{dot}{suffix}"
        number += 1
    return path
