"""The screen of doubts."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from confidant.compat import override
from confidant.records.ids import RecordId
from confidant.services.doubts import Line
from confidant.services.erasing import Reach
from confidant.ui import theme
from confidant.ui.commands import Command, Menu
from confidant.ui.doubts.list_page import DoubtsListPage
from confidant.ui.doubts.page import DoubtPage
from confidant.ui.doubts.sheets import CarrySheet, DoubtSheet, ForecastSheet, SettleSheet
from confidant.ui.doubts.view_model import DoubtsModel
from confidant.ui.doubts.words import DoubtWords
from confidant.ui.drafting import SavedLine
from confidant.ui.navigation import Place
from confidant.ui.record_form.erase_sheet import EraseRecordSheet
from confidant.ui.record_form.model import FormModel
from confidant.ui.screen import Screen
from confidant.ui.session import Session
from confidant.ui.widgets.known_tags import Known
from confidant.vault.vault import Vault


class DoubtsScreen(Screen):
    """All doubts on one page; one of them on another."""

    name = "doubts"
    icon = "doubt"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Build both pages."""
        super().__init__(session, parent)
        self.model = DoubtsModel(session, self)
        self.form = FormModel(session, "doubt", {"state": "open"}, self)
        words = DoubtWords(self)
        self.list_page = DoubtsListPage(self.model, words)
        self.page = DoubtPage(self.form, words, session.today)
        self.sheet: DoubtSheet | EraseRecordSheet | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list_page)
        self._stack.addWidget(self.page)
        column = QVBoxLayout(self)
        theme.current().pad(column)
        column.addWidget(self._stack)
        self._told: RecordId | None = None
        self._commands = self._made_commands()
        self._connect()
        self.model.reload()

    @override
    def title(self) -> str:
        return self.tr("Doubts")

    @override
    def commands(self) -> Sequence[Command]:
        return self._commands

    @override
    def show_place(self, place: Place) -> None:
        if place.record is None:
            self._show_list()
        else:
            self._stack.setCurrentWidget(self.page)
            self._told = place.record
            self.form.open(place.record)

    @override
    def panes(self) -> Sequence[QWidget]:
        return (self._stack,)

    @override
    def focus_search(self) -> None:
        self._show_list()
        self.list_page.search.setFocus()
        self.list_page.search.selectAll()

    @override
    def unwritten(self) -> Sequence[Callable[[Vault], object]]:
        self.page.commit()
        return self.form.keeper.unwritten()

    @override
    def clear(self) -> None:
        self.form.clear()
        self.model.clear()
        self.page.clear()
        self.list_page.clear()

    def new_doubt(self) -> None:
        """Begin a doubt, from wherever one is."""
        if not self.isVisible():
            self.go_to.emit(Place(self.name))
        self._stack.setCurrentWidget(self.page)
        self._told = None
        self.form.new()
        self.page.statement.setFocus()

    # What is asked.

    def settle(self, line: Line) -> None:
        """Ask how a doubt ended."""

        def go(sheet: SettleSheet, warranted: bool, evidence: str) -> None:  # noqa: FBT001 -- yes or no is what settling says
            self.model.settle(
                line.record,
                warranted=warranted,
                evidence=evidence,
                then=partial(self._finish, sheet, self.tr("The doubt is settled.")),
                failed=sheet.show_refusal,
            )

        self._ask(SettleSheet(self, line, go))

    def carry(self, line: Line) -> None:
        """Ask why a doubt goes on, and until when."""

        def go(sheet: CarrySheet, because: str, until: date | None) -> None:
            self.model.carry(
                line.record,
                because=because,
                until=until,
                then=partial(self._finish, sheet, self.tr("The doubt is carried on.")),
                failed=sheet.show_refusal,
            )

        self._ask(CarrySheet(self, line, self.session.today, go))

    def forecast(self, line: Line) -> None:
        """Ask what the world will answer."""

        def go(sheet: ForecastSheet, question: str, p: int, day: date) -> None:
            self.model.make_forecast(
                line.record,
                question=question,
                p=p,
                resolve_by=day,
                then=partial(self._finish, sheet, self.tr("The doubt became a forecast.")),
                failed=sheet.show_refusal,
            )

        self._ask(ForecastSheet(self, line, self.session.today, go))

    def erase(self) -> None:
        """Ask before the doubt on the page is erased."""
        self.form.out_of_reach(self._ask_to_erase)

    # Inside.

    def _ask_to_erase(self, reach: Reach | None) -> None:
        question = self.tr("Erase this doubt?")
        sheet = EraseRecordSheet(self, question, title=self.form.text("statement"), reach=reach)
        sheet.accepted.connect(lambda: self.form.erase(replace=sheet.replaces_backups))
        self._ask(sheet)

    def _ask(self, sheet: DoubtSheet | EraseRecordSheet) -> None:
        self.sheet = sheet
        sheet.open()

    def _finish(self, sheet: DoubtSheet, words: str) -> None:
        sheet.finish()
        self.done.emit(words, None)

    def _show_list(self) -> None:
        self.page.commit()
        if self.form.is_open:
            self.form.close()
        self._told = None
        self._stack.setCurrentWidget(self.list_page)
        self.model.reload()
        self.list_page.list.setFocus()

    def _go_to_list(self) -> None:
        self.go_to.emit(Place(self.name))

    def _open(self, line: Line) -> None:
        self.go_to.emit(Place(self.name, line.record))

    def _decide(self, line: Line) -> None:
        self.model.make_decision(line.record)

    def _became(self, record: RecordId) -> None:
        self.done.emit(self.tr("The doubt became this decision."), None)
        self.go_to.emit(Place("decisions", record))

    def _share(self, line: Line) -> None:
        self.share_requested.emit((line.record,))

    def _for_page(self, ask: Callable[[Line], object]) -> None:
        """Save the doubt on the page, then ask about it."""
        self.page.commit()

        def run(record: RecordId) -> None:
            self.model.read_line(record, ask)

        self.form.when_saved(run, lambda sentence: self.page.refuse("statement", sentence))

    def _form_changed(self, _name: str) -> None:
        record = self.form.record
        if self.form.is_new and record is not None and record != self._told:
            # The place has a name once there is something to come back to.
            self._told = record
            self.go_to.emit(Place(self.name, record))

    def _form_opened(self) -> None:
        if not self.form.is_open and self._stack.currentWidget() is self.page:
            self._go_to_list()

    def _show_attention(self) -> None:
        self.attention.emit(self.model.stale_count)

    def _connect(self) -> None:
        self.model.changed.connect(self._show_attention)
        self.model.became.connect(self._became)
        self.form.opened.connect(self._form_opened)
        self.form.field_changed.connect(self._form_changed)
        self.form.elsewhere.connect(self.go_to)
        self.form.ended.connect(lambda: self.done.emit(self.tr("The doubt is erased."), None))
        SavedLine(self.form.keeper).said.connect(self.status)
        card, cards, page = self.list_page.card, self.list_page.list, self.page
        self.list_page.new_wanted.connect(self.new_doubt)
        for signal, run in (
            (card.settle_wanted, self.settle),
            (card.carry_wanted, self.carry),
            (card.forecast_wanted, self.forecast),
            (card.decision_wanted, self._decide),
            (card.share_wanted, self._share),
            (card.open_wanted, self._open),
            (cards.settle_wanted, self.settle),
            (cards.carry_wanted, self.carry),
            (cards.opened, self._open),
        ):
            signal.connect(run)
        cards.intensity_wanted.connect(
            lambda line, value: self.model.set_intensity(line.record, value)
        )
        page.back_wanted.connect(self._go_to_list)
        page.erase_wanted.connect(self.erase)
        for signal, ask in (
            (page.settle_wanted, self.settle),
            (page.carry_wanted, self.carry),
            (page.forecast_wanted, self.forecast),
            (page.decision_wanted, self._decide),
            (page.share_wanted, self._share),
        ):
            signal.connect(partial(self._for_page, ask))
        self.session.read(self, Vault.tags, self._know_tags)

    def _know_tags(self, tags: dict[str, int]) -> None:
        self.page.tags.set_known([Known(tag) for tag in tags])

    def _made_commands(self) -> tuple[Command, ...]:
        return (
            Command(
                self,
                self.tr("New &doubt"),
                self.new_doubt,
                menu=Menu.FILE,
                icon="doubt",
                keys="Ctrl+Shift+B",
                why_not=self._why_not_write,
            ),
            Command(
                self,
                self.tr("Sa&ve the doubt"),
                self._save,
                menu=Menu.FILE,
                icon="save",
                keys="Ctrl+S",
                why_not=self._why_not_save,
            ),
        )

    def _save(self) -> None:
        self.page.commit()
        self.form.save()

    def _why_not_write(self) -> str:
        return self.tr("This vault can only be read.") if self.session.read_only else ""

    def _why_not_save(self) -> str:
        if self.isHidden() or not self.form.is_open:
            return self.tr("No doubt is open.")
        return self._why_not_write()
