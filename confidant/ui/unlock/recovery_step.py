"""Step 2: the recovery code is written down and typed back."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from confidant.compat import override
from confidant.ui import theme
from confidant.ui.theme import Role
from confidant.ui.unlock.create_view_model import GENERATED_BITS, CreateViewModel
from confidant.ui.unlock.parts import Columns, drop_text, tab_order
from confidant.ui.widgets.banner import Banner
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.card import Card
from confidant.ui.widgets.choices import CheckBox
from confidant.ui.widgets.code_input import RecoveryCodeInput
from confidant.ui.widgets.labels import Label
from confidant.ui.widgets.recovery_kit import PrintKitSheet

_COLUMN = 140
_CLIPBOARD = (
    QKeySequence.StandardKey.Paste,
    QKeySequence.StandardKey.Copy,
    QKeySequence.StandardKey.Cut,
)


class RecoveryStep(QWidget):
    """Shows the code once; each field ticks itself. `change_wanted` goes back one step."""

    change_wanted = Signal()

    def __init__(self, model: CreateViewModel, parent: QWidget | None = None) -> None:
        """Build the step."""
        super().__init__(parent)
        self._model = model
        self._code = model.code
        change = Button(self.tr("C&hange"), Kind.LINK, small=True)
        change.setAccessibleName(self.tr("Change the passphrase"))
        change.clicked.connect(self.change_wanted)
        self._set = Banner("", "success", actions=(change,))
        self._shown = tuple(self._shown_part() for _ in model.code_parts)
        self.print_button = Button(self.tr("&Print it…"), small=True, icon="print")
        self.print_button.clicked.connect(self.print_it)
        self.typed = RecoveryCodeInput(model.code)
        self.understood = CheckBox("")
        self._sentence = Label("", wrap=True)
        self._lay_out()
        tab_order(change, self.print_button, *self.typed.fields, self.understood)
        for field in self.typed.fields:
            field.installEventFilter(self)
        self.typed.matched.connect(model.set_matching)
        self.typed.complete.connect(self._completed)
        self.understood.toggled.connect(lambda on: model.set_understood(understood=on))
        model.changed.connect(self._show_model)
        self._show_model()

    def focus_first(self) -> None:
        """Put the cursor where the typing goes on."""
        empty = [field for field in self.typed.fields if not field.is_full]
        target = self.understood if self.typed.is_complete else [*empty, self.typed.fields[0]][0]
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def print_it(self) -> PrintKitSheet:
        """Ask before the page goes to a printer."""
        sheet = PrintKitSheet(
            self, self._model.code, self._model.vault.strip(), self._model.today()
        )
        sheet.finished.connect(sheet.deleteLater)
        sheet.open()
        return sheet

    def clear(self) -> None:
        """Drop the code and what was typed."""
        for label in self._shown:
            label.setText("")
            label.setAccessibleName("")
        self.typed.clear()
        for field in self.typed.fields:
            drop_text(field)
        self.understood.setChecked(False)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the code and the clipboard apart; a click on the sentence ticks its box."""
        if watched is self._sentence:
            if event.type() == QEvent.Type.MouseButtonRelease:
                self.understood.click()
            return False
        if isinstance(event, QKeyEvent):
            return any(event.matches(key) for key in _CLIPBOARD)
        # X11 pastes with the middle button.
        return isinstance(event, QMouseEvent) and event.button() is Qt.MouseButton.MiddleButton

    def _shown_part(self) -> Label:
        label = Label("", Role.TEXT_HEADING)
        label.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return label

    def _lay_out(self) -> None:
        look = theme.current()
        column = QVBoxLayout(self)
        look.pad(column, spacing=12)
        column.addWidget(Label(self.tr("Write down your recovery code"), Role.DISPLAY, wrap=True))
        column.addWidget(
            Label(
                self.tr(
                    "Write it on paper and keep it where you keep your passport. It opens the "
                    "vault if you forget the passphrase. It is shown only here, and only now."
                ),
                wrap=True,
            )
        )
        column.addWidget(self._set)
        column.addWidget(self._code_card())
        column.addWidget(self.print_button, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(
            Label(
                self.tr("Now type it back, so that we both know it was written down"),
                Role.UI_STRONG,
                wrap=True,
            )
        )
        column.addWidget(self.typed)
        column.addWidget(
            Label(
                self.tr(
                    "Without the passphrase and without this code, everything in the vault is "
                    "lost for good."
                ),
                wrap=True,
            )
        )
        column.addLayout(self._tick_row())
        column.addStretch(1)

    def _code_card(self) -> Card:
        card = Card("sunken")
        # The parts of a code are read from left to right in every language.
        shown = Columns(self._shown, least=_COLUMN)
        shown.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        card.column.addWidget(shown)
        return card

    def _tick_row(self) -> QHBoxLayout:
        """The box with a sentence that may wrap; a click on the sentence ticks it too."""
        sentence = self.tr("I understand that nobody can recover this vault for me")
        self.understood.setAccessibleName(sentence)
        self._sentence.setText(sentence)
        self._sentence.installEventFilter(self)
        row = QHBoxLayout()
        theme.current().pad(row)
        row.addWidget(self.understood)
        row.addWidget(self._sentence, 1)
        return row

    def _completed(self, complete: bool) -> None:  # noqa: FBT001 -- the signal's one value
        if complete and self.isVisible():
            # Afterwards: the input itself goes on to its next field first.
            QTimer.singleShot(0, self, self.focus_first)

    def _show_model(self) -> None:
        if self._code != self._model.code:
            self._code = self._model.code
            self.typed.expect(self._code)
        for label, part in zip(self._shown, self._model.code_parts, strict=True):
            label.setText(part)
            label.setAccessibleName(", ".join(" ".join(group) for group in part.split("-")))
        sentence = self._passphrase_set()
        if sentence != self._set.sentence:
            self._set.say(sentence, "success")

    def _passphrase_set(self) -> str:
        if not self._model.own_words:
            return self.tr(
                "Passphrase set: five words from the generator, about {bits} bits"
            ).format(bits=GENERATED_BITS)
        strength = self._model.strength
        bits = strength.bits if strength is not None else 0
        return self.tr("Passphrase set: your own, about {bits} bits").format(bits=bits)
