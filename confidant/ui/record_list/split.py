"""List and record side by side, or one of them where there is no room for both."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from confidant.compat import override
from confidant.ui import theme
from confidant.ui.widgets.buttons import Button, Kind

_LIST_WIDTHS = ((1_100, 280), (1_230, 320), (1_700, 360))
_WIDEST_LIST = 400
"""Width of this page at scale 1.0, below which the list has which width."""
_NARROW_BELOW = 780
"""Width without the rail, at text scale 1.0, below which list *or* record is shown."""


class RecordSplit(QWidget):
    """The two panes of a screen.

    The splitter is called `<name>.panes`; its widths are kept by the shell. Where the window is
    narrow one pane is shown: `show_record` and `show_list` say which, and the record has a button
    that leads back.
    """

    back_wanted = Signal()

    def __init__(
        self, name: str, list_pane: QWidget, record: QWidget, parent: QWidget | None = None
    ) -> None:
        """Put `list_pane` beside `record`, which must scroll by itself."""
        super().__init__(parent)
        self._list = list_pane
        self._record = QWidget()
        self._record.setProperty("plane", "raised")
        self._record.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._on_record = False
        self._narrow = False
        self._automatic = 0
        self.back_button = Button(self.tr("Back to the list"), Kind.QUIET, icon="arrow-left")
        self.back_button.clicked.connect(self.show_list)
        self.back_button.hide()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setObjectName(f"{name}.panes")
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self._lay_out(record)

    @property
    def is_narrow(self) -> bool:
        """Whether one pane is shown instead of two."""
        return self._narrow

    def show_record(self) -> None:
        """Show the record where only one pane has room."""
        self._on_record = True
        self._arrange()

    def show_list(self) -> None:
        """Show the list where only one pane has room, and put the focus there."""
        self._on_record = False
        self._arrange()
        if self._narrow:
            self._list.setFocus()
            self.back_wanted.emit()

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
        narrow = self.width() < theme.current().px(_NARROW_BELOW)
        if narrow != self._narrow:
            self._narrow = narrow
            self._arrange()
        self._share_width()

    def _share_width(self) -> None:
        """Give the list the width that fits, unless somebody chose another one."""
        present = self.splitter.sizes()[0]
        if self._narrow or (self._automatic and present != self._automatic):
            return
        look = theme.current()
        wanted = next(
            (width for below, width in _LIST_WIDTHS if self.width() < look.px(below)),
            _WIDEST_LIST,
        )
        self._automatic = look.px(wanted)
        self.splitter.setSizes([self._automatic, max(1, self.width() - self._automatic - 1)])
        self._automatic = self.splitter.sizes()[0]

    def _arrange(self) -> None:
        self.back_button.setVisible(self._narrow)
        self._list.setVisible(not self._narrow or not self._on_record)
        self._record.setVisible(not self._narrow or self._on_record)

    def _lay_out(self, record: QWidget) -> None:
        column = QVBoxLayout(self._record)
        theme.current().pad(column)
        column.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(record, 1)
        self.splitter.addWidget(self._list)
        self.splitter.addWidget(self._record)
        self.splitter.setStretchFactor(0, 0)
        self.splitter.setStretchFactor(1, 1)
        row = QHBoxLayout(self)
        theme.current().pad(row)
        row.addWidget(self.splitter)
