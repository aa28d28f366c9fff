"""The line at the foot: what was saved, how many words, when it locks."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from confidant.ui import theme
from confidant.ui.shell.work_line import WorkLine
from confidant.ui.theme import Role
from confidant.ui.widgets.labels import Label

HEIGHT = 26


class StatusArea(QFrame):
    """Says nothing that names a record."""

    def __init__(self, parent: QWidget) -> None:
        """Make an empty line."""
        super().__init__(parent)
        self.setProperty("plane", "shell")
        self.setProperty("edge", "top")
        layout = QHBoxLayout(self)
        theme.current().pad(layout, spacing=24, margins=(12, 4, 14, 4))
        self._saved = Label("", Role.UI, "muted", parent=self)
        self._words = Label("", Role.UI, "muted", parent=self)
        self._lock = Label("", Role.UI, "muted", parent=self)
        self.work = WorkLine(self)
        layout.addWidget(self._saved)
        layout.addStretch(1)
        layout.addWidget(self.work)
        layout.addWidget(self._words)
        layout.addWidget(self._lock)

    def show_status(self, sentence: str) -> None:
        """Show what was saved, or what is wrong."""
        self._saved.setText(sentence)

    def show_words(self, count: int) -> None:
        """Show a number of words; a negative one shows nothing."""
        self._words.setText(self.tr("%n words", "", count) if count >= 0 else "")

    def show_lock(self, sentence: str) -> None:
        """Show when the vault locks by itself."""
        self._lock.setText(sentence)
