"""What the window says about keys by itself: after the recovery code, and once a year."""

from functools import partial

from PySide6.QtCore import QObject

from confidant.services import keys
from confidant.ui.session import Session
from confidant.ui.settings.drill_sheet import DrillSheet
from confidant.ui.settings.key_sheets import ChangePassphraseSheet, NewCodeSheet
from confidant.ui.settings.keys_model import KeysModel
from confidant.ui.shell.main_window import MainWindow
from confidant.ui.widgets.buttons import Button

_DRILL, _FORGOTTEN = "recovery-drill", "new-passphrase"


class KeyReminders(QObject):
    """Offers a new passphrase after the recovery code; asks once a year whether that is kept."""

    def __init__(self, session: Session, window: MainWindow) -> None:
        """Say nothing before `start`."""
        super().__init__(window)
        self._session, self._window = session, window
        self._model = KeysModel(session, self)
        self._model.rekeyed.connect(lambda _done: window.banners.remove(_FORGOTTEN))
        self._model.code_made.connect(lambda _made: window.banners.remove(_DRILL))

    def start(self) -> None:
        """See how the vault was opened, and whether a year has gone."""
        self._model.state_changed.connect(self._look)
        self._model.load()

    def offer_passphrase(self) -> ChangePassphraseSheet:
        """Open the sheet with a new passphrase."""
        sheet = ChangePassphraseSheet(self._window, self._model)
        self._open(sheet)
        return sheet

    def make_code(self) -> NewCodeSheet:
        """Open the sheet with a new recovery code."""
        sheet = NewCodeSheet(self._window, self._model)
        self._open(sheet)
        return sheet

    def type_code(self) -> DrillSheet:
        """Open the sheet where the code is typed and compared."""
        sheet = DrillSheet(self._window, self._session)
        sheet.accepted.connect(lambda: self._window.banners.remove(_DRILL))
        self._open(sheet)
        return sheet

    def _open(self, sheet: ChangePassphraseSheet | NewCodeSheet | DrillSheet) -> None:
        sheet.said.connect(self._window.toast.say)
        sheet.finished.connect(sheet.deleteLater)
        sheet.open()

    def _look(self, state: keys.State) -> None:
        self._model.state_changed.disconnect(self._look)
        if state.by_recovery and not state.read_only:
            choose = Button(self.tr("Choose a new passphrase…"), small=True)
            choose.clicked.connect(self.offer_passphrase)
            said = self.tr("The recovery code opened the vault. The passphrase is what it was.")
            self._window.banners.show_banner(_FORGOTTEN, said, "caution", choose)
            self.offer_passphrase()
            return
        due = partial(keys.drill_is_due, clock=self._session.clock)
        self._session.read(self, due, self._ask, key="drill")

    def _ask(self, due: bool) -> None:  # noqa: FBT001 -- the verb's one result
        if not due:
            return
        have, type_it, new = (
            Button(text, small=True)
            for text in (
                self.tr("I have it"),
                self.tr("Type it to make sure…"),
                self.tr("Make a new one…"),
            )
        )
        have.clicked.connect(self._have)
        type_it.clicked.connect(self.type_code)
        new.clicked.connect(self.make_code)
        said = self.tr(
            "Do you still have your recovery code? It is the only way in when the passphrase is "
            "forgotten."
        )
        banner = self._window.banners.show_banner(_DRILL, said, "caution", have)
        banner.add_action(type_it)
        banner.add_action(new)

    def _have(self) -> None:
        answered = partial(keys.drill_answered, clock=self._session.clock)
        self._session.write(self, answered, lambda _written: self._window.banners.remove(_DRILL))
