"""Proves the copy that was made while quitting: the window has gone, the vault is closed.

A proof takes as long as it takes: one that were broken off at a limit would be broken off at every
quit of a large vault, which then never had a backup. So a small window says after a moment what
is going on, and lets the person end it.
"""

from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLongError

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from confidant.compat import override
from confidant.errors import CancelledError, ExpectedError, NotWritableError
from confidant.services import backup_failures
from confidant.services.backup_jobs import Done, Job
from confidant.ui import theme
from confidant.ui.theme import Role
from confidant.ui.widgets.buttons import Button
from confidant.ui.widgets.labels import Label
from confidant.ui.widgets.progress_line import ProgressLine

QUIET_S = 1.0
"""Most proofs are done by then, and no window flickers."""
_STEP_MS = 50
_WIDTH = 460


class LastWord(QObject):
    """The proof of the last copy. `ended` follows once, whatever came of it, after `wait`."""

    ended = Signal()

    def __init__(self, job: Job, now_ms: int) -> None:
        """Begin the proof.

        Args:
            job: what is left to do for the copy.
            now_ms: the instant, for the note that nothing was kept.
        """
        super().__init__()
        self._job, self._now_ms = job, now_ms
        self._at = (0, 0)
        self._window: LastWordWindow | None = None
        threads = ThreadPoolExecutor(max_workers=1, thread_name_prefix="last-proof")
        self._future: Future[Done] = threads.submit(backup_failures.run, job, self._advance, now_ms)
        threads.shutdown(wait=False)
        self._timer = QTimer(self)
        self._timer.setInterval(_STEP_MS)
        self._timer.timeout.connect(self._look)

    def is_done_soon(self) -> bool:
        """Wait a moment; say whether nothing is left to wait for."""
        try:
            self._future.exception(QUIET_S)
        except TooLongError:
            return False
        self._note()
        return True

    def wait(self) -> None:
        """Show the window until the proof has ended."""
        self._window = LastWordWindow()
        self._window.unwanted.connect(self._job.stop)
        self._window.show()
        self._timer.start()

    def _advance(self, done: int, total: int) -> None:
        self._at = (done, total)  # on the proof's thread; one value, taken by the timer

    def _look(self) -> None:
        if self._window is not None:
            self._window.advance(*self._at)
        if not self._future.done():
            return
        self._timer.stop()
        if self._window is not None:
            self._window.hide()
            self._window.deleteLater()
        self._note()
        self.ended.emit()

    def _note(self) -> None:
        """Let the next unlock know where the person did not wait; a failure is noted already."""
        error = self._future.exception()
        if isinstance(error, CancelledError):
            unwanted = NotWritableError(name=self._job.place.name)
            backup_failures.note(self._job.place, unwanted, self._now_ms)
        elif error is not None and not isinstance(error, ExpectedError):
            raise error


class LastWordWindow(QWidget):
    """Says what is waited for. `unwanted` is emitted when the person will not wait."""

    unwanted = Signal()

    def __init__(self) -> None:
        """Build the window; it knows nothing of the vault."""
        super().__init__()
        look = theme.current()
        self.setProperty("page", "true")
        self.setWindowTitle("Confidant")
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)  # noqa: FBT003 -- Qt's signature
        column = QVBoxLayout(self)
        look.pad(column, spacing=16, margins=(24, 24, 24, 24))
        column.addWidget(Label(self.tr("The last backup is being checked"), Role.TITLE, wrap=True))
        self.progress = ProgressLine()
        self.progress.start(
            self.tr(
                "The vault is locked. Before Confidant ends, the backup of what you wrote last is "
                "opened and checked whole."
            )
        )
        column.addWidget(self.progress)
        self.end = Button(self.tr("End without this backup"))
        self.end.clicked.connect(self.unwanted)
        column.addWidget(self.end, 0, Qt.AlignmentFlag.AlignTrailing)
        self.setFixedWidth(look.px(_WIDTH))

    def advance(self, done: int, total: int) -> None:
        """Show how far it is; a total of 0 is unknown."""
        self.progress.advance(done, total)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.unwanted.emit()
