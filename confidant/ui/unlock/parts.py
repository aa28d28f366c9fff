"""Small parts that the pages before a vault share."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QLayout,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from confidant.compat import override
from confidant.ui import theme
from confidant.ui.widgets.buttons import IconButton


def drop_text(edit: QLineEdit) -> None:
    """Empty a field for good: unlike `clear`, this cannot be undone with Ctrl+Z."""
    edit.setText("")


def scrolled(page: QWidget, name: str) -> QScrollArea:
    """Return `page` inside an area that scrolls down, never sideways."""
    page.setProperty("page", "true")
    right = theme.current().px(8)  # keeps the text off the scroll bar
    page.setContentsMargins(0, 0, right, 0)
    area = QScrollArea()
    area.setObjectName(name)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(page)
    area.viewport().setAutoFillBackground(False)
    return area


def plane(widget: QWidget, name: str) -> QWidget:
    """Fill the background of `widget` with one of the theme's planes."""
    widget.setProperty("plane", name)
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return widget


def tab_order(*widgets: QWidget) -> None:
    """Make Tab walk through the widgets in this order; a field's own buttons follow it."""
    stops = [stop for widget in widgets for stop in (widget, *widget.findChildren(IconButton))]
    for first, second in pairwise(stops):
        QWidget.setTabOrder(first, second)


class Row(QWidget):
    """Widgets side by side, or one under the other where they do not fit."""

    def __init__(
        self, widgets: Sequence[QWidget], *, spacing: int = 12, centred: bool = False
    ) -> None:
        """Lay out `widgets`, in the middle or from the side where reading begins."""
        super().__init__()
        self._widgets = tuple(widgets)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        theme.current().pad(self._box, spacing=spacing)
        middle = Qt.AlignmentFlag.AlignHCenter
        self._box.addStretch(1 if centred else 0)
        for widget in widgets:
            self._box.addWidget(widget, 0, middle if centred else Qt.AlignmentFlag.AlignLeading)
        self._box.addStretch(1)
        self._box.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)

    @override
    def minimumSizeHint(self) -> QSize:
        # Side by side is a wish: the least width is that of one under the other.
        widths = [w.minimumSizeHint().width() for w in self._widgets if not w.isHidden()]
        return QSize(max(widths, default=0), self._box.totalMinimumSize().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ThemeChange and hasattr(self, "_box"):
            self._turn()

    def _turn(self) -> None:
        shown = [widget for widget in self._widgets if not widget.isHidden()]
        needed = sum(widget.sizeHint().width() for widget in shown)
        needed += self._box.spacing() * max(0, len(shown) - 1)
        fits = needed <= self.width()
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._box.setDirection(across if fits else down)


class Columns(QWidget):
    """Equal widgets in as many columns as fit: four, two or one."""

    def __init__(self, widgets: Sequence[QWidget], *, least: int, spacing: int = 10) -> None:
        """Lay out `widgets`; `least` is the narrowest column at text scale 1.0."""
        super().__init__()
        self._widgets, self._least = tuple(widgets), least
        self._grid = QGridLayout(self)
        theme.current().pad(self._grid, spacing=spacing)
        self._columns = 0
        self._grid.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._arrange(len(self._widgets))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(self._least), self._grid.totalMinimumSize().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ThemeChange and hasattr(self, "_grid"):
            self._fit()

    def _fit(self) -> None:
        least = theme.current().px(self._least)
        room = self.width() + self._grid.spacing()
        most = max(1, room // (least + self._grid.spacing()))
        self._arrange(next(n for n in (4, 2, 1) if n <= max(1, most)))

    def _arrange(self, columns: int) -> None:
        columns = min(columns, len(self._widgets))
        if columns == self._columns:
            return
        self._columns = columns
        for widget in self._widgets:
            self._grid.removeWidget(widget)
        for index, widget in enumerate(self._widgets):
            self._grid.addWidget(widget, index // columns, index % columns)
        for column in range(len(self._widgets)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
