"""The arithmetic of the revision chain: body hashes and keyed links (formats.md §5.1)."""

import hashlib
import hmac
from dataclasses import dataclass

from confidant.crypto.derive import derive
from confidant.crypto.secret import wipe

ID_SIZE = 16
SALT_SIZE = 16
HASH_SIZE = 32
LINK_SIZE = 64
NO_LINK = bytes(LINK_SIZE)

_BODY_PREFIX = b"confidant/v1/body\x00"
_REV_PREFIX = b"confidant/v1/rev\x00"


@dataclass(frozen=True)
class Head:
    """The last row of the chain: its number, 0 when there is none, and its link."""

    seq: int
    link: bytes


EMPTY = Head(0, NO_LINK)


def body_hash(salt: bytes, body: bytes) -> bytes:
    """Return the hash that stays when salt and body are erased."""
    return hashlib.sha256(_BODY_PREFIX + salt + body).digest()


class LinkKey:
    """The key of the chain; `wipe` it when the vault is locked."""

    def __init__(self, vmk: bytes | bytearray, vault_id: bytes) -> None:
        """Derive the key from the vault key."""
        self._key = derive(vmk, vault_id, "chain", 64)

    def link(
        self, before: bytes, seq: int, rev: int, ts: int, record: bytes, digest: bytes, kind: str
    ) -> bytes:
        """Return the link of a row.

        Args:
            before: link of the row before, `NO_LINK` for the first.
            seq: the row's number, like the next two from 0 to 2⁶³−1.
            rev: its number within the record.
            ts: UTC ms.
            record: 16 bytes.
            digest: the row's `hash`, 32 bytes.
            kind: the row's kind, ASCII.
        """
        numbers = seq.to_bytes(8, "big") + rev.to_bytes(8, "big") + ts.to_bytes(8, "big")
        message = _REV_PREFIX + before + numbers + record + digest + kind.encode("ascii")
        return hmac.digest(self._key, message, hashlib.sha512)

    def wipe(self) -> None:
        """Overwrite the key."""
        wipe(self._key)
