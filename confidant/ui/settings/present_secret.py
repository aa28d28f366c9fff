"""What opens the vault so far: asked before anything about its keys is changed."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from confidant.services.keys import State
from confidant.ui import theme
from confidant.ui.file_dialogs import open_file
from confidant.ui.theme import Role
from confidant.ui.widgets.bidi import isolated
from confidant.ui.widgets.buttons import Button
from confidant.ui.widgets.field import Field
from confidant.ui.widgets.inputs import PassphraseField
from confidant.ui.widgets.labels import Label


class PresentSecret(QWidget):
    """The passphrase so far and its key file; hidden where the recovery code opened the vault."""

    def __init__(self, state: State, parent: QWidget | None = None) -> None:
        """Ask for what `state` says that the vault needs."""
        super().__init__(parent)
        self._keyfile: Path | None = None
        self.passphrase = PassphraseField(self.tr("Present passphrase"))
        self._field = Field(self.tr("&Present passphrase"), self.passphrase, eyebrow=False)
        self._name = Label(self.tr("No key file chosen"), Role.SMALL, "muted", wrap=True)
        self.choose = Button(self.tr("Choose the &key file…"), small=True, icon="key")
        self.choose.clicked.connect(self._ask)
        self.passphrase.textChanged.connect(lambda _text: self._field.clear_error())
        column = QVBoxLayout(self)
        theme.current().pad(column, spacing=8)
        column.addWidget(self._field)
        column.addWidget(self._name)
        column.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeading)
        for part in (self._name, self.choose):
            part.setVisible(state.keyfile)
        self.setVisible(not state.by_recovery)

    @property
    def present(self) -> tuple[str, Path | None]:
        """What was typed and chosen."""
        return self.passphrase.text(), self._keyfile

    def is_filled(self) -> bool:
        """Say whether something was typed where it is asked; otherwise the cursor goes there."""
        if self.isHidden() or self.passphrase.text():
            return True
        self.show_error(self.tr("Type the passphrase that opens the vault now."))
        return False

    def show_error(self, sentence: str) -> None:
        """Say what is wrong with it."""
        self._field.show_error(sentence)
        self.passphrase.setFocus()

    def take_keyfile(self, path: Path) -> None:
        """Use this key file."""
        self._keyfile = path
        self._name.setText(self.tr("Key file: {name}").format(name=isolated(path.name)))

    def clear(self) -> None:
        """Forget what was typed."""
        self.passphrase.setText("")
        self.passphrase.hide_text()
        self._keyfile = None

    def _ask(self) -> None:
        open_file(self, self.tr("Choose the key file"), self.take_keyfile)
