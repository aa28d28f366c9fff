"""Whether Caps Lock is on, found out from what the keys give: Qt does not tell."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from confidant.compat import override


class CapsLock(QObject):
    """Watches the keys of one field. `changed` says whether Caps Lock is on.

    Unknown until a letter has been typed or the key has been pressed; unknown counts as off.
    """

    changed = Signal(bool)

    def __init__(self, field: QWidget) -> None:
        """Watch `field`, which owns this."""
        super().__init__(field)
        self.is_on = False
        self._known = False
        field.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._heard(event)
        return False

    def _heard(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_CapsLock:
            if self._known and not event.isAutoRepeat():
                self._set(on=not self.is_on)
            return
        text = event.text()
        modifiers = event.modifiers()
        chord = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        if len(text) != 1 or text.lower() == text.upper() or modifiers & chord:
            return
        shifted = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        self._known = True
        self._set(on=text.isupper() != shifted)

    def _set(self, *, on: bool) -> None:
        if on != self.is_on:
            self.is_on = on
            self.changed.emit(on)
