"""What must be typed before something happens: the number of records, or one word."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from confidant.compat import override
from confidant.ui import theme
from confidant.ui.widgets.inputs import LineEdit


class TypedCheck(LineEdit):
    """`matched` tells, while typing, whether the expected text stands there.

    Return never goes on from here: what follows cannot be undone.
    """

    matched = Signal(bool)

    def __init__(self, name: str, expected: str = "", parent: QWidget | None = None) -> None:
        """Make an empty input that waits for `expected`; letters' case does not matter."""
        super().__init__(name, "", parent)
        self._expected = expected
        self._was = False
        self.textChanged.connect(self._compare)

    @property
    def is_matched(self) -> bool:
        """Whether the expected text stands there; never for an empty one."""
        typed = " ".join(self.text().split()).casefold()
        return bool(self._expected) and typed == self._expected.casefold()

    def expect(self, text: str) -> None:
        """Wait for another text; what was typed no longer counts."""
        if text != self._expected:
            self._expected = text
            self.clear()
            self._compare()

    def _compare(self) -> None:
        if self.is_matched != self._was:
            self._was = self.is_matched
            self.matched.emit(self._was)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            return
        super().keyPressEvent(event)


class CountField(TypedCheck):
    """The number of records, typed before they leave."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make an empty input; it matches nothing until `expect_count`."""
        super().__init__(name, "", parent)
        self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.setMaxLength(6)

    def expect_count(self, count: int) -> None:
        """Wait for `count`; 0 can't be matched, since nothing would leave."""
        self.expect(str(count) if count > 0 else "")

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(56), super().sizeHint().height())

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
