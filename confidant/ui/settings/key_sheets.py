"""Sheets that change what opens the vault: passphrase, key file, recovery code."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from confidant.compat import override
from confidant.errors import ExpectedError
from confidant.services import locked
from confidant.services.keys import Rekeying
from confidant.ui.file_dialogs import save_file
from confidant.ui.settings.keys_model import KeysModel
from confidant.ui.settings.present_secret import PresentSecret
from confidant.ui.widgets.banner import Banner
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.labels import Label
from confidant.ui.widgets.new_passphrase import NewPassphrase
from confidant.ui.widgets.progress_line import ProgressLine
from confidant.ui.widgets.recovery_kit import PrintKitSheet
from confidant.ui.widgets.sheet import Sheet
from confidant.ui.widgets.written_code import WrittenCode
from confidant.ui.words import sentence

_KEYFILE_NAME = "confidant.key"


class KeyWords(QObject):
    """Sentences that several sheets say."""

    def waits(self) -> str:
        """Return what is said while a key is derived."""
        return self.tr("Making the key harder to guess. About two seconds.")

    def told(self, done: Rekeying) -> str:
        """Return what became of the backups, empty when there are none."""
        parts = []
        if done.backups_changed:
            parts.append(self.tr("%n backups open the same way now.", "", done.backups_changed))
        if done.backups_left:
            left = self.tr(
                "%n older backups still open with what opened them before.", "", done.backups_left
            )
            parts.append(left)
        if done.places_away:
            parts.append(
                self.tr(
                    "A place for backups is not there now: what lies there still opens with what "
                    "opened it before, until a backup finds it."
                )
            )
        return " ".join(parts)


class KeySheet(Sheet):
    """Asks for the present passphrase, runs one verb, says what went wrong.

    `said` carries a sentence about what was done.
    """

    said = Signal(str)

    def __init__(
        self,
        parent: QWidget,
        model: KeysModel,
        title: str,
        *,
        icon: str = "key",
        can_stop: bool = False,
    ) -> None:
        """Build what all of them share; `present` and `end` are put into `body` by each."""
        super().__init__(parent, title, icon=icon)
        self.model = model
        self.present = PresentSecret(model.state)
        self.trouble = Banner("", "danger", icon="caution")
        self.progress = ProgressLine(can_cancel=can_stop)
        self.verbs: list[Button] = []
        model.busy_changed.connect(self._show_busy)
        model.refused.connect(self._say_refused)
        self.finished.connect(lambda _result: self.forget())

    def action(self, text: str, *, kind: Kind = Kind.PRIMARY) -> Button:
        """Add a button that changes something; it waits while a verb runs."""
        button = self.add(Button(text, kind))
        self.verbs.append(button)
        return button

    def end(self) -> None:
        """Put trouble and progress under everything else."""
        self.body.addWidget(self.trouble)
        self.body.addWidget(self.progress)

    def forget(self) -> None:
        """Drop every secret."""
        self.present.clear()

    def waits(self) -> str:
        """Return what is said while the verb runs."""
        return KeyWords().waits()

    def _show_busy(self, busy: bool) -> None:  # noqa: FBT001 -- the signal's one value
        for button in self.verbs:
            button.setEnabled(not busy)
        if busy:
            self.trouble.say("")
            self.progress.start(self.waits())
        else:
            self.progress.finish()

    def _say_refused(self, error: ExpectedError) -> None:
        if locked.is_about_secret(error) and not self.present.isHidden():
            self.present.show_error(sentence(error))
        else:
            self.trouble.say(sentence(error), "danger")


class ChangePassphraseSheet(KeySheet):
    """Present passphrase, new passphrase."""

    def __init__(self, parent: QWidget, model: KeysModel) -> None:
        """Ask for both; after the recovery code for the new one only."""
        by_code = model.state.by_recovery
        again, first = self.tr("Change the passphrase"), self.tr("Choose a new passphrase")
        super().__init__(parent, model, first if by_code else again)
        lead = (
            self.tr(
                "The recovery code opened the vault. Choose the passphrase that shall open it from "
                "now on. The code stays good, and every record is as it was."
            )
            if by_code
            else self.tr(
                "The new passphrase opens the vault at once, and its backups too. The old one "
                "does not any more. A copy that somebody made before still opens with it."
            )
        )
        self.body.addWidget(Label(lead, wrap=True))
        self._had_keyfile = by_code and model.state.keyfile
        self._drops_keyfile = False
        if self._had_keyfile:
            self.body.addWidget(Banner(self._about_keyfile(), "caution", icon="caution"))
        self.body.addWidget(self.present)
        self.new = NewPassphrase(model.suggest)
        self.body.addWidget(self.new)
        self.end()
        later = self.tr("&Not now") if by_code else self.tr("&Keep the old one")
        self.add_harmless(Button(later, Kind.SECONDARY))
        set_it = self.tr("&Set the passphrase") if by_code else self.tr("&Change the passphrase")
        if self._had_keyfile:
            self.with_keyfile = self.action(
                self.tr("Set it with a new key &file…"), kind=Kind.SECONDARY
            )
            self.with_keyfile.clicked.connect(self._ask)
        self.change = self.action(set_it)
        self.change.clicked.connect(self._change)
        self.new.judge_wanted.connect(model.judge)
        model.judged.connect(self.new.set_strength)
        model.rekeyed.connect(self._done)

    @override
    def forget(self) -> None:
        super().forget()
        self.new.clear()

    def _change(self) -> None:
        if self.present.is_filled() and self.new.is_ready():
            self._drops_keyfile = self._had_keyfile
            self.model.change_passphrase(self.present.present, self.new.passphrase)

    def make_at(self, path: Path) -> None:
        """Set the passphrase, and make the key file that it needs from now on here."""
        self._drops_keyfile = False
        self.model.add_keyfile(self.present.present, path, passphrase=self.new.passphrase)

    def _ask(self) -> None:
        if self.present.is_filled() and self.new.is_ready():
            save_file(self, self.tr("Where the key file goes"), _KEYFILE_NAME, self.make_at)

    def _about_keyfile(self) -> str:
        return self.tr(
            "The vault asked for a key file as well. The new passphrase stands alone, unless you "
            "make a new key file with it."
        )

    def _done(self, done: Rekeying) -> None:
        parts = [self.tr("The passphrase is changed.")]
        if self._drops_keyfile:
            parts.append(self.tr("No key file is needed any more."))
        self.said.emit(" ".join([*parts, KeyWords().told(done)]).strip())
        self.accept()


class KeyFileSheet(KeySheet):
    """Makes a key file, makes another one, or lets the passphrase alone open the vault."""

    def __init__(self, parent: QWidget, model: KeysModel) -> None:
        """Offer what the vault's state allows."""
        has_one = model.state.keyfile
        super().__init__(parent, model, self.tr("Key file"))
        self.body.addWidget(
            Label(
                self.tr(
                    "With a key file the passphrase alone is not enough: the file is needed each "
                    "time. Keep it on a stick, apart from the vault, and keep a copy. If it is "
                    "lost, only the recovery code opens the vault."
                ),
                wrap=True,
            )
        )
        self.body.addWidget(self.present)
        self.end()
        self.add_harmless(Button(self.tr("&Keep it as it is"), Kind.SECONDARY))
        self.drop = self.action(self.tr("&Do without"), kind=Kind.SECONDARY)
        self.drop.setVisible(has_one)
        self.drop.clicked.connect(self._drop)
        make = self.tr("Make &another key file…") if has_one else self.tr("Make a key &file…")
        self.make = self.action(make)
        self.make.clicked.connect(self._ask)
        model.rekeyed.connect(self._done)

    def _ask(self) -> None:
        if self.present.is_filled():
            save_file(self, self.tr("Where the key file goes"), _KEYFILE_NAME, self.make_at)

    def make_at(self, path: Path) -> None:
        """Make the key file here."""
        self.model.add_keyfile(self.present.present, path)

    def _drop(self) -> None:
        if self.present.is_filled():
            self.model.remove_keyfile(self.present.present)

    def _done(self, done: Rekeying) -> None:
        said = self.tr("What opens the vault is changed.")
        self.said.emit(f"{said} {KeyWords().told(done)}".strip())
        self.accept()


