"""The headers of backups: they follow a change of passphrase, and are mended where they rotted.

Every backup of a vault key opens with the present header of that key, so each gets it. A damaged
header is mended in the same way: that a folder is a backup of this key says its proof, too.
"""

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from confidant.errors import SecretError
from confidant.vault import header_files, private_files, proofs
from confidant.vault.header import SignedHeader, parse
from confidant.vault.proofs import Proof, ProofKey


@dataclass(frozen=True)
class Refreshed:
    """What became of the backups.

    Attributes:
        changed: how many have the new header now, or had it before.
        left: how many still open with what opened them when they were made: they hold another
            vault key, or could not be written.
        away: how many places could not be looked at; what lies there stays as it is.
    """

    changed: int = 0
    left: int = 0
    away: int = 0


def refresh(folders: Iterable[Path], signed: SignedHeader, vmk: bytes | bytearray) -> Refreshed:
    """Give every backup of this vault key the present header; the others stay as they are.

    Each is changed by one rename, so a crash leaves it with its old header or the new one.

    Args:
        folders: where backups are kept; one that is not there holds none, and one whose own
            folder is not there is away.
        signed: the present header.
        vmk: the vault key.
    """
    key = ProofKey(vmk, signed.header.vault_id)
    try:
        return refresh_with(folders, signed, key)
    finally:
        key.wipe()


def refresh_with(folders: Iterable[Path], signed: SignedHeader, key: ProofKey) -> Refreshed:
    """Do the same for who holds only the key of the proofs."""
    changed = left = 0
    away: set[Path] = set()
    for folder in folders:
        found = _backups(folder)
        if found is None:
            away.add(folder.parent)
            continue
        for backup in found:
            done = _refresh_one(backup, signed, key)
            changed += done is True
            left += done is False
    return Refreshed(changed, left, len(away))


def present(directory: Path, key: ProofKey) -> SignedHeader | None:
    """Return the newest header of this vault key in a vault's directory, None for none."""
    return max(genuine(directory, key), key=lambda one: one.header.generation, default=None)


def genuine(directory: Path, key: ProofKey) -> list[SignedHeader]:
    """Return those of the two headers of a vault or backup that are of this vault key."""
    return [one for one in readable(directory) if key.owns(one)]


def readable(directory: Path) -> list[SignedHeader]:
    """Return those of the two headers that can be read, whoever wrote them."""
    found: list[SignedHeader] = []
    for data in header_files.read_both(directory):
        with contextlib.suppress(SecretError):
            found.append(parse(data or b""))
    return found


def read_proof(directory: Path, key: ProofKey) -> Proof | None:
    """Return what this vault key proved of a folder, None for nothing."""
    try:
        with (directory / proofs.NAME).open("rb") as stream:
            return key.decode(stream.read(proofs.MAX_SIZE + 1))
    except OSError:
        return None


def _backups(folder: Path) -> list[Path] | None:
    try:
        return sorted(path for path in folder.iterdir() if path.is_dir())
    except OSError:
        # Nothing was ever put there, or it is a disk that is not there now, or refuses.
        return [] if not folder.exists() and folder.parent.is_dir() else None


def _refresh_one(backup: Path, signed: SignedHeader, key: ProofKey) -> bool | None:
    """Return whether the backup has the present header now; None when it is another vault's."""
    ours = genuine(backup, key)
    if any(one.header.generation > signed.header.generation for one in ours):
        return True  # a later change was faster
    if ours or _is_proved(backup, signed, key):
        return _write(backup, signed)
    same = any(one.header.vault_id == key.vault_id for one in readable(backup))
    return False if same else None


def _is_proved(backup: Path, signed: SignedHeader, key: ProofKey) -> bool:
    """Tell whether a folder whose headers are damaged holds a backup of this vault key."""
    proof = read_proof(backup, key)
    return proof is not None and (backup / signed.header.database).is_file()


def _write(backup: Path, signed: SignedHeader) -> bool:
    try:
        for name in (header_files.NAME, header_files.COPY_NAME):
            if header_files.read(backup / name) != signed.data:
                private_files.replace(backup / name, signed.data)
    except OSError:
        return False
    return True
