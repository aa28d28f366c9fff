"""The program with a window: which of its two top-levels is there, and the way between them.

Before a vault is open there is the entrance, afterwards the main window; lock and quit end the
session in one place. No text crosses from one session to the next: a lock keeps the place (a
screen's name and an id) and nothing else.
"""

import contextlib
import gc
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from confidant.environment import Clock, Entropy, SystemClock, SystemEntropy
from confidant.errors import ExpectedError, VaultLockedError
from confidant.services import vaults
from confidant.ui import language, theme
from confidant.ui.clipboard import PrivateClipboard
from confidant.ui.crash import CrashReporter
from confidant.ui.file_dialogs import forget_history
from confidant.ui.garbage import GarbageCollector
from confidant.ui.navigation import Place
from confidant.ui.preferences import PreferenceStore
from confidant.ui.screen_lock import ScreenLockWatcher
from confidant.ui.session import Session
from confidant.ui.shell.crash_sheet import CrashSheet
from confidant.ui.unlock.entrance import EntranceWindow, Opened
from confidant.vault.executor import VaultThread

if TYPE_CHECKING:
    from confidant.crypto.argon2 import KdfParameters
    from confidant.ui.backups.last_word import LastWord
    from confidant.ui.shell.desk import Desk


_LATER = ("confidant.vault.vault", "confidant.ui.shell.desk")
_WARM_MS = 100
"""After the entrance is shown: it has been painted by then."""


