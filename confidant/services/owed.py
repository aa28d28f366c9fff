"""What is owed after an erasure: older backups that still hold the text and shall be replaced.

The wish is a setting of the vault, written right after the erasure, so that neither a lock nor a
second place that is not plugged in makes anybody forget it.
"""

from typing import TYPE_CHECKING

from confidant.environment import Clock
from confidant.records.changes import NO_CHANGES, Changes
from confidant.services import settings

if TYPE_CHECKING:
    from confidant.vault.vault import Vault

REPLACEMENT = "backup.replacement-owed"


def owe(vault: "Vault", clock: Clock) -> Changes:
    """Remember that every backup made before now shall be replaced by a fresh proved one."""
    return settings.put(vault, clock, name=REPLACEMENT, value=str(clock.now_ms())).changes


def is_owed(vault: "Vault") -> bool:
    """Say whether older backups still wait to be replaced."""
    return bool(settings.get(vault, REPLACEMENT))


def settle(vault: "Vault") -> Changes:
    """Forget it: no backup that can be found holds the text any more."""
    return settings.remove(vault, name=REPLACEMENT) if is_owed(vault) else NO_CHANGES
