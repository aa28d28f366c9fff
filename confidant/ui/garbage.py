"""Collecting Python's cyclic garbage on the GUI thread alone.

Python collects on whichever thread allocates. On the vault thread that would destroy widgets which
lie in a cycle, and Qt ends the process when a widget goes on another thread than its own.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 1000


class GarbageCollector(QObject):
    """Collects now and then while the event loop runs, as much as Python itself would."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Change nothing yet. Lives on the GUI thread."""
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(collect_due)

    def start(self) -> None:
        """Let no other thread collect from now on."""
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Let Python collect by itself again."""
        self._timer.stop()
        gc.enable()


def collect_due() -> None:
    """Collect the oldest generation that is due, on this thread."""
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > gc.get_threshold()[generation] > 0:
            gc.collect(generation)
            return
