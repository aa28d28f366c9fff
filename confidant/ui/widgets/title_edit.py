"""A title: one paragraph that wraps and grows instead of being cut."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from confidant.compat import override
from confidant.ui.theme import Role
from confidant.ui.widgets.plain_text import PlainText


class TitleEdit(PlainText):
    """`finished` is emitted on Return, which leads to the next field."""

    finished = Signal()

    def __init__(
        self,
        name: str,
        placeholder: str = "",
        *,
        role: Role = Role.DISPLAY,
        framed: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Make an empty title."""
        super().__init__(name, placeholder, role=role, framed=framed, growing=True, parent=parent)

    @override
    def cleaned(self, text: str) -> str:
        return " ".join(super().cleaned(text).split("\n"))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.ignore()
                return
            self.finished.emit()
            self.focusNextChild()
            return
        super().keyPressEvent(event)
