"""Earlier second places of a vault, and forgetting one that is lost.

What lies in them still holds what is erased later, so each is remembered until nothing of this
vault lies there. A stick that is lost or was overwritten never comes back to be looked at: only
the person can say so.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from confidant.environment import Clock
from confidant.errors import BackupPlaceNotFoundError
from confidant.records.changes import NO_CHANGES, Changes
from confidant.services import backup_places, owed, settings

if TYPE_CHECKING:
    from confidant.vault.vault import Vault


def every(vault: "Vault") -> tuple[Path, ...]:
    """Return the folders that were second places and are remembered, the oldest first."""
    known = settings.get(vault, backup_places.FORMER_PLACES)
    return tuple(Path(name) for name in known.split("\n") if name)


def away(vault: "Vault") -> tuple[Path, ...]:
    """Return those that are not there now."""
    gone = backup_places.of(vault).away
    return tuple(one for one in every(vault) if one in gone)


def forget(vault: "Vault", clock: Clock, *, directory: Path) -> Changes:
    """Look for backups in an earlier second place no more; what lies there stays as it is.

    Where nothing else is owed after an erasure, that is done then.

    Raises:
        BackupPlaceNotFoundError: it is no earlier second place of this vault.
    """
    place, known = directory.expanduser().absolute(), every(vault)
    if place not in known:
        raise BackupPlaceNotFoundError(name=place.name or str(place))
    left = "\n".join(str(one) for one in known if one != place)
    name = backup_places.FORMER_PLACES
    if left:
        changes = settings.put(vault, clock, name=name, value=left).changes
    else:
        changes = settings.remove(vault, name=name)
    return changes | (NO_CHANGES if _still_owes(vault) else owed.settle(vault))


def _still_owes(vault: "Vault") -> bool:
    since = owed.changes_owed(vault)
    if since is None:
        return False
    places = backup_places.of(vault)
    kept = (one for place in places.every for one in backup_places.kept(vault, place))
    return bool(places.away) or any(not owed.is_later(vault, one, since) for one in kept)
