"""The sheet that gives the vault another key, and says when that is worth it."""

from PySide6.QtWidgets import QWidget

from confidant.compat import override
from confidant.services.keys import Reencryption
from confidant.ui.settings.key_sheets import KeySheet
from confidant.ui.settings.keys_model import KeysModel
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.labels import Label
from confidant.ui.widgets.recovery_kit import PrintKitSheet
from confidant.ui.widgets.written_code import WrittenCode


class ReencryptSheet(KeySheet):
    """Present passphrase, the new recovery code typed back, then progress that can be stopped."""

    def __init__(self, parent: QWidget, model: KeysModel) -> None:
        """Make the recovery code that the vault will have."""
        super().__init__(
            parent,
            model,
            self.tr("Give the vault another key"),
            icon="key-changed",
            can_stop=True,
        )
        self._code = model.new_code()
        for paragraph in self._paragraphs():
            self.body.addWidget(Label(paragraph, wrap=True))
        self.body.addWidget(self.present)
        self.written = WrittenCode(self._code, self.print_it)
        self.body.addWidget(self.written)
        self.end()
        self.add_harmless(Button(self.tr("&Not now"), Kind.SECONDARY))
        self.start = self.action(self.tr("&Re-encrypt everything"))
        self.start.setEnabled(False)
        self.written.complete.connect(self.start.setEnabled)
        self.start.clicked.connect(self._start)
        self.progress.cancelled.connect(model.stop)
        model.progressed.connect(self.progress.advance)
        model.reencrypted.connect(self._done)

    @override
    def forget(self) -> None:
        super().forget()
        self.written.clear()
        self._code = ""

    @override
    def reject(self) -> None:
        """Stop the work first; the sheet closes when the person asks again."""
        if self.model.is_busy:
            self.model.stop()
        else:
            super().reject()

    @override
    def waits(self) -> str:
        return self.tr("Copying every record, then verifying the copy. Nothing can be written.")

    def print_it(self) -> PrintKitSheet:
        """Ask before the page goes to a printer."""
        session = self.model.session
        sheet = PrintKitSheet(self, self._code, session.vault_name, session.today())
        sheet.finished.connect(sheet.deleteLater)
        sheet.open()
        return sheet

    def _paragraphs(self) -> tuple[str, ...]:
        return (
            self.tr(
                "Do this when somebody knew the passphrase or the recovery code and could reach "
                "the vault: they may have kept its key, and a new passphrase alone does not change "
                "that. Change the passphrase first."
            ),
            self.tr(
                "Everything is copied under a new key and verified before the old database is "
                "removed. Until then it can be stopped, and nothing has changed."
            ),
            self.tr(
                "It cannot be undone. The recovery code so far opens nothing any more, so the new "
                "one is written down first. Backups and copies that were made before still open "
                "with what opened them."
            ),
        )

    def _start(self) -> None:
        if self.present.is_filled() and self.written.is_complete:
            self.model.reencrypt(self.present.present, self._code)

    def _done(self, done: Reencryption) -> None:
        said = self.tr("Everything is under a new key. Destroy the old recovery code.")
        if done.older_backups:
            older = self.tr(
                "%n older backups still open with the old passphrase: make a new one and remove "
                "them.",
                "",
                done.older_backups,
            )
            said = f"{said} {older}"
        if done.places_away:
            away = self.tr(
                "A place for backups is not there now: what lies there still opens with the old "
                "passphrase."
            )
            said = f"{said} {away}"
        self.said.emit(said)
        self.accept()
