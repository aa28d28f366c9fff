"""What was proved of a backup, written beside it under a key that only the vault's owner has.

Canonical JSON and one LF, in `proof.json`: `{"bytes":n,"counts":{kind:n},"link":b64(64),
"mac":b64(64),"made":ms,"seq":n,"sha256":b64(32),"vault":b64(16)}`. `sha256` is the database's;
`mac` covers every other field. A folder without it may be a backup, but nobody says so.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass

from confidant.crypto import strict_base64
from confidant.crypto.derive import derive
from confidant.crypto.secret import wipe
from confidant.errors import CanonError
from confidant.records import canonical
from confidant.vault.links import HASH_SIZE, LINK_SIZE, Head

NAME = "proof.json"
MAX_SIZE = 16_384

_PREFIX = b"confidant/v1/backup-proof\x00"
_CONTEXT = b"backup-proof"
_MAC_SIZE = 64
_FIELDS = {"bytes", "counts", "link", "mac", "made", "seq", "sha256", "vault"}
_NUMBERS = ("bytes", "made", "seq")


@dataclass(frozen=True)
class Proof:
    """What a backup was found to hold when it was opened.

    Attributes:
        made_ms: the instant of the copy.
        size: bytes of the database.
        sha256: of the database's bytes; tells for good whether they are still the same.
        head: the last row of the chain.
        counts: records that are not erased, per kind.
    """

    made_ms: int
    size: int
    sha256: bytes
    head: Head
    counts: Mapping[str, int]

    @property
    def records(self) -> int:
        """How many records the backup holds."""
        return sum(self.counts.values())


class ProofKey:
    """Writes proofs, and tells those of this vault key from any other file."""

    def __init__(self, vmk: bytes | bytearray, vault_id: bytes) -> None:
        """Derive the key; who makes one wipes it."""
        self._key = derive(vmk, vault_id, "seen", 64, _CONTEXT)
        self._vault_id = vault_id

    def encode(self, proof: Proof) -> bytes:
        """Return the bytes of the file."""
        fields: dict[str, canonical.JsonValue] = {
            "bytes": proof.size,
            "counts": dict(proof.counts),
            "link": strict_base64.encode(proof.head.link),
            "made": proof.made_ms,
            "seq": proof.head.seq,
            "sha256": strict_base64.encode(proof.sha256),
            "vault": strict_base64.encode(self._vault_id),
        }
        mac = strict_base64.encode(self._mac(fields))
        return canonical.encode({**fields, "mac": mac}) + b"\n"

    def decode(self, untrusted_data: bytes) -> Proof | None:
        """Return a proof; None for anything that this key did not write."""
        if len(untrusted_data) > MAX_SIZE or not untrusted_data.endswith(b"\n"):
            return None
        try:
            fields = canonical.decode(untrusted_data[:-1])
        except CanonError:
            return None
        if not isinstance(fields, dict) or fields.keys() != _FIELDS:
            return None
        try:
            mac = strict_base64.decode(str(fields.pop("mac")), _MAC_SIZE)
        except ValueError:
            return None
        if not hmac.compare_digest(mac, self._mac(fields)):
            return None
        return _to_proof(fields)

    def wipe(self) -> None:
        """Overwrite the key."""
        wipe(self._key)

    def _mac(self, fields: Mapping[str, canonical.JsonValue]) -> bytes:
        return hmac.digest(self._key, _PREFIX + canonical.encode(dict(fields)), hashlib.sha512)


def _to_proof(fields: Mapping[str, canonical.JsonValue]) -> Proof | None:
    """Return what genuine fields say; a later version may have written something else."""
    size, made, seq = (fields[name] for name in _NUMBERS)
    counts = fields["counts"]
    if not isinstance(size, int) or not isinstance(made, int) or not isinstance(seq, int):
        return None
    if not isinstance(counts, dict):
        return None
    kinds = {kind: count for kind, count in counts.items() if isinstance(count, int)}
    try:
        link = strict_base64.decode(str(fields["link"]), LINK_SIZE)
        sha256 = strict_base64.decode(str(fields["sha256"]), HASH_SIZE)
    except ValueError:
        return None
    return Proof(made, size, sha256, Head(seq, link), kinds)
