"""The two passes of an entry: as I feel it, and as an observer would put it."""

from PySide6.QtCore import QLocale, QTime, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from confidant.ui import theme
from confidant.ui.journal.entry_model import EntryModel
from confidant.ui.journal.feelings import FeelingsField
from confidant.ui.journal.marks_line import MarksLine
from confidant.ui.theme import Role
from confidant.ui.theme.metrics import CARD_PADDING
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.card import Card
from confidant.ui.widgets.choices import ComboBox
from confidant.ui.widgets.flow_layout import FlowLayout
from confidant.ui.widgets.labels import IconLabel, Label
from confidant.ui.widgets.markdown_editor import MarkdownEditor

_FOLDED_LINES = 3
_FOLDED_LETTERS = 260
_LINES = 4


class FeltCard(Card):
    """The first pass: it stays in the vault, and folds once the second one is written."""

    removed = Signal()

    def __init__(self, model: EntryModel, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__("felt", spacing=8, parent=parent)
        self._model = model
        self.setAccessibleName(self.tr("As I feel it, stays in this vault"))
        self.editor = MarkdownEditor(
            self.tr("As I feel it, stays in this vault"),
            self.tr("Write it as it is. Nobody else reads this."),
            growing=True,
        )
        self.editor.set_lines(_LINES)
        self.folded = Label("", Role.READ, wrap=True)
        self.edit_button = Button(self.tr("Edit"), Kind.QUIET, small=True)
        self.feelings = FeelingsField(self.tr("Feelings while writing"))
        self.wait = ComboBox(self._waits())
        self._wait_words = Label(self.tr("Open the second pass"), Role.SMALL, "muted")
        self._wait_words.setBuddy(self.wait)
        self.wait.setAccessibleName(self.tr("Open the second pass"))
        self._lay_out()
        model.read_with("as_felt", self.editor.text)
        self.editor.edited.connect(model.typed)
        self.feelings.feelings_changed.connect(lambda value: model.set("before", value))
        self.wait.activated.connect(self._waited)
        self.edit_button.clicked.connect(self._unfold)

    @property
    def is_folded(self) -> bool:
        """Whether the first lines are shown instead of the editor."""
        return not self.folded.isHidden()

    def show_entry(self) -> None:
        """Show the first pass of the model's entry, folded where the second is written."""
        model = self._model
        self.editor.set_text(model.text("as_felt"))
        self.editor.setReadOnly(model.read_only)
        self.feelings.set_feelings(model.parts("before"))
        self.feelings.setEnabled(not model.read_only)
        self.wait.setCurrentIndex(0)
        self.show_wait(shown=not model.text("as_observed") and not model.read_only)
        long = len(model.text("as_felt")) > _FOLDED_LETTERS
        long |= model.text("as_felt").count("\n") >= _FOLDED_LINES
        self._set_folded(folded=bool(model.text("as_observed")) and long)

    def show_wait(self, *, shown: bool) -> None:
        """Offer the choice of when the second pass opens, or don't: it is written already."""
        self.wait.setVisible(shown)
        self._wait_words.setVisible(shown)

    def clear(self) -> None:
        """Drop every text."""
        self.editor.forget()
        self.folded.setText("")
        self.feelings.set_tags(())
        self.feelings.input.clear()

    def _unfold(self) -> None:
        self._set_folded(folded=False)
        self.editor.setFocus()

    def _set_folded(self, *, folded: bool) -> None:
        if folded:
            lines = self.editor.text().strip().splitlines()[:_FOLDED_LINES]
            start = "\n".join(lines)
            self.folded.setText(f"{start[:_FOLDED_LETTERS].rstrip()} …")
        else:
            self.folded.setText("")
        self.folded.setVisible(folded)
        self.edit_button.setVisible(folded)
        self.editor.setVisible(not folded)

    def _waited(self, _index: int) -> None:
        self._model.cool_off(int(self.wait.chosen))

    def _waits(self) -> tuple[tuple[str, str], ...]:
        return (
            ("0", self.tr("at once")),
            ("10", self.tr("in ten minutes")),
            ("30", self.tr("in half an hour")),
            ("60", self.tr("in an hour")),
            ("720", self.tr("in twelve hours")),
        )

    def _lay_out(self) -> None:
        look = theme.current()
        head = FlowLayout()
        look.pad(head, spacing=8)
        head.addWidget(IconLabel("private", "felt"))
        head.addWidget(Label(self.tr("As I feel it"), Role.UI_STRONG, "felt"))
        head.addWidget(Label(self.tr("Stays in this vault"), Role.SMALL, "muted"))
        head.addWidget(self.edit_button)
        foot = FlowLayout()
        look.pad(foot, spacing=8)
        foot.addWidget(self._wait_words)
        foot.addWidget(self.wait)
        self.column.addLayout(head)
        self.column.addWidget(self.folded)
        self.column.addWidget(self.editor)
        self.column.addWidget(self.feelings)
        self.column.addLayout(foot)


class ObservedCard(Card):
    """The second pass, or the only one: what may be shared."""

    def __init__(self, model: EntryModel, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__("observer", spacing=8, parent=parent)
        self._model = model
        self.editor = MarkdownEditor(
            self.tr("As an observer would put it"), self.tr("What happened?"), growing=True
        )
        self.editor.set_lines(2 * _LINES)
        # Stands at the foot of the pane, where it is in sight wherever the cursor is.
        self.marks = MarksLine(self.editor)
        self.note = Label("", Role.SMALL, "muted")
        self.shut = Label("", Role.UI, "muted", wrap=True)
        self.open_now = Button(self.tr("Open it now"), Kind.SECONDARY, small=True)
        self.after = FeelingsField(self.tr("Feelings now"))
        self._after_words = Label(self.tr("Feeling now"), Role.SMALL, "muted")
        self._head, self._prompts, self._body = QWidget(), QWidget(), QWidget()
        self._lay_out()
        model.read_with("as_observed", self.editor.text)
        self.editor.edited.connect(model.typed)
        self.after.feelings_changed.connect(lambda value: model.set("after", value))
        self.open_now.clicked.connect(self._opened_early)
        self._two = False

    @property
    def is_shut(self) -> bool:
        """Whether the second pass waits."""
        return not self.shut.isHidden()

    def show_entry(self, *, two_passes: bool) -> None:
        """Show the text of the model's entry; as a second pass or as the only one."""
        model = self._model
        self.editor.set_text(model.text("as_observed"))
        self.editor.setReadOnly(model.read_only)
        self.after.set_feelings(model.parts("after"))
        self.after.setEnabled(not model.read_only)
        self.marks.clear()
        self.note.setText("")
        self.set_two_passes(two=two_passes)

    def set_two_passes(self, *, two: bool) -> None:
        """Have prompts, a frame and a wait, or be a plain page."""
        self._two = two
        self.set_tone("observer" if two else "page")
        across, along = CARD_PADDING if two else (0, 0)
        theme.current().pad(self.column, spacing=8, margins=(across, along, across, along))
        self._head.setVisible(two)
        name = self.tr("As an observer would put it, this is what you can share")
        self.editor.setAccessibleName(name if two else self.tr("Text"))
        self.refresh()

    def refresh(self) -> None:
        """Show whether it may be written now."""
        opens = self._model.opens_at if self._two else None
        shut = opens is not None
        if opens is not None:
            clock = QLocale().toString(
                QTime(opens.hour, opens.minute), QLocale.FormatType.ShortFormat
            )
            self.shut.setText(self.tr("Opens at {time}.").format(time=clock))
        self.shut.setVisible(shut)
        self.open_now.setVisible(shut)
        self._body.setVisible(not shut)
        self._prompts.setVisible(self._two and not shut and not self._model.read_only)
        for widget in (self.after, self._after_words):
            widget.setVisible(self._two and not shut)

    def insert(self, prompt: str) -> None:
        """Put a question of distance into the text as a heading, and the cursor below it."""
        cursor = self.editor.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        before = self.editor.text()
        gap = "" if not before.strip() else "\n" if before.endswith("\n") else "\n\n"
        cursor.insertText(f"{gap}## {prompt}\n")
        self.editor.setTextCursor(cursor)
        self.editor.setFocus()

    def clear(self) -> None:
        """Drop every text."""
        self.editor.forget()
        self.marks.clear()
        self.note.setText("")
        self.after.set_tags(())
        self.after.input.clear()

    def _opened_early(self) -> None:
        opens = self._model.opens_at
        self._model.open_early()
        if opens is not None:
            clock = QLocale().toString(
                QTime(opens.hour, opens.minute), QLocale.FormatType.ShortFormat
            )
            self.note.setText(self.tr("Opened early, before {time}").format(time=clock))
        self.editor.setFocus()

    def _questions(self) -> tuple[tuple[str, str], ...]:
        return (
            (
                self.tr("10 minutes · 10 months · 10 years"),
                self.tr("How will I see this in 10 minutes, 10 months, 10 years?"),
            ),
            (self.tr("Advise your successor"), self.tr("What would I advise my successor?")),
            (
                self.tr("What would the auditor write?"),
                self.tr("What would the auditor write?"),
            ),
        )

    def _lay_out(self) -> None:
        look = theme.current()
        head = FlowLayout(self._head)
        look.pad(head, spacing=8)
        head.addWidget(IconLabel("shareable", "accent"))
        head.addWidget(Label(self.tr("As an observer would put it"), Role.UI_STRONG, "accent"))
        head.addWidget(Label(self.tr("This is what you can share"), Role.SMALL, "muted"))
        head.addWidget(self.note)
        prompts = FlowLayout(self._prompts)
        look.pad(prompts, spacing=8)
        prompts.addWidget(Label(self.tr("Distance:"), Role.SMALL, "muted"))
        for words, question in self._questions():
            button = Button(words, Kind.SOFT, small=True)
            button.clicked.connect(lambda _checked=False, q=question: self.insert(q))
            prompts.addWidget(button)
        body = QVBoxLayout(self._body)
        look.pad(body, spacing=8)
        body.addWidget(self.editor)
        waiting = QHBoxLayout()
        look.pad(waiting, spacing=12)
        waiting.addWidget(self.shut, 1)
        waiting.addWidget(self.open_now)
        self.column.addWidget(self._head)
        self.column.addLayout(waiting)
        self.column.addWidget(self._prompts)
        self.column.addWidget(self._body)
        self.column.addWidget(self._after_words)
        self.column.addWidget(self.after)
