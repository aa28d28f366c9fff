"""The classical recipient `X25519`: for test vectors and for what other tools made (appendix A)."""

from collections.abc import Callable
from typing import ClassVar, Final

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from confidant.crypto import strict_base64
from confidant.crypto.age import bech32
from confidant.crypto.age.header import Stanza
from confidant.crypto.age.primitives import (
    POINT_SIZE,
    WRAPPED_SIZE,
    hkdf_sha256,
    is_low_order,
    unwrap_file_key,
    wrap_file_key,
    x25519,
)
from confidant.errors import AgeHeaderError, BugError

KIND: Final = "X25519"
_INFO: Final = b"age-encryption.org/v1/X25519"
_RECIPIENT_PREFIX: Final = "age"
_IDENTITY_PREFIX: Final = "age-secret-key-"


class X25519Recipient:
    """Whom a file is sealed to: an X25519 public key, 32 bytes."""

    kind: ClassVar[str] = KIND

    def __init__(self, public: bytes) -> None:
        self.public = public

    @classmethod
    def from_string(cls, text: str) -> "X25519Recipient":
        """Read `age1…`. Raises `Bech32Error`."""
        return cls(bech32.decode(text, _RECIPIENT_PREFIX, POINT_SIZE))

    def to_string(self) -> str:
        """Return `age1…`."""
        return bech32.encode(_RECIPIENT_PREFIX, self.public)

    def wrap(self, file_key: bytes, random: Callable[[int], bytes]) -> Stanza:
        """Return the stanza that holds `file_key`. Raises `BugError` for a key of low order."""
        ephemeral = X25519PrivateKey.from_private_bytes(random(POINT_SIZE))
        share = ephemeral.public_key().public_bytes_raw()
        point = x25519(ephemeral, self.public)
        if point is None:
            raise BugError("X25519 public key of low order")
        key = hkdf_sha256(point, share + self.public, _INFO)
        return Stanza(KIND, (strict_base64.encode(share),), wrap_file_key(key, file_key))


class X25519Identity:
    """Who opens a file: an X25519 secret, 32 bytes."""

    kind: ClassVar[str] = KIND

    def __init__(self, secret: bytes | bytearray) -> None:
        self._key = X25519PrivateKey.from_private_bytes(secret)
        self.public = self._key.public_key().public_bytes_raw()

    @classmethod
    def from_string(cls, text: str) -> "X25519Identity":
        """Read `AGE-SECRET-KEY-1…`. Raises `Bech32Error`."""
        return cls(bech32.decode(text, _IDENTITY_PREFIX, POINT_SIZE))

    @property
    def recipient(self) -> X25519Recipient:
        """The public side."""
        return X25519Recipient(self.public)

    @staticmethod
    def check(stanza: Stanza) -> None:
        """Raise `AgeHeaderError` unless the stanza has the one form of its type."""
        if len(stanza.body) != WRAPPED_SIZE or is_low_order(_share(stanza)):
            raise AgeHeaderError

    def unwrap(self, stanza: Stanza) -> bytes | None:
        """Return the file key, or None when the stanza is for somebody else.

        Raises:
            AgeHeaderError: not the form of its type.
        """
        share = _share(stanza)
        point = x25519(self._key, share)
        if point is None or len(stanza.body) != WRAPPED_SIZE:
            raise AgeHeaderError
        return unwrap_file_key(hkdf_sha256(point, share + self.public, _INFO), stanza.body)


def _share(stanza: Stanza) -> bytes:
    if len(stanza.arguments) != 1:
        raise AgeHeaderError
    try:
        return strict_base64.decode(stanza.arguments[0], POINT_SIZE)
    except strict_base64.Base64Error:
        raise AgeHeaderError from None
