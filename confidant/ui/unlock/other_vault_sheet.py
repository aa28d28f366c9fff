"""The sheet that offers the vaults opened lately, a folder, and a new vault."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from confidant.ui import theme
from confidant.ui.file_dialogs import choose_folder
from confidant.ui.theme import Role
from confidant.ui.unlock.unlock_view_model import vault_name
from confidant.ui.widgets.bidi import isolated
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.labels import Label, set_tooltip
from confidant.ui.widgets.sheet import Sheet


class OtherVaultSheet(Sheet):
    """`chosen` carries the directory of a vault, `new_wanted` asks for the welcome page."""

    chosen = Signal(object)
    new_wanted = Signal()

    def __init__(self, parent: QWidget, recent: Sequence[Path], *, offers_new: bool) -> None:
        """Make the sheet.

        Args:
            parent: any widget of the window.
            recent: vaults opened lately, newest first; may be empty.
            offers_new: whether a new vault is offered too.
        """
        super().__init__(parent, parent.tr("Open another vault"), icon="open")
        self._add_recent(recent)
        self.body.addWidget(
            Label(
                self.tr("A vault is a folder whose name ends in “.confidant”."),
                Role.UI,
                "muted",
                wrap=True,
            )
        )
        if offers_new:
            new = Button(self.tr("Make a &new vault…"), Kind.LINK, icon="add")
            new.clicked.connect(self._want_new)
            self.body.addWidget(new, 0, Qt.AlignmentFlag.AlignLeading)
        self.add_harmless(Button(self.tr("&Close"), Kind.QUIET))
        choose = self.add(Button(self.tr("Choose a &folder…"), Kind.PRIMARY), default=True)
        choose.clicked.connect(self._ask_folder)

    def _add_recent(self, recent: Sequence[Path]) -> None:
        if not recent:
            return
        self.body.addWidget(Label(self.tr("Opened lately"), Role.EYEBROW, "muted"))
        column = QVBoxLayout()
        theme.current().pad(column, spacing=2)
        for directory in recent:
            name = isolated(vault_name(directory)).replace("&", "&&")
            button = Button(name, Kind.LINK, icon="vault")
            button.setAccessibleName(vault_name(directory))
            button.setAccessibleDescription(str(directory.parent))
            set_tooltip(button, str(directory))
            button.clicked.connect(partial(self._choose, directory))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
        self.body.addLayout(column)

    def _choose(self, directory: Path, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 -- the signal's one value
        self.accept()
        self.chosen.emit(directory)

    def _want_new(self) -> None:
        self.accept()
        self.new_wanted.emit()

    def _ask_folder(self) -> None:
        choose_folder(self, self.tr("Choose the vault’s folder"), self._choose)
