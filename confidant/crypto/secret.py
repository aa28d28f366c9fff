"""Buffers for secrets: wiped after use, kept out of swap where the system lets us.

Python copies `bytes` freely and never clears them, so this lowers what is left in memory and
promises nothing (threat-model.md §4): secrets live in `bytearray`, and who makes one wipes it.
"""

import ctypes
import sys
from types import TracebackType
from typing import Self

from confidant.errors import BugError


def wipe(buffer: bytearray | memoryview) -> None:
    """Overwrite `buffer` with zero bytes in place; its length stays."""
    size = len(buffer)
    buffer[:] = bytes(size)


def lock_in_memory(buffer: bytearray) -> bool:
    """Ask the system to keep the pages of `buffer` out of swap; return whether it agreed.

    Pages are not unlocked later: they are shared with neighbours, and unlocking one secret's page
    would unlock another's. The buffer must not change its size from now on (it would move).
    """
    if sys.platform == "win32" or not buffer:
        return False
    mlock = getattr(ctypes.CDLL(None), "mlock", None)
    if mlock is None:
        return False
    window = (ctypes.c_char * len(buffer)).from_buffer(buffer)
    return bool(mlock(ctypes.c_void_p(ctypes.addressof(window)), ctypes.c_size_t(len(buffer))) == 0)


class Secret:
    """Owns a secret: locked in memory where possible, wiped on leaving the `with`, never shown.

    A `bytearray` is taken over, not copied; `bytes` are copied (the original cannot be wiped).
    """

    __slots__ = ("_data", "_wiped")

    def __init__(self, data: bytes | bytearray) -> None:
        self._data = data if isinstance(data, bytearray) else bytearray(data)
        self._wiped = False
        lock_in_memory(self._data)

    @property
    def data(self) -> bytearray:
        """The secret itself, not a copy. Raises `BugError` after `wipe`."""
        if self._wiped:
            raise BugError("secret used after it was wiped")
        return self._data

    def wipe(self) -> None:
        """Overwrite the secret; may be called again."""
        wipe(self._data)
        self._wiped = True

    def __len__(self) -> int:
        return len(self._data)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.wipe()
