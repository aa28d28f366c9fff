"""Opens the encrypted journals of jrnl 2 and 3, for import (imports.md, C2).

Version 2 is a bare Fernet token under a salt that is the same for everybody; version 3 is
`JRNLv3`, the length of a header in two bytes, the header (JSON with the salt, usually in base64)
and a Fernet token. Both stretch the passphrase with 100,000 rounds of PBKDF2-HMAC-SHA-256.
"""

import base64
import json
from typing import Final

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

from confidant.errors import SourcePassphraseError, SourceSyntaxError

MAGIC_V3: Final = b"JRNLv3"
MAGIC_V2: Final = b"gAAAAA"
_LENGTH_SIZE: Final = 2
_SALT_SIZE: Final = 16
_SALT_V2: Final = b"\xf2\xd5q\x0e\xc1\x8d.\xde\xdc\x8e6t\x89\x04\xce\xf8"
_ROUNDS: Final = 100_000
# Version byte, time, vector, one block, MAC.
_SMALLEST_TOKEN: Final = 1 + 8 + 16 + 16 + 32
_VERSION: Final = 0x80


def is_encrypted_jrnl(data: bytes) -> bool:
    """Return whether `data` begins like an encrypted journal of jrnl 2 or 3."""
    return data.startswith((MAGIC_V3, MAGIC_V2))


def decrypt_jrnl(data: bytes, passphrase: str, *, name: str = "") -> bytes:
    """Return the text of an encrypted journal, as jrnl would store it unencrypted.

    Args:
        data: the whole file.
        passphrase: as it was typed into jrnl.
        name: of the file, for the sentence of an error.

    Raises:
        SourceSyntaxError: not such a file, or a damaged header; before any derivation.
        SourcePassphraseError: another passphrase, or changed data (the format cannot tell).
    """
    try:
        salt, token = _split_v3(data) if data.startswith(MAGIC_V3) else (_SALT_V2, data)
        token = token.strip()
        _check_token(token)
    except (ValueError, TypeError, LookupError, RecursionError):
        # Whatever a made-up header can do to the parsers; their texts would quote it.
        raise SourceSyntaxError(name=name, line=1) from None
    # A lone surrogate cannot be encoded; no journal was ever encrypted with one.
    secret = passphrase.encode("utf-8", "surrogatepass")
    key = PBKDF2HMAC(SHA256(), 32, salt, _ROUNDS).derive(secret)
    try:
        return Fernet(base64.urlsafe_b64encode(key)).decrypt(token)
    except InvalidToken:
        raise SourcePassphraseError from None


def _split_v3(data: bytes) -> tuple[bytes, bytes]:
    start = len(MAGIC_V3) + _LENGTH_SIZE
    end = start + int.from_bytes(data[len(MAGIC_V3) : start])
    header = data[start:end]
    text = header if header.startswith(b"{") else base64.b64decode(header, validate=True)
    salt = base64.urlsafe_b64decode(json.loads(text)["salt"])
    if len(salt) != _SALT_SIZE:
        raise ValueError("salt size")
    return salt, data[end:]


def _check_token(token: bytes) -> None:
    raw = base64.b64decode(token, altchars=b"-_", validate=True)
    if len(raw) < _SMALLEST_TOKEN or raw[0] != _VERSION:
        raise ValueError("token form")
