"""The recovery code: on paper, it opens the vault without a passphrase (formats.md §3.2)."""

import hashlib
import hmac
from typing import Final

from confidant.crypto import c32
from confidant.errors import RecoveryCodeError

SECRET_SIZE: Final = 16
_CHECK_SIZE: Final = 4
_GROUP: Final = 4


def encode(secret: bytes) -> str:
    """Return the code of 16 random bytes: eight groups of four characters joined by `-`."""
    characters = c32.encode(secret + _check(secret))
    return "-".join(
        characters[start : start + _GROUP] for start in range(0, len(characters), _GROUP)
    )


def decode(text: str) -> bytes:
    """Return the 16 bytes of a typed code; spaces, dashes, case and I L O do not matter.

    Raises:
        RecoveryCodeError: not a code, or one with a typing error; found before any derivation.
    """
    try:
        data = c32.decode(c32.clean_typed(text), SECRET_SIZE + _CHECK_SIZE)
    except c32.C32Error:
        raise RecoveryCodeError from None
    secret = data[:SECRET_SIZE]
    if not hmac.compare_digest(data[SECRET_SIZE:], _check(secret)):
        raise RecoveryCodeError
    return secret


def _check(secret: bytes) -> bytes:
    return hashlib.sha256(b"confidant/v1/recovery\0" + secret).digest()[:_CHECK_SIZE]
