"""A layout of columns of one width: as many as there is room for, cards of a line equally high."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget, QWidgetItem

from confidant.compat import override


class ColumnsLayout(QLayout):
    """Lays its items in lines of equal columns, from the side where reading begins.

    `least` is the width in pixels that a column wants, `most` the greatest number of columns.
    """

    def __init__(self, parent: QWidget, *, least: int, most: int) -> None:
        """Make an empty layout."""
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._least, self._most = least, most

    def set_least(self, least: int) -> None:
        """Say how wide a column wants to be: the text scale changed."""
        self._least = least
        self.invalidate()

    def insert_widget(self, at: int, widget: QWidget) -> None:
        """Add a widget before the item with number `at`."""
        self.addChildWidget(widget)
        self._items.insert(at, QWidgetItem(widget))
        self.invalidate()

    @override
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), place=False)

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, place=True)

    @override
    def sizeHint(self) -> QSize:
        return self.minimumSize()

    @override
    def minimumSize(self) -> QSize:
        widths = [item.minimumSize().width() for item in self._items]
        return QSize(max(widths, default=0), self.spacing())

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        if not self._items:
            return 0
        gap = max(0, self.spacing())
        fitting = (rect.width() + gap) // (self._least + gap)
        columns = max(1, min(self._most, fitting, len(self._items)))
        width = (rect.width() - gap * (columns - 1)) // columns
        parent = self.parentWidget()
        rtl = parent is not None and parent.isRightToLeft()
        y = rect.top()
        for start in range(0, len(self._items), columns):
            line = self._items[start : start + columns]
            height = max(_height(item, width) for item in line)
            for number, item in enumerate(line):
                at = columns - 1 - number if rtl else number
                corner = QPoint(rect.left() + at * (width + gap), y)
                if place:
                    item.setGeometry(QRect(corner, QSize(width, height)))
            y += height + gap
        return y - gap - rect.top()


def _height(item: QLayoutItem, width: int) -> int:
    if item.hasHeightForWidth():
        return item.heightForWidth(width)
    return item.sizeHint().height()
