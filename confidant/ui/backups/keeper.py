"""Makes backups by itself while a vault is open, and never keeps a lock waiting.

The copy is made on the vault thread between two pieces of work; the proof happens on a thread of
its own. A lock stops the proof, and the next unlock begins again.
"""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from enum import Enum, auto
from threading import Lock

from PySide6.QtCore import QObject, QTimer, Signal

from confidant.errors import BackupError, CancelledError, ExpectedError
from confidant.records.changes import Changes
from confidant.services import backups
from confidant.services.backup_jobs import Done, Job, Verdict
from confidant.ui.session import Session
from confidant.ui.task_runner import TaskRunner
from confidant.vault.vault import Vault

FIRST_MS = 60_000
"""After the unlock: what changed since the newest backup, and the weekly check."""
QUIET_MS = 120_000
"""After the last change."""
LEAST_MS = 15 * 60_000
"""From one backup that was made by itself to the next."""
_LAST_WORD_S = 20.0
"""How long the proof after quitting may take; what is not proved by then is not kept."""


class State(Enum):
    """What is going on."""

    IDLE = auto()
    COPYING = auto()
    PROVING = auto()


class BackupKeeper(QObject):
    """Lives on the GUI thread, as long as the session.

    `changed` says that something is to be shown anew; `done` carries what a backup came to;
    `alarmed` carries the error that nobody may miss, `calmed` takes it back; `troubled` carries
    an error that is the world's (a full disk); `progressed` carries rows done and rows in all.
    """

    changed = Signal()
    done = Signal(object)
    alarmed = Signal(object)
    calmed = Signal()
    troubled = Signal(object)
    progressed = Signal(int, int)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Do nothing before `start`."""
        super().__init__(parent)
        self._session = session
        self._threads = ThreadPoolExecutor(max_workers=1, thread_name_prefix="proof")
        self._runner = TaskRunner(self._threads, self)
        self._runner.crashed.connect(session.runner.crashed)
        self._holder = _Holder()
        self._begun = -LEAST_MS / 1000
        self._percent = -1
        self.state = State.IDLE
        self.last: Done | None = None
        self.alarm: ExpectedError | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.make_due)
        session.changed.connect(self._vault_changed)

    @property
    def is_possible(self) -> bool:
        """Whether the vault takes changes; one that is only looked at gets no backups."""
        return not self._session.read_only

    @property
    def waits(self) -> bool:
        """Whether a backup is going to be made by itself."""
        return self._timer.isActive()

    def start(self) -> None:
        """Tidy what a kill left, and look in a minute at what is due."""
        if self.is_possible:
            self._session.read(self, _tidied, lambda _nothing: None)
            self._timer.start(FIRST_MS)

    def make_due(self) -> None:
        """Make what is due: a backup of changes, the weekly check, the way to the second place."""
        clock = self._session.clock
        self._begin(lambda vault: backups.begin_due(vault, clock))

    def make_now(self) -> None:
        """Make a backup, whatever is due."""
        self._begin(backups.begin)

    def check_now(self) -> None:
        """Check everything: a copy of the vault whole, and every backup that was proved."""

        def begin(vault: Vault) -> Job:
            return backups.begin(vault, whole=True, keep=not backups.is_current(vault))

        self._begin(begin)

    def cancel(self) -> None:
        """End what is going on; nothing of it is kept."""
        self._holder.stop()

    def stop(self) -> None:
        """End for good: the vault is being locked. Waits for nothing."""
        self._timer.stop()
        self._holder.close()
        self._runner.new_epoch()
        self._threads.shutdown(wait=False, cancel_futures=True)

    def last_copy(self) -> Callable[[Vault], object]:
        """Return the verb that copies what changed, for the moment before the vault is closed."""
        last = self._holder.last = _Holder()
        clock = self._session.clock

        def copy(vault: Vault) -> None:
            if not backups.is_current(vault):
                last.take(backups.begin_due(vault, clock))

        return copy

    def finish(self) -> Done | None:
        """Prove the last copy after the window has gone; return None where nothing was kept."""
        last = self._holder.last
        job = last.job if last is not None else None
        if job is None:
            return None
        until = time.monotonic() + _LAST_WORD_S

        def step(_done: int, _total: int) -> None:
            if time.monotonic() > until:
                raise CancelledError

        try:
            return job.run(step)
        except ExpectedError:
            return None  # the next unlock finds that the newest backup is older, and says so

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
        self._set_state(State.COPYING)
        holder = self._holder

        def copy(vault: Vault) -> bool:
            return holder.take(begin(vault))

        self._session.read(self, copy, self._copied, failed=self._failed)

    def _copied(self, has_job: bool) -> None:  # noqa: FBT001 -- the verb's one result
        job = self._holder.job
        if not has_job or job is None:
            self._set_state(State.IDLE)
            return
        self._percent = -1
        self._set_state(State.PROVING)
        self._runner.submit(self, lambda: job.run(self._step), self._proved, self._failed)

    def _step(self, done: int, total: int) -> None:
        """Tell how far it is; called on the proof's thread, so it only emits, and seldom."""
        percent = done * 100 // total if total else 0
        if percent != self._percent:
            self._percent = percent
            self.progressed.emit(done, total)

    def _proved(self, done: Done) -> None:
        self._holder.forget()
        self.last = done
        if done.verdict is not None:
            self._note(done.verdict)
        if self.alarm is not None and done.backup is not None:
            self.alarm = None
            self.calmed.emit()
        self._set_state(State.IDLE)
        self.done.emit(done)

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
        if isinstance(error, CancelledError):
            return
        if isinstance(error, BackupError):
            self._find_out()
        else:
            self.troubled.emit(error)

    def _find_out(self) -> None:
        """Look whether the vault itself is damaged, or only its copy; then raise the alarm."""
        self._session.read(
            self,
            backups.check,
            lambda _checked: self._raise(BackupError()),
            failed=self._raise,
        )

    def _raise(self, error: ExpectedError) -> None:
        self.alarm = error
        self.alarmed.emit(error)
        self.changed.emit()

    def _set_state(self, state: State) -> None:
        self.state = state
        self.changed.emit()


class _Holder:
    """Holds the job between two threads, so that no copy and no key outlives a lock."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._closed = False
        self.job: Job | None = None
        self.last: _Holder | None = None

    def take(self, job: Job | None) -> bool:
        """Keep a job that was begun on the vault thread; drop it where a lock was faster."""
        with self._lock:
            if job is not None and self._closed:
                job.drop()
                return False
            self.job = job
        return job is not None

    def forget(self) -> None:
        """Let go of a job that has ended."""
        with self._lock:
            self.job = None

    def stop(self) -> None:
        """End the job that runs."""
        with self._lock:
            if self.job is not None:
                self.job.stop()

    def close(self) -> None:
        """End the job that runs or has not begun, and take no other."""
        with self._lock:
            self._closed = True
            if self.job is not None:
                self.job.end()


def _tidied(vault: Vault) -> None:
    backups.tidy(vault)
