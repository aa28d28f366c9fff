"""Six safety words, typed as they are heard.

Three letters complete a word from the whole list. Nothing is compared here, and nothing is ticked
before all six are there: whoever listens must not be led to the right words.
"""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from confidant.compat import override
from confidant.ui import theme
from confidant.ui.theme import Role
from confidant.ui.widgets.announce import announce
from confidant.ui.widgets.ghost_line import GhostLine
from confidant.ui.widgets.labels import Label

COUNT: Final = 6
LETTERS: Final = 3
_COLUMNS: Final = 3


class SafetyWordsInput(QWidget):
    """`complete` is emitted with True when all six are words of the list, with False when not."""

    complete = Signal(bool)

    def __init__(self, word_list: Sequence[str], parent: QWidget | None = None) -> None:
        """Make six empty fields that complete from `word_list`."""
        super().__init__(parent)
        self._by_letters = {_letters(word): word for word in word_list}
        self._by_start = {letters[:LETTERS]: word for letters, word in self._by_letters.items()}
        self._was_complete = False
        look = theme.current()
        grid = QGridLayout()
        look.pad(grid, spacing=8)
        self.fields: list[_WordField] = []
        for number in range(COUNT):
            field = _WordField(number + 1, self)
            field.textEdited.connect(lambda _t, field=field: self._typed(field))
            field.done.connect(lambda field=field: self._finish(field, onwards=True))
            field.left_focus.connect(lambda field=field: self._finish(field, onwards=False))
            self.fields.append(field)
            grid.addWidget(field, number // _COLUMNS, number % _COLUMNS)
        self._error = Label("", Role.SMALL, "danger", wrap=True)
        self._error.hide()
        column = QVBoxLayout(self)
        look.pad(column, spacing=6)
        column.addLayout(grid)
        column.addWidget(self._error)
        # Words are read from the left in every language of the window.
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setFocusProxy(self.fields[0])

    @property
    def is_complete(self) -> bool:
        """Whether six words of the list stand there."""
        return all(self._word(field) for field in self.fields)

    def words(self) -> tuple[str, ...]:
        """Return the six words; an incomplete one is empty."""
        return tuple(self._word(field) for field in self.fields)

    def clear(self) -> None:
        """Empty every field, and begin again in the first one."""
        for field in self.fields:
            field.clear()
            field.set_ending("")
            field.set_wrong(wrong=False)
        self._error.hide()
        self._tell()

    def _word(self, field: "_WordField") -> str:
        return self._by_letters.get(_letters(field.text()), "")

    def _typed(self, field: "_WordField") -> None:
        text = field.text().strip().casefold()
        letters = _letters(text)
        word = self._by_start.get(letters[:LETTERS], "") if len(letters) >= LETTERS else ""
        field.set_ending(word[len(text) :] if word.startswith(text) else "")
        field.set_wrong(wrong=False)
        self._show_error()
        self._tell()

    def _finish(self, field: "_WordField", *, onwards: bool) -> None:
        if field.ending:
            field.setText(field.text().strip() + field.ending)
            field.set_ending("")
        text = field.text().strip()
        field.set_wrong(wrong=bool(text) and not self._word(field))
        self._show_error()
        self._tell()
        if onwards and self._word(field):
            field.focusNextChild()

    def _show_error(self) -> None:
        wrong = [field.number for field in self.fields if field.property("wrong") == "true"]
        sentence = ""
        if wrong:
            sentence = self.tr("Word {number} is not in the list. Ask to hear it again.").format(
                number=wrong[0]
            )
        if sentence and sentence != self._error.text():
            announce(self, sentence, assertive=True)
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))

    def _tell(self) -> None:
        if self.is_complete != self._was_complete:
            self._was_complete = self.is_complete
            self.complete.emit(self._was_complete)


def _letters(text: str) -> str:
    """Return what counts of a word as it was heard: `Yo-yo` and `yoyo` are one."""
    return "".join(letter for letter in text.casefold() if "a" <= letter <= "z")


class _WordField(GhostLine):
    done = Signal()

    def __init__(self, number: int, parent: QWidget) -> None:
        super().__init__("", "", parent)
        self.number = number
        self.setAccessibleName(
            self.tr("Word {number} of {count}").format(number=number, count=COUNT)
        )
        self.setPlaceholderText(self.tr("word {number}").format(number=number))
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAcceptDrops(False)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # The words come by ear: pasting them would mean that they came by the same way as the card.
        if event.matches(QKeySequence.StandardKey.Paste):
            return
        if event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self.text().strip():
                self.done.emit()
            return
        super().keyPressEvent(event)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.ignore()
