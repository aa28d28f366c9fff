"""Files and directories that only their owner may read, whatever the umask says."""

import contextlib
import os
from pathlib import Path

DIRECTORY_MODE = 0o700
FILE_MODE = 0o600


def make_directory(path: Path) -> None:
    """Make a directory with mode 0700; it must not exist, its parent must.

    Raises:
        OSError: the operating system refuses.
    """
    path.mkdir(mode=DIRECTORY_MODE)
    _set_mode(path, DIRECTORY_MODE)


def ensure_directory(path: Path) -> None:
    """Make a directory and its parents with mode 0700 where they are missing.

    Raises:
        OSError: the operating system refuses, or the disk is not there.
    """
    if path.is_dir():
        return
    # The root of a disk that is gone has itself for a parent.
    if path.parent != path:
        ensure_directory(path.parent)
    with contextlib.suppress(FileExistsError):
        make_directory(path)


def create(path: Path) -> int:
    """Create a file with mode 0600 that did not exist before, and return its descriptor."""
    flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, FILE_MODE)
    _set_mode(path, FILE_MODE)
    return descriptor


def replace(path: Path, data: bytes) -> None:
    """Put `data` in the place of `path` so that a crash leaves the old bytes or the new ones.

    Writes a file that ends in `.tmp` beside it, syncs it, renames it and syncs the directory.
    What an earlier crash left under that name is removed first.
    """
    temporary = path.with_name(path.name + ".tmp")
    temporary.unlink(missing_ok=True)
    descriptor = create(temporary)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    sync_directory(path.parent)


def sync_directory(path: Path) -> None:
    """Make a rename in this directory survive a power cut, where the system can."""
    if os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _set_mode(path: Path, mode: int) -> None:
    if os.name != "nt":
        path.chmod(mode)
