"""What takes long over an open vault, said in the status line with a way to stop it."""

from threading import Event

from PySide6.QtCore import QObject, Signal

from confidant.errors import CancelledError, ExpectedError
from confidant.services import backups
from confidant.ui.backups.keeper import BackupKeeper, State
from confidant.ui.session import Session
from confidant.ui.shell.work_line import WorkLine


class LongWork(QObject):
    """Follows the keeper of backups, and makes lists and search anew.

    `rebuilt` says that they are; `broken_off` carries why they are not: an error, or
    `CancelledError` where the person stopped it.
    """

    rebuilt = Signal()
    broken_off = Signal(object)
    _advanced = Signal(int, int)

    def __init__(self, session: Session, keeper: BackupKeeper, line: WorkLine) -> None:
        """Show on `line`; what the keeper makes by itself and quickly is not worth a word."""
        super().__init__(line)
        self._session, self._keeper, self._line = session, keeper, line
        self._rebuilding = False
        self._stop = Event()
        self._percent = -1
        keeper.changed.connect(self._follow)
        keeper.progressed.connect(self._keeper_advanced)
        self._advanced.connect(line.advance)
        line.stopped.connect(self._stop_it)

    def rebuild(self) -> None:
        """Make lists and search anew, on the vault thread; a lock or Stop leaves them as before."""
        if self._rebuilding:
            return
        self._rebuilding = True
        self._stop.clear()
        self._percent = -1
        self._line.start(self.tr("Lists and search are made anew."))
        progress = self._session.progress(self._step)
        self._session.read(
            self,
            lambda vault: backups.rebuild(vault, progress=progress),
            lambda _changes: self._ended(),
            failed=self._ended,
        )

    def _step(self, done: int, total: int) -> None:
        """Tell how far it is; called on the vault thread, so it only emits, and seldom."""
        if self._stop.is_set():
            raise CancelledError
        percent = done * 100 // total if total else 0
        if percent != self._percent:
            self._percent = percent
            self._advanced.emit(done, total)

    def _ended(self, error: ExpectedError | None = None) -> None:
        self._rebuilding = False
        self._line.finish()
        self._follow()
        if error is None:
            self.rebuilt.emit()
        else:
            self.broken_off.emit(error)

    def _follow(self) -> None:
        if self._rebuilding:
            return
        if self._keeper.state is State.LOOKING:
            self._line.start(self.tr("The vault itself is being checked."))
        elif self._keeper.is_replacing:
            self._line.start(self.tr("Older backups are being replaced."))
        else:
            self._line.finish()

    def _keeper_advanced(self, done: int, total: int) -> None:
        if not self._rebuilding:
            self._line.advance(done, total)

    def _stop_it(self) -> None:
        if self._rebuilding:
            self._stop.set()
        else:
            self._keeper.cancel()
