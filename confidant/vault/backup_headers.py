"""The headers of backups follow a change of passphrase, as far as they hold the same vault key."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from confidant.errors import SecretError
from confidant.vault import header_files, private_files
from confidant.vault.header import SignedHeader, parse


@dataclass(frozen=True)
class Refreshed:
    """What became of the backups.

    Attributes:
        changed: how many have the new header now, or had it before.
        left: how many still open with what opened them when they were made: they hold another
            vault key, or could not be written.
    """

    changed: int = 0
    left: int = 0


def refresh(folders: Iterable[Path], signed: SignedHeader, vmk: bytes | bytearray) -> Refreshed:
    """Give every backup of this vault key the present header; the others stay as they are.

    Each is changed by one rename, so a crash leaves it with its old header or the new one.

    Args:
        folders: where backups are kept; what is not there is passed over.
        signed: the present header.
        vmk: the vault key.
    """
    changed = left = 0
    for folder in folders:
        for backup in _backups(folder):
            done = _refresh_one(backup, signed, vmk)
            changed += done is True
            left += done is False
    return Refreshed(changed, left)


def _backups(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.is_dir())
    except OSError:
        return []


def _refresh_one(backup: Path, signed: SignedHeader, vmk: bytes | bytearray) -> bool | None:
    """Return whether the backup has the present header now; None when it is another vault's."""
    data = header_files.read(backup / header_files.NAME)
    if data is None:
        return None
    try:
        found = parse(data)
    except SecretError:
        return None
    if found.header.vault_id != signed.header.vault_id:
        return None
    same_key = found.header.database == signed.header.database and found.is_genuine(vmk)
    return same_key and _write(backup, data, signed)


def _write(backup: Path, present: bytes, signed: SignedHeader) -> bool:
    if present == signed.data:
        return True
    try:
        for name in (header_files.NAME, header_files.COPY_NAME):
            if name == header_files.NAME or (backup / name).exists():
                private_files.replace(backup / name, signed.data)
    except OSError:
        return False
    return True
