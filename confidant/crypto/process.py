"""What the process as a whole does to keep its memory to itself (threat-model.md §4)."""

import ctypes
import sys
from typing import Final

_PR_SET_DUMPABLE: Final = 4


def harden_process() -> None:
    """Forbid core dumps and other processes of the same user to read this one's memory.

    Linux only; elsewhere, and where the system refuses, nothing happens: it is one more obstacle
    and no promise. Call it once at start, before any secret is read.
    """
    if sys.platform != "linux":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
