"""Long work in the status line: what is done, how far it is, and Stop."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from confidant.ui import theme
from confidant.ui.theme import Role
from confidant.ui.widgets.announce import announce
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.labels import Label
from confidant.ui.widgets.progress_line import QUIET_MS

_WHOLE = 100


class WorkLine(QWidget):
    """Hidden while nothing takes long. `stopped` is emitted by its button."""

    stopped = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Make a hidden line."""
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        theme.current().pad(layout, spacing=8)
        self._words = Label("", Role.UI, "muted", parent=self)
        self.stop = Button(self.tr("Stop"), Kind.QUIET, small=True, parent=self)
        self.stop.clicked.connect(self.stopped)
        layout.addWidget(self._words)
        layout.addWidget(self.stop)
        self._what = ""
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(QUIET_MS)
        self._patience.timeout.connect(self._appear)
        self.hide()

    @property
    def sentence(self) -> str:
        """What is said, empty while nothing takes long."""
        return self._words.text() if self._what else ""

    def start(self, what: str) -> None:
        """Begin to wait; the same work goes on where it is called again."""
        if what == self._what:
            return
        self._what = what
        self._words.setText(what)
        self.stop.setAccessibleDescription(what)
        self._patience.start()

    def advance(self, done: int, total: int) -> None:
        """Show what was measured; a `total` of 0 is unknown."""
        if not self._what or total <= 0:
            return
        percent = self.locale().toString(min(done * _WHOLE // total, _WHOLE))
        self._words.setText(
            self.tr("{work} {percent}\u00a0%").format(work=self._what, percent=percent)
        )

    def finish(self) -> None:
        """Stop waiting."""
        self._what = ""
        self._words.setText("")
        self._patience.stop()
        self.hide()

    def _appear(self) -> None:
        self.show()
        announce(self, self._words.text())
