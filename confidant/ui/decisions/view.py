"""The screen of decisions."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from confidant.compat import override
from confidant.ui import theme
from confidant.ui.commands import Command
from confidant.ui.decisions.alone import Belonging, ForecastPage, belonging
from confidant.ui.decisions.commands import DecisionCommands
from confidant.ui.decisions.forecasts import ForecastsModel
from confidant.ui.decisions.page import DecisionPage
from confidant.ui.decisions.rows import DecisionRows
from confidant.ui.decisions.sheets import DecisionSheets
from confidant.ui.drafting import SavedLine
from confidant.ui.navigation import Place
from confidant.ui.record_form.model import FormModel
from confidant.ui.record_list.listed import Listed
from confidant.ui.record_list.pane import ListPane
from confidant.ui.record_list.split import RecordSplit
from confidant.ui.screen import Screen
from confidant.ui.session import Session
from confidant.ui.widgets.bidi import isolated
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.empty_state import EmptyState
from confidant.vault.vault import Vault


class DecisionsScreen(Screen):
    """The list beside the record."""

    name = "decisions"
    icon = "decision"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Build list and record."""
        super().__init__(session, parent)
        self.rows = DecisionRows(session, self)
        self.form = FormModel(session, "decision", {"status": "pending"}, self)
        self.forecasts = ForecastsModel(session, self)
        self.alone = ForecastsModel(session, self)
        self.page = DecisionPage(self.form, self.forecasts, session.today)
        self.forecast_page = ForecastPage(self.alone, session.today)
        self._told: object = None
        self._open_first = False
        self.sheets = DecisionSheets(self.form, self.page, self)
        self._build()
        self._commands = DecisionCommands(
            self, self.page, self.sheets, new=self.new_decision, save=self.save
        ).all
        self._connect()

    @override
    def title(self) -> str:
        return self.tr("Decisions")

    @override
    def commands(self) -> Sequence[Command]:
        return self._commands

    @override
    def show_place(self, place: Place) -> None:
        if self.rows.count < 0:
            self.rows.show_view("due")
        if place.record is not None:
            self._told = place.record
            self.form.open(place.record)
            self.pane.rows.select_key(place.record, quietly=True)
            self.split.show_record()
        elif not self.form.is_open:
            self._open_first = True
            self._show_first()

    @override
    def panes(self) -> Sequence[QWidget]:
        return (self.pane, self._stack)

    @override
    def focus_search(self) -> None:
        self.split.show_list()
        self.pane.search.setFocus()
        self.pane.search.selectAll()

    @override
    def unwritten(self) -> Sequence[Callable[[Vault], object]]:
        self.page.commit()
        return (*self.page.forecasts.table.unwritten(), *self.form.keeper.unwritten())

    @override
    def clear(self) -> None:
        self.form.clear()
        self.forecasts.clear()
        self.alone.clear()
        self.page.clear()
        self.forecast_page.clear()
        self.rows.clear()
        self.pane.clear()
        self._no_hits.set_words("", "")

    # What a person wants.

    def new_decision(self) -> None:
        """Begin a decision, from wherever one is."""
        if not self.isVisible():
            self.go_to.emit(Place(self.name))
        self.page.commit()
        self._open_first = False
        self._told = None
        self.form.new()
        self.pane.rows.select_key(None, quietly=True)
        self._stack.setCurrentWidget(self.page)
        self.split.show_record()
        self.page.head.title.setFocus()

    def save(self) -> None:
        """Make what was typed a revision now."""
        self.page.commit()
        self.page.forecasts.table.settle()
        self.form.save()

    # Inside.

    def _show_first(self) -> None:
        row = self.rows.model.row(0) if self.rows.count > 0 else None
        if row is not None and self._open_first and not self.split.is_narrow:
            self._open_first = False
            self.form.open(row.id)
            self.pane.rows.select_key(row.id, quietly=True)

    def _choose(self, row: Listed) -> None:
        if row.id != self.form.record:
            self.go_to.emit(Place(self.name, row.id))

    def _opened(self) -> None:
        if self.form.is_open:
            self._stack.setCurrentWidget(self.page)
            self.pane.rows.select_key(self.form.record, quietly=True)
        elif self._stack.currentWidget() is self.page:
            self._stack.setCurrentWidget(self._nothing)

    def _form_changed(self, _name: str) -> None:
        record = self.form.record
        if self.form.is_new and record is not None and record != self._told:
            # The place has a name once there is something to come back to.
            self._told = record
            self.go_to.emit(Place(self.name, record))

    def _elsewhere(self, place: Place) -> None:
        if place.screen != self.name:
            self.go_to.emit(place)
        elif place.record is not None:
            verb = partial(belonging, record=place.record)
            self.session.read(self, verb, self._belongs, key="belonging")

    def _belongs(self, to: Belonging) -> None:
        if to.decision is not None:
            self.go_to.emit(Place(self.name, to.decision))
        elif to.forecast is not None:
            self.form.close()
            self.alone.show_alone(to.forecast)
            self._stack.setCurrentWidget(self.forecast_page)

    def _status_chosen(self, status: str) -> None:
        before = self.form.text("status")
        self.form.set("status", status)
        self.page.head.show_status()
        self.done.emit(self.tr("The status was changed."), lambda: self._status_back(before))

    def _status_back(self, status: str) -> None:
        self.form.set("status", status)
        self.page.head.show_status()

    def _share(self) -> None:
        self.page.commit()
        self.form.when_saved(
            lambda record: self.share_requested.emit((record,)), self.sheets.refuse
        )

    def _counted(self, count: int) -> None:
        if count == 0 and self.rows.is_search:
            title = self.tr("Nothing for “{text}”").format(text=isolated(self.rows.text))
            self._no_hits.set_words(title, self.tr("Searched every decision."))
            self.pane.show_empty(self._no_hits)
        elif count == 0:
            self.pane.show_empty(self._none)
        else:
            self.pane.show_empty(None)
        self._show_first()

    def _build(self) -> None:
        self.pane = ListPane(
            self.tr("Decisions"),
            self.rows.model,
            new_text=self.tr("New decision"),
            search_text=self.tr("Search decisions"),
            list_name=self.tr("Decisions"),
            views=(("due", self.tr("By decide-by")), ("all", self.tr("All"))),
            views_name=self.tr("Which decisions"),
        )
        self._no_hits = EmptyState("search", "", "")
        self.first_button = Button(self.tr("Write the question"), Kind.SECONDARY)
        self._none = EmptyState(
            "decision",
            self.tr("No decisions wait"),
            self.tr("Write the question, what you lean to, how sure you are, and by when."),
            primary=self.first_button,
        )
        self._nothing = QWidget()
        self._stack = QStackedWidget()
        for page in (self._nothing, self.page, self.forecast_page):
            self._stack.addWidget(page)
        self.split = RecordSplit(self.name, self.pane, self._stack)
        column = QVBoxLayout(self)
        theme.current().pad(column)
        column.addWidget(self.split)

    def _connect(self) -> None:
        pane, page = self.pane, self.page
        for button in (pane.new_button, self.first_button):
            button.setEnabled(not self.session.read_only)
        pane.new_wanted.connect(self.new_decision)
        self.first_button.clicked.connect(self.new_decision)
        pane.searched.connect(self.rows.search)
        pane.view_chosen.connect(self.rows.show_view)
        pane.chosen.connect(self._choose)
        pane.opened.connect(lambda _row: page.head.title.setFocus())
        pane.end_reached.connect(self.rows.more)
        self.rows.counted.connect(self._counted)
        self.form.opened.connect(self._opened)
        self.form.field_changed.connect(self._form_changed)
        self.form.elsewhere.connect(self._elsewhere)
        self.form.ended.connect(lambda: self.done.emit(self.tr("The decision is erased."), None))
        self.sheets.deciding.sealed.connect(
            lambda: self.done.emit(self.tr("The decision is sealed."), None)
        )
        SavedLine(self.form.keeper).said.connect(self.status)
        page.removed.connect(self.done)
        page.decide_wanted.connect(self.sheets.decide)
        page.amend_wanted.connect(self.sheets.amend)
        page.band.look_wanted.connect(self.sheets.look_at_sealed)
        page.head.decline_wanted.connect(self.sheets.decline)
        page.head.erase_wanted.connect(self.sheets.erase)
        page.head.share_wanted.connect(self._share)
        page.head.status_chosen.connect(self._status_chosen)
