"""A page of fields: scrolls as a whole, as wide as a reading column, in the middle."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QScrollArea, QWidget

from confidant.ui import theme

COLUMN = 760


class ScrolledPage(QScrollArea):
    """Scrolls `column`; `width` is its greatest width at text scale 1.0."""

    def __init__(self, column: QLayout, width: int = COLUMN, parent: QWidget | None = None) -> None:
        """Put `column` in the middle."""
        super().__init__(parent)
        self._width = width
        self._inner = QWidget()
        self._inner.setProperty("page", "true")
        self._inner.setLayout(column)
        holder = QWidget()
        holder.setProperty("page", "true")
        across = QHBoxLayout(holder)
        theme.current().pad(across)
        across.addStretch(1)
        across.addWidget(self._inner, 1_000)
        across.addStretch(1)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.setWidget(holder)
        theme.current().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self._inner.setMaximumWidth(theme.current().px(self._width))
