"""The one derivation function of the formats and every label it knows (formats.md §1)."""

from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from confidant.errors import BugError

_PREFIX = b"confidant/v1/"

LABELS = frozenset(
    {
        "slot/passphrase",
        "slot/recovery",
        "header-mac",
        "sqlcipher",
        "chain",
        "seen",
        "identity/auth",
        "identity/age-pq",
        "pair",
    }
)


def derive(
    ikm: bytes | bytearray, salt: bytes, label: str, size: int, context: bytes = b""
) -> bytearray:
    """Return `size` bytes of HKDF-SHA-512, bound to `label` and `context`.

    Args:
        ikm: the secret to derive from; never shorter than 16 bytes in the formats.
        salt: empty means 64 zero bytes, as RFC 5869 says.
        label: one of `LABELS`; two uses never share one.
        size: number of bytes, at most 255 · 64.
        context: bound in after the label and a zero byte; empty leaves the zero byte out.

    Raises:
        BugError: a label that the formats do not know.
    """
    if label not in LABELS:
        raise BugError("derivation label")
    info = _PREFIX + label.encode("ascii") + (b"\0" + context if context else b"")
    out = bytearray(size)
    HKDF(SHA512(), size, salt, info).derive_into(ikm, out)
    return out
