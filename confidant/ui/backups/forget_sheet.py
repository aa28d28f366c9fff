"""Asks which earlier second place is lost for good, and shall be looked for no more."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from confidant.ui.theme import Role
from confidant.ui.widgets.bidi import isolated
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.choices import ComboBox
from confidant.ui.widgets.field import Field
from confidant.ui.widgets.labels import Label
from confidant.ui.widgets.sheet import Sheet


class ForgetPlaceSheet(Sheet):
    """`wanted` carries the folder that shall be forgotten."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget, away: Sequence[Path]) -> None:
        """Offer the earlier places that are not there now.

        Args:
            parent: any widget of the window.
            away: those places; at least one.
        """
        super().__init__(parent, self.tr("Forget an earlier place?"), icon="caution", destroys=True)
        self.choice = ComboBox([(str(one), isolated(str(one))) for one in away])
        self.body.addWidget(Field(self.tr("Which one"), self.choice))
        said = self.tr(
            "Backups went there before. What lies there stays as it is, and opens with the "
            "passphrase that the vault had then, also what you have erased since. Forget the place "
            "only when you know that it is lost or was overwritten: it is not looked for any more."
        )
        self.body.addWidget(Label(said, Role.UI, wrap=True))
        self.add_harmless(Button(self.tr("Go on looking for it"), Kind.SECONDARY))
        self.go = self.add(Button(self.tr("Forget it"), Kind.DANGER))
        self.go.clicked.connect(self._go)
        self.finished.connect(self.deleteLater)

    def _go(self) -> None:
        place = Path(self.choice.chosen)
        self.accept()
        self.wanted.emit(place)
