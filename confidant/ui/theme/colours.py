"""Colour arithmetic: everything that is not a token is made from tokens here."""

from PySide6.QtGui import QColor


def mixed(first: QColor, second: QColor, share: float) -> QColor:
    """Return `first` with `share` (0–1) of it replaced by `second`."""
    rest = 1 - share
    return QColor(
        round(first.red() * rest + second.red() * share),
        round(first.green() * rest + second.green() * share),
        round(first.blue() * rest + second.blue() * share),
    )


def faded(colour: QColor, opacity: float) -> QColor:
    """Return `colour` with an opacity of 0–1."""
    copy = QColor(colour)
    copy.setAlphaF(opacity)
    return copy
