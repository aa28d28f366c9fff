"""A section of a record: its fields, made when it is unfolded for the first time."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from confidant.compat import override
from confidant.records import fields
from confidant.records.canonical import JsonValue
from confidant.records.fields import FieldInfo
from confidant.records.kinds import KINDS
from confidant.ui import theme
from confidant.ui.decisions.specs import Counted, SectionSpec
from confidant.ui.record_form.editors import Editor, TextEditor
from confidant.ui.record_form.frozen import FrozenField
from confidant.ui.record_form.lists import Maker, PartsEditor
from confidant.ui.record_form.model import FormModel
from confidant.ui.record_form.rows_editor import RowsEditor
from confidant.ui.theme import Role
from confidant.ui.widgets.card import Card
from confidant.ui.widgets.field import Field
from confidant.ui.widgets.labels import IconLabel, Label
from confidant.ui.widgets.section import Section


class FieldSection(Section):
    """`removed(sentence, undo)` follows a removal from one of its lists."""

    removed = Signal(str, object)

    def __init__(
        self, spec: SectionSpec, form: FormModel, maker: Maker, parent: QWidget | None = None
    ) -> None:
        """Make the section of `spec` for what `form` has open."""
        super().__init__(spec.title, is_open=spec.opened, parent=parent)
        self.spec = spec
        self.form = form
        self.maker = maker
        self.editors: dict[str, Editor] = {}
        self.shown_fields: dict[str, Field] = {}
        self._infos = fields.of(KINDS[form.kind])
        self._counted = Counted(self)
        self._holder: QWidget | None = None
        self._built = False
        self._column = QVBoxLayout()
        self.heading.toggled_open.connect(self._unfolded)

    def show_record(self) -> None:
        """Show what the form has open now."""
        self.drop()
        if self.heading.is_open and self.form.is_open:
            self._build()
        self.show_state()

    def drop(self) -> None:
        """Take the editors away with every text in them."""
        for editor in self.editors.values():
            editor.clear()
        self.editors.clear()
        self.shown_fields.clear()
        if self._holder is not None:
            for label in self._holder.findChildren(QLabel):
                label.clear()
            self._holder.hide()
            self._holder.deleteLater()
            self._holder = None
        self._built = False
        self.set_state("")

    def unfold(self) -> None:
        """Unfold, and make the editors if they are not there yet."""
        self.set_open(is_open=True)

    def commit(self) -> None:
        """Take what was typed and not confirmed yet."""
        for editor in self.editors.values():
            editor.commit()

    def refuse(self, name: str, sentence: str) -> bool:
        """Say why the rules refuse a field; False when the field is another section's."""
        if name not in self.spec.fields:
            return False
        self.unfold()
        field = self.shown_fields.get(name)
        if field is not None:
            field.show_error(sentence)
        return True

    def accept_all(self) -> None:
        """Take the errors away."""
        for field in self.shown_fields.values():
            field.clear_error()

    def show_state(self) -> None:
        """Say in the heading what there is."""
        if not self.form.is_open:
            return
        counts: dict[str, int] = {}
        for name in self.spec.fields:
            value = self.form.value(name)
            if value is not None:
                counts[name] = len(value) if isinstance(value, list) else 1
        self.set_state(self.words_for(counts))

    def words_for(self, counts: dict[str, int]) -> str:
        """Return what the heading says; sections with more to say override it."""
        return self._counted.state(counts)

    def made_editor(self, info: FieldInfo) -> Editor | None:
        """Return the editor of a field; sections with an editor of their own override it."""
        if info.name == "problem":
            placeholder = self.tr("What is the question, and why now?")
            name = self.maker.words.name(info.name)
            return TextEditor(name, placeholder, role=Role.READ, framed=False)
        return self.maker.editor(info)

    def made_frozen(self, info: FieldInfo, value: JsonValue) -> QWidget:
        """Return a field that may not be changed, in words."""
        named = len(self.spec.fields) > 1
        return FrozenField(self.maker.words, info, value, named=named)

    def finish(self, column: QVBoxLayout) -> None:
        """Add what stands below the fields."""

    def _unfolded(self, is_open: bool) -> None:  # noqa: FBT001 -- a signal's signature
        if is_open and not self._built and self.form.is_open:
            self._build()

    def _build(self) -> None:
        self._built = True
        holder, column = self._made_holder()
        for name in self.spec.fields:
            info = self._infos[name]
            if self.form.can_edit(name):
                self._add_editor(column, name, info)
            elif (value := self.form.value(name)) is not None:
                column.addWidget(self.made_frozen(info, value))
        self.finish(column)
        self._holder = holder
        self.body.addWidget(holder)

    def _made_holder(self) -> tuple[QWidget, QVBoxLayout]:
        look = theme.current()
        if self.spec.felt:
            card = Card("felt", spacing=14)
            row = QHBoxLayout()
            look.pad(row, spacing=8)
            row.addWidget(IconLabel("private", "felt", 13))
            words = self.tr("Stays in this vault unless you send it on purpose")
            row.addWidget(Label(words, Role.SMALL_STRONG, "felt", wrap=True), 1)
            card.column.addLayout(row)
            return card, card.column
        holder = QWidget()
        holder.setProperty("page", "true")
        column = QVBoxLayout(holder)
        look.pad(column, spacing=14)
        return holder, column

    def _add_editor(self, column: QVBoxLayout, name: str, info: FieldInfo) -> None:
        editor = self.made_editor(info)
        if editor is None:
            return
        editor.set_value(self.form.value(name))
        editor.changed.connect(self._typed(name))
        if isinstance(editor, RowsEditor):
            editor.removed.connect(self.removed)
        self.editors[name] = editor
        self.form.bind(name, editor.value)
        field = Field(self.maker.words.name(name), editor)
        field.label.setVisible(len(self.spec.fields) > 1 and name != "problem")
        self.shown_fields[name] = field
        column.addWidget(field)

    def _typed(self, name: str) -> Callable[[], None]:
        def typed() -> None:
            self.form.typed(name)
            self.show_state()

        return typed


