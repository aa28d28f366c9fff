"""What is said of backups that still hold what was erased, and where they lie."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from confidant.cli.showing import plural

if TYPE_CHECKING:
    from confidant.services.erasing import Reach, Replaced
    from confidant.services.owed import Removed

AWAY = "A place for backups is not there now: what lies there"


def kept_lines(done: "Replaced | Removed") -> Iterator[str]:
    """Yield which place keeps older backups, and why; nothing where all of them went."""
    if done.left:
        left = plural(done.left, "older backup", "older backups")
        yield f"{left} beside the vault could not be removed. The next backup tries again."
    if done.left_elsewhere:
        left = plural(done.left_elsewhere, "older backup", "older backups")
        yield (
            f"{left} in the second place stayed: the new one has not arrived there, or they could "
            "not be removed. The next backup tries again."
        )
    if done.away:
        yield f"{AWAY} stays, until a backup finds it."


def reach_lines(reach: "Reach", *, with_backups: bool) -> Iterator[str]:
    """Yield what erasing cannot reach; the older backups where they are not replaced."""
    if with_backups and reach.backups:
        number = plural(reach.backups, "older backup", "older backups")
        yield f"Out of reach: {number}; “--replace-backups” makes a new one instead."
    if with_backups and reach.away:
        yield f"Out of reach: {AWAY[0].lower()}{AWAY[1:]} still holds it."
    if reach.replaced_vaults:
        number = plural(reach.replaced_vaults, "vault", "vaults")
        yield (
            f"Out of reach: {number} beside this one, put aside by a restore; remove them by hand."
        )
    yield "Out of reach: copies of the vault elsewhere."
