"""Text and thread side by side, or as two tabs where there is no room for both."""

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from confidant.compat import override
from confidant.ui import theme
from confidant.ui.widgets.segments import Segments

TEXT: Final = "text"
THREAD: Final = "thread"
_NARROW_BELOW: Final = 760
"""Width at text scale 1.0 below which there are tabs."""
_NARROWEST, _WIDEST = 300, 450


class Sides(QWidget):
    """Lays out `text` and `panel`; `tabs` are the segments, which belong into the page's head.

    `arranged` follows a change between tabs and side by side.
    """

    arranged = Signal()

    def __init__(self, text: QWidget, panel: QWidget, parent: QWidget | None = None) -> None:
        """Begin side by side."""
        super().__init__(parent)
        self._text, self._panel = text, panel
        self._is_narrow = False
        choices = ((TEXT, self.tr("Text")), (THREAD, self.tr("Thread")))
        self.tabs = Segments(self.tr("What is shown"), choices)
        self.tabs.hide()
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        self._splitter.setObjectName("conversations.thread")
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        theme.current().pad(column)
        column.addWidget(self._splitter)
        column.addWidget(self._stack)
        self.tabs.chosen.connect(self._chosen)
        self._arrange()

    @property
    def is_narrow(self) -> bool:
        """Whether there are tabs."""
        return self._is_narrow

    def show_side(self, side: str) -> None:
        """Bring text or thread into sight."""
        self.tabs.choose(side)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ThemeChange:
            self._measure()

    def _measure(self) -> None:
        is_narrow = self.width() < theme.current().px(_NARROW_BELOW)
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._arrange()

    def _chosen(self, side: str) -> None:
        if self._is_narrow:
            self._stack.setCurrentWidget(self._text if side == TEXT else self._panel)

    def _arrange(self) -> None:
        look = theme.current()
        for part in (self._text, self._panel):
            if self._is_narrow:
                self._stack.addWidget(part)
            else:
                self._splitter.addWidget(part)
                part.show()
        self._panel.setMinimumWidth(0 if self._is_narrow else look.px(_NARROWEST))
        self._stack.setVisible(self._is_narrow)
        self._splitter.setVisible(not self._is_narrow)
        self.tabs.setVisible(self._is_narrow)
        if self._is_narrow:
            self._chosen(self.tabs.current)
        else:
            self._share_width()
        self.arranged.emit()

    def _share_width(self) -> None:
        look = theme.current()
        panel = min(look.px(_WIDEST), max(look.px(_NARROWEST), self.width() // 2))
        self._splitter.setSizes([max(1, self.width() - panel), panel])
