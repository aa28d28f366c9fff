"""Slow work on files, on a thread of its own: who waits for it can stop waiting at any time.

One call of the system may take seconds, as where a large file goes from a slow stick. A lock must
not wait for that: the work ends by itself before its next piece.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from threading import Event
from typing import TypeAlias, TypeVar

from confidant.environment import Progress, ignore_progress
from confidant.errors import CancelledError

T = TypeVar("T")

Check: TypeAlias = Callable[[], None]
"""Called between the pieces of what takes long; raises CancelledError to end it."""

_PATIENCE_S = 0.02


def go_on() -> None:
    """Let it take as long as it takes."""


def run(work: Callable[[Check], T], progress: Progress) -> T:
    """Do some work and return what it returns.

    Args:
        work: must not touch a database; is given what it calls between its pieces.
        progress: may end the waiting, with what it raises; where it is the default, nothing can,
            and the work is done on the thread that asks.

    Raises:
        CancelledError: by `progress`; the present piece is still being done.
    """
    if progress is ignore_progress:
        return work(go_on)
    ended = Event()

    def check() -> None:
        if ended.is_set():
            raise CancelledError

    other = ThreadPoolExecutor(max_workers=1, thread_name_prefix="files")
    try:
        future = other.submit(work, check)
        while not wait((future,), _PATIENCE_S).done:
            progress(0, 1)
        return future.result()
    finally:
        ended.set()
        other.shutdown(wait=False)
