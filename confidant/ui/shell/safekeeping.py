"""What the window says of backups and of what was found wrong, where nobody can miss it."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from confidant.errors import CancelledError, ExpectedError
from confidant.services import evidence, kept_backups, owed
from confidant.services.backup_failures import Failure
from confidant.services.backup_jobs import Done
from confidant.services.erasing import Replaced
from confidant.ui.backup_words import BackupWords
from confidant.ui.backups.keeper import BackupKeeper
from confidant.ui.backups.view import BackupsScreen
from confidant.ui.navigation import Place
from confidant.ui.session import Session
from confidant.ui.shell.long_work import LongWork
from confidant.ui.shell.main_window import MainWindow
from confidant.ui.widgets.bidi import isolated
from confidant.ui.widgets.buttons import Button
from confidant.ui.words import sentence
from confidant.vault.vault import Vault

_ALARM, _TROUBLE, _LISTS, _ROTTEN = "backup", "backup-trouble", "lists", "rotten"
_STRAY, _CHAIN, _SECOND, _OWED = "stray", "chain", "second-place", "owed"
_DOUBT, _MISSING = "doubt", "missing"


@dataclass(frozen=True)
class _Standing:
    """What has to be said right after the unlock.

    Attributes:
        stray: copies that a synchroniser left beside the vault.
        unproved: backups of which nobody can say any more that they are good.
        waits: older backups hold what was erased, in a place that is not there.
        can_be_settled: they do, where they can be replaced.
    """

    stray: tuple[str, ...]
    unproved: int
    waits: bool
    can_be_settled: bool


class Safekeeping(QObject):
    """Puts banners over one open vault. `leave_requested` asks to lock it and to look at it."""

    leave_requested = Signal()

    def __init__(self, session: Session, keeper: BackupKeeper, window: MainWindow) -> None:
        """Listen to `keeper`; nothing is read before `start`."""
        super().__init__(window)
        self._session, self._keeper, self._window = session, keeper, window
        self._words = BackupWords(self)
        self.work = LongWork(session, keeper, window.status_area.work)
        self.work.rebuilt.connect(self._rebuilt)
        self.work.broken_off.connect(self._not_rebuilt)
        keeper.alarmed.connect(self._alarm)
        keeper.remembered.connect(self._remember)
        keeper.calmed.connect(self._calm)
        keeper.troubled.connect(self._trouble)
        keeper.replaced.connect(self._replaced)
        keeper.done.connect(self._done)
        keeper.place_forgotten.connect(self._look_again)

    def start(self) -> None:
        """Look for what nobody may miss: strays, backups that are none, what is still owed."""
        self._session.read(self, _look, self._tell, failed=lambda _error: None)

    def _look_again(self) -> None:
        self._window.banners.remove(_OWED)
        self._session.read(self, _look, self._tell_again, failed=lambda _error: None)

    def _tell_again(self, standing: _Standing) -> None:
        self._tell(standing)
        if standing.can_be_settled:
            self._keeper.replace_older()

    def chain_failed(self, error: ExpectedError) -> None:
        """Say that the history does not verify, and lead to what can be done."""
        leave = Button(self.tr("Lock and choose what to do…"), small=True)
        leave.clicked.connect(self.leave_requested)
        self._window.banners.show_banner(_CHAIN, sentence(error), "danger", leave)

    def _alarm(self, error: ExpectedError) -> None:
        self._window.banners.show_banner(
            _ALARM, self._words.alarm(error), "danger", self._to_backups()
        )

    def _remember(self, failure: Failure) -> None:
        said = self._words.failure(failure)
        if self._keeper.is_possible:
            said += " " + self.tr("Another one is made and checked now.")
        self._window.banners.show_banner(
            _ALARM,
            said,
            "caution" if failure.kind == "not-made" else "danger",
            self._to_backups(),
        )

    def _calm(self, after_doubt: bool) -> None:  # noqa: FBT001 -- the signal's one value
        self._window.banners.remove(_ALARM)
        if after_doubt:
            said = self.tr(
                "A copy could not be proved good; the next one could, and is kept. If this happens "
                "again, the disk may be failing."
            )
            self._window.banners.show_banner(
                _DOUBT, said, "caution", self._to_backups(), can_close=True
            )

    def _trouble(self, error: ExpectedError) -> None:
        first = self.tr("No backup could be made.")
        self._window.banners.show_banner(
            _TROUBLE, f"{first} {sentence(error)}", "caution", self._to_backups(), can_close=True
        )

    def _done(self, done: Done) -> None:
        self._window.banners.remove(_TROUBLE)
        self._say_second(done)
        if done.rotten:
            self._say_unproved(done.rotten)
        if done.verdict == "lists":
            self._say_lists()
        elif done.verdict == "damaged":
            self._say_missing()
        elif done.verdict == "whole":
            self._window.banners.remove(_LISTS)
            self._window.banners.remove(_MISSING)

    def _say_second(self, done: Done) -> None:
        """A second place that gets nothing protects from nothing; say so until it does."""
        if done.second == "missing":
            said = self.tr(
                "The second place for backups is not there. Until it is, the backups lie on the "
                "same disk as the vault."
            )
        elif done.second_error is not None:
            first = self.tr("The second place for backups took none.")
            said = f"{first} {sentence(done.second_error)}"
        else:
            self._window.banners.remove(_SECOND)
            return
        self._window.banners.show_banner(
            _SECOND, said, "caution", self._to_backups(), can_close=True
        )

    def _say_unproved(self, count: int) -> None:
        said = self.tr(
            "%n backups have changed since they were proved and are not good any more. The disk "
            "may be failing.",
            "",
            count,
        )
        self._window.banners.show_banner(
            _ROTTEN, said, "danger", self._to_backups(), can_close=True
        )

    def _say_missing(self) -> None:
        """Say what a copy was found to lack that was made of a vault with a gap in it."""
        said = self.tr(
            "Attached files are missing in this vault; everything else was checked and is in the "
            "newest backup. An older backup may have them, so none is removed."
        )
        self._window.banners.show_banner(_MISSING, said, "danger", self._to_backups())

    def _say_lists(self) -> None:
        mend = Button(self.tr("Make them anew"), small=True)
        mend.clicked.connect(self._mend)
        said = self.tr("Lists and search do not match the records. Nothing is lost.")
        self._window.banners.show_banner(_LISTS, said, "caution", mend)

    def _mend(self) -> None:
        self._window.banners.remove(_LISTS)
        self.work.rebuild()

    def _rebuilt(self) -> None:
        self._window.toast.say(self.tr("Lists and search are made anew."))
        self._keeper.check_now()

    def _not_rebuilt(self, error: ExpectedError) -> None:
        self._say_lists()
        if not isinstance(error, CancelledError):
            self._window.show_error(error)

    def _replaced(self, replaced: Replaced | None) -> None:
        if replaced is None:
            said = self.tr("The older backups are still there, and hold what was erased.")
            self._say_owed(said, can_try=True)
            return
        if not replaced.is_complete:
            self._say_kept(replaced)
            return
        self._window.banners.remove(_OWED)
        self._window.toast.say(
            self.tr("The older backups are replaced by a new one that was checked.")
        )

    def _say_kept(self, replaced: Replaced) -> None:
        """Say which place still has older backups, and why."""
        kept = []
        if replaced.left:
            kept.append(
                self.tr(
                    "%n older backups beside the vault could not be removed and still hold what "
                    "was erased.",
                    "",
                    replaced.left,
                )
            )
        if replaced.left_elsewhere:
            kept.append(
                self.tr(
                    "%n older backups in the second place still hold what was erased: the new one "
                    "has not arrived there, or they could not be removed.",
                    "",
                    replaced.left_elsewhere,
                )
            )
        if replaced.away:
            kept.append(self._waiting())
        refuses = bool(replaced.left or replaced.left_elsewhere)
        self._say_owed(" ".join(kept), can_try=refuses)

    def _waiting(self) -> str:
        return self.tr(
            "Some older backups could not be reached and still hold what was erased. They are "
            "replaced when their place is there again. Where it is lost, forget it under Backups."
        )

    def _say_owed(self, said: str, *, can_try: bool) -> None:
        banner = self._window.banners.show_banner(
            _OWED, said, "caution", self._to_backups(), can_close=not can_try
        )
        if can_try:
            again = Button(self.tr("Replace them now"), small=True)
            again.clicked.connect(self._replace)
            banner.add_action(again)

    def _replace(self) -> None:
        self._window.banners.remove(_OWED)
        self._keeper.replace_older()

    def _to_backups(self) -> Button:
        button = Button(self.tr("Backups…"), small=True)
        button.clicked.connect(lambda: self._window.go(Place(BackupsScreen.name)))
        return button

    def _tell(self, standing: _Standing) -> None:
        if standing.unproved:
            self._say_unproved(standing.unproved)
        if standing.waits:
            self._say_owed(self._waiting(), can_try=False)
        self._tell_stray(standing.stray)

    def _tell_stray(self, stray: tuple[str, ...]) -> None:
        if not stray:
            return
        pattern = self.tr(
            "Beside this vault lie copies that it does not read: {names}. Two computers may have "
            "written; keep the copies until you know that nothing is missing here."
        )
        names = ", ".join(isolated(name) for name in stray)
        self._window.banners.show_banner(
            _STRAY, pattern.format(names=names), "caution", can_close=True
        )


def _look(vault: Vault) -> _Standing:
    can_be_settled = owed.can_be_settled(vault)
    return _Standing(
        evidence.stray_copies(vault.directory),
        sum(one.standing == "unproved" for one in kept_backups.every(vault)),
        waits=owed.is_owed(vault) and not can_be_settled,
        can_be_settled=can_be_settled,
    )
