"""The list of a pane: three-line rows, one tab stop, selection that follows the row."""

from collections.abc import Hashable, Sequence
from typing import Any, cast

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyleOptionViewItem, QWidget

from confidant.compat import override
from confidant.ui.item_models.rows_model import RowsModel
from confidant.ui.widgets.row_delegate import RowDelegate


class RowList(QListView):
    """Shows a `RowsModel`.

    `chosen` is emitted with the row that became current (or None), `opened` on Return or a double
    click. The current row stays current when rows move: it is remembered by its key.
    """

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, name: str, model: RowsModel[Any], parent: QWidget | None = None) -> None:
        """Show `model`; `name` is spoken."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setProperty("rows", "true")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setItemDelegate(RowDelegate(self))
        self._lay_grid()
        self._key: Hashable | None = None
        self._restoring = False
        # While rows move, Qt makes a neighbour current; nobody chose it. Connected first, since
        # the selection hears of a removal in the order of connections.
        model.rowsAboutToBeRemoved.connect(self._hold)
        self.setModel(model)
        self._rows = model
        self.selectionModel().currentChanged.connect(self._current_changed)
        model.settled.connect(self._restore)
        self.activated.connect(self._open)

    @property
    def current_key(self) -> Hashable | None:
        """The key of the current row, None when there is none."""
        return self._key

    def select_key(self, key: Hashable | None, *, quietly: bool = False) -> bool:
        """Make the row with `key` current; False when it is not here (yet: it will be then).

        Args:
            key: the row's key, None for no row.
            quietly: without `chosen`, for a row that is shown already.
        """
        number = self._rows.position(key) if key is not None else -1
        self._restoring = quietly or number < 0
        self.setCurrentIndex(self._rows.index(number) if number >= 0 else QModelIndex())
        self._restoring = False
        self._key = key
        return number >= 0

    def select_first(self) -> None:
        """Make the first row current."""
        if self._rows.rowCount():
            self.setCurrentIndex(self._rows.index(0))

    def neighbour_key(self) -> Hashable | None:
        """Return the key of the row after the current one, else before it: for after a removal."""
        number = self.currentIndex().row()
        after = self._rows.key_at(number + 1)
        return after if after is not None else self._rows.key_at(number - 1)

    def clear(self) -> None:
        """Forget the rows and which one was current."""
        self._key = None
        self._rows.clear()

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        key = self._rows.key_at(current.row()) if current.isValid() else None
        if self._restoring or (key is not None and key == self._key):
            return
        if key is None and current.isValid():
            return
        self._key = key
        self.chosen.emit(self._rows.row(current.row()) if current.isValid() else None)

    def _hold(self) -> None:
        self._restoring = True

    def _restore(self) -> None:
        self._restoring = True
        number = self._rows.position(self._key) if self._key is not None else -1
        if number >= 0:
            self.setCurrentIndex(self._rows.index(number))
        self._restoring = False
        if self._key is not None and number < 0 and not self._rows.is_paged:
            self._key = None
            self._current_changed(self.currentIndex(), QModelIndex())

    def _open(self, index: QModelIndex) -> None:
        row = self._rows.row(index.row())
        if row is not None:
            self.opened.emit(row)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.ThemeChange, QEvent.Type.FontChange}:
            cast("RowDelegate", self.itemDelegate()).forget_sizes()
            self._lay_grid()
            self.scheduleDelayedItemsLayout()

    @override
    def dataChanged(
        self,
        topLeft: QModelIndex | QPersistentModelIndex,
        bottomRight: QModelIndex | QPersistentModelIndex,
        roles: Sequence[int] = (),
    ) -> None:
        # Qt would lay out every row anew, at each page that arrives; their sizes never differ.
        self.viewport().update()

    def _lay_grid(self) -> None:
        # With a grid Qt lays out a list without asking the model for each of its rows.
        height = self.itemDelegate().sizeHint(QStyleOptionViewItem(), QModelIndex()).height()
        self.setGridSize(QSize(1, height))
