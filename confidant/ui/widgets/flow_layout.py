"""A layout that wraps: chips and small buttons go on in the next line."""

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget, QWidgetItem

from confidant.compat import override


class FlowLayout(QLayout):
    """Lays its items in lines, from the side where reading begins.

    Its items are made here: PySide 6.11.3 may take for deleted what Qt made itself, when a widget
    that it believes to be the parent goes. An exception while Qt asks a layout for its height ends
    the process.
    """

    def __init__(self, parent: QWidget | None = None, *, at_top: bool = False) -> None:
        """Make an empty layout. Items of a line share its middle, or its top if `at_top`."""
        super().__init__(parent) if parent is not None else super().__init__()
        self._at_top = at_top
        self._items: list[QLayoutItem] = []

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
    def addWidget(self, w: QWidget) -> None:
        self.insert_widget(len(self._items), w)

    def insert_widget(self, index: int, widget: QWidget) -> None:
        """Put `widget` before the item at `index`."""
        self.addChildWidget(widget)
        self._items.insert(index, QWidgetItem(widget))
        self.invalidate()

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), place=False)

    @override
    def setGeometry(self, area: QRect) -> None:
        super().setGeometry(area)
        self._arrange(area, place=True)

    @override
    def sizeHint(self) -> QSize:
        return self.minimumSize()

    @override
    def minimumSize(self) -> QSize:
        size = QSize(0, 0)
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        margins: QMargins = self.contentsMargins()
        return size.grownBy(margins)

    def _arrange(self, area: QRect, *, place: bool) -> int:
        margins = self.contentsMargins()
        inner = area.marginsRemoved(margins)
        gap = max(0, self.spacing())
        x, y = inner.x(), inner.y()
        line: list[tuple[QLayoutItem, QRect]] = []
        height = 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint().boundedTo(QSize(max(1, inner.width()), item.sizeHint().height()))
            if line and x + size.width() > inner.right() + 1:
                self._place(line, height, inner, place=place)
                x, y, height, line = inner.x(), y + height + gap, 0, []
            line.append((item, QRect(QPoint(x, y), size)))
            x += size.width() + gap
            height = max(height, size.height())
        self._place(line, height, inner, place=place)
        return y + height - area.y() + margins.bottom()

    def _place(
        self, line: list[tuple[QLayoutItem, QRect]], height: int, inner: QRect, *, place: bool
    ) -> None:
        if not place:
            return
        widget = self.parentWidget()
        rtl = widget is not None and widget.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for item, box in line:
            box.translate(0, 0 if self._at_top else (height - box.height()) // 2)
            if rtl:
                box.moveLeft(inner.left() + inner.right() + 1 - box.x() - box.width())
            item.setGeometry(box)
