"""Colour arithmetic: everything that is not a token is made from tokens here."""

from PySide6.QtGui import QColor


def faded(colour: QColor, opacity: float) -> QColor:
    """Return `colour` with an opacity of 0–1."""
    copy = QColor(colour)
    copy.setAlphaF(opacity)
    return copy
