"""Restoring a backup: what would be gained and lost first, then the exchange."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from confidant.environment import Clock, Entropy, Progress, ignore_progress
from confidant.errors import ExpectedError

if TYPE_CHECKING:
    from confidant.vault.difference import Difference, Line
    from confidant.vault.restoring import Restored, Restoring
    from confidant.vault.unlocking import VaultSecret

_SUFFIX = ".confidant"
_KEPT_SUFFIX = ".confidant-backups"
_VAULT_ID = re.compile(r"-[0-9a-f]{8}\Z")
"""Stands in the name of a folder in a second place, behind the vault's."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A proved backup beside the vault that it may replace.

    Attributes:
        difference: record by record.
        revisions: rows of the backup's chain, all verified.
        replaces: whether there is a vault at the place.
        trouble: why that vault cannot be read; None where it can, or where there is none.
    """

    difference: "Difference"
    revisions: int
    replaces: bool
    trouble: ExpectedError | None


def open_backup(
    *,
    backup: Path,
    directory: Path,
    secret: "VaultSecret",
    progress: Progress = ignore_progress,
) -> "Restoring":
    """Open a backup and prove it; changes nothing. The caller closes what is returned.

    Raises:
        VaultMissingError, NotAVaultError: there is no backup, or something else is in the way.
        SecretError: a family; the secret does not open it.
        BackupDamagedError: it is not whole.
    """
    from confidant.vault import restoring

    return restoring.open_backup(backup, directory, secret, progress)


def compare(opened: "Restoring", *, secret: "VaultSecret") -> Comparison:
    """Say what would be gained and lost; changes nothing.

    Raises:
        OtherVaultError: the backup is another vault's.
        VaultInUseError: a window or command has the vault open.
    """
    difference = opened.compare(secret)
    return Comparison(difference, opened.head.seq, opened.replaces, opened.trouble)


def restore(
    opened: "Restoring",
    clock: Clock,
    entropy: Entropy,
    *,
    state_directory: Path | None = None,
    progress: Progress = ignore_progress,
) -> "Restored":
    """Put the backup in the vault's place; what was there lies beside it from now on.

    A thousand numbers of bundles are skipped in it: what was sent after the backup was made used
    some of them. `progress` hears the bytes that were copied.

    Raises:
        BackupDamagedError, DiskFullError, NotWritableError: the vault is as it was.
        VaultInUseError, VaultChangedError: somebody has it open, or has changed it since the
            comparison.
    """
    from confidant.services import exchange
    from confidant.services.vaults import default_state_directory

    return opened.commit(
        lambda vault: exchange.skip_numbers(vault, clock),
        clock=clock,
        entropy=entropy,
        state_directory=state_directory or default_state_directory(),
        progress=progress,
    )


def finish(directory: Path) -> bool:
    """End a restore of this vault that was interrupted; tell whether there was one."""
    from confidant.vault import exchanging

    return exchanging.finish(directory)


def is_away(directory: Path) -> bool:
    """Tell whether there is no vault at its place because a restore was interrupted."""
    from confidant.vault import exchanging

    return exchanging.is_away(directory)


def kinds(lines: "Iterable[Line]") -> Mapping[str, int]:
    """Count records by kind."""
    return dict(sorted(Counter(line.kind for line in lines).items()))


def place_for(backup: Path, folder: Path) -> Path:
    """Return where a backup would go in a folder, called after the vault that it was made of."""
    for parent in backup.absolute().parents:
        for suffix in (_SUFFIX, _KEPT_SUFFIX):
            if parent.name.endswith(suffix):
                name = parent.name.removesuffix(suffix)
                stem = name if suffix == _SUFFIX else _VAULT_ID.sub("", name)
                return folder / (stem + _SUFFIX)
    return folder / f"Restored{_SUFFIX}"


def vault_around(backup: Path) -> Path | None:
    """Return the vault in whose own folder a backup lies, None where it lies elsewhere."""
    around = backup.absolute().parent
    inside = around.name == "backups" and around.parent.name.endswith(_SUFFIX)
    return around.parent if inside else None


def backups_in(folder: Path) -> tuple[Path, ...]:
    """Return the backups at or below a folder that a person chose, the newest first.

    Takes a backup itself, a folder of backups, a vault, and the folder around a second place.
    """
    from confidant.vault import header_files

    def is_backup(path: Path) -> bool:
        names = (header_files.NAME, header_files.COPY_NAME)
        return any((path / name).is_file() for name in names)

    if is_backup(folder) and not (folder / "backups").is_dir():
        return (folder,)
    around = [folder, folder / "backups", *sorted(folder.glob(f"*{_KEPT_SUFFIX}"))]
    found = {path for place in around for path in _folders(place) if is_backup(path)}
    return tuple(sorted(found, key=lambda path: path.name, reverse=True))


def _folders(place: Path) -> list[Path]:
    try:
        ours = [one for one in place.iterdir() if one.is_dir() and one.name[:1].isdecimal()]
    except OSError:
        return []
    return [one for one in ours if not one.name.endswith(".tmp")]