class NewCodeSheet(KeySheet):
    """Shows a new recovery code; it counts from the moment when it was typed back."""

    def __init__(self, parent: QWidget, model: KeysModel) -> None:
        """Make a code that opens nothing yet."""
        super().__init__(parent, model, self.tr("New recovery code"), icon="shield")
        self._code = model.new_code()
        self.body.addWidget(
            Label(
                self.tr(
                    "Write it on paper and keep it where you keep your passport. The code so far "
                    "opens the vault until this one is typed back, and nothing afterwards."
                ),
                wrap=True,
            )
        )
        self.body.addWidget(self.present)
        self.written = WrittenCode(self._code, self.print_it)
        self.body.addWidget(self.written)
        self.end()
        self.add_harmless(Button(self.tr("&Keep the old code"), Kind.SECONDARY))
        self.use = self.action(self.tr("&Use the new code"))
        self.use.setEnabled(False)
        self.written.complete.connect(self.use.setEnabled)
        self.use.clicked.connect(self._use)
        model.code_made.connect(self._done)

    @override
    def forget(self) -> None:
        super().forget()
        self.written.clear()
        self._code = ""

    def print_it(self) -> PrintKitSheet:
        """Ask before the page goes to a printer."""
        session = self.model.session
        sheet = PrintKitSheet(self, self._code, session.vault_name, session.today())
        sheet.finished.connect(sheet.deleteLater)
        sheet.open()
        return sheet

    def _use(self) -> None:
        if self.present.is_filled() and self.written.is_complete:
            self.model.make_code(self.present.present, self._code)

    def _done(self, _made: object) -> None:
        self.said.emit(self.tr("The new recovery code counts. Destroy the old one."))
        self.accept()
