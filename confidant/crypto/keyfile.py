"""The key file: a second secret on a stick, generated and never chosen (formats.md §3.2)."""

import hashlib
import hmac
import re
from typing import Final

from confidant.crypto import c32
from confidant.errors import KeyfileError

KEY_SIZE: Final = 32
_CHECK_SIZE: Final = 5
_FORM: Final = re.compile(rb"CONFIDANT-KEYFILE-1 ([0-9A-Z]{52})-([0-9A-Z]{8})(?:\r?\n)?")
# The longest accepted form has 83 bytes; whoever reads a file need not read more than this.
MOST_BYTES: Final = 128


def generate(key: bytes) -> str:
    """Return the text of a key file, with its line end.

    Args:
        key: 32 random bytes.
    """
    return f"CONFIDANT-KEYFILE-1 {c32.encode(key)}-{c32.encode(_check(key))}\n"


def parse(data: bytes) -> bytes:
    """Return the 32 bytes that a key file holds.

    Exactly the generated characters: what helps with typed text would only hide a damaged file.

    Raises:
        KeyfileError: anything else.
    """
    match = _FORM.fullmatch(data)
    if match is None:
        raise KeyfileError
    try:
        key = c32.decode(match[1].decode("ascii"), KEY_SIZE)
        check = c32.decode(match[2].decode("ascii"), _CHECK_SIZE)
    except c32.C32Error:
        raise KeyfileError from None
    if not hmac.compare_digest(check, _check(key)):
        raise KeyfileError
    return key


def _check(key: bytes) -> bytes:
    return hashlib.sha256(b"confidant/v1/keyfile\0" + key).digest()[:_CHECK_SIZE]
