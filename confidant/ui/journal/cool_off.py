"""How long the second pass stays shut."""

from datetime import UTC, datetime
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from confidant.environment import Clock

_MINUTE_MS: Final = 60_000
_LONGEST_STEP_MS: Final = 86_400_000
"""A timer counts no further than 24 days; a day at a time is enough."""


class CoolOff(QObject):
    """`over` is emitted when the time is up."""

    over = Signal()

    def __init__(self, clock: Clock, parent: QObject) -> None:
        """Wait for nothing."""
        super().__init__(parent)
        self._clock = clock
        self._until: int | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._step)

    @property
    def opens_at(self) -> datetime | None:
        """The local time until which one waits; None when there is nothing to wait for."""
        if self._until is None or self._until <= self._clock.now_ms():
            return None
        return datetime.fromtimestamp(self._until / 1000, UTC).astimezone()

    def until_after(self, minutes: int) -> int | None:
        """Return the instant (UTC ms) that lies `minutes` ahead, None for 0."""
        return self._clock.now_ms() + minutes * _MINUTE_MS if minutes else None

    def start(self, until: int | None) -> None:
        """Wait until an instant (UTC ms), or for nothing."""
        self._timer.stop()
        self._until = until
        if until is not None and self.opens_at is not None:
            left = until - self._clock.now_ms()
            self._timer.start(max(1, min(left, _LONGEST_STEP_MS)))

    def open_early(self) -> None:
        """Wait no longer."""
        self.start(None)

    def _step(self) -> None:
        if self.opens_at is None:
            self.over.emit()
        else:
            self.start(self._until)