class Application(QObject):
    """Owns the vault thread, the theme, the clipboard's clearing, and one top-level at a time."""

    entrance: EntranceWindow | None = None
    desk: "Desk | None" = None
    _return_to: Place | None = None
    _file: Path | None = None
    _last_word: "LastWord | None" = None

    def __init__(
        self,
        qt: QApplication,
        *,
        preferences: PreferenceStore,
        clock: Clock,
        entropy: Entropy,
        state_directory: Path,
        kdf: "KdfParameters | None" = None,
    ) -> None:
        """Dress `qt`; nothing is shown before `start`.

        Args:
            qt: the one Qt application.
            preferences: look and sizes.
            clock: tells the time.
            entropy: gives randomness.
            state_directory: where this computer remembers the heads of vaults.
            kdf: cost of new vaults; None measures this computer.
        """
        super().__init__(qt)
        self._qt = qt
        self._preferences = preferences
        self._clock, self._entropy = clock, entropy
        self._state_directory, self._kdf = state_directory, kdf
        chosen = preferences.current
        self.theme = theme.install(
            qt, choice=chosen.theme, scale=chosen.text_scale, movement=chosen.movement
        )
        language.use(qt, chosen.language)
        self.clipboard = PrivateClipboard(self)
        self.crashes = CrashReporter(self)
        self.crashes.reported.connect(self._show_crash)
        self.screen_lock = ScreenLockWatcher(self)
        self.screen_lock.screen_locked.connect(self._forget_attempt)
        self.screen_lock.slept.connect(self._forget_attempt)
        self.screen_lock.start()
        self.worker = VaultThread()
        qt.setQuitOnLastWindowClosed(False)

    def start(self, path: Path | None = None) -> None:
        """Show the entrance: the vault at `path`, the one opened last, or the welcome page.

        A `path` that is no vault is a file to open after the next unlock.
        """
        directory = path if path is not None and path.is_dir() else None
        self._file = path if path is not None and directory is None else None
        recent = self._preferences.current.recent_vaults
        if directory is None and recent and Path(recent[0]).is_dir():
            directory = Path(recent[0])
        self._show_entrance(directory)

    def lock(self) -> None:
        """Write what is unwritten, destroy the window, close the vault, show the lock page.

        A lock while a passphrase is being tried leaves the vault locked.
        """
        if self.entrance is not None:
            self.entrance.cancel_opening()
        if self.desk is None:
            return
        directory = self.desk.session.directory
        self._return_to = self.desk.window.place
        unwritten = self._close_desk()
        self._show_entrance(directory, unwritten)

    def leave(self) -> None:
        """Lock, and offer to restore a backup of the vault or to save what can be read of it."""
        self.lock()
        if self.entrance is not None:
            self.entrance.rescue()

    def quit(self) -> None:
        """Lock, then end the program.

        Where something that was typed could not be written, the lock page says so first. Where
        the proof of the last backup takes long, a small window says so until it has ended.
        """
        if self._last_word is not None:
            return
        if self.entrance is not None:
            self.entrance.cancel_opening()
            self.entrance.close()
        desk = self.desk
        unwritten = self._close_desk(quitting=True)
        directory = desk.session.directory if desk is not None else None
        end = partial(self._end, directory, unwritten)
        try:
            if desk is not None:
                self._last_word = desk.keeper.finish(self.crashes.report)
        finally:  # whatever a last backup comes to, the program ends
            if self._last_word is None:
                end()
        if self._last_word is not None:
            self._last_word.ended.connect(end)
            self._last_word.wait()

    @property
    def is_ending(self) -> bool:
        """Whether only the proof of the last backup is waited for."""
        return self._last_word is not None

    def _end(self, directory: Path | None, unwritten: Sequence[ExpectedError]) -> None:
        self._last_word = None
        if unwritten:
            self._show_entrance(directory, unwritten)
            return
        self.worker.close()
        self._qt.quit()

    def _warm(self) -> None:
        """Load what an open vault needs while the person types, on a thread that has nothing to do.

        What a locked window held in cycles goes before, texts among it.
        """
        gc.collect()
        if self.entrance is not None:
            with contextlib.suppress(VaultLockedError):  # quit within the same moment
                for room in _LATER:
                    self.worker.submit(import_module, room)

    def _prepare(self, opening: bool) -> None:  # noqa: FBT001 -- the signal's one value
        """Load what is not loaded yet while the key is derived: this thread is free then."""
        if opening:
            import_module(_LATER[-1])

    def _forget_attempt(self) -> None:
        if self.entrance is not None:
            self.entrance.cancel_opening()

    def _show_crash(self, code: str) -> None:
        window = self.desk.window if self.desk is not None else self.entrance
        if window is not None and window.isVisible():
            sheet = CrashSheet(window, code)
            sheet.lock_requested.connect(self.lock)
            sheet.open()

    def _show_entrance(
        self, directory: Path | None, unwritten: Sequence[ExpectedError] = ()
    ) -> None:
        entrance = EntranceWindow(
            self._preferences,
            self.worker,
            self._clock,
            self._entropy,
            self._state_directory,
            kdf=self._kdf,
        )
        entrance.opened.connect(self._opened)
        entrance.quit_requested.connect(self.quit)
        entrance.crashed.connect(self.crashes.report)
        entrance.opening.connect(self._prepare)
        self.entrance = entrance
        if directory is None:
            entrance.show_welcome()
        else:
            entrance.show_vault(directory)
        if unwritten:
            entrance.say_unwritten(unwritten[0])
        entrance.show()
        QTimer.singleShot(_WARM_MS, entrance, self._warm)

    def _opened(self, opened: Opened) -> None:
        self._preferences.replace(self._preferences.current.with_vault(opened.directory))
        session = Session(opened.vault, self.worker, self._clock, self._entropy, self)
        session.runner.crashed.connect(self.crashes.report)
        from confidant.ui.shell.desk import Desk

        self.desk = Desk(self._qt, session, self._preferences, first_time=opened.first_time)
        window = self.desk.window
        self.desk.lock_requested.connect(self.lock)
        self.desk.leave_requested.connect(self.leave)
        window.quit_requested.connect(self.quit)
        self.desk.show(self._return_to)
        self._return_to = None
        if self.entrance is not None:
            self.entrance.hide()
            self.entrance.deleteLater()
            self.entrance = None
        if self._file is not None:
            file, self._file = self._file, None
            QTimer.singleShot(0, window, lambda: window.file_dropped.emit(file))

    def _close_desk(self, *, quitting: bool = False) -> Sequence[ExpectedError]:
        desk, self.desk = self.desk, None
        if desk is None:
            return ()
        self.clipboard.clear()
        return desk.close(quitting=quitting)


def run_window(paths: Sequence[str]) -> int:
    """Run the window until it is quit; return the exit code.

    Args:
        paths: at most one: a vault, a received file or a card.
    """
    qt = QApplication.instance() or QApplication(["confidant"])
    if not isinstance(qt, QApplication):
        return 1
    forget_history()
    qt.setApplicationName("Confidant")
    qt.setDesktopFileName("confidant")
    application = Application(
        qt,
        preferences=PreferenceStore(),
        clock=SystemClock(),
        entropy=SystemEntropy(),
        state_directory=vaults.default_state_directory(),
    )
    application.crashes.install()
    GarbageCollector(application).start()
    application.start(Path(paths[0]).expanduser() if paths else None)
    return qt.exec()
