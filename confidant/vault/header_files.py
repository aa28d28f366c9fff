"""The two header files of a vault's directory, read and written (formats.md §3.4)."""

from collections.abc import Callable
from pathlib import Path

from confidant.errors import BugError
from confidant.vault import private_files
from confidant.vault.header import MAX_SIZE, SignedHeader, parse

NAME = "vault.hdr"
COPY_NAME = "vault.hdr.copy"


def read(path: Path) -> bytes | None:
    """Return the bytes of a header file, at most one more than a header may have.

    None when it is missing or cannot be read: the other copy then has to do.
    """
    try:
        with path.open("rb") as stream:
            return stream.read(MAX_SIZE + 1)
    except OSError:
        return None


def read_both(directory: Path) -> tuple[bytes | None, bytes | None]:
    """Return the bytes of `vault.hdr` and of its copy."""
    return read(directory / NAME), read(directory / COPY_NAME)


def write_both(
    directory: Path, signed: SignedHeader, opens: Callable[[SignedHeader], bool]
) -> None:
    """Write a new header over both copies, the first one completely before the second.

    Args:
        directory: the vault's directory.
        signed: what to write.
        opens: tells whether the new secret opens what was parsed back; nothing is written
            before it has said so.

    Raises:
        BugError: the header does not open, so writing it would lock everybody out.
        OSError: the operating system refuses; the old headers are intact.
    """
    if not opens(parse(signed.data)):
        raise BugError("a header that its own secret does not open")
    private_files.replace(directory / NAME, signed.data)
    private_files.replace(directory / COPY_NAME, signed.data)


def heal(directory: Path, signed: SignedHeader) -> None:
    """Make both copies equal to the one that opened.

    Raises:
        OSError: the operating system refuses; the good copy is intact.
    """
    for name in (NAME, COPY_NAME):
        if read(directory / name) != signed.data:
            private_files.replace(directory / name, signed.data)
