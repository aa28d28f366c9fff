"""A quoted passage: italic, with a bar at the side where reading begins."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from confidant.compat import override
from confidant.ui import theme
from confidant.ui.theme import Role
from confidant.ui.widgets.labels import Label
from confidant.ui.widgets.painting import painter_of

_BAR = 3
_MOST = 600


class Quotation(QWidget):
    """Shows words in quotation marks; a long passage is cut, the text beside it has it whole."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        """Quote `words`; hidden while there are none."""
        super().__init__(parent)
        self._label = Label("", Role.READ_SMALL, "muted", wrap=True)
        row = QHBoxLayout(self)
        theme.current().pad(row, margins=(11, 2, 11, 2))
        row.addWidget(self._label, 1)
        theme.current().changed.connect(self._slant)
        self._slant()
        self.say(words)

    @property
    def words(self) -> str:
        """What is shown, with its marks."""
        return self._label.text()

    def say(self, words: str) -> None:
        """Quote other words."""
        line = " ".join(words.split())
        line = line if len(line) <= _MOST else f"{line[: _MOST - 1].rstrip()}…"
        self._label.setText(f"“{line}”" if line else "")
        # Without a page around it, what is shown would be a window of its own.
        if line and self.parentWidget() is None:
            return
        self.setVisible(bool(line))

    def _slant(self) -> None:
        font = theme.current().font(Role.READ_SMALL)
        slanted = type(font)(font)
        slanted.setItalic(True)
        self._label.setFont(slanted)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        width = look.px(_BAR)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = self.width() - width if rtl else 0
        painter = painter_of(self)
        painter.fillRect(QRectF(x, 0, width, self.height()), look.colour("accent"))
        painter.end()
