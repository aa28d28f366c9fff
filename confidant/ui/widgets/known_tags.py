"""What a tag field completes from."""

from dataclasses import dataclass
from typing import Any
from unicodedata import normalize

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from confidant.compat import override


@dataclass(frozen=True)
class Known:
    """Something that completes: `value` is taken, `hint` stands beside it (an alias)."""

    value: str
    hint: str = ""


class KnownModel(QAbstractListModel):
    """Values for the completer, shown with their hints."""

    def __init__(self, parent: QObject) -> None:
        """Know nothing yet."""
        super().__init__(parent)
        self._known: tuple[Known, ...] = ()

    def set_known(self, known: tuple[Known, ...]) -> None:
        """Complete from `known`."""
        self.beginResetModel()
        self._known = known
        self.endResetModel()

    @override
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 -- Qt's own default
        return 0 if parent.isValid() else len(self._known)

    @override
    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._known):
            return None
        known = self._known[index.row()]
        if role == Qt.ItemDataRole.EditRole:
            return known.value
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return f"{known.value} → {known.hint}" if known.hint else known.value
        return None


def same_tag(first: str, second: str) -> bool:
    """Compare by NFC and case folding."""

    def folded(text: str) -> str:
        return normalize("NFC", text).casefold()

    return folded(first) == folded(second)
