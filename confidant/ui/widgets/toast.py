"""A toast: what was done, and a way back. One at a time, never for errors, never record text."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPropertyAnimation, QRectF, QTimer
from PySide6.QtGui import QEnterEvent, QPaintEvent
from PySide6.QtWidgets import QGraphicsOpacityEffect, QHBoxLayout, QPushButton, QWidget

from confidant.compat import override
from confidant.ui import theme
from confidant.ui.theme import Role
from confidant.ui.theme.metrics import FADE_MS, RADIUS_CONTROL
from confidant.ui.widgets.announce import announce
from confidant.ui.widgets.painting import painter_of, rounded
from confidant.ui.widgets.toast_parts import InvertedLabel, UndoButton

SHOWN_MS = 8_000
_ABOVE_THE_FOOT = 24


class Toast(QWidget):
    """Lies bottom centre over `pane`; pointing at it or focusing it stops the clock."""

    def __init__(self, pane: QWidget, *, shown_ms: int = SHOWN_MS) -> None:
        """Make a hidden toast for `pane`."""
        super().__init__(pane)
        self._pane = pane
        self._undo: Callable[[], object] | None = None
        self._words = InvertedLabel()
        self.undo_button: QPushButton = UndoButton(self.tr("Undo"))
        self.undo_button.clicked.connect(self.undo)
        self.undo_button.installEventFilter(self)
        row = QHBoxLayout(self)
        theme.current().pad(row, spacing=12, margins=(16, 8, 8, 8))
        row.addWidget(self._words)
        row.addWidget(self.undo_button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(shown_ms)
        self._timer.timeout.connect(self._disappear)
        self._effect = QGraphicsOpacityEffect(self)
        self.setGraphicsEffect(self._effect)
        self._effect.setEnabled(False)
        self._fade = QPropertyAnimation(self._effect, b"opacity", self)
        self._fade.finished.connect(self._faded_in)
        pane.installEventFilter(self)
        self.hide()

    @property
    def can_undo(self) -> bool:
        """Whether there is something to take back; stays true after the toast is gone."""
        return self._undo is not None

    def say(self, sentence: str, undo: Callable[[], object] | None = None) -> None:
        """Show `sentence`; `undo` takes the action back and is kept until `forget`."""
        self._undo = undo
        self._words.setText(sentence)
        self.setAccessibleName(sentence)
        self.undo_button.setVisible(undo is not None)
        self._place()
        self.show()
        self.raise_()
        self._fade.stop()
        self._effect.setEnabled(theme.current().movement)
        self._fade.setDuration(theme.current().duration(FADE_MS))
        self._fade.setStartValue(0.0)
        self._fade.setEndValue(1.0)
        self._fade.start()
        self._timer.start()
        announce(self, sentence)

    def undo(self) -> None:
        """Take the last action back."""
        undo, self._undo = self._undo, None
        self._disappear()
        if undo is not None:
            undo()

    def forget(self) -> None:
        """Drop sentence and way back: the view was left or the vault locked."""
        self._undo = None
        self._disappear()

    def _disappear(self) -> None:
        self._timer.stop()
        self._words.setText("")
        self.setAccessibleName("")
        self.hide()

    def _faded_in(self) -> None:
        self._effect.setEnabled(False)

    def _place(self) -> None:
        pane = self._pane
        look = theme.current()
        room = max(1, pane.width() - look.px(32))
        self._words.setWordWrap(self._words.natural_width() + look.px(140) > room)
        width = min(self.sizeHint().width(), room)
        height = max(self.sizeHint().height(), self.heightForWidth(width))
        bottom = pane.height() - height - look.px(_ABOVE_THE_FOOT)
        self.setGeometry((pane.width() - width) // 2, bottom, width, height)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self.undo_button:
            if kind == QEvent.Type.FocusIn:
                self._timer.stop()
            elif kind == QEvent.Type.FocusOut and self.isVisible():
                self._timer.start()
        elif kind == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        if self.isVisible() and not self.undo_button.hasFocus():
            self._timer.start()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = painter_of(self)
        painter.setFont(look.font(Role.UI))
        rounded(painter, QRectF(self.rect()), look.px(RADIUS_CONTROL), look.colour("ink"))
        painter.end()
