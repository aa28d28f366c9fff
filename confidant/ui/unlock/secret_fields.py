"""What a rescue is opened with: the passphrase, with a key file, or the recovery code."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from confidant.services import vaults
from confidant.ui import theme
from confidant.ui.file_dialogs import open_file
from confidant.ui.theme import Role
from confidant.ui.unlock.parts import drop_text
from confidant.ui.widgets.bidi import isolated
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.code_input import RecoveryCodeInput
from confidant.ui.widgets.field import Field
from confidant.ui.widgets.inputs import LineEdit, PassphraseField
from confidant.ui.widgets.labels import Label

if TYPE_CHECKING:
    from confidant.vault.unlocking import VaultSecret


@dataclass(frozen=True)
class Given:
    """What a person typed and chose."""

    typed: str = field(repr=False)
    keyfile: Path | None = None
    by_code: bool = False

    def secret(self) -> "VaultSecret":
        """Return what opens the vault.

        Raises:
            RecoveryCodeError: a typing error in the code.
            KeyfileError, NotReadableError: the key file.
        """
        if self.by_code:
            return vaults.recovery_secret(self.typed)
        return vaults.passphrase_secret(self.typed, self.keyfile)


class SecretFields(QWidget):
    """Fields for either way. `entered` says that Return was pressed in one of them."""

    entered = Signal()

    def __init__(self, help_text: str = "") -> None:
        """Ask for the passphrase first; `help_text` says which one."""
        super().__init__()
        self._keyfile: Path | None = None
        self._wants_keyfile = False
        self.by_code = False
        self.passphrase = PassphraseField(self.tr("Passphrase"))
        self.code = RecoveryCodeInput()
        self._passphrase_field = Field(
            self.tr("&Passphrase"), self.passphrase, help_text=help_text, eyebrow=False
        )
        self._code_field = Field(self.tr("&Recovery code"), self.code, eyebrow=False)
        self._keyfile_name = Label("", Role.SMALL, "muted", wrap=True)
        self.choose_keyfile = Button(self.tr("Choose the &key file…"), small=True, icon="key")
        self.other_way = Button("", Kind.LINK)
        self._lay_out()
        self.passphrase.returnPressed.connect(self.entered)
        for one in self.code.fields:
            one.returnPressed.connect(self.entered)
        self.choose_keyfile.clicked.connect(self._ask_keyfile)
        self.other_way.clicked.connect(self._turn)
        self._show()

    def set_needs_keyfile(self, *, needed: bool) -> None:
        """Say whether the passphrase alone is not enough."""
        self._wants_keyfile = needed
        self._show()

    @property
    def is_filled(self) -> bool:
        """Whether something was typed."""
        return bool(self.code.code() if self.by_code else self.passphrase.text())

    def take(self) -> Given:
        """Return what was typed; a passphrase is dropped, a code stays until `forget`."""
        if self.by_code:
            return Given(self.code.code(), by_code=True)
        given = Given(self.passphrase.text(), self._keyfile)
        drop_text(self.passphrase)
        self.passphrase.hide_text()
        return given

    def start(self) -> None:
        """Put the cursor where something has to be typed."""
        self._editor().setFocus()

    def forget(self) -> None:
        """Drop everything that was typed."""
        drop_text(self.passphrase)
        self.code.clear()
        for one in self.code.fields:
            drop_text(one)

    def _editor(self) -> LineEdit:
        return self.code.fields[0] if self.by_code else self.passphrase

    def _turn(self) -> None:
        self.forget()
        self.by_code = not self.by_code
        self._show()
        self.start()

    def _show(self) -> None:
        self._passphrase_field.setVisible(not self.by_code)
        self._code_field.setVisible(self.by_code)
        wanted = self._wants_keyfile and not self.by_code
        self.choose_keyfile.setVisible(wanted)
        self._keyfile_name.setVisible(wanted)
        self._keyfile_name.setText(
            self.tr("Key file: {name}").format(name=isolated(self._keyfile.name))
            if self._keyfile is not None
            else self.tr("No key file chosen")
        )
        self.other_way.setText(
            self.tr("Use the passphrase") if self.by_code else self.tr("Use the recovery code…")
        )

    def _ask_keyfile(self) -> None:
        open_file(self, self.tr("Choose the key file"), self._take_keyfile)

    def _take_keyfile(self, path: Path) -> None:
        self._keyfile = path
        self._show()
        self.passphrase.setFocus()

    def _lay_out(self) -> None:
        self.setProperty("page", "true")
        column = QVBoxLayout(self)
        theme.current().pad(column, spacing=8)
        column.addWidget(self._passphrase_field)
        column.addWidget(self._code_field)
        column.addWidget(self._keyfile_name)
        leading = Qt.AlignmentFlag.AlignLeading
        column.addWidget(self.choose_keyfile, 0, leading)
        column.addWidget(self.other_way, 0, leading)
