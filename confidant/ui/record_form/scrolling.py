"""A page of fields: scrolls as a whole, as wide as a reading column, in the middle."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from confidant.ui import theme

COLUMN = 760


def scrolled(column: QVBoxLayout, width: int = COLUMN) -> QScrollArea:
    """Return a page that scrolls, no wider than a reading column, in the middle."""
    look = theme.current()
    inner = QWidget()
    inner.setProperty("page", "true")
    inner.setLayout(column)
    inner.setMaximumWidth(look.px(width))
    holder = QWidget()
    holder.setProperty("page", "true")
    across = QHBoxLayout(holder)
    look.pad(across)
    across.addStretch(1)
    across.addWidget(inner, 100)
    across.addStretch(1)
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.viewport().setAutoFillBackground(False)
    scroll.setWidget(holder)
    look.changed.connect(lambda: inner.setMaximumWidth(look.px(width)))
    return scroll
