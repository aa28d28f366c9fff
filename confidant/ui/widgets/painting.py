"""The few shapes that every painted control is made of."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from confidant.ui import theme
from confidant.ui.theme.theme import Token


def painter_of(widget: QWidget) -> QPainter:
    """Return a smooth painter on `widget`; the caller ends it."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter


def rounded(
    painter: QPainter,
    area: QRectF,
    radius: float,
    fill: QColor | None,
    border: QColor | None = None,
    width: float = 1.0,
) -> None:
    """Fill a rounded box; its border lies wholly inside `area`."""
    painter.setPen(QPen(border, width) if border is not None else Qt.PenStyle.NoPen)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    inset = width / 2 if border is not None else 0
    box = area.adjusted(inset, inset, -inset, -inset)
    limit = max(0.0, min(radius - inset, box.height() / 2))
    painter.drawRoundedRect(box, limit, limit)


def draw_icon(
    painter: QPainter, widget: QWidget, name: str, tint: Token, size: int, centre: QPointF
) -> None:
    """Draw an icon around `centre`; `size` at text scale 1.0."""
    pixmap = theme.current().pixmap(name, tint, size, widget.devicePixelRatioF())
    side = pixmap.deviceIndependentSize()
    painter.drawPixmap(
        QPointF(round(centre.x() - side.width() / 2), round(centre.y() - side.height() / 2)),
        pixmap,
    )


def visual(widget: QWidget, area: QRect) -> QRect:
    """Return `area`, thought from left to right, where it lies on the screen."""
    if widget.layoutDirection() != Qt.LayoutDirection.RightToLeft:
        return area
    return QRect(widget.width() - area.x() - area.width(), area.y(), area.width(), area.height())
