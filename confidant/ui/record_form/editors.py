"""One editor for every shape that a single value has."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from confidant.compat import override
from confidant.records.canonical import JsonValue
from confidant.ui import theme
from confidant.ui.theme import Role
from confidant.ui.widgets.choices import ComboBox, RadioButton
from confidant.ui.widgets.date_field import DateField
from confidant.ui.widgets.flow_layout import FlowLayout
from confidant.ui.widgets.plain_text import PlainText
from confidant.ui.widgets.probability import Probability
from confidant.ui.widgets.title_edit import TitleEdit

_HUNDREDTH = 100
"""Basis points of one per cent."""
_SHORTEST = 10
"""Letters that a list has room for, however short its choices are."""


class Editor(QWidget):
    """Edits one value in plain JSON. `changed` follows what a person did, not `set_value`."""

    changed = Signal()

    is_long = False
    """Whether it wants the whole width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an editor without a value."""
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        theme.current().pad(self.column)

    def value(self) -> JsonValue | None:
        """Return the value, None for none."""
        return None

    def set_value(self, value: JsonValue | None) -> None:
        """Show a value without `changed`."""

    def clear(self) -> None:
        """Forget the value, and what could be undone."""
        self.set_value(None)

    def commit(self) -> None:
        """Take what was typed and not confirmed yet."""

    def _hold(self, inner: QWidget) -> None:
        self.column.addWidget(inner)
        self.setFocusProxy(inner)


class TextEditor(Editor):
    """A text of several lines, as high as it is."""

    is_long = True

    def __init__(
        self,
        name: str,
        placeholder: str = "",
        *,
        role: Role = Role.READ_SMALL,
        framed: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """Make an empty text called `name`."""
        super().__init__(parent)
        self.edit = PlainText(name, placeholder, role=role, framed=framed, growing=True)
        self.edit.edited.connect(self.changed)
        self._hold(self.edit)

    @override
    def value(self) -> JsonValue | None:
        text = self.edit.text()
        return text if text.strip() else None

    @override
    def set_value(self, value: JsonValue | None) -> None:
        self.edit.set_text(value if isinstance(value, str) else "")

    @override
    def clear(self) -> None:
        self.edit.forget()

    def set_wrong(self, *, wrong: bool) -> None:
        """Draw the border of an error, or take it away."""
        self.edit.set_wrong(wrong=wrong)


class LineEditor(TextEditor):
    """One line, which wraps instead of being cut."""

    def __init__(
        self,
        name: str,
        placeholder: str = "",
        *,
        role: Role = Role.UI,
        framed: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """Make an empty line called `name`."""
        Editor.__init__(self, parent)
        self.edit = TitleEdit(name, placeholder, role=role, framed=framed)
        self.edit.edited.connect(self.changed)
        self._hold(self.edit)


class DayEditor(Editor):
    """A day or none."""

    def __init__(self, name: str, today: Callable[[], date], parent: QWidget | None = None) -> None:
        """Make it without a day."""
        super().__init__(parent)
        self.field = DateField(name, today)
        self.field.changed.connect(lambda _day: self.changed.emit())
        self.field.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout()
        row.addWidget(self.field)
        row.addStretch(1)
        self.column.addLayout(row)
        self.setFocusProxy(self.field)

    @override
    def value(self) -> JsonValue | None:
        return self.field.day.isoformat() if self.field.day is not None else None

    @override
    def set_value(self, value: JsonValue | None) -> None:
        self.field.set_day(date.fromisoformat(value) if isinstance(value, str) else None)

    @override
    def commit(self) -> None:
        self.field.commit()


class PercentEditor(Editor):
    """A probability; kept in basis points, moved in per cent."""

    def __init__(self, name: str, *, least: int = 220, parent: QWidget | None = None) -> None:
        """Make it without a value, `least` wide at text scale 1.0."""
        super().__init__(parent)
        self._least = least
        self._value: int | None = None
        self.probability = Probability(name)
        self.probability.changed.connect(self._moved)
        self._hold(self.probability)
        theme.current().changed.connect(self._fit)
        self._fit()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.minimumWidth(), super().sizeHint().height())

    def _fit(self) -> None:
        self.setMinimumWidth(theme.current().px(self._least))

    @override
    def value(self) -> JsonValue | None:
        return self._value

    @override
    def set_value(self, value: JsonValue | None) -> None:
        self._value = value if isinstance(value, int) else None
        shown = None if self._value is None else round(self._value / _HUNDREDTH)
        self.probability.set_value(shown)

    def _moved(self, value: int) -> None:
        self._value = value * _HUNDREDTH
        self.changed.emit()


class ChoiceEditor(Editor):
    """One of a few fixed values, or none."""

    def __init__(
        self,
        name: str,
        choices: Sequence[tuple[JsonValue, str]],
        parent: QWidget | None = None,
    ) -> None:
        """Make the list of (value, words), with `Not said` first."""
        super().__init__(parent)
        self._values: Mapping[str, JsonValue] = {
            str(at): value for at, (value, _words) in enumerate(choices)
        }
        words = [(str(at), words) for at, (_value, words) in enumerate(choices)]
        self.box = ComboBox([("", self.tr("Not said")), *words])
        self.box.setAccessibleName(name)
        self.box.setMinimumContentsLength(_SHORTEST)
        self.box.activated.connect(lambda _index: self.changed.emit())
        self._hold(self.box)

    @override
    def value(self) -> JsonValue | None:
        return self._values.get(self.box.chosen)

    @override
    def set_value(self, value: JsonValue | None) -> None:
        # True equals 1 in Python, but not here.
        found = (k for k, v in self._values.items() if v == value and type(v) is type(value))
        self.box.choose(next(found, ""))


class ScaleEditor(Editor):
    """A number from a short range, side by side, or none."""

    is_long = True

    def __init__(
        self, name: str, steps: Sequence[tuple[int, str]], parent: QWidget | None = None
    ) -> None:
        """Make the row of (number, words), with `Not said` first."""
        super().__init__(parent)
        holder = QWidget()
        holder.setProperty("page", "true")
        row = FlowLayout(holder)
        theme.current().pad(row, spacing=12)
        self._numbers = frozenset(number for number, _words in steps)
        self._group = QButtonGroup(self)
        for number, words in ((0, self.tr("Not said")), *steps):
            button = RadioButton(words)
            button.setAccessibleDescription(name)
            self._group.addButton(button, number)
            row.addWidget(button)
        self._group.button(0).setChecked(True)
        self._group.idClicked.connect(lambda _number: self.changed.emit())
        self.column.addWidget(holder)
        self.setFocusProxy(self._group.button(0))

    @override
    def value(self) -> JsonValue | None:
        number = self._group.checkedId()
        return number if number > 0 else None

    @override
    def set_value(self, value: JsonValue | None) -> None:
        number = value if isinstance(value, int) and value in self._numbers else 0
        self._group.button(number).setChecked(True)
