"""What is owed after an erasure: older backups that still hold the text and shall be replaced.

The wish is a setting of the vault, written right after the erasure, so that neither a lock nor a
second place that is not plugged in makes anybody forget it.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from confidant.environment import Clock
from confidant.records.changes import NO_CHANGES, Changes
from confidant.services import backup_places, settings

if TYPE_CHECKING:
    from confidant.vault.backup import Backup
    from confidant.vault.backup_store import Kept
    from confidant.vault.vault import Vault

REPLACEMENT = "backup.replacement-owed"


@dataclass(frozen=True, slots=True)
class Removed:
    """What became of older backups.

    Attributes:
        removed: how many went, in all.
        left: how many lie beside the database and could not be removed.
        left_elsewhere: how many lie in the second place, or in an earlier one: they refused, or
            the fresh backup has not arrived there.
        away: how many places are not there now; what lies there stays.
    """

    removed: int = 0
    left: int = 0
    left_elsewhere: int = 0
    away: int = 0

    @property
    def is_complete(self) -> bool:
        """Whether no older backup is known any more."""
        return not (self.left or self.left_elsewhere or self.away)


def owe(vault: "Vault", clock: Clock) -> Changes:
    """Remember that every backup made before now shall be replaced by a fresh proved one.

    Kept is how many changes the vault holds, not the time: a clock may go back.
    """
    return settings.put(vault, clock, name=REPLACEMENT, value=str(vault.head.seq)).changes


def is_owed(vault: "Vault") -> bool:
    """Say whether older backups still wait to be replaced."""
    return bool(settings.get(vault, REPLACEMENT))


def can_be_settled(vault: "Vault") -> bool:
    """Say whether a fresh backup would bring it further now.

    It would not where only a second place is left, and that is not plugged in.
    """
    since = changes_owed(vault)
    if since is None:
        return False
    places = backup_places.of(vault)
    kept = (one for place in places.every for one in backup_places.kept(vault, place))
    return not places.away or any(not is_later(vault, one, since) for one in kept)


def changes_owed(vault: "Vault") -> int | None:
    """Return how many changes a backup must hold to be later than the erasure; None: not owed."""
    since = settings.get(vault, REPLACEMENT)
    return int(since) if since.isdecimal() else None


def is_later(vault: "Vault", kept: "Kept", since: int) -> bool:
    """Say whether a backup was proved to hold what came after an erasure, so that it may stay.

    One with more changes may be of a line that a restore has left: it never heard of the erasure.
    """
    proof = kept.proof
    return proof is not None and proof.head.seq >= since and vault.has_passed(proof.head)


def note(vault: "Vault", older: "Removed", *, fresh: "Backup") -> Changes:
    """Forget it where no older backup is known any more; otherwise remember it."""
    if older.is_complete:
        return settle(vault)
    if is_owed(vault):
        return NO_CHANGES
    return settings.put_now(vault, name=REPLACEMENT, value=str(fresh.revisions))


def settle(vault: "Vault") -> Changes:
    """Forget it: no backup that can be found holds the text any more."""
    return settings.remove(vault, name=REPLACEMENT) if is_owed(vault) else NO_CHANGES
