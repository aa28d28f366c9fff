"""The post-quantum recipient `mlkem768x25519`: HPKE with ML-KEM-768 and X25519 (appendix A).

Both must be broken to open a file: the one guards against a quantum computer, the other against a
flaw in the younger algorithm.
"""

import hashlib
from collections.abc import Callable
from typing import ClassVar, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from confidant.crypto import strict_base64
from confidant.crypto.age import bech32
from confidant.crypto.age.header import Stanza
from confidant.crypto.age.primitives import POINT_SIZE, WRAPPED_SIZE, is_low_order
from confidant.crypto.secret import wipe
from confidant.errors import AgeHeaderError, BugError

KIND: Final = "mlkem768x25519"
SEED_SIZE: Final = 32
MLKEM_PUBLIC_SIZE: Final = 1184
PUBLIC_SIZE: Final = MLKEM_PUBLIC_SIZE + POINT_SIZE
ENC_SIZE: Final = 1088 + POINT_SIZE
_MLKEM_SEED_SIZE: Final = 64
_INFO: Final = b"age-encryption.org/mlkem768x25519"
_SUITE: Final = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
_RECIPIENT_PREFIX: Final = "age1pq"
_IDENTITY_PREFIX: Final = "age-secret-key-pq-"


class HybridRecipient:
    """Whom a file is sealed to: ML-KEM-768 ‖ X25519 public key, 1216 bytes.

    The bytes must have passed `pairing.check_public_keys`; what cannot be a key is a `BugError`.
    """

    kind: ClassVar[str] = KIND

    def __init__(self, public: bytes) -> None:
        if not is_mlkem_public(public[:MLKEM_PUBLIC_SIZE]) or len(public) != PUBLIC_SIZE:
            raise BugError("unchecked hybrid public key")
        if is_low_order(public[MLKEM_PUBLIC_SIZE:]):
            raise BugError("hybrid public key of low order")
        self.public = public
        self._key = MLKEM768X25519PublicKey(
            MLKEM768PublicKey.from_public_bytes(public[:MLKEM_PUBLIC_SIZE]),
            X25519PublicKey.from_public_bytes(public[MLKEM_PUBLIC_SIZE:]),
        )

    @classmethod
    def from_string(cls, text: str) -> "HybridRecipient":
        """Read `age1pq1…`. Raises `Bech32Error`."""
        return cls(bech32.decode(text, _RECIPIENT_PREFIX, PUBLIC_SIZE))

    def to_string(self) -> str:
        """Return `age1pq1…`, 1,959 characters."""
        return bech32.encode(_RECIPIENT_PREFIX, self.public)

    def wrap(self, file_key: bytes, random: Callable[[int], bytes]) -> Stanza:
        """Return the stanza that holds `file_key`; the KEM draws its own randomness."""
        del random
        sealed = _SUITE.encrypt(file_key, self._key, info=_INFO)
        return Stanza(KIND, (strict_base64.encode(sealed[:ENC_SIZE]),), sealed[ENC_SIZE:])


class HybridIdentity:
    """Who opens a file: everything follows from a seed of 32 bytes."""

    kind: ClassVar[str] = KIND

    def __init__(self, seed: bytes | bytearray) -> None:
        expanded = bytearray(
            hashlib.shake_256(seed).digest(_MLKEM_SEED_SIZE + POINT_SIZE),
        )
        mlkem = MLKEM768PrivateKey.from_seed_bytes(expanded[:_MLKEM_SEED_SIZE])
        x25519 = X25519PrivateKey.from_private_bytes(expanded[_MLKEM_SEED_SIZE:])
        wipe(expanded)
        self._key = MLKEM768X25519PrivateKey(mlkem, x25519)
        self.public: bytes = (
            mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw()
        )

    @classmethod
    def from_seed(cls, seed: bytes | bytearray) -> "HybridIdentity":
        """Return the identity of a seed of 32 bytes."""
        return cls(seed)

    @classmethod
    def from_string(cls, text: str) -> "HybridIdentity":
        """Read `AGE-SECRET-KEY-PQ-1…`. Raises `Bech32Error`."""
        return cls(bech32.decode(text, _IDENTITY_PREFIX, SEED_SIZE))

    @property
    def recipient(self) -> HybridRecipient:
        """The public side."""
        return HybridRecipient(self.public)

    @staticmethod
    def check(stanza: Stanza) -> None:
        """Raise `AgeHeaderError` unless the stanza has the one form of its type."""
        enc = _enc(stanza)
        if len(stanza.body) != WRAPPED_SIZE or is_low_order(enc[-POINT_SIZE:]):
            raise AgeHeaderError

    def unwrap(self, stanza: Stanza) -> bytes | None:
        """Return the file key, or None when the stanza is for somebody else.

        Raises:
            AgeHeaderError: not the form of its type.
        """
        self.check(stanza)
        try:
            return _SUITE.decrypt(_enc(stanza) + stanza.body, self._key, info=_INFO)
        except InvalidTag:
            return None


def seed_string(seed: bytes | bytearray) -> str:
    """Return `AGE-SECRET-KEY-PQ-1…` of an identity's seed, for the standard tool. A secret."""
    return bech32.encode(_IDENTITY_PREFIX, bytes(seed)).upper()


def is_mlkem_public(public: bytes) -> bool:
    """Return whether `public` passes the checks of FIPS 203, §7.2: length and modulus."""
    try:
        MLKEM768PublicKey.from_public_bytes(public)
    except ValueError:
        return False
    return True


def _enc(stanza: Stanza) -> bytes:
    if len(stanza.arguments) != 1:
        raise AgeHeaderError
    try:
        return strict_base64.decode(stanza.arguments[0], ENC_SIZE)
    except strict_base64.Base64Error:
        raise AgeHeaderError from None
