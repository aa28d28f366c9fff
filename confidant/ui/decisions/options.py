"""Options: cards side by side, what speaks for and against each, the one that is leaned to."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from confidant.compat import override
from confidant.records import fields
from confidant.records.canonical import JsonValue
from confidant.records.decision_parts import Option
from confidant.records.fields import FieldInfo
from confidant.ui import theme
from confidant.ui.decisions.frozen_options import ACROSS, COLUMN, FrozenOptions
from confidant.ui.decisions.sections import FieldSection
from confidant.ui.decisions.specs import SectionSpec
from confidant.ui.record_form.editors import Editor, LineEditor, TextEditor
from confidant.ui.record_form.lists import LinesEditor, Maker
from confidant.ui.record_form.model import FormModel
from confidant.ui.record_form.rows_editor import RowsEditor
from confidant.ui.theme import Role
from confidant.ui.widgets.buttons import Button, IconButton, Kind
from confidant.ui.widgets.card import Card
from confidant.ui.widgets.chip import Chip
from confidant.ui.widgets.columns_layout import ColumnsLayout
from confidant.ui.widgets.flow_layout import FlowLayout
from confidant.ui.widgets.labels import Label

_SHADOW: Final = 2
"""Two options are often one and its shadow."""


class OptionEditor(Editor):
    """One option. `lean_wanted` follows the button that makes it the one that is leaned to."""

    lean_wanted = Signal()
    is_long = True

    def __init__(self, maker: Maker) -> None:
        """Make an empty option."""
        super().__init__()
        look = theme.current()
        look.pad(self.column, spacing=8)
        infos = fields.of(Option)
        names = maker.words
        self.title = LineEditor(self.tr("Option"), self.tr("Name it"), role=Role.H3, framed=False)
        self.description = TextEditor(
            self.tr("What it means"), self.tr("What it means"), framed=False
        )
        self.rejected = LineEditor(
            names.name("rejected_because"),
            self.tr("Rejected because…"),
            role=Role.SMALL,
            framed=False,
        )
        self._parts: dict[str, Editor] = {
            "title": self.title,
            "description": self.description,
            "good": LinesEditor(maker, infos["good"], sign="+", framed=False),
            "bad": LinesEditor(maker, infos["bad"], sign="−", framed=False),
            "neutral": LinesEditor(maker, infos["neutral"], sign="·", framed=False),
            "rejected_because": self.rejected,
        }
        self.number = Label("", Role.H3, "muted")
        self.chip = Chip("", raised=True)
        self.lean = Button(self.tr("Lean to this"), Kind.LINK, small=True)
        self.lean.clicked.connect(self.lean_wanted)
        head = QHBoxLayout()
        look.pad(head, spacing=6)
        head.addWidget(self.number, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.title, 1)
        head.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(head)
        for name, part in self._parts.items():
            part.changed.connect(self.changed)
            if name != "title":
                self.column.addWidget(part)
        self.column.addStretch(1)
        self.column.addWidget(self._made_adding())
        self.setFocusProxy(self.title)

    def _made_adding(self) -> QWidget:
        """Return the buttons that add a line for, against or beside, in one row."""
        holder = QWidget()
        holder.setProperty("page", "true")
        row = FlowLayout(holder)
        for name in ("good", "bad", "neutral"):
            lines = self._parts[name]
            if isinstance(lines, LinesEditor):
                lines.column.removeWidget(lines.add_button)
                row.addWidget(lines.add_button)
        return holder

    @override
    def value(self) -> JsonValue | None:
        typed = {name: part.value() for name, part in self._parts.items()}
        given: dict[str, JsonValue] = {n: v for n, v in typed.items() if v is not None}
        return given or None

    @override
    def set_value(self, value: JsonValue | None) -> None:
        held: Mapping[str, JsonValue] = value if isinstance(value, dict) else {}
        for name, part in self._parts.items():
            part.set_value(held.get(name))

    @override
    def clear(self) -> None:
        for part in self._parts.values():
            part.clear()

    def mark(self, number: int, *, leaning: bool) -> None:
        """Say which option it is and how it stands."""
        self.number.setText(self.locale().toString(number))
        if leaning:
            self.chip.set(self.tr("Leaning"), "accent", "check")
        elif self.rejected.value() is not None:
            self.chip.set(self.tr("Rejected"), "plain")
        else:
            self.chip.set(self.tr("Open"), "plain")
        self.lean.setVisible(not leaning and self.title.value() is not None)


class OptionsEditor(RowsEditor):
    """The cards. `leaned(title)` follows the button on one of them."""

    leaned = Signal(str)

    def __init__(self, maker: Maker, info: FieldInfo, leaning: Callable[[], str]) -> None:
        """Make an empty list; `leaning` tells what is leaned to."""
        super().__init__(maker.words.adding(info.name), info.shape.most)
        self._maker = maker
        self._leaning = leaning
        self._cards: dict[Editor, Card] = {}
        look = theme.current()
        holder = QWidget()
        holder.setProperty("page", "true")
        self._grid = ColumnsLayout(holder, least=look.px(COLUMN), most=ACROSS)
        look.pad(self._grid, spacing=12)
        self.rows_layout.addWidget(holder)
        look.changed.connect(self._scaled)
        self.changed.connect(self.mark)

    @override
    def made_editor(self) -> Editor:
        editor = OptionEditor(self._maker)
        editor.lean_wanted.connect(lambda: self._lean(editor))
        return editor

    @override
    def made_row(self, editor: Editor) -> QWidget:
        card = Card()
        card.column.addWidget(editor, 1)
        foot = QHBoxLayout()
        if isinstance(editor, OptionEditor):
            foot.addWidget(editor.lean)
        foot.addStretch(1)
        remove = IconButton("close", self.tr("Remove this option"), size=13)
        remove.clicked.connect(lambda: self.remove(editor))
        foot.addWidget(remove)
        card.column.addLayout(foot)
        self._cards[editor] = card
        return card

    @override
    def place_row(self, at: int, row: QWidget) -> None:
        self._grid.insert_widget(at, row)
        row.show()
        self.mark()

    @override
    def removed_words(self, number: int) -> str:
        return self.tr("Option {number} removed.").format(number=number)

    @override
    def set_value(self, value: JsonValue | None) -> None:
        super().set_value(value)
        self.mark()

    def mark(self) -> None:
        """Number the cards and show which one is leaned to: border and word."""
        wanted = self._leaning().strip().casefold()
        self._cards = {editor: self._cards[editor] for editor in self.editors}
        for number, editor in enumerate(self.editors, start=1):
            if not isinstance(editor, OptionEditor):
                continue
            title = str(editor.title.value() or "").strip().casefold()
            leaning = bool(title) and title == wanted
            editor.mark(number, leaning=leaning)
            self._cards[editor].set_tone("selected" if leaning else "plain")

    def _lean(self, editor: OptionEditor) -> None:
        self.leaned.emit(str(editor.title.value() or "").strip())

    def _scaled(self) -> None:
        self._grid.set_least(theme.current().px(COLUMN))


class OptionsSection(FieldSection):
    """`leaned(title)` follows a button on a card."""

    leaned = Signal(str)

    def __init__(
        self, spec: SectionSpec, form: FormModel, maker: Maker, parent: QWidget | None = None
    ) -> None:
        """Make the section with its button in the heading."""
        super().__init__(spec, form, maker, parent)
        self._nudged: set[bytes] = set()
        self._nudge: QWidget | None = None
        self.add_button = Button(self.tr("Add an option"), Kind.LINK, icon="add", small=True)
        self.add_button.clicked.connect(self.add)
        self.tools.addWidget(self.add_button)

    @override
    def show_record(self) -> None:
        super().show_record()
        self.add_button.setVisible(self.form.can_edit("options"))

    def add(self) -> None:
        """Add an option and go to its name."""
        self.unfold()
        editor = self.editors.get("options")
        if isinstance(editor, OptionsEditor):
            editor.add()

    def mark(self) -> None:
        """Show again which option is leaned to."""
        editor = self.editors.get("options")
        if isinstance(editor, OptionsEditor):
            editor.mark()

    @override
    def made_editor(self, info: FieldInfo) -> Editor | None:
        editor = OptionsEditor(self.maker, info, lambda: self.form.text("leaning"))
        editor.leaned.connect(self.leaned)
        editor.add_button.hide()
        return editor

    @override
    def made_frozen(self, info: FieldInfo, value: JsonValue) -> QWidget:
        verdict = self.form.value("verdict")
        decided = verdict.get("option") if isinstance(verdict, dict) else None
        return FrozenOptions(value, decided)

    @override
    def words_for(self, counts: dict[str, int]) -> str:
        self._show_nudge(counts.get("options", 0))
        return super().words_for(counts)

    @override
    def drop(self) -> None:
        super().drop()
        self._nudge = None

    @override
    def finish(self, column: QVBoxLayout) -> None:
        if not self.form.can_edit("options"):
            return
        card = Card("sunken")
        words = self.tr("Two options are often one and its shadow. What if neither were open?")
        card.column.addWidget(Label(words, Role.UI, wrap=True))
        row = QHBoxLayout()
        another = Button(self.tr("Add a third"), small=True)
        another.clicked.connect(self.add)
        enough = Button(self.tr("Two are enough"), Kind.QUIET, small=True)
        enough.clicked.connect(self._enough)
        row.addWidget(another)
        row.addWidget(enough)
        row.addStretch(1)
        card.column.addLayout(row)
        card.hide()
        column.addWidget(card)
        self._nudge = card

    def _enough(self) -> None:
        if self.form.record is not None:
            self._nudged.add(self.form.record)
        self.show_state()

    def _show_nudge(self, count: int) -> None:
        if self._nudge is not None:
            self._nudge.setVisible(count == _SHADOW and self.form.record not in self._nudged)
