"""Copies that are being worked on, told apart from what a kill left behind.

This program remembers its own. Other programs are told by a lock on the copy's directory, which
the system lets go of when a program ends, however it ends. Where a file system knows no such
locks, and on Windows, which opens no directory, nobody is told.
"""

import contextlib
import os
import sys
from pathlib import Path

_ours: dict[Path, int | None] = {}


def begin(path: Path) -> None:
    """Say that this program works on a copy, which need not be there yet."""
    _ours[path] = None


def hold(path: Path) -> None:
    """Tell other programs too, as soon as the directory is there; it may be renamed after that."""
    if sys.platform == "win32":
        return
    import fcntl

    with contextlib.suppress(OSError):
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        _ours[path] = descriptor
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)


def end(path: Path) -> None:
    """Say that it is done, or was given up. May be said twice."""
    descriptor = _ours.pop(path, None)
    if descriptor is not None:
        os.close(descriptor)


def is_under_way(path: Path) -> bool:
    """Say whether this program or another one works on a copy now."""
    return path in _ours or _is_held(path)


def _is_held(path: Path) -> bool:
    if sys.platform == "win32":
        return False
    import fcntl

    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return False
