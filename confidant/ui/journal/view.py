"""The journal screen: the list of entries and the entry that is being written."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from confidant.compat import override
from confidant.ui import theme
from confidant.ui.commands import Command
from confidant.ui.drafting import SavedLine
from confidant.ui.journal.commands import JournalCommands
from confidant.ui.journal.entry_page import EntryPage
from confidant.ui.journal.history_page import HistoryPage
from confidant.ui.journal.view_model import JournalModel
from confidant.ui.navigation import Place, place_of
from confidant.ui.record_list.listed import Listed
from confidant.ui.record_list.pane import ListPane
from confidant.ui.record_list.split import RecordSplit
from confidant.ui.record_list.tag_filter import TagFilter
from confidant.ui.screen import Screen
from confidant.ui.session import Session
from confidant.ui.widgets.bidi import isolated
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.empty_state import EmptyState
from confidant.vault.vault import Vault


class JournalScreen(Screen):
    """Write and find again."""

    name = "journal"
    icon = "journal"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Build the screen; the list is read when it is shown first."""
        super().__init__(session, parent)
        self.model = JournalModel(session, self)
        self.pane = ListPane(
            self.tr("Journal"),
            self.model.list.model,
            new_text=self.tr("New entry"),
            search_text=self.tr("Search everything"),
            list_name=self.tr("Entries, the newest first"),
        )
        self.tag_filter = TagFilter()
        self.pane.add_tool(self.tag_filter, self.tag_filter.chip, self.tag_filter.drop)
        self.page = EntryPage(self.model.entry)
        self.history = HistoryPage(self.model.entry)
        self.write_button = Button(self.tr("Write a line"), Kind.PRIMARY)
        self.empty = EmptyState(
            "journal",
            self.tr("Nothing written yet"),
            self.tr("One line is enough. Nobody else can read it."),
            primary=self.write_button,
        )
        self.nothing = QWidget()
        self.stack = QStackedWidget()
        self._paper = self._with_foot()
        self.split = RecordSplit(self.name, self.pane, self.stack)
        self._lay_out()
        self._commands = JournalCommands(
            self,
            self.model.entry,
            self.page,
            new_entry=self.new_entry,
            show_history=self.show_history,
        ).all
        self._last = Place(self.name)
        self._focus_next = False
        self._connect_list()
        self._connect_entry()

    @override
    def title(self) -> str:
        return self.tr("Journal")

    @override
    def commands(self) -> Sequence[Command]:
        return self._commands

    @override
    def show_place(self, place: Place) -> None:
        self._last = place
        if self.model.begin():
            self.pane.rows.setFocus()
        if place.record is not None:
            self._open(place)
        else:
            self._settle()

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
        if self.model.entry.is_open:
            self.page.commit_pending()
        return self.model.entry.keeper.unwritten()

    @override
    def clear(self) -> None:
        self.model.clear()
        self.page.clear()
        self.history.clear()
        self.pane.clear()
        self.tag_filter.clear()
        self.stack.setCurrentWidget(self.nothing)
        self._last = Place(self.name)

    def new_entry(self) -> None:
        """Begin an entry of today and put the cursor into it."""
        self.model.begin()
        if self.model.entry.is_open:
            self.page.commit_pending()
        self.model.entry.new()
        self.pane.rows.select_key(None, quietly=True)
        self.go_to.emit(Place(self.name))
        self.page.header.title.setFocus()

    def _open(self, place: Place) -> None:
        if place.record is None:
            return
        if self.model.entry.is_open and self.model.entry.record != place.record:
            self.page.commit_pending()
        self.model.entry.open(place.record)
        if self.model.entry.record == place.record:
            self._show_page()
        self.pane.rows.select_key(place.record, quietly=True)

    def _choose(self, listed: Listed) -> None:
        place = place_of(listed.id, listed.row.kind, mine=listed.author is None)
        if place.screen == self.name:
            self._last = place
            self._open(place)
        self.go_to.emit(place)

    def _opened(self, listed: Listed) -> None:
        self._choose(listed)
        if self.model.is_entry(listed):
            self._focus_next = self.model.entry.record != listed.id
            self.split.show_record()
            if not self._focus_next:
                self.page.focus_text()

    def _settle(self, _count: int = 0) -> None:
        """Show what fits: the open entry, the newest, or what to do first."""
        if self.model.entry.is_open:
            return
        rows = self.model.list
        first = rows.model.row(0)
        if rows.count == 0 and not rows.is_search and not self.model.tag:
            self.stack.setCurrentWidget(self.empty)
        elif first is not None and not rows.is_search and self._last.record is None:
            self.model.entry.open(first.id)
            self.pane.rows.select_key(first.id, quietly=True)

    def _entry_opened(self) -> None:
        entry = self.model.entry
        if entry.is_open:
            self.page.show_entry()
            self._show_page()
        else:
            self.page.clear()
            self.history.clear()
            self.stack.setCurrentWidget(self.nothing)
            self.split.show_list()
            self._last = Place(self.name)
        self.status.emit("")
        for command in self._commands:
            command.refresh()
        if self._focus_next and entry.is_open:
            self._focus_next = False
            self.page.focus_text()

    def _show_page(self) -> None:
        self.stack.setCurrentWidget(self._paper)
        self.split.show_record()

    def show_history(self) -> None:
        """Show the revisions of the entry."""
        self.stack.setCurrentWidget(self.history)
        self.history.show_entry()

    def _leave_history(self) -> None:
        self._show_page()
        self.page.header.history.setFocus()

    def _counted(self, count: int) -> None:
        rows = self.model.list
        text = rows.text
        if count == 0 and (rows.is_search or self.model.tag):
            self._none_found.set_words(
                self.tr("Nothing for “{text}”").format(text=isolated(text))
                if text
                else self.tr("No entry with this tag"),
                self.tr("Other words, fewer words, or without the tag?")
                if self.model.tag
                else self.tr("Other words, or fewer of them?"),
            )
            self.pane.show_empty(self._none_found)
        else:
            self.pane.show_empty(None)
        self._settle()

    def _lay_out(self) -> None:
        for page in (self.nothing, self.empty, self._paper, self.history):
            self.stack.addWidget(page)
        column = QVBoxLayout(self)
        theme.current().pad(column)
        column.addWidget(self.split)

    def _with_foot(self) -> QWidget:
        paper = QWidget()
        paper.setProperty("page", "true")
        column = QVBoxLayout(paper)
        theme.current().pad(column)
        column.addWidget(self.page, 1)
        column.addWidget(self.page.observed.marks)
        return paper

    def _connect_list(self) -> None:
        rows = self.model.list
        self._none_found = EmptyState("search", "", "")
        self._none_found.hide()
        self.pane.new_wanted.connect(self.new_entry)
        self.write_button.clicked.connect(self.new_entry)
        self.pane.searched.connect(rows.search)
        self.pane.chosen.connect(self._choose)
        self.pane.opened.connect(self._opened)
        self.pane.end_reached.connect(rows.more)
        rows.counted.connect(self._counted)
        self.tag_filter.chosen.connect(self.model.filter_by)

    def _connect_entry(self) -> None:
        entry = self.model.entry
        entry.opened.connect(self._entry_opened)
        entry.elsewhere.connect(self.go_to)
        entry.erased.connect(lambda: self.done.emit(self.tr("The entry is erased."), None))
        self.model.known.connect(self.page.set_known)
        self.model.known.connect(lambda tags, _people: self.tag_filter.set_tags(tags))
        self.page.words.connect(self.words)
        self.page.done.connect(self.done)
        self.page.share_wanted.connect(self._share)
        self.page.history_wanted.connect(self.show_history)
        self.history.closed.connect(self._leave_history)
        self.history.restored.connect(self._leave_history)
        SavedLine(entry.keeper).said.connect(self.status)

    def _share(self) -> None:
        entry = self.model.entry
        if entry.record is not None:
            entry.save()
            self.share_requested.emit((entry.record,))
