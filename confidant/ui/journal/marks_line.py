"""The line at the foot of a text: why a word is marked, keep it, go to the next one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QWidget

from confidant.ui import theme
from confidant.ui.journal.distance_words import Mark, Tone, marks_in
from confidant.ui.theme import Role
from confidant.ui.theme.metrics import PAGE_MARGIN
from confidant.ui.widgets.bidi import isolated
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.labels import IconLabel, Label
from confidant.ui.widgets.markdown_editor import MarkdownEditor


class MarksLine(QWidget):
    """Marks the words of `editor` that tell of little distance, and explains the one at hand."""

    kept_changed = Signal()

    def __init__(self, editor: MarkdownEditor, parent: QWidget | None = None) -> None:
        """Watch `editor`; nothing is shown while the cursor is in no marked word."""
        super().__init__(parent)
        self.setProperty("plane", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._editor = editor
        self._kept: frozenset[str] = frozenset()
        self._icon = IconLabel("caution", "caution")
        self._words = Label("", Role.UI, "caution", wrap=True)
        self.keep_button = Button(self.tr("Keep it"), Kind.QUIET, small=True)
        self.next_button = Button(self.tr("Next mark"), Kind.QUIET, small=True)
        row = QHBoxLayout(self)
        theme.current().pad(row, spacing=8, margins=(PAGE_MARGIN, 8, PAGE_MARGIN, 8))
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._words, 1)
        row.addWidget(self.keep_button)
        row.addWidget(self.next_button)
        editor.set_marker(self._marker)
        editor.cursorPositionChanged.connect(self._look)
        self.keep_button.clicked.connect(self._keep)
        self.next_button.clicked.connect(self.go_to_next)
        self.hide()

    @property
    def sentence(self) -> str:
        """What is said of the word under the cursor; empty where it is not marked."""
        return self._words.text()

    def go_to_next(self) -> bool:
        """Select the next marked word after the cursor, going round; False when there is none."""
        start = self._editor.textCursor().selectionEnd()
        document = self._editor.document()
        spots = []
        block = document.begin()
        while block.isValid():
            found = marks_in(block.text(), self._kept)
            spots += [(block.position() + m.start, block.position() + m.end) for m in found]
            block = block.next()
        if not spots:
            return False
        at = next((spot for spot in spots if spot[0] >= start), spots[0])
        cursor = self._editor.textCursor()
        cursor.setPosition(at[0])
        cursor.setPosition(at[1], QTextCursor.MoveMode.KeepAnchor)
        self._editor.setFocus()
        self._editor.setTextCursor(cursor)
        return True

    def clear(self) -> None:
        """Forget what was kept and what is said."""
        self._kept = frozenset()
        self._words.setText("")
        self.hide()

    def _marker(self, text: str) -> list[tuple[int, int]]:
        return [(mark.start, mark.end) for mark in marks_in(text, self._kept)]

    def _at_cursor(self) -> tuple[str, Mark] | None:
        cursor = self._editor.textCursor()
        text = cursor.block().text()
        at = cursor.selectionStart() - cursor.block().position()
        for mark in marks_in(text, self._kept):
            if mark.start <= at <= mark.end:
                return text[mark.start : mark.end], mark
        return None

    def _look(self) -> None:
        found = self._at_cursor()
        self.setVisible(found is not None)
        if found is not None:
            word, mark = found
            self._words.setText(self._sentences()[mark.tone].format(word=isolated(word)))

    def _keep(self) -> None:
        found = self._at_cursor()
        if found is not None:
            self._kept |= {found[0].lower()}
            self._editor.set_marker(self._marker)
            self._look()
            self._editor.setFocus()

    def _sentences(self) -> dict[Tone, str]:
        return {
            Tone.ABSOLUTE: self.tr("“{word}” is an absolute. Which occasions exactly?"),
            Tone.MIND_READING: self.tr("“{word}” reads a mind. What was said or done?"),
            Tone.BLAME: self.tr("“{word}” lays blame. What happened, and what was my part?"),
        }
