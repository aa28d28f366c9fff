"""The few primitives that the age format is made of (formats.md, appendix A)."""

from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

POINT_SIZE: Final = 32
FILE_KEY_SIZE: Final = 16
WRAPPED_SIZE: Final = FILE_KEY_SIZE + 16
_ZERO_NONCE: Final = bytes(12)
_ANY_SECRET: Final = X25519PrivateKey.from_private_bytes(bytes(range(POINT_SIZE)))


def hkdf_sha256(ikm: bytes, salt: bytes, info: bytes) -> bytes:
    """Return 32 bytes of HKDF-SHA-256; an empty salt means 32 zero bytes."""
    return HKDF(SHA256(), 32, salt, info).derive(ikm)


def x25519(secret: X25519PrivateKey, public: bytes) -> bytes | None:
    """Return the shared point, or None when it is the all-zero one (a public key of low order)."""
    try:
        return secret.exchange(X25519PublicKey.from_public_bytes(public))
    except ValueError:
        return None


def is_low_order(public: bytes) -> bool:
    """Return whether `public` (32 bytes) gives the all-zero point with every secret.

    Every clamped secret is a multiple of the cofactor, so one secret answers for all.
    """
    return x25519(_ANY_SECRET, public) is None


def wrap_file_key(key: bytes, file_key: bytes) -> bytes:
    """Return the 32 bytes of a wrapped file key; each `key` is used once, so the nonce is zero."""
    return ChaCha20Poly1305(key).encrypt(_ZERO_NONCE, file_key, None)


def unwrap_file_key(key: bytes, wrapped: bytes) -> bytes | None:
    """Return the file key (16 bytes), or None when `key` is another one.

    Args:
        key: 32 bytes.
        wrapped: exactly 32 bytes; the caller has checked, because a longer one could be made to
            open under several keys and tell which of them somebody has.
    """
    try:
        return ChaCha20Poly1305(key).decrypt(_ZERO_NONCE, wrapped, None)
    except InvalidTag:
        return None
