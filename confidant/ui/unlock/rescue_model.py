"""Restoring a backup and saving what is readable, before a vault is open.

Everything runs on the vault thread. The backup's key lives in here between the comparison and the
restoring; closing the sheet, which a lock does too, wipes it.
"""

from functools import partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from confidant.environment import Clock, Entropy
from confidant.errors import CancelledError, ExpectedError
from confidant.services import evidence, locked, restores
from confidant.services.evidence import Salvaged
from confidant.services.restores import Comparison
from confidant.ui.task_runner import TaskRunner, Worker
from confidant.ui.unlock.secret_fields import Given

if TYPE_CHECKING:
    from collections.abc import Callable

    from confidant.vault.restoring import Restored, Restoring
    from confidant.vault.unlocking import VaultSecret

T = TypeVar("T")


class RescueModel(QObject):
    """One rescue at a time. Lives on the GUI thread.

    `compared` carries a `Comparison`, `restored` what is in place now, `saved` what was saved;
    `failed` carries an `ExpectedError`; `progressed` rows or bytes done and in all.
    `is_restoring` tells that the busy work is the exchange, which cannot be stopped.
    """

    compared = Signal(object)
    restored = Signal(object)
    saved = Signal(object)
    failed = Signal(object)
    crashed = Signal(object)
    busy_changed = Signal(bool)
    progressed = Signal(int, int)

    def __init__(
        self,
        worker: Worker,
        clock: Clock,
        entropy: Entropy,
        state_directory: Path,
        parent: QObject | None = None,
    ) -> None:
        """Use the vault thread; nothing is opened yet."""
        super().__init__(parent)
        self._worker = worker
        self._runner = TaskRunner(worker, self)
        self._runner.crashed.connect(self._crashed)
        self._clock, self._entropy, self._state = clock, entropy, state_directory
        self._opened = _Kept()
        self._stopped = False
        self._percent = -1
        self.directory: Path | None = None
        self.is_busy = False
        self.is_restoring = False

    def backups_in(self, folder: Path) -> list[Path]:
        """Return the backups at or below a folder, the newest first."""
        return list(restores.backups_in(folder))

    def needs_keyfile(self, place: Path) -> bool:
        """Say whether a vault or backup needs a key file beside its passphrase."""
        return locked.look_at(place).needs_keyfile

    def target(self, backup: Path, folder: Path | None) -> Path:
        """Return where a backup would go: to the vault that is locked here, else into a folder."""
        if self.directory is not None:
            return self.directory
        around = restores.vault_around(backup)
        return around or restores.place_for(backup, folder or Path.home())

    def compare(self, backup: Path, directory: Path, given: Given) -> None:
        """Open and prove a backup, and compare it with what is there; changes nothing."""
        self._opened.close()
        keeper = self._opened = _Kept()

        def work(secret: "VaultSecret") -> Comparison:
            opened = restores.open_backup(
                backup=backup, directory=directory, secret=secret, progress=self._step
            )
            keeper.take(opened)
            return restores.compare(opened, secret=secret)

        self._run(work, given, self.compared.emit)

    def restore(self) -> None:
        """Put the backup that was compared into the vault's place."""
        opened = self._opened.restoring
        if opened is None or self.is_busy:
            return
        clock, entropy, state = self._clock, self._entropy, self._state

        def work() -> "Restored":
            return restores.restore(
                opened, clock, entropy, state_directory=state, progress=self._tell
            )

        self.is_restoring = True
        self._submit(work, self.restored.emit)

    def save_readable(self, directory: Path, output: Path, given: Given) -> None:
        """Write what verifies of a damaged vault into a folder, unencrypted."""

        def work(secret: "VaultSecret") -> Salvaged:
            return evidence.salvage(
                directory=directory, secret=secret, output=output, progress=self._step
            )

        self._run(work, given, self.saved.emit)

    def cancel(self) -> None:
        """End what can be ended; restoring itself cannot."""
        self._stopped = True

    def close(self) -> None:
        """Forget the keys; nothing is told any more."""
        self._stopped = True
        self._runner.new_epoch()
        if self.is_busy:
            # A restore that has begun ends first: its key is wiped on the thread that uses it.
            self._worker.submit(self._opened.close)
        else:
            self._opened.close()

    def _run(
        self, work: "Callable[[VaultSecret], T]", given: Given, then: "Callable[[T], None]"
    ) -> None:
        try:
            secret = given.secret()
        except ExpectedError as error:
            self.failed.emit(error)
            return
        self._submit(partial(work, secret), then)

    def _submit(self, work: "Callable[[], T]", then: "Callable[[T], None]") -> None:
        if self.is_busy:
            return
        self._stopped, self._percent = False, -1
        self._busy(busy=True)

        def done(result: T) -> None:
            self._busy(busy=False)
            then(result)

        self._runner.submit(self, work, done, self._wrong, must_run=True)

    def _wrong(self, error: ExpectedError) -> None:
        self._busy(busy=False)
        self.failed.emit(error)

    def _step(self, done: int, total: int) -> None:
        """Called on the vault thread."""
        if self._stopped:
            raise CancelledError
        self._tell(done, total)

    def _tell(self, done: int, total: int) -> None:
        """Called on the vault thread."""
        percent = done * 100 // total if total else 0
        if percent != self._percent:
            self._percent = percent
            self.progressed.emit(done, total)

    def _crashed(self, error: BaseException) -> None:
        self._busy(busy=False)
        self.crashed.emit(error)

    def _busy(self, *, busy: bool) -> None:
        self.is_busy = busy
        self.is_restoring = self.is_restoring and busy
        self.busy_changed.emit(busy)


class _Kept:
    """Holds an opened backup between two threads, so that no key outlives the sheet."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._closed = False
        self.restoring: Restoring | None = None

    def take(self, opened: "Restoring") -> None:
        """Keep what was opened on the vault thread; forget it where the sheet is gone."""
        with self._lock:
            if self._closed:
                opened.close()
                raise CancelledError
            self.restoring = opened

    def close(self) -> None:
        """Wipe the key."""
        with self._lock:
            self._closed = True
            if self.restoring is not None:
                self.restoring.close()
                self.restoring = None
