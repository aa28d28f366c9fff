"""A line whose expected ending is shown in grey behind what is typed."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QWidget

from confidant.compat import override
from confidant.ui import theme
from confidant.ui.widgets.inputs import LineEdit
from confidant.ui.widgets.painting import painter_of


class GhostLine(LineEdit):
    """A line whose expected ending is shown in grey; Right or End takes it.

    Nothing is compared here: the ending comes from whoever sets it.
    """

    def __init__(self, name: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        """Make an empty input."""
        super().__init__(name, placeholder, parent)
        self._ending = ""

    @property
    def ending(self) -> str:
        """What would be added."""
        return self._ending

    def set_ending(self, ending: str) -> None:
        """Offer `ending` behind what is typed."""
        self._ending = ending
        self.update()

    def take_ending(self) -> bool:
        """Add what is offered; False when nothing was."""
        if not self._ending:
            return False
        text, self._ending = self.text() + self._ending, ""
        self.setText(text)
        self.textEdited.emit(text)
        return True

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        at_end = self.cursorPosition() == len(self.text())
        if event.key() in {Qt.Key.Key_Right, Qt.Key.Key_End} and at_end and self.take_ending():
            return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._ending and self.hasFocus():
            self._paint_ending()

    def _paint_ending(self) -> None:
        painter = painter_of(self)
        painter.setPen(theme.current().colour("placeholder"))
        painter.setFont(self.font())
        cursor = self.cursorRect()
        box = cursor.adjusted(0, 0, self.width(), 0)
        box.moveLeft(cursor.center().x() + 1)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, int(flags), self._ending)
        painter.end()
