"""The thread beside a record: what was said, and where more is written."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from confidant.services.threads import Document
from confidant.ui import theme
from confidant.ui.inbox.forms import AnswerForm, ResponseForm
from confidant.ui.inbox.lines import line
from confidant.ui.inbox.voice_card import VoiceCard
from confidant.ui.inbox.words import ConversationWords
from confidant.ui.theme import Role
from confidant.ui.widgets.labels import Label


class ThreadPanel(QScrollArea):
    """Cards in the order in which things were said, then the form.

    The signals of its cards go through: `passage_wanted`, `edit_wanted`, `remove_wanted` with a
    voice, `answer_wanted` with a voice and an outcome, `link_wanted` with an address.
    """

    passage_wanted = Signal(object)
    edit_wanted = Signal(object)
    remove_wanted = Signal(object)
    answer_wanted = Signal(object, str)
    link_wanted = Signal(str)

    def __init__(
        self,
        words: ConversationWords,
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        """Make it empty."""
        super().__init__(parent)
        self._words = words
        self._today = today
        self._shown: tuple[object, ...] = ()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Thread"))
        self.title = Label(self.tr("Thread"), Role.H3)
        self.open_line = Label("", Role.SMALL, "muted")
        self.nothing = Label(self.tr("Nothing was said yet."), Role.UI, "muted", wrap=True)
        self.response = ResponseForm(today)
        self.answer = AnswerForm()
        self.cards: list[VoiceCard] = []
        self._lay_out()

    def show_thread(self, document: Document, *, can_respond: bool, can_answer: bool) -> None:
        """Show what was said about `document`; the forms keep what is typed in them."""
        voices = document.thread.voices
        can_write = can_respond or can_answer
        self.response.setVisible(can_respond)
        shown = (voices, document.unsent, document.version, can_write, self._today())
        if shown == self._shown:
            return  # cards that are made anew would take the focus away
        self._drop_cards()
        self._shown = shown
        for voice in voices:
            card = VoiceCard(voice, document, self._words, can_write=can_write)
            card.passage_wanted.connect(self.passage_wanted)
            card.edit_wanted.connect(self.edit_wanted)
            card.remove_wanted.connect(self.remove_wanted)
            card.answer_wanted.connect(self.answer_wanted)
            card.link_wanted.connect(self.link_wanted)
            self._voices.addWidget(card)
            self.cards.append(card)
        self.open_line.setText(self._words.open_line(voices))
        self.nothing.setVisible(not voices)

    def reveal(self, widget: QWidget) -> None:
        """Scroll to a part of the panel."""
        self.ensureWidgetVisible(widget, 0, theme.current().px(24))

    def clear(self) -> None:
        """Drop every text."""
        self._drop_cards()
        self.open_line.clear()
        self.response.forget()
        self.answer.forget()

    def _drop_cards(self) -> None:
        for card in self.cards:
            card.hide()
            card.forget()
            self._voices.removeWidget(card)
            card.deleteLater()
        self.cards.clear()
        self._shown = ()

    def _lay_out(self) -> None:
        look = theme.current()
        page = QWidget()
        page.setProperty("page", "true")
        column = QVBoxLayout(page)
        look.pad(column, spacing=10, margins=(16, 16, 16, 16))
        self._voices = QVBoxLayout()
        look.pad(self._voices, spacing=10)
        column.addWidget(line(self.title, self.open_line))
        column.addWidget(self.nothing)
        column.addLayout(self._voices)
        column.addWidget(self.answer)
        column.addWidget(self.response)
        column.addStretch(1)
        self.setWidget(page)
