"""A screen over a real vault in a window of its own, for tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from confidant.ui.navigation import Place
from confidant.ui.screen import Screen
from confidant.ui.session import Session

AnyScreen = TypeVar("AnyScreen", bound=Screen)


@contextmanager
def shown(screen: AnyScreen, qtbot: QtBot, place: Place | None = None) -> Iterator[AnyScreen]:
    """Show a screen until the test is done; it goes to its own places as the shell would."""
    window = QWidget()
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(screen)
    window.resize(1260, 800)
    window.show()
    screen.go_to.connect(lambda to: screen.show_place(to) if to.screen == screen.name else None)
    screen.show_place(place or Place(screen.name))
    settle(screen.session, qtbot)
    try:
        yield screen
    finally:
        screen.clear()
        window.close()
        window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def settle(session: Session, qtbot: QtBot) -> None:
    """Wait until nothing is asked of the vault any more."""
    for _ in range(3):
        qtbot.waitUntil(lambda: session.runner.pending == 0)
        QApplication.processEvents()
