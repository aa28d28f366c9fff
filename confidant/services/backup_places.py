"""Where the backups of a vault lie: beside its database, and in the second place.

Several vaults may share one second place, so each has a folder with its id in the name. A folder
from before that was called after the vault alone; while it holds this vault's backups and no
other's, it is still used.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from confidant.records.changes import NO_CHANGES, Changes
from confidant.services import settings
from confidant.vault import presence, private_files

if TYPE_CHECKING:
    from confidant.vault.backup_store import Kept
    from confidant.vault.vault import Vault

SECOND_PLACE = "backup.second-place"
FORMER_PLACES = "backup.former-places"
PREPARED_PLACE = "backup.prepared-place"
"""The second place in which this vault got a folder: it has been there since, or is away."""
FOLDER = "backups"
SUFFIX = ".confidant-backups"

_ID_DIGITS = 8
_PUT_ASIDE = re.compile(r" \(replaced ([0-9. -]{16}|earlier)\)( [0-9]+)?\.confidant\Z")
_MARKED = re.compile(r"-[0-9a-f]{8}\.confidant-backups\Z")
_NAME = re.compile(r"[0-9]{8}T[0-9]{6}Z\Z")


@dataclass(frozen=True)
class Folder:
    """A folder where backups of this vault lie, or would lie.

    Attributes:
        path: the folder.
        is_shared: it is not this vault's alone: what cannot be read in it may be another's.
        was_there: backups of this vault lay in it. Where nothing lies there now, another disk, or
            none, is mounted in its place.
    """

    path: Path
    is_shared: bool = False
    was_there: bool = False

    @property
    def is_there(self) -> bool:
        """Whether it can be looked at, or could be made."""
        if not presence.is_folder(self.path.parent):
            return False
        if presence.is_missing(self.path):
            return not self.was_there
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
    was_there = known.get(PREPARED_PLACE) == chosen
    folders = _folders(Path(chosen), vault, was_there=was_there) if chosen else ()
    former = [
        one
        for place in known.get(FORMER_PLACES, "").split("\n")
        if place and place != chosen
        for one in _folders(Path(place), vault, was_there=True)
    ]
    return Places(
        vault.directory,
        Folder(vault.directory / FOLDER),
        folders[0] if folders else None,
        (*folders[1:], *former),
    )


def prepare(vault: "Vault") -> Changes:
    """Make this vault's folder in the second place, so that a place without one is known as away.

    Whoever chooses the place again says that it is the right one, empty as it may be.
    """
    chosen = settings.get(vault, SECOND_PLACE)
    folder = _folders(Path(chosen), vault, was_there=False)[0]
    try:
        if not presence.is_folder(folder.path):
            private_files.make_directory(folder.path)
    except OSError:
        return NO_CHANGES  # it is not there now, or refuses; a later backup tries again
    if settings.get(vault, PREPARED_PLACE) == chosen:
        return NO_CHANGES
    return settings.put_now(vault, name=PREPARED_PLACE, value=chosen)


def prepared(vault: "Vault") -> Places:
    """Return what `of` does, after preparing a second place that an earlier version chose."""
    known = settings.every(vault)
    chosen = known.get(SECOND_PLACE, "")
    if chosen and known.get(PREPARED_PLACE) != chosen and not vault.read_only:
        prepare(vault)
    return of(vault)


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
        if name and name != chosen and _may_hold(Path(name), vault, known)
    )


def _may_hold(place: Path, vault: "Vault", known: Mapping[str, str]) -> bool:
    # An earlier place is remembered because backups lie there.
    was_there = str(place) in (known.get(PREPARED_PLACE), *known.get(FORMER_PLACES, "").split("\n"))
    folders = _folders(place, vault, was_there=was_there)
    return any(not one.is_there or _owners(one.path, vault.vault_id)[0] for one in folders)


def _folders(place: Path, vault: "Vault", *, was_there: bool) -> tuple[Folder, ...]:
    """Return this vault's folders in a place: the one for new backups first, then older ones."""
    mark = f"-{vault.vault_id.hex()[:_ID_DIGITS]}{SUFFIX}"
    named, old = place / f"{vault.name}{mark}", place / f"{vault.name}{SUFFIX}"
    ours, others = _owners(old, vault.vault_id)
    renamed = _renamed(place, mark, vault, (old, named))
    if ours and not others and presence.is_missing(named):
        return (Folder(old), *renamed)
    older = (*([Folder(old, is_shared=True)] if ours else []), *renamed)
    return (Folder(named, was_there=was_there and not older), *older)


def _renamed(place: Path, mark: str, vault: "Vault", known: Iterable[Path]) -> list[Folder]:
    """Return the folders of this vault from when it was called otherwise.

    A folder from before this vault's id was in the name tells by what lies in it.
    """
    try:
        found = sorted(one for one in place.iterdir() if one.name.endswith(SUFFIX))
    except OSError:
        return []
    others = [one for one in found if one not in known and presence.is_folder(one)]
    return [
        Folder(one, is_shared=not one.name.endswith(mark))
        for one in others
        # One with another id in its name is that vault's alone: a look at one backup is enough.
        if one.name.endswith(mark)
        or _owners(one, vault.vault_id, most=1 if _MARKED.search(one.name) else None)[0]
    ]


def _owners(folder: Path, vault_id: bytes, *, most: int | None = None) -> tuple[bool, bool]:
    """Say whether backups of this vault lie in a folder, and whether any of others do.

    `most` is how many are looked at; None for all.
    """
    from confidant.vault import backup_headers

    try:
        names = [one for one in folder.iterdir() if _NAME.match(one.name)]
    except OSError:
        return False, False
    found = {one.header.vault_id for name in names[:most] for one in backup_headers.readable(name)}
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
