"""One of a few views, side by side: segments in a frame, or underlined tabs."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QSizePolicy, QTabBar, QWidget

from confidant.compat import override
from confidant.ui import theme
from confidant.ui.theme import Role
from confidant.ui.theme.metrics import CONTROL, RADIUS_CONTROL, RADIUS_SEGMENT
from confidant.ui.widgets.painting import painter_of, rounded


class Segments(QWidget):
    """One of a few, side by side, in one frame; the arrows go along."""

    chosen = Signal(str)

    def __init__(
        self, name: str, choices: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        """Make the row of (key, text); the first one is chosen. `name` is what is chosen."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._row = QHBoxLayout(self)
        theme.current().pad(self._row, spacing=2, margins=(4, 4, 4, 4))
        self._buttons: dict[str, _Segment] = {}
        for key, text in choices:
            button = _Segment(text, self)
            button.setAccessibleDescription(name)
            button.toggled.connect(lambda on, key=key: self.chosen.emit(key) if on else None)
            self._buttons[key] = button
            self._row.addWidget(button)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if choices:
            self.choose(choices[0][0])

    @property
    def current(self) -> str:
        """The key that is chosen."""
        return next((key for key, b in self._buttons.items() if b.isChecked()), "")

    def choose(self, key: str) -> None:
        """Take the choice with `key`."""
        self._buttons[key].setChecked(True)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = painter_of(self)
        rounded(
            painter,
            QRectF(self.rect()),
            look.px(RADIUS_CONTROL),
            look.colour("raised"),
            look.colour("line_strong"),
        )
        painter.end()


class _Segment(QRadioButton):
    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        theme.current().set_font(self, Role.SMALL_STRONG)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        look = theme.current()
        width = self.fontMetrics().horizontalAdvance(self.text()) + 2 * look.px(10)
        return QSize(width, look.px(CONTROL - 12))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = painter_of(self)
        area = QRectF(self.rect())
        radius = look.px(RADIUS_SEGMENT)
        ink = look.colour("ink" if self.isEnabled() else "disabled")
        if self.isChecked():
            rounded(painter, area, radius, look.colour("accent"))
            ink = look.colour("accent_ink")
        if self.hasFocus():
            ring = look.colour("ink" if self.isChecked() else "focus")
            rounded(painter, area, radius, None, ring, 2)
        painter.setPen(ink)
        painter.setFont(self.font())
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self.text())
        painter.end()


class Tabs(QTabBar):
    """Views of one page, underlined; `chosen` gives the key."""

    chosen = Signal(str)

    def __init__(
        self, name: str, choices: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        """Make the tabs of (key, text); `name` says of what."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        theme.current().set_font(self, Role.UI)
        for key, text in choices:
            self.setTabData(self.addTab(text), key)
        self.currentChanged.connect(self._changed)

    def set_text(self, key: str, text: str) -> None:
        """Give the tab with `key` another text (a count changed)."""
        for index in range(self.count()):
            if self.tabData(index) == key:
                self.setTabText(index, text)

    def _changed(self, index: int) -> None:
        if index >= 0:
            self.chosen.emit(str(self.tabData(index)))
