"""The sheet that saves what can still be read of a damaged vault."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from confidant.errors import ExpectedError
from confidant.services import locked
from confidant.services.evidence import Salvaged
from confidant.ui.file_dialogs import choose_folder, open_file
from confidant.ui.theme import Role
from confidant.ui.unlock.parts import drop_text
from confidant.ui.unlock.rescue_model import RescueModel
from confidant.ui.widgets.banner import Banner
from confidant.ui.widgets.bidi import isolated
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.field import Field
from confidant.ui.widgets.inputs import PassphraseField
from confidant.ui.widgets.labels import Label
from confidant.ui.widgets.progress_line import ProgressLine
from confidant.ui.widgets.sheet import Sheet
from confidant.ui.words import sentence


class SalvageSheet(Sheet):
    """Asks for the passphrase and a folder, and says what was saved and what was not."""

    def __init__(self, parent: QWidget, model: RescueModel, directory: Path) -> None:
        """Offer to read the vault in `directory`."""
        super().__init__(parent, parent.tr("Save what can be read"), icon="save")
        self._model, self._directory = model, directory
        self._keyfile: Path | None = None
        self._fill()
        model.saved.connect(self._show_saved)
        model.failed.connect(self._show_error)
        model.busy_changed.connect(self._wait)
        model.progressed.connect(self.progress.advance)
        self.finished.connect(self._forget)

    def _fill(self) -> None:
        self.banner = Banner("", "danger", icon="caution")
        self.words = Label(
            self.tr(
                "Everything that still verifies is written into a folder, as Markdown, as JSON and "
                "with its files. It is not encrypted there: whoever can read the folder can read "
                "it. The vault is only read. Your keys are not written."
            ),
            wrap=True,
        )
        self.passphrase = PassphraseField(self.tr("Passphrase"))
        self.passphrase.returnPressed.connect(self._ask_folder)
        self._field = Field(self.tr("&Passphrase"), self.passphrase, eyebrow=False)
        self._key = Button(self.tr("Choose the &key file…"), small=True, icon="key")
        self._key.clicked.connect(self._ask_keyfile)
        self._key.setVisible(self._model.needs_keyfile(self._directory))
        self.progress = ProgressLine(can_cancel=True)
        self.progress.cancelled.connect(self._model.cancel)
        self.outcome = Label("", Role.UI, wrap=True)
        for part in (self.banner, self.words, self._field):
            self.body.addWidget(part)
        self.body.addWidget(self._key, 0, Qt.AlignmentFlag.AlignLeading)
        self.body.addWidget(self.progress)
        self.body.addWidget(self.outcome)
        self.add_harmless(Button(self.tr("&Close"), Kind.QUIET))
        self.save = self.add(Button(self.tr("&Save into a folder…"), Kind.PRIMARY), default=True)
        self.save.clicked.connect(self._ask_folder)

    def save_into(self, folder: Path) -> None:
        """Write into a new folder inside `folder`."""
        typed = self.passphrase.text()
        drop_text(self.passphrase)
        self.passphrase.hide_text()
        stem = self._directory.name.removesuffix(".confidant")
        name = self.tr("{name} saved").format(name=stem)
        self._model.save_readable(self._directory, _free(folder, name), typed, self._keyfile)

    def _ask_folder(self) -> None:
        if not self.passphrase.text():
            self.passphrase.setFocus()
            return
        self.banner.say("")
        choose_folder(self, self.tr("Choose where the folder goes"), self.save_into)

    def _ask_keyfile(self) -> None:
        open_file(self, self.tr("Choose the key file"), self._take_keyfile)

    def _take_keyfile(self, path: Path) -> None:
        self._keyfile = path
        self.passphrase.setFocus()

    def _show_saved(self, done: Salvaged) -> None:
        said = [
            self.tr("%n records were saved.", "", done.records),
            self.tr("%n unsaved texts too.", "", done.drafts) if done.drafts else "",
            self.tr("%n changes could not be read.", "", done.unreadable)
            if done.unreadable
            else "",
            self.tr("%n changes do not verify and were left out.", "", done.refused)
            if done.refused
            else "",
            self.tr("%n files could not be read.", "", done.attachments_lost)
            if done.attachments_lost
            else "",
        ]
        self.outcome.setText(" ".join(part for part in said if part))
        for part in (self._field, self._key, self.save):
            part.hide()

    def _show_error(self, error: ExpectedError) -> None:
        self.banner.say(sentence(error), "danger")
        if locked.is_about_secret(error):
            self.passphrase.setFocus()

    def _wait(self, busy: bool) -> None:  # noqa: FBT001 -- the signal's one value
        self.save.setEnabled(not busy)
        self._field.setEnabled(not busy)
        if busy:
            name = isolated(self._directory.name)
            self.progress.start(self.tr("“{name}” is read.").format(name=name))
        else:
            self.progress.finish()

    def _forget(self, _result: int) -> None:
        self._model.close()
        drop_text(self.passphrase)


def _free(folder: Path, name: str) -> Path:
    number, found = 2, folder / name
    while found.exists():
        found = folder / f"{name} {number}"
        number += 1
    return found
