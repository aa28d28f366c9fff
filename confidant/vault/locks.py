"""The lock of a vault's databases, taken without their keys.

A vault that is replaced may have any key, or none that fits; whether somebody has it open can
still be told. SQLite's exclusive lock covers fixed bytes of the file (sqlite.org/fileformat2.html,
"the lock-byte page"), and whoever holds those keeps every connection out.
"""

import contextlib
import errno
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from confidant.errors import VaultInUseError
from confidant.vault.database import is_open_here, open_here
from confidant.vault.failures import file_errors

_FIRST, _SIZE = 0x40000000, 512
"""The pending byte, the reserved byte and the 510 shared ones."""

_TAKEN = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}
_UNWRITABLE = {errno.EACCES, errno.EPERM, errno.EROFS}


@contextmanager
def held(directory: Path) -> Iterator[None]:
    """Keep every program from opening the databases of a directory while the block runs.

    The lock stays with the files when they are moved. On Windows it is only tried and given back:
    there a file that is open keeps its directory from being renamed, ours as well.

    Raises:
        VaultInUseError: somebody has one of them open, this program included.
        NotWritableError: the lock cannot be asked for, so nothing is known.
    """
    with ExitStack() as stack:
        for path in _databases(directory):
            stack.enter_context(_held(path))
        yield


def _databases(directory: Path) -> list[Path]:
    found = sorted(directory.glob("journal-*.db*"))
    return [path for path in found if path.is_file() and not path.name.endswith("-journal")]


@contextmanager
def _held(path: Path) -> Iterator[None]:
    # Looking before opening: a descriptor that is closed takes this process's locks along.
    if is_open_here(path):
        raise VaultInUseError
    with ExitStack() as undo, file_errors(writing=True, name=path.parent.name):
        descriptor, alone = _open(path)
        undo.callback(os.close, descriptor)
        try:
            _take(descriptor, alone=alone)
        except OSError as error:
            if error.errno in _TAKEN:
                raise VaultInUseError from None
            raise
        kept = undo.pop_all()
    if sys.platform == "win32":
        kept.close()
        yield
        return
    status = os.fstat(descriptor)
    identity = (status.st_dev, status.st_ino)
    open_here.add(identity)
    try:
        yield
    finally:
        open_here.discard(identity)
        kept.close()


def _open(path: Path) -> tuple[int, bool]:
    """Return a descriptor, and whether it may ask for a lock that nobody shares."""
    binary = getattr(os, "O_BINARY", 0)
    try:
        return os.open(path, os.O_RDWR | binary), True
    except OSError as error:
        if error.errno not in _UNWRITABLE:
            raise
    return os.open(path, os.O_RDONLY | binary), False


def _take(descriptor: int, *, alone: bool) -> None:
    if sys.platform == "win32":
        import msvcrt

        os.lseek(descriptor, _FIRST, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, _SIZE)
        with contextlib.suppress(OSError):
            os.lseek(descriptor, _FIRST, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_UNLCK, _SIZE)
    else:
        import fcntl

        # Without leave to write, a shared lock still meets the exclusive one of an open vault.
        kind = fcntl.LOCK_EX if alone else fcntl.LOCK_SH
        fcntl.lockf(descriptor, kind | fcntl.LOCK_NB, _SIZE, _FIRST)
