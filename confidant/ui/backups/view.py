"""The page of backups: when, where, how many records, proved or not; and the checks."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from confidant.compat import override
from confidant.services.backup_failures import Failure
from confidant.services.backups import LastCheck, Overview
from confidant.services.kept_backups import One
from confidant.ui import theme
from confidant.ui.backup_words import BackupWords
from confidant.ui.backups.forget_sheet import ForgetPlaceSheet
from confidant.ui.backups.keeper import BackupKeeper, State
from confidant.ui.backups.remove_sheet import RemoveBackupSheet
from confidant.ui.backups.view_model import BackupsViewModel
from confidant.ui.commands import Command, Menu
from confidant.ui.file_dialogs import choose_folder
from confidant.ui.navigation import Place
from confidant.ui.screen import Screen
from confidant.ui.session import Session
from confidant.ui.theme import Role
from confidant.ui.widgets.banner import Banner
from confidant.ui.widgets.bidi import isolated
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.card import Card
from confidant.ui.widgets.flow_layout import FlowLayout
from confidant.ui.widgets.labels import Label
from confidant.ui.widgets.plain_text import PlainText
from confidant.ui.widgets.progress_line import ProgressLine
from confidant.ui.words import sentence

_WIDTH = 760


class BackupsScreen(Screen):
    """State · beside the vault · second place · checks.

    `restore_requested` asks the shell to lock the vault and to show what a backup would bring.
    """

    name = "backups"
    icon = "history"
    rail_name = "settings"

    restore_requested = Signal()

    def __init__(
        self, session: Session, keeper: BackupKeeper, parent: QWidget | None = None
    ) -> None:
        """Build the page; it shows something only after `show_place`."""
        super().__init__(session, parent)
        self._words = BackupWords(self)
        self._model = BackupsViewModel(session, keeper, self)
        self._model.changed.connect(self._show_all)
        self._model.progressed.connect(self._advance)
        self._build()
        self._show_all()

    @override
    def title(self) -> str:
        return self.tr("Backups")

    @override
    def commands(self) -> Sequence[Command]:
        return (
            Command(
                self,
                self.tr("Back &up now"),
                self._model.make_now,
                menu=Menu.FILE,
                icon="save",
                why_not=self._why_not,
            ),
            Command(
                self,
                self.tr("Check &everything now"),
                self._model.check_now,
                menu=Menu.FILE,
                icon="verified",
                why_not=self._why_not,
            ),
            Command(
                self,
                self.tr("&Restore a backup…"),
                self.restore_requested.emit,
                menu=Menu.FILE,
                icon="history",
            ),
        )

    @override
    def show_place(self, place: Place) -> None:
        self._model.load()

    @override
    def clear(self) -> None:
        self._model.clear()
        self.here.forget()
        self.second.forget()
        self._place.setText("")
        self._show_lost(())
        self._stray.say("")

    def _build(self) -> None:
        column = QVBoxLayout()
        theme.current().pad(column, spacing=16, margins=(40, 24, 40, 24))
        column.addWidget(Label(self.title(), Role.DISPLAY))
        self._alarm = Banner("", "danger", icon="caution")
        self._trouble = Banner("", "caution", icon="caution")
        self._stray = Banner("", "caution", icon="caution")
        for banner in (self._alarm, self._trouble, self._stray):
            column.addWidget(banner)
        for card in (self._now(), self._beside(), self._elsewhere(), self._checks()):
            column.addWidget(card)
        column.addStretch(1)
        inner = QWidget()
        inner.setProperty("page", "true")
        inner.setLayout(column)
        inner.setMaximumWidth(theme.current().px(_WIDTH))
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def _now(self) -> Card:
        card = _card(self.tr("Now"))
        self.state = Label("", wrap=True)
        self.progress = ProgressLine(can_cancel=True)
        self.progress.cancelled.connect(self._model.cancel)
        self.make = Button(self.tr("Back up now"), Kind.PRIMARY, icon="save")
        self.make.clicked.connect(self._model.make_now)
        self.restore = Button(self.tr("Restore a backup…"))
        self.restore.clicked.connect(self.restore_requested)
        self.remove = Button(self.tr("Remove a backup…"), Kind.QUIET)
        self.remove.clicked.connect(self.ask_what_to_remove)
        explained = self.tr(
            "Backups are made by themselves: two minutes after the last change, at most every "
            "quarter of an hour, and when you quit. Each is opened and checked whole before it is "
            "kept. The newest ten stay, then one a day for a month, then one a month for a year."
        )
        for part in (self.state, self.progress):
            card.column.addWidget(part)
        card.column.addWidget(_row(self.make, self.restore, self.remove))
        card.column.addWidget(Label(explained, Role.SMALL, "subtle", wrap=True))
        return card

    def _beside(self) -> Card:
        card = _card(self.tr("Beside the vault"))
        self.here = _list(self.tr("Backups beside the vault"))
        card.column.addWidget(self.here)
        sentence = self.tr(
            "They lie in the vault’s own folder, encrypted like it. They help against mistakes and "
            "damage, not against a lost disk: choose a second place for that."
        )
        card.column.addWidget(Label(sentence, Role.SMALL, "subtle", wrap=True))
        return card

    def _elsewhere(self) -> Card:
        card = _card(self.tr("Second place"))
        self._place = Label("", wrap=True)
        self.second = _list(self.tr("Backups in the second place"))
        self.choose = Button(self.tr("Second place…"))
        self.choose.clicked.connect(self._ask_second)
        self.no_second = Button(self.tr("No second place"), Kind.QUIET)
        self.no_second.clicked.connect(lambda: self._model.choose_second_place(None))
        self._lost = Label("", Role.SMALL, "subtle", wrap=True)
        self.forget = Button(self.tr("Forget an earlier place…"), Kind.QUIET)
        self.forget.clicked.connect(self.ask_what_to_forget)
        for part in (self._place, self.second, self._lost):
            card.column.addWidget(part)
        card.column.addWidget(_row(self.choose, self.no_second, self.forget))
        return card

    def _checks(self) -> Card:
        card = _card(self.tr("Checks"))
        self.checked = Label("", wrap=True)
        self.check = Button(self.tr("Check everything now"), icon="verified")
        self.check.clicked.connect(self._model.check_now)
        card.column.addWidget(self.checked)
        card.column.addWidget(_row(self.check))
        sentence = self.tr(
            "A full check opens a copy of the vault and reads every backup again. One that has "
            "changed since it was proved is not called good any more."
        )
        card.column.addWidget(Label(sentence, Role.SMALL, "subtle", wrap=True))
        return card

    def _show_all(self) -> None:
        model = self._model
        idle = model.state is State.IDLE
        for button in (self.make, self.check, self.choose, self.remove):
            button.setEnabled(idle and model.is_possible)
        self._alarm.say(self._alarm_words(), "danger")
        self._trouble.say(sentence(model.trouble) if model.trouble else "", "caution")
        if idle:
            self.progress.finish()
        else:
            self.progress.start(self._work_words())
        if model.shown is not None:
            self._show_overview(model.shown.overview)
            self._show_stray(model.shown.stray)
            self._show_lost(model.shown.lost)

    def _show_overview(self, overview: Overview) -> None:
        self.state.setText(self._state(overview))
        self.here.set_text(self._lines(is_beside=True) or self.tr("None yet."))
        self.remove.setVisible(bool(self._every))
        second = overview.second_place
        self._place.setText(self._second(overview))
        self.second.setVisible(bool(overview.second))
        self.second.set_text(self._lines(is_beside=False))
        self.no_second.setVisible(second is not None)
        self.no_second.setEnabled(self._model.is_possible)
        self.checked.setText(self._checks_words(overview))

    def _alarm_words(self) -> str:
        model = self._model
        if model.alarm is not None:
            return self._words.alarm(model.alarm)
        return self._words.failure(self._failure) if self._failure is not None else ""

    def _work_words(self) -> str:
        if self._model.state is State.LOOKING:
            return self.tr("Two copies were not good: the vault itself is being checked.")
        return self.tr("A copy is opened and checked. Go on writing.")

    def _show_lost(self, lost: Sequence[Path]) -> None:
        paths = ", ".join(isolated(str(one)) for one in lost)
        pattern = self.tr("Backups went here before, and it is not there now: {paths}")
        self._lost.setText(pattern.format(paths=paths))
        for part in (self._lost, self.forget):
            part.setVisible(bool(lost))
        self.forget.setEnabled(self._model.is_possible)

    def _show_stray(self, stray: tuple[str, ...]) -> None:
        if not stray:
            self._stray.say("")
            return
        pattern = self.tr(
            "Beside the vault lie copies that it does not read: {names}. A synchroniser leaves "
            "such files where two computers wrote. Keep them until you know that nothing is "
            "missing here."
        )
        self._stray.say(pattern.format(names=", ".join(isolated(name) for name in stray)))

    def _state(self, overview: Overview) -> str:
        if not self._model.is_possible:
            return self.tr("This vault is open for reading only: no backups are made of it.")
        if overview.is_current:
            return self.tr("Everything is in a backup that was opened and proved.")
        proved = [one for one in overview.here if one.proof is not None]
        if not proved:
            return self.tr("There is no proved backup yet. One is made soon, by itself.")
        pattern = self.tr("There are changes since {when}. A backup of them follows by itself.")
        return pattern.format(when=self._words.moment(proved[0].made_ms))

    def _second(self, overview: Overview) -> str:
        if overview.second_place is None:
            return self.tr("None was chosen. A folder on a stick or another disk would be good.")
        path = isolated(str(overview.second_place))
        if not overview.second_there:
            pattern = self.tr("{path} is not there now. It gets the next backup that finds it.")
            return pattern.format(path=path)
        last = self._model.last
        if last is not None and last.second_error is not None:
            pattern = self.tr("{path} took no backup. {why}")
            return pattern.format(path=path, why=sentence(last.second_error))
        return path

    def _checks_words(self, overview: Overview) -> str:
        found, failure = overview.last_check, self._failure
        if failure is not None and failure.kind == "damaged":
            # A damaged vault takes no note; what found it wrote that down beside the backups.
            found = LastCheck(failure.at_ms, "damaged")
        said = [self._words.last_check(found)]
        if any(one.standing == "earlier-key" for one in self._every):
            said.append(
                self.tr(
                    "Some backups are from before the vault was re-encrypted. Whoever knew the old "
                    "passphrase can open them: remove them when a new one is proved."
                )
            )
        last = self._model.last
        if last is not None and last.rotten:
            said.append(self.tr("%n backups had changed since they were proved.", "", last.rotten))
        return " ".join(said)

    @property
    def _failure(self) -> Failure | None:
        return self._model.shown.failure if self._model.shown is not None else None

    @property
    def _every(self) -> tuple[One, ...]:
        return self._model.shown.every if self._model.shown is not None else ()

    def _lines(self, *, is_beside: bool) -> str:
        return "\n".join(
            self._words.kept(one.kept, has_earlier_key=one.standing == "earlier-key")
            for one in self._every
            if one.is_beside is is_beside
        )

    def _advance(self, done: int, total: int) -> None:
        self.progress.advance(done, total)

    def ask_what_to_remove(self) -> RemoveBackupSheet:
        """Ask which backup goes."""
        sheet = RemoveBackupSheet(self, self._words, self._every)
        sheet.wanted.connect(self._model.remove)
        sheet.open()
        return sheet

    def ask_what_to_forget(self) -> ForgetPlaceSheet:
        """Ask which earlier place is lost."""
        lost = self._model.shown.lost if self._model.shown is not None else ()
        sheet = ForgetPlaceSheet(self, lost)
        sheet.wanted.connect(self._model.forget_place)
        sheet.open()
        return sheet

    def _ask_second(self) -> None:
        choose_folder(self, self.tr("Choose a folder for backups"), self._model.choose_second_place)

    def _why_not(self) -> str:
        if not self._model.is_possible:
            return self.tr("This vault is open for reading only.")
        if self._model.state is not State.IDLE:
            return self.tr("A backup is being made.")
        return ""


def _card(title: str) -> Card:
    card = Card("plain", spacing=12)
    card.column.addWidget(Label(title, Role.H3))
    return card


def _list(name: str) -> PlainText:
    made = PlainText(name, role=Role.UI, growing=True)
    made.setReadOnly(True)
    return made


def _row(*buttons: Button) -> QWidget:
    """Put buttons side by side, under each other where there is no room."""
    holder = QWidget()
    flow = FlowLayout(holder)
    flow.setContentsMargins(0, 0, 0, 0)
    for button in buttons:
        flow.addWidget(button)
    return holder
