"""The sheet that restores a backup: which one, what it would bring and take, the exchange."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from confidant.errors import ExpectedError, VaultChangedError
from confidant.services import locked
from confidant.services.restores import Comparison
from confidant.ui import theme
from confidant.ui.backup_words import BackupWords
from confidant.ui.file_dialogs import choose_folder
from confidant.ui.theme import Role
from confidant.ui.unlock.difference_words import DifferenceWords
from confidant.ui.unlock.rescue_model import RescueModel
from confidant.ui.unlock.secret_fields import SecretFields
from confidant.ui.widgets.banner import Banner
from confidant.ui.widgets.bidi import isolated
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.choices import ComboBox
from confidant.ui.widgets.field import Field
from confidant.ui.widgets.labels import Label
from confidant.ui.widgets.plain_text import PlainText
from confidant.ui.widgets.progress_line import ProgressLine
from confidant.ui.widgets.sheet import Sheet
from confidant.ui.words import sentence
from confidant.vault.restoring import Restored

_FORM = "%Y%m%dT%H%M%SZ"
_LIST_HEIGHT = 220


class RestoreSheet(Sheet):
    """Three steps in one sheet. `placed` carries the directory of the restored vault."""

    placed = Signal(object)

    def __init__(self, parent: QWidget, model: RescueModel, backups: Sequence[Path] = ()) -> None:
        """Offer `backups`, the newest first; another folder can be chosen."""
        super().__init__(parent, parent.tr("Restore a backup"), icon="history")
        self._model = model
        self._words = BackupWords(self)
        self._difference = DifferenceWords(self)
        self._folder: Path | None = None
        self._restored: Path | None = None
        self._fill(list(backups))
        model.compared.connect(self._show_difference)
        model.restored.connect(self._show_restored)
        model.failed.connect(self._show_error)
        model.busy_changed.connect(self._wait)
        model.progressed.connect(self.progress.advance)
        self.finished.connect(self._forget)
        self._turn(0)

    def _fill(self, backups: list[Path]) -> None:
        self.banner = Banner("", "danger", icon="caution")
        self.progress = ProgressLine(can_cancel=True)
        self.progress.cancelled.connect(self._model.cancel)
        self._pages = QStackedWidget()
        for page in (self._choosing(), self._comparing(), self._finishing()):
            self._pages.addWidget(page)
        for part in (self.banner, self._pages, self.progress):
            self.body.addWidget(part)
        self.cancel = self.add_harmless(Button(self.tr("&Cancel"), Kind.QUIET))
        self.open_it = self.add(Button(self.tr("&Open the backup"), Kind.PRIMARY))
        self.restore = self.add(Button(self.tr("&Restore it"), Kind.DANGER))
        self.go_on = self.add(Button(self.tr("&Unlock it now"), Kind.PRIMARY))
        self.open_it.clicked.connect(self._compare)
        self.restore.clicked.connect(self._model.restore)
        self.go_on.clicked.connect(self._finish)
        self._offer(backups)

    def _choosing(self) -> QWidget:
        self.backup = ComboBox()
        self.other = Button(self.tr("Look in another &folder…"), Kind.LINK, icon="open")
        self.other.clicked.connect(self._ask_folder)
        self._where = Label("", Role.SMALL, "muted", wrap=True)
        self.place = Button(self.tr("Put it into another folder…"), Kind.LINK)
        self.place.clicked.connect(self._ask_place)
        self.secret = SecretFields(
            self.tr("The one that opens the backup; usually that of the vault.")
        )
        self.secret.entered.connect(self._compare)
        self._backup_field = Field(self.tr("&Backup"), self.backup, eyebrow=False)
        self.backup.currentIndexChanged.connect(self._chosen)
        leading = Qt.AlignmentFlag.AlignLeading
        page, column = _page()
        column.addWidget(self._backup_field)
        column.addWidget(self.other, 0, leading)
        column.addWidget(self._where)
        column.addWidget(self.place, 0, leading)
        column.addWidget(self.secret)
        return page

    def _comparing(self) -> QWidget:
        self.summary = Label("", wrap=True)
        self.titles = PlainText(self.tr("What would change"), role=Role.UI)
        self.titles.setReadOnly(True)
        self.titles.setFixedHeight(theme.current().px(_LIST_HEIGHT))
        self._kept = Label(
            self.tr(
                "The vault that is there now is not removed. It is kept beside the restored one, "
                "under another name."
            ),
            Role.SMALL,
            "subtle",
            wrap=True,
        )
        page, column = _page()
        for part in (self.summary, self.titles, self._kept):
            column.addWidget(part)
        return page

    def _finishing(self) -> QWidget:
        self.outcome = Label("", wrap=True)
        page, column = _page()
        column.addWidget(self.outcome)
        column.addStretch(1)
        return page

    def _offer(self, backups: list[Path]) -> None:
        self.backup.clear()
        for path in backups:
            self.backup.addItem(self._name(path), str(path))
        self._backup_field.setEnabled(bool(backups))
        self._chosen()

    def _name(self, path: Path) -> str:
        try:
            made = datetime.strptime(path.name, _FORM).replace(tzinfo=UTC)
        except ValueError:
            return path.name
        return self._words.moment(round(made.timestamp() * 1000))

    def _chosen(self) -> None:
        there = bool(self.backup.chosen)
        self.open_it.setEnabled(there)
        fixed = self._model.directory is not None
        self.place.setVisible(there and not fixed)
        self.secret.set_needs_keyfile(needed=there and self._model.needs_keyfile(self._path()))
        if not there:
            self._where.setText(self.tr("No backup was found yet. Look in the folder of one."))
            return
        pattern = self.tr("It would become “{name}” in {folder}.")
        target = self._target()
        self._where.setText(
            pattern.format(name=isolated(target.name), folder=isolated(str(target.parent)))
        )

    def _path(self) -> Path:
        return Path(self.backup.chosen)

    def _target(self) -> Path:
        return self._model.target(self._path(), self._folder)

    def _ask_folder(self) -> None:
        choose_folder(self, self.tr("Choose a folder with backups"), self._look_in)

    def _look_in(self, folder: Path) -> None:
        found = self._model.backups_in(folder)
        self._offer(found)
        said = self.tr("There is no backup in that folder.")
        self.banner.say("" if found else said, "caution")

    def _ask_place(self) -> None:
        choose_folder(self, self.tr("Choose where the vault goes"), self._put_into)

    def _put_into(self, folder: Path) -> None:
        self._folder = folder
        self._chosen()

    def _compare(self) -> None:
        if not self.backup.chosen or not self.secret.is_filled:
            self.secret.start()
            return
        self.banner.say("")
        self._model.compare(self._path(), self._target(), self.secret.take())

    def _show_difference(self, found: Comparison) -> None:
        self.summary.setText(self._difference.summary(found))
        self.titles.set_text(self._difference.titles(found))
        self.titles.setVisible(bool(self.titles.text()))
        self._kept.setVisible(found.replaces)
        self._turn(1)
        self.cancel.setFocus()

    def _show_restored(self, done: Restored) -> None:
        self._restored = done.directory
        pattern = self.tr("The backup is in place as “{name}”.")
        said = [pattern.format(name=isolated(done.directory.name))]
        if done.replaced is not None:
            kept = self.tr("What was there is kept as “{name}”, in the same folder.")
            said.append(kept.format(name=isolated(done.replaced.name)))
        self.outcome.setText(" ".join(said))
        self.titles.forget()
        self._turn(2)
        self.go_on.setFocus()

    def _show_error(self, error: ExpectedError) -> None:
        if isinstance(error, VaultChangedError):
            # What was shown is not true any more: it is compared again.
            self.titles.forget()
            self._turn(0)
        self.banner.say(sentence(error), "danger")
        if locked.is_about_secret(error):
            self.secret.start()

    def _turn(self, page: int) -> None:
        self._pages.setCurrentIndex(page)
        self.open_it.setVisible(page == 0)
        self.restore.setVisible(page == 1)
        self.go_on.setVisible(page == 2)  # noqa: PLR2004 -- the last of three
        self.cancel.setVisible(page != 2)  # noqa: PLR2004 -- as above
        self.banner.say("")

    def _wait(self, busy: bool) -> None:  # noqa: FBT001 -- the signal's one value
        for part in (self._pages, self.open_it, self.restore):
            part.setEnabled(not busy)
        restoring = busy and self._model.is_restoring
        self.cancel.setEnabled(not restoring)
        self.progress.cancel_button.setVisible(not restoring)
        if restoring:
            self.progress.start(
                self.tr("The backup is put in place. This cannot be stopped half way.")
            )
        elif busy:
            self.progress.start(self.tr("The backup is opened and checked whole."))
        else:
            self.progress.finish()
            self.open_it.setEnabled(bool(self.backup.chosen))

    def _finish(self) -> None:
        self.accept()
        self.placed.emit(self._restored)

    def _forget(self, _result: int) -> None:
        self._model.close()
        self.secret.forget()
        self.titles.forget()
        self.summary.setText("")


def _page() -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    page.setProperty("page", "true")
    column = QVBoxLayout(page)
    theme.current().pad(column, spacing=10)
    return page, column
