"""Hears that the session's screen is locked or that the computer goes to sleep.

On Linux by D-Bus: the screen savers on the session bus, logind on the system bus. Where there is
no bus nothing is heard and nothing fails; the idle time and the clocks of `LockGuard` remain.
"""

from typing import Final, cast

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection

_SAVERS: Final = ("freedesktop", "gnome", "xfce", "kde", "mate", "cinnamon")
_LOGIN: Final = "org.freedesktop.login1"


class ScreenLockWatcher(QObject):
    """`screen_locked` and `slept` are emitted for every such message."""

    screen_locked = Signal()
    slept = Signal()

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        session: QDBusConnection | None = None,
        system: QDBusConnection | None = None,
        any_sender: bool = False,
    ) -> None:
        """Hear nothing yet.

        Args:
            parent: owns the watcher; it must live while signals may come.
            session: the session bus, by default the user's.
            system: the system bus, by default the computer's.
            any_sender: accept the signals from whoever sends them, not only from their services.
        """
        super().__init__(parent)
        self._session = session
        self._system = system
        self._any_sender = any_sender

    def start(self) -> int:
        """Subscribe to every signal that there is; return to how many."""
        session = self._session or QDBusConnection.sessionBus()
        system = self._system or QDBusConnection.systemBus()
        heard = 0
        if session.isConnected():
            heard += sum(self._hear_saver(session, name) for name in _SAVERS)
        if system.isConnected():
            heard += self._hear_login(system)
        return heard

    def _hear_saver(self, bus: QDBusConnection, name: str) -> bool:
        interface = f"org.{name}.ScreenSaver"
        service = "" if self._any_sender else interface
        slot = _slot("on_active(bool)")
        heard = False
        for path in (f"/org/{name}/ScreenSaver", "/ScreenSaver"):
            heard |= bus.connect(service, path, interface, "ActiveChanged", self, slot)
        return heard

    def _hear_login(self, bus: QDBusConnection) -> int:
        service = "" if self._any_sender else _LOGIN
        sleep = bus.connect(
            service,
            "/org/freedesktop/login1",
            f"{_LOGIN}.Manager",
            "PrepareForSleep",
            self,
            _slot("on_sleep(bool)"),
        )
        # An empty path hears every session of this computer's; only its own lock is sent to it.
        lock = bus.connect(service, "", f"{_LOGIN}.Session", "Lock", self, _slot("on_lock()"))
        return int(sleep) + int(lock)

    @Slot(bool)
    def on_active(self, active: bool) -> None:  # noqa: FBT001 -- the signal's signature
        """Hear that the screen saver began or ended."""
        if active:
            self.screen_locked.emit()

    @Slot(bool)
    def on_sleep(self, begins: bool) -> None:  # noqa: FBT001 -- the signal's signature
        """Hear that the computer is about to sleep, or woke up."""
        if begins:
            self.slept.emit()

    @Slot()
    def on_lock(self) -> None:
        """Hear that this session is to be locked."""
        self.screen_locked.emit()


def _slot(signature: str) -> bytes:
    # The stubs ask for bytes, but only the text that SLOT returns is accepted (tried).
    return cast("bytes", SLOT(signature))
