"""Each backup of a vault by itself: what can be said of it, and removing one."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from confidant.environment import Progress, ignore_progress
from confidant.errors import BackupNotFoundError, NotWritableError
from confidant.services import backups

if TYPE_CHECKING:
    from confidant.vault.backup_store import Kept
    from confidant.vault.vault import Vault

Standing: TypeAlias = Literal["proved", "earlier-key", "unproved", "changed"]
"""Proved when it was made; made under a vault key from before a re-encryption, so it opens with
what opened the vault then; nobody can say that it is good; read again, it is not what was
proved."""


@dataclass(frozen=True)
class One:
    """A backup, where it lies, and what can be said of it.

    Attributes:
        kept: the folder and its proof.
        standing: what is known without opening it.
        is_beside: it lies beside the vault, otherwise in a second place.
    """

    kept: "Kept"
    standing: Standing
    is_beside: bool

    @property
    def name(self) -> str:
        """What it is called on the command line: its folder's name."""
        return self.kept.path.name


def every(vault: "Vault") -> tuple[One, ...]:
    """Return every backup that can be found, those beside the vault first, newest first."""
    found = backups.overview(vault)
    present = _databases(vault.directory)

    def one(kept: "Kept", *, is_beside: bool) -> One:
        return One(kept, _standing(vault, kept, present), is_beside)

    return (
        *(one(kept, is_beside=True) for kept in found.here),
        *(one(kept, is_beside=False) for kept in found.second),
    )


def reread(vault: "Vault", *, progress: Progress = ignore_progress) -> tuple[One, ...]:
    """Return every backup after reading the proved ones whole again. Changes nothing."""
    known = every(vault)

    def again() -> Iterator[One]:
        for number, one in enumerate(known, start=1):
            is_bad = one.standing == "proved" and not one.kept.is_unchanged()
            yield One(one.kept, "changed", one.is_beside) if is_bad else one
            progress(number, len(known))

    return tuple(again())


def remove(vault: "Vault", *, name: str, progress: Progress = ignore_progress) -> tuple[Path, ...]:
    """Remove one backup for good, and its twin in the second place; return where they were.

    Raises:
        BackupNotFoundError: none is called so.
        NotWritableError: a folder refused; what is called so there is still whole.
        CancelledError: by `progress`, which may end it between two files.
    """
    from confidant.vault import aside, backup_store

    paths = tuple(one.kept.path for one in every(vault) if one.name == name)
    if not paths:
        raise BackupNotFoundError(name=name)
    refused = aside.run(
        lambda check: [path for path in paths if not backup_store.remove(path, check)], progress
    )
    if refused:
        raise NotWritableError(name=refused[0].parent.name)
    return paths


def _standing(vault: "Vault", kept: "Kept", present: frozenset[str]) -> Standing:
    from confidant.vault import backup_headers

    if kept.proof is not None:
        return "proved"
    # Re-encryption writes a database of another name; only a whole header tells one.
    others = [
        one.header.vault_id == vault.vault_id and one.header.database not in present
        for one in backup_headers.readable(kept.path)
    ]
    return "earlier-key" if others and all(others) else "unproved"


def _databases(directory: Path) -> frozenset[str]:
    """Return what the present headers call the database."""
    from confidant.vault import backup_headers

    return frozenset(one.header.database for one in backup_headers.readable(directory))
