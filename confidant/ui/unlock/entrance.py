"""The top-level window before a vault is open. The vault's own window is another one."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QMainWindow, QStackedWidget

from confidant.compat import override
from confidant.environment import Clock, Entropy
from confidant.errors import ExpectedError
from confidant.services import restores
from confidant.ui.preferences import PreferenceStore
from confidant.ui.task_runner import Worker
from confidant.ui.unlock.cost_raiser import CostRaiser
from confidant.ui.unlock.create_view_model import CreateViewModel
from confidant.ui.unlock.opening import Opened, Opener
from confidant.ui.unlock.other_vault_sheet import OtherVaultSheet
from confidant.ui.unlock.ready_step import LOCKS_AFTER_MINUTES
from confidant.ui.unlock.unlock_view import UnlockView
from confidant.ui.unlock.unlock_view_model import UnlockViewModel
from confidant.ui.unlock.welcome_view import WelcomeView

if TYPE_CHECKING:
    from confidant.crypto.argon2 import KdfParameters
    from confidant.ui.unlock.rescue_model import RescueModel

__all__ = ["EntranceWindow", "Opened"]

MINIMUM = (1024, 640)
USUAL = (1360, 860)


class EntranceWindow(QMainWindow):
    """Welcome page and unlock page.

    `opened` carries an `Opened`: its receiver closes the vault. `quit_requested` is emitted by
    Ctrl+Q and the window's own button; `crashed` carries an exception that nobody expected.
    `opening` tells when a key begins to be derived, and when that is over.
    """

    opened = Signal(object)
    quit_requested = Signal()
    crashed = Signal(object)
    opening = Signal(bool)

    def __init__(
        self,
        preferences: PreferenceStore,
        worker: Worker,
        clock: Clock,
        entropy: Entropy,
        state_directory: Path,
        *,
        kdf: "KdfParameters | None" = None,
    ) -> None:
        """Build the window; `show_vault` or `show_welcome` chooses the page.

        Args:
            preferences: which vaults were opened lately, and the window's size.
            worker: the vault thread; the caller shuts it down.
            clock: tells the time of what is written.
            entropy: gives words, codes and keys.
            state_directory: where this computer remembers what it saw of each vault.
            kdf: cost of unlocking a new vault; None measures this computer.
        """
        super().__init__()
        self._preferences = preferences
        self.setWindowTitle("Confidant")
        self._opener = Opener(worker, self)
        self._opener.crashed.connect(self.crashed)
        self._opener.busy_changed.connect(self.opening)
        # A fixed cost for new vaults is a fixed cost for all of them.
        raiser = CostRaiser(worker, entropy) if kdf is None else None
        tools = (self._opener, clock, entropy, state_directory)
        self._unlocking = UnlockViewModel(*tools, self, raiser=raiser)
        self._new_model = partial(
            CreateViewModel, self._opener, worker, clock, entropy, state_directory, kdf=kdf
        )
        self._welcome: WelcomeView | None = None
        self.unlock_view = UnlockView(self._unlocking)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.unlock_view)
        self.setCentralWidget(self._pages)
        self.setMinimumSize(*MINIMUM)
        self._restore_geometry()
        self._unlocking.opened.connect(self._hand_over)
        self.unlock_view.other_wanted.connect(self._ask_other)
        self.unlock_view.restore_wanted.connect(self.restore)
        self.unlock_view.salvage_wanted.connect(self.save_readable)
        self._for_rescue = (worker, clock, entropy, state_directory)
        self._unused = QTimer(self)
        self._unused.setSingleShot(True)
        self._unused.setInterval(LOCKS_AFTER_MINUTES * 60_000)
        self._unused.timeout.connect(self.cancel_opening)
        self._add_quit()

    @property
    def welcome_view(self) -> WelcomeView:
        """The welcome page; built when it is first needed, which is rare."""
        if self._welcome is None:
            view = self._welcome = WelcomeView(self._new_model(parent=self))
            view.model.opened.connect(self._hand_over)
            view.create_view.made.connect(self._unused.start)
            view.open_wanted.connect(self._ask_other)
            view.restore_wanted.connect(self.restore)
            self._pages.addWidget(view)
        return self._welcome

    @property
    def is_opening(self) -> bool:
        """Whether a vault is being opened or made."""
        return self._opener.is_busy

    def show_vault(self, directory: Path) -> None:
        """Show the unlock page of the vault in `directory`."""
        self.cancel_opening()
        self._unlocking.show(directory)
        self.unlock_view.clear()
        self._pages.setCurrentWidget(self.unlock_view)
        self.unlock_view.focus_first()
        self._unlocking.say_if_missing()
        if self._unlocking.has_finished_restore:
            self.unlock_view.say_restored()

    def say_unwritten(self, error: ExpectedError) -> None:
        """Say on the unlock page that what was typed last could not be kept, and why."""
        self.unlock_view.say_unwritten(error)

    def show_welcome(self) -> None:
        """Show the welcome page; what was typed there before is still there.

        Where the latest vault is away because a restore of it was killed half way, that is
        finished, and its unlock page comes instead.
        """
        recent = self._preferences.current.recent_vaults
        if recent and restores.is_away(Path(recent[0])):
            self.show_vault(Path(recent[0]))
            return
        self.cancel_opening()
        self._pages.setCurrentWidget(self.welcome_view)
        self.welcome_view.focus_first()

    def rescue(self) -> None:
        """Offer what can be done with the vault that is shown: restore a backup, save the rest."""
        self.unlock_view.offer_rescue()
        self.restore()

    def restore(self) -> None:
        """Open the sheet that restores a backup: of the vault that is shown, or of any."""
        from confidant.ui.unlock.restore_sheet import RestoreSheet

        model = self._new_rescue()
        on_unlock = self._pages.currentWidget() is self.unlock_view
        model.directory = self._unlocking.directory if on_unlock else None
        found = model.backups_in(self._unlocking.directory) if on_unlock else []
        sheet = RestoreSheet(self, model, found)
        sheet.placed.connect(self.show_vault)
        sheet.finished.connect(sheet.deleteLater)
        sheet.open()

    def save_readable(self) -> None:
        """Open the sheet that saves what can be read of a damaged vault."""
        from confidant.ui.unlock.salvage_sheet import SalvageSheet

        sheet = SalvageSheet(self, self._new_rescue(), self._unlocking.directory)
        sheet.finished.connect(sheet.deleteLater)
        sheet.open()

    def _new_rescue(self) -> "RescueModel":
        # Loaded when it is wanted: the page is on the screen sooner.
        from confidant.ui.unlock.rescue_model import RescueModel

        model = RescueModel(*self._for_rescue, self)
        model.crashed.connect(self.crashed)
        return model

    def cancel_opening(self) -> None:
        """Leave every vault locked and closed: a lock came while one was being opened.

        Also closes a new vault that nobody has gone on to yet, and shows its unlock page; what
        was typed for a vault that has not been made stays.
        """
        self._unused.stop()
        self._close_dialogs()
        made = self._welcome.model.made_directory if self._welcome is not None else None
        self._opener.cancel()
        self._unlocking.clear()
        self.unlock_view.clear()
        if self._welcome is not None and made is not None:
            self._welcome.model.abandon()
            self._forget_creation()
            self._unlocking.show(made)
            self._pages.setCurrentWidget(self.unlock_view)
            self.unlock_view.focus_first()

    def clear(self) -> None:
        """Drop everything that was typed, on both pages."""
        self._unlocking.clear()
        self.unlock_view.clear()
        self._forget_creation()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if event.spontaneous():
            event.ignore()  # the application closes it when everything else is in order
            self.quit_requested.emit()

    def _hand_over(self, opened: Opened) -> None:
        self._unused.stop()
        self._close_dialogs()
        self.clear()
        geometry = bytes(self.saveGeometry().toHex().data()).decode("ascii")
        present = self._preferences.change(window=geometry)
        self._preferences.replace(present.with_vault(opened.directory))
        self.opened.emit(opened)

    def _add_quit(self) -> None:
        leave = QAction(self.tr("Quit"), self)
        leave.setShortcut(QKeySequence("Ctrl+Q"))
        leave.triggered.connect(self.quit_requested)
        self.addAction(leave)

    def _forget_creation(self) -> None:
        if self._welcome is not None:
            self._welcome.model.clear()
            self._welcome.clear()

    def _ask_other(self) -> None:
        present = self._unlocking.directory
        from_unlock = self._pages.currentWidget() is self.unlock_view
        stored = [Path(name) for name in self._preferences.current.recent_vaults]
        recent = [path for path in stored if not from_unlock or path != present]
        sheet = OtherVaultSheet(self, recent, offers_new=from_unlock)
        sheet.chosen.connect(self.show_vault)
        sheet.new_wanted.connect(self.show_welcome)
        sheet.finished.connect(sheet.deleteLater)
        sheet.open()

    def _close_dialogs(self) -> None:
        for dialog in self.findChildren(QDialog):
            if dialog.isVisible():
                dialog.reject()

    def _restore_geometry(self) -> None:
        stored = self._preferences.current.window
        geometry = QByteArray.fromHex(stored.encode("ascii", "replace"))
        if not stored or not self.restoreGeometry(geometry):
            self.resize(*USUAL)
