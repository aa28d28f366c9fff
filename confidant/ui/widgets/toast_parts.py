"""The words and the button of a toast, on ink instead of paper."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from confidant.compat import override
from confidant.ui import theme
from confidant.ui.theme import Role
from confidant.ui.theme.metrics import HIT
from confidant.ui.widgets.painting import painter_of, rounded


class InvertedLabel(QLabel):
    """Plain words in the colour of paper."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty label."""
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        theme.current().set_font(self, Role.UI)

    def natural_width(self) -> int:
        """Return the width of the words on one line."""
        return self.fontMetrics().horizontalAdvance(self.text())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_of(self)
        painter.setFont(self.font())
        painter.setPen(theme.current().colour("raised"))
        wrap = Qt.TextFlag.TextWordWrap if self.wordWrap() else Qt.TextFlag.TextSingleLine
        flags = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter | wrap
        painter.drawText(self.rect(), int(flags), self.text())
        painter.end()


class UndoButton(QPushButton):
    """Underlined words; the ring is in the colour of paper."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        """Make the button."""
        super().__init__(text, parent)
        self.setAutoDefault(False)
        theme.current().set_font(self, Role.UI_STRONG)

    @override
    def sizeHint(self) -> QSize:
        look = theme.current()
        width = self.fontMetrics().horizontalAdvance(self.text()) + look.px(20)
        return QSize(width, look.px(HIT))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        paper = look.colour("raised")
        painter = painter_of(self)
        font = self.font()
        font.setUnderline(True)
        painter.setFont(font)
        painter.setPen(paper)
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self.text())
        if self.hasFocus():
            rounded(painter, QRectF(self.rect()), look.px(6), None, paper, 2)
        painter.end()
