"""What exists only while a vault is open. Created by unlock, dropped by lock.

Nothing that holds text survives it: screens hang on the session, and it is deleted last.
"""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from confidant.environment import Clock, Entropy
from confidant.errors import CancelledError, ExpectedError
from confidant.records.changes import NO_CHANGES, Changes
from confidant.ui.task_runner import TaskRunner, Worker

if TYPE_CHECKING:
    from confidant.vault.vault import Vault

T = TypeVar("T")
R = TypeVar("R", bound="HasChanges")


class HasChanges(Protocol):
    """The result of a verb that writes."""

    @property
    def changes(self) -> Changes:
        """What the verb touched."""
        ...


class Session(QObject):
    """An open vault and the way to it.

    `changed` tells what a verb touched; `failed` carries an `ExpectedError` that nobody else
    handles, and the window shows its sentence; `replacement_wanted` asks whoever makes backups to
    replace those that hold what was erased.
    """

    changed = Signal(object)
    failed = Signal(object)
    replacement_wanted = Signal()

    def __init__(
        self,
        vault: "Vault",
        executor: Worker,
        clock: Clock,
        entropy: Entropy,
        parent: QObject | None = None,
    ) -> None:
        """Take over `vault`, which was opened on the one thread of `executor`."""
        super().__init__(parent)
        self.clock = clock
        self.entropy = entropy
        self.directory = vault.directory
        self.vault_name = vault.name
        self.read_only = vault.read_only
        self.runner = TaskRunner(executor, self)
        self._executor = executor
        self._vault: Vault | None = vault
        self._closing = Event()

    @property
    def is_open(self) -> bool:
        """Whether the vault is still there."""
        return self._vault is not None

    def today(self) -> date:
        """Return the local day."""
        return self.clock.today()

    def read(
        self,
        owner: QObject,
        verb: Callable[["Vault"], T],
        then: Callable[[T], None],
        *,
        failed: Callable[[ExpectedError], None] | None = None,
        key: str = "",
    ) -> None:
        """Run a verb that changes nothing on the vault thread and give its result to `then`.

        Args:
            owner: who waits; nothing is delivered after it is deleted or after a lock.
            verb: called on the vault thread; must not touch a widget.
            then: receives the result on the GUI thread.
            failed: receives an `ExpectedError`; without it the window shows the sentence.
            key: of several reads with one owner and key only the newest is delivered.
        """
        self._submit(owner, verb, then, failed or self.failed.emit, key=key)

    def write(
        self,
        owner: QObject,
        verb: Callable[["Vault"], R],
        then: Callable[[R], None] | None = None,
        *,
        failed: Callable[[ExpectedError], None] | None = None,
    ) -> None:
        """Run a verb that writes; `changed` is emitted after `then` received its result.

        The session itself waits for the result: what was written is told to every screen even
        where `owner` is gone by then.
        """

        def done(result: R) -> None:
            if then is not None and isValid(owner):
                then(result)
            self.tell(result.changes)

        def wrong(error: ExpectedError) -> None:
            tell = failed if failed is not None and isValid(owner) else self.failed.emit
            tell(error)

        self._submit(self, verb, done, wrong, must_run=True)

    def keep(self, verb: Callable[["Vault"], object]) -> None:
        """Run a verb that writes what is typed, whoever is still there to hear of it."""

        def done(result: object) -> None:
            self.tell(getattr(result, "changes", NO_CHANGES))

        self._submit(self, verb, done, self.failed.emit, must_run=True)

    def _submit(
        self,
        owner: QObject,
        verb: Callable[["Vault"], T],
        then: Callable[[T], None],
        failed: Callable[[ExpectedError], None],
        *,
        key: str = "",
        must_run: bool = False,
    ) -> None:
        vault = self._vault
        if vault is not None:
            self.runner.submit(owner, lambda: verb(vault), then, failed, key=key, must_run=must_run)

    def tell(self, changes: Changes) -> None:
        """Say what changed, if anything did."""
        if changes:
            self.changed.emit(changes)

    def progress(
        self, report: Callable[[int, int], object] | None = None
    ) -> Callable[[int, int], None]:
        """Return a `Progress` for long work: it ends the work with `CancelledError` at a lock.

        Args:
            report: called on the vault thread with (done, total); emit a signal, nothing more.
        """

        def step(done: int, total: int) -> None:
            if self._closing.is_set():
                raise CancelledError
            if report is not None:
                report(done, total)

        return step

    def close(self, last_words: Sequence[Callable[["Vault"], object]] = ()) -> list[ExpectedError]:
        """Refuse new work, write what is unwritten, close the vault, wipe its keys.

        Waits for the vault thread: milliseconds, since long work ends at its next step.

        Args:
            last_words: verbs that write drafts; each is tried even if another fails.

        Returns:
            What went wrong while the drafts were written.
        """
        vault, self._vault = self._vault, None
        if vault is None:
            return []
        self._closing.set()
        self.runner.new_epoch()
        if not self.runner.is_writing:
            vault.interrupt()  # a long search; a write is rather waited for
        return self._executor.submit(partial(_close, vault, tuple(last_words))).result()


def _close(
    vault: "Vault", last_words: tuple[Callable[["Vault"], object], ...]
) -> list[ExpectedError]:
    failures: list[ExpectedError] = []
    try:
        for verb in last_words:
            try:
                verb(vault)
            except ExpectedError as error:
                failures.append(error)
    finally:
        vault.close()
    return failures
