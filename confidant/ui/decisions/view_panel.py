"""How sure, in one of three forms: yes or no, one of several, a number within a range."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from confidant.records.canonical import JsonValue
from confidant.records.forecast import Forecast
from confidant.records.views import WHOLE, is_decimal, scaled
from confidant.ui import theme
from confidant.ui.theme import Role
from confidant.ui.widgets.buttons import Button, IconButton, Kind
from confidant.ui.widgets.field import Field
from confidant.ui.widgets.inputs import LineEdit
from confidant.ui.widgets.labels import Label
from confidant.ui.widgets.probability import Probability

_HUNDREDTH: Final = 100
_LEAST: Final = 2
_MOST: Final = 20
_PAGES: Final = ("binary", "choice", "interval")


class ViewPanel(QWidget):
    """The numbers of a forecast. `fixed_options` for a later view: the options stay."""

    def __init__(self, *, fixed_options: bool = False, parent: QWidget | None = None) -> None:
        """Make an empty panel for yes or no."""
        super().__init__(parent)
        look = theme.current()
        self._fixed = fixed_options
        self.shape = "binary"
        self.chance = Probability(self.tr("How likely"))
        self._rows: list[tuple[QWidget, LineEdit, Probability]] = []
        self.low = LineEdit(self.tr("Not below"))
        self.high = LineEdit(self.tr("Not above"))
        self.unit = LineEdit(self.tr("Unit"), self.tr("m €"))
        self.unit.setVisible(not fixed_options)
        self._pages: dict[str, QWidget] = {
            "binary": Field(self.tr("How likely"), self.chance),
            "choice": self._made_choices(),
            "interval": self._made_interval(),
        }
        self._error = Label("", Role.SMALL, "danger", wrap=True)
        self._error.hide()
        column = QVBoxLayout(self)
        look.pad(column, spacing=8)
        for page in self._pages.values():
            column.addWidget(page)
        column.addWidget(self._error)
        self.show_shape("binary")

    def show_shape(self, shape: str) -> None:
        """Ask in another form."""
        self.shape = shape
        for name, page in self._pages.items():
            page.setVisible(name == shape)
        while shape == "choice" and len(self._rows) < _LEAST:
            self._add_row("", None)

    def show_forecast(self, forecast: Forecast) -> None:
        """Show the numbers that a forecast has."""
        view = forecast.updates[-1] if forecast.updates else forecast
        self.chance.set_value(None if view.p is None else round(view.p / _HUNDREDTH))
        for choice in view.choices or ():
            self._add_row(choice.option, round(choice.p / _HUNDREDTH))
        self.low.setText(view.low or "")
        self.high.setText(view.high or "")
        self.unit.setText(forecast.unit or "")
        self.show_shape(forecast.shape)

    def fields(self) -> Mapping[str, JsonValue] | None:
        """Return the numbers as fields; None after saying what is missing."""
        wrong, given = {
            "binary": self._binary,
            "choice": self._choice,
            "interval": self._interval,
        }[self.shape]()
        self._error.setText(wrong)
        self._error.setVisible(bool(wrong))
        return None if wrong else given

    def clear(self) -> None:
        """Drop every text."""
        for line in (self.low, self.high, self.unit, *(row[1] for row in self._rows)):
            line.clear()

    def _binary(self) -> tuple[str, Mapping[str, JsonValue]]:
        if self.chance.value is None:
            return self.tr("Say how likely it is."), {}
        return "", {"p": self.chance.value * _HUNDREDTH}

    def _choice(self) -> tuple[str, Mapping[str, JsonValue]]:
        rows = [(line.text().strip(), chance.value) for _row, line, chance in self._rows]
        given = [(option, value or 0) for option, value in rows if option]
        if len({option.casefold() for option, _value in given}) < max(_LEAST, len(given)):
            return self.tr("Name at least two options that differ."), {}
        total = sum(value for _option, value in given)
        if total * _HUNDREDTH != WHOLE:
            return self.tr("Together they are {sum} %; make it 100.").format(sum=total), {}
        choices: list[JsonValue] = [{"option": o, "p": v * _HUNDREDTH} for o, v in given]
        return "", {"choices": choices}

    def _interval(self) -> tuple[str, Mapping[str, JsonValue]]:
        low, high = self.low.text().strip(), self.high.text().strip()
        if not (is_decimal(low) and is_decimal(high)):
            return self.tr("Write both as plain numbers, with a point before decimals."), {}
        if scaled(low) > scaled(high):
            return self.tr("The first number has to be the lower one."), {}
        unit = self.unit.text().strip()
        plain: dict[str, JsonValue] = {"low": low, "high": high}
        return "", {**plain, "unit": unit} if unit and not self._fixed else plain

    def _made_choices(self) -> QWidget:
        holder = QWidget()
        holder.setProperty("page", "true")
        column = QVBoxLayout(holder)
        theme.current().pad(column, spacing=8)
        self._choices = QVBoxLayout()
        theme.current().pad(self._choices, spacing=8)
        column.addLayout(self._choices)
        add = Button(self.tr("Add an option"), Kind.LINK, icon="add", small=True)
        add.clicked.connect(lambda: self._add_row("", None))
        add.setVisible(not self._fixed)
        column.addWidget(add, 0, Qt.AlignmentFlag.AlignLeading)
        return holder

    def _made_interval(self) -> QWidget:
        holder = QWidget()
        holder.setProperty("page", "true")
        column = QVBoxLayout(holder)
        theme.current().pad(column, spacing=6)
        row = QHBoxLayout()
        theme.current().pad(row, spacing=12)
        row.addWidget(Field(self.tr("Not below"), self.low))
        row.addWidget(Field(self.tr("Not above"), self.high))
        if not self._fixed:
            row.addWidget(Field(self.tr("Unit"), self.unit))
        column.addLayout(row)
        words = self.tr("So wide that in eight cases of ten the number lies within.")
        column.addWidget(Label(words, Role.SMALL, "subtle", wrap=True))
        return holder

    def _add_row(self, option: str, value: int | None) -> None:
        if len(self._rows) >= _MOST:
            return
        row = QWidget()
        row.setProperty("page", "true")
        line = LineEdit(self.tr("Option"), self.tr("Option"))
        line.setText(option)
        line.setReadOnly(self._fixed)
        chance = Probability(self.tr("How likely"))
        chance.set_value(value)
        across = QHBoxLayout(row)
        theme.current().pad(across, spacing=12)
        across.addWidget(line, 1)
        across.addWidget(chance, 1)
        entry = (row, line, chance)
        if not self._fixed:
            remove = IconButton("close", self.tr("Remove this option"), size=13)
            remove.clicked.connect(lambda: self._drop_row(entry))
            across.addWidget(remove)
        self._rows.append(entry)
        self._choices.addWidget(row)

    def _drop_row(self, entry: tuple[QWidget, LineEdit, Probability]) -> None:
        if len(self._rows) > _LEAST:
            self._rows.remove(entry)
            entry[1].clear()
            entry[0].hide()
            entry[0].deleteLater()
