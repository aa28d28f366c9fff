"""The headers of backups: they follow a change of passphrase, and are mended where they rotted.

Every backup of a vault key opens with the present header of that key, so each gets it. A damaged
header is mended in the same way: that a folder is a backup of this key says its proof, too.
"""

import contextlib
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from confidant.errors import SecretError
from confidant.vault import header_files, presence, private_files, proofs
from confidant.vault.header import SignedHeader, parse
from confidant.vault.proofs import Proof, ProofKey

_WRITING = threading.Lock()
"""Held while a backup gets its header: a job must not write one that was changed meanwhile."""


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


def refresh(folders: Iterable[Path], vault: Path, key: ProofKey) -> Refreshed:
    """Give every backup of this vault key the present header; the others stay as they are.

    Each is changed by one rename, so a crash leaves it with its old header or the new one. A
    header with a higher number is no later one: a restore went back to an earlier number.

    Never fails: the header of the vault may just have been changed, and who did that must hear so.

    Args:
        folders: where backups are kept; one that is not there holds none, and one whose own
            folder is not there, or that cannot be looked at, is away.
        vault: the directory of the vault, which has the present header.
        key: tells what is of this vault key.
    """
    changed = left = 0
    away: set[Path] = set()
    for folder in folders:
        found = _backups(folder)
        if found is None:
            away.add(folder.parent)
            continue
        for backup in found:
            done = _refresh_one(backup, vault, key)
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
        return [] if presence.is_missing(folder) and presence.is_folder(folder.parent) else None


def _refresh_one(backup: Path, vault: Path, key: ProofKey) -> bool | None:
    """Return whether the backup has the present header now; None when it is another vault's."""
    with _WRITING:
        signed = present(vault, key)
        while signed is not None and (genuine(backup, key) or _is_proved(backup, signed, key)):
            done = _write(backup, signed)
            before, signed = signed, present(vault, key)
            # Another program may have changed the vault's meanwhile; this one's waits for the lock.
            if signed is None or signed.data == before.data:
                return done
    found = readable(backup)
    if any(one.header.vault_id == key.vault_id for one in found):
        return False
    return None if found or presence.can_be_listed(backup) else False


def _is_proved(backup: Path, signed: SignedHeader, key: ProofKey) -> bool:
    """Tell whether a folder whose headers are damaged holds a backup of this vault key."""
    proof = read_proof(backup, key)
    return proof is not None and presence.is_file(backup / signed.header.database)


def _write(backup: Path, signed: SignedHeader) -> bool:
    try:
        for name in (header_files.NAME, header_files.COPY_NAME):
            if header_files.read(backup / name) != signed.data:
                private_files.replace(backup / name, signed.data)
    except OSError:
        return False
    return True
