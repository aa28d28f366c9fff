"""Rows of a list: all at once, or page by page as they come into sight.

The model never asks a vault: a paged source hears `page_wanted` and answers with `put_page`.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from typing import Any, Final, Generic, TypeAlias, TypeVar

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from confidant.compat import override
from confidant.ui.item_models.row_text import RowText

PAGE: Final = 50
MAX_PAGES: Final = 40
ROW_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
TEXT_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 2
_Index: TypeAlias = QModelIndex | QPersistentModelIndex
T = TypeVar("T")


class RowsModel(QAbstractListModel, Generic[T]):
    """A list of rows of one type.

    `page_wanted(offset, limit, generation)` asks for rows that are in sight and not there yet;
    `put_page` answers it, whenever it comes. At most forty pages are kept. `settled` follows a
    change that is complete.
    """

    page_wanted = Signal(int, int, int)
    settled = Signal()

    def __init__(
        self,
        present: Callable[[T], RowText],
        key: Callable[[T], Hashable],
        parent: QObject | None = None,
    ) -> None:
        """Make an empty model.

        Args:
            present: words of a row; called only for rows in sight.
            key: what makes a row the same row after it changed, such as its id.
            parent: owns the model.
        """
        super().__init__(parent)
        self._present = present
        self._key = key
        self._count = 0
        self._pages: OrderedDict[int, list[T]] = OrderedDict()
        self._asked: set[int] = set()
        self._stale: set[int] = set()
        self._wanted: set[int] = set()
        self._paged = False
        self._generation = 0
        self._ask_soon = QTimer(self)
        self._ask_soon.setSingleShot(True)
        self._ask_soon.setInterval(0)
        self._ask_soon.timeout.connect(self._ask)

    @property
    def is_paged(self) -> bool:
        """Whether rows arrive page by page: one that is not here may still exist."""
        return self._paged

    @property
    def generation(self) -> int:
        """Grows with every new source; pages of an older one are refused."""
        return self._generation

    # What there is.

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 -- Qt's own default
        return 0 if parent.isValid() else self._count

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if role not in _TEXT_ROLES:
            return None
        text = self._present(row)
        return text if role == TEXT_ROLE else _spoken(text, role)

    def row(self, number: int) -> T | None:
        """Return a row; None when it has not arrived, and then it is asked for."""
        if not 0 <= number < self._count:
            return None
        page = number // PAGE
        rows = self._pages.get(page)
        if self._paged:
            self._want(page)
        if rows is None:
            return None
        if self._paged:
            self._pages.move_to_end(page)
        at = number % PAGE
        return rows[at] if at < len(rows) else None

    def position(self, key: Hashable) -> int:
        """Return the number of the row with `key` among those that are here, else -1."""
        for page, rows in self._pages.items():
            for at, row in enumerate(rows):
                if self._key(row) == key:
                    return page * PAGE + at
        return -1

    def key_at(self, number: int) -> Hashable | None:
        """Return the key of a row that is here, None of one that is not."""
        rows = self._pages.get(number // PAGE, [])
        at = number % PAGE
        return self._key(rows[at]) if number >= 0 and at < len(rows) else None

    # All rows at once.

    def set_rows(self, rows: Sequence[T]) -> None:
        """Show exactly `rows`: what is the same stays, the rest is inserted, removed, changed."""
        if self._paged:
            self._reset(0)
            self._paged = False
        old = [row for page in sorted(self._pages) for row in self._pages[page]]
        new = list(rows)
        old_keys, new_keys = [self._key(r) for r in old], [self._key(r) for r in new]
        head = _common(old_keys, new_keys)
        tail = _common(old_keys[head:][::-1], new_keys[head:][::-1])
        self._remove(old, head, len(old) - tail)
        # Neighbours keep their old words until their own dataChanged: Qt's rule for insertions.
        end = len(new) - tail
        self._insert(old[:head] + new[head:end] + old[len(old) - tail :], head, end)
        self._store(new)
        for number in (*range(head), *range(len(new) - tail, len(new))):
            before = old[number] if number < head else old[number - len(new)]
            if before != new[number]:
                self.dataChanged.emit(self.index(number), self.index(number))
        self.settled.emit()

    def clear(self) -> None:
        """Forget every row and every request."""
        self._reset(0)
        self._paged = False

    # Page by page.

    def set_source(self, count: int) -> int:
        """Begin again with `count` rows that arrive when they are looked at.

        Returns:
            The generation that `put_page` must name.
        """
        self._reset(count)
        self._paged = True
        return self._generation

    def refresh(self, count: int) -> int:
        """Say that rows may have changed: those here stay in sight until they arrive anew."""
        if not self._paged:
            return self.set_source(count)
        self._generation += 1
        if count > self._count:
            self.beginInsertRows(QModelIndex(), self._count, count - 1)
            self._count = count
            self.endInsertRows()
        elif count < self._count:
            self.beginRemoveRows(QModelIndex(), count, self._count - 1)
            self._count = count
            self._cut(count)
            self.endRemoveRows()
        self._asked.clear()
        self._stale = set(self._pages)
        if count:
            self.dataChanged.emit(self.index(0), self.index(count - 1))
        return self._generation

    def put_page(self, offset: int, rows: Sequence[T], generation: int) -> None:
        """Take rows from `offset`, a multiple of the page size; those of an older source go."""
        if generation != self._generation or not rows:
            return
        page = offset // PAGE
        before = self._pages.get(page, [])
        arrived = list(rows[: max(0, self._count - offset)])
        self._pages[page] = arrived
        self._pages.move_to_end(page)
        self._stale.discard(page)
        while len(self._pages) > MAX_PAGES:
            gone, _rows = self._pages.popitem(last=False)
            self._asked.discard(gone)
        changed = [n for n, r in enumerate(arrived) if n >= len(before) or before[n] != r]
        if changed:
            first, last = offset + changed[0], offset + changed[-1]
            self.dataChanged.emit(self.index(first), self.index(last))
        self.settled.emit()

    def _want(self, page: int) -> None:
        here = page in self._pages and page not in self._stale
        if not here and page not in self._asked:
            self._wanted.add(page)
            if not self._ask_soon.isActive():
                self._ask_soon.start()

    def _ask(self) -> None:
        wanted, self._wanted = sorted(self._wanted), set()
        for page in wanted:
            self._asked.add(page)
            self.page_wanted.emit(page * PAGE, PAGE, self._generation)

    def _reset(self, count: int) -> None:
        self.beginResetModel()
        self._generation += 1
        self._count = count
        self._pages.clear()
        self._asked.clear()
        self._stale.clear()
        self._wanted.clear()
        self._ask_soon.stop()
        self.endResetModel()

    def _cut(self, count: int) -> None:
        for page in list(self._pages):
            keep = count - page * PAGE
            if keep <= 0:
                del self._pages[page]
            elif keep < len(self._pages[page]):
                del self._pages[page][keep:]

    def _store(self, rows: list[T]) -> None:
        self._pages = OrderedDict(
            (start // PAGE, rows[start : start + PAGE]) for start in range(0, len(rows), PAGE)
        )
        self._count = len(rows)

    def _remove(self, rows: list[T], start: int, end: int) -> None:
        if start < end:
            self.beginRemoveRows(QModelIndex(), start, end - 1)
            self._store(rows[:start] + rows[end:])
            self.endRemoveRows()

    def _insert(self, rows: list[T], start: int, end: int) -> None:
        if start < end:
            self.beginInsertRows(QModelIndex(), start, end - 1)
            self._store(rows)
            self.endInsertRows()


_TEXT_ROLES: Final = frozenset(
    {
        TEXT_ROLE,
        int(Qt.ItemDataRole.DisplayRole),
        int(Qt.ItemDataRole.AccessibleTextRole),
    }
)


def _spoken(text: RowText, role: int) -> str:
    # The display text is what typing a letter jumps to.
    if role == Qt.ItemDataRole.DisplayRole:
        return text.title
    states = (state.text for state in text.states)
    return text.spoken or ", ".join(filter(None, (text.kind, *states, text.date, text.title)))


def _common(first: list[Hashable], second: list[Hashable]) -> int:
    count = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        count += 1
    return count
