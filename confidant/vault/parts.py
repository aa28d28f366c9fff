"""What opening a vault has found, handed from one module of this room to the next."""

from dataclasses import dataclass
from pathlib import Path

from confidant.crypto.secret import Secret
from confidant.environment import Clock, Entropy
from confidant.vault.database import Database
from confidant.vault.header import SignedHeader
from confidant.vault.links import LinkKey
from confidant.vault.seen import SeenFile


@dataclass(frozen=True, repr=False)
class Parts:
    """What opening a vault has found; `Vault` takes it over and wipes it."""

    directory: Path
    signed: SignedHeader
    vmk: Secret
    database: Database
    key: LinkKey
    seen: SeenFile | None
    clock: Clock
    entropy: Entropy
    read_only: bool
    healed: bool
    by_recovery: bool = False
