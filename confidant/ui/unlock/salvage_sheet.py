"""The sheet that saves what can still be read of a damaged vault."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from confidant.errors import ExpectedError
from confidant.services import locked
from confidant.services.evidence import Salvaged
from confidant.ui.file_dialogs import choose_folder
from confidant.ui.theme import Role
from confidant.ui.unlock.rescue_model import RescueModel
from confidant.ui.unlock.secret_fields import SecretFields
from confidant.ui.widgets.banner import Banner
from confidant.ui.widgets.bidi import isolated
from confidant.ui.widgets.buttons import Button, Kind
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
        self.secret = SecretFields()
        self.secret.entered.connect(self._ask_folder)
        self.secret.set_needs_keyfile(needed=self._model.needs_keyfile(self._directory))
        self.progress = ProgressLine(can_cancel=True)
        self.progress.cancelled.connect(self._model.cancel)
        self.outcome = Label("", Role.UI, wrap=True)
        for part in (self.banner, self.words, self.secret, self.progress, self.outcome):
            self.body.addWidget(part)
        self.add_harmless(Button(self.tr("&Close"), Kind.QUIET))
        self.save = self.add(Button(self.tr("&Save into a folder…"), Kind.PRIMARY), default=True)
        self.save.clicked.connect(self._ask_folder)

    def save_into(self, folder: Path) -> None:
        """Write into a new folder inside `folder`."""
        stem = self._directory.name.removesuffix(".confidant")
        name = self.tr("{name} saved").format(name=stem)
        self._model.save_readable(self._directory, _free(folder, name), self.secret.take())

    def _ask_folder(self) -> None:
        if not self.secret.is_filled:
            self.secret.start()
            return
        self.banner.say("")
        choose_folder(self, self.tr("Choose where the folder goes"), self.save_into)

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
        for part in (self.secret, self.save):
            part.hide()

    def _show_error(self, error: ExpectedError) -> None:
        self.banner.say(sentence(error), "danger")
        if locked.is_about_secret(error):
            self.secret.start()

    def _wait(self, busy: bool) -> None:  # noqa: FBT001 -- the signal's one value
        self.save.setEnabled(not busy)
        self.secret.setEnabled(not busy)
        if busy:
            name = isolated(self._directory.name)
            self.progress.start(self.tr("“{name}” is read.").format(name=name))
        else:
            self.progress.finish()

    def _forget(self, _result: int) -> None:
        self._model.close()
        self.secret.forget()


def _free(folder: Path, name: str) -> Path:
    number, found = 2, folder / name
    while found.exists():
        found = folder / f"{name} {number}"
        number += 1
    return found
