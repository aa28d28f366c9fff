"""Reading foreign files: only regular ones, only inside the source, only up to a size."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from confidant.errors import (
    SourceEncodingError,
    SourceMissingError,
    SourceTooLargeError,
    SourceUnreadableError,
)
from confidant.records.canonical import clean

MIB = 1024 * 1024
MAX_FILE = 64 * MIB
"""Bytes of one text file."""
MAX_TOTAL = 512 * MIB
"""Bytes of all text files of one source."""
MAX_FILES = 200_000
MAX_DEPTH = 40
"""Folders inside each other."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file or link inside a source folder; `parts` is its path below the folder."""

    path: Path = field(repr=False)
    parts: tuple[str, ...] = field(repr=False)
    size: int
    followed: bool

    @property
    def name(self) -> str:
        """Return the path below the source, as it is shown."""
        return shown("/".join(self.parts))

    @property
    def suffix(self) -> str:
        """Return the extension in lower case, with its dot."""
        return self.path.suffix.lower()


class TextReader:
    """Reads text files and watches their sum."""

    def __init__(self) -> None:
        """Start with nothing read."""
        self._total = 0

    def read(self, path: Path, name: str) -> bytes:
        """Return the bytes of a regular file.

        Args:
            path: the file.
            name: what the error calls it.

        Raises:
            SourceMissingError, SourceUnreadableError, SourceTooLargeError: it cannot be had.
        """
        data = read_bytes(path, name, MAX_FILE)
        self._total += len(data)
        if self._total > MAX_TOTAL:
            raise SourceTooLargeError(limit=MAX_TOTAL // MIB)
        return data


def shown(name: str) -> str:
    """Return a file name as it may be shown and stored: undecodable bytes become U+FFFD."""
    return clean(name).replace("\n", "\ufffd").replace("\t", "\ufffd")


def read_bytes(path: Path, name: str, limit: int) -> bytes:
    """Return the bytes of a regular file of at most `limit` bytes.

    Raises:
        SourceMissingError, SourceUnreadableError, SourceTooLargeError: it cannot be had.
    """
    try:
        # A named pipe would wait for ever; whatever is no file is refused before it is opened.
        if not stat.S_ISREG(path.stat().st_mode):
            raise SourceUnreadableError(name=name)
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError:
        raise SourceMissingError(name=name) from None
    except (OSError, ValueError):
        raise SourceUnreadableError(name=name) from None
    if len(data) > limit:
        raise SourceTooLargeError(limit=limit // MIB)
    return data


def decode(data: bytes, name: str) -> str:
    """Return UTF-8 text, without a byte order mark, made storable.

    Raises:
        SourceEncodingError: it is not UTF-8, or holds NUL like no text does.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SourceEncodingError(name=name) from None
    if "\0" in text:
        raise SourceEncodingError(name=name)
    return clean(text)


def walk(root: Path) -> Iterator[Found]:
    """Yield the files of a folder in order of their names, folder after folder.

    Hidden ones are left alone. Symbolic links and special files come with `followed` false.

    Raises:
        SourceUnreadableError: a folder cannot be listed.
        SourceTooLargeError: too many files, or folders too deep inside each other.
    """
    yield from _walk(root, (), [0])


def _walk(folder: Path, parts: tuple[str, ...], count: list[int]) -> Iterator[Found]:
    if len(parts) > MAX_DEPTH:
        raise SourceTooLargeError(limit=MAX_TOTAL // MIB)
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
            kinds = [(e, e.is_dir(follow_symlinks=False), _size(e)) for e in entries]
    except OSError:
        raise SourceUnreadableError(name=shown(folder.name)) from None
    for entry, is_folder, size in kinds:
        if entry.name.startswith("."):
            continue
        here = (*parts, entry.name)
        if is_folder:
            yield from _walk(Path(entry.path), here, count)
            continue
        count[0] += 1
        if count[0] > MAX_FILES:
            raise SourceTooLargeError(limit=MAX_TOTAL // MIB)
        yield Found(Path(entry.path), here, size or 0, size is not None)


def _size(entry: os.DirEntry[str]) -> int | None:
    """Return the size of a regular file, None of anything else."""
    if not entry.is_file(follow_symlinks=False):
        return None
    return entry.stat(follow_symlinks=False).st_size
