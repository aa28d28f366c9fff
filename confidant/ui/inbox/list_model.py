"""The list of conversations: what is read, narrowed, opened and marked."""

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from confidant.errors import ExpectedError
from confidant.records.changes import Changes
from confidant.records.disclosure import ReceiptState
from confidant.records.ids import RecordId
from confidant.services import inbox, threads
from confidant.services.inbox import InboxRow, TakenIn
from confidant.services.threads import Conversation, Listing
from confidant.ui.session import Session

WAITING: Final = "waiting"
ALL: Final = "all"
CONTACTS: Final = "contacts"

_KINDS: Final = frozenset({"receipt", "response", "answer", "contact", "dispatch"})


class ListModel(QObject):
    """Reads every conversation and narrows the list.

    `listed` follows every reading and narrowing; `opened` gives a `TakenIn`; `refused` the error
    of a file that was not opened.
    """

    listed = Signal()
    opened = Signal(object)
    refused = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Read nothing yet."""
        super().__init__(parent)
        self._session = session
        self._listing = Listing((), 0)
        self._searched = ""
        self.view = WAITING
        self.is_read = False
        session.changed.connect(self._changed)

    @property
    def rows(self) -> tuple[Conversation, ...]:
        """What the list shows now."""
        rows = self._listing.rows
        if self.view == WAITING and not self._searched:
            rows = tuple(row for row in rows if row.waits)
        words = self._searched.casefold().split()
        return tuple(row for row in rows if all(word in _text(row) for word in words))

    @property
    def is_empty(self) -> bool:
        """Whether there is no conversation at all."""
        return not self._listing.rows

    @property
    def is_searching(self) -> bool:
        """Whether something is searched for."""
        return bool(self._searched)

    @property
    def waiting(self) -> int:
        """How many conversations wait for me."""
        return sum(row.waits for row in self._listing.rows)

    @property
    def kept(self) -> int:
        """How many files are kept until another one comes."""
        return self._listing.kept

    def row_of(self, record: RecordId) -> Conversation | None:
        """Return the conversation of a receipt or record, whether it is listed now or not."""
        return next((row for row in self._listing.rows if row.record == record), None)

    def reload(self) -> None:
        """Read again; `listed` follows."""
        self._session.read(self, threads.listing, self._read, key="listing")

    def choose_view(self, view: str) -> None:
        """Show all, or what waits for me."""
        self.view = view
        self.listed.emit()

    def search(self, text: str) -> None:
        """Show what has these words in names and titles."""
        self._searched = text
        self.listed.emit()

    def open_file(self, path: Path) -> None:
        """Take a file in; `opened` or `refused` follows."""
        verb = partial(inbox.open_file, clock=self._session.clock, path=path)
        self._session.write(self, verb, self._opened, failed=self._refused)

    def mark(self, file: InboxRow, state: ReceiptState) -> None:
        """Mark a file as read or done."""
        if file.receipt.state == state or self._session.read_only:
            return
        verb = partial(inbox.mark, clock=self._session.clock, receipt=file.record, state=state)
        self._session.write(self, verb)

    def clear(self) -> None:
        """Drop every row and what was searched for."""
        self._listing = Listing((), 0)
        self._searched = ""
        self.is_read = False

    def _read(self, listing: Listing) -> None:
        self._listing = listing
        self.is_read = True
        self.listed.emit()

    def _opened(self, taken: TakenIn) -> None:
        self.opened.emit(taken)
        if not taken.changes:
            self.reload()

    def _refused(self, error: ExpectedError) -> None:
        self.refused.emit(error)

    def _changed(self, changes: Changes) -> None:
        shown = {row.record for row in self._listing.rows}
        if changes.kinds & _KINDS or changes.records & shown:
            self.reload()


def _text(row: Conversation) -> str:
    name = row.contact.petname if row.contact is not None else ""
    return f"{name} {row.title}".casefold()
