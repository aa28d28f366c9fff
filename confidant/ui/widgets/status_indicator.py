"""Saved or not: always visible, always true."""

from datetime import datetime
from enum import Enum

from PySide6.QtCore import QLocale, QTime
from PySide6.QtWidgets import QHBoxLayout, QWidget

from confidant.ui import theme
from confidant.ui.theme import Role
from confidant.ui.widgets.announce import announce
from confidant.ui.widgets.labels import IconLabel, Label


class SavedState(Enum):
    """What is known about the text on the screen."""

    NOTHING = "nothing"
    SAVING = "saving"
    SAVED = "saved"
    FAILED = "failed"


class StatusIndicator(QWidget):
    """`Saving`, `Saved 21:42`, or what went wrong and where the text is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin with nothing to say."""
        super().__init__(parent)
        look = theme.current()
        self.state = SavedState.NOTHING
        self._icon = IconLabel("caution", "danger", 13)
        self._words = Label("", Role.UI, "muted")
        row = QHBoxLayout(self)
        look.pad(row, spacing=6)
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        self.clear()

    @property
    def text(self) -> str:
        """What is said."""
        return self._words.text()

    def saving(self) -> None:
        """Say that the text is on its way."""
        self._show(SavedState.SAVING, self.tr("Saving"))

    def saved(self, moment: datetime, *, draft: bool = False) -> None:
        """Say when the text was committed; `moment` is local time."""
        clock = QLocale().toString(
            QTime(moment.hour, moment.minute), QLocale.FormatType.ShortFormat
        )
        pattern = self.tr("Draft saved {time}") if draft else self.tr("Saved {time}")
        self._show(SavedState.SAVED, pattern.format(time=clock))

    def failed(self, sentence: str) -> None:
        """Say what happened; the reader is interrupted."""
        self._show(SavedState.FAILED, sentence)
        announce(self, sentence, assertive=True)

    def clear(self) -> None:
        """Say nothing."""
        self._show(SavedState.NOTHING, "")

    def _show(self, state: SavedState, sentence: str) -> None:
        self.state = state
        failed = state is SavedState.FAILED
        self._icon.setVisible(failed)
        self._words.set_tone("danger" if failed else "muted")
        self._words.setText(sentence)
