"""Where the backups of a vault lie: beside its database, and in the second place.

Several vaults may share one second place, so each has a folder with its id in the name. A folder
from before that was called after the vault alone; while it holds this vault's backups and no
other's, it is still used.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from confidant.services import settings
from confidant.vault import presence

if TYPE_CHECKING:
    from confidant.vault.backup_store import Kept
    from confidant.vault.vault import Vault

SECOND_PLACE = "backup.second-place"
FORMER_PLACES = "backup.former-places"
FOLDER = "backups"
SUFFIX = ".confidant-backups"

_ID_DIGITS = 8
_PUT_ASIDE = re.compile(r" \(replaced ([0-9. -]{16}|earlier)\)( [0-9]+)?\.confidant\Z")
_NAME = re.compile(r"[0-9]{8}T[0-9]{6}Z\Z")


@dataclass(frozen=True)
class Folder:
    """A folder where backups of this vault lie, or would lie.

    Attributes:
        path: the folder.
        is_shared: it is not this vault's alone: what cannot be read in it may be another's.
    """

    path: Path
    is_shared: bool = False

    @property
    def is_there(self) -> bool:
        """Whether it can be looked at, or could be made."""
        if not presence.is_folder(self.path.parent):
            return False
        if presence.is_missing(self.path):
            return True
        # A file in its place is there too, and refuses what is to be put there.
        return presence.is_file(self.path) or presence.can_be_listed(self.path)


@dataclass(frozen=True)
class Places:
    """Every place where backups of a vault lie.

    Attributes:
        vault: the directory of the vault.
        beside: inside it.
        second: the folder in the second place that gets new ones; None where none was chosen.
        older: others that hold backups of this vault: in the second place from before, and where
            the second place was before another was chosen.
    """

    vault: Path
    beside: Folder
    second: Folder | None
    older: tuple[Folder, ...] = ()

    @property
    def every(self) -> tuple[Folder, ...]:
        """All of them, the one beside the database first."""
        return (self.beside, *self.elsewhere)

    @property
    def elsewhere(self) -> tuple[Folder, ...]:
        """All but the one beside the database."""
        return (*(() if self.second is None else (self.second,)), *self.older)

    @property
    def away(self) -> tuple[Path, ...]:
        """Places that cannot be reached now; what lies there stays as it is."""
        gone = (one.path.parent for one in self.elsewhere if not one.is_there)
        return tuple(dict.fromkeys(gone))


def of(vault: "Vault") -> Places:
    """Return where the backups of a vault lie, whether it can be reached or not."""
    known = settings.every(vault)
    chosen = known.get(SECOND_PLACE, "")
    folders = _folders(Path(chosen), vault) if chosen else ()
    former = [
        one
        for place in known.get(FORMER_PLACES, "").split("\n")
        if place and place != chosen
        for one in _folders(Path(place), vault)
    ]
    return Places(
        vault.directory,
        Folder(vault.directory / FOLDER),
        folders[0] if folders else None,
        (*folders[1:], *former),
    )


def second_place(vault: "Vault") -> Path | None:
    """Return the folder where backups go too, None when none was chosen."""
    chosen = settings.get(vault, SECOND_PLACE)
    return Path(chosen) if chosen else None


def former_after(vault: "Vault", chosen: str) -> str:
    """Return what to remember of earlier second places once `chosen` is the present one.

    Kept are those where backups of this vault still lie, and those that cannot be looked at.
    """
    known = settings.every(vault)
    names = [*known.get(FORMER_PLACES, "").split("\n"), known.get(SECOND_PLACE, "")]
    return "\n".join(
        name
        for name in dict.fromkeys(names)
        if name and name != chosen and _may_hold(Path(name), vault)
    )


def _may_hold(place: Path, vault: "Vault") -> bool:
    if not presence.can_be_listed(place):
        return True
    return any(_owners(one.path, vault.vault_id)[0] for one in _folders(place, vault))


def _folders(place: Path, vault: "Vault") -> tuple[Folder, ...]:
    """Return this vault's folders in a place: the one for new backups first, then older ones."""
    mark = f"-{vault.vault_id.hex()[:_ID_DIGITS]}{SUFFIX}"
    named = Folder(place / f"{vault.name}{mark}")
    old = Folder(place / f"{vault.name}{SUFFIX}", is_shared=True)
    ours, others = _owners(old.path, vault.vault_id)
    if ours and not others and presence.is_missing(named.path):
        return (Folder(old.path), *_renamed(place, mark, (old, named)))
    return (named, *([old] if ours else []), *_renamed(place, mark, (old, named)))


def _renamed(place: Path, mark: str, known: Iterable[Folder]) -> list[Folder]:
    """Return the folders of this vault from when it was called otherwise."""
    paths = [one.path for one in known]
    try:
        found = sorted(one for one in place.iterdir() if one.name.endswith(mark))
    except OSError:
        return []
    return [Folder(one) for one in found if one not in paths and presence.is_folder(one)]


def _owners(folder: Path, vault_id: bytes) -> tuple[bool, bool]:
    """Say whether backups of this vault lie in a folder, and whether any of others do."""
    from confidant.vault import backup_headers

    try:
        names = [one for one in folder.iterdir() if _NAME.match(one.name)]
    except OSError:
        return False, False
    found = {one.header.vault_id for name in names for one in backup_headers.readable(name)}
    return vault_id in found, bool(found - {vault_id})


def kept(vault: "Vault", place: Folder) -> "tuple[Kept, ...]":
    """Return what lies in a place, without the backups of other vaults."""
    from confidant.vault import backup_store

    key = vault.proof_key()
    try:
        found = backup_store.read_place(place.path, key)
    finally:
        key.wipe()
    unknown = () if place.is_shared else (None,)
    return tuple(one for one in found if one.vault_id in (vault.vault_id, *unknown))


def replaced_vaults(vault: "Vault") -> int:
    """Return how many vaults that a restore put aside lie beside this one; they are whole."""
    from confidant.vault import backup_headers, exchanging

    try:
        around = list(exchanging.followed(vault.directory).absolute().parent.iterdir())
    except OSError:
        return 0
    return sum(
        _PUT_ASIDE.search(one.name) is not None
        and any(h.header.vault_id == vault.vault_id for h in backup_headers.readable(one))
        for one in around
    )
