"""How sure: a numeral and a slider from 0 to 100 per cent, in steps of one."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSlider, QVBoxLayout, QWidget

from confidant.compat import override
from confidant.ui import theme
from confidant.ui.theme import Role
from confidant.ui.theme.metrics import HIT
from confidant.ui.widgets.labels import Label
from confidant.ui.widgets.painting import painter_of, rounded
from confidant.ui.widgets.slider_painting import (
    middle_y,
    paint_handle,
    paint_track,
    value_at,
    x_of,
)

NO_BREAK_SPACE: Final = "\u00a0"
_TYPING_MS: Final = 1_200
_TICKS: Final = (0, 20, 40, 60, 80, 100)


def percent(value: int) -> str:
    """Return `70 %` with a no-break space."""
    return f"{value}{NO_BREAK_SPACE}%"


class ProbabilitySlider(QSlider):
    """The slider alone. `is_set` is false until a person, or `set_probability`, gave a value."""

    set_changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make a slider without a value; `name` says of what."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setRange(0, 100)
        self.setSingleStep(1)
        self.setPageStep(5)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._set = False
        self._typed = ""
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self._stop_typing)
        self.valueChanged.connect(self._valued)
        self.set_probability(None)

    @property
    def is_set(self) -> bool:
        """Whether there is a value at all."""
        return self._set

    def set_probability(self, value: int | None) -> None:
        """Show a value of 0–100, or none, without `valueChanged`."""
        was_blocked = self.blockSignals(True)  # noqa: FBT003 -- Qt's signature
        self.setValue(50 if value is None else value)
        self.blockSignals(was_blocked)
        self._set = value is not None
        self._describe()
        self.update()

    def _valued(self, _value: int) -> None:
        self._touch()
        self._describe()

    def _touch(self) -> None:
        if not self._set:
            self._set = True
            self._describe()
            self.set_changed.emit()
            self.update()

    def _describe(self) -> None:
        words = self.tr("%n per cent", "", self.value()) if self._set else self.tr("not said yet")
        self.setAccessibleDescription(words)

    def _stop_typing(self) -> None:
        self._typed = ""

    def _type(self, digit: str) -> None:
        typed = self._typed + digit
        if int(typed) > self.maximum():
            typed = digit
        self._typed = typed
        self._typing.start()
        self.setValue(int(typed))
        self._touch()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isdecimal() and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        ):
            self._type(str(int(event.text())))
            return
        self._stop_typing()
        before = self.value()
        super().keyPressEvent(event)
        if event.key() in {Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Space}:
            self._touch()
        if self.value() != before:
            self._touch()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._move_to(event.position().x())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._move_to(event.position().x())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setSliderDown(False)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        # Scrolling a page must not change an answer on the way.
        event.ignore()

    @override
    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(160), look.px(HIT))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(80), self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_of(self)
        paint_track(painter, self, ticks=_TICKS)
        if self._set:
            self._paint_filled(painter)
        paint_handle(painter, self, self.handle_x(), hollow=not self._set)
        painter.end()

    def handle_x(self) -> float:
        """Return where the middle of the handle is, in pixels from the left."""
        return x_of(self, self.value())

    def _paint_filled(self, painter: QPainter) -> None:
        look = theme.current()
        start, end = x_of(self, self.minimum()), self.handle_x()
        height = look.px(5)
        area = QRectF(min(start, end), 0, abs(end - start), height)
        area.moveTop(middle_y(self) - height / 2)
        tint = look.colour("accent" if self.isEnabled() else "disabled")
        rounded(painter, area, height / 2, tint)

    def _move_to(self, x: float) -> None:
        self.setValue(value_at(self, x))
        self._touch()


class Probability(QWidget):
    """Numeral, slider and, at 0 and 100, the question whether that is a forecast at all."""

    changed = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make it without a value; `name` says of what."""
        super().__init__(parent)
        look = theme.current()
        self._numeral = Label("", Role.H3)
        self.slider = ProbabilitySlider(name)
        self._certain = Label(
            self.tr("Certain? Then it is not a forecast."), Role.SMALL, "caution", wrap=True
        )
        self._certain.hide()
        row = QHBoxLayout()
        look.pad(row, spacing=12)
        row.addWidget(self._numeral)
        row.addWidget(self.slider, 1)
        column = QVBoxLayout(self)
        look.pad(column, spacing=2)
        column.addLayout(row)
        column.addWidget(self._certain)
        self.setFocusProxy(self.slider)
        self.slider.valueChanged.connect(self._changed)
        self.slider.set_changed.connect(self._first)
        look.changed.connect(self._show)
        self._show()

    @property
    def value(self) -> int | None:
        """The probability in per cent, None when none was given."""
        return self.slider.value() if self.slider.is_set else None

    def set_value(self, value: int | None) -> None:
        """Show a probability of 0–100 or none, without `changed`."""
        self.slider.set_probability(value)
        self._show()

    def _first(self) -> None:
        self._changed(self.slider.value())

    def _changed(self, value: int) -> None:
        self._show()
        self.changed.emit(value)

    def _show(self) -> None:
        value = self.value
        self._numeral.setText("–" if value is None else percent(value))
        self._numeral.setMinimumWidth(self._numeral.fontMetrics().horizontalAdvance(percent(100)))
        self._certain.setVisible(value in {0, 100})
