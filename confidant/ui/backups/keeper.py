"""Makes backups by itself while a vault is open, and never keeps a lock waiting.

The copy is made on the vault thread between two pieces of work; the proof happens on a thread of
its own. A lock stops the proof, and the next unlock begins again. What failed is remembered beside
the backups (`services.backup_failures`) before anybody is told, so that the next unlock knows it.
"""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from enum import Enum, auto
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from confidant.errors import BackupError, CancelledError, DerivedTablesError, ExpectedError
from confidant.records.changes import Changes
from confidant.services import backup_failures, backup_places, backups, erasing
from confidant.services.backup_jobs import Done, Job, Verdict
from confidant.services.erasing import Replaced
from confidant.ui.backups.holder import Holder
from confidant.ui.backups.last_word import LastWord
from confidant.ui.backups.looking import Found, look
from confidant.ui.session import Session
from confidant.ui.task_runner import TaskRunner
from confidant.vault.vault import Vault

if TYPE_CHECKING:
    from confidant.services.backup_failures import Failure

FIRST_MS = 60_000
"""After the unlock: what changed since the newest backup, and the weekly check."""
SOON_MS = 2_000
"""After the unlock, where the last backup failed or was never finished."""
QUIET_MS = 120_000
"""After the last change."""
LEAST_MS = 15 * 60_000
"""From one backup that was made by itself to the next."""


class State(Enum):
    """What is going on."""

    IDLE = auto()
    COPYING = auto()
    PROVING = auto()
    LOOKING = auto()
    """Two copies were not what the vault was: the vault itself is looked at, on its thread."""


