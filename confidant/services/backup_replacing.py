"""Removing the backups that still hold what was erased, wherever they lie.

A place loses its older backups only once a fresh one lies there. What cannot be reached or refuses
is counted; `owed` remembers that it is still to go.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from confidant.environment import Progress, ignore_progress
from confidant.services import backup_places, owed
from confidant.services.owed import Removed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from confidant.services.backup_places import Folder, Places
    from confidant.vault.aside import Check
    from confidant.vault.backup import Backup
    from confidant.vault.backup_store import Kept
    from confidant.vault.proofs import ProofKey
    from confidant.vault.vault import Vault

    Stays: TypeAlias = Callable[[Kept], bool]


def remove_older(
    vault: "Vault", *, fresh: "Backup", progress: Progress = ignore_progress
) -> Removed:
    """Remove the backups that can be reached and are older than `fresh`, which was proved.

    Where an erasure owes that, later backups than it stay: they do not hold what was erased.

    Raises:
        CancelledError: by `progress`, which may end it between two files.
    """
    since = owed.changes_owed(vault)

    def stays(one: "Kept") -> bool:
        if since is not None:
            return owed.is_later(vault, one, since)
        # By name and content: a clock may have gone back, and a later one may be there by now.
        least = fresh.revisions + (one.path.name != fresh.path.name)
        return owed.is_later(vault, one, least)

    key = vault.proof_key()
    try:
        return _purge(backup_places.of(vault), key, stays, progress)
    finally:
        key.wipe()


def settle(vault: "Vault", progress: Progress = ignore_progress) -> None:
    """Remove what an erasure still owes, where a later backup has arrived by now.

    Raises:
        CancelledError: by `progress`, which may end it between two files.
    """
    since = owed.changes_owed(vault)
    if since is None or not owed.can_be_settled(vault):
        return
    key = vault.proof_key()
    try:
        places = backup_places.of(vault)
        done = _purge(places, key, lambda one: owed.is_later(vault, one, since), progress)
    finally:
        key.wipe()
    if done.is_complete:
        owed.settle(vault)


@dataclass(frozen=True)
class _Going:
    """What is to be removed in a folder, or only to be counted."""

    folder: "Folder"
    paths: "tuple[Path, ...]"
    may_go: bool


def _purge(places: "Places", key: "ProofKey", stays: "Stays", progress: Progress) -> Removed:
    """Remove older backups in every place where one that stays has arrived."""
    from confidant.vault import aside, backup_store

    def arrived(folder: "Folder | None") -> bool:
        return folder is None or any(map(stays, backup_store.read_place(folder.path, key)))

    def going(folder: "Folder", *, may_go: bool) -> _Going:
        paths = backup_store.besides(folder.path, key, stays, is_shared=folder.is_shared)
        return _Going(folder, paths, may_go)

    here = arrived(places.beside)
    there = here and arrived(places.second)
    beside = going(places.beside, may_go=here)
    elsewhere = [going(one, may_go=there) for one in places.elsewhere]
    vault_id = key.vault_id

    def clear(check: "Check") -> Removed:
        gone, left = _clear(beside, vault_id, check)
        others = [_clear(one, vault_id, check) for one in elsewhere]
        return Removed(
            gone + sum(one for one, _ in others),
            left,
            sum(one for _, one in others),
            len(places.away),
        )

    return aside.run(clear, progress)


def _clear(going: _Going, vault_id: bytes, check: "Check") -> tuple[int, int]:
    """Return how many backups went, and how many or what is left of them is still there."""
    from confidant.vault import backup_store, presence

    place, only = going.folder.path, vault_id if going.folder.is_shared else None
    if not going.may_go:
        return 0, len(going.paths) + len(backup_store.leftovers(place, only=only))
    gone = sum(backup_store.remove(path, check) for path in going.paths)
    # What refuses halfway is a left-over now.
    still = sum(not presence.is_missing(path) for path in going.paths)
    return gone, still + backup_store.tidy(place, only=only, check=check)
