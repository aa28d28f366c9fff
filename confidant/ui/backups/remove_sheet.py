"""Asks which backup shall go, and whether it really shall."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from confidant.services.kept_backups import One
from confidant.ui.backup_words import BackupWords
from confidant.ui.theme import Role
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.choices import ComboBox
from confidant.ui.widgets.field import Field
from confidant.ui.widgets.labels import Label
from confidant.ui.widgets.sheet import Sheet


class RemoveBackupSheet(Sheet):
    """`wanted` carries the name of the backup that shall go."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget, words: BackupWords, every: Sequence[One]) -> None:
        """Offer every backup once, though it may lie in two places.

        Args:
            parent: any widget of the window.
            words: says what can be said of each.
            every: those that there are; at least one.
        """
        super().__init__(parent, self.tr("Remove a backup?"), icon="erase", destroys=True)
        # The proved one tells more than its twin that is not.
        self._named: dict[str, One] = {}
        for one in sorted(every, key=lambda one: one.standing == "proved"):
            self._named[one.name] = one
        self._proved = sum(one.standing == "proved" for one in self._named.values())
        names = sorted(self._named, reverse=True)
        self.choice = ComboBox(
            [
                (name, words.kept(one.kept, has_earlier_key=_is_earlier(one)))
                for name in names
                for one in (self._named[name],)
            ]
        )
        self.choice.activated.connect(lambda _index: self._tell())
        self.body.addWidget(Field(self.tr("Which one"), self.choice))
        first = self.tr(
            "It is removed beside the vault, and in the second place if there is one. There is no "
            "undo. The vault itself is not touched."
        )
        self.body.addWidget(Label(first, Role.UI, wrap=True))
        self.warning = Label("", Role.UI, "danger", wrap=True)
        self.body.addWidget(self.warning)
        self.add_harmless(Button(self.tr("Keep it"), Kind.SECONDARY))
        self.go = self.add(Button(self.tr("Remove it"), Kind.DANGER))
        self.go.clicked.connect(self._go)
        self.finished.connect(self.deleteLater)
        self._tell()

    def _tell(self) -> None:
        one = self._named[self.choice.chosen]
        is_last = one.standing == "proved" and self._proved == 1
        self.warning.setText(
            self.tr("It is the only backup that was proved. Make a new one first.")
            if is_last
            else ""
        )
        self.warning.setVisible(is_last)

    def _go(self) -> None:
        name = self.choice.chosen
        self.accept()
        self.wanted.emit(name)


def _is_earlier(one: One) -> bool:
    return one.standing == "earlier-key"
