"""Verification: my six words to read, theirs to type as heard (look/05).

Their words never stand here, and nothing is compared before all six are there.
"""

from itertools import pairwise
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from confidant import resources
from confidant.compat import override
from confidant.errors import ExpectedError
from confidant.services.contacts import ContactNote
from confidant.ui import theme
from confidant.ui.contact_words import CHANNELS, channel
from confidant.ui.contacts.my_card_page import WordsShown
from confidant.ui.contacts.view_model import ContactsModel
from confidant.ui.record_form.scrolling import ScrolledPage
from confidant.ui.theme import Role
from confidant.ui.widgets.banner import Banner
from confidant.ui.widgets.bidi import isolated, one_line
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.card import Card
from confidant.ui.widgets.chip import Chip
from confidant.ui.widgets.choices import RadioButton
from confidant.ui.widgets.flow_layout import FlowLayout
from confidant.ui.widgets.labels import IconLabel, Label
from confidant.ui.widgets.words_input import SafetyWordsInput

_SIDE_BY_SIDE: Final = 700
_WIDTH: Final = 860


class VerifyPage(QWidget):
    """Verifies the contact that the model shows. `left` asks for the contact's page."""

    left = Signal()

    def __init__(self, model: ContactsModel, parent: QWidget | None = None) -> None:
        """Show nobody yet."""
        super().__init__(parent)
        self._model = model
        self.head = Label("", Role.EYEBROW, "muted")
        self.name = Label("", Role.DISPLAY, wrap=True)
        self.sentence = Label("", wrap=True)
        self.mine_title = Label("", Role.H3, wrap=True)
        self.mine = WordsShown()
        self.theirs_title = Label("", Role.H3, wrap=True)
        self.theirs = SafetyWordsInput(resources.safety_word_list())
        self.result = Banner()
        self.differ = Button(self.tr("They do not match"))
        self.later = Button(self.tr("Later"), Kind.QUIET)
        self.mark = Button(self.tr("Mark as verified"), Kind.PRIMARY, icon="verified")
        self.ways = QButtonGroup(self)
        self._way_buttons: dict[str, RadioButton] = {}
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._build()
        self._connect()

    def show_contact(self, note: ContactNote, words: tuple[str, ...]) -> None:
        """Begin verifying a contact; `words` are mine."""
        self._model.begin_verifying()
        petname = isolated(note.contact.petname)
        self.head.setText(self.tr("Verify"))
        self.name.setText(one_line(note.contact.petname))
        self.sentence.setText(
            self.tr(
                "Before anything can be sent or opened, make sure that this card really is "
                "{name}’s. Ring on a number that you already had, not one from the message that "
                "brought the card."
            ).format(name=petname)
        )
        self.mine_title.setText(self.tr("Read these words to {name}").format(name=petname))
        self.theirs_title.setText(
            self.tr("Type the words that {name} reads to you").format(name=petname)
        )
        self.mine.set_words(words)
        self._reset()

    def focus_words(self) -> None:
        """Put the cursor into the first word."""
        self.theirs.setFocus()

    def clear(self) -> None:
        """Forget names and words."""
        for label in (self.head, self.name, self.sentence, self.mine_title, self.theirs_title):
            label.setText("")
        self.mine.set_words(())
        self._reset()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme.current().px(_SIDE_BY_SIDE)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._pair.setDirection(across if wide else down)

    def _reset(self) -> None:
        self.theirs.clear()
        self.theirs.setEnabled(True)
        self.result.say("")
        self.differ.setEnabled(True)
        self._enable()

    def _connect(self) -> None:
        self.theirs.complete.connect(lambda _on: self._enable())
        self.ways.buttonToggled.connect(lambda _button, _on: self._enable())
        self.mark.clicked.connect(self._compare)
        self.differ.clicked.connect(self._stop)
        self.later.clicked.connect(self.left)
        self._model.mismatched.connect(self._mismatched)
        self._model.refused.connect(self._refused)

    def _chosen_way(self) -> str:
        return next((key for key, b in self._way_buttons.items() if b.isChecked()), "")

    def _enable(self) -> None:
        ready = self.theirs.isEnabled() and self.theirs.is_complete and bool(self._chosen_way())
        self.mark.setEnabled(ready)

    def _compare(self) -> None:
        self.mark.setEnabled(False)
        self._model.verify(self.theirs.words(), self._chosen_way())

    def _mismatched(self, left: int) -> None:
        if left > 0:
            self.result.say(
                self.tr(
                    "The six words do not match. Nothing was changed. Listen once more, or stop "
                    "here."
                ),
                "danger",
            )
            self._enable()
            self.focus_words()
            return
        self._end(
            self.tr(
                "Three times the six words did not match, so this stops here. Nothing was changed "
                "and {name} is not verified. Exchange the cards anew, by another way, before you "
                "try again."
            )
        )

    def _refused(self, field: str, error: ExpectedError) -> None:
        if field == "words":
            self._model.session.failed.emit(error)
            self._enable()

    def _stop(self) -> None:
        self._end(
            self.tr(
                "Nothing was changed, and {name} stays as before: nothing is sent to or opened "
                "from this card. Either one of you misheard, or somebody sits between you. "
                "Exchange the cards anew, by another way, and read the words again."
            )
        )

    def _end(self, sentence: str) -> None:
        self.theirs.clear()
        self.theirs.setEnabled(False)
        self.differ.setEnabled(False)
        self._enable()
        self.result.say(sentence.format(name=isolated(self.name.text())), "danger")
        self.later.setFocus()

    def _build(self) -> None:
        look = theme.current()
        column = QVBoxLayout()
        look.pad(column, spacing=12, margins=(40, 24, 40, 24))
        for label in (self.head, self.name, self.sentence):
            column.addWidget(label)
        look.pad(self._pair, spacing=12)
        self._pair.addWidget(self._side("1", self.mine_title, self.mine, self._help_mine()), 1)
        theirs = self._side("2", self.theirs_title, self.theirs, self._help_theirs())
        theirs.set_tone("observer")
        self._pair.addWidget(theirs, 1)
        column.addLayout(self._pair)
        column.addWidget(self.result)
        column.addWidget(self._how())
        column.addLayout(self._warning())
        column.addLayout(self._foot())
        column.addStretch(1)
        outer = QVBoxLayout(self)
        look.pad(outer)
        outer.addWidget(ScrolledPage(column, _WIDTH))
        self._order()

    def _order(self) -> None:
        stops: list[QWidget] = [*self.theirs.fields, *self._way_buttons.values()]
        stops += [self.differ, self.later, self.mark]
        for first, second in pairwise(stops):
            QWidget.setTabOrder(first, second)

    def _help_mine(self) -> str:
        return self.tr("Your words, the same for everybody. They are typed as they are heard.")

    def _help_theirs(self) -> str:
        return self.tr("Three letters complete a word. Compared once all six are in.")

    def _side(self, number: str, title: Label, words: QWidget, sentence: str) -> Card:
        card = Card("plain", spacing=10)
        row = QHBoxLayout()
        theme.current().pad(row, spacing=8)
        row.addWidget(Chip(number, "accent"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(title, 1)
        card.column.addLayout(row)
        card.column.addWidget(Label(sentence, Role.SMALL, "subtle", wrap=True))
        card.column.addWidget(words)
        card.column.addStretch(1)
        return card

    def _how(self) -> QWidget:
        look = theme.current()
        title = self.tr("How did you hear them?")
        holder = QWidget()
        holder.setProperty("page", "true")
        column = QVBoxLayout(holder)
        look.pad(column, spacing=4)
        column.addWidget(Label(title, Role.EYEBROW, "muted"))
        line = QWidget()
        line.setProperty("page", "true")
        row = FlowLayout(line)
        look.pad(row, spacing=16)
        for key in CHANNELS:
            words = channel(key)
            button = RadioButton(words[:1].upper() + words[1:])
            button.setAccessibleDescription(title)
            self.ways.addButton(button)
            self._way_buttons[key] = button
            row.addWidget(button)
        column.addWidget(line)
        return holder

    def _warning(self) -> QHBoxLayout:
        row = QHBoxLayout()
        theme.current().pad(row, spacing=8)
        row.addWidget(IconLabel("info"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(
            Label(
                self.tr(
                    "If a word differs, stop. Either one of you misheard, or someone sits between "
                    "you. Confidant will not let you skip this step; you can stop now and do it "
                    "later."
                ),
                Role.UI,
                "muted",
                wrap=True,
            ),
            1,
        )
        return row

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        theme.current().pad(row, spacing=8)
        row.addWidget(self.differ)
        row.addStretch(1)
        row.addWidget(self.later)
        row.addWidget(self.mark)
        return row
