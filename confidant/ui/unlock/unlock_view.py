"""The unlock page: a locked vault, its passphrase, and the ways round it."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from confidant.errors import ExpectedError, KeyfileRequiredError, WrongSecretError
from confidant.messages import describe
from confidant.services import locked
from confidant.ui import theme, words
from confidant.ui.file_dialogs import open_file
from confidant.ui.theme import Role
from confidant.ui.theme.metrics import ICON_EMPTY
from confidant.ui.unlock.caps_lock import CapsLock
from confidant.ui.unlock.parts import Row, drop_text, plane, scrolled, tab_order
from confidant.ui.unlock.question_panel import QuestionPanel
from confidant.ui.unlock.unlock_view_model import UnlockViewModel, Way
from confidant.ui.widgets.banner import Banner
from confidant.ui.widgets.bidi import isolated
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.code_input import RecoveryCodeInput
from confidant.ui.widgets.field import Field
from confidant.ui.widgets.inputs import LineEdit, PassphraseField
from confidant.ui.widgets.labels import IconLabel, Label
from confidant.ui.widgets.progress_line import ProgressLine

_WIDTH = 382
_WIDE = 560
"""For the code’s four fields side by side, and for a question."""


class UnlockView(QWidget):
    """Shows an `UnlockViewModel`. `other_wanted` asks for the sheet with other vaults."""

    other_wanted = Signal()
    restore_wanted = Signal()
    salvage_wanted = Signal()

    def __init__(self, model: UnlockViewModel, parent: QWidget | None = None) -> None:
        """Build the page."""
        super().__init__(parent)
        self._model = model
        plane(self, "raised")
        self.setAccessibleName(self.tr("Unlock"))
        self._title = Label(self.tr("Your journal is locked"), Role.DISPLAY, wrap=True)
        self._name = Label("", Role.UI, "muted", wrap=True)
        self._banner = Banner("", "danger", icon="caution")
        self._question = QuestionPanel()
        self._build_form()
        self._lay_out()
        self._connect()
        self._show_model()

    def focus_first(self) -> None:
        """Put the cursor where the person types."""
        target = self._question.harmless if self._model.has_question else self._editor()
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Drop every secret that was typed, and what was said about it."""
        drop_text(self.passphrase)
        self.passphrase.hide_text()
        self._drop_code()
        self._banner.say("")
        self._rescue.hide()
        self._progress.finish()
        for field in (self._passphrase_field, self._code_field):
            field.clear_error()
        self._show_model()

    def offer_rescue(self) -> None:
        """Show what can be done with a vault that is damaged."""
        self._rescue.show()

    def say_restored(self) -> None:
        """Say that a restore that was cut short has come to its end."""
        self._banner.say(
            self.tr(
                "A backup was being restored when Confidant was stopped. That is finished now; "
                "what was there before is kept in the same folder."
            ),
            "plain",
        )

    def say_unwritten(self, error: ExpectedError) -> None:
        """Say that what was typed last could not be kept when the vault was locked, and why."""
        message = describe(error, _translated)
        lost = self.tr(
            "What you typed last could not be kept: {why} What was saved before is in the vault."
        )
        self._banner.say(lost.format(why=message.what), "danger")

    def _build_form(self) -> None:
        self.passphrase = PassphraseField(self.tr("Passphrase"))
        self._caps = CapsLock(self.passphrase)
        self._passphrase_field = Field(self.tr("&Passphrase"), self.passphrase, eyebrow=False)
        self.code = RecoveryCodeInput()
        self._code_field = Field(
            self.tr("&Recovery code"),
            self.code,
            help_text=self.tr(
                "Eight groups of four, as you wrote them down. When it has opened the vault, you "
                "choose a new passphrase."
            ),
            eyebrow=False,
        )
        self._keyfile_name = Label("", Role.SMALL, "muted", wrap=True)
        self._choose_keyfile = Button(self.tr("Choose the &key file…"), small=True, icon="key")
        self._keyfile_row = QWidget()
        keyfile = QVBoxLayout(self._keyfile_row)
        theme.current().pad(keyfile, spacing=5)
        keyfile.addWidget(self._keyfile_name)
        keyfile.addWidget(self._choose_keyfile, 0, Qt.AlignmentFlag.AlignLeading)
        self._unlock = Button(self.tr("&Unlock"), Kind.PRIMARY)
        self._progress = ProgressLine()
        self._restore = Button(self.tr("Restore a backup…"), Kind.LINK)
        self._salvage = Button(self.tr("Save what can be read…"), Kind.LINK)
        self._rescue = Row((self._restore, self._salvage), spacing=4, centred=True)
        self._rescue.hide()
        self._other_way = Button(self.tr("Use the recovery code…"), Kind.LINK)
        self._other_vault = Button(self.tr("Open another vault…"), Kind.LINK)

    def _lay_out(self) -> None:
        look = theme.current()
        middle = Qt.AlignmentFlag.AlignHCenter
        for label in (self._title, self._name):
            label.setAlignment(middle)
        self._form = QWidget()
        form = QVBoxLayout(self._form)
        look.pad(form, spacing=12)
        links = Row((self._other_way, self._other_vault), spacing=4, centred=True)
        for part in (
            self._passphrase_field,
            self._code_field,
            self._keyfile_row,
            self._unlock,
            self._progress,
        ):
            form.addWidget(part)
        form.addWidget(links)
        self._column = QWidget()
        column = QVBoxLayout(self._column)
        look.pad(column, spacing=10)
        column.addWidget(IconLabel("file-encrypted", "accent", ICON_EMPTY), 0, middle)
        for part in (self._title, self._name, self._banner, self._rescue):
            column.addWidget(part)
        for part in (self._form, self._question):
            column.addWidget(part)
        self._centre()
        tab_order(
            self.passphrase,
            *self.code.fields,
            self._choose_keyfile,
            self._unlock,
            self._other_way,
            self._other_vault,
            self._restore,
            self._salvage,
        )

    def _centre(self) -> None:
        """Put the column into the middle of a page that scrolls where it must."""
        look = theme.current()
        page = QWidget()
        across = QHBoxLayout()
        look.pad(across)
        across.addStretch(1)
        across.addWidget(self._column, 8)
        across.addStretch(1)
        down = QVBoxLayout(page)
        look.pad(down, margins=(24, 24, 24, 24))
        down.addStretch(1)
        down.addLayout(across)
        down.addStretch(1)
        whole = QVBoxLayout(self)
        look.pad(whole)
        whole.addWidget(scrolled(page, "unlock"))

    def _connect(self) -> None:
        self._unlock.clicked.connect(self._try)
        self.passphrase.returnPressed.connect(self._try)
        for field in self.code.fields:
            field.returnPressed.connect(self._try)
        self._other_vault.clicked.connect(self.other_wanted)
        self._restore.clicked.connect(self.restore_wanted)
        self._salvage.clicked.connect(self.salvage_wanted)
        self._other_way.clicked.connect(self._turn_way)
        self._choose_keyfile.clicked.connect(self._ask_keyfile)
        self._caps.changed.connect(self._say_caps)
        self._question.look_only.connect(self._model.open_read_only)
        self._question.accepted.connect(self._model.accept)
        self._question.other_wanted.connect(self.other_wanted)
        self._model.changed.connect(self._show_model)
        self._model.waiting_changed.connect(self._wait)
        self._model.rebuilding.connect(self._show_rebuilding)
        self._model.refused.connect(self._say_refused)
        self._model.failed.connect(self._say_failed)
        self._model.asked.connect(self._ask)
        theme.current().changed.connect(self._set_width)

    def _try(self) -> None:
        by_code = self._model.way is Way.CODE
        typed = self.code.code() if by_code else self.passphrase.text()
        if not typed:
            self._editor().setFocus()
            return
        self._banner.say("")
        self._field().clear_error()
        if not by_code:
            drop_text(self.passphrase)
            self.passphrase.hide_text()
            self.passphrase.setFocus()
        self._model.unlock(typed)

    def _wait(self, waiting: bool) -> None:  # noqa: FBT001 -- the signal's one value
        self._unlock.setEnabled(not waiting)
        self._question.setEnabled(not waiting)
        if waiting:
            self._progress.start(self.tr("Opening. About two seconds."))
        else:
            self._progress.finish()

    def _show_rebuilding(self, done: int, total: int) -> None:
        if self._model.is_waiting:
            self._progress.say(self.tr("Lists and search are made anew, once. Nothing is lost."))
            self._progress.advance(done, total)

    def _say_refused(self, error: ExpectedError) -> None:
        if isinstance(error, WrongSecretError):
            self._drop_code()
        self._field().show_error(self._refusal(error))
        self._editor().setFocus()

    def _refusal(self, error: ExpectedError) -> str:
        if isinstance(error, KeyfileRequiredError):
            return self.tr(
                "This vault also needs its key file. Choose it, then type the passphrase again."
            )
        if not isinstance(error, WrongSecretError):
            return words.sentence(error)
        if self._model.way is Way.CODE:
            return self.tr("The recovery code does not open this vault.")
        if self._model.keyfile is not None:
            sentence = self.tr("The passphrase and this key file do not open this vault.")
        else:
            sentence = self.tr("The passphrase does not open this vault.")
        return f"{sentence} {self._caps_sentence()}".strip()

    def _say_failed(self, error: ExpectedError) -> None:
        self._drop_code()
        self._banner.say(words.sentence(error), "danger")
        if locked.is_damage(error):
            self.offer_rescue()
        self._editor().setFocus()

    def _ask(self, error: ExpectedError) -> None:
        self._drop_code()
        self._question.ask(describe(error, _translated).what)
        self._show_model()
        self.focus_first()

    def _show_model(self) -> None:
        asked = self._model.has_question
        by_code = self._model.way is Way.CODE
        self._title.setText(
            self.tr("Is this the vault that you expect?")
            if asked
            else self.tr("Your journal is locked")
        )
        self._name.setText(isolated(self._model.name))
        self._form.setVisible(not asked)
        self._question.setVisible(asked)
        self._passphrase_field.setVisible(not by_code)
        self._code_field.setVisible(by_code)
        self._keyfile_row.setVisible(self._model.needs_keyfile and not by_code)
        keyfile = self._model.keyfile
        self._keyfile_name.setText(
            self.tr("Key file: {name}").format(name=isolated(keyfile.name))
            if keyfile is not None
            else self.tr("No key file chosen")
        )
        self._other_way.setText(
            self.tr("Use the passphrase") if by_code else self.tr("Use the recovery code…")
        )
        self._set_width()

    def _turn_way(self) -> None:
        to_code = self._model.way is Way.PASSPHRASE
        self.clear()
        self._model.choose_way(Way.CODE if to_code else Way.PASSPHRASE)
        self._editor().setFocus()

    def _ask_keyfile(self) -> None:
        open_file(self, self.tr("Choose the key file"), self._take_keyfile)

    def _take_keyfile(self, path: Path) -> None:
        self._passphrase_field.clear_error()
        self._model.choose_keyfile(path)
        self.passphrase.setFocus()

    def _say_caps(self) -> None:
        self._passphrase_field.set_help(self._caps_sentence())

    def _caps_sentence(self) -> str:
        return self.tr("Caps Lock is on.") if self._caps.is_on else ""

    def _drop_code(self) -> None:
        self.code.clear()
        for field in self.code.fields:
            drop_text(field)

    def _editor(self) -> LineEdit:
        return self.code.fields[0] if self._model.way is Way.CODE else self.passphrase

    def _field(self) -> Field:
        return self._code_field if self._model.way is Way.CODE else self._passphrase_field

    def _set_width(self) -> None:
        wide = self._model.has_question or self._model.way is Way.CODE
        width = _WIDE if wide else _WIDTH
        self._column.setMaximumWidth(theme.current().px(width))


def _translated(sentence: str) -> str:
    return QCoreApplication.translate("messages", sentence)
