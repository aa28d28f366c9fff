"""Progress: nothing for 400 ms, then a thin bar and a sentence; never a made-up percentage."""

from PySide6.QtCore import QRectF, QSize, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from confidant.compat import override
from confidant.ui import theme
from confidant.ui.theme import Role
from confidant.ui.widgets.announce import announce
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.labels import Label
from confidant.ui.widgets.painting import painter_of, rounded

QUIET_MS = 400
_TICK_MS = 80
_STEPS = 40


class ProgressLine(QWidget):
    """A bar under a sentence. `cancelled` is emitted by its button, where there is one."""

    cancelled = Signal()

    def __init__(self, *, can_cancel: bool = False, parent: QWidget | None = None) -> None:
        """Make a hidden line."""
        super().__init__(parent)
        look = theme.current()
        self._words = Label("", Role.SMALL, "muted", wrap=True)
        self.bar = _ThinBar()
        self.cancel_button = Button(self.tr("Stop"), Kind.QUIET, small=True)
        self.cancel_button.clicked.connect(self.cancelled)
        row = QHBoxLayout()
        look.pad(row, spacing=8)
        row.addWidget(self._words, 1)
        row.addWidget(self.cancel_button)
        column = QVBoxLayout(self)
        look.pad(column, spacing=6)
        column.addLayout(row)
        column.addWidget(self.bar)
        self.cancel_button.setVisible(can_cancel)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(QUIET_MS)
        self._patience.timeout.connect(self._appear)
        self.hide()

    def start(self, sentence: str) -> None:
        """Begin to wait; the sentence says what is done and about how long it takes."""
        self._words.setText(sentence)
        self.bar.setAccessibleName(sentence)
        self.bar.setRange(0, 0)
        self._patience.start()

    def say(self, sentence: str) -> None:
        """Go on waiting for something else than at first."""
        if sentence == self._words.text():
            return
        self._words.setText(sentence)
        self.bar.setAccessibleName(sentence)
        if self.isVisible():
            announce(self, sentence)

    def advance(self, done: int, total: int) -> None:
        """Show what was measured; `total` 0 means unknown."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def finish(self) -> None:
        """Stop waiting."""
        self._patience.stop()
        self.bar.stop()
        self.hide()

    def _appear(self) -> None:
        self.show()
        self.bar.start()
        announce(self, self._words.text())


class _ThinBar(QProgressBar):
    def __init__(self) -> None:
        super().__init__()
        self.setTextVisible(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._at = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._step)

    def start(self) -> None:
        if theme.current().movement:
            self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def _step(self) -> None:
        self._at = (self._at + 1) % _STEPS
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(120), theme.current().px(4))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = painter_of(self)
        area = QRectF(self.rect())
        rounded(painter, area, area.height() / 2, look.colour("line"))
        known = self.maximum() > 0
        share = self.value() / self.maximum() if known else 0.25
        part = QRectF(0, 0, area.width() * share, area.height())
        if not known:
            part.moveLeft((area.width() - part.width()) * abs(self._at * 2 / _STEPS - 1))
        elif self.isRightToLeft():
            part.moveRight(area.width())
        rounded(painter, part, area.height() / 2, look.colour("accent"))
        painter.end()
