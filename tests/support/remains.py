"""Looks for a text in everything that this process still holds, and on the disk."""

import gc
from collections.abc import Iterable, Iterator
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QTextDocument
from PySide6.QtWidgets import QApplication, QWidget

_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.EditRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
)
_READ = ("text", "toPlainText", "windowTitle", "toolTip", "statusTip", "placeholderText")


def in_python(text: str, *, known: Iterable[object]) -> list[str]:
    """Return what holds a string with `text`, besides `known`, among everything alive.

    Strings are not tracked by the collector: their holders are, and are asked for what they hold.
    """
    gc.collect()
    left_out = {id(one) for one in known}
    return [
        f"{type(holder).__module__}.{type(holder).__qualname__}"
        for holder in gc.get_objects()
        if id(holder) not in left_out
        for held in _untracked(holder)
        if _has(held, text) and id(held) not in left_out
    ]


def _untracked(holder: object) -> Iterator[object]:
    """Yield what only `holder` leads to: the collector lets go of containers of plain values."""
    for held in gc.get_referents(holder):
        yield held
        if isinstance(held, tuple | dict) and not gc.is_tracked(held):
            yield from _untracked(held)


def _has(held: object, text: str) -> bool:
    if isinstance(held, str):
        return text in held
    return isinstance(held, bytes | bytearray) and text.encode() in held


def in_qt(text: str) -> list[str]:
    """Return the widgets, models, documents and the clipboard that still hold `text`."""
    return [name for name, words in _said_by_qt() if text in words]


def on_disk(text: str, *folders: Path) -> list[str]:
    """Return the files below `folders` that hold `text`, in the encodings that programs use."""
    needles = [text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be")]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return [str(path) for path in files if any(n in path.read_bytes() for n in needles)]


def _said_by_qt() -> Iterator[tuple[str, str]]:
    for widget in QApplication.allWidgets():
        for words in _said_by(widget):
            yield type(widget).__name__, words
        for below in widget.findChildren(QObject):
            if isinstance(below, QTextDocument):
                yield type(below).__name__, below.toPlainText()
                for _ in range(below.availableUndoSteps()):
                    below.undo()
                    yield "undo of a document", below.toPlainText()
            elif isinstance(below, QAbstractItemModel):
                yield type(below).__name__, "\n".join(_rows(below))
    clipboard = QGuiApplication.clipboard()
    yield "the clipboard", clipboard.text()


def _said_by(widget: QWidget) -> Iterator[str]:
    for name in _READ:
        read = getattr(widget, name, None)
        if callable(read):
            yield str(read())
    interface = QAccessible.queryAccessibleInterface(widget)
    if interface is not None:
        for kind in (QAccessible.Text.Name, QAccessible.Text.Value, QAccessible.Text.Description):
            yield interface.text(kind)


def _rows(model: QAbstractItemModel, parent: QModelIndex | None = None) -> Iterator[str]:
    top = parent or QModelIndex()
    for row in range(min(model.rowCount(top), 200)):
        index = model.index(row, 0, top)
        yield from (str(model.data(index, role)) for role in _ROLES)
