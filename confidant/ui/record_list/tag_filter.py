"""Narrows a list to one tag: a chip with a menu of the tags that there are."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from confidant.ui import theme
from confidant.ui.widgets.buttons import IconButton
from confidant.ui.widgets.chip_menu import ChipMenu

_MOST = 200


class TagFilter(QWidget):
    """`chosen` gives the tag, empty for all. Hidden while there are no tags."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Know no tags yet."""
        super().__init__(parent)
        self.chip = ChipMenu(self.tr("Filter by tag"), (("", self.tr("All tags")),), icon="tag")
        self.drop = IconButton("close", self.tr("Show all tags"))
        row = QHBoxLayout(self)
        theme.current().pad(row, spacing=4)
        row.addWidget(self.chip)
        row.addWidget(self.drop)
        row.addStretch(1)
        self.chip.chosen.connect(self._chosen)
        self.drop.clicked.connect(self._dropped)
        self.drop.hide()
        self.hide()

    @property
    def current(self) -> str:
        """The tag that narrows the list, empty for none."""
        return self.chip.current

    def set_tags(self, tags: Sequence[str]) -> None:
        """Offer these tags; the chosen one stays while it exists."""
        before = self.current
        choices = [(tag, tag) for tag in tags[:_MOST]]
        self.chip.set_choices((("", self.tr("All tags")), *choices))
        self._show(before if before in tags else "")
        self.setVisible(bool(tags))
        if before and before not in tags:
            self.chosen.emit("")

    def clear(self) -> None:
        """Forget the tags."""
        self.chip.set_choices((("", self.tr("All tags")),))
        self._show("")
        self.hide()

    def _show(self, tag: str) -> None:
        self.chip.choose(tag, "accent" if tag else "plain")
        self.drop.setVisible(bool(tag))

    def _chosen(self, tag: str) -> None:
        self._show(tag)
        self.chosen.emit(tag)

    def _dropped(self) -> None:
        self.chip.setFocus()
        self._chosen("")
