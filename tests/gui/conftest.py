"""What every test of the window needs: no screen, the theme, no warnings, nothing left behind."""

import os
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

from confidant.ui import language, theme

HERE = Path(__file__).parent
# The offscreen platform says what it lacks (size hints, raising, grabbing); not about us.
_HARMLESS = r"^This plugin does not support (propagateSizeHints|raise|grabbing)"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore(_HARMLESS, extend=True))


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[theme.Theme]:
    """The theme, light, at scale 1, at rest, in English; whatever a test changes is put back."""
    language.use(qapp, language.SOURCE)
    look = theme.install(qapp, choice="light", scale=1.0, movement=False)
    yield look
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    look.choose("light")
    look.set_scale(1.0)
    look.set_movement(movement=False)


@pytest.fixture(autouse=True)
def _nothing_stays_open(qapp: QApplication) -> Iterator[None]:
    """Fail where a test leaves a window on the screen."""
    yield
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [type(widget).__name__ for widget in qapp.topLevelWidgets() if widget.isVisible()]
    assert left == []
