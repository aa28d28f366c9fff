"""What the window says of backups and of what was found wrong, where nobody can miss it."""

from PySide6.QtCore import QObject, Signal

from confidant.errors import ExpectedError
from confidant.services import backups, evidence
from confidant.services.backup_jobs import Done
from confidant.ui.backups.keeper import BackupKeeper
from confidant.ui.backups.view import BackupsScreen
from confidant.ui.navigation import Place
from confidant.ui.session import Session
from confidant.ui.shell.main_window import MainWindow
from confidant.ui.widgets.bidi import isolated
from confidant.ui.widgets.buttons import Button
from confidant.ui.words import sentence
from confidant.vault.vault import Vault

_ALARM, _TROUBLE, _LISTS, _ROTTEN = "backup", "backup-trouble", "lists", "rotten"
_STRAY, _CHAIN = "stray", "chain"


class Safekeeping(QObject):
    """Puts banners over one open vault. `leave_requested` asks to lock it and to look at it."""

    leave_requested = Signal()

    def __init__(self, session: Session, keeper: BackupKeeper, window: MainWindow) -> None:
        """Listen to `keeper`; nothing is read before `start`."""
        super().__init__(window)
        self._session, self._window = session, window
        keeper.alarmed.connect(self._alarm)
        keeper.calmed.connect(lambda: window.banners.remove(_ALARM))
        keeper.troubled.connect(self._trouble)
        keeper.done.connect(self._done)

    def start(self) -> None:
        """Look for copies that a synchroniser left beside the vault."""
        self._session.read(self, _stray, self._tell_stray, failed=lambda _error: None)

    def chain_failed(self, error: ExpectedError) -> None:
        """Say that the history does not verify, and lead to what can be done."""
        leave = Button(self.tr("Lock and choose what to do…"), small=True)
        leave.clicked.connect(self.leave_requested)
        self._window.banners.show_banner(_CHAIN, sentence(error), "danger", leave)

    def _alarm(self, error: ExpectedError) -> None:
        first = self.tr("The newest backup is none.")
        self._window.banners.show_banner(
            _ALARM, f"{first} {sentence(error)}", "danger", self._to_backups()
        )

    def _trouble(self, error: ExpectedError) -> None:
        first = self.tr("No backup could be made.")
        self._window.banners.show_banner(
            _TROUBLE, f"{first} {sentence(error)}", "caution", self._to_backups(), can_close=True
        )

    def _done(self, done: Done) -> None:
        self._window.banners.remove(_TROUBLE)
        if done.rotten:
            said = self.tr(
                "%n backups have changed since they were proved and are not good any more. The "
                "disk may be failing.",
                "",
                done.rotten,
            )
            self._window.banners.show_banner(
                _ROTTEN, said, "danger", self._to_backups(), can_close=True
            )
        if done.verdict == "lists":
            mend = Button(self.tr("Make them anew"), small=True)
            mend.clicked.connect(self._mend)
            said = self.tr("Lists and search do not match the records. Nothing is lost.")
            self._window.banners.show_banner(_LISTS, said, "caution", mend)
        elif done.verdict == "whole":
            self._window.banners.remove(_LISTS)

    def _mend(self) -> None:
        self._window.banners.remove(_LISTS)
        progress = self._session.progress()
        self._session.read(
            self,
            lambda vault: backups.rebuild(vault, progress=progress),
            lambda _changes: self._window.go(Place(BackupsScreen.name)),
        )

    def _to_backups(self) -> Button:
        button = Button(self.tr("Backups…"), small=True)
        button.clicked.connect(lambda: self._window.go(Place(BackupsScreen.name)))
        return button

    def _tell_stray(self, stray: tuple[str, ...]) -> None:
        if not stray:
            return
        pattern = self.tr(
            "Beside this vault lie copies that it does not read: {names}. Two computers may have "
            "written; keep the copies until you know that nothing is missing here."
        )
        names = ", ".join(isolated(name) for name in stray)
        self._window.banners.show_banner(
            _STRAY, pattern.format(names=names), "caution", can_close=True
        )


def _stray(vault: Vault) -> tuple[str, ...]:
    return evidence.stray_copies(vault.directory)
