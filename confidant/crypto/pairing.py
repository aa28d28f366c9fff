"""Identities, and the key by which two of them know each other (formats.md §6, §8).

The proof is symmetric on purpose: the recipient could have made it too, so it convinces nobody
else.
"""

import hashlib
import hmac
from dataclasses import dataclass, field
from typing import Final

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from confidant.crypto.age.hybrid import (
    MLKEM_PUBLIC_SIZE,
    PUBLIC_SIZE,
    HybridIdentity,
    is_mlkem_public,
)
from confidant.crypto.age.primitives import POINT_SIZE, is_low_order, x25519
from confidant.crypto.derive import derive
from confidant.crypto.secret import wipe
from confidant.errors import CardKeyError

SEED_SIZE: Final = 32
TAG_SIZE: Final = 64
_P25519: Final = 2**255 - 19


@dataclass(frozen=True, slots=True, eq=False)
class IdentityKeys:
    """Everything that follows from an identity's seed; its secrets are not shown by `repr`.

    `auth_*` prove who wrote, `age_*` open what others wrote, `card_id` names both public keys.
    """

    auth_secret: bytearray = field(repr=False)
    auth_public: bytes = field(repr=False)
    age_seed: bytearray = field(repr=False)
    age_public: bytes = field(repr=False)
    card_id: bytes

    @classmethod
    def from_seed(cls, seed: bytes | bytearray) -> "IdentityKeys":
        """Derive the keys of a seed of 32 bytes."""
        auth_secret = derive(seed, b"", "identity/auth", POINT_SIZE)
        age_seed = derive(seed, b"", "identity/age-pq", SEED_SIZE)
        secret = X25519PrivateKey.from_private_bytes(auth_secret)
        auth_public = secret.public_key().public_bytes_raw()
        age_public = HybridIdentity.from_seed(age_seed).public
        return cls(auth_secret, auth_public, age_seed, age_public, card_id(auth_public, age_public))

    def age_identity(self) -> HybridIdentity:
        """Return the identity that opens bundles to this card."""
        return HybridIdentity.from_seed(self.age_seed)

    def wipe(self) -> None:
        """Overwrite both secrets; the keys cannot be used afterwards."""
        wipe(self.auth_secret)
        wipe(self.age_seed)


def card_id(auth_public: bytes, age_public: bytes) -> bytes:
    """Return the 32 bytes that name a card: they bind both of its keys."""
    return hashlib.sha256(b"confidant-card/1\0" + auth_public + age_public).digest()


def check_public_keys(auth_public: bytes, age_public: bytes) -> None:
    """Refuse public keys that are none, or that a second spelling of the same key would equal.

    Raises:
        CardKeyError: a wrong length, an X25519 number of 2²⁵⁵−19 or more or of low order, an ML-KEM
            key with a coefficient out of range (FIPS 203, §7.2).
    """
    if len(age_public) != PUBLIC_SIZE or not is_mlkem_public(age_public[:MLKEM_PUBLIC_SIZE]):
        raise CardKeyError
    for point in (auth_public, age_public[MLKEM_PUBLIC_SIZE:]):
        if len(point) != POINT_SIZE or int.from_bytes(point, "little") >= _P25519:
            raise CardKeyError
        if is_low_order(point):
            raise CardKeyError


def pair_key(
    own: IdentityKeys, other_auth_public: bytes, sender_id: bytes, recipient_id: bytes
) -> bytearray:
    """Return the 64-byte key of bundles from `sender_id` to `recipient_id`; one for each direction.

    Args:
        own: either side.
        other_auth_public: the other side's.
        sender_id: card id, 32 bytes.
        recipient_id: card id, 32 bytes.

    Raises:
        CardKeyError: the other key is of low order (cannot happen with a checked card).
    """
    shared = x25519(X25519PrivateKey.from_private_bytes(own.auth_secret), other_auth_public)
    if shared is None:
        raise CardKeyError
    return derive(shared, b"", "pair", 64, sender_id + recipient_id)


def bundle_tag(key: bytes | bytearray, text: bytes, rest: bytes | memoryview) -> bytes:
    """Return the 64-byte tag of a bundle.

    Args:
        key: of `pair_key`.
        text: the AUTH text up to and including the LF of its `seq` line, as the bytes stand.
        rest: everything after the AUTH member.
    """
    return hmac.digest(key, text + hashlib.sha512(rest).digest(), hashlib.sha512)
