"""Step 1: who, where, and the passphrase: five generated words or one's own."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from confidant.services.vaults import Strength
from confidant.ui import theme
from confidant.ui.theme import Role
from confidant.ui.unlock.blockers import Blocker
from confidant.ui.unlock.create_view_model import GENERATED_BITS, CreateViewModel
from confidant.ui.unlock.parts import drop_text, tab_order
from confidant.ui.unlock.place_fields import PlaceFields
from confidant.ui.widgets.banner import Banner
from confidant.ui.widgets.buttons import Button
from confidant.ui.widgets.card import Card
from confidant.ui.widgets.choices import RadioButton
from confidant.ui.widgets.field import Field
from confidant.ui.widgets.inputs import PassphraseField
from confidant.ui.widgets.labels import Label

_PASSPHRASE_WIDTH = 430


class PassphraseStep(QWidget):
    """Shows the first step of a `CreateViewModel`."""

    def __init__(self, model: CreateViewModel, parent: QWidget | None = None) -> None:
        """Build the step; `foot` takes what a narrow window has no other room for."""
        super().__init__(parent)
        self._model = model
        self._title = Label("", Role.DISPLAY, wrap=True)
        self._lead = Label("", wrap=True)
        self._example = Banner(
            self.tr(
                "An example vault is for looking round. It has no recovery code, so write "
                "nothing in it that you want to keep."
            ),
            "plain",
        )
        self.place = PlaceFields(model)
        self.foot = QVBoxLayout()
        self._build_passphrase()
        self._lay_out()
        self._connect()
        self._show_model()

    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        self.place.person.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_blocker(self, blocker: Blocker) -> None:
        """Put the cursor where something is missing, and say what is wrong there."""
        if self.place.show_blocker(blocker):
            return
        wrong = {
            Blocker.PASSPHRASE_UNFIT: self.tr(
                "A passphrase has 1 to 4,096 bytes and no control characters."
            ),
            Blocker.TOO_WEAK: self.tr("This one can be guessed. Take more words, or rarer ones."),
        }
        again = {
            Blocker.DIFFERS: self.tr("The two differ. Type the same passphrase once more."),
            Blocker.WORDS_DIFFER: self.tr("These are not the five words above."),
        }
        own = blocker in wrong or blocker in {Blocker.PASSPHRASE_MISSING, Blocker.JUDGING}
        field, sentence = (
            (self._own_field, wrong.get(blocker))
            if own
            else (self._again_field, again.get(blocker))
        )
        if sentence is not None:
            field.show_error(sentence)
        field.editor.setFocus()

    def clear(self) -> None:
        """Drop every secret."""
        for edit in (self.own, self.again):
            drop_text(edit)
            edit.hide_text()
        self._words.setText("")
        self.generated.setChecked(True)
        self.place.clear()

    def _build_passphrase(self) -> None:
        self.generated = RadioButton(self.tr("&Five random words"))
        self.my_own = RadioButton(self.tr("A passphrase of my o&wn"))
        self.generated.setChecked(True)
        self._words = Label("", Role.TITLE, wrap=True)
        self._words.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.other = Button(self.tr("O&ther words"), small=True)
        self._card = Card("sunken", spacing=10)
        self._card.column.addWidget(self._words)
        self._card.column.addWidget(self.other, 0, Qt.AlignmentFlag.AlignLeading)
        self.own = PassphraseField(self.tr("Passphrase"))
        self._own_field = Field(self.tr("&Passphrase"), self.own, eyebrow=False)
        self.again = PassphraseField("")
        self._again_field = Field(self.tr("Once &more"), self.again, eyebrow=False)
        self._strength = Label("", Role.SMALL, "subtle", wrap=True)

    def _lay_out(self) -> None:
        look = theme.current()
        column = QVBoxLayout(self)
        look.pad(column, spacing=12)
        choose = QVBoxLayout()
        look.pad(choose, spacing=2)
        choose.addWidget(self.generated)
        choose.addWidget(self.my_own)
        above: tuple[QWidget, ...] = (self._title, self._lead, self._example, self.place)
        below = (self._card, self._own_field, self._strength, self._again_field)
        for part in above:
            column.addWidget(part)
        column.addSpacing(look.px(8))
        column.addWidget(Label(self.tr("Passphrase"), Role.H3))
        column.addLayout(choose)
        for part in below:
            column.addWidget(part)
        column.addLayout(self.foot)
        column.addStretch(1)
        tab_order(
            *self.place.stops,
            self.generated,
            self.my_own,
            self.other,
            self.own,
            self.again,
        )
        self._fit()
        look.changed.connect(self._fit)

    def _fit(self) -> None:
        for field in (self._own_field, self._again_field):
            field.setMaximumWidth(theme.current().px(_PASSPHRASE_WIDTH))

    def _connect(self) -> None:
        self.my_own.toggled.connect(self._turn)
        self.other.clicked.connect(self._other_words)
        self.own.textChanged.connect(self._typed)
        self.again.textChanged.connect(self._repeated)
        self._model.changed.connect(self._show_model)

    def _turn(self, own: bool) -> None:  # noqa: FBT001 -- Qt's signature
        drop_text(self.again)
        self._model.set_own_words(own=own)

    def _other_words(self) -> None:
        drop_text(self.again)
        self._model.other_words()

    def _typed(self, text: str) -> None:
        self._own_field.clear_error()
        self._again_field.clear_error()
        self._model.set_typed(text)

    def _repeated(self, text: str) -> None:
        self._again_field.clear_error()
        self._model.set_repeated(text)

    def _show_model(self) -> None:
        model = self._model
        self._title.setText(
            self.tr("Make an example vault") if model.example else self.tr("Make your vault")
        )
        self._lead.setText(
            self.tr(
                "It is filled with the records of an invented executive and her mentor, and "
                "encrypted like every vault."
            )
            if model.example
            else self.tr(
                "A vault is one folder on this computer. Everything in it is encrypted with your "
                "passphrase."
            )
        )
        self._example.setVisible(model.example)
        self._card.setVisible(not model.own_words)
        self._own_field.setVisible(model.own_words)
        self._words.setText(model.words)
        again = self.tr("Once &more") if model.own_words else self.tr("Type the five wor&ds")
        self._again_field.label.setText(again)
        self.again.setAccessibleName(again.replace("&", ""))
        self._show_strength()

    def _show_strength(self) -> None:
        if not self._model.own_words:
            strength: Strength | None = Strength(GENERATED_BITS, "good")
        else:
            strength = self._model.strength if self._model.typed else None
        if strength is None:
            self._strength.setText(self.tr("Four or more words that do not belong together."))
            self._strength.set_tone("subtle")
            return
        sentences = {
            "refused": self.tr("About {bits} bits: it can be guessed. Forty are the least."),
            "weak": self.tr("About {bits} bits: hard to guess, not out of reach."),
            "good": self.tr("About {bits} bits: out of reach for guessing."),
        }
        self._strength.setText(sentences[strength.verdict].format(bits=strength.bits))
        tones = {"refused": "danger", "weak": "caution", "good": "success"}
        self._strength.set_tone(tones[strength.verdict])  # type: ignore[arg-type] # three of the tones
        self.own.setAccessibleDescription(self._strength.text())