class BackupKeeper(QObject):
    """Lives on the GUI thread, as long as the session.

    `changed` says that something is to be shown anew; `done` carries what a backup came to;
    `alarmed` carries the error that nobody may miss, `remembered` the `Failure` of an earlier
    session, `calmed` takes both back, its value says whether a second try was needed; `troubled`
    carries an error that is the world's (a full disk); `progressed` carries rows done and rows in
    all; `replaced` carries what became of older backups that were to go, None for nothing.
    """

    changed = Signal()
    done = Signal(object)
    alarmed = Signal(object)
    remembered = Signal(object)
    calmed = Signal(bool)
    troubled = Signal(object)
    progressed = Signal(int, int)
    replaced = Signal(object)
    place_forgotten = Signal()
    """The person has said that an earlier second place is lost: what is owed is less."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Do nothing before `start`."""
        super().__init__(parent)
        self._session = session
        self._threads = ThreadPoolExecutor(max_workers=1, thread_name_prefix="proof")
        self._runner = TaskRunner(self._threads, self)
        self._runner.crashed.connect(session.runner.crashed)
        self._holder = Holder()
        self._stopped = Event()
        self._begun = -LEAST_MS / 1000
        self._percent = -1
        self._begins: Callable[[Vault], Job | None] = backups.begin
        self._tries = 0
        self._replacing = self._replaces_next = False
        self.state = State.IDLE
        self.last: Done | None = None
        self.alarm: ExpectedError | None = None
        self.failure: Failure | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.make_due)
        session.changed.connect(self._vault_changed)
        session.replacement_wanted.connect(self.replace_older)

    @property
    def is_possible(self) -> bool:
        """Whether the vault takes changes; one that is only looked at gets no backups."""
        return not self._session.read_only

    @property
    def waits(self) -> bool:
        """Whether a backup is going to be made by itself."""
        return self._timer.isActive()

    @property
    def is_replacing(self) -> bool:
        """Whether a backup is made that takes the place of all the older ones."""
        return self._replacing or self._replaces_next

    def start(self) -> None:
        """Tidy what a kill left, see what failed the last time, and look soon at what is due."""
        if self.is_possible:
            self._timer.start(FIRST_MS)
        self._session.read(self, partial(look, progress=self._session.progress()), self._found)

    def make_due(self) -> None:
        """Make what is due: a backup of changes, the weekly check, the way to the second place."""
        clock, progress = self._session.clock, self._session.progress()
        if self.failure is not None or self.alarm is not None:
            self.check_now()  # only a proved copy takes an alarm back
        else:
            self._begin(lambda vault: backups.begin_due(vault, clock, progress=progress))

    def make_now(self) -> None:
        """Make a backup, whatever is due."""
        self._begin(backups.begin)

    def check_now(self) -> None:
        """Check everything: a copy of the vault whole, and every backup that was proved."""

        def begin(vault: Vault) -> Job:
            return backups.begin(vault, whole=True, keep=not backups.is_current(vault))

        self._begin(begin)

    def replace_older(self) -> None:
        """Make a backup, and only when it is proved remove every older one that can be reached."""
        if not self.is_possible:
            return
        self._replaces_next = True
        self.changed.emit()
        self._go_on()

    def cancel(self) -> None:
        """End what is going on; nothing of it is kept.

        What has begun to remove older backups ends by itself and says what it came to.
        """
        if self.state is State.IDLE:
            self._replacing, dropped = False, self._replaces_next
            self._replaces_next = False
            self.changed.emit()
            if dropped:
                self.replaced.emit(None)
            return
        self._replacing, self._replaces_next = self.is_replacing, False
        self._stopped.set()
        self._holder.stop()

    def stop(self) -> None:
        """End for good: the vault is being locked. Waits for nothing."""
        self._timer.stop()
        self._holder.close()
        self._runner.new_epoch()
        self._threads.shutdown(wait=False, cancel_futures=True)

    def last_copy(self) -> Callable[[Vault], object]:
        """Return the verb that copies what changed, for the moment before the vault is closed.

        It never fails: that there is no copy is remembered for the next unlock.
        """
        last = self._holder.last = Holder()
        now_ms, was_busy = self._session.clock.now_ms(), self._holder.job is not None

        def copy(vault: Vault) -> None:
            # Whatever is asked of a damaged vault here may fail; what was typed is kept by then.
            try:
                if vault.read_only:
                    return
                if not backups.is_current(vault):
                    last.take(backups.begin(vault))
                elif was_busy:
                    last.take(backups.begin_carrying(vault))
            except ExpectedError as error:
                _note_failure(vault, error, now_ms)

        return copy

    def finish(self, report: Callable[[BaseException], None]) -> LastWord | None:
        """Prove the last copy after the window has gone; return what is still to be waited for.

        However long that takes: a window says so after a moment, and lets the person end it.

        Args:
            report: hears of a mistake of ours, which keeps nobody from ending.
        """
        last = self._holder.last
        if last is None or last.job is None:
            return None
        word = LastWord(last.job, self._session.clock.now_ms(), report)
        return None if word.is_done_soon() else word

    def _found(self, found: Found) -> None:
        self.failure = found.failure
        if found.failure is not None:
            self.remembered.emit(found.failure)
            self.changed.emit()
        if not self.is_possible:
            return
        if found.is_owed:
            self.replace_older()
        elif found.failure is not None or found.was_killed:
            self._timer.start(SOON_MS)

    def _vault_changed(self, _changes: Changes) -> None:
        if not self.is_possible:
            return
        since = (time.monotonic() - self._begun) * 1000
        self._timer.start(max(QUIET_MS, round(LEAST_MS - since)))
        self.changed.emit()

    def _begin(self, begin: Callable[[Vault], Job | None]) -> None:
        if self.state is not State.IDLE or not self.is_possible:
            return
        self._timer.stop()
        self._begun = time.monotonic()
        self._begins = begin
        self._stopped.clear()
        self._set_state(State.COPYING)
        holder, now_ms = self._holder, self._session.clock.now_ms()

        def copy(vault: Vault) -> bool:
            try:
                return holder.take(begin(vault))
            except ExpectedError as error:
                _note_failure(vault, error, now_ms)
                raise

        self._session.read(self, copy, self._copied, failed=self._failed)

    def _copied(self, has_job: bool) -> None:  # noqa: FBT001 -- the verb's one result
        job = self._holder.job
        if self._stopped.is_set():
            if has_job and job is not None:
                job.drop()
            self._failed(CancelledError())
            return
        if not has_job or job is None:
            self._set_state(State.IDLE)
            self._go_on()
            return
        self._percent = -1
        self._set_state(State.PROVING)
        proof = partial(backup_failures.run, job, self._step, self._session.clock.now_ms())
        self._runner.submit(self, proof, self._proved, self._failed)

    def _step(self, done: int, total: int) -> None:
        """Tell how far it is; called on another thread, so it only emits, and seldom."""
        percent = done * 100 // total if total else 0
        if percent != self._percent:
            self._percent = percent
            self.progressed.emit(done, total)

    def _proved(self, done: Done) -> None:
        self._holder.forget()
        self.last = done
        if done.verdict is not None:
            self._note(done.verdict)
        if done.backup is not None or done.verdict is not None:
            self._calm()
        self._set_state(State.IDLE)
        self.done.emit(done)
        if self._replaces_next:
            self._replacing = False  # more was erased since this copy was made: another one is due
            self._go_on()
        elif self._replacing and done.backup is not None:
            progress = self._session.progress()  # a lock does not wait for a slow stick
            verb = partial(erasing.remove_replaced, fresh=done.backup, progress=progress)
            # Not a write of the session's: what it notes is no reason for another backup.
            self._session.read(self, verb, self._replaced, failed=self._not_removed)
        else:
            self._go_on()

    def _calm(self) -> None:
        tries, self._tries = self._tries, 0
        if self.alarm is not None or self.failure is not None:
            self.alarm = self.failure = None
            self.calmed.emit(tries > 0)

    def _replaced(self, replaced: Replaced) -> None:
        self._replacing = False
        self.changed.emit()
        if not self._replaces_next:  # else more was erased meanwhile, and another backup follows
            self.replaced.emit(replaced)
        self._go_on()

    def _not_removed(self, error: ExpectedError) -> None:
        self._not_replaced(error)
        self._go_on()

    def _not_replaced(self, error: ExpectedError | None = None) -> None:
        """Say that the older backups are still there, and why where that was not said."""
        if self._replacing:
            self._replacing = False
            self.changed.emit()
            self.replaced.emit(None)
        if error is not None:
            self.troubled.emit(error)

    def _go_on(self) -> None:
        """Begin the backup that replaces the older ones, where nothing else is going on."""
        if self._replaces_next and not self._replacing and self.state is State.IDLE:
            self._replaces_next, self._replacing = False, True
            self._begin(backups.begin)

    def _note(self, verdict: Verdict) -> None:
        clock = self._session.clock
        # Not a write of the session's: the note alone is no reason for another backup.
        self._session.read(
            self,
            lambda vault: backups.note_check(vault, clock, verdict=verdict),
            lambda _changes: self.changed.emit(),
            failed=lambda _error: None,
        )

    def _failed(self, error: ExpectedError) -> None:
        self._holder.forget()
        self._set_state(State.IDLE)
        if isinstance(error, BackupError):
            self._doubt(error)
            return
        self._tries = 0
        self._not_replaced(None if isinstance(error, CancelledError) else error)
        self._go_on()

    def _doubt(self, error: BackupError) -> None:
        """Raise the alarm, and only then find out whether the copy or the vault is damaged.

        A second copy is proved aside, while the person writes. Where it is not good either, the
        vault itself is looked at, which keeps its thread busy: with a bar, until Stop or a lock.
        """
        self._raise(error)
        self._tries += 1
        if self._tries == 1:
            self._begin(self._begins)
            return
        self._tries = 0
        self._not_replaced()
        self._find_out()

    def _find_out(self) -> None:
        self._stopped.clear()
        self._percent = -1
        self._set_state(State.LOOKING)
        progress, now_ms = self._session.progress(self._looked), self._session.clock.now_ms()

        def check(vault: Vault) -> None:
            try:
                backups.check(vault, progress=progress)
            except ExpectedError as error:
                if backup_failures.kind_of(error) == "damaged":
                    _note_failure(vault, error, now_ms)
                raise

        self._session.read(self, check, lambda _none: self._settle(), failed=self._settle)

    def _looked(self, done: int, total: int) -> None:
        if self._stopped.is_set():
            raise CancelledError
        self._step(done, total)

    def _settle(self, error: ExpectedError | None = None) -> None:
        self._set_state(State.IDLE)
        if error is not None and not isinstance(error, CancelledError | DerivedTablesError):
            self._raise(error)
        else:
            self._timer.start(LEAST_MS)  # the vault is good, or nobody knows: try again
        self._not_replaced()
        self._go_on()

    def _raise(self, error: ExpectedError) -> None:
        self.alarm = error
        self.alarmed.emit(error)
        self.changed.emit()

    def _set_state(self, state: State) -> None:
        self.state = state
        self.changed.emit()


def _note_failure(vault: Vault, error: ExpectedError, now_ms: int) -> None:
    """Remember it beside the vault; asks nothing of the database, which may be what failed."""
    backup_failures.note(vault.directory / backup_places.FOLDER, error, now_ms)
