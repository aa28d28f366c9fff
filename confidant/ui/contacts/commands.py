"""What can be done with contacts, from any page."""

from typing import Protocol

from PySide6.QtCore import QObject

from confidant.records.ids import RecordId
from confidant.services.contacts import ContactNote
from confidant.ui.commands import Command, Menu
from confidant.ui.contacts.view_model import ContactsModel


class Contacts(Protocol):
    """What the commands ask of the screen."""

    def show_view(self, view: str = "", record: RecordId | None = None) -> None:
        """Go to a contact, or to another page of the screen."""

    def ask_for_card(self) -> None:
        """Open the sheet that takes a card."""

    def ask_where_card_goes(self) -> None:
        """Ask for the folder that my card is written into."""


class ContactCommands(QObject):
    """The commands of the contacts, in their order: `all`."""

    def __init__(self, screen: Contacts, model: ContactsModel, parent: QObject) -> None:
        """Make them for `screen`; `parent` is the screen as Qt knows it."""
        super().__init__(parent)
        self._screen = screen
        self._model = model
        self.all = (self._add(), self._save(), self._verify())

    def _add(self) -> Command:
        return Command(
            self,
            self.tr("&Add a contact…"),
            self._run_add,
            menu=Menu.SHARE,
            icon="add",
            why_not=self._why_not_change,
        )

    def _save(self) -> Command:
        text = self.tr("Save &my card…")
        return Command(self, text, self._run_save, menu=Menu.SHARE, icon="card")

    def _verify(self) -> Command:
        return Command(
            self,
            self.tr("&Verify a contact…"),
            self._run_verify,
            menu=Menu.SHARE,
            icon="verified",
            why_not=self._why_not_verify,
        )

    def _run_add(self) -> None:
        self._screen.show_view()
        self._screen.ask_for_card()

    def _run_save(self) -> None:
        self._screen.show_view("card")
        self._screen.ask_where_card_goes()

    def _run_verify(self) -> None:
        note = self._unverified()
        self._screen.show_view("verify" if note else "", note.record if note else None)

    def _unverified(self) -> ContactNote | None:
        """Return whom the command verifies: who is shown, else the first that is not verified."""
        model = self._model
        shown = model.note
        if shown is not None and shown.contact.state != "verified":
            return shown
        notes = model.book.contacts if model.book else ()
        return next((note for note in notes if note.contact.state != "verified"), None)

    def _why_not_change(self) -> str:
        read_only = self._model.session.read_only
        return self.tr("The vault is open for reading only.") if read_only else ""

    def _why_not_verify(self) -> str:
        if self._model.book is None or self._unverified() is not None:
            return self._why_not_change()
        return self.tr("Nobody waits to be verified.")
