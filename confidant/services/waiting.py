"""Genuine files that cannot be taken in yet: kept encrypted beside the database."""

import contextlib
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from confidant.bundles.limits import FILE_LIMIT
from confidant.errors import ExpectedError, NotWritableError
from confidant.services.output import read_whole, write_new

if TYPE_CHECKING:
    from confidant.vault.vault import Vault

_FOLDER = "waiting"
_PRIVATE = 0o700
_DIGEST = 16
MOST_FILES = 200
"""Beyond this nothing more is kept: a contact cannot fill the disk with files that never fit."""


def keep(vault: "Vault", bundle: bytes, data: bytes) -> None:
    """Keep a file as it came; the same file again changes nothing.

    Raises:
        NotWritableError, DiskFullError: it cannot be kept.
    """
    folder = _folder(vault)
    place = _place(folder, bundle, data)
    if place.exists():
        return
    try:
        folder.mkdir(mode=_PRIVATE, exist_ok=True)
        if sum(1 for _ in folder.iterdir()) >= MOST_FILES:
            raise NotWritableError(name=_FOLDER)
    except OSError:
        raise NotWritableError(name=_FOLDER) from None
    write_new(place, data)


def every(vault: "Vault") -> Iterator[tuple[bytes, bytes]]:
    """Yield (bundle id, file) of everything that waits."""
    folder = _folder(vault)
    for place in sorted(folder.glob("*.age")) if folder.is_dir() else ():
        with contextlib.suppress(ValueError, ExpectedError):
            bundle, _, _ = place.stem.partition("-")
            yield bytes.fromhex(bundle), read_whole(place, most=FILE_LIMIT)


def count(vault: "Vault") -> int:
    """Return how many files wait."""
    folder = _folder(vault)
    return sum(1 for _ in folder.glob("*.age")) if folder.is_dir() else 0


def forget(vault: "Vault", bundle: bytes, data: bytes) -> None:
    """Remove a file that waits no more."""
    with contextlib.suppress(OSError):
        _place(_folder(vault), bundle, data).unlink()


def _folder(vault: "Vault") -> Path:
    return vault.directory / _FOLDER


def _place(folder: Path, bundle: bytes, data: bytes) -> Path:
    """Return the name of a file: its sender chose the id, and may have chosen another's."""
    digest = hashlib.sha256(data).digest()[:_DIGEST]
    return folder / f"{bundle.hex()}-{digest.hex()}.age"
