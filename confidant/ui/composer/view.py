"""The composer: selected, what they will see, what stays here; then one encrypted file."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime

from PySide6.QtCore import QLocale, QTime
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from confidant.compat import override
from confidant.errors import ExpectedError
from confidant.records.ids import RecordId
from confidant.services.composing import Ticked
from confidant.services.sharing import Shared
from confidant.ui import file_dialogs, theme
from confidant.ui.commands import Command, Menu
from confidant.ui.composer.columns import Columns
from confidant.ui.composer.footer import ComposerFooter
from confidant.ui.composer.header import ComposerHeader
from confidant.ui.composer.picker import Picker
from confidant.ui.composer.saved_page import SavedPage
from confidant.ui.composer.seen_column import SeenColumn
from confidant.ui.composer.selected_column import SelectedColumn
from confidant.ui.composer.stays_column import StaysColumn
from confidant.ui.composer.view_model import ComposerModel
from confidant.ui.navigation import Place
from confidant.ui.screen import Screen
from confidant.ui.session import Session
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.empty_state import EmptyState
from confidant.ui.widgets.labels import Rule
from confidant.vault.vault import Vault

_CONVERSATIONS = "conversations"


class ComposerScreen(Screen):
    """A full page; it opens with nothing selected, whatever was on the screen."""

    name = "composer"
    icon = "share"
    rail_name = _CONVERSATIONS

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Build the page; it reads when it is shown first."""
        super().__init__(session, parent)
        self.model = ComposerModel(session, self)
        self.header = ComposerHeader()
        self.selected = SelectedColumn(session)
        self.seen = SeenColumn()
        self.stays = StaysColumn()
        self.footer = ComposerFooter()
        self.columns = Columns(
            self.name, (self.selected, self.seen, self.stays), ("", "", ""), self.title()
        )
        self.saved = SavedPage()
        self.add_contact = Button(self.tr("Add a contact"), Kind.PRIMARY)
        self.nobody = EmptyState(
            "people",
            self.tr("Nobody to share with yet"),
            self.tr(
                "Exchange identity cards with your mentor, then read six words to each other. "
                "After that you can send them records as an encrypted file."
            ),
            primary=self.add_contact,
        )
        self.stack = QStackedWidget()
        self.picker: Picker | None = None
        self._shown: RecordId | None = None
        self._lay_out()
        self._commands = self._made_commands()
        self._connect()

    @override
    def title(self) -> str:
        return self.tr("Share")

    @override
    def commands(self) -> Sequence[Command]:
        return self._commands

    @override
    def show_place(self, place: Place) -> None:
        if self.stack.currentWidget() is self.saved:
            self.stack.setCurrentWidget(self._page)
        self.model.begin(place.record)
        self._show_look()

    @override
    def panes(self) -> Sequence[QWidget]:
        return (self.selected, self.seen, self.stays)

    @override
    def focus_search(self) -> None:
        self.ask_for_records()

    @override
    def unwritten(self) -> Sequence[Callable[[Vault], object]]:
        return self.model.unwritten()

    @override
    def clear(self) -> None:
        self.model.clear()
        if self.picker is not None:
            self.picker.clear()
            self.picker.reject()
        for part in (self.header, self.selected, self.seen, self.stays, self.footer, self.saved):
            part.clear()
        self._shown = None
        self.stack.setCurrentWidget(self._page)

    def offer(self, records: tuple[RecordId, ...]) -> None:
        """Begin a new share with nothing selected; `records` stand first among those to add."""
        if not self.model.is_empty:
            self.model.start_anew()
        self.model.offered = records

    def begin_anew(self) -> None:
        """Open an empty share; what was put together before is kept as a draft."""
        self.offer(())
        self.go_to.emit(Place(self.name))

    def ask_for_records(self) -> None:
        """Open the picker."""
        picker = Picker(self, self.model)
        picker.add_wanted.connect(self._add)
        picker.finished.connect(self._picked)
        self.picker = picker
        picker.open()

    def ask_where(self) -> None:
        """Ask for the folder that the encrypted file goes into."""
        self.dialog = file_dialogs.choose_folder(
            self, self.tr("Folder for the encrypted file"), self.model.save
        )

    # What is shown.

    def _show_composition(self) -> None:
        made = self.model.composition
        self.header.show_composition(made)
        self.selected.show_composition(made)
        self.stays.show_composition(made)

    def _show_look(self) -> None:
        model = self.model
        look = model.look
        records = [row.id for row in look.rows]
        if self._shown not in records:
            self._shown = records[0] if records else None
        self.selected.show_look(look, model.composition.records, self._shown)
        self.seen.show_look(look, self._shown)
        ticked = Ticked() if self._shown is None else model.ticked(self._shown)
        self.stays.show_look(look, self._shown, ticked)
        self.header.show_composition(model.composition)
        self._show_footer()
        self._name_tabs()
        for command in self._commands:
            command.refresh()

    def _show_footer(self) -> None:
        model = self.model
        self.footer.show_look(
            model.look,
            is_ready=model.is_current and not model.is_sealing,
            can_save=not self.session.read_only,
        )

    def _name_tabs(self) -> None:
        number = self.locale().toString
        look = self.model.look
        tabs = self.columns.tabs
        tabs.set_text("selected", f"{self.tr('Selected')} {number(len(look.rows))}")
        tabs.set_text("seen", self.seen.title.text())
        tabs.set_text("stays", f"{self.tr('What stays here')} {number(self.stays.count)}")

    def _show_desk(self) -> None:
        desk = self.model.desk
        self.header.show_contacts(desk.contacts, self.model.composition)
        self.selected.waiting.show_drafts(desk.waiting)
        if self.stack.currentWidget() is not self.saved:
            self.stack.setCurrentWidget(self._page if desk.contacts else self.nobody)
        self._show_look()

    def _show(self, record: RecordId) -> None:
        self._shown = record
        self._show_look()

    # What is done.

    def _add(self, record: RecordId) -> None:
        self._shown = record
        self.model.add(record)

    def _day(self, day: date | None) -> None:
        self.model.set_respond_by(day.isoformat() if day else None)

    def _picked(self, _result: int) -> None:
        picker, self.picker = self.picker, None
        if picker is not None:
            picker.clear()
            picker.deleteLater()

    def _ticked(self, field: str, on: bool) -> None:  # noqa: FBT001 -- a signal's value
        if self._shown is not None:
            self.model.tick_field(self._shown, field, on=on)

    def _attachment_ticked(self, sha256: bytes, on: bool) -> None:  # noqa: FBT001 -- a signal's value
        if self._shown is not None:
            self.model.tick_attachment(self._shown, sha256, on=on)

    def _renamed(self, sha256: bytes, name: str) -> None:
        if self._shown is not None:
            self.model.rename_attachment(self._shown, sha256, name)

    def _use_alias(self, name: str, alias: str, is_ordinary: bool) -> None:  # noqa: FBT001 -- a signal's value
        self.model.use_alias(name, alias, is_ordinary=is_ordinary)

    def _verify(self) -> None:
        self.go_to.emit(Place("contacts", self.model.composition.contact, "verify"))

    def _kept(self) -> None:
        moment = datetime.fromtimestamp(self.session.clock.now_ms() / 1000, UTC).astimezone()
        time = QLocale().toString(QTime(moment.hour, moment.minute), QLocale.FormatType.ShortFormat)
        self.status.emit(self.tr("Draft saved {time}").format(time=time))

    def _keep(self) -> None:
        self.model.keep()
        self._leave()

    def _leave(self) -> None:
        self.model.start_anew()
        self.go_to.emit(Place(_CONVERSATIONS))

    def _saved(self, made: Shared) -> None:
        self.saved.show_file(made)
        self.stack.setCurrentWidget(self.saved)
        self.saved.show_folder.setFocus()
        self._show_composition()
        self.footer.count.clear()
        self.status.emit(self.tr("Saved"))

    def _refused(self, error: ExpectedError) -> None:
        self.session.failed.emit(error)

    # How it is built.

    def _lay_out(self) -> None:
        self._page = QWidget()
        inside = QVBoxLayout(self._page)
        theme.current().pad(inside)
        for part in (self.header, Rule(), self.columns, Rule(), self.footer):
            inside.addWidget(part, 1 if part is self.columns else 0)
        for page in (self._page, self.nobody, self.saved):
            self.stack.addWidget(page)
        column = QVBoxLayout(self)
        theme.current().pad(column)
        column.addWidget(self.stack)

    def _connect(self) -> None:
        model, header = self.model, self.header
        header.contact_chosen.connect(model.choose_contact)
        header.override_chosen.connect(lambda on: model.allow_unverified(on=on))
        header.verify_wanted.connect(self._verify)
        header.keep_wanted.connect(self._keep)
        header.close_wanted.connect(self._leave)
        self._connect_columns()
        self.footer.save_wanted.connect(self.ask_where)
        self.saved.close_wanted.connect(self._leave)
        self.add_contact.clicked.connect(lambda: self.go_to.emit(Place("contacts")))
        model.composed.connect(self._show_composition)
        model.looked.connect(self._show_look)
        model.desk_changed.connect(self._show_desk)
        model.kept.connect(self._kept)
        model.shared.connect(self._saved)
        model.refused.connect(self._refused)

    def _connect_columns(self) -> None:
        model, selected, stays = self.model, self.selected, self.stays
        selected.add_wanted.connect(self.ask_for_records)
        selected.remove_wanted.connect(model.remove)
        selected.chosen.connect(self._show)
        selected.note_typed.connect(model.type_note)
        selected.day_chosen.connect(self._day)
        selected.blind_chosen.connect(lambda on: model.set_blind(on=on))
        selected.waiting.wanted.connect(model.go_on_with)
        selected.waiting.forgotten.connect(model.discard)
        self.seen.add_wanted.connect(self.ask_for_records)
        self.seen.chosen.connect(self._show)
        self.seen.slips.alias_wanted.connect(self._use_alias)
        self.seen.slips.leave_wanted.connect(model.leave_name)
        stays.field_ticked.connect(self._ticked)
        stays.attachment_ticked.connect(self._attachment_ticked)
        stays.renamed.connect(self._renamed)
        stays.reason_typed.connect(model.type_reason)

    def _made_commands(self) -> tuple[Command, ...]:
        return (
            Command(
                self,
                self.tr("&Share…"),
                self.begin_anew,
                menu=Menu.SHARE,
                icon="share",
                keys="Ctrl+Shift+S",
            ),
            Command(
                self,
                self.tr("Add &records to the share…"),
                self.ask_for_records,
                menu=Menu.SHARE,
                icon="add",
                keys="Ctrl+Shift+A",
                why_not=self._why_not_here,
            ),
            Command(
                self,
                self.tr("Save the &encrypted file…"),
                self.ask_where,
                menu=Menu.SHARE,
                icon="file-encrypted",
                keys="Ctrl+Return",
                why_not=self._why_not_save,
            ),
        )

    def _why_not_here(self) -> str:
        return "" if self.isVisible() else self.tr("Open the share first.")

    def _why_not_save(self) -> str:
        if not self.isVisible():
            return self.tr("Open the share first.")
        missing = self.footer.missing.text()
        return missing if missing or self.footer.save.isEnabled() else self.tr("One moment.")
