"""Removing the backups that still hold what was erased, wherever they lie.

A place loses its older backups only once a fresh one lies there. What cannot be reached or refuses
is counted; `owed` remembers that it is still to go.
"""

from typing import TYPE_CHECKING, TypeAlias

from confidant.services import backup_places, owed
from confidant.services.owed import Removed

if TYPE_CHECKING:
    from collections.abc import Callable

    from confidant.services.backup_places import Folder, Places
    from confidant.vault.backup import Backup
    from confidant.vault.backup_store import Kept
    from confidant.vault.proofs import ProofKey
    from confidant.vault.vault import Vault

    Stays: TypeAlias = Callable[[Kept], bool]


def remove_older(vault: "Vault", *, fresh: "Backup") -> Removed:
    """Remove the backups that can be reached and are older than `fresh`, which was proved.

    Where an erasure owes that, later backups than it stay: they do not hold what was erased.
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
        return _purge(backup_places.of(vault), key, stays)
    finally:
        key.wipe()


def settle(vault: "Vault") -> None:
    """Remove what an erasure still owes, where a later backup has arrived by now."""
    since = owed.changes_owed(vault)
    if since is None or not owed.can_be_settled(vault):
        return
    key = vault.proof_key()
    try:
        done = _purge(backup_places.of(vault), key, lambda one: owed.is_later(vault, one, since))
    finally:
        key.wipe()
    if done.is_complete:
        owed.settle(vault)


def _purge(places: "Places", key: "ProofKey", stays: "Stays") -> Removed:
    """Remove older backups in every place where one that stays has arrived."""
    from confidant.vault import backup_store

    def arrived(folder: "Folder | None") -> bool:
        return folder is None or any(map(stays, backup_store.read_place(folder.path, key)))

    def clear(folder: "Folder", *, may_go: bool) -> tuple[int, int]:
        found = backup_store.purge(
            folder.path, key, stays, is_shared=folder.is_shared, may_go=may_go
        )
        return found.gone, found.left

    here = arrived(places.beside)
    gone, left = clear(places.beside, may_go=here)
    elsewhere = [clear(one, may_go=here and arrived(places.second)) for one in places.elsewhere]
    return Removed(
        gone + sum(one for one, _ in elsewhere),
        left,
        sum(one for _, one in elsewhere),
        len(places.away),
    )
