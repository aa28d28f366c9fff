"""Files that a person asked for: written under a temporary name, private, never over another."""

import contextlib
import errno
import os
import secrets
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from confidant.errors import (
    DiskFullError,
    ExpectedError,
    NotReadableError,
    NotWritableError,
    OutputExistsError,
    UnfinishedOutputError,
)

_PRIVATE, _PRIVATE_FOLDER = 0o600, 0o700
_MOST_OF_A_NAME = 200
"""Bytes of a name that a longer one keeps; file systems take 255."""
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class OutputFile:
    """A file that appears whole or not at all; None as path writes nothing.

    Use as a context manager: `write` goes to a temporary name beside the place, `publish` gives
    it its own; leaving without `publish` removes it.
    """

    def __init__(self, path: Path | None) -> None:
        """Choose the place; it must be free."""
        self._path = path
        self._temporary: Path | None = None

    def __enter__(self) -> Self:
        """Check that the place is free.

        Raises:
            OutputExistsError: something is there.
        """
        if self._path is not None and os.path.lexists(self._path):
            raise OutputExistsError(name=self._path.name)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Remove what was not published."""
        if self._temporary is not None:
            with contextlib.suppress(OSError):
                self._temporary.unlink()

    def write(self, data: bytes) -> None:
        """Write the whole content under the temporary name and bring it to the disk.

        Raises:
            DiskFullError, NotWritableError: it could not be written.
        """
        if self._path is None:
            return
        # A name of its own: what lies there under another is not ours to remove. And one that
        # can be seen: a kill leaves the file, which need not be encrypted.
        mark = f"unfinished {secrets.token_hex(4)}"
        self._temporary = self._path.with_name(_marked(self._path.name, mark))
        try:
            descriptor = os.open(self._temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE)
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise failure(error, self._path) from None

    def publish(self) -> None:
        """Give the file its name, unless another one has taken it meanwhile.

        Raises:
            OutputExistsError, NotWritableError: it could not be named.
        """
        if self._path is None or self._temporary is None:
            return
        try:
            _name(self._temporary, self._path)
        except OSError as error:
            raise failure(error, self._path) from None
        self._temporary = None


def write_new(path: Path, data: bytes) -> None:
    """Write a new private file whole.

    Raises:
        OutputExistsError, NotWritableError, DiskFullError: it could not be written.
    """
    with OutputFile(path) as file:
        file.write(data)
        file.publish()


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """Give a private folder to write into, which gets its name `path` when all went well.

    Until then it is called “NAME (unfinished)”, for everybody to see: what goes in need not be
    encrypted, and a kill leaves it there.

    Raises:
        OutputExistsError: something is at `path`, and it is no empty folder.
        UnfinishedOutputError: a kill has left one, or somebody else is writing it.
        NotWritableError, DiskFullError: it could not be made or written; nothing is left.
    """
    if os.path.lexists(path) and (not path.is_dir() or any(path.iterdir())):
        raise OutputExistsError(name=path.name)
    temporary = path.absolute().with_name(_marked(path.absolute().name, "unfinished"))
    try:
        temporary.mkdir(mode=_PRIVATE_FOLDER)
    except FileExistsError:
        raise UnfinishedOutputError(name=temporary.name) from None
    except OSError as error:
        raise failure(error, path) from None
    try:
        yield temporary
        temporary.rename(path)
    except OSError as error:
        raise failure(error, path) from None
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def read_whole(path: Path, *, most: int) -> bytes:
    """Return the content of a file, at most one byte more than `most`.

    Raises:
        NotReadableError: there is none, it cannot be read, or it is a named pipe, which would
            wait for ever.
    """
    try:
        if _is_named_pipe(path):
            raise NotReadableError(name=path.name)
        with path.open("rb") as file:
            return file.read(most + 1)
    except (OSError, ValueError):
        raise NotReadableError(name=path.name or str(path)) from None


def _is_named_pipe(path: Path) -> bool:
    """Say whether a path is a pipe with a name; those that a shell hands over have none."""
    try:
        return stat.S_ISFIFO(path.resolve().stat().st_mode)
    except FileNotFoundError:
        return False


def failure(error: OSError, path: Path) -> ExpectedError:
    """Return the expected error for what the file system said about a file."""
    if error.errno in _FULL:
        return DiskFullError()
    if error.errno == errno.EEXIST:
        return OutputExistsError(name=path.name)
    return NotWritableError(name=path.name or str(path))


def _name(temporary: Path, path: Path) -> None:
    """Move without replacing; where the file system has no hard links, check and rename."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, "exists") from None
        temporary.rename(path)
        return
    temporary.unlink()


def _marked(name: str, mark: str) -> str:
    short = name[:_MOST_OF_A_NAME]
    while len(os.fsencode(short)) > _MOST_OF_A_NAME:
        # By characters: half of one is no text, which Windows refuses.
        short = short[:-1]
    return f"{short} ({mark})"


def is_usable_folder(path: Path) -> bool:
    """Say whether something can be written into a folder."""
    return path.is_dir() and os.access(path, os.W_OK | os.X_OK)
