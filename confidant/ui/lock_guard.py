"""When the vault locks by itself: nobody did anything, or the computer slept.

One event filter on the application sees every key and click, whatever dialog, menu or drag is
open. A wall clock that ran ahead of the monotonic one tells that the computer slept without
saying so.
"""

from collections.abc import Callable
from time import monotonic, time
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from confidant.compat import override

DEFAULT_IDLE_S: Final = 300
CHOICES_S: Final = (60, 180, 300, 600, 900)
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
        QEvent.Type.InputMethod,
    }
)


class LockGuard(QObject):
    """Watches an open vault between `start` and `stop`.

    `lock_wanted` asks for a lock, at most once for each `start`. `warned` is emitted once, thirty
    seconds before the idle time is over, with the seconds that are left; `calmed` when somebody
    did something after that.
    """

    lock_wanted = Signal()
    warned = Signal(int)
    calmed = Signal()

    def __init__(
        self,
        application: QApplication,
        *,
        idle_s: int = DEFAULT_IDLE_S,
        steady: Callable[[], float] = monotonic,
        wall: Callable[[], float] = time,
    ) -> None:
        """Watch nothing yet.

        Args:
            application: its events are seen while the guard runs.
            idle_s: seconds without a sign of life after which the vault locks, > 0.
            steady: seconds of a clock that never jumps.
            wall: seconds of the clock on the wall.
        """
        super().__init__(application)
        self._application = application
        self._idle_s = idle_s
        self._steady = steady
        self._wall = wall
        self._last = 0.0
        self._seen = (0.0, 0.0)
        self._is_warned = False
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.check)

    @property
    def is_running(self) -> bool:
        """Whether a vault is watched."""
        return self._timer.isActive()

    @property
    def idle_s(self) -> int:
        """Seconds without a sign of life after which the vault locks."""
        return self._idle_s

    def set_idle(self, seconds: int) -> None:
        """Change the idle time; it counts from now."""
        self._idle_s = seconds
        self.stay_open()

    def start(self) -> None:
        """Begin to watch."""
        self._seen = (self._steady(), self._wall())
        self._is_warned = False
        self._last = self._steady()
        self._application.installEventFilter(self)
        self._timer.start()

    def stop(self) -> None:
        """Watch no more: the vault is locked."""
        self._timer.stop()
        self._application.removeEventFilter(self)

    def lock_now(self) -> None:
        """Ask for a lock: the one key, the screen's lock, suspend."""
        if self.is_running:
            self.stop()
            self.lock_wanted.emit()

    def stay_open(self) -> None:
        """Count from now: somebody is here."""
        self._last = self._steady()
        if self._is_warned:
            self._is_warned = False
            self.calmed.emit()

    def check(self) -> None:
        """Look at both clocks; called every second."""
        steady, wall = self._steady(), self._wall()
        slept = (wall - self._seen[1]) - (steady - self._seen[0])
        self._seen = (steady, wall)
        left = self._idle_s - (steady - self._last)
        if abs(slept) > JUMP_S or left <= 0:
            self.lock_now()
        elif left <= WARN_BEFORE_S and not self._is_warned:
            self._is_warned = True
            self.warned.emit(round(left))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS_OF_LIFE and event.spontaneous():
            self.stay_open()
        return False
