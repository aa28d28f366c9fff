"""What a page says while it holds nothing: what to do first."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from confidant.ui import theme
from confidant.ui.theme import Role
from confidant.ui.theme.metrics import ICON_EMPTY
from confidant.ui.widgets.buttons import Button
from confidant.ui.widgets.flow_layout import FlowLayout
from confidant.ui.widgets.labels import IconLabel, Label

_WIDTH = 460


class EmptyState(QWidget):
    """Icon, title, one or two sentences, at most two buttons."""

    def __init__(
        self,
        icon: str,
        title: str,
        sentences: str,
        *,
        primary: Button | None = None,
        secondary: Button | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Put the parts in the middle; the buttons are the caller's."""
        super().__init__(parent)
        look = theme.current()
        self.title = Label(title, Role.TITLE, wrap=True)
        self.sentences = Label(sentences, Role.UI, "muted", wrap=True)
        middle = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout()
        look.pad(column, spacing=12)
        column.addWidget(IconLabel(icon, "ink_muted", ICON_EMPTY), 0, middle)
        for label in (self.title, self.sentences):
            label.setAlignment(middle)
            column.addWidget(label)
        buttons = [button for button in (primary, secondary) if button is not None]
        if buttons:
            column.addWidget(_row_of(buttons), 0, middle)
        self._frame = QWidget()
        self._frame.setProperty("page", "true")
        self._frame.setLayout(column)
        self._frame.setMaximumWidth(look.px(_WIDTH))
        across = QHBoxLayout()
        look.pad(across)
        across.addStretch(1)
        across.addWidget(self._frame, 6)
        across.addStretch(1)
        outer = QVBoxLayout(self)
        look.pad(outer, margins=(24, 24, 24, 24))
        outer.addStretch(1)
        outer.addLayout(across)
        outer.addStretch(1)
        look.changed.connect(self._resize)

    def set_words(self, title: str, sentences: str) -> None:
        """Say something else."""
        self.title.setText(title)
        self.sentences.setText(sentences)

    def _resize(self) -> None:
        self._frame.setMaximumWidth(theme.current().px(_WIDTH))


def _row_of(buttons: list[Button]) -> QWidget:
    holder = QWidget()
    holder.setProperty("page", "true")
    look = theme.current()
    total = sum(button.sizeHint().width() for button in buttons)
    if total > look.px(_WIDTH):
        flow = FlowLayout(holder)
        look.pad(flow, spacing=8)
        for button in buttons:
            flow.addWidget(button)
        return holder
    row = QHBoxLayout(holder)
    look.pad(row, spacing=8)
    for button in buttons:
        row.addWidget(button)
    return holder
