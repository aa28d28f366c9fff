"""Where a response or an answer is written."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from confidant.records import text as texts
from confidant.ui import theme
from confidant.ui.inbox.lines import line
from confidant.ui.inbox.quotation import Quotation
from confidant.ui.inbox.typed import Typed
from confidant.ui.inbox.words import ALTITUDES, FORMS, form_name
from confidant.ui.theme import Role
from confidant.ui.widgets.buttons import Button, IconButton, Kind
from confidant.ui.widgets.card import Card
from confidant.ui.widgets.chip import ChipButton
from confidant.ui.widgets.choices import CheckBox
from confidant.ui.widgets.date_field import DateField
from confidant.ui.widgets.field import Field
from confidant.ui.widgets.labels import Label, set_tooltip
from confidant.ui.widgets.plain_text import PlainText
from confidant.ui.widgets.segments import Segments

_LINES: Final = 3
NO_ALTITUDE: Final = ""


class ResponseForm(Card):
    """Form, altitude, passage, text, day, private note.

    `form_chosen` gives the form of a chip that was pressed: the page adds the passage that is
    selected in the text. `begun` follows the first letter where no form was chosen; `edited`
    gives what stands there; `add_wanted` and `drop_wanted` follow their buttons.
    """

    form_chosen = Signal(str)
    begun = Signal()
    edited = Signal(object)
    add_wanted = Signal()
    drop_wanted = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        """Make the form empty."""
        super().__init__("plain", parent=parent)
        self._typed: Typed | None = None
        self.title = Label(self.tr("Your response"), Role.UI_STRONG)
        altitudes = [(NO_ALTITUDE, self.tr("Any")), *((one, form_name(one)) for one in ALTITUDES)]
        self.altitude = Segments(self.tr("Altitude"), altitudes)
        self.forms = self._made_forms()
        self.quote = Quotation()
        self.no_quote = IconButton("close", self.tr("Without the passage"))
        self.text = PlainText(
            self.tr("Your response"),
            self.tr("Select a passage in the text, or write about the whole"),
            role=Role.READ_SMALL,
            framed=True,
            growing=True,
        )
        self.text.set_lines(_LINES)
        self.text_field = Field(self.tr("Text"), self.text)
        self.answer_by = DateField(self.tr("Wants an answer by"), today)
        self.with_note = CheckBox(self.tr("Private note"))
        self.note = PlainText(
            self.tr("Private note, never leaves"), "", role=Role.READ_SMALL, growing=True
        )
        self.note_card = Card("felt")
        self.add_button = Button(self.tr("Add response"), Kind.SECONDARY)
        self.drop_button = Button(self.tr("Throw away"), Kind.QUIET)
        self._lay_out()
        self._connect()
        self.show_typed(None)

    def show_typed(self, typed: Typed | None) -> None:
        """Show what is typed; None empties the form."""
        self._typed = None
        self.text.set_text(typed.text if typed else "")
        self.note.set_text(typed.private_note if typed else "")
        self.with_note.setChecked(bool(typed and typed.private_note))
        self.altitude.choose(typed.altitude if typed else NO_ALTITUDE)
        self.answer_by.set_day(
            date.fromisoformat(typed.answer_by) if typed and typed.answer_by else None
        )
        self._show_form(typed.form if typed else "")
        self._show_quote(typed.quote if typed else "")
        self.text_field.clear_error()
        self._typed = typed
        self._show_note()
        self.add_button.setEnabled(typed is not None)
        self.drop_button.setVisible(typed is not None)

    def take(self, typed: Typed) -> None:
        """Take over form and passage of `typed`, and keep what stands in the fields."""
        present = self._typed
        if present is None and typed.is_empty and self.text.text():
            present = typed
            self.add_button.setEnabled(True)
            self.drop_button.show()
        elif present is None or present.record != typed.record:
            self.show_typed(typed)
            return
        self._typed = replace(present, form=typed.form, quote=typed.quote)
        self._show_form(typed.form)
        self._show_quote(typed.quote)
        self._tell()

    def forget(self) -> None:
        """Drop every text."""
        self._typed = None
        self.text.forget()
        self.note.forget()
        self.show_typed(None)

    def _made_forms(self) -> dict[str, ChipButton]:
        made = {form: ChipButton(form_name(form), icon=form) for form in FORMS}
        self._group = QButtonGroup(self)
        for number, (form, chip) in enumerate(made.items(), start=1):
            self._group.addButton(chip)
            keys = QKeySequence(f"Alt+{number}").toString(QKeySequence.SequenceFormat.NativeText)
            set_tooltip(chip, keys)
            chip.setAccessibleDescription(keys)
            chip.clicked.connect(lambda _on=False, form=form: self.form_chosen.emit(form))
        return made

    def _show_form(self, form: str) -> None:
        self._group.setExclusive(False)
        for name, chip in self.forms.items():
            chip.setChecked(name == form)
        self._group.setExclusive(bool(form))

    def _show_quote(self, words: str) -> None:
        self.quote.say(texts.without_markdown(words))
        self.no_quote.setVisible(bool(words))

    def _show_note(self) -> None:
        self.note_card.setVisible(self.with_note.isChecked())

    def _drop_quote(self) -> None:
        if self._typed is not None:
            self._typed = replace(self._typed, quote="")
            self._show_quote("")
            self._tell()
            self.text.setFocus()

    def _tell(self) -> None:
        if self._typed is None:
            if self.text.text():
                self.begun.emit()
            return
        day = self.answer_by.day
        note = self.note.text() if self.with_note.isChecked() else ""
        self._typed = replace(
            self._typed,
            text=self.text.text(),
            altitude=self.altitude.current,
            answer_by=day.isoformat() if day else "",
            private_note=note,
        )
        self.text_field.clear_error()
        self.edited.emit(self._typed)

    def _connect(self) -> None:
        self.text.edited.connect(self._tell)
        self.note.edited.connect(self._tell)
        self.altitude.chosen.connect(lambda _key: self._tell())
        self.answer_by.changed.connect(lambda _day: self._tell())
        self.with_note.toggled.connect(lambda _on: self._show_note())
        self.with_note.clicked.connect(self._tell)
        self.no_quote.clicked.connect(self._drop_quote)
        self.add_button.clicked.connect(self.add_wanted)
        self.drop_button.clicked.connect(self.drop_wanted)

    def _lay_out(self) -> None:
        look = theme.current()
        quoted = QHBoxLayout()
        look.pad(quoted, spacing=6)
        quoted.addWidget(self.quote, 1)
        quoted.addWidget(self.no_quote)
        self.text_field.label.hide()
        self.note_card.column.addWidget(
            Label(self.tr("Never leaves this vault"), Role.SMALL_STRONG, "felt", wrap=True)
        )
        self.note_card.column.addWidget(self.note)
        wanted = Label(self.tr("Wants an answer by"), Role.SMALL, "muted")
        self.column.addWidget(line(self.title, self.altitude))
        self.column.addWidget(line(*self.forms.values(), spacing=6))
        self.column.addLayout(quoted)
        self.column.addWidget(self.text_field)
        self.column.addWidget(line(wanted, self.answer_by, self.with_note))
        self.column.addWidget(self.note_card)
        self.column.addWidget(line(self.add_button, self.drop_button))


class AnswerForm(Card):
    """The answer to one response, or the reason why it is declined."""

    edited = Signal(object)
    add_wanted = Signal()
    drop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the form empty and hidden."""
        super().__init__("plain", parent=parent)
        self._typed: Typed | None = None
        self.title = Label("", Role.UI_STRONG)
        self.text = PlainText(
            self.tr("Your answer"), "", role=Role.READ_SMALL, framed=True, growing=True
        )
        self.text.set_lines(_LINES)
        self.text_field = Field(self.tr("Text"), self.text)
        self.text_field.label.hide()
        self.add_button = Button("", Kind.SECONDARY)
        self.drop_button = Button(self.tr("Throw away"), Kind.QUIET)
        self.column.addWidget(self.title)
        self.column.addWidget(self.text_field)
        self.column.addWidget(line(self.add_button, self.drop_button))
        self.text.edited.connect(self._tell)
        self.add_button.clicked.connect(self.add_wanted)
        self.drop_button.clicked.connect(self.drop_wanted)
        self.show_typed(None)

    def show_typed(self, typed: Typed | None) -> None:
        """Show what is typed; None hides the form."""
        if typed is None or self._typed is None or self._typed.record != typed.record:
            self.text.set_text(typed.text if typed else "")
        self._typed = typed
        declined = typed is not None and typed.form == "declined"
        self.title.setText(self.tr("Why you decline") if declined else self.tr("Your answer"))
        self.text.setAccessibleName(self.title.text())
        self.add_button.setText(self.tr("Decline") if declined else self.tr("Keep the answer"))
        self.text_field.clear_error()
        self.setVisible(typed is not None)

    def forget(self) -> None:
        """Drop the text."""
        self._typed = None
        self.text.forget()
        self.show_typed(None)

    def _tell(self) -> None:
        if self._typed is not None:
            self._typed = replace(self._typed, text=self.text.text())
            self.text_field.clear_error()
            self.edited.emit(self._typed)
