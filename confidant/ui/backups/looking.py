"""What a fresh session has to know of the vault's backups: what failed, what was left undone."""

from dataclasses import dataclass

from confidant.environment import Progress, ignore_progress
from confidant.services import backup_failures, backups, owed
from confidant.services.backup_failures import Failure
from confidant.vault import backup_store
from confidant.vault.vault import Vault


@dataclass(frozen=True)
class Found:
    """What an earlier session left.

    Attributes:
        failure: why its last backup is none.
        was_killed: it ended while a copy was being proved.
        is_owed: older backups hold what was erased, and can be replaced now.
    """

    failure: Failure | None
    was_killed: bool
    is_owed: bool


def look(vault: Vault, progress: Progress = ignore_progress) -> Found:
    """Look, and tidy what a kill left; on the vault thread, while no backup is made."""
    place = backups.places(vault)[0]
    was_killed = bool(backup_store.leftovers(place))  # not what another program works on now
    if not vault.read_only:
        backups.tidy(vault, progress=progress)
    return Found(backup_failures.last(place), was_killed, owed.can_be_settled(vault))