class ChancesSection(FieldSection):
    """Best, likely, worst: says what the three probabilities sum to."""

    @override
    def words_for(self, counts: dict[str, int]) -> str:
        said = self._sum()
        names = super().words_for(counts)
        return f"{names} · {said}" if said else names

    def _sum(self) -> str:
        chances = []
        for name in self.spec.fields:
            value = self.form.value(name)
            p = value.get("p") if isinstance(value, dict) else None
            if isinstance(p, int):
                chances.append(p)
        if len(chances) < len(self.spec.fields):
            return ""
        whole = round(sum(chances) / 100)
        if whole == 100:  # noqa: PLR2004 -- per cent
            return self.tr("sums to 100 %")
        pattern = (
            self.tr("sums to {sum} %, {rest} missing")
            if whole < 100  # noqa: PLR2004 -- per cent
            else self.tr("sums to {sum} %, {rest} too many")
        )
        return pattern.format(sum=whole, rest=abs(100 - whole))


class PremortemSection(FieldSection):
    """Causes and tripwires: one is made of the other."""

    @override
    def made_editor(self, info: FieldInfo) -> Editor | None:
        editor = super().made_editor(info)
        if info.name == "premortem" and isinstance(editor, PartsEditor):
            editor.set_action(self.tr("Make it a tripwire"))
            editor.acted.connect(self._make_tripwire)
        return editor

    def _make_tripwire(self, number: int) -> None:
        causes, wires = self.editors["premortem"], self.editors["tripwires"]
        if not (isinstance(causes, RowsEditor) and isinstance(wires, RowsEditor)):
            return
        cause = causes.editors[number].value()
        signal = cause.get("text") if isinstance(cause, dict) else None
        if not isinstance(signal, str):
            causes.editors[number].setFocus()
            return
        made = wires.add({"signal": signal})
        if made is not None:
            self.form.typed("tripwires")
            self.show_state()
