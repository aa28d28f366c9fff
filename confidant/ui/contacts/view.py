"""The contacts screen: the people I know, my card, the words, the alias dictionary."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from confidant.compat import override
from confidant.errors import ExpectedError
from confidant.records.ids import RecordId
from confidant.services.contacts import CardAdded, ContactNote
from confidant.ui import file_dialogs, theme
from confidant.ui.commands import Command
from confidant.ui.contacts import rows
from confidant.ui.contacts.add_sheet import AddCardSheet
from confidant.ui.contacts.aliases_page import AliasesPage
from confidant.ui.contacts.book import Book
from confidant.ui.contacts.commands import ContactCommands
from confidant.ui.contacts.contact_page import ContactPage
from confidant.ui.contacts.my_card_page import MyCardPage
from confidant.ui.contacts.verify_page import VerifyPage
from confidant.ui.contacts.view_model import ContactsModel
from confidant.ui.navigation import Place, place_of
from confidant.ui.record_list.pane import ListPane
from confidant.ui.record_list.split import RecordSplit
from confidant.ui.screen import Screen
from confidant.ui.session import Session
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.empty_state import EmptyState
from confidant.ui.widgets.flow_layout import FlowLayout
from confidant.vault.vault import Vault

CARD, ALIASES, VERIFY = "card", "aliases", "verify"
_HERE = "contacts"


class ContactsScreen(Screen):
    """Contacts on the left; one of them, my card or the dictionary on the right."""

    name = _HERE
    icon = "people"
    rail_name = "conversations"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Build the screen; it reads when it is shown first."""
        super().__init__(session, parent)
        self.model = ContactsModel(session, self)
        self.rows = rows.model(self)
        self.pane = ListPane(
            self.title(),
            self.rows,
            new_text=self.tr("Add a contact"),
            search_text=self.tr("Search contacts"),
            list_name=self.tr("Contacts, by name"),
            views=(
                ("waiting", self.tr("Waiting for me")),
                ("all", self.tr("All")),
                (_HERE, self.tr("Contacts")),
            ),
            views_name=self.tr("Conversations"),
        )
        self.card_button = Button(self.tr("My card"), Kind.SOFT, icon="card", small=True)
        self.aliases_button = Button(self.tr("Aliases"), Kind.SOFT, icon="tag", small=True)
        self.page = ContactPage()
        self.card_page = MyCardPage()
        self.verify_page = VerifyPage(self.model)
        self.aliases_page = AliasesPage()
        self.nothing = QWidget()
        self.add_button = Button(self.tr("Add a contact"), Kind.PRIMARY)
        self.own_button = Button(self.tr("Save my card…"))
        self.empty = self._empty_state()
        self.stack = QStackedWidget()
        self.split = RecordSplit(self.name, self.pane, self.stack)
        self.sheet: AddCardSheet | None = None
        self._place = Place(self.name)
        self._lay_out()
        self._commands = ContactCommands(self, self.model, self).all
        self._connect_pane()
        self._connect_pages()
        self._connect_model()

    @override
    def title(self) -> str:
        return self.tr("Contacts")

    @override
    def commands(self) -> Sequence[Command]:
        return self._commands

    @override
    def show_place(self, place: Place) -> None:
        self._place = place
        self._keep_segment()
        if place.record is not None:
            self.model.show(place.record)
        self.model.load()

    @override
    def panes(self) -> Sequence[QWidget]:
        return (self.pane, self.stack)

    @override
    def focus_search(self) -> None:
        self.split.show_list()
        self.pane.search.setFocus()
        self.pane.search.selectAll()

    @override
    def unwritten(self) -> Sequence[Callable[[Vault], object]]:
        contact, typed = self.model.shown, self.page.details.unsaved()
        if contact is None or not typed or self.session.read_only:
            return ()
        return tuple(self.model.change_verb(contact, {name: typed[name]}) for name in typed)

    @override
    def clear(self) -> None:
        self.model.clear()
        self.pane.clear()
        for page in (self.page, self.card_page, self.verify_page, self.aliases_page):
            page.clear()
        if self.sheet is not None:
            self.sheet.clear()
            self.sheet.reject()
        self.stack.setCurrentWidget(self.nothing)
        self._place = Place(self.name)

    def add_card(self, path: Path) -> None:
        """Ask about the card in a file."""
        self.ask_for_card()
        if self.sheet is not None:
            self.sheet.read(path)

    def ask_for_card(self) -> None:
        """Open the sheet that takes a card."""
        if self.session.read_only:
            return
        if self.model.book is None:
            self.model.load()
        sheet = AddCardSheet(self, self.model)
        sheet.add_wanted.connect(self.model.add)
        sheet.finished.connect(self._sheet_closed)
        self.sheet = sheet
        sheet.open()

    def ask_where_card_goes(self) -> None:
        """Ask for the folder that my card is written into."""
        self.dialog = file_dialogs.choose_folder(
            self, self.tr("Folder for my card"), self.model.save_card
        )

    # What is shown.

    def _loaded(self) -> None:
        book = self.model.book
        if book is None:
            return
        self._filter(self.pane.search.text())
        self.card_page.show_book(book)
        self.aliases_page.show_book(book)
        self._show()
        for command in self._commands:
            command.refresh()

    def _show(self) -> None:
        """Show what the place names, of the book as it is now."""
        book, view = self.model.book, self._place.view
        if book is None:
            return
        if view in (CARD, ALIASES):
            self._show_page(self.card_page if view == CARD else self.aliases_page)
            self.pane.rows.select_key(None, quietly=True)
            return
        if self.model.note is None and book.contacts:
            self.model.show(book.contacts[0].record)
        note = self.model.note
        if note is None:
            self.stack.setCurrentWidget(self.empty)
        elif view == VERIFY:
            self._show_verification(note, book)
        else:
            self._show_contact(note, book)
        self.pane.rows.select_key(note.record if note else None, quietly=True)

    def _show_verification(self, note: ContactNote, book: Book) -> None:
        if self.stack.currentWidget() is not self.verify_page:
            self.verify_page.show_contact(note, book.words)
            self._show_page(self.verify_page)
            self.verify_page.focus_words()

    def _show_contact(self, note: ContactNote, book: Book) -> None:
        self.page.show_contact(note, book)
        self._show_held()
        self.stack.setCurrentWidget(self.page)
        if self._place.record is not None:
            self.split.show_record()

    def _show_page(self, page: QWidget) -> None:
        self.stack.setCurrentWidget(page)
        self.split.show_record()

    def _filter(self, text: str) -> None:
        if self.model.book is not None:
            self.rows.set_rows(rows.matching(self.model.book.contacts, text))

    def _keep_segment(self) -> None:
        if self.pane.views is not None:
            blocked = QSignalBlocker(self.pane.views)
            self.pane.views.choose(_HERE)
            del blocked

    def _view_chosen(self, key: str) -> None:
        if key != _HERE:
            self._keep_segment()
            self.go_to.emit(Place("conversations", view=key))

    # What is done.

    def show_view(self, view: str = "", record: RecordId | None = None) -> None:
        """Go to a contact, or to another page of this screen."""
        self.go_to.emit(Place(self.name, record, view))

    def _chosen(self, note: ContactNote) -> None:
        self._write_details()
        self.show_view(record=note.record)

    def _verify(self) -> None:
        if self.model.shown is not None:
            self.show_view(VERIFY, self.model.shown)

    def _back_to_contact(self) -> None:
        self.show_view(record=self.model.shown)

    def _verified(self, record: RecordId) -> None:
        note = self.model.note
        if note is not None:
            self.done.emit(self.tr("Verified."), None)
        self.show_view(record=record)

    def _added(self, added: CardAdded) -> None:
        self.model.show(added.record)
        self.show_view(VERIFY, added.record)

    def _block(self, blocked: bool) -> None:  # noqa: FBT001 -- a signal's value
        contact = self.model.shown
        if contact is not None:
            self.model.change(contact, "blocked", True if blocked else None)

    def _change(self, field: str, value: object) -> None:
        contact = self.model.shown
        if contact is not None and not self.session.read_only:
            text = value if isinstance(value, str) else None
            self.model.change(contact, field, text)

    def _write_details(self) -> None:
        contact = self.model.shown
        if contact is not None and not self.session.read_only:
            for field, value in self.page.details.unsaved().items():
                self.model.change(contact, field, value)

    def _refused(self, field: str, error: ExpectedError) -> None:
        if field == "alias":
            self.page.aliases.refuse(error)
            self.aliases_page.aliases.refuse(error)
        elif field in self.page.details.fields:
            self.page.details.refuse(field, error)
        elif field == "blocked":
            self.session.failed.emit(error)

    def _sheet_closed(self, _result: int) -> None:
        sheet, self.sheet = self.sheet, None
        if sheet is not None:
            sheet.clear()
            sheet.deleteLater()

    # How it is built.

    def _empty_state(self) -> EmptyState:
        return EmptyState(
            "people",
            self.tr("No mentor yet"),
            self.tr(
                "Exchange identity cards with your mentor, then read six words to each other. "
                "After that you can send them records as an encrypted file."
            ),
            primary=self.add_button,
            secondary=self.own_button,
        )

    def _lay_out(self) -> None:
        tools = QWidget()
        flow = FlowLayout(tools)
        theme.current().pad(flow, spacing=8)
        flow.addWidget(self.card_button)
        flow.addWidget(self.aliases_button)
        self.pane.add_tool(tools, self.card_button, self.aliases_button)
        pages = (self.nothing, self.empty, self.page, self.card_page, self.verify_page)
        for page in (*pages, self.aliases_page):
            self.stack.addWidget(page)
        column = QVBoxLayout(self)
        theme.current().pad(column)
        column.addWidget(self.split)

    def _connect_pane(self) -> None:
        self._keep_segment()
        self.pane.new_wanted.connect(self.ask_for_card)
        self.pane.searched.connect(self._filter)
        self.pane.view_chosen.connect(self._view_chosen)
        self.pane.chosen.connect(self._chosen)
        self.pane.opened.connect(self._chosen)
        self.card_button.clicked.connect(lambda: self.show_view(CARD))
        self.aliases_button.clicked.connect(lambda: self.show_view(ALIASES))
        self.add_button.clicked.connect(self.ask_for_card)
        self.own_button.clicked.connect(self.ask_where_card_goes)

    def _connect_pages(self) -> None:
        page = self.page
        page.verify_wanted.connect(self._verify)
        page.share_wanted.connect(lambda: self.go_to.emit(Place("composer", self.model.shown)))
        page.block_wanted.connect(self._block)
        page.details.changed.connect(self._change)
        page.held.opened.connect(
            lambda record, kind: self.go_to.emit(place_of(record, kind, mine=True))
        )
        self.verify_page.left.connect(self._back_to_contact)
        self.card_page.save_wanted.connect(self.ask_where_card_goes)
        for aliases in (page.aliases, self.aliases_page.aliases):
            aliases.put_wanted.connect(self.model.put_alias)
            aliases.remove_wanted.connect(self.model.remove_alias)
            self.model.alias_kept.connect(aliases.alias_kept)

    def _connect_model(self) -> None:
        self.model.loaded.connect(self._loaded)
        self.model.held.connect(self._show_held)
        self.model.card_added.connect(self._added)
        self.model.verified.connect(self._verified)
        self.model.refused.connect(self._refused)
        self.model.card_saved.connect(self._card_saved)

    def _show_held(self) -> None:
        note = self.model.note
        if note is not None:
            self.page.show_held(self.model.lines, note.contact.petname)

    def _card_saved(self, path: Path) -> None:
        self.card_page.tell_saved(path)
        if self._place.view != CARD:
            self.show_view(CARD)
