"""My card: my name, the six words that I read aloud, and the card to give away."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from confidant.ui import theme
from confidant.ui.clipboard import copy_private
from confidant.ui.contacts.book import Book
from confidant.ui.record_form.scrolling import ScrolledPage
from confidant.ui.theme import Role
from confidant.ui.widgets.announce import announce
from confidant.ui.widgets.banner import Banner
from confidant.ui.widgets.bidi import isolated, one_line
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.card import Card
from confidant.ui.widgets.flow_layout import FlowLayout
from confidant.ui.widgets.labels import Label

_COLUMNS = 3


class WordsShown(QWidget):
    """Six words with their numbers, from the left in every language."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show none yet."""
        super().__init__(parent)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._labels: list[Label] = []
        grid = QGridLayout(self)
        theme.current().pad(grid, spacing=8)
        for number in range(6):
            card = Card("raised")
            row = QHBoxLayout()
            theme.current().pad(row, spacing=8)
            row.addWidget(Label(self.locale().toString(number + 1), Role.SMALL, "subtle"))
            word = Label("", Role.TEXT_HEADING)
            row.addWidget(word, 1)
            card.column.addLayout(row)
            self._labels.append(word)
            grid.addWidget(card, number // _COLUMNS, number % _COLUMNS)

    def set_words(self, words: Sequence[str]) -> None:
        """Show six words; fewer leave the rest empty."""
        for number, label in enumerate(self._labels):
            label.setText(words[number] if number < len(words) else "")
        self.setAccessibleName(" ".join(words))


class MyCardPage(QWidget):
    """What I give to somebody, and what I read to them. `save_wanted` asks for the file."""

    save_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._text = ""
        self.name = Label("", Role.DISPLAY, wrap=True)
        self.words = WordsShown()
        self.save = Button(self.tr("Save my card…"), Kind.PRIMARY, icon="save")
        self.copy = Button(self.tr("Copy my card"), icon="copy")
        self.said = Banner()
        self.save.clicked.connect(self.save_wanted)
        self.copy.clicked.connect(self._copy)
        self._lay_out()

    def show_book(self, book: Book) -> None:
        """Show the card and the words of the vault that is open."""
        self._text = book.card.text
        self.name.setText(one_line(book.card.card.name))
        self.words.set_words(book.words)

    def tell_saved(self, path: Path) -> None:
        """Say where the card lies."""
        sentence = self.tr("Saved as {name}. Send it as it is; it holds no secret.")
        self.said.say(sentence.format(name=isolated(path.name)), "success")

    def clear(self) -> None:
        """Forget card and words."""
        self._text = ""
        self.name.setText("")
        self.words.set_words(())
        self.said.say("")

    def _copy(self) -> None:
        copy_private(self._text)
        sentence = self.tr("Copied. The clipboard is cleared in 30 seconds.")
        self.said.say(sentence, "success")
        announce(self.copy, sentence)

    def _lay_out(self) -> None:
        look = theme.current()
        column = QVBoxLayout()
        look.pad(column, spacing=12, margins=(40, 24, 40, 24))
        column.addWidget(Label(self.tr("My card"), Role.EYEBROW, "muted"))
        column.addWidget(self.name)
        column.addWidget(self._sentence())
        buttons = QWidget()
        buttons.setProperty("page", "true")
        row = FlowLayout(buttons)
        look.pad(row, spacing=8)
        row.addWidget(self.save)
        row.addWidget(self.copy)
        column.addWidget(buttons)
        column.addWidget(self.said)
        aloud = Card("plain", spacing=12)
        aloud.column.addWidget(Label(self.tr("Read these words aloud"), Role.H3))
        aloud.column.addWidget(
            Label(
                self.tr(
                    "They are the same for everybody. Whoever has your card types what they hear, "
                    "and Confidant tells them whether the card is really yours. Read them by "
                    "another way than the one that carried the card."
                ),
                Role.UI,
                "muted",
                wrap=True,
            )
        )
        aloud.column.addWidget(self.words)
        column.addWidget(aloud)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        look.pad(outer)
        outer.addWidget(ScrolledPage(column))
        QWidget.setTabOrder(self.save, self.copy)

    def _sentence(self) -> Label:
        return Label(
            self.tr(
                "Give this card to the people you want to hear from, by any way. It says your "
                "name and how to encrypt for you. With it nobody can read what you write."
            ),
            wrap=True,
        )
