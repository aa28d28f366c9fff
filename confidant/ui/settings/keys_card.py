"""“Passphrase and recovery” in the settings: what opens the vault, and what changes that."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from confidant.services.keys import State
from confidant.ui.session import Session
from confidant.ui.settings.key_sheets import (
    ChangePassphraseSheet,
    KeyFileSheet,
    KeySheet,
    NewCodeSheet,
)
from confidant.ui.settings.keys_model import KeysModel
from confidant.ui.settings.reencrypt_sheet import ReencryptSheet
from confidant.ui.theme import Role
from confidant.ui.widgets.buttons import Button
from confidant.ui.widgets.card import Card
from confidant.ui.widgets.flow_layout import FlowLayout
from confidant.ui.widgets.labels import Label


class KeysCard(Card):
    """Four buttons and a sentence. `said` carries what was done."""

    said = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Build the card; `load` reads what opens the vault."""
        super().__init__("plain", spacing=12, parent=parent)
        self.model = KeysModel(session, self)
        self.column.addWidget(Label(self.tr("Passphrase and recovery"), Role.H3))
        self._opens = Label("", wrap=True)
        self.column.addWidget(self._opens)
        self.change = Button(self.tr("Change the &passphrase…"))
        self.keyfile = Button(self.tr("&Key file…"))
        self.code = Button(self.tr("New &recovery code…"))
        self.renew = Button(self.tr("Re-&encrypt…"))
        self._holder = QWidget()
        flow = FlowLayout(self._holder)
        flow.setContentsMargins(0, 0, 0, 0)
        for button in (self.change, self.keyfile, self.code, self.renew):
            flow.addWidget(button)
        self.column.addWidget(self._holder)
        self._hint = Label(
            self.tr(
                "Re-encrypt when somebody knew the passphrase: a new passphrase alone does not "
                "change the key that they may have kept."
            ),
            Role.SMALL,
            "subtle",
            wrap=True,
        )
        self.column.addWidget(self._hint)
        self.change.clicked.connect(lambda: self.open_sheet(ChangePassphraseSheet))
        self.keyfile.clicked.connect(lambda: self.open_sheet(KeyFileSheet))
        self.code.clicked.connect(lambda: self.open_sheet(NewCodeSheet))
        self.renew.clicked.connect(lambda: self.open_sheet(ReencryptSheet))
        self.model.state_changed.connect(self._show)
        self._show(self.model.state)

    def load(self) -> None:
        """Read what opens the vault now."""
        self.model.load()

    def open_sheet(
        self, kind: type[ChangePassphraseSheet | KeyFileSheet | NewCodeSheet | ReencryptSheet]
    ) -> KeySheet:
        """Open one of the sheets over the window."""
        sheet = kind(self, self.model)
        sheet.said.connect(self.said)
        sheet.finished.connect(sheet.deleteLater)
        sheet.open()
        return sheet

    def _show(self, state: State) -> None:
        sentences = [
            self.tr("It is opened by the passphrase with its key file.")
            if state.keyfile
            else self.tr("It is opened by the passphrase."),
            self.tr("The recovery code opens it too.")
            if state.recovery
            else self.tr("It has no recovery code: make one."),
        ]
        if state.by_recovery:
            sentences.append(
                self.tr("This time the recovery code opened it: choose a new passphrase first.")
            )
        self._opens.setText(" ".join(sentences))
        self.change.setEnabled(not state.read_only)
        self.code.setEnabled(not state.read_only)
        known = not state.read_only and not state.by_recovery
        self.keyfile.setEnabled(known)
        self.renew.setEnabled(known)
