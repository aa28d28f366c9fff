"""The list pane: title and primary button, search, views, a filter, rows."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from confidant.compat import override
from confidant.ui import theme
from confidant.ui.item_models.rows_model import RowsModel
from confidant.ui.theme import Role
from confidant.ui.widgets.buttons import Button, IconButton, Kind
from confidant.ui.widgets.inputs import SearchField
from confidant.ui.widgets.labels import Label
from confidant.ui.widgets.row_list import RowList
from confidant.ui.widgets.segments import Segments

NARROWEST = 280
_MARGIN = 16


class ListPane(QWidget):
    """The list half of a two-pane screen.

    Signals: `new_wanted` when the primary button is pressed; `searched` with the text at every
    change; `view_chosen` with the key of a segment; `filter_dropped` when the filter is taken
    away; `chosen` and `opened` with a row of the model; `end_reached` when the last rows come
    into sight.

    `rows` is the list, `search` the field, `new_button` the primary, `views` the segments or None.
    `add_tool` puts further controls (chips that filter) between views and rows.
    """

    new_wanted = Signal()
    searched = Signal(str)
    view_chosen = Signal(str)
    filter_dropped = Signal()
    chosen = Signal(object)
    opened = Signal(object)
    end_reached = Signal()

    def __init__(
        self,
        title: str,
        model: RowsModel[Any],
        *,
        new_text: str,
        search_text: str,
        list_name: str,
        views: Sequence[tuple[str, str]] = (),
        views_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Make the pane.

        Args:
            title: heading of the pane.
            model: rows that are shown.
            new_text: words of the primary button; empty for a list that nothing is added to.
            search_text: what the search field says while it is empty; its name too.
            list_name: spoken name of the list.
            views: (key, words) of the segments; fewer than two are not shown.
            views_name: spoken name of the segments.
            parent: owns the pane.
        """
        super().__init__(parent)
        self.setProperty("plane", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(title)
        self.title = Label(title, Role.TITLE)
        self.new_button = Button(new_text, Kind.PRIMARY, icon="add")
        if not new_text:
            self.new_button.hide()
        self.search = SearchField(search_text)
        self.views = Segments(views_name, views) if len(views) > 1 else None
        self.rows = RowList(list_name, model)
        self._tools = QVBoxLayout()
        self._filter = _FilterLine()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.rows)
        self._empty: QWidget | None = None
        self._lay_out()
        self._connect()

    def add_tool(self, tool: QWidget, *stops: QWidget) -> None:
        """Put `tool` above the rows; Tab walks through its `stops` before the rows."""
        self._tools.addWidget(tool)
        chain = [self.views or self.search, *stops, self.rows]
        for first, second in pairwise(chain):
            QWidget.setTabOrder(first, second)

    def show_empty(self, page: QWidget | None) -> None:
        """Show `page` where the rows would be; None shows the rows."""
        if page is self._empty:
            return
        if self._empty is not None:
            self._stack.removeWidget(self._empty)
            self._empty.hide()
            self._empty.setParent(None)
        self._empty = page
        if page is not None:
            self._stack.addWidget(page)
            self._stack.setCurrentWidget(page)
            page.show()

    def show_filter(self, sentence: str) -> None:
        """Say what narrows the list; an empty sentence says nothing."""
        self._filter.say(sentence)

    def clear(self) -> None:
        """Forget what is searched for, the filter and the rows."""
        self.search.blockSignals(True)  # noqa: FBT003 -- Qt's signature
        self.search.clear()
        self.search.blockSignals(False)  # noqa: FBT003 -- Qt's signature
        self._filter.say("")
        self.rows.clear()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        look = theme.current()
        parts = (self.title.sizeHint().width(), self.new_button.sizeHint().width())
        room = self.width() - look.px(2 * _MARGIN) - look.px(8)
        ways = QBoxLayout.Direction
        self._head.setDirection(ways.LeftToRight if sum(parts) <= room else ways.TopToBottom)

    def _connect(self) -> None:
        self.new_button.clicked.connect(self.new_wanted)
        self.search.textChanged.connect(self.searched)
        self.search.returnPressed.connect(self._into_rows)
        if self.views is not None:
            self.views.chosen.connect(self.view_chosen)
        self._filter.drop.clicked.connect(self.filter_dropped)
        self.rows.chosen.connect(self._choose)
        self.rows.opened.connect(self.opened)
        self.rows.verticalScrollBar().valueChanged.connect(self._scrolled)

    def _choose(self, row: object) -> None:
        if row is not None:
            self.chosen.emit(row)

    def _into_rows(self) -> None:
        self.rows.setFocus()
        if not self.rows.currentIndex().isValid():
            self.rows.select_first()

    def _scrolled(self, value: int) -> None:
        bar = self.rows.verticalScrollBar()
        if value >= bar.maximum() - bar.pageStep():
            self.end_reached.emit()

    def _lay_out(self) -> None:
        look = theme.current()
        self._head = QHBoxLayout()
        look.pad(self._head, spacing=8)
        self._head.addWidget(self.title, 1)
        self._head.addWidget(self.new_button)
        above = QVBoxLayout()
        look.pad(above, spacing=12, margins=(_MARGIN, 16, _MARGIN, 8))
        above.addLayout(self._head)
        above.addWidget(self.search)
        if self.views is not None:
            above.addWidget(self.views, 0, Qt.AlignmentFlag.AlignLeading)
        look.pad(self._tools, spacing=8)
        above.addLayout(self._tools)
        above.addWidget(self._filter)
        below = QVBoxLayout()
        look.pad(below, margins=(8, 0, 8, 0))
        below.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        look.pad(column)
        column.addLayout(above)
        column.addLayout(below, 1)
        self.setMinimumWidth(NARROWEST)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        order: list[QWidget] = [self.new_button, self.search]
        order += [self.views] if self.views is not None else []
        for first, second in zip(order, [*order[1:], self.rows], strict=True):
            QWidget.setTabOrder(first, second)


class _FilterLine(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._words = Label("", Role.SMALL, "muted")
        self.drop = IconButton("close", self.tr("Clear the filters"))
        row = QHBoxLayout(self)
        theme.current().pad(row, spacing=4)
        row.addWidget(self._words, 1)
        row.addWidget(self.drop)
        self.hide()

    def say(self, sentence: str) -> None:
        self._words.setText(sentence)
        self.setVisible(bool(sentence))
