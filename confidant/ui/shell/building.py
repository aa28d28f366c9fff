"""Builds the screens of a window: the one that is wanted now, the others when nothing waits.

Building all of them before the first is painted would be felt at every unlock.
"""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from confidant.ui.screen import Screen
from confidant.ui.shell.main_window import MainWindow
from confidant.ui.shell.places import Planned

FIRST_MS = 150
"""After the first screen: it is painted by then."""
_NEXT_MS = 5
"""Between two looks whether nothing waits; a key that was typed meanwhile goes first."""


class ScreenBuilder(QObject):
    """Puts planned screens on the rail at once and into the window one by one.

    `built` carries each screen as soon as it is there; `finished` follows the last one.
    """

    built = Signal(object)
    finished = Signal()

    def __init__(self, window: MainWindow, plan: Sequence[Planned]) -> None:
        """Show the places on the rail; build nothing yet."""
        super().__init__(window)
        self._window = window
        self._ranks = {planned.name: rank for rank, planned in enumerate(plan)}
        self._waiting = {planned.name: planned for planned in plan}
        for planned in plan:
            if planned.on_rail:
                window.add_place(
                    planned.name, planned.screen.icon, planned.title, at_foot=planned.at_foot
                )
        window.build_missing = self.build
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._next)

    @property
    def is_building(self) -> bool:
        """Whether screens are still to come by themselves."""
        return self._timer.isActive()

    def build(self, name: str) -> Screen | None:
        """Build the screen called `name` now; None when there is none that waits."""
        planned = self._waiting.pop(name, None)
        if planned is None:
            return None
        screen = planned.build()
        self._window.add_screen(screen, rank=self._ranks[name])
        self.built.emit(screen)
        return screen

    def start(self) -> None:
        """Build what is left, one screen at a time, once the first shows what it reads."""
        self._timer.start(FIRST_MS)

    def stop(self) -> None:
        """Build no more: the window is being closed."""
        self._timer.stop()
        self._waiting.clear()

    def _next(self) -> None:
        self._timer.setInterval(_NEXT_MS)
        if self._window.session.runner.pending:
            return
        name = next(iter(self._waiting), None)
        if name is None:
            self._timer.stop()
            self.finished.emit()
        else:
            self.build(name)
