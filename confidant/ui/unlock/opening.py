"""Opening and making vaults off the GUI thread, so that a lock always wins.

Argon2id cannot be stopped, and an open vault holds its exclusive lock until it is closed on the
thread that opened it. So every attempt knows whether it is still wanted: an attempt that was
cancelled while it ran closes its own vault there, and one that had ended is closed there too.
"""

from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from confidant.errors import CancelledError, ExpectedError
from confidant.ui.task_runner import TaskRunner, Worker

if TYPE_CHECKING:
    from collections.abc import Callable

    from confidant.vault.vault import Vault


@dataclass(frozen=True)
class Opened:
    """An open vault, handed over: whoever receives it closes it.

    `first_time` says that it has just been made and is empty, `read_only` that it was opened to
    look at only, `healed` that one copy of its header was damaged and has been mended.
    """

    vault: "Vault" = field(repr=False)
    directory: Path
    first_time: bool = False

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed."""
        return self.vault.read_only

    @property
    def healed(self) -> bool:
        """Whether a damaged copy of the header was mended."""
        return self.vault.healed


class Attempt:
    """One opening. Each vault that it opens is claimed by one receiver, or closed."""

    def __init__(self, make: "Callable[[], Vault]") -> None:
        """Prepare to call `make`, which takes its time, on the vault thread."""
        self._make: Callable[[], Vault] | None = make
        self._lock = Lock()
        self._wanted = True
        self._vault: Vault | None = None
        self.has_run = False

    def run(self) -> None:
        """Open the vault. Called on the vault thread.

        Raises:
            CancelledError: nobody wants it any more; it is closed again.
            ExpectedError: it could not be opened.
        """
        make, self._make = self._make, None  # it holds the secret
        if make is None or self._is_cancelled():
            raise CancelledError
        try:
            vault = make()
        finally:
            self.has_run = True
        with self._lock:
            if not self._is_cancelled():
                self._vault = vault
                return
        vault.close()
        raise CancelledError

    def _is_cancelled(self) -> bool:
        return not self._wanted

    def claim(self) -> "Vault | None":
        """Take over the vault, once; None when the attempt was cancelled."""
        with self._lock:
            vault, self._vault = self._vault, None
            return vault

    def cancel(self) -> "Vault | None":
        """Want it no more; return a vault that is open already, to be closed on its thread."""
        with self._lock:
            self._wanted = False
            self._make = None
            vault, self._vault = self._vault, None
            return vault


class Opener(QObject):
    """Runs one attempt at a time. Lives on the GUI thread.

    `opened` carries a vault that the receiver must close, `failed` an `ExpectedError`, `crashed`
    an exception that nobody expected.
    """

    opened = Signal(object)
    failed = Signal(object)
    crashed = Signal(object)
    busy_changed = Signal(bool)

    def __init__(self, worker: Worker, parent: QObject | None = None) -> None:
        """Use the vault thread `worker`, which the caller shuts down."""
        super().__init__(parent)
        self._worker = worker
        self._runner = TaskRunner(worker, self)
        self._runner.crashed.connect(self._crashed)
        self._attempt: Attempt | None = None

    @property
    def is_busy(self) -> bool:
        """Whether an attempt is under way."""
        return self._attempt is not None

    def start(self, make: "Callable[[], Vault]") -> None:
        """Begin to open a vault, unless another attempt is under way."""
        if self._attempt is not None:
            return
        attempt = self._attempt = Attempt(make)
        self.busy_changed.emit(True)  # noqa: FBT003 -- the signal's one value
        self._runner.submit(self, attempt.run, self._succeeded, self._failed)

    def cancel(self) -> None:
        """Leave the vault locked and closed, whatever has happened already.

        A vault that is open by now is closed on the vault thread before this returns: some
        milliseconds. One whose key is still being derived is closed there as soon as it opens.
        """
        attempt, self._attempt = self._attempt, None
        if attempt is None:
            return
        self._runner.new_epoch()
        self.close(attempt.cancel())
        self.busy_changed.emit(False)  # noqa: FBT003 -- the signal's one value

    def close(self, vault: "Vault | None") -> None:
        """Close a vault on the thread that opened it, and wait for that."""
        if vault is not None:
            self._worker.submit(vault.close).result()

    def _succeeded(self, _nothing: None) -> None:
        attempt = self._ended()
        vault = attempt.claim() if attempt is not None else None
        if vault is not None:
            self.opened.emit(vault)

    def _failed(self, error: ExpectedError) -> None:
        if self._ended() is not None:
            self.failed.emit(error)

    def _crashed(self, error: BaseException) -> None:
        # An older attempt may have crashed; the present one goes on unless it has ended too.
        if self._attempt is not None and self._attempt.has_run:
            self.cancel()
        self.crashed.emit(error)

    def _ended(self) -> Attempt | None:
        attempt, self._attempt = self._attempt, None
        if attempt is not None:
            self.busy_changed.emit(False)  # noqa: FBT003 -- the signal's one value
        return attempt
