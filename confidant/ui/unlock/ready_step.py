"""Step 3: the vault is there; where, and when it locks."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from confidant.ui import theme
from confidant.ui.lock_guard import IDLE_DEFAULT
from confidant.ui.theme import Role
from confidant.ui.unlock.create_view_model import CreateViewModel
from confidant.ui.widgets.labels import IconLabel, Label

LOCKS_AFTER_MINUTES: Final = IDLE_DEFAULT
"""What a new vault begins with; Settings changes it."""


class ReadyStep(QWidget):
    """Says where the vault is and what happens to it."""

    def __init__(self, model: CreateViewModel, parent: QWidget | None = None) -> None:
        """Build the step."""
        super().__init__(parent)
        self._model = model
        self._where = Label("", wrap=True)
        self._column = QVBoxLayout(self)
        theme.current().pad(self._column, spacing=16)
        self._column.addWidget(Label(self.tr("Your vault is ready"), Role.DISPLAY, wrap=True))
        self._add("vault", self._where)
        self._add(
            "lock",
            Label(
                self.tr(
                    "It locks after {minutes} minutes without a key or a click, when the screen "
                    "locks and when the computer sleeps. Ctrl+L locks it at once."
                ).format(minutes=LOCKS_AFTER_MINUTES),
                wrap=True,
            ),
        )
        self._add(
            "save",
            Label(
                self.tr(
                    "The folder may be copied and backed up anywhere: it holds nothing that can "
                    "be read without the passphrase or the recovery code."
                ),
                wrap=True,
            ),
        )
        self._column.addStretch(1)
        model.step_changed.connect(self._show_model)

    def _add(self, icon: str, label: Label) -> None:
        row = QHBoxLayout()
        theme.current().pad(row, spacing=12)
        row.addWidget(IconLabel(icon, "accent", 20), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label, 1)
        self._column.addLayout(row)

    def _show_model(self) -> None:
        directory = self._model.made_directory
        if directory is not None:
            path = f"\u2066{directory}\u2069"
            self._where.setText(self.tr("It is the folder {path}").format(path=path))
