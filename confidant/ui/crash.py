"""What the window does with a mistake of ours: say so, by a code that holds no content."""

import sys
from types import TracebackType

from PySide6.QtCore import QObject, Signal

from confidant.errors import crash_code


class CrashReporter(QObject):
    """Turns exceptions that nobody expected into a code; `reported` carries it.

    The code names classes and functions of ours, hashed: the same mistake gives the same code on
    every computer, and nobody can read from it what was being written.
    """

    reported = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        """Hear of nothing yet."""
        super().__init__(parent)
        self._installed = False

    def install(self) -> None:
        """Hear of exceptions that reach the event loop."""
        sys.excepthook = self._hook
        self._installed = True

    def uninstall(self) -> None:
        """Give the interpreter its own way back."""
        if self._installed:
            sys.excepthook = sys.__excepthook__
            self._installed = False

    def report(self, error: BaseException) -> None:
        """Say the code of `error`; its traceback, which holds texts, is let go."""
        code = crash_code(error)
        error.__traceback__ = None
        self.reported.emit(code)

    def _hook(
        self, _kind: type[BaseException], error: BaseException, _traceback: TracebackType | None
    ) -> None:
        self.report(error)
