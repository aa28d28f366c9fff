"""What the window has to do with locking by itself: settings in, sentences out."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from confidant.records.changes import Changes
from confidant.services import settings
from confidant.ui.lock_guard import LockGuard
from confidant.ui.session import Session
from confidant.ui.shell.main_window import MainWindow
from confidant.ui.widgets.buttons import Button

_BANNER = "idle"


class Locking(QObject):
    """Watches one open vault; `lock_requested` is emitted at most once."""

    lock_requested = Signal()

    def __init__(self, application: QApplication, session: Session, window: MainWindow) -> None:
        """Begin to watch with the usual idle time, and with the vault's as soon as it is read."""
        super().__init__(window)
        self._session, self._window = session, window
        self.guard = LockGuard(application, session.clock, parent=self)
        self.guard.lock_requested.connect(self.lock_requested)
        self.guard.announced.connect(window.status_area.show_lock)
        self.guard.warned.connect(self._warn)
        self.guard.calmed.connect(self._calm)
        session.changed.connect(self._changed)
        self._read()

    def stop(self) -> None:
        """Watch no more: the vault is being locked."""
        self.guard.stop()

    def _read(self) -> None:
        self._session.read(self, settings.every, self.guard.apply_settings, key="settings")

    def _changed(self, changes: Changes) -> None:
        if "setting" in changes.kinds:
            self._read()

    def _warn(self, seconds: int) -> None:
        stay = Button(self.tr("Stay open"), small=True)
        stay.clicked.connect(self.guard.stay_open)
        sentence = self.tr(
            "Nothing was done for a while. The vault locks in %n seconds.", "", seconds
        )
        self._window.banners.show_banner(_BANNER, sentence, "caution", stay)

    def _calm(self) -> None:
        self._window.banners.remove(_BANNER)
