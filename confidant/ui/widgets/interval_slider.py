"""From … to: two handles on one track. They push each other and never cross."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSlider, QWidget

from confidant.compat import override
from confidant.ui import theme
from confidant.ui.theme import Role
from confidant.ui.theme.metrics import HIT
from confidant.ui.widgets.labels import Label
from confidant.ui.widgets.painting import painter_of, rounded
from confidant.ui.widgets.probability import percent
from confidant.ui.widgets.slider_painting import (
    middle_y,
    paint_handle,
    paint_track,
    value_at,
    x_of,
)


class IntervalSlider(QWidget):
    """Numerals and a track with a lower and an upper handle, each a tab stop."""

    changed = Signal(int, int)

    def __init__(
        self,
        name: str,
        *,
        minimum: int = 0,
        maximum: int = 100,
        words: Callable[[int], str] = percent,
        parent: QWidget | None = None,
    ) -> None:
        """Make an interval over the whole range.

        Args:
            name: what lies between the two.
            minimum: the least value.
            maximum: the greatest value, > minimum.
            words: how a value is written, for eyes and ears.
            parent: owns the widget.
        """
        super().__init__(parent)
        self._text = words
        self._numeral = Label("", Role.H3)
        self._track = _Track(name, minimum, maximum)
        row = QHBoxLayout(self)
        theme.current().pad(row, spacing=12)
        row.addWidget(self._numeral)
        row.addWidget(self._track, 1)
        self.low, self.high = self._track.low, self._track.high
        self.low.setAccessibleName(self.tr("{name}, lowest").format(name=name))
        self.high.setAccessibleName(self.tr("{name}, highest").format(name=name))
        self.setFocusProxy(self.low)
        self.low.valueChanged.connect(self._push_up)
        self.high.valueChanged.connect(self._push_down)
        self._show()

    @property
    def values(self) -> tuple[int, int]:
        """The two ends, the lower one first."""
        return self.low.value(), self.high.value()

    def set_values(self, low: int, high: int) -> None:
        """Show an interval, low ≤ high, without `changed`."""
        for slider, value in ((self.low, low), (self.high, max(low, high))):
            was_blocked = slider.blockSignals(True)  # noqa: FBT003 -- Qt's signature
            slider.setValue(value)
            slider.blockSignals(was_blocked)
        self._show()

    def _push_up(self, value: int) -> None:
        if self.high.value() < value:
            self.high.setValue(value)
        self._moved()

    def _push_down(self, value: int) -> None:
        if self.low.value() > value:
            self.low.setValue(value)
        self._moved()

    def _moved(self) -> None:
        low, high = self.values
        if low <= high:
            self._show()
            self.changed.emit(low, high)

    def _show(self) -> None:
        low, high = self.values
        self._numeral.setText(f"{self._text(low)} – {self._text(high)}")
        self.low.setAccessibleDescription(self._text(low))
        self.high.setAccessibleDescription(self._text(high))
        self._track.update()


class _Track(QWidget):
    def __init__(self, name: str, minimum: int, maximum: int) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.low = _Bound(self, minimum, maximum, minimum)
        self.high = _Bound(self, minimum, maximum, maximum)
        self._held: _Bound | None = None
        for bound in (self.low, self.high):
            bound.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.update()
        return False

    @override
    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(160), look.px(HIT))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(100), self.sizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        for bound in (self.low, self.high):
            bound.setGeometry(self.rect())

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        near = [abs(x_of(bound, bound.value()) - x) for bound in (self.low, self.high)]
        # Lying on one another, they part towards the side that was pressed.
        beyond = (x > x_of(self.high, self.high.value())) != self.isRightToLeft()
        upper = near[1] < near[0] or (near[0] == near[1] and beyond)
        self._held = self.high if upper else self.low
        self._held.setFocus(Qt.FocusReason.MouseFocusReason)
        self._held.setValue(value_at(self._held, x))

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            self._held.setValue(value_at(self._held, event.position().x()))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = painter_of(self)
        paint_track(painter, self.low)
        ends = sorted((x_of(self.low, self.low.value()), x_of(self.high, self.high.value())))
        thick = look.px(8)
        bar = QRectF(ends[0], middle_y(self.low) - thick / 2, ends[1] - ends[0], thick)
        tint = look.colour("accent" if self.isEnabled() else "disabled")
        rounded(painter, bar, thick / 2, tint)
        for bound in (self.low, self.high):
            paint_handle(painter, bound, x_of(bound, bound.value()))
        painter.end()


class _Bound(QSlider):
    """One end: keys and the screen reader's value; the track paints it and takes the mouse."""

    def __init__(self, track: QWidget, minimum: int, maximum: int, value: int) -> None:
        super().__init__(Qt.Orientation.Horizontal, track)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setRange(minimum, maximum)
        self.setSingleStep(max(1, (maximum - minimum) // 100))
        self.setPageStep(max(1, (maximum - minimum) // 20))
        self.setValue(value)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint nothing: the track does."""
