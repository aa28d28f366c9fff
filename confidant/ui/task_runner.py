"""The whole bridge between the window and the vault thread (architecture.md §3).

Work runs on an executor; its result comes back on the GUI thread through one queued signal. The
runner forgets a result as soon as it was delivered: nothing decrypted outlives a lock in here.
"""

from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from confidant.errors import ExpectedError

T = TypeVar("T")


class Worker(Protocol):
    """Runs work on one other thread, piece by piece: the vault thread, or a test's."""

    def submit(self, work: Callable[[], T], /) -> Future[T]:
        """Queue `work` and return its future."""
        ...


@dataclass(frozen=True)
class _Waiting:
    owner: QObject
    on_success: Callable[[Any], None]
    on_error: Callable[[ExpectedError], None]
    key: str
    generation: int
    epoch: int
    must_run: bool


class TaskRunner(QObject):
    """Runs work elsewhere and delivers its result here.

    Lives on the GUI thread. A result is dropped when its owner is gone, when newer work with the
    same owner and key was submitted meanwhile, or when `new_epoch` was called (a lock).
    """

    _finished = Signal(object)
    crashed = Signal(object)
    """An exception that nobody expected, for the crash report."""
    busy_changed = Signal(bool)

    def __init__(self, executor: Worker, parent: QObject | None = None) -> None:
        """Use `executor`, which the caller shuts down."""
        super().__init__(parent)
        self._executor = executor
        self._waiting: dict[Future[Any], _Waiting] = {}
        self._generations: dict[tuple[int, str], int] = {}
        self._epoch = 0
        # Queued on purpose: a future that is done already calls back inside `submit`.
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def pending(self) -> int:
        """How many results are still to come."""
        return len(self._waiting)

    def submit(
        self,
        owner: QObject,
        work: Callable[[], T],
        on_success: Callable[[T], None],
        on_error: Callable[[ExpectedError], None],
        *,
        key: str = "",
        must_run: bool = False,
    ) -> None:
        """Run `work` on the executor and give its result to `on_success` on this thread.

        Args:
            owner: the object that waits; nothing is delivered once it is deleted.
            work: must not touch any QObject.
            on_success: receives the result.
            on_error: receives the `ExpectedError`; anything else goes to `crashed`.
            key: where it is not empty, only the newest work of this owner and key is delivered.
            must_run: work that writes; a lock drops its result and lets it happen.
        """
        slot = (id(owner), key)
        generation = self._generations.get(slot, 0) + 1
        if key:
            self._generations[slot] = generation
        waiting = _Waiting(owner, on_success, on_error, key, generation, self._epoch, must_run)
        was_idle = not self._waiting
        future = self._executor.submit(work)
        self._waiting[future] = waiting
        if was_idle:
            self.busy_changed.emit(True)  # noqa: FBT003 -- the signal's one value
        future.add_done_callback(self._finished.emit)

    def new_epoch(self) -> None:
        """Drop every result that is still to come, and the work that has not begun.

        Work that must run keeps its place.
        """
        self._epoch += 1
        self._generations.clear()
        for future, waiting in list(self._waiting.items()):
            if not waiting.must_run:
                future.cancel()

    @property
    def is_writing(self) -> bool:
        """Whether work that must run is not done yet."""
        return any(w.must_run and not future.done() for future, w in self._waiting.items())

    @Slot(object)
    def _deliver(self, future: Future[Any]) -> None:
        waiting = self._waiting.pop(future, None)
        if not self._waiting:
            self.busy_changed.emit(False)  # noqa: FBT003 -- the signal's one value
        if waiting is None:
            return
        try:
            error = future.exception()
        except CancelledError:
            return
        if error is not None and not isinstance(error, ExpectedError):
            self.crashed.emit(error)
        elif self._wanted(waiting):
            if error is not None:
                waiting.on_error(error)
            else:
                waiting.on_success(future.result())

    def _wanted(self, waiting: _Waiting) -> bool:
        if waiting.epoch != self._epoch or not isValid(waiting.owner):
            return False
        slot = (id(waiting.owner), waiting.key)
        return not waiting.key or self._generations.get(slot) == waiting.generation
