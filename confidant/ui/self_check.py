"""What `self-test` asks of the window: faces, icons and translations are here and can be drawn."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # a check opens no window

from PySide6.QtCore import QTranslator
from PySide6.QtGui import QGuiApplication, QPixmap
from PySide6.QtWidgets import QApplication

from confidant import resources
from confidant.errors import BugError
from confidant.ui.theme.fonts import load_fonts
from confidant.ui.theme.icons import IconCache, icon_names

_SIZE = 16
_RATIO = 1.0
_INK = "#000000"


def check() -> list[str]:
    """Load and draw what the program brings, and return a line for each kind of thing.

    Raises:
        BugError: a face, icon or translation is missing or does not draw.
    """
    application = QGuiApplication.instance() or QApplication(["confidant"])
    lines = [_check_fonts(), _check_icons(), _check_translations()]
    del application
    return lines


def _check_fonts() -> str:
    faces = load_fonts()
    if faces.missing:
        raise BugError("every face can be loaded")
    return f"{len(faces.loaded)} faces"


def _check_icons() -> str:
    names, cache = icon_names(), IconCache()
    if not names or any(_is_blank(cache.pixmap(name, _INK, _SIZE, _RATIO)) for name in names):
        raise BugError("every icon can be drawn")
    return f"{len(names)} icons"


def _is_blank(pixmap: QPixmap) -> bool:
    image = pixmap.toImage()
    return not any(
        image.pixelColor(x, y).alpha() for x in range(image.width()) for y in range(image.height())
    )


def _check_translations() -> str:
    files = sorted(resources.directory().glob("i18n/*.qm"))
    if not all(QTranslator().load(str(file)) for file in files):
        raise BugError("every translation can be loaded")
    return f"{len(files)} translations"
