"""Proves the copy that was made while quitting: the window has gone, the vault is closed.

A proof takes as long as it takes: one that were broken off at a limit would be broken off at every
quit of a large vault, which then never had a backup. So a small window says after a moment what
is going on, and lets the person end it. A mistake of ours is reported, and ends the wait too.
"""

import time
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooLongError
from threading import Thread

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
PATIENCE_S = 3.0
"""From “End without this backup” until the program ends: a disk may never answer again."""
_STEP_MS = 50
_WIDTH = 460


class LastWord(QObject):
    """The proof of the last copy. `ended` follows once, whatever came of it, after `wait`."""

    ended = Signal()

    def __init__(self, job: Job, now_ms: int, report: Callable[[BaseException], None]) -> None:
        """Begin the proof.

        Args:
            job: what is left to do for the copy.
            now_ms: the instant, for the note that nothing was kept.
            report: hears of an error that nobody expected.
        """
        super().__init__()
        self._job, self._now_ms, self._report = job, now_ms, report
        self._at = (0, 0)
        self._window: LastWordWindow | None = None
        self._unwanted_s: float | None = None
        self._future: Future[Done] = Future()
        # Nobody joins it at the end of the program: a disk that hangs would keep that from ending.
        Thread(target=self._run, name="last-proof", daemon=True).start()
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
        self._window.unwanted.connect(self._give_up)
        self._window.show()
        self._timer.start()

    def _run(self) -> None:
        try:
            done = backup_failures.run(self._job, self._advance, self._now_ms)
        except BaseException as error:  # noqa: BLE001 -- carried to the thread that waits
            self._future.set_exception(error)
        else:
            self._future.set_result(done)

    def _advance(self, done: int, total: int) -> None:
        self._at = (done, total)  # on the proof's thread; one value, taken by the timer

    def _give_up(self) -> None:
        if self._unwanted_s is None:
            self._unwanted_s = time.monotonic()
        self._job.stop()

    @property
    def _is_over(self) -> bool:
        given_up = self._unwanted_s
        hangs = given_up is not None and time.monotonic() - given_up > PATIENCE_S
        return self._future.done() or hangs

    def _look(self) -> None:
        if not self._is_over:
            if self._window is not None:
                self._window.advance(*self._at)
            return
        self._timer.stop()
        try:
            if self._window is not None:
                self._window.hide()
                self._window.deleteLater()
            self._note()
        finally:
            self.ended.emit()

    def _note(self) -> None:
        """Let the next unlock know that there is no backup; an expected failure is noted already.

        The person did not wait, or it was a mistake of ours. A backup that was kept before stays
        one: only the second place may lack it.
        """
        error = self._future.exception() if self._future.done() else CancelledError()
        if error is None:
            return
        is_ours = not isinstance(error, ExpectedError)
        if self._job.is_kept:
            backup_failures.forget(self._job.place)
        elif self._job.has_copy and (is_ours or isinstance(error, CancelledError)):
            none = NotWritableError(name=self._job.place.name)
            backup_failures.note(self._job.place, none, self._now_ms)
        if is_ours:
            self._report(error)


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
                "opened and checked whole, and copied to the second place if you chose one."
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
