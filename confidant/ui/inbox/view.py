"""The screen of conversations."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QStackedWidget, QVBoxLayout, QWidget

from confidant.compat import override
from confidant.errors import ExpectedError
from confidant.services.conversation import Voice
from confidant.services.inbox import TakenIn
from confidant.services.sharing import Shared
from confidant.services.threads import Conversation
from confidant.ui import file_dialogs, theme
from confidant.ui.commands import Command
from confidant.ui.inbox import empties
from confidant.ui.inbox.commands import Doing, commands_of
from confidant.ui.inbox.list_model import ALL, CONTACTS, WAITING, ListModel
from confidant.ui.inbox.page import ConversationPage
from confidant.ui.inbox.sheets import LinkSheet, RemoveSheet
from confidant.ui.inbox.talk_model import TalkModel
from confidant.ui.inbox.words import ConversationWords
from confidant.ui.item_models.rows_model import RowsModel
from confidant.ui.navigation import Place
from confidant.ui.record_list.pane import ListPane
from confidant.ui.record_list.split import RecordSplit
from confidant.ui.screen import Screen
from confidant.ui.session import Session
from confidant.ui.widgets.banner import Banner
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.words import sentence
from confidant.vault.vault import Vault

_CONTACTS: Final = "contacts"


class ConversationsScreen(Screen):
    """What came and what was answered, beside the record that it is about."""

    name = "conversations"
    icon = "conversation"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Build list and page; the list is read at once, for the count on the rail."""
        super().__init__(session, parent)
        self.model = ListModel(session, self)
        self.talk = TalkModel(session, self)
        self.words_of = ConversationWords(session, self)
        self.rows: RowsModel[Conversation] = RowsModel(
            self.words_of.present, lambda row: row.record, self
        )
        self.pane = self._made_pane()
        self.page = ConversationPage(self.talk, self.words_of)
        self.said = Banner()
        self.close_said = Button(self.tr("Close"), Kind.QUIET, small=True)
        self.said.add_action(self.close_said)
        self.sheet: QDialog | None = None
        self._taken = ""
        self._lay_out()
        self._connect()
        self._commands = commands_of(self, self._doing())
        self.model.reload()

    # What the shell asks.

    @override
    def title(self) -> str:
        return self.tr("Conversations")

    @override
    def commands(self) -> Sequence[Command]:
        return self._commands

    @override
    def show_place(self, place: Place) -> None:
        self._choose_segment()
        if place.record is not None:
            self._show(place.record)

    @override
    def panes(self) -> Sequence[QWidget]:
        if self._stack.currentWidget() is self._nobody:
            return (self._nobody,)
        return (self.pane, *self.page.panes())

    @override
    def focus_search(self) -> None:
        self.split.show_list()
        self.pane.search.setFocus()
        self.pane.search.selectAll()

    @override
    def unwritten(self) -> Sequence[Callable[[Vault], object]]:
        return self.talk.keeper.unwritten()

    @override
    def clear(self) -> None:
        self.talk.clear()
        self.model.clear()
        self.page.clear()
        self.pane.clear()
        self.rows.clear()
        self.said.say("")
        self._taken = ""

    def open_file(self, path: Path) -> None:
        """Open a file that came: its sender and manifest stand above what it brought."""
        self.said.say("")
        self.model.open_file(path)

    # What the commands do.

    def ask_for_file(self) -> None:
        """Ask for a file that came."""
        file_dialogs.open_file(self, self.tr("Open a received file"), self.open_file)

    def ask_where(self) -> None:
        """Ask where the reply goes, under a name that says nothing."""
        if self.page.footer.can_seal:
            self.talk.keeper.write()
            now = datetime.fromtimestamp(self.session.clock.now_ms() / 1000, UTC).astimezone()
            title = self.tr("Save the encrypted file")
            name = f"file-{now:%Y-%m-%d-%H%M}.age"
            file_dialogs.save_file(self, title, name, self.talk.seal)

    def mark_done(self) -> None:
        """Mark the file that is shown as done."""
        found = self.talk.received
        if found is not None and found.file is not None:
            self.model.mark(found.file, "done")
            self.page.head.done_button.hide()

    # What the models tell.

    def _show(self, record: object) -> None:
        self.talk.open(record)  # type: ignore[arg-type] # a row's or a place's record id
        self._right.setCurrentWidget(self.page)
        self.split.show_record()

    def _chosen(self, row: Conversation) -> None:
        self._show(row.record)

    def _listed(self) -> None:
        model = self.model
        self.attention.emit(model.waiting)
        self.rows.set_rows(model.rows)
        is_new = model.is_read and model.is_empty and not model.is_searching
        self._stack.setCurrentWidget(self._nobody if is_new else self.split)
        self._show_empty()
        self.pane.show_filter("")
        self._show_kept()

    def _show_empty(self) -> None:
        if self.model.rows or not self.model.is_read:
            self.pane.show_empty(None)
            return
        empties.say_nothing(self._nothing, is_searching=self.model.is_searching)
        self.pane.show_empty(self._nothing)

    def _show_kept(self) -> None:
        kept = self.model.kept
        words = self.tr("%n files are kept, encrypted, until an earlier one arrives.", "", kept)
        self._kept.say(words if kept else "", "plain")

    def _opened(self, taken: TakenIn) -> None:
        self._taken = self.words_of.taken(taken)
        if taken.receipt is None:
            self.said.say(self._taken, "caution")
            self._taken = ""
            return
        self._show(taken.receipt)

    def _refused(self, error: ExpectedError) -> None:
        self.said.say(self.words_of.not_opened(error), "danger")

    def _not_sealed(self, error: ExpectedError) -> None:
        self.said.say(sentence(error), "danger")

    def _shown(self) -> None:
        found = self.talk.received
        if found is None:
            return
        self.page.head.said.say(self._taken, "plain")
        self._taken = ""
        if found.file is not None and found.file.receipt.state == "new":
            self.model.mark(found.file, "read")
        key = found.file.record if found.file is not None else found.subjects[0].record
        self.pane.rows.select_key(key, quietly=True)

    def _kept_one(self, kind: str) -> None:
        words = (
            self.tr("The answer is kept. It travels with your next file to them.")
            if kind == "answer"
            else self.tr("The response is ready. It leaves when you seal the reply.")
        )
        self.done.emit(words, None)

    def _sealed(self, shared: Shared) -> None:
        name = shared.path.name if shared.path is not None else ""
        form = self.tr(
            "Saved as {file}. Confidant does not send it; attach it to a message yourself."
        )
        self.said.say(form.format(file=name), "success")
        self.page.head.done_button.hide()

    def _ask_to_remove(self, voice: Voice) -> None:
        sheet = RemoveSheet(self, voice)
        sheet.accepted.connect(partial(self.talk.remove, voice))
        self._ask(sheet)

    def _ask_about_link(self, address: str) -> None:
        sheet = LinkSheet(self, address)
        sheet.accepted.connect(lambda: QDesktopServices.openUrl(QUrl(address)))
        self._ask(sheet)

    def _ask(self, sheet: QDialog) -> None:
        self.sheet = sheet
        sheet.finished.connect(sheet.deleteLater)
        sheet.open()

    def _view_chosen(self, view: str) -> None:
        if view == CONTACTS:
            self.go_to.emit(Place(_CONTACTS))
        else:
            self.model.choose_view(view)

    def _choose_segment(self) -> None:
        """Mark the present view again: choosing Contacts only leads away."""
        views = self.pane.views
        if views is not None and views.current != self.model.view:
            views.choose(self.model.view)

    def _doing(self) -> Doing:
        return Doing(
            add=self.page.add,
            next_passage=self.page.next_passage,
            seal=self.ask_where,
            mark_done=self.mark_done,
            can_seal=lambda: self.page.footer.can_seal,
            has_file=lambda: self.talk.received is not None and self.talk.received.file is not None,
        )

    def _made_pane(self) -> ListPane:
        return ListPane(
            self.tr("Conversations"),
            self.rows,
            new_text=self.tr("Open a file"),
            search_text=self.tr("Search conversations"),
            list_name=self.tr("Conversations"),
            views=(
                (WAITING, self.tr("Waiting for me")),
                (ALL, self.tr("All")),
                (CONTACTS, self.tr("Contacts")),
            ),
            views_name=self.tr("Which conversations"),
        )

    def _connect(self) -> None:
        self.model.listed.connect(self._listed)
        self.model.opened.connect(self._opened)
        self.model.refused.connect(self._refused)
        self.talk.shown.connect(self._shown)
        self.talk.kept.connect(self._kept_one)
        self.talk.sealed.connect(self._sealed)
        self.talk.not_sealed.connect(self._not_sealed)
        self.pane.new_wanted.connect(self.ask_for_file)
        self.pane.searched.connect(self.model.search)
        self.pane.view_chosen.connect(self._view_chosen)
        self.pane.chosen.connect(self._chosen)
        self.pane.opened.connect(lambda _row: self.split.show_record())
        self.page.done_wanted.connect(self.mark_done)
        self.page.seal_wanted.connect(self.ask_where)
        self.page.remove_wanted.connect(self._ask_to_remove)
        self.page.link_wanted.connect(self._ask_about_link)
        self.close_said.clicked.connect(lambda: self.said.say(""))

    def _lay_out(self) -> None:
        self._nothing = empties.nothing()
        self._kept = Banner()
        self.pane.add_tool(self._kept)
        self._nobody = empties.Nobody()
        self._nobody.add_wanted.connect(lambda: self.go_to.emit(Place(_CONTACTS)))
        self._nobody.open_wanted.connect(self.ask_for_file)
        self._choose_one = empties.nothing_chosen()
        self._right = QStackedWidget()
        self._right.addWidget(self._choose_one)
        self._right.addWidget(self.page)
        self.split = RecordSplit(self.name, self.pane, self._right)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.split)
        self._stack.addWidget(self._nobody)
        column = QVBoxLayout(self)
        theme.current().pad(column)
        column.addWidget(self.said)
        column.addWidget(self._stack, 1)
