"""What editors of lists have in common: rows that come and go, and the way back."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from confidant.compat import override
from confidant.errors import BugError
from confidant.records.canonical import JsonValue
from confidant.ui import theme
from confidant.ui.record_form.editors import Editor
from confidant.ui.widgets.buttons import Button, Kind


class RowsEditor(Editor):
    """What lists have in common: rows that are added and removed, one button that adds.

    `removed(sentence, undo)` follows a removal; `undo` puts the row back where it was.
    """

    removed = Signal(str, object)
    is_long = True

    def __init__(self, add_text: str, most: int) -> None:
        """Make an empty list of at most `most` rows."""
        super().__init__()
        look = theme.current()
        look.pad(self.column, spacing=6)
        self._most = most
        self._rows: list[tuple[QWidget, Editor]] = []
        self.rows_layout = QVBoxLayout()
        look.pad(self.rows_layout, spacing=8)
        self.add_button = Button(add_text, Kind.LINK, icon="add", small=True)
        self.add_button.clicked.connect(self._add_pressed)
        self.column.addLayout(self.rows_layout)
        self.column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeading)
        self.setFocusProxy(self.add_button)

    @property
    def editors(self) -> tuple[Editor, ...]:
        """The editors of the rows, in their order."""
        return tuple(editor for _row, editor in self._rows)

    def made_editor(self) -> Editor:
        """Return the editor of a new row. Each kind of list says which."""
        raise BugError("a list without an editor for its rows")

    def made_row(self, editor: Editor) -> QWidget:
        """Return the widget that holds the editor of a row and what removes it. As above."""
        msg = f"a list without a row for {type(editor).__name__}"
        raise BugError(msg)

    def removed_words(self, number: int) -> str:
        """Return what is said after row `number`, from 1, was removed."""
        return self.tr("Line {number} removed.").format(number=number)

    def add(self, value: JsonValue | None = None) -> Editor | None:
        """Add a row, empty by default, and go there; None when the list is full."""
        editor = self._insert(len(self._rows), value)
        if editor is not None:
            # The new row has no place yet; a focus now would scroll elsewhere.
            QTimer.singleShot(0, editor, editor.setFocus)
        return editor

    def remove(self, editor: Editor) -> None:
        """Take a row away; the focus goes to its neighbour."""
        at = next(n for n, (_row, one) in enumerate(self._rows) if one is editor)
        value = editor.value()
        self._take(at)
        neighbours = self._rows[at : at + 1] or self._rows[at - 1 : at]
        (neighbours[0][1] if neighbours else self.add_button).setFocus()
        self.changed.emit()
        if value is not None:
            self.removed.emit(self.removed_words(at + 1), lambda: self._put_back(at, value))

    @override
    def value(self) -> JsonValue | None:
        values = [editor.value() for editor in self.editors]
        return [value for value in values if value is not None] or None

    @override
    def set_value(self, value: JsonValue | None) -> None:
        while self._rows:
            self._take(len(self._rows) - 1)
        for one in value if isinstance(value, list) else ():
            self._insert(len(self._rows), one)
        self._changed_count()

    @override
    def commit(self) -> None:
        for editor in self.editors:
            editor.commit()

    def _add_pressed(self) -> None:
        self.add()

    def _put_back(self, at: int, value: JsonValue) -> None:
        self._insert(min(at, len(self._rows)), value)
        self.changed.emit()

    def _insert(self, at: int, value: JsonValue | None) -> Editor | None:
        if len(self._rows) >= self._most:
            return None
        editor = self.made_editor()
        editor.set_value(value)
        editor.changed.connect(self.changed)
        row = self.made_row(editor)
        self._rows.insert(at, (row, editor))
        self.place_row(at, row)
        self._changed_count()
        return editor

    def place_row(self, at: int, row: QWidget) -> None:
        """Put the widget of a row where it belongs."""
        self.rows_layout.insertWidget(at, row)

    def _take(self, at: int) -> None:
        row, editor = self._rows.pop(at)
        editor.clear()
        self.rows_layout.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._changed_count()

    def _changed_count(self) -> None:
        self.add_button.setEnabled(len(self._rows) < self._most)
