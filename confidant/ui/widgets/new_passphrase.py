"""A new passphrase: five random words typed once, or one's own typed twice."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from confidant.services import vaults
from confidant.services.vaults import Strength
from confidant.ui import theme
from confidant.ui.theme import Role
from confidant.ui.widgets.buttons import Button
from confidant.ui.widgets.card import Card
from confidant.ui.widgets.choices import RadioButton
from confidant.ui.widgets.field import Field
from confidant.ui.widgets.inputs import PassphraseField
from confidant.ui.widgets.labels import Label, Tone

_WORDS_BITS = 64
"""Five words out of 7,776: 64.6 bits, rounded down."""
_TONES: dict[str, Tone] = {"refused": "danger", "weak": "caution", "good": "success"}


class NewPassphrase(QWidget):
    """Asks for a new passphrase. `judge_wanted` carries one that somebody shall judge."""

    judge_wanted = Signal(str)

    def __init__(self, suggest: Callable[[], str], parent: QWidget | None = None) -> None:
        """Show the first words; `suggest` returns others at each call."""
        super().__init__(parent)
        self._suggest = suggest
        self._offered = suggest()
        self._strength: Strength | None = None
        self.generated = RadioButton(self.tr("&Five random words"))
        self.my_own = RadioButton(self.tr("A passphrase of my o&wn"))
        self.generated.setChecked(True)
        self._words = Label(self._offered, Role.TITLE, wrap=True)
        self._words.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.other = Button(self.tr("O&ther words"), small=True)
        self._card = Card("sunken", spacing=10)
        self._card.column.addWidget(self._words)
        self._card.column.addWidget(self.other, 0, Qt.AlignmentFlag.AlignLeading)
        self.own = PassphraseField(self.tr("New passphrase"))
        self._own_field = Field(self.tr("&New passphrase"), self.own, eyebrow=False)
        self._said = Label("", Role.SMALL, "subtle", wrap=True)
        self.again = PassphraseField("")
        self._again_field = Field("", self.again, eyebrow=False)
        column = QVBoxLayout(self)
        theme.current().pad(column, spacing=10)
        for part in (
            self.generated,
            self.my_own,
            self._card,
            self._own_field,
            self._said,
            self._again_field,
        ):
            column.addWidget(part)
        self.other.clicked.connect(self._other_words)
        self.my_own.toggled.connect(self._turn)
        self.own.textChanged.connect(self._typed)
        self.again.textChanged.connect(lambda _text: self._again_field.clear_error())
        self._show()

    @property
    def passphrase(self) -> str:
        """What was chosen; only good when `is_ready` has said so."""
        return self.own.text() if self.my_own.isChecked() else self._offered

    def is_ready(self) -> bool:
        """Say whether it can be used; otherwise what is missing is said beside its field."""
        own = self.my_own.isChecked()
        fault = self._own_fault() if own else ""
        if fault:
            self._own_field.show_error(fault)
            self.own.setFocus()
            return False
        if not vaults.is_same_passphrase(self.passphrase, self.again.text()):
            self._again_field.show_error(
                self.tr("The two differ. Type the same passphrase once more.")
                if own
                else self.tr("These are not the five words above.")
            )
            self.again.setFocus()
            return False
        return True

    def set_strength(self, passphrase: str, strength: Strength) -> None:
        """Take the judgement; one of a text that is not there any more is let go."""
        if passphrase == self.own.text():
            self._strength = strength
            self._show_strength()

    def clear(self) -> None:
        """Forget everything."""
        for edit in (self.own, self.again):
            edit.setText("")
            edit.hide_text()
        self._offered = ""
        self._words.setText("")

    def _own_fault(self) -> str:
        if not self.own.text():
            return self.tr("Type the new passphrase.")
        if not vaults.is_passphrase(self.own.text()):
            return self.tr("A passphrase has 1 to 4,096 bytes and no control characters.")
        if self._strength is None:
            return self.tr("It is being judged. Try once more.")
        if self._strength.verdict == "refused":
            return self.tr("This one can be guessed. Take more words, or rarer ones.")
        return ""

    def _other_words(self) -> None:
        self._offered = self._suggest()
        self.again.setText("")
        self._words.setText(self._offered)

    def _turn(self, _own: bool) -> None:  # noqa: FBT001 -- Qt's signature
        self.again.setText("")
        self._show()

    def _typed(self, text: str) -> None:
        self._own_field.clear_error()
        self._strength = None
        self._show_strength()
        if text:
            self.judge_wanted.emit(text)

    def _show(self) -> None:
        own = self.my_own.isChecked()
        self._card.setVisible(not own)
        self._own_field.setVisible(own)
        self._again_field.clear_error()
        label = self.tr("Once &more") if own else self.tr("Type the five wor&ds")
        self._again_field.label.setText(label)
        self.again.setAccessibleName(label.replace("&", ""))
        self._show_strength()

    def _show_strength(self) -> None:
        own = self.my_own.isChecked()
        strength = self._strength if own else Strength(_WORDS_BITS, "good")
        if strength is None or (own and not self.own.text()):
            self._said.setText(self.tr("Four or more words that do not belong together."))
            self._said.set_tone("subtle")
            return
        sentences = {
            "refused": self.tr("About {bits} bits: it can be guessed. Forty are the least."),
            "weak": self.tr("About {bits} bits: hard to guess, not out of reach."),
            "good": self.tr("About {bits} bits: out of reach for guessing."),
        }
        self._said.setText(sentences[strength.verdict].format(bits=strength.bits))
        self._said.set_tone(_TONES[strength.verdict])
        self.own.setAccessibleDescription(self._said.text())
