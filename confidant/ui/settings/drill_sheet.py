"""Typing the recovery code once a year, to be sure that the right page was kept."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from confidant.errors import ExpectedError, WrongSecretError
from confidant.services import keys
from confidant.ui.session import Session
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.code_input import RecoveryCodeInput
from confidant.ui.widgets.field import Field
from confidant.ui.widgets.labels import Label
from confidant.ui.widgets.sheet import Sheet
from confidant.ui.words import sentence


class DrillSheet(Sheet):
    """Asks for the code and compares it with the vault. `said` carries what came of it."""

    said = Signal(str)

    def __init__(self, parent: QWidget, session: Session) -> None:
        """Ask; nothing about the code is shown."""
        super().__init__(parent, self.tr("Is it the right code?"), icon="shield")
        self._session = session
        self.body.addWidget(
            Label(
                self.tr(
                    "Type the code from your page. It is compared with the vault and forgotten; "
                    "nothing is changed."
                ),
                wrap=True,
            )
        )
        self.code = RecoveryCodeInput()
        self.field = Field(self.tr("&Recovery code"), self.code, eyebrow=False)
        self.body.addWidget(self.field)
        self.add_harmless(Button(self.tr("&Later"), Kind.SECONDARY))
        self.compare = self.add(Button(self.tr("&Compare"), Kind.PRIMARY), default=True)
        self.compare.setEnabled(False)
        self.code.complete.connect(self.compare.setEnabled)
        self.compare.clicked.connect(self._compare)
        self.finished.connect(lambda _result: self.forget())

    def forget(self) -> None:
        """Drop what was typed."""
        self.code.clear()
        for field in self.code.fields:
            field.setText("")

    def _compare(self) -> None:
        self.field.clear_error()
        verb = partial(keys.drill_typed, clock=self._session.clock, code=self.code.code())
        self._session.write(self, verb, lambda _written: self._right(), failed=self._wrong)

    def _right(self) -> None:
        self.said.emit(self.tr("That is the code. You will be asked again in a year."))
        self.accept()

    def _wrong(self, error: ExpectedError) -> None:
        other = isinstance(error, WrongSecretError)
        self.field.show_error(
            self.tr(
                "This is not the code of this vault. Look for the newer page, or make a new one."
            )
            if other
            else sentence(error)
        )
        self.code.fields[0].setFocus()
