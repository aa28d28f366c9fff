"""What was proved of a backup, written beside it under a key that only the vault's owner has.

Canonical JSON and one LF, in `proof.json`: `{"bytes":n,"counts":{kind:n},"link":b64(64),
"mac":b64(64),"made":ms,"seq":n,"sha256":b64(32),"vault":b64(16)}`. `sha256` is the database's;
`mac` covers every other field. Two fields stand there only where they say something: `drafts`, a
MAC over the unsaved text, and `missing`, how many attachments are named and not there. A folder
without a proof may be a backup, but nobody says so.
"""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from confidant.crypto import strict_base64
from confidant.crypto.derive import derive
from confidant.crypto.secret import wipe
from confidant.errors import CanonError
from confidant.records import canonical
from confidant.vault.drafts import Draft
from confidant.vault.header import SignedHeader, mac_key
from confidant.vault.links import HASH_SIZE, LINK_SIZE, Head

NAME = "proof.json"
VOID_NAME = "proof.void"
"""What a proof is called after what it speaks of was found changed; says that this was told."""
MAX_SIZE = 16_384

_PREFIX = b"confidant/v1/backup-proof\x00"
_DRAFTS_PREFIX = b"confidant/v1/backup-drafts\x00"
_CONTEXT = b"backup-proof"
_MAC_SIZE, _DRAFTS_SIZE = 64, 32
_OPTIONAL = {"drafts", "missing"}
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
        drafts: stands for the unsaved text, see `ProofKey.of_drafts`; None for none.
        missing: attachments that revisions name and that are not there.
    """

    made_ms: int
    size: int
    sha256: bytes
    head: Head
    counts: Mapping[str, int]
    drafts: bytes | None = None
    missing: int = 0

    @property
    def records(self) -> int:
        """How many records the backup holds."""
        return sum(self.counts.values())


class ProofKey:
    """Writes proofs, and tells proofs and headers of this vault key from any other file."""

    def __init__(self, vmk: bytes | bytearray, vault_id: bytes) -> None:
        """Derive the key; who makes one wipes it."""
        self._key = derive(vmk, vault_id, "seen", 64, _CONTEXT)
        self._header_key = mac_key(vmk, vault_id)
        self.vault_id = vault_id

    def owns(self, signed: SignedHeader) -> bool:
        """Tell whether a header is this vault's and was written by who had its key."""
        same = signed.header.vault_id == self.vault_id
        return same and signed.has_mac_of(self._header_key)

    def of_drafts(self, drafts: Iterable[Draft]) -> bytes | None:
        """Return what stands for some unsaved text and tells nothing of it; None for none."""
        rows: list[canonical.JsonValue] = [
            [
                strict_base64.encode(one.record),
                one.kind,
                one.base_rev,
                one.changed_ms,
                strict_base64.encode(hashlib.sha256(one.data).digest()),
            ]
            for one in sorted(drafts, key=lambda one: one.record)
        ]
        if not rows:
            return None
        data = _DRAFTS_PREFIX + canonical.encode({"drafts": rows})
        return hmac.digest(self._key, data, hashlib.sha512)[:_DRAFTS_SIZE]

    def encode(self, proof: Proof) -> bytes:
        """Return the bytes of the file."""
        fields: dict[str, canonical.JsonValue] = {
            "bytes": proof.size,
            "counts": dict(proof.counts),
            "link": strict_base64.encode(proof.head.link),
            "made": proof.made_ms,
            "seq": proof.head.seq,
            "sha256": strict_base64.encode(proof.sha256),
            "vault": strict_base64.encode(self.vault_id),
        }
        if proof.drafts is not None:
            fields["drafts"] = strict_base64.encode(proof.drafts)
        if proof.missing:
            fields["missing"] = proof.missing
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
        if not isinstance(fields, dict) or fields.keys() - _OPTIONAL != _FIELDS:
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
        wipe(self._header_key)

    def _mac(self, fields: Mapping[str, canonical.JsonValue]) -> bytes:
        return hmac.digest(self._key, _PREFIX + canonical.encode(dict(fields)), hashlib.sha512)


def _to_proof(fields: Mapping[str, canonical.JsonValue]) -> Proof | None:
    """Return what genuine fields say; a later version may have written something else."""
    size, made, seq = (fields[name] for name in _NUMBERS)
    counts = fields["counts"]
    if not isinstance(size, int) or not isinstance(made, int) or not isinstance(seq, int):
        return None
    missing = fields.get("missing", 0)
    if not isinstance(counts, dict) or not isinstance(missing, int):
        return None
    kinds = {kind: count for kind, count in counts.items() if isinstance(count, int)}
    try:
        link = strict_base64.decode(str(fields["link"]), LINK_SIZE)
        sha256 = strict_base64.decode(str(fields["sha256"]), HASH_SIZE)
        drafts = None
        if "drafts" in fields:
            drafts = strict_base64.decode(str(fields["drafts"]), _DRAFTS_SIZE)
    except ValueError:
        return None
    return Proof(made, size, sha256, Head(seq, link), kinds, drafts, missing)
