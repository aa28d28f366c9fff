"""Tracks and handles of the sliders, and where on them a value stands."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSlider, QStyle

from confidant.ui import theme
from confidant.ui.theme.metrics import HANDLE
from confidant.ui.widgets.painting import rounded


def x_of(slider: QSlider, value: int) -> float:
    """Return the pixel, from the left, at which `value` stands."""
    look = theme.current()
    inset = look.px(HANDLE) / 2 + 1
    span = round(slider.width() - 2 * inset)
    return inset + QStyle.sliderPositionFromValue(
        slider.minimum(), slider.maximum(), value, span, upsideDown=slider.isRightToLeft()
    )


def value_at(slider: QSlider, x: float) -> int:
    """Return the value that stands at `x` pixels from the left."""
    inset = theme.current().px(HANDLE) / 2 + 1
    span = round(slider.width() - 2 * inset)
    return QStyle.sliderValueFromPosition(
        slider.minimum(),
        slider.maximum(),
        round(x - inset),
        span,
        upsideDown=slider.isRightToLeft(),
    )


def middle_y(slider: QSlider) -> float:
    """Return the height of the track."""
    return slider.height() / 2 - theme.current().px(3)


def paint_track(painter: QPainter, slider: QSlider, *, ticks: tuple[int, ...] = ()) -> None:
    """Paint the whole track and the ticks below it."""
    look = theme.current()
    left, right = sorted((x_of(slider, slider.minimum()), x_of(slider, slider.maximum())))
    y = middle_y(slider)
    height = look.px(3)
    rounded(
        painter,
        QRectF(left, y - height / 2, right - left, height),
        height / 2,
        look.colour("line_strong"),
    )
    painter.setPen(QPen(look.colour("line_strong"), 1))
    for tick in ticks:
        x = round(x_of(slider, tick)) + 0.5
        painter.drawLine(QPointF(x, y + look.px(8)), QPointF(x, y + look.px(12)))


def paint_handle(painter: QPainter, slider: QSlider, x: float, *, hollow: bool = False) -> None:
    """Paint the handle at `x`, and the focus ring round it."""
    look = theme.current()
    side = look.px(HANDLE) - look.px(4)
    area = QRectF(0, 0, side, side)
    area.moveCenter(QPointF(x, middle_y(slider)))
    edge = look.colour("line_strong" if hollow or not slider.isEnabled() else "accent")
    fill = look.colour("surface" if hollow else "raised")
    rounded(painter, area, side / 2, fill, edge, 2)
    if slider.hasFocus():
        ring = area.adjusted(-3, -3, 3, 3)
        rounded(painter, ring, ring.height() / 2, None, look.colour("focus"), 2)
