"""Three columns beside each other, or one of them under tabs where there is no room."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from confidant.compat import override
from confidant.ui import theme
from confidant.ui.widgets.segments import Tabs

_BESIDE = 1_080
_WIDTHS = (330, 640, 300)
KEYS = ("selected", "seen", "stays")


class Columns(QWidget):
    """Lays out three columns; the tabs are shown where the page is narrow."""

    def __init__(
        self, name: str, columns: Sequence[QWidget], texts: Sequence[str], spoken: str
    ) -> None:
        """Put `columns` in order; `texts` are their tabs, `spoken` is what the tabs are of."""
        super().__init__()
        self._columns = tuple(columns)
        self._narrow = False
        self.tabs = Tabs(spoken, list(zip(KEYS, texts, strict=True)))
        self.splitter = QSplitter()
        self.splitter.setObjectName(f"{name}.columns")
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        for number, column in enumerate(self._columns):
            self.splitter.addWidget(column)
            self.splitter.setStretchFactor(number, 1 if number == 1 else 0)
        self.splitter.setSizes([theme.current().px(width) for width in _WIDTHS])
        layout = QVBoxLayout(self)
        theme.current().pad(layout)
        above = QHBoxLayout()
        theme.current().pad(above, margins=(18, 0, 18, 0))
        above.addWidget(self.tabs)
        above.addStretch(1)
        layout.addLayout(above)
        layout.addWidget(self.splitter, 1)
        self.tabs.hide()
        self.tabs.chosen.connect(lambda _key: self._arrange())

    @property
    def is_narrow(self) -> bool:
        """Whether one column is shown under tabs."""
        return self._narrow

    def show_column(self, key: str) -> None:
        """Show the column with `key` where only one has room."""
        self.tabs.setCurrentIndex(KEYS.index(key))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ThemeChange:
            self._measure()

    def _measure(self) -> None:
        narrow = self.width() < theme.current().px(_BESIDE)
        if narrow != self._narrow:
            self._narrow = narrow
            self._arrange()

    def _arrange(self) -> None:
        self.tabs.setVisible(self._narrow)
        for number, column in enumerate(self._columns):
            column.setVisible(not self._narrow or number == self.tabs.currentIndex())
