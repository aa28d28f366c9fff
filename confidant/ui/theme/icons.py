"""Confidant's line icons: 24-unit grid, stroke 1.75, drawn in the colour of a token.

`QSvgRenderer` paints `currentColor` black, so the word is replaced before rendering. Icons with a
direction are mirrored where the text runs from right to left.
"""

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap, QTransform
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from confidant import resources
from confidant.errors import BugError

DIRECTIONAL: Final = frozenset(
    {"arrow-left", "arrow-right", "chevron-left", "chevron-right", "reply", "undo", "open"}
)


class IconCache:
    """Rendered icons by (name, colour, size, ratio, mirrored); dropped when the theme changes."""

    def __init__(self) -> None:
        """Begin empty."""
        self._pixmaps: dict[tuple[str, str, int, float, bool], QPixmap] = {}

    def clear(self) -> None:
        """Forget every rendered icon."""
        self._pixmaps.clear()

    def pixmap(self, name: str, colour: str, size: int, ratio: float) -> QPixmap:
        """Return the icon.

        Args:
            name: file name without `.svg`.
            colour: `#RRGGBB`.
            size: logical pixels, ≥ 1.
            ratio: device pixels per logical pixel.
        """
        mirrored = (
            name in DIRECTIONAL and QApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
        )
        key = (name, colour, size, ratio, mirrored)
        found = self._pixmaps.get(key)
        if found is None:
            found = self._pixmaps[key] = _render(name, colour, size, ratio, mirrored=mirrored)
        return found


def icon_names() -> tuple[str, ...]:
    """Return the name of every icon, sorted."""
    return tuple(sorted(path.stem for path in resources.path("icons").glob("*.svg")))


@lru_cache(maxsize=128)
def _drawing(name: str) -> str:
    try:
        return (resources.path("icons") / f"{name}.svg").read_text(encoding="utf-8")
    except FileNotFoundError as error:
        msg = f"there is no icon {name}"
        raise BugError(msg) from error


def _render(name: str, colour: str, size: int, ratio: float, *, mirrored: bool) -> QPixmap:
    drawing = _drawing(name).replace("currentColor", colour)
    renderer = QSvgRenderer(QByteArray(drawing.encode()))
    side = max(1, round(size * ratio))
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    if mirrored:
        image = image.transformed(QTransform.fromScale(-1, 1))
    pixmap = QPixmap.fromImage(image)
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
