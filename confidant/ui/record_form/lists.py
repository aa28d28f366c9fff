"""Editors of lists and of objects, made from what the fields say about themselves."""

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from confidant.compat import override
from confidant.records import fields
from confidant.records.canonical import JsonValue
from confidant.records.fields import FieldInfo, Shape
from confidant.ui import theme
from confidant.ui.record_form.editors import (
    ChoiceEditor,
    DayEditor,
    Editor,
    LineEditor,
    PercentEditor,
    ScaleEditor,
    TextEditor,
)
from confidant.ui.record_form.field_words import FieldWords
from confidant.ui.theme import Role
from confidant.ui.widgets.buttons import Button, IconButton, Kind
from confidant.ui.widgets.card import Card
from confidant.ui.widgets.field import Field
from confidant.ui.widgets.flow_layout import FlowLayout
from confidant.ui.widgets.labels import Label

_FIVE = 5
Undo = Callable[[], object]


class Maker:
    """Makes editors; knows the words and which day it is."""

    def __init__(self, words: FieldWords, today: Callable[[], date]) -> None:
        """Use `words` for names; `today` is asked when days are typed."""
        self.words = words
        self._today = today

    def editor(self, info: FieldInfo) -> Editor | None:
        """Return an editor for a field, None for one that no person writes by hand."""
        name = self.words.name(info.name)
        if info.shape.is_part:
            part = info.shape.python
            return PartsEditor(self, info) if info.shape.listed else PartEditor(self, part)
        if info.shape.listed:
            return LinesEditor(self, info)
        return self.single(name, info.shape)

    def single(self, name: str, shape: Shape) -> Editor | None:
        """Return an editor for one plain value."""
        if shape.choices:
            return ChoiceEditor(name, [(c, self.words.choice(c)) for c in shape.choices])
        if shape.python is bool:
            yes, no = self.words.tr("Yes"), self.words.tr("No")
            return ChoiceEditor(name, [(True, yes), (False, no)])
        if shape.name == "bp":
            return PercentEditor(name)
        if shape.python is int:
            return _number(name, shape)
        if shape.name == "date":
            return DayEditor(name, self._today)
        written = {"text": TextEditor, "line": LineEditor}.get(shape.name)
        return written(name) if written is not None else None


def _number(name: str, shape: Shape) -> Editor | None:
    if shape.low is None or shape.high is None or shape.name == "ms":
        return None
    numbers = range(shape.low, shape.high + 1)
    if shape.low > 0 and len(numbers) <= _FIVE:
        return ScaleEditor(name, [(number, str(number)) for number in numbers])
    return ChoiceEditor(name, [(number, str(number)) for number in numbers])


class PartEditor(Editor):
    """An object: an editor per field, the short ones side by side."""

    is_long = True

    def __init__(
        self, maker: Maker, part: type, *, leave_out: frozenset[str] = frozenset()
    ) -> None:
        """Make an editor for `part` without the fields in `leave_out`, which it keeps."""
        super().__init__()
        look = theme.current()
        look.pad(self.column, spacing=10)
        self._rest: dict[str, JsonValue] = {}
        self.editors: dict[str, Editor] = {}
        short = QWidget()
        short.setProperty("page", "true")
        flow = FlowLayout(short)
        look.pad(flow, spacing=16)
        for name, info in fields.of(part).items():
            editor = maker.editor(info) if name not in leave_out else None
            if editor is None:
                continue
            editor.changed.connect(self.changed)
            self.editors[name] = editor
            field = Field(maker.words.name(name), editor)
            if editor.is_long:
                self.column.addWidget(field)
            else:
                flow.addWidget(field)
        if flow.count():
            self.column.addWidget(short)
        else:
            short.deleteLater()
        if self.editors:
            self.setFocusProxy(next(iter(self.editors.values())))

    @override
    def value(self) -> JsonValue | None:
        typed = {name: editor.value() for name, editor in self.editors.items()}
        given = {name: value for name, value in typed.items() if value not in (None, "", [])}
        # What was kept without an editor says nothing alone.
        return {**self._rest, **given} if given else None

    @override
    def set_value(self, value: JsonValue | None) -> None:
        held: Mapping[str, JsonValue] = value if isinstance(value, dict) else {}
        self._rest = {name: one for name, one in held.items() if name not in self.editors}
        for name, editor in self.editors.items():
            editor.set_value(held.get(name))

    @override
    def clear(self) -> None:
        self._rest = {}
        for editor in self.editors.values():
            editor.clear()

    @override
    def commit(self) -> None:
        for editor in self.editors.values():
            editor.commit()


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
        """Return the editor of a new row."""
        raise NotImplementedError

    def made_row(self, editor: Editor) -> QWidget:
        """Return the widget that holds the editor of a row and what removes it."""
        raise NotImplementedError

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


class LinesEditor(RowsEditor):
    """A list of lines or texts, each with what removes it."""

    def __init__(
        self, maker: Maker, info: FieldInfo, *, sign: str = "", framed: bool = True
    ) -> None:
        """Make an empty list; `sign` stands before every line."""
        super().__init__(maker.words.adding(info.name), info.shape.most)
        self._name = maker.words.name(info.name)
        self._is_text = info.shape.name == "text"
        self._sign = sign
        self._framed = framed

    @override
    def made_editor(self) -> Editor:
        role = Role.READ_SMALL if self._framed else Role.UI
        made = TextEditor if self._is_text and self._framed else LineEditor
        return made(self._name, role=role, framed=self._framed)

    @override
    def made_row(self, editor: Editor) -> QWidget:
        row = QWidget()
        row.setProperty("page", "true")
        line = QHBoxLayout(row)
        theme.current().pad(line, spacing=6)
        if self._sign:
            tone = {"+": "success", "−": "caution"}.get(self._sign, "muted")
            line.addWidget(Label(self._sign, Role.UI_STRONG, tone), 0, Qt.AlignmentFlag.AlignTop)  # type: ignore[arg-type] # one of the three tones
        line.addWidget(editor, 1, Qt.AlignmentFlag.AlignTop)
        remove = IconButton("close", self.tr("Remove this line"), size=13)
        remove.clicked.connect(lambda: self.remove(editor))
        line.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
        return row


class PartsEditor(RowsEditor):
    """A list of objects, each on a card.

    `acted(number)` follows the press of the action that `set_action` put on every card.
    """

    acted = Signal(int)

    def __init__(self, maker: Maker, info: FieldInfo) -> None:
        """Make an empty list."""
        super().__init__(maker.words.adding(info.name), info.shape.most)
        self._maker = maker
        self._part = info.shape.python
        self._action = ""

    def set_action(self, words: str) -> None:
        """Put a button with `words` on every card made from now on."""
        self._action = words

    @override
    def made_editor(self) -> Editor:
        return PartEditor(self._maker, self._part)

    @override
    def made_row(self, editor: Editor) -> QWidget:
        card = Card()
        card.column.addWidget(editor)
        foot = QHBoxLayout()
        if self._action:
            act = Button(self._action, small=True)
            act.clicked.connect(lambda: self.acted.emit(self.editors.index(editor)))
            foot.addWidget(act)
        foot.addStretch(1)
        remove = Button(self.tr("Remove"), Kind.QUIET, small=True)
        remove.clicked.connect(lambda: self.remove(editor))
        foot.addWidget(remove)
        card.column.addLayout(foot)
        return card
