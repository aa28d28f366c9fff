"""What this computer last saw of a vault, kept outside it (formats.md §5.3)."""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from confidant.crypto import strict_base64
from confidant.crypto.derive import derive
from confidant.crypto.secret import wipe
from confidant.errors import (
    CanonError,
    HeaderRollbackError,
    VaultDivergedError,
    VaultRollbackError,
)
from confidant.records import canonical
from confidant.vault import private_files
from confidant.vault.links import LINK_SIZE, NO_LINK, Head

_PREFIX = b"confidant/v1/seen\x00"
_FIELDS = {"gen", "link", "mac", "seq", "vault"}
_MAX_SIZE = 1024
MAC_SIZE = 64


class SeenKey:
    """The key that keeps others from writing what this computer has seen."""

    def __init__(self, vmk: bytes | bytearray, vault_id: bytes) -> None:
        """Derive the key from the vault key."""
        self._key = derive(vmk, vault_id, "seen", 64)
        self.vault_id = vault_id

    def mac(self, generation: int, head: Head) -> bytes:
        """Return the MAC over what was seen."""
        numbers = generation.to_bytes(8, "big") + head.seq.to_bytes(8, "big")
        message = _PREFIX + self.vault_id + numbers + head.link
        return hmac.digest(self._key, message, hashlib.sha512)

    def wipe(self) -> None:
        """Overwrite the key."""
        wipe(self._key)


@dataclass(frozen=True)
class Seen:
    """A header generation and a head of the chain that were once current."""

    generation: int
    head: Head


def encode(seen: Seen, key: SeenKey) -> bytes:
    """Return the bytes of the file."""
    fields: dict[str, canonical.JsonValue] = {
        "gen": seen.generation,
        "link": strict_base64.encode(seen.head.link),
        "mac": strict_base64.encode(key.mac(seen.generation, seen.head)),
        "seq": seen.head.seq,
        "vault": strict_base64.encode(key.vault_id),
    }
    return canonical.encode(fields) + b"\n"


def decode(untrusted_data: bytes, key: SeenKey) -> Seen | None:
    """Return what was seen; None for anything that this vault's key did not write."""
    if len(untrusted_data) > _MAX_SIZE or not untrusted_data.endswith(b"\n"):
        return None
    try:
        fields = canonical.decode(untrusted_data[:-1])
    except CanonError:
        return None
    if not isinstance(fields, dict) or fields.keys() != _FIELDS:
        return None
    generation, seq = fields["gen"], fields["seq"]
    if type(generation) is not int or type(seq) is not int or min(generation, seq) < 0:
        return None
    try:
        link = strict_base64.decode(str(fields["link"]), LINK_SIZE)
        mac = strict_base64.decode(str(fields["mac"]), MAC_SIZE)
    except ValueError:
        return None
    seen = Seen(generation, Head(seq, link))
    genuine = hmac.compare_digest(mac, key.mac(generation, seen.head))
    ours = fields["vault"] == strict_base64.encode(key.vault_id)
    return seen if ours and genuine else None


def compare(
    seen: Seen, generation: int, head_seq: int, link_of: Callable[[int], bytes | None]
) -> None:
    """Ask whether the vault is at least as new as what this computer saw.

    Args:
        seen: what was seen last.
        generation: the header's.
        head_seq: number of the last row.
        link_of: returns the link of a row.

    Raises:
        VaultRollbackError: `missing` changes that were seen are gone.
        VaultDivergedError: another computer wrote other changes.
        HeaderRollbackError: an older header, which an old passphrase may open.
    """
    if seen.head.seq > head_seq:
        raise VaultRollbackError(missing=seen.head.seq - head_seq)
    link = NO_LINK if seen.head.seq == 0 else link_of(seen.head.seq)
    if link is None or not hmac.compare_digest(link, seen.head.link):
        raise VaultDivergedError
    if seen.generation > generation:
        raise HeaderRollbackError


class SeenFile:
    """The file of one vault in the user's state directory.

    It can only warn, so a state directory that cannot be used never keeps a vault from opening.
    """

    def __init__(self, state_directory: Path, key: SeenKey) -> None:
        """Name the file; nothing is read yet."""
        self._key = key
        self._path = state_directory / "seen" / f"{key.vault_id.hex()}.json"

    def under(self, key: SeenKey) -> "SeenFile":
        """Return the same file for a vault that has another key now."""
        return SeenFile(self._path.parent.parent, key)

    def read(self) -> Seen | None:
        """Return what was seen last; None at first use, and for a file that is not ours."""
        try:
            with self._path.open("rb") as stream:
                data = stream.read(_MAX_SIZE + 1)
        except OSError:
            return None
        return decode(data, self._key)

    def write(self, seen: Seen) -> bool:
        """Remember what is current now; return whether the system let us."""
        try:
            private_files.ensure_directory(self._path.parent)
            private_files.replace(self._path, encode(seen, self._key))
        except OSError:
            return False
        return True

    def wipe(self) -> None:
        """Overwrite the key."""
        self._key.wipe()
