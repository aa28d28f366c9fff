"""Editors of lists and of objects, made from what the fields say about themselves."""

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

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
from confidant.ui.record_form.rows_editor import RowsEditor
from confidant.ui.theme import Role
from confidant.ui.widgets.buttons import Button, IconButton, Kind
from confidant.ui.widgets.card import Card
from confidant.ui.widgets.field import Field
from confidant.ui.widgets.flow_layout import FlowLayout
from confidant.ui.widgets.labels import Label, Tone

_FIVE = 5
_ABOVE = 6
_TONES: Mapping[str, Tone] = {"+": "success", "−": "caution", "·": "muted"}


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
        look = theme.current()
        line = QHBoxLayout(row)
        look.pad(line, spacing=6)
        top = Qt.AlignmentFlag.AlignTop
        words = QHBoxLayout()
        # Without a border the text would begin above the middle of the button.
        look.pad(words, spacing=6, margins=(0, 0 if self._framed else _ABOVE, 0, 0))
        if self._sign:
            words.addWidget(Label(self._sign, Role.UI_STRONG, _TONES[self._sign]), 0, top)
        words.addWidget(editor, 1, top)
        line.addLayout(words, 1)
        remove = IconButton("close", self.tr("Remove this line"), size=13)
        remove.clicked.connect(lambda: self.remove(editor))
        line.addWidget(remove, 0, top)
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
