"""The one thread that touches a vault: a connection refuses every other."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import Any, ParamSpec, TypeVar

from confidant.errors import VaultLockedError

_Result = TypeVar("_Result")
_Arguments = ParamSpec("_Arguments")


class VaultThread:
    """Runs work one piece after another, key derivation included, on a thread of its own.

    Work is refused from `close` on. Work that waits when `close` is called is cancelled; the
    piece that runs ends first, since Argon2id cannot be stopped.
    """

    def __init__(self) -> None:
        """Start no thread yet; the first piece of work does."""
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="vault")
        self._lock = Lock()
        self._closed = False
        self._waiting: set[Future[Any]] = set()

    def submit(
        self,
        work: Callable[_Arguments, _Result],
        /,
        *args: _Arguments.args,
        **kwargs: _Arguments.kwargs,
    ) -> "Future[_Result]":
        """Queue a piece of work and return its future.

        Raises:
            VaultLockedError: the thread has been closed.
        """
        with self._lock:
            if self._closed:
                raise VaultLockedError
            future = self._executor.submit(work, *args, **kwargs)
            self._waiting.add(future)
        future.add_done_callback(self._waiting.discard)
        return future

    def close(self, last: Callable[[], None] | None = None) -> None:
        """Refuse new work, drop what waits, run `last` on the thread, and wait for its end.

        Args:
            last: what must still happen there, such as closing the vault. May be called again;
                then nothing happens.
        """
        with self._lock:
            if self._closed:
                return
            self._closed = True
            waiting = list(self._waiting)
        for future in waiting:
            future.cancel()
        ending = None if last is None else self._executor.submit(last)
        self._executor.shutdown(wait=True)
        if ending is not None:
            ending.result()
