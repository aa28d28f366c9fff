"""The table of forecasts: question, how sure, until when, and what is done with each."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QMenu, QVBoxLayout, QWidget

from confidant.compat import override
from confidant.records.canonical import JsonValue
from confidant.services.erasing import Reach
from confidant.ui import theme
from confidant.ui.decisions.forecast_sheets import (
    AskingSheet,
    ForecastSheet,
    ResolveSheet,
    UpdateSheet,
)
from confidant.ui.decisions.forecast_words import ForecastWords
from confidant.ui.decisions.forecasts import ForecastsModel, Held
from confidant.ui.record_form.erase_sheet import EraseRecordSheet
from confidant.ui.theme import Role
from confidant.ui.widgets.buttons import IconButton
from confidant.ui.widgets.card import Card
from confidant.ui.widgets.labels import Label, Rule
from confidant.ui.widgets.probability import Probability
from confidant.vault.vault import Vault

_NARROW: Final = 560
_MOVED_MS: Final = 700
"""After the slider rests the probability is kept."""
_HUNDREDTH: Final = 100

Write = Callable[[ForecastSheet, str, date, Mapping[str, JsonValue]], object]


class ForecastRow(QWidget):
    """One forecast. `chance_moved(int)` in per cent, when the slider rests."""

    chance_moved = Signal(int)

    def __init__(self, held: Held, words: ForecastWords, *, read_only: bool) -> None:
        """Show `held`."""
        super().__init__()
        self.held = held
        look = theme.current()
        body = held.body
        self.question = Label(body.question, Role.READ_SMALL, wrap=True)
        self.question.setAccessibleName(words.spoken(body))
        self.standing = Label(words.standing(body), Role.SMALL, "muted", wrap=True)
        self.more = IconButton("more", self.tr("What to do with this forecast"))
        self.more.setVisible(not read_only)
        self.chance: Probability | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_MOVED_MS)
        self._timer.timeout.connect(self.settle)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        look.pad(self._row, spacing=12, margins=(0, 4, 0, 4))
        self._row.addWidget(self.question, 5)
        self._row.addWidget(self._made_middle(words, read_only=read_only), 4)
        self._row.addWidget(self.standing, 3)
        self._row.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)

    def settle(self) -> None:
        """Keep the probability now if it was moved."""
        self._timer.stop()
        if self.chance is None or self.chance.value is None:
            return
        if self.chance.value * _HUNDREDTH != self.held.body.p:
            self.chance_moved.emit(self.chance.value)

    def forget(self) -> None:
        """Drop every text, also what is spoken."""
        self._timer.stop()
        for label in self.findChildren(Label):
            label.setText("")
            label.setAccessibleName("")
        if self.chance is not None:
            self.chance.slider.setAccessibleName("")

    def rest(self) -> None:
        """Forget that the slider was moved: somebody else keeps its value."""
        self._timer.stop()

    def show_chance(self, held: Held) -> None:
        """Take over what differs in the probability only."""
        self.held = held
        if self.chance is not None and not self.is_moved:
            p = held.body.p
            self.chance.set_value(None if p is None else round(p / _HUNDREDTH))

    @property
    def is_moved(self) -> bool:
        """Whether the slider was moved and not kept."""
        return self._timer.isActive()

    def _made_middle(self, words: ForecastWords, *, read_only: bool) -> QWidget:
        body = self.held.body
        if self.held.sealed or read_only or body.shape != "binary":
            return Label(words.view(body, body), Role.UI_STRONG, wrap=True)
        name = self.tr("How likely: {question}").format(question=body.question)
        self.chance = Probability(name)
        self.chance.set_value(None if body.p is None else round(body.p / _HUNDREDTH))
        self.chance.changed.connect(lambda _value: self._timer.start())
        return self.chance

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.current().px(_NARROW)
        way = QBoxLayout.Direction
        self._row.setDirection(way.TopToBottom if narrow else way.LeftToRight)


class ForecastsTable(QWidget):
    """The forecasts of `model`, and the sheets that are opened for them."""

    done = Signal(str)

    def __init__(
        self, model: ForecastsModel, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        """Show what the model has."""
        super().__init__(parent)
        self._model = model
        self._today = today
        self._words = ForecastWords(self)
        self.rows: list[ForecastRow] = []
        self.sheet: AskingSheet | EraseRecordSheet | None = None
        self._card = Card(spacing=4)
        column = QVBoxLayout(self)
        theme.current().pad(column)
        column.addWidget(self._card)
        self._parts: list[QWidget] = []
        model.changed.connect(self.show_rows)

    def show_rows(self) -> None:
        """Show the forecasts as they stand; a slider that was moved stays where it is."""
        if [_but_chance(row.held) for row in self.rows] == [
            _but_chance(held) for held in self._model.held
        ]:
            for row, held in zip(self.rows, self._model.held, strict=True):
                row.show_chance(held)
            return
        self.drop()
        for number, held in enumerate(self._model.held):
            if number:
                self._add(Rule())
            self._add(self._made_row(held))
        self._card.setVisible(bool(self.rows))

    def drop(self) -> None:
        """Take the rows away with every text in them."""
        for part in self._parts:
            part.hide()
            part.deleteLater()
        for row in self.rows:
            row.forget()
        self._parts.clear()
        self.rows.clear()

    def settle(self) -> None:
        """Keep every probability that was moved."""
        for row in self.rows:
            if row.is_moved:
                row.settle()

    def unwritten(self) -> list[Callable[[Vault], object]]:
        """Return what writes every probability that was moved and not kept; for a lock."""
        verbs: list[Callable[[Vault], object]] = []
        for row in self.rows:
            value = row.chance.value if row.chance is not None and row.is_moved else None
            if value is not None:
                row.rest()
                verbs.append(self._model.chance_verb(row.held, value * _HUNDREDTH))
        return verbs

    def ask_for_new(
        self, write: Callable[[ForecastSheet, str, date, Mapping[str, JsonValue]], object]
    ) -> None:
        """Ask for a forecast; `write` receives the sheet and what was said."""

        def go(question: str, day: date, fields: Mapping[str, JsonValue]) -> None:
            write(sheet, question, day, fields)

        sheet = ForecastSheet(self, self._today, go)
        self._open(sheet)

    def change(self, held: Held) -> None:
        """Ask what a forecast says that is not sealed."""

        def go(question: str, day: date, fields: Mapping[str, JsonValue]) -> None:
            self._model.change(held, question, day, fields, sheet.accept, sheet.show_refusal)

        sheet = ForecastSheet(self, self._today, go, held.body)
        self._open(sheet)

    def update_view(self, held: Held) -> None:
        """Ask for a later view."""

        def go(fields: Mapping[str, JsonValue], why: str) -> None:
            self._model.update(held, fields, why, sheet.accept, sheet.show_refusal)

        sheet = UpdateSheet(self, held.body, go)
        self._open(sheet)

    def resolve(self, held: Held) -> None:
        """Ask what the world said."""

        def go(resolution: str, lesson: str) -> None:
            self._model.resolve(held, resolution, lesson, sheet.accept, sheet.show_refusal)

        sheet = ResolveSheet(self, held.body, go)
        self._open(sheet)

    def erase(self, held: Held) -> None:
        """Ask before a forecast is erased."""
        self._model.out_of_reach(held, partial(self._ask_to_erase, held))

    def _ask_to_erase(self, held: Held, reach: Reach) -> None:
        question = self.tr("Erase this forecast?")
        sheet = EraseRecordSheet(self, question, title=held.body.question, reach=reach)
        sheet.accepted.connect(lambda: self._model.erase(held, replace=sheet.replaces_backups))
        self._open(sheet)

    def menu_of(self, held: Held) -> QMenu:
        """Return what can be done with a forecast now."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        open_ = held.body.resolution is None
        if open_ and not held.sealed:
            menu.addAction(self.tr("Change it…"), lambda: self.change(held))
        if open_ and held.sealed:
            menu.addAction(self.tr("Say how sure you are now…"), lambda: self.update_view(held))
        if open_:
            menu.addAction(self.tr("Resolve it…"), lambda: self.resolve(held))
        menu.addAction(self.tr("Erase it…"), lambda: self.erase(held))
        return menu

    def _open(self, sheet: AskingSheet | EraseRecordSheet) -> None:
        self.sheet = sheet
        sheet.open()

    def _add(self, part: QWidget) -> None:
        self._parts.append(part)
        self._card.column.addWidget(part)

    def _made_row(self, held: Held) -> ForecastRow:
        row = ForecastRow(held, self._words, read_only=self._model.session.read_only)
        row.chance_moved.connect(lambda value: self._model.set_chance(row.held, value * _HUNDREDTH))
        row.more.clicked.connect(lambda: self._pop_up(row))
        self.rows.append(row)
        return row

    def _pop_up(self, row: ForecastRow) -> None:
        corner = row.more.rect().bottomLeft()
        self.menu_of(row.held).popup(row.more.mapToGlobal(corner))


def _but_chance(held: Held) -> tuple[object, ...]:
    return held.record, held.sealed, held.body.with_changes(p=None)
