"""When the vault locks by itself: nobody did anything, the screen was locked, the computer slept.

One event filter on the application sees every key and click, whatever dialog, menu or drag is
open. A wall clock that ran ahead of the monotonic one tells that the computer slept without
saying so.
"""

from collections.abc import Callable, Mapping
from time import monotonic
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from confidant.compat import override
from confidant.environment import Clock
from confidant.ui.screen_lock import ScreenLockWatcher

IDLE_SETTING: Final = "lock.idle-minutes"
SLEEP_SETTING: Final = "lock.on-sleep"
SCREEN_SETTING: Final = "lock.on-screen-lock"
IDLE_CHOICES: Final = (1, 3, 5, 10, 15)
IDLE_DEFAULT: Final = 5
OFF: Final = "no"
WARN_BEFORE_S: Final = 30
JUMP_S: Final = 30
_TICK_MS: Final = 1_000
_SIGNS_OF_LIFE: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class LockGuard(QObject):
    """Watches an open vault from its making until `stop`.

    It also hears the key that locks wherever it is pressed: the window's own shortcut is silent
    while a sheet, a file dialog or a menu is open.

    `lock_requested` asks for a lock, once. `warned` is emitted once, thirty seconds before the
    idle time is over, with the seconds that are left; `calmed` when somebody did something after
    that. `announced` gives the sentence for the status area.
    """

    lock_requested = Signal()
    warned = Signal(int)
    calmed = Signal()
    announced = Signal(str)

    def __init__(
        self,
        application: QApplication,
        clock: Clock,
        *,
        steady: Callable[[], float] = monotonic,
        watcher: ScreenLockWatcher | None = None,
        parent: QObject | None = None,
    ) -> None:
        """Begin to watch with an idle time of five minutes.

        Args:
            application: its events are seen until `stop`.
            clock: the clock on the wall.
            steady: seconds of a clock that never jumps.
            watcher: hears the session's lock; by default one on this computer's buses.
            parent: owns the guard.
        """
        super().__init__(parent)
        self._application = application
        self._clock = clock
        self._steady = steady
        self._idle_s = IDLE_DEFAULT * 60
        self._locks_on_sleep = self._locks_with_screen = True
        self._last = steady()
        self._seen = (steady(), clock.now_ms() / 1000)
        self._is_warned = False
        self._watcher = watcher or ScreenLockWatcher(self)
        self._watcher.slept.connect(self._slept)
        self._watcher.screen_locked.connect(self._screen_locked)
        self._watcher.start()
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.check)
        self._timer.start()
        application.installEventFilter(self)

    @property
    def is_running(self) -> bool:
        """Whether the vault is still watched."""
        return self._timer.isActive()

    @property
    def idle_minutes(self) -> int:
        """Minutes without a sign of life after which the vault locks."""
        return self._idle_s // 60

    def apply_settings(self, settings: Mapping[str, str]) -> None:
        """Take the vault's own settings; what is unknown there counts as the default.

        There is no “never”: an idle time that is not one of the choices is five minutes.
        """
        minutes = settings.get(IDLE_SETTING, "")
        allowed = {str(choice): choice for choice in IDLE_CHOICES}
        self._idle_s = allowed.get(minutes, IDLE_DEFAULT) * 60
        self._locks_on_sleep = settings.get(SLEEP_SETTING) != OFF
        self._locks_with_screen = settings.get(SCREEN_SETTING) != OFF
        self.stay_open()
        self._announce()

    def stop(self) -> None:
        """Watch no more: the vault is locked."""
        self._timer.stop()
        self._application.removeEventFilter(self)

    def lock_now(self) -> None:
        """Ask for a lock."""
        if self.is_running:
            self.stop()
            self.lock_requested.emit()

    def stay_open(self) -> None:
        """Count from now: somebody is here."""
        self._last = self._steady()
        if self._is_warned:
            self._is_warned = False
            self._announce()
            self.calmed.emit()

    def check(self) -> None:
        """Look at both clocks; called every second."""
        steady, wall = self._steady(), self._clock.now_ms() / 1000
        jump = (wall - self._seen[1]) - (steady - self._seen[0])
        self._seen = (steady, wall)
        left = self._idle_s - (steady - self._last)
        if abs(jump) > JUMP_S or left <= 0:
            self.lock_now()
        elif left <= WARN_BEFORE_S:
            self._warn(max(1, round(left)))

    def _warn(self, seconds: int) -> None:
        self.announced.emit(self.tr("Locks in %n seconds", "", seconds))
        if not self._is_warned:
            self._is_warned = True
            self.warned.emit(seconds)

    def _announce(self) -> None:
        self.announced.emit(self.tr("Locks after %n min idle", "", self.idle_minutes))

    def _slept(self) -> None:
        if self._locks_on_sleep:
            self.lock_now()

    def _screen_locked(self) -> None:
        if self._locks_with_screen:
            self.lock_now()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS_OF_LIFE and event.spontaneous():
            if isinstance(event, QKeyEvent) and _is_lock_key(event):
                self.lock_now()
                return True
            self.stay_open()
        return False


def _is_lock_key(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_L and event.modifiers() == Qt.KeyboardModifier.ControlModifier
